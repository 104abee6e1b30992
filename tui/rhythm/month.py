"""A month as a calendar: on each day a sign for each ritual that happened or is planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from rituals.core.calendar import WEEKDAYS_SHORT, add_days, month_of, week_of
from rituals.core.occurrences.sign import Sign
from rituals.core.rhythm.year import CalendarDay, DayEntry
from rituals.core.rituals.words import SIGNS
from tui.rhythm.day_picture import WEEK, DayPicture, month_on
from tui.rhythm.present import MARK_SIGNS, MORE, month_words
from tui.shared.text import NOW, SIGN_STYLES, fitted

CalendarDays = Callable[[date, date], Sequence[CalendarDay]]
_WIDEST = 15
_NUMBER = 4  # cells of a day's number and the brackets around it
_HEADING = 2
_LEAST_SIGNS = 4


class MonthPicture(DayPicture):
    """Shows the month of the cursor."""

    steps = {"up": -WEEK, "down": WEEK, "left": -1, "right": 1}  # noqa: RUF012

    def __init__(self, signs: str, day: date, week_starts_on: int) -> None:
        super().__init__(signs, day)
        self.week_starts_on = week_starts_on
        self._days: CalendarDays = _nothing
        self._known: tuple[date, date] | None = None
        self._happenings: dict[date, tuple[DayEntry, ...]] = {}

    def show(self, days: CalendarDays) -> None:
        """Draw other days; `days` is called for a month at a time."""
        self._days, self._known = days, None
        self.refresh()

    def step(self, way: str) -> None:
        if way in ("back", "on"):
            self.point_at(month_on(self.day, 1 if way == "on" else -1))
        else:
            super().step(way)

    def _weeks(self) -> list[date]:
        month = month_of(self.day)
        first = week_of(month.first, self.week_starts_on).first
        return [add_days(first, n * WEEK) for n in range(6) if add_days(first, n * WEEK) <= month.last]

    def rows(self, width: int, height: int) -> list[Content]:
        month, weeks = month_of(self.day), self._weeks()
        self._learn(month.first, month.last)
        across, down = self._cell_size(width, height)
        names = (WEEKDAYS_SHORT[add_days(weeks[0], n).weekday()][:2].title() for n in range(WEEK))
        heading = Content("").join([fitted(f" {name}", across, "$text-muted") for name in names])
        lines = [Content.styled(f" {month_words(self.day)}", "bold"), heading]
        for week in weeks:
            cells = [self._cell(add_days(week, n), across, down) for n in range(WEEK)]
            lines += [Content("").join(row) for row in zip(*cells, strict=True)]
        return lines

    def _cell_size(self, width: int, height: int) -> tuple[int, int]:
        across = max(_NUMBER, min(width // WEEK, _WIDEST))
        down = max(1, min((height - _HEADING) // len(self._weeks()), 3))
        return across, down

    def _learn(self, since: date, until: date) -> None:
        if self._known != (since, until):
            self._known = since, until
            self._happenings = {entry.day: entry.happenings for entry in self._days(since, until)}

    def _cell(self, day: date, across: int, down: int) -> list[Content]:
        """A day in its one to three lines: its number, and signs beside or beneath it."""
        if day.month != self.day.month:
            return [fitted("", across)] * down
        number, happenings = self._number(day), self._happenings.get(day, ())
        if down == 1:
            signs = self._signs(happenings, across - _NUMBER - 1)
            return [_filled(number + signs, across)]
        signs = Content(" ") + self._signs(happenings, across - 2)
        return [_filled(number, across), _filled(signs, across), *[fitted("", across)] * (down - 2)]

    def _number(self, day: date) -> Content:
        if day == self.day:
            return Content.styled(f"[{day.day:>2}]", self.cursor_style)
        if day == self.today:
            return Content.styled(f"({day.day:>2})", NOW)
        return Content.styled(f" {day.day:>2} ", "" if day < self.today else "$text-muted")

    def _signs(self, happenings: Sequence[DayEntry], room: int) -> Content:
        """As many signs as fit into `room` cells, what was kept first, then a plus where there are more; in very few
        cells, the first sign and how many there are of it."""
        order = list(MARK_SIGNS)
        marks = sorted((happening.mark for happening in happenings), key=order.index)
        cut = len(marks) > room
        if cut and room < _LEAST_SIGNS:
            sign = MARK_SIGNS[marks[0]]
            return Content.styled(f"{SIGNS[self.signs][sign]}{marks.count(marks[0])}", _style(sign))
        signs = [MARK_SIGNS[mark] for mark in marks[: room - 1 if cut else room]]
        drawn = [Content.styled(SIGNS[self.signs][sign], _style(sign)) for sign in signs]
        return Content("").join([*drawn, *([Content.styled(MORE, "$text-muted")] if cut else [])])

    def day_at(self, column: int, row: int) -> date | None:
        across, down = self._cell_size(*self.content_size)
        week, weekday = (row - _HEADING) // down, column // across
        weeks = self._weeks()
        if row < _HEADING or week >= len(weeks) or weekday >= WEEK:
            return None
        day = add_days(weeks[week], weekday)
        return day if day.month == self.day.month else None


def _style(sign: Sign) -> str:
    return SIGN_STYLES.get(sign, "$text-muted")


def _filled(content: Content, width: int) -> Content:
    return content.pad_right(max(width - content.cell_length, 0))


def _nothing(_since: date, _until: date) -> Sequence[CalendarDay]:
    return ()
