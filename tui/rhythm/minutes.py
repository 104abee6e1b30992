"""How the minutes of a week were spent: a bar for each section, and above them the totals of the weeks before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from textual.content import Content

from rituals.core.phrases import minutes_words
from rituals.core.rhythm.year import WeekMinutes
from rituals.core.text import printable
from tui.rhythm.curve import BLOCKS, POINTERS, strength_bar
from tui.rhythm.heatmap import LABEL, WeeksAcross, months_line
from tui.rhythm.present import NO_MINUTES, rhythm_week_heading
from tui.shared.text import fitted

Weeks = Callable[[date, date], Sequence[WeekMinutes]]
_TALL = 3
_NAME = 40
_WORDS = 13
_WIDEST = 48


class MinutesChart(WeeksAcross):
    """Shows the bars of the cursor's week, below a chart of that week and those around it."""

    def __init__(self, signs: str, day: date, week_starts_on: int, titles: Mapping[str, str]) -> None:
        """`titles` names the sections by id, in their order; "" is for the couple's own rituals."""
        super().__init__(signs, day, week_starts_on)
        self._titles = titles
        self._weeks: Weeks = _nothing
        self._known: tuple[date, date] | None = None
        self._minutes: dict[date, WeekMinutes] = {}

    def show(self, weeks: Weeks) -> None:
        """Draw other weeks; `weeks` is called only for those that are visible."""
        self._weeks, self._known = weeks, None
        self.refresh()

    def rows(self, width: int, height: int) -> list[Content]:
        weeks = self.weeks(width)
        if self._known != (weeks[0], weeks[-1]):
            self._known = weeks[0], weeks[-1]
            self._minutes = {week.first: week for week in self._weeks(*self._known)}
        place = weeks.index(self.week_of(self.day))
        pointer = Content(" " * (LABEL + 1 + 2 * place)) + Content.styled(POINTERS[self.signs], self.cursor_style)
        minutes = self._minutes.get(weeks[place], WeekMinutes(weeks[place], {}))
        heading = Content.styled(rhythm_week_heading(minutes, self.today), "bold")
        return [months_line(weeks, width), *self._chart(weeks), pointer, heading, *self._bars(minutes, width)][:height]

    def _chart(self, weeks: Sequence[date]) -> list[Content]:
        """The visible weeks, each as high as its minutes are beside the fullest week's."""
        totals = [sum(self._minutes[week].minutes.values()) if week in self._minutes else 0 for week in weeks]
        most = max(max(totals), 1)
        bars = [strength_bar(total / most, _TALL, self.signs) for total in totals]
        lines = (" " * LABEL + "".join(f" {column[row]}" for column in bars) for row in range(_TALL))
        return [Content.styled(line, "$secondary") for line in lines]

    def _bars(self, week: WeekMinutes, width: int) -> list[Content]:
        if not week.minutes:
            return [Content.styled(NO_MINUTES, "$text-muted")]
        name = min(_NAME, max(width // 3, 10))
        room = max(1, min(width - name - _WORDS - 2, _WIDEST))
        full = max(self._most(), 1)
        order = list(self._titles)
        sections = sorted(week.minutes, key=lambda section: order.index(section) if section in order else len(order))
        return [
            self._bar(section, week.minutes[section], name, max(1, round(room * week.minutes[section] / full)))
            for section in sections
        ]

    def _most(self) -> int:
        """The most minutes of any section in the visible weeks, so that the bars have one scale in all of them."""
        return max((minutes for week in self._minutes.values() for minutes in week.minutes.values()), default=0)

    def _bar(self, section: str, minutes: int, name: int, length: int) -> Content:
        return Content.assemble(
            fitted(printable(self._titles.get(section, section)), name),
            "  ",
            (BLOCKS[self.signs][-3] * length, "$success"),
            (f"  {minutes_words(minutes)}", "$text-muted"),
        )

    def day_at(self, column: int, row: int) -> date | None:
        week = self.week_at(column)
        return self.same_weekday(week) if week is not None and row <= _TALL + 1 else None


def _nothing(_since: date, _until: date) -> Sequence[WeekMinutes]:
    return ()
