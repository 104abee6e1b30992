"""The lines of the week ahead: a day's heading, an occurrence, and a day with nothing planned."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from textual.content import Content
from textual.widget import Widget

from rituals.core.rituals.audience import Audience
from rituals.core.rituals.week import Planned, PlannedDay
from tui.rituals import present_week
from tui.shared.lines import Line


class DayHeading(Widget):
    """A day, and the minutes planned on it."""

    def __init__(self, day: PlannedDay, today: date, signs: str) -> None:
        super().__init__(classes="day")
        self._planned_day = day
        self._today = today
        self._signs = signs

    def show(self, day: PlannedDay, today: date) -> None:
        """Show the day as it is now."""
        self._planned_day, self._today = day, today
        self.refresh()

    def render(self) -> Content:
        return present_week.heading_line(self._planned_day, self.size.width, signs=self._signs, today=self._today)


WeekSubject: TypeAlias = tuple[str, date]
"""What a line is about on whichever day it stands: a ritual's id and its occurrence's key, or "" and a day."""


def subject_of(planned: Planned) -> WeekSubject:
    """The subject of the line of an occurrence."""
    return planned.ritual.id, planned.result.occurrence.key


class DayLine(Line):
    """A line that belongs to a day."""

    day: date

    @property
    def subject(self) -> WeekSubject:
        """What the line is about."""
        return "", self.day


class FreeDayLine(DayLine):
    """A day with nothing planned."""

    def __init__(self, free_day: PlannedDay, today: date) -> None:
        super().__init__(classes="day")
        self.day = free_day.day
        self._planned_day = free_day
        self._today = today

    def rows(self, width: int) -> list[Content]:
        return present_week.free_day_lines(self._planned_day, width, today=self._today, is_open=self.is_open)


class PlannedLine(DayLine):
    """An occurrence of a ritual on one of the days, or of a quota whose period reaches into them."""

    def __init__(self, planned: Planned, audience: Audience, today: date, signs: str) -> None:
        super().__init__()
        self.day = planned.day
        self.planned = planned
        self._audience = audience
        self._today = today
        self._signs = signs

    @property
    def subject(self) -> WeekSubject:
        return subject_of(self.planned)

    def show(self, planned: Planned, audience: Audience, today: date) -> None:
        """Show the occurrence as it is now; nothing happens where it is the same."""
        if (planned, audience, today) != (self.planned, self._audience, self._today):
            self.planned, self._audience, self._today = planned, audience, today
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present_week.planned_lines(
            self.planned, self._audience, width, signs=self._signs, today=self._today, is_open=self.is_open
        )
