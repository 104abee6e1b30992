"""The page of your data: a backup, bringing one back, one person's export, and the booklet of the jar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.exchange.backup_words import (
    PLAIN_WORDS,
    came_back_words,
    event_count_words,
    moment_words,
    size_words,
)
from rituals.core.jar.words import booklet_written_words
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import Remedy, RitualsError
from rituals.service.own_data import OwnData, ReadableBackup
from rituals.session import Session
from tui.settings.erasure_line import ErasureLine, erasure_lines, lay_out_questions
from tui.settings.keys import BRINGING_BACK, OWN_DATA
from tui.settings.lines import SettingLine
from tui.settings.options import Setting, Typed
from tui.settings.problem_list import ProblemList
from tui.settings.type_line import TypeLine
from tui.shared.at_work import AtWork
from tui.shared.confirm import ConfirmScreen
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.picker import Option, PickerScreen
from tui.shared.private_screen import WhosePicker
from tui.shared.remedies import in_app
from tui.shared.toast import Toast
from tui.shared.what_is_wrong import WhatIsWrong

ONE_AT_A_TIME = "One thing at a time; the one before is still at work."
IN_MEMORY = "There is nothing on the disk that could be backed up or taken out."
NOTHING_MISSING = "Nothing in that backup is missing here."
WHOSE_EXPORT = "Whose export is it?"
NO_PLACE = "There is no such place. Name a file in a folder that is there."
NO_BACKUP = "There is no backup here yet that can be read. The first row makes one."
ASKS = "Bring back this backup?"
BRINGING_MEANS = (
    "What was put down since stays, what was erased for good stays gone, and how it is now is set aside first."
)

BACK_UP, BRING_BACK, EXPORT, BOOKLET = "back-up", "bring-back", "export", "booklet"


class BringBackScreen(ConfirmScreen):
    """Asks before a backup is brought back."""

    KEYS: ClassVar[tuple[Key, ...]] = BRINGING_BACK
    BINDINGS = bindings(BRINGING_BACK)


class DataPage(ListScreen):
    """Runs one thing at a time, on a thread, and says what it does, how long it has been, and where the result is."""

    KEYS = OWN_DATA
    BINDINGS = bindings(OWN_DATA)
    CSS_PATH = ["settings.tcss", "data_page.tcss"]  # noqa: RUF012 - its lines are those of the settings
    TITLE = "Your data"
    PURPOSE = "Back up what is yours, bring it back, or take it out."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._own_data = session.own_data
        self._wrong = WhatIsWrong(self, session, self._show_problems)
        self._whose = self.service.seated
        self._at_work = AtWork(self, self._tell)

    def contents(self) -> Iterable[Widget]:
        first = BRING_BACK if any(p.remedy is Remedy.BRING_BACK for p in self._wrong.known) else BACK_UP
        rows = map(SettingLine, sorted(self._rows(), key=lambda row: row.id != first))
        yield Lines(ProblemList(classes="prose"), *erasure_lines(self.session), *rows)
        yield Static(classes="prose", id="outcome")

    def _rows(self) -> list[Setting]:
        year, is_alone = self.service.today().year, len(self.service.couple) < 2
        return [
            Setting(
                BACK_UP,
                "Back up now",
                f"{PLAIN_WORDS} One more is made by itself every week, and four of those are kept.",
                "everything, into one file",
            ),
            Setting(
                BRING_BACK, "Bring back a backup", f"You choose which, and are asked. {BRINGING_MEANS}", "which one?"
            ),
            Setting(
                EXPORT,
                "Export to a file",
                "For you and for other programs, the private pages included. Whoever has the file can read it.",
                "all that is yours" if is_alone else "all that one of you can see",
            ),
            Setting(
                BOOKLET,
                "Booklet of the jar",
                "To print or to keep, as .html or .md. What is sealed stays out of it.",
                f"the notes of {year}",
            ),
        ]

    def show(self) -> None:
        """Show what is wrong with the files, and look anew."""
        super().show()
        self._show_problems()
        self._wrong.look(anew=True)

    def _show_problems(self) -> None:
        self.set_class(bool(self._wrong.known), "-unwell")
        self.query_one(ProblemList).show(self._wrong.known)
        lay_out_questions(self.lines, self.session)

    # choosing

    async def choose(self, line: Line) -> None:
        """Begin what a row is for, or ask first what it needs to know."""
        if isinstance(line, ErasureLine):
            line.ask(self)
            return
        if not isinstance(line, SettingLine):
            return
        await self._stop_typing()
        if self._own_data is None:
            self._tell(IN_MEMORY, needs_doing=True)
        elif self._at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
        else:
            await self._begin(line.setting, self._own_data())

    async def _begin(self, row: Setting, own_data: OwnData) -> None:
        self._tell("")
        match row.id:
            case "back-up":
                self._work(f"Backing up into {own_data.folder}", lambda: _backed_up(own_data))
            case "bring-back":
                self._work(f"Looking for backups in {own_data.folder}", lambda: self._look_for_backups(own_data))
            case "export" if len(self.service.couple) > 1:
                self.app.push_screen(WhosePicker(self.session, WHOSE_EXPORT), self._ask_where_for)
            case "export":
                await self._ask_where_for(self.service.seated.id)
            case "booklet":
                await self._ask_where(BOOKLET, f"rituals-jar-{self.service.today().year}.html")

    async def _ask_where_for(self, person: object) -> None:
        for one in self.service.couple:
            if one.id == person:
                self._whose = one
                await self._ask_where(EXPORT, f"rituals-{self.service.today()}.json")

    async def _ask_where(self, row: str, name: str) -> None:
        path = str(Path.home() / name)
        await self.mount(TypeLine(Setting(row, "Where to", "", path, Typed(str, path)), path), before=self.toast)

    async def on_type_line_written(self, message: TypeLine.Written) -> None:
        """Write the file that was named, over none that is there; its name stays to be changed until it is written."""
        if self._own_data is None:
            return
        if self._at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
            return
        own_data, whose, year = self._own_data(), self._whose, self.service.today().year
        try:
            to = Path(message.words or message.setting.words).expanduser().absolute()
        except (RuntimeError, OSError):  # ~somebody, who has no folder here
            self._ask_again(NO_PLACE)
            return
        if message.setting.id == EXPORT:
            self._work(f"Exporting to {to}", lambda: _exported(own_data, whose, to))
        else:
            self._work(f"Making the booklet in {to}", lambda: _booklet_written(own_data, year, to))

    async def on_type_line_let_go(self) -> None:
        await self._stop_typing()

    async def _stop_typing(self) -> None:
        await self.query(TypeLine).remove()
        self.lines.focus()

    # working

    def _work(self, doing: str, do: Callable[[], Callable[[], None] | str]) -> None:
        """Run `do` on a thread; it returns a sentence, or what is to be done next where the screens are."""
        self._at_work.begin(doing, do, self._finish)

    async def _finish(self, outcome: Callable[[], None] | str | RitualsError) -> None:
        if isinstance(outcome, RitualsError):
            self._ask_again(in_app(outcome))
            return
        if self.is_attached:
            await self._stop_typing()
        if isinstance(outcome, str):
            self._tell(outcome)
            return
        self._tell("")
        if self.is_current:
            outcome()

    def _ask_again(self, problem: str) -> None:
        """Say what is in the way; a name that was typed stays to be changed."""
        for line in self.query(TypeLine):
            line.ask_again()
        self._tell(problem, needs_doing=True)

    def _tell(self, words: str, *, needs_doing: bool = False) -> None:
        """Say something that stays; where the page was left meanwhile, on the toast of the page that is shown."""
        if self.is_attached and self in self.app.screen_stack:
            place = self.query_one("#outcome", Static)
            place.set_class(needs_doing, "-needs-doing")
            place.update(Content(words))
        elif words and not self._at_work:
            for toast in self.app.screen.query(Toast):
                toast.show(words, needs_doing=needs_doing)

    # each row

    def _look_for_backups(self, own_data: OwnData) -> Callable[[], None] | str:
        return partial(self._ask_which, backups, own_data) if (backups := own_data.backups()) else NO_BACKUP

    def _ask_which(self, backups: Sequence[ReadableBackup], own_data: OwnData) -> None:
        now = self.service.now().astimezone(self.service.zone())
        options = [
            Option(
                str(backup.path),
                moment_words(backup.made_at, now),
                f"{event_count_words(backup.events)} · {size_words(backup.size)} · {backup.path.name}",
            )
            for backup in backups
        ]

        def chosen(path: object) -> None:
            if option := next((option for option in options if option.value == path), None):
                asking = BringBackScreen(ASKS, f"It was made {option.label.lower()}. {BRINGING_MEANS}")
                self.app.push_screen(asking, lambda sure: self._bring_back(own_data, Path(str(path))) if sure else None)

        self.app.push_screen(PickerScreen("Which backup?", options, "", signs=self.signs), chosen)

    def _bring_back(self, own_data: OwnData, backup: Path) -> None:
        now = self.service.now().astimezone(self.service.zone())
        self._work(f"Bringing back {backup.name}", lambda: _brought_back(own_data, backup, now))


def _backed_up(own_data: OwnData) -> str:
    return f"Everything is in {printable(str(own_data.back_up()))}. {PLAIN_WORDS}"


def _brought_back(own_data: OwnData, backup: Path, now: datetime) -> str:
    restored = own_data.bring_back(backup)
    came_back = came_back_words(restored.events, restored.made_at, now) or NOTHING_MISSING
    return f"{came_back} How it was before is in {printable(str(restored.before))}." if restored.before else came_back


def _exported(own_data: OwnData, whose: Person, to: Path) -> str:
    own_data.export(whose.id, to)
    name = printable(whose.name)
    return (
        f"Everything that {name} can see is in {printable(str(to))}, what {name} keeps in private included. "
        "Whoever has the file can read it."
    )


def _booklet_written(own_data: OwnData, year: int, to: Path) -> str:
    return booklet_written_words(own_data.write_booklet(year, to), str(year), str(to))
