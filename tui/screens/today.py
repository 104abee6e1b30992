"""Today: what is due, what is done and by whom, and the week; ticking answers at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.bootstrap import House
from rituals.core.board import Board, Row, Sign
from tui import present
from tui.keys import TODAY, bindings
from tui.screens.ritual_deeds import RitualDeeds
from tui.widgets.lines import Line, Lines
from tui.widgets.week import Week


class RitualLine(Line):
    """One ritual on Today."""

    def __init__(self, row: Row, board: Board, signs: str) -> None:
        super().__init__()
        self.row = row
        self._board = board
        self._signs = signs
        self.tiny = ""

    def show(self, row: Row, board: Board, tiny: str) -> None:
        """Show the row as it is now; nothing happens where it is the same."""
        if (row, tiny) == (self.row, self.tiny):
            return
        self.row, self._board, self.tiny = row, board, tiny
        self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present.row_lines(
            self.row,
            self._board.people,
            width,
            signs=self._signs,
            is_open=self.is_open,
            tiny=self.tiny,
            today=self._board.day,
        )


class TodayScreen(RitualDeeds):
    """The first screen, and the one that everything comes back to."""

    KEYS = TODAY
    BINDINGS = bindings(TODAY)
    CSS_PATH = "today.tcss"
    TITLE = "Today"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.board = self.rituals.board()
        self._tiny: dict[str, str] = {}

    def headline(self) -> str:
        return present.headline(self.board, self.rituals.seated)

    def contents(self) -> Iterable[Widget]:
        week = Vertical(Static("This week", classes="heading"), Week(self.board, self.signs), id="aside")
        yield Horizontal(Lines(*self._rows(), id="rituals"), week, id="table")
        yield Week(self.board, self.signs, on_one_line=True)

    def on_mount(self) -> None:
        self._lines.focus()
        self._lines.point_at(self._first_open())
        self.call_after_refresh(self._learn_catalogue)

    # showing

    @property
    def _lines(self) -> Lines:
        return self.query_one("#rituals", Lines)

    def _rows(self) -> list[Widget]:
        widgets: list[Widget] = []
        for group, rows in groupby(self.board.rows, key=lambda row: row.group):
            widgets.append(Static(present.GROUP_TITLES[group], classes="heading"))
            for row in rows:
                line = RitualLine(row, self.board, self.signs)
                line.tiny = self._tiny.get(row.ritual.id, "")
                widgets.append(line)
        if not widgets:
            words = present.ALL_QUIET if self.rituals.state.rituals else present.NOTHING_YET
            widgets.append(Static(words, id="nothing"))
        return widgets

    def show(self) -> None:
        """Show what is so now; only lines that changed are drawn again."""
        before, self.board = self.board, self.rituals.board()
        if [(r.group, r.ritual.id) for r in before.rows] != [(r.group, r.ritual.id) for r in self.board.rows]:
            self.call_later(self._lay_out)
        else:
            lines = [line for line in self._lines.lines if isinstance(line, RitualLine)]
            for line, row in zip(lines, self.board.rows, strict=False):
                line.show(row, self.board, self._tiny.get(row.ritual.id, ""))
        for week in self.query(Week):
            week.show(self.board)
        self.show_headline()

    async def _lay_out(self) -> None:
        current = self.current_row
        async with self.batch():
            await self._lines.remove_children()
            await self._lines.mount_all(self._rows())
        same = [line for line in self._ritual_lines if current and line.row.ritual.id == current.ritual.id]
        self._lines.point_at(same[0] if same else self._first_open())

    def _learn_catalogue(self) -> None:
        from rituals.content.catalogue import catalogue  # after the first paint: reading it takes a moment

        self._tiny = {entry.id: entry.tiny for entry in catalogue().ritual}
        self.show()

    @property
    def _ritual_lines(self) -> list[RitualLine]:
        return [line for line in self._lines.lines if isinstance(line, RitualLine)]

    @property
    def current_row(self) -> Row | None:
        """The row under the cursor."""
        line = self._lines.current
        return line.row if isinstance(line, RitualLine) else None

    def _first_open(self) -> Line | None:
        lines = self._ritual_lines
        due = [line for line in lines if line.row.is_due]
        still = [line for line in lines if line.row.sign in (Sign.OPEN, Sign.HALF)]
        return next(iter(due or still or lines), None)

    # doing

    def action_pick(self) -> None:
        self.action_catalogue()

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign and isinstance(message.line, RitualLine):
            self.toggle(message.line.row)
