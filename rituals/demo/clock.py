"""The clock of a story: it stands at the moments that are told, and runs on from the last of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from rituals.core.calendar import day_of
from rituals.core.model import DEFAULT_DAY_STARTS_AT
from rituals.ports import Clock

EVENING = time(18, 40)
"""When the demo is opened, whatever the hour outside: late enough for some things to be done and some still to come."""


class StoryClock:
    """Local time is UTC here, so that every telling is the same wherever it is told."""

    problem: str | None = None

    def __init__(self, outside: Clock) -> None:
        self._outside = outside
        self._told: datetime = outside.now()
        self._opened_at: datetime | None = None

    def today_outside(self) -> date:
        """The day that it is for the person who asked for the story."""
        local = self._outside.now().astimezone(self._outside.zone()).replace(tzinfo=None)
        return day_of(local, DEFAULT_DAY_STARTS_AT)

    def stand_at(self, day: date, at: time) -> None:
        """Come to a moment of the story, and stay there."""
        self._told, self._opened_at = datetime.combine(day, at, UTC), None

    def run_on(self) -> None:
        """Go on from where the story stands, as fast as the clock outside does."""
        self._opened_at = self._outside.now()

    def now(self) -> datetime:
        """The present instant of the story, aware, in UTC."""
        return self._told if self._opened_at is None else self._told + (self._outside.now() - self._opened_at)

    def zone(self) -> tzinfo:
        """The one zone of the story."""
        return UTC
