"""A picture of days, one of which has the cursor; each can be reached by keys, and opened by a click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from rituals.core.calendar import add_days, month_of
from tui.shared.text import NOW

WEEK = 7
QUARTER = 13 * WEEK
MONTHS_AHEAD = 12  # how far ahead the cursor may go in a calendar
STEPS: Mapping[str, int] = {
    "up": -1,
    "down": 1,
    "left": -WEEK,
    "right": WEEK,
    "back": -QUARTER,
    "on": QUARTER,
}


def month_on(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month; never beyond the first and last possible date."""
    place = day.year * 12 + day.month - 1 + months
    year = max(date.min.year, min(place // 12, date.max.year))
    first = date(year, place % 12 + 1, 1)
    return first.replace(day=min(day.day, month_of(first).last.day))


class DayPicture(Widget, can_focus=True):
    """Base of the pictures; a subclass gives the `rows` to draw and the `day_at` a cell."""

    class Moved(Message):
        """The cursor is on another day."""

    class Opened(Message):
        """A day was clicked."""

    steps: ClassVar[Mapping[str, int]] = STEPS

    pointed_at: reactive[Offset | None] = reactive(None)
    """The cell under the mouse, where a click would open a day."""

    def __init__(self, signs: str, day: date) -> None:
        super().__init__()
        self.signs = signs
        self.day = day
        self.today = day
        self.first = day
        self.last = day

    def between(self, first: date, last: date, today: date) -> None:
        """Set the days that the cursor may go to, and today."""
        self.first, self.last, self.today = first, last, today
        self.day = max(first, min(self.day, last))

    def point_at(self, day: date) -> None:
        """Put the cursor on a day, or on the nearest one in range."""
        day = max(self.first, min(day, self.last))
        if day != self.day:
            self.day = day
            self.refresh()
            self.post_message(self.Moved())

    def step(self, way: str) -> None:
        """Move the cursor one step: a name of `steps`, or "first" or "today"."""
        ends = {"first": self.first, "today": self.today}
        self.point_at(ends.get(way) or add_days(self.day, self.steps[way]))

    def rows(self, width: int, height: int) -> list[Content]:
        """The rows to draw at a width and height in cells."""
        raise NotImplementedError

    def day_at(self, column: int, row: int) -> date | None:
        """The day drawn at a column and row in cells, None where there is none."""
        raise NotImplementedError

    @property
    def cursor_style(self) -> str:
        """How the cursor is drawn: stronger while the keys move it."""
        return "bold reverse $primary" if self.has_focus else "$primary"

    def render(self) -> Content:
        width, height = self.content_size
        rows = self.rows(width, height)
        column, row = self.pointed_at or (0, height)
        if row < len(rows):
            line = rows[row].pad_right(max(column + 1 - rows[row].cell_length, 0))
            rows[row] = line.stylize("reverse", column, column + 1)
        return Content("\n").join(rows)

    def _opens(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.pointed_at = event.offset if self._opens(self.day_at(event.x, event.y)) else None

    def on_leave(self) -> None:
        self.pointed_at = None

    def on_click(self, event: events.Click) -> None:
        day = self.day_at(event.x, event.y)
        if day is not None and self._opens(day):
            event.stop()
            self.point_at(day)
            self.post_message(self.Opened())


Gaps = Callable[[int], Content]


def brackets(cursor: int | None, today: int | None, style: str) -> Gaps:
    """The gap before each place of a row of signs: [ and ] around the cursor's place in a style, ( and ) around
    today's."""

    def gap(place: int) -> Content:
        for mark, (opens, closes), mark_style in ((cursor, "[]", style), (today, "()", NOW)):
            if mark is not None and place in (mark, mark + 1):
                return Content.styled(opens if place == mark else closes, mark_style)
        return Content(" ")

    return gap
