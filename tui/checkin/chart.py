"""Past check-ins as a small chart: a column for each, the latest at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from rituals.core.checkin.scoring import Point
from rituals.core.phrases import short_day
from tui.checkin.present import chart


class PastChart(Widget):
    """As high as its styles say, with the first and the last day beneath; hidden with fewer than two check-ins."""

    def __init__(self, signs: str) -> None:
        super().__init__()
        self._signs = signs
        self._points: Sequence[Point] = ()
        self._days: Sequence[str] = ()

    def show(self, points: Sequence[Point], today: date) -> None:
        """Show these check-ins, the oldest first."""
        self._points = points
        self._days = [short_day(point.on, today) for point in points]
        self.display = len(points) > 1
        self.refresh()

    def render(self) -> Content:
        size: Size = self.content_size
        drawn = chart(self._points, self._days, size.width, max(size.height - 1, 1), self._signs)
        return Content("\n").join([*drawn.rows, Content.styled(drawn.beneath, "$text-muted")])
