"""The year as a heatmap: a column for each week, a row for each weekday, as many weeks as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual.content import Content

from rituals.core.calendar import WEEKDAYS_SHORT, add_days, month_name, week_of
from rituals.core.rhythm.year import YearDay
from tui.rhythm.day_picture import WEEK, DayPicture, brackets
from tui.rhythm.present import cell

YearDays = Callable[[date, date], Sequence[YearDay]]
LABEL = 3  # cells at the left, for the weekdays
_WEEKS_OF_A_YEAR = 53
_MARGIN = 4  # weeks kept visible beyond the cursor as the window of weeks moves
_MONTH_LABEL = 4


def weeks_in(width: int) -> int:
    """How many weeks fit; each takes a sign and the gap before it, and the last one the gap behind it."""
    return max(1, min((width - LABEL - 1) // 2, _WEEKS_OF_A_YEAR))


class WeeksAcross(DayPicture):
    """A picture with a column for each week, up to this week, or to an earlier one if the cursor is far back."""

    def __init__(self, signs: str, day: date, week_starts_on: int) -> None:
        super().__init__(signs, day)
        self.week_starts_on = week_starts_on
        self._end = day

    def weeks(self, width: int) -> list[date]:
        """The first days of the weeks that fit into a width in cells, the cursor's week among them."""
        count = weeks_in(width)
        cursor, last = self.week_of(self.day), self.week_of(self.last)
        self._end = max(self.week_of(self._end), cursor)
        if cursor <= add_days(self._end, -count * WEEK):
            self._end = add_days(cursor, (count - 1 - min(_MARGIN, count - 1)) * WEEK)
        elif cursor >= self._end:
            self._end = add_days(cursor, _MARGIN * WEEK)
        self._end = min(self._end, last)
        return [add_days(self._end, (place - count + 1) * WEEK) for place in range(count)]

    def week_of(self, day: date) -> date:
        """The first day of a day's week."""
        return week_of(day, self.week_starts_on).first

    def same_weekday(self, week: date) -> date:
        """The cursor's weekday, in another week."""
        return add_days(week, (self.day - self.week_of(self.day)).days)

    def week_at(self, column: int) -> date | None:
        """The week drawn at a column of cells, None where there is none."""
        weeks = self.weeks(self.content_size.width)
        place = (column - LABEL) // 2
        return weeks[place] if column >= LABEL and place < len(weeks) else None

    def between(self, first: date, last: date, today: date) -> None:
        super().between(first, last, today)
        self.refresh()


def months_line(weeks: Sequence[date], width: int) -> Content:
    """The names of the months over the weeks in which they begin; a January shows its year instead."""
    line = " " * LABEL
    for place, week in enumerate(weeks):
        begins = add_days(week, WEEK - 1)
        column = LABEL + 1 + 2 * place
        if begins.day <= WEEK and len(line) < column and column + _MONTH_LABEL <= width:
            name = str(begins.year) if begins.month == 1 else month_name(begins.month)[:3]
            line = f"{line.ljust(column)}{name} "
    return Content.styled(line.rstrip(), "$text-muted")


class Heatmap(WeeksAcross):
    """A sign for each day of many weeks."""

    HAS_CURSOR: ClassVar[bool] = True

    def __init__(self, signs: str, day: date, week_starts_on: int) -> None:
        super().__init__(signs, day, week_starts_on)
        self._days: YearDays = _nothing
        self._by_level = True
        self._known: tuple[date, date] | None = None
        self._cells: dict[date, tuple[str, str]] = {}

    def show(self, days: YearDays, *, by_level: bool) -> None:
        """Draw other days; `days` is called only for the weeks that are visible."""
        self._days, self._by_level, self._known = days, by_level, None
        self.refresh()

    def rows(self, width: int, height: int) -> list[Content]:
        del height
        weeks = self.weeks(width)
        self._learn(weeks[0], min(add_days(weeks[-1], WEEK - 1), self.today))
        return [months_line(weeks, width), *(self._row(weeks, weekday) for weekday in range(WEEK))]

    def _learn(self, since: date, until: date) -> None:
        if self._known != (since, until):
            self._known = since, until
            days = self._days(since, until)
            self._cells = {day.day: cell(day, self.signs, by_level=self._by_level) for day in days}

    def _row(self, weeks: Sequence[date], weekday: int) -> Content:
        days = [add_days(week, weekday) for week in weeks]
        gap = brackets(_place(days, self.day) if self.HAS_CURSOR else None, _place(days, self.today), self.cursor_style)
        pieces = [_weekday(days[0], is_named=weekday % 2 == 0)]
        for place, day in enumerate(days):
            pieces += [gap(place), Content.styled(*self._cells.get(day, (" ", "")))]
        return Content("").join([*pieces, gap(len(days))])

    def day_at(self, column: int, row: int) -> date | None:
        week = self.week_at(column)
        return add_days(week, row - 1) if week is not None and 1 <= row <= WEEK else None


def _weekday(day: date, *, is_named: bool) -> Content:
    name = WEEKDAYS_SHORT[day.weekday()][:2].title() if is_named else ""
    return Content.styled(name.ljust(LABEL), "$text-muted")


def _place(days: Sequence[date], day: date) -> int | None:
    return days.index(day) if day in days else None


def _nothing(_since: date, _until: date) -> Sequence[YearDay]:
    return ()
