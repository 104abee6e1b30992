"""The page on which another program's file is looked through, answered and brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.cadence.words import parse, words, words_to_type
from rituals.core.exchange.import_plan import ImportLine, RitualChoice
from rituals.core.exchange.import_words import WHOSE_QUESTION, name_in_file
from rituals.core.model import A_COUPLE, EACH, TOGETHER, Ritual, Who
from rituals.core.phrases import person_name
from rituals.core.text import clean_name, printable
from rituals.errors import RitualsError
from rituals.session import Session
from tui.settings.bringing_in.desks import ForeignDesk, ImportDesk, opened_desk
from tui.settings.bringing_in.lines import ImportRow
from tui.settings.keys import BRING_IN
from tui.settings.lines import SettingLine
from tui.settings.options import Setting
from tui.settings.own_data_work import IN_MEMORY, typed_path
from tui.settings.type_line import TypeLine
from tui.settings.working_page import ONE_AT_A_TIME, WorkingPage
from tui.shared.at_work import AtWork
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.picker import Option, PickerScreen
from tui.shared.remedies import in_app

INTRO = "Another program's file, or an export of rituals. You see what it would bring in before anything is written."
WHOSE, ALL, FILE, NAME, WHEN, JOINS = "whose", "all", "file", "name", "when", "joins"
TAKE_BACK = "u takes all of it back."
AS_ONE = f"It comes in at once, and {TAKE_BACK}"
A_NEW_ONE = "a new ritual"
PUT_AWAY = "It is put away, and stays so."
NOT_SAID = "not said yet"
LOOKING = "Looking what is new"


class BringInLine(SettingLine):
    """Brings all of it in; always in view."""

    DEFAULT_CSS = """
    BringInLine { dock: bottom; }
    """


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
        self._planning = AtWork(self, self._show_planning)
        self._is_stale = self._is_wanted = False
        """Whether it is to be planned anew, and whether it is to be brought in then."""
        self._planned_on: object = None
        self._asked_of: ImportLine | None = None
        """The ritual of the file of which something is typed."""

    def contents(self) -> Iterable[Widget]:
        yield Static(INTRO, classes="prose", id="about")
        yield Lines()
        yield Static(classes="prose", id="outcome")

    def on_mount(self) -> None:
        if self.session.own_data is None:
            self.tell(IN_MEMORY, needs_doing=True)
        else:
            self.ask_where(FILE, "Which file", str(Path.home()))

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

    def _read(self, path: Path) -> None:
        if self.at_work or self.session.own_data is None:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
            return
        own_data = self.session.own_data()

        def read() -> Callable[[], None]:
            return partial(self._open, opened_desk(own_data, path))

        self.work(f"Reading {path}", read)

    def _open(self, desk: ImportDesk) -> None:
        self._desk = desk
        self._planned_on = self._what_counts()
        self.call_later(self._lay_out, desk)

    async def _lay_out(self, desk: ImportDesk) -> None:
        self.query_one("#about", Static).update(Content(desk.about))
        told = [Static(Content(" ".join(desk.told)), classes="prose")] if desk.told else []
        whose = [SettingLine(self._whose_row(desk))] if desk.asks_whose else []
        rows = [ImportRow(line, is_taken=line.is_taken, signs=self.signs) for line in desk.lines]
        await self.lines.lay_out([*told, *whose, *rows, BringInLine(self._last_row(desk))])

    def _whose_row(self, desk: ImportDesk) -> Setting:
        return Setting(WHOSE, "Whose days they are", WHOSE_QUESTION, self._whose_words(desk.answers.whose))

    def _whose_words(self, whose: Who | None) -> str:
        if whose == TOGETHER:
            return "both of yours" if len(self.service.couple) == A_COUPLE else "all of yours"
        return person_name(whose, self.service.couple) if whose else NOT_SAID

    def _last_row(self, desk: ImportDesk, words: str = "") -> Setting:
        return Setting(ALL, "Bring this in", AS_ONE, words or desk.words)

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
        match line:
            case ImportRow():
                self._ask_what(line.line)
            case BringInLine():
                self._is_wanted = True
                self._go_on()
            case SettingLine():
                self._ask_whose()

    async def action_open(self) -> None:
        if self.lines.current is not None:
            await self.open_line(self.lines.current)

    def _ask_whose(self) -> None:
        desk, whose = self._desk, [TOGETHER, *(person.id for person in self.service.couple)]
        if not isinstance(desk, ForeignDesk):
            return
        options = [Option(who, self._whose_words(who)) for who in whose]

        def say(who: object) -> None:
            if who in whose:
                desk.say_whose(str(who))
                self._plan_anew()

        self.app.push_screen(PickerScreen(WHOSE_QUESTION, options, desk.answers.whose or "", signs=self.signs), say)

    def _ask_what(self, line: ImportLine) -> None:
        """Ask what is to be changed; one that goes on as one that is kept has the name and the cadence of that."""
        if line.kept:
            self._ask_joins(line)
            return
        options = [
            Option(NAME, "Its name", printable(line.name)),
            Option(WHEN, "When it is", words(line.cadence)),
            Option(JOINS, "What it goes on as", A_NEW_ONE),
        ]
        picker = PickerScreen(name_in_file(line), options, "", signs=self.signs)
        self.app.push_screen(picker, lambda what: self._ask_for(str(what), line) if what else None)

    def _ask_for(self, what: str, line: ImportLine) -> None:
        self._asked_of = line
        match what:
            case "joins":
                self._ask_joins(line)
            case "name":
                self.ask_where(NAME, "Its name", line.name)
            case _:
                self.ask_where(WHEN, "When it is", words_to_type(line.cadence, self.service.today()))

    def _ask_joins(self, line: ImportLine) -> None:
        kept = sorted(filter(self._is_open, self.service.state.rituals.values()), key=lambda ritual: ritual.is_archived)
        options = [Option("", A_NEW_ONE, "With the name and the days that it has in the file.")]
        options += [Option(r.id, printable(r.name), PUT_AWAY if r.is_archived else "") for r in kept]

        def join(ritual: object) -> None:
            if isinstance(self._desk, ForeignDesk) and ritual is not None:
                self._change(line, replace(self._desk.choice(line), joins=str(ritual) or None))

        current = line.kept.id if line.kept else ""
        self.app.push_screen(PickerScreen("What does it go on as?", options, current, signs=self.signs), join)

    def _is_open(self, ritual: Ritual) -> bool:
        """Whether it is one that they can bring days into, and not another's alone."""
        return ritual.who in (TOGETHER, EACH, self.service.seated.id)

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
        if self._desk is not None:
            for row in self.query(BringInLine):
                row.show(self._last_row(self._desk, looking))

    def _show_rows(self) -> None:
        """Show what is planned and what was chosen since."""
        desk = self._desk
        if desk is None:
            return
        for row, line in zip(self.query(ImportRow), desk.lines, strict=False):
            row.show(line, is_taken=isinstance(desk, ForeignDesk) and desk.is_taken(line))
        for setting in self.query(SettingLine):
            setting.show(self._last_row(desk) if isinstance(setting, BringInLine) else self._whose_row(desk))

    def _bring_in(self, desk: ImportDesk) -> None:
        if desk.is_open:
            self._ask_whose()
        elif not desk.is_new:
            self.tell(desk.words)
        else:
            self.at_work.begin(f"Bringing in {desk.words}", lambda: f"{desk.bring_in()} {TAKE_BACK}", self._brought_in)

    async def _brought_in(self, outcome: str | RitualsError) -> None:
        await self.finish(outcome)
        self._go_on()
