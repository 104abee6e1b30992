"""Today: what is due, what is done and by whom, and the week; a tick shows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial

from msgspec.structs import replace
from textual import work
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.evenings.memory import Memory
from rituals.core.model import RitualId
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Part, Row
from rituals.errors import RitualsError
from rituals.service.evenings import NO_EVENING, evening_of, offered_pages, put_memory_away
from rituals.session import Session
from tui.rituals.ritual_screen import RitualScreen
from tui.rituals.ticking import of_ritual
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.text import reword
from tui.shared.what_is_wrong import WhatIsWrong
from tui.today import present
from tui.today.arrangement import FOLDED, Arrangement
from tui.today.arriving_line import ArrivingLine
from tui.today.asides import Asides
from tui.today.evening_lines import AheadLine, MemoryLine, ahead_name, memory_rows, todays_rows
from tui.today.keys import NOT_AGAIN, TODAY, UNFOLD
from tui.today.kind_word import KindWord
from tui.today.lines import EveningOffer, FoldedLine, OpeningLine, ProblemLine, RitualLine, ToAskLine, line_name
from tui.today.present import RowDetails
from tui.today.sidebar import Sidebar, glance
from tui.today.tonight import Tonight, to_ask, tonight
from tui.today.waiting_line import WaitingLine
from tui.today.week_strip import WeekStrip


class TodayScreen(RitualScreen):
    """The first screen, and the app's default mode."""

    KEYS = TODAY
    BINDINGS = bindings(TODAY)
    CSS_PATH = "today.tcss"
    TITLE = "Today"
    # from 112 columns on the aside stands beside names and times in full
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (40, "-narrow"), (80, "-normal"), (112, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tiny"), (20, "-short"), (28, "-tall")]  # noqa: RUF012
    PURPOSE = "What is due, what is done, and the week."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board = self.service.board()
        self._name_width = present.name_width(self.board.rows)
        self._tiny: dict[RitualId, str] = {}
        self._streaks: dict[RitualId, str] = {}
        self._rhythm = ""
        self._word = KindWord(self, self._show_rows)
        self._wrong = WhatIsWrong(self, session, self._show_list)
        self._to_ask: list[str] = []
        self._evening = NO_EVENING
        self._asides: dict[str, Callable[[], Widget]] = {}
        self._all_asides = Asides(self, session, self.show)
        self._arrangement = Arrangement()

    def keys_here(self) -> Sequence[Key]:
        """All but the way back, which ends here; first what opens a line that opens, or an empty day's first step."""
        keys = [key for key in super().keys_here() if key.id not in {"back", NOT_AGAIN.id}]
        if isinstance(self.lines.current, MemoryLine):
            return [UNFOLD, NOT_AGAIN, *keys]
        if isinstance(self.lines.current, OpeningLine):
            return [UNFOLD, *keys]
        return keys if self.board.rows else sorted(keys, key=lambda key: key.id != "pick")

    def contents(self) -> Iterable[Widget]:
        yield from (WaitingLine(self.session), ArrivingLine(self.session))
        lines = Lines(*(make() for make in self._rows().values()), id="rituals")
        yield Horizontal(lines, Sidebar(self.board, self.signs), id="table")
        yield WeekStrip(self.board, self.signs, on_one_line=True)
        yield Static(id="glance")
        yield Tonight("o  ", id="tonight-line")

    def on_mount(self) -> None:
        self.call_after_refresh(self._learn_catalogue)

    def on_screen_resume(self) -> None:
        self._wrong.look_anew()

    def on_screen_suspend(self) -> None:
        self.query_one(WaitingLine).have_seen()

    # showing

    def _rows(self) -> dict[str, Callable[[], Widget]]:
        """What the list holds from top to bottom: the name of each row, and how it is made."""
        rows: dict[str, Callable[[], Widget]] = {}
        if self._wrong.told:
            rows["problems"] = partial(ProblemLine, self._wrong.told)
        rows |= self._asides
        rows |= todays_rows(self._evening, self.service.couple)
        if self._to_ask:
            rows["to-ask"] = partial(ToAskLine, self._to_ask)
        parts = self._parts()
        for part, of_part in parts.items():
            if part is Part.TOMORROW:
                rows |= memory_rows(self._evening.memory, self.board.day)
            is_unfolded = self._arrangement.is_unfolded(part, parts)
            if part in FOLDED:
                folded = self._folded(part, of_part)
                rows[part] = partial(FoldedLine, part, folded, self.signs, is_unfolded=is_unfolded)
            else:
                rows[part] = partial(Static, present.PART_TITLES[part], classes="heading", name=part)
            if is_unfolded:
                rows |= {line_name(row): partial(self._made_line, row, part) for row in of_part}
            if is_unfolded and part is Part.TOMORROW:
                make = partial(AheadLine, today=self.board.day, name_width=self._name_width, signs=self.signs)
                rows |= {ahead_name(ahead): partial(make, ahead) for ahead in self._evening.ahead}
        rows |= memory_rows(self._evening.memory, self.board.day)
        rows |= {page: partial(EveningOffer, page) for page in offered_pages(self.service, self.board)}
        if not self.board.rows and not self.session.is_unread:
            has_rituals = bool(self.service.state.rituals)
            name = "all-quiet" if has_rituals else "nothing-yet"  # a row of another name is drawn anew
            rows[name] = partial(Static, present.nothing_words(has_rituals=has_rituals), id="nothing", name=name)
        return rows

    def _parts(self) -> dict[Part, list[Row]]:
        return self._arrangement.parts(self.board.rows, is_more_ahead=bool(self._evening.ahead))

    def _folded(self, part: Part, rows: Sequence[Row]) -> Sequence[present.FoldedName]:
        return present.folded_rows(part, rows, self._evening.ahead, self.board.day)

    def _made_line(self, row: Row, part: Part) -> RitualLine:
        audience = self.service.audience()
        line = RitualLine(row, part, audience, self.signs)
        line.below = self._below(row, audience)
        return line

    def show(self) -> None:
        """Show Today as it is now; only lines that changed are drawn again."""
        previous, self.board = self.board, self.service.board()
        self._name_width = present.name_width(self.board.rows)
        line = self.lines.current if previous.day == self.board.day else None
        self._arrangement.settle(line, self.board.rows, self._ritual_lines)
        self._show_list()
        self.query_one("WeekStrip.-line", WeekStrip).show(self.board)
        self.query_one(Sidebar).show(self.board, self._rhythm)
        self.show_top()
        self.call_after_refresh(self._look_back)

    def on_lines_moved(self) -> None:
        """Let what was done go to its part once the cursor is elsewhere."""
        if self._arrangement.leave(self.current_row):
            self._show_list()

    def _show_list(self) -> None:
        if [child.name for child in self.lines.children] != list(self._rows()):
            self.call_later(self._lay_out)
        else:
            self._show_rows()

    def _look_back(self) -> None:
        """Show what takes a moment to compute; called between frames."""
        self.query_one(WaitingLine).look()
        self.query_one(Sidebar).look(self.session, self.board.day)
        self._wrong.look()
        with suppress(RitualsError):  # it is among the problems
            self._to_ask = to_ask(self.service, self.signs)
            self._evening = evening_of(self.service, self.board.rows, self.session.draws_ideas)
        self._asides = self._all_asides.rows()
        self.query_one("#tonight-line", Tonight).show(tonight(self.session))
        self._show_list()
        self._show_rhythm()

    @work(exclusive=True, group="looking-back")
    async def _show_rhythm(self) -> None:
        from tui.rhythm.present import rhythm_line, streaks_of  # after the first paint, and so is what these import
        from tui.rhythm.retrospect import glanced_back

        glances = await glanced_back(self.session)
        state, today = self.service.state, self.service.today()
        self._rhythm = rhythm_line(self.session.histories.rhythm(glances, today, state.household.week_starts_on))
        self._streaks = streaks_of(glances)
        self._show_rows()
        self.query_one(Sidebar).show(self.board, self._rhythm)
        reword(self.query_one("#glance", Static), glance(state, self._rhythm))

    def _show_rows(self) -> None:
        audience = self.service.audience()
        parts = self._parts()
        rows = {line_name(row): (row, part) for part, of_part in parts.items() for row in of_part}
        for line in self.lines.lines:
            match line:
                case RitualLine() if placed := rows.get(line.name or ""):
                    line.show(*placed, audience, self._below(placed[0], audience))
                case FoldedLine():
                    folded = self._folded(line.part, parts.get(line.part, []))
                    line.show(folded, is_unfolded=self._arrangement.is_unfolded(line.part, parts))
                case ToAskLine():
                    line.show(self._to_ask)
                case ProblemLine():
                    line.show(self._wrong.told)

    def _below(self, row: Row, audience: Audience) -> RowDetails:
        is_shown = row.ritual.is_open_to(audience.seated)
        streak = self._streaks.get(row.ritual.id, "") if is_shown else ""
        word, is_fading = self._word.of(row)
        tiny, is_waiting = self._tiny.get(row.ritual.id, ""), self.ticks.is_waiting(row.ritual)
        idea = self._evening.offered.get(row.ritual.id)
        return RowDetails(tiny, streak, word, is_fading, is_waiting, self._name_width, idea)

    async def _lay_out(self) -> None:
        """Bring the list into its order; lines that stay are moved, so that the cursor stays as well."""
        rows = self._rows()
        async with self.batch():
            await self.lines.remove_children([child for child in self.lines.children if child.name not in rows])
            standing = {child.name for child in self.lines.children}
            await self.lines.mount_all([make() for name, make in rows.items() if name not in standing])
            self.lines.put_in_order(rows)
        self._show_rows()
        if self.lines.current is None:
            self.lines.point_at(self.first_line())

    def _learn_catalogue(self) -> None:
        self._tiny = {entry.id: entry.tiny for entry in self.session.catalogue.ritual}
        self.show()

    @property
    def _ritual_lines(self) -> list[RitualLine]:
        return [line for line in self.lines.lines if isinstance(line, RitualLine)]

    @property
    def current_row(self) -> Row | None:
        """The row under the cursor."""
        return line.row if isinstance(line := self.lines.current, RitualLine) else None

    def first_line(self) -> Line | None:
        """The first line that is due, or else open, or else any."""
        lines = self._ritual_lines
        due = [line for line in lines if line.part is Part.NOW]
        still = [line for line in lines if line.row.sign is Sign.OPEN or line.row.is_half_done]
        return next(iter(due or still or lines), None)

    # doing

    def say_of(self, row: Row, words: str) -> None:
        """Say it by the row under the cursor; what offers something needs the toast."""
        self.toast.clear()
        if row.ritual.id != (self.current.id if self.current else None) or self.service.erasing.taken_back():
            self._word.clear()
            super().say_of(row, words)
        else:
            is_last = row.part in _OF_THE_DAY and not any(other.part in _OF_THE_DAY for other in self.board.rows)
            row_now = next((other for other in self.board.rows if other.ritual.id == row.ritual.id), row)
            kind_word = present.DAY_DONE if is_last and row_now.is_done else words.removeprefix(of_ritual(row))
            self._word.say(row_now, kind_word)

    def action_tick(self) -> None:
        if isinstance(line := self.lines.current, OpeningLine):
            self._open(line)
        else:
            super().action_tick()

    async def action_open(self) -> None:
        if isinstance(line := self.lines.current, OpeningLine):
            self._open(line)
        else:
            await super().action_open()

    def action_not_again(self) -> None:
        if isinstance(line := self.lines.current, MemoryLine):
            self.run_reporting(lambda: self._put_away(line.memory))

    def _put_away(self, memory: Memory) -> str:
        put_memory_away(self.service, memory)
        self._evening = replace(self._evening, memory=None)
        self._show_list()
        return "It does not come again."

    def choose(self, line: Line) -> None:
        """Tick a ritual, or take its tick back; open a line that opens."""
        if isinstance(line, RitualLine):
            self.ticks.toggle(line.row)
        elif isinstance(line, OpeningLine):
            self._open(line)

    def _open(self, line: OpeningLine) -> None:
        if isinstance(line, FoldedLine):
            self._arrangement.turn(line.part)
            self._show_list()
        else:
            self._asides.pop(line.name or "", None)
            self.call_later(line.open_from, self)


_OF_THE_DAY = frozenset({Part.NOW, Part.LATER})
