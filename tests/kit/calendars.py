"""The upkeep of a calendar file without a process of its own."""

from __future__ import annotations

from collections.abc import Callable

from rituals.adapters.feed.upkeep import CalendarUpkeep
from rituals.config import Places
from rituals.ports import Clock, PlannedCalendar
from rituals.session import Session


class CalendarUpkeepHere(CalendarUpkeep):
    """Does at once what is due, where another process would."""

    def __init__(self, where: Places, clock: Clock, open_session: Callable[[], Session]) -> None:
        super().__init__(where.data, where.cache, (where.settings, where.catalogue), clock, {})
        self._open_session = open_session

    def start(self) -> None:
        self.keep_while_due(self._plan)

    def _plan(self) -> tuple[str, PlannedCalendar] | None:
        session = self._open_session()
        calendar = session.settings.calendar
        return (calendar.feed, session.planned_feed(calendar)) if calendar.feed else None
