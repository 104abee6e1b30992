"""The strength of a ritual, which is how settled it is, over many weeks as an area chart.

Textual's sparkline stretches whatever it is given from its least to its greatest value; a strength only means something
on a scale from 0 to 1, so the chart is drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

from textual.content import Content

from rituals.core.calendar import add_days
from rituals.core.rhythm.strength import Curve
from tui.rhythm.day_picture import WEEK
from tui.rhythm.heatmap import LABEL, WeeksAcross, months_line
from tui.shared.text import fitted

BLOCKS: Mapping[str, str] = {"unicode": " ▁▂▃▄▅▆▇█", "ascii": " ...::::#"}
POINTERS: Mapping[str, str] = {"unicode": "↑", "ascii": "^"}
_HIGHEST = 12
_AXIS = 6  # cells for a percentage at the left


def strength_bar(part: float, height: int, signs: str) -> list[str]:
    """A column of signs, from the top down, that fills a `part` (0 to 1) of a height in rows; a tiny part shows too."""
    blocks = BLOCKS[signs]
    eighths = ceil(max(0.0, min(part, 1.0)) * height * (len(blocks) - 1))
    return [blocks[max(0, min(eighths - row * (len(blocks) - 1), len(blocks) - 1))] for row in range(height)][::-1]


class StrengthChart(WeeksAcross):
    """The strength of one ritual, a column for each half week."""

    def __init__(self, signs: str, day: date, week_starts_on: int) -> None:
        super().__init__(signs, day, week_starts_on)
        self._curve = Curve(day, ())

    def show(self, curve: Curve) -> None:
        """Draw another strength."""
        self._curve = curve
        self.refresh()

    def strength_on(self, day: date) -> float | None:
        """The strength on a day, None where there is none yet."""
        return _on(self._curve, day)

    def rows(self, width: int, height: int) -> list[Content]:
        weeks, tall = self.weeks(width - _AXIS + LABEL), max(1, min(height - 2, _HIGHEST))
        days = [min(add_days(week, half), self.last) for week in weeks for half in (3, 6)]
        shown = [self.strength_on(day) if add_days(day, -6) < self.last else None for day in days]
        bars = [strength_bar(value or 0.0, tall, self.signs) for value in shown]
        cursor = 2 * weeks.index(self.week_of(self.day))
        lines = [self._line(bars, row, tall, cursor) for row in range(tall)]
        months = Content(" " * (_AXIS - LABEL - 1)) + months_line(weeks, width - _AXIS + LABEL)
        return [
            months,
            *lines,
            Content(" " * (_AXIS + cursor)) + Content.styled(POINTERS[self.signs], self.cursor_style),
        ]

    def _line(self, bars: Sequence[Sequence[str]], row: int, tall: int, cursor: int) -> Content:
        marks = {0: "100 %", tall // 2: " 50 %", tall - 1: "  0 %"}
        label = fitted(marks.get(row, "") if tall > 3 else "", _AXIS, "$text-muted")
        drawn = "".join(column[row] for column in bars)
        line = Content.styled(drawn, "$success").stylize(self.cursor_style, cursor, cursor + 2)
        return label + line

    def day_at(self, column: int, row: int) -> date | None:
        del row
        weeks = self.weeks(self.content_size.width - _AXIS + LABEL)
        place = (column - _AXIS) // 2
        if column < _AXIS or place >= len(weeks):
            return None
        return self.same_weekday(weeks[place])


def _on(curve: Curve, day: date) -> float | None:
    place = (day - curve.since).days
    if place < 0 or not curve.values:
        return None
    return curve.values[min(place, len(curve.values) - 1)]


def small_hill(curve: Curve, until: date, width: int, signs: str) -> str:
    """A strength on one line of so many cells, one for each week up to a day."""
    days = (add_days(until, (place - width + 1) * WEEK) for place in range(width))
    return "".join(strength_bar(_on(curve, day) or 0.0, 1, signs)[0] for day in days)
