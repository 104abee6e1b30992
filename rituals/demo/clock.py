"""The demo's clock: it stands at each moment of the story, and runs on from the last one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from rituals.core.calendar import day_of
from rituals.core.model import DEFAULT_DAY_STARTS_AT
from rituals.ports import Clock

EVENING = time(18, 40)
"""The wall time at which the demo opens, at any real hour: some things are done by then, and some still to come."""


class StoryClock:
    """A clock that the story sets. Its zone is UTC, so that the demo is the same everywhere."""

    problem: str | None = None

    def __init__(self, outside: Clock) -> None:
        self._outside = outside
        self._told: datetime = outside.now()
        self._opened_at: datetime | None = None

    def today_outside(self) -> date:
        """The real day, where the demo is run."""
        local = self._outside.now().astimezone(self._outside.zone()).replace(tzinfo=None)
        return day_of(local, DEFAULT_DAY_STARTS_AT)

    def stand_at(self, day: date, at: time) -> None:
        """Set the clock to a moment of the story and stop it there."""
        self._told, self._opened_at = datetime.combine(day, at, UTC), None

    def run_on(self) -> None:
        """Let the clock run on from here, as fast as the real one."""
        self._opened_at = self._outside.now()

    def now(self) -> datetime:
        """The story's present instant, aware, in UTC."""
        return self._told if self._opened_at is None else self._told + (self._outside.now() - self._opened_at)

    def zone(self) -> tzinfo:
        """The story's zone, UTC."""
        return UTC
