"""The page on which another program's file is looked through, answered and brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.cadence.words import WHEN_WANTED, parse, words_to_type
from rituals.core.exchange.import_plan import ImportLine, RitualChoice
from rituals.core.text import clean_name
from rituals.errors import AmbiguousFileError, RitualsError
from rituals.session import Session
from tui.settings.bringing_in.desks import ForeignDesk, ImportDesk, opened_desk
from tui.settings.bringing_in.lines import ALL, FILE, TAKE_BACK, WHOSE, BringInLine, ImportRow, setting_of
from tui.settings.bringing_in.pickers import (
    JOINS,
    LABELS,
    NAME,
    WHEN,
    change_picker,
    joins_picker,
    way_picker,
    whose_picker,
)
from tui.settings.keys import BRING_IN, BRING_IN_ROW
from tui.settings.lines import SettingLine
from tui.settings.own_data_work import typed_path
from tui.settings.setting import Setting
from tui.settings.type_line import TypeLine
from tui.settings.working_page import ONE_AT_A_TIME, WorkingPage
from tui.shared.at_work import AtWork
from tui.shared.keys import ANYWHERE, Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.remedies import in_app

NOWHERE = "There is nothing on the disk that a file could be brought into."
LOOKING = "Looking what is new"


class BringInPage(WorkingPage):
    """Asks for a file, shows what it would bring, and brings that in."""

    KEYS = BRING_IN
    BINDINGS = bindings(BRING_IN)
    CSS_PATH = ["../settings.tcss", "../data_page.tcss"]  # noqa: RUF012 - its lines are those of the settings
    TITLE = "Bring in a file"
    PURPOSE = "What another program's file would bring, each ritual as you would like it."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._desk: ImportDesk | None = None
        self._path = str(Path.home())
        """What is proposed where the file is asked for."""
        self._planning = AtWork(self, self._show_planning)
        self._is_stale = self._is_wanted = False
        """Whether it is to be planned anew, and whether it is to be brought in then."""
        self._planned_on: object = None
        self._asked_of: ImportLine | None = None
        """The ritual of the file of which something is typed."""

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._rows())
        yield Static(classes="prose", id="outcome")

    def _rows(self) -> Iterable[Line]:
        yield SettingLine(self._setting(FILE))
        if (desk := self._desk) is None:
            return
        if desk.asks_whose:
            yield SettingLine(self._setting(WHOSE))
        for line in desk.lines:
            yield ImportRow(line, is_taken=desk.is_taken(line), signs=self.signs)
        yield BringInLine(self._setting(ALL))

    def _setting(self, row: str, looking: str = "") -> Setting:
        return setting_of(row, self.service, self._desk, looking)

    def on_mount(self) -> None:
        self._ask_which()

    def keys_here(self) -> Sequence[Key]:
        """The keys that mean something where the cursor is."""
        return (*BRING_IN_ROW, *ANYWHERE) if isinstance(self.lines.current, SettingLine) else super().keys_here()

    # reading the file

    async def on_type_line_written(self, message: TypeLine.Written) -> None:
        """Read the file that was named, or keep what was typed for a ritual of it."""
        try:
            if message.setting.id == FILE:
                self._read(typed_path(message.words or message.setting.words))
            else:
                await self._keep_typed(message.setting.id, message.words)
        except RitualsError as problem:
            self.ask_again(in_app(problem))

    async def on_type_line_let_go(self) -> None:
        """Leave the page with its first question."""
        if self._desk is None and self.is_current:
            await self.run_action("app.back")

    def _ask_which(self) -> None:
        if self.session.own_data is None:
            self.tell(NOWHERE, needs_doing=True)
        else:
            self.ask_where(FILE, "Which file", self._path)

    def _read(self, path: Path, chosen: str = "") -> None:
        if self.at_work or self._planning or self.session.own_data is None:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
            return
        self._path = str(path)
        own_data = self.session.own_data()

        def read() -> Callable[[], None]:
            try:
                return partial(self._open, opened_desk(own_data, path, chosen))
            except AmbiguousFileError as ambiguous:
                return partial(self._ask_way, path, ambiguous.ways)

        self.work(f"Reading {path}", read)

    def _ask_way(self, path: Path, ways: Mapping[str, str]) -> None:
        picker = way_picker(ways, self.signs)
        self.app.push_screen(picker, lambda chosen: self._read(path, str(chosen)) if chosen else None)

    def _open(self, desk: ImportDesk) -> None:
        self._desk = desk
        self._planned_on = self._what_counts()
        self.call_later(self._lay_out)

    async def _lay_out(self) -> None:
        await self.lines.lay_out(self._rows())

    # choosing

    async def choose(self, line: Line) -> None:
        """Take a ritual or leave it out, or do what another row is for."""
        if not isinstance(line, ImportRow):
            await self.open_line(line)
            return
        await self.stop_typing()
        if isinstance(self._desk, ForeignDesk):
            choice = self._desk.choice(line.line)
            self._change(line.line, replace(choice, is_taken=not self._desk.is_taken(line.line)))

    async def open_line(self, line: Line) -> None:
        """Ask what is to be changed of a ritual, or do what another row is for."""
        await self.stop_typing()
        if isinstance(line, ImportRow):
            self._ask_what(line.line)
        elif self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
        elif isinstance(line, BringInLine):
            self._is_wanted = True
            self._go_on()
        elif isinstance(line, SettingLine):
            (self._ask_whose if line.setting.id == WHOSE else self._ask_which)()

    async def action_open(self) -> None:
        if self.lines.current is not None:
            await self.open_line(self.lines.current)

    def _ask_whose(self) -> None:
        def say(who: object) -> None:
            if isinstance(self._desk, ForeignDesk) and who is not None:
                self._desk.say_whose(str(who))
                self._plan_anew()

        if self._desk is not None:
            self.app.push_screen(whose_picker(self.service, self._desk.answers.whose, self.signs), say)

    def _ask_what(self, line: ImportLine) -> None:
        """Ask what is to be changed; one that goes on as one that is kept has the name and the cadence of that."""
        if line.kept:
            self._ask_for(JOINS, line)
        else:
            picker = change_picker(line, self.signs)
            self.app.push_screen(picker, lambda what: self._ask_for(str(what), line) if what else None)

    def _ask_for(self, what: str, line: ImportLine) -> None:
        self._asked_of = line
        if what != JOINS:
            typed = line.name if what == NAME else words_to_type(line.cadence, self.service.today())
            self.tell(WHEN_WANTED if what == WHEN else "")
            self.ask_where(what, LABELS[what], typed)
            return

        desk = self._desk

        def join(ritual: object) -> None:
            if isinstance(desk, ForeignDesk) and ritual is not None:
                self._change(line, replace(desk.choice(line), joins=str(ritual) or None))

        if desk is not None:
            self.app.push_screen(joins_picker(self.service, line, desk.answers.whose, self.signs), join)

    async def _keep_typed(self, what: str, typed: str) -> None:
        line, desk, today = self._asked_of, self._desk, self.service.today()
        if line is None or not isinstance(desk, ForeignDesk):
            return
        choice = desk.choice(line)
        if what == NAME:
            choice = replace(choice, name=clean_name(typed, of="ritual"))
        else:
            choice = replace(choice, cadence=parse(typed, today=today, zone=self.service.zone()))
        self._change(line, choice)
        self.tell("")
        await self.stop_typing()

    def _change(self, line: ImportLine, choice: RitualChoice) -> None:
        if self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
        elif isinstance(self._desk, ForeignDesk):
            self._desk.choose(line, choice)
            self._plan_anew()

    # planning, and bringing in

    def show(self) -> None:
        """Look anew what would come in, if anything is here that wasn't."""
        super().show()
        if self._desk is not None and self._planned_on != self._what_counts():
            if not self.at_work:
                self.tell("")
            self._plan_anew()

    def _what_counts(self) -> object:
        service = self.service
        return service.state.lamport, service.today(), service.seated, service.couple

    def _plan_anew(self) -> None:
        self._is_stale = True
        self._show_rows()
        self._go_on()

    def _go_on(self) -> None:
        """Do what is to be done next, once nothing is at work."""
        desk = self._desk
        if desk is None or self.at_work or self._planning:
            return
        if self._is_stale:
            self._is_stale, self._planned_on = False, self._what_counts()
            self._planning.begin(LOOKING, desk.plan, self._planned)
        elif self._is_wanted:
            self._is_wanted = False
            self._bring_in(desk)

    async def _planned(self, outcome: RitualsError | None) -> None:
        if isinstance(outcome, RitualsError):
            self.tell(in_app(outcome), needs_doing=True)
        if self.is_attached:
            self._show_rows()
            self._go_on()

    def _show_planning(self, looking: str) -> None:
        for row in self.query(BringInLine):
            row.show(self._setting(ALL, looking))

    def _show_rows(self) -> None:
        """Show what is planned and what was chosen since."""
        if (desk := self._desk) is None:
            return
        for row, line in zip(self.query(ImportRow), desk.lines, strict=False):
            row.show(line, is_taken=desk.is_taken(line))
        for other in self.query(SettingLine):
            other.show(self._setting(other.setting.id))

    def _bring_in(self, desk: ImportDesk) -> None:
        if desk.is_open:
            self._ask_whose()
        elif not desk.is_new:
            self.toast.show(desk.words)
        else:
            self.at_work.begin(f"Bringing in {desk.words}", desk.bring_in, self._brought_in)

    async def _brought_in(self, outcome: str | RitualsError) -> None:
        desk = self._desk
        if isinstance(outcome, str) and desk is not None:
            self._planned_on = None
            if desk.written:
                self.service.count_as_written(desk.written)
                outcome = f"{outcome} {TAKE_BACK}"
            with suppress(RitualsError):  # the next look tells
                self.service.refresh()
            if self.is_attached:
                self.show()
        await self.finish(outcome)
        if self.is_attached:
            self._go_on()
