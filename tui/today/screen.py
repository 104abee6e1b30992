"""Today: what is due, what is done and by whom, and the week; a tick shows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby

from textual import work
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import RitualId
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Row
from rituals.errors import RitualsError
from rituals.session import Session
from tui.rituals.ritual_screen import RitualScreen
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.text import reword
from tui.today import present
from tui.today.keys import TODAY
from tui.today.present import RowDetails
from tui.today.sidebar import Sidebar, glance
from tui.today.tonight import ToAsk, to_ask
from tui.today.waiting_line import WaitingLine
from tui.today.week_strip import WeekStrip


class RitualLine(Line):
    """One ritual on Today."""

    def __init__(self, row: Row, audience: Audience, signs: str) -> None:
        super().__init__()
        self.row = row
        self._audience = audience
        self._signs = signs
        self.below = RowDetails()

    def show(self, row: Row, audience: Audience, below: RowDetails) -> None:
        """Show the row as it is now; nothing happens where it is the same."""
        if (row, audience, below) == (self.row, self._audience, self.below):
            return
        height = len(self.rows(self.content_size.width))
        self.row, self._audience, self.below = row, audience, below
        self.refresh(layout=height != len(self.rows(self.content_size.width)))

    def rows(self, width: int) -> list[Content]:
        return present.row_lines(
            self.row,
            self._audience,
            width,
            signs=self._signs,
            is_open=self.is_open,
            below=self.below,
        )


class TodayScreen(RitualScreen):
    """The first screen, and the app's default mode."""

    KEYS = TODAY
    BINDINGS = bindings(TODAY)
    CSS_PATH = "today.tcss"
    TITLE = "Today"
    PURPOSE = "What is due, what is done, and the week."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board = self.service.board()
        self._tiny: dict[RitualId, str] = {}
        self._streaks: dict[RitualId, str] = {}
        self._rhythm = ""

    def keys_here(self) -> Sequence[Key]:
        """All but the way back, which ends here."""
        return [key for key in super().keys_here() if key.id != "back"]

    def contents(self) -> Iterable[Widget]:
        yield WaitingLine(self.session)
        yield ToAsk(id="to-ask")
        yield Horizontal(Lines(*self._rows(), id="rituals"), Sidebar(self.board, self.signs), id="table")
        yield WeekStrip(self.board, self.signs, on_one_line=True)
        yield Static(id="glance")

    def on_mount(self) -> None:
        self.call_after_refresh(self._learn_catalogue)

    def on_screen_suspend(self) -> None:
        self.query_one(WaitingLine).have_seen()

    # showing

    def _rows(self) -> list[Widget]:
        widgets: list[Widget] = []
        audience = self.service.audience()
        for group, rows in groupby(self.board.rows, key=lambda row: row.group):
            widgets.append(Static(present.GROUP_TITLES[group], classes="heading"))
            for row in rows:
                line = RitualLine(row, audience, self.signs)
                line.below = self._below(row)
                widgets.append(line)
        if not widgets:
            words = present.ALL_QUIET if self.service.state.rituals else present.NOTHING_YET
            widgets.append(Static(words, id="nothing"))
        return widgets

    def show(self) -> None:
        """Show Today as it is now; only lines that changed are drawn again."""
        previous, self.board = self.board, self.service.board()
        if [(r.group, r.ritual.id) for r in previous.rows] != [(r.group, r.ritual.id) for r in self.board.rows]:
            self.call_later(self._lay_out)
        else:
            self._show_rows()
        self.query_one("WeekStrip.-line", WeekStrip).show(self.board)
        self.query_one(Sidebar).show(self.board, self._rhythm)
        self.show_top()
        self.call_after_refresh(self._look_back)

    def _look_back(self) -> None:
        """Show what takes a moment to compute; called between frames."""
        self.query_one(WaitingLine).look()
        self.query_one(Sidebar).look(self.session, self.board.day)
        with suppress(RitualsError):  # opening the private screen reports it
            self.query_one(ToAsk).show(to_ask(self.service))
        self._show_rhythm()

    @work(exclusive=True, group="looking-back")
    async def _show_rhythm(self) -> None:
        from rituals.core.rhythm.history import rhythm  # after the first paint, and so is what these import
        from tui.rhythm.present import rhythm_line, streaks_of
        from tui.rhythm.retrospect import glanced_back

        glances = await glanced_back(self.session)
        state = self.service.state
        self._rhythm = rhythm_line(rhythm(glances, self.service.today(), state.household.week_starts_on))
        self._streaks = streaks_of(glances)
        self._show_rows()
        self.query_one(Sidebar).show(self.board, self._rhythm)
        reword(self.query_one("#glance", Static), glance(state, self._rhythm))

    def _show_rows(self) -> None:
        audience = self.service.audience()
        for line, row in zip(self._ritual_lines, self.board.rows, strict=False):
            line.show(row, audience, self._below(row))

    def _below(self, row: Row) -> RowDetails:
        is_shown = row.ritual.is_open_to(self.service.seated.id)
        return RowDetails(self._tiny.get(row.ritual.id, ""), self._streaks.get(row.ritual.id, "") if is_shown else "")

    async def _lay_out(self) -> None:
        current = self.current_row
        async with self.batch():
            await self.lines.remove_children()
            await self.lines.mount_all(self._rows())
        same = [line for line in self._ritual_lines if current and line.row.ritual.id == current.ritual.id]
        self.lines.point_at(same[0] if same else self.first_line())

    def _learn_catalogue(self) -> None:
        self._tiny = {entry.id: entry.tiny for entry in self.session.catalogue.ritual}
        self.show()

    @property
    def _ritual_lines(self) -> list[RitualLine]:
        return [line for line in self.lines.lines if isinstance(line, RitualLine)]

    @property
    def current_row(self) -> Row | None:
        """The row under the cursor."""
        line = self.lines.current
        return line.row if isinstance(line, RitualLine) else None

    def first_line(self) -> Line | None:
        """The first line that is due, or else open, or else any."""
        lines = self._ritual_lines
        due = [line for line in lines if line.row.is_due]
        still = [line for line in lines if line.row.sign is Sign.OPEN or line.row.is_half_done]
        return next(iter(due or still or lines), None)

    # doing

    def action_pick(self) -> None:
        self.action_catalogue()

    def choose(self, line: Line) -> None:
        """Tick a ritual, or take its tick back."""
        if isinstance(line, RitualLine):
            self.ticks.toggle(line.row)
