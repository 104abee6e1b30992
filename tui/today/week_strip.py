"""The week's strip: a sign for each day, with today's name marked."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from rituals.core.rituals.board import Board, DaySign
from rituals.core.rituals.words import SIGNS
from tui.shared.text import NOW, SIGN_STYLES


class WeekStrip(Widget):
    """Seven days in two rows, or on one line on a small screen."""

    def __init__(self, board: Board, signs: str, *, on_one_line: bool = False) -> None:
        super().__init__(classes="-line" if on_one_line else "-block")
        self._board = board
        self._signs = SIGNS[signs]
        self._on_one_line = on_one_line

    def show(self, board: Board) -> None:
        """Show the week of a board."""
        if (board.week, board.day) != (self._board.week, self._board.day):
            self._board = board
            self.refresh()

    def render(self) -> Content:
        if self._on_one_line:
            return Content("   ").join([self._weekday(day) + " " + self._sign(day) for day in self._board.week])
        names = Content("  ").join([self._weekday(day) for day in self._board.week])
        signs = Content("   ").join([self._sign(day) for day in self._board.week])
        return Content("\n").join([names, signs])

    def _weekday(self, day: DaySign) -> Content:
        is_today = day.day == self._board.day
        return Content.styled(f"{day.day:%a}"[:2], f"{NOW} underline" if is_today else "$text-muted")

    def _sign(self, day: DaySign) -> Content:
        return Content.styled(self._signs[day.sign], SIGN_STYLES.get(day.sign, "$text-muted"))
