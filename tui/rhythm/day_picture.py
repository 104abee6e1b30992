"""A picture of days, one of which has the cursor; every day in it can be walked to, clicked and opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from rituals.core.calendar import add_days, month_of

WEEK = 7
QUARTER = 13 * WEEK
MONTHS_AHEAD = 12  # how far ahead a calendar may be walked
STEPS: Mapping[str, int] = {
    "up": -1,
    "down": 1,
    "left": -WEEK,
    "right": WEEK,
    "back": -QUARTER,
    "on": QUARTER,
}


def month_on(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month; it stops at the ends of the calendar."""
    place = day.year * 12 + day.month - 1 + months
    year = max(date.min.year, min(place // 12, date.max.year))
    first = date(year, place % 12 + 1, 1)
    return first.replace(day=min(day.day, month_of(first).last.day))


class DayPicture(Widget, can_focus=True):
    """Gives `rows` to draw and `day_at` a place; it is drawn again only when something in it is different."""

    class Moved(Message):
        """The cursor is on another day."""

    class Opened(Message):
        """A day was clicked."""

    steps: ClassVar[Mapping[str, int]] = STEPS

    def __init__(self, signs: str, day: date) -> None:
        super().__init__()
        self.signs = signs
        self.day = day
        self.today = day
        self.first = day
        self.last = day

    def between(self, first: date, last: date, today: date) -> None:
        """Let the cursor walk from one day to another."""
        self.first, self.last, self.today = first, last, today
        self.day = max(first, min(self.day, last))

    def point_at(self, day: date) -> None:
        """Put the cursor on a day, or the nearest one there is."""
        day = max(self.first, min(day, self.last))
        if day != self.day:
            self.day = day
            self.refresh()
            self.post_message(self.Moved())

    def step(self, way: str) -> None:
        """Walk: up, down, left, right, back, on, to the first day or to today."""
        ends = {"first": self.first, "today": self.today}
        self.point_at(ends.get(way) or add_days(self.day, self.steps[way]))

    def rows(self, width: int, height: int) -> list[Content]:
        """What is drawn at a size in cells, row by row."""
        raise NotImplementedError

    def day_at(self, column: int, row: int) -> date | None:
        """The day that is drawn at a place, if there is one."""
        raise NotImplementedError

    def render(self) -> Content:
        width, height = self.content_size
        return Content("\n").join(self.rows(width, height))

    def on_click(self, event: events.Click) -> None:
        day = self.day_at(event.x, event.y)
        if day is not None and self.first <= day <= self.last:
            event.stop()
            self.point_at(day)
            self.post_message(self.Opened())


Gaps = Callable[[int], Content]


def brackets(cursor: int | None, today: int | None) -> Gaps:
    """What stands before each place in a row of signs: brackets around the cursor's, round ones around today's."""

    def gap(place: int) -> Content:
        for mark, (opens, closes), style in ((cursor, "[]", "bold $primary"), (today, "()", "bold $warning")):
            if mark is not None and place in (mark, mark + 1):
                return Content.styled(opens if place == mark else closes, style)
        return Content(" ")

    return gap
