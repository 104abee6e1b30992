"""The page of your data: a backup, bringing one back, one person's export, and the booklet of the jar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.core.exchange.backup_words import (
    NEW_PASSPHRASE,
    closed_backup_words,
    event_count_words,
    moment_words,
    size_words,
)
from rituals.core.model import Person
from rituals.core.phrases import person_name
from rituals.core.text import printable
from rituals.errors import ClosedBackupError, Remedy, RitualsError, UsageError
from rituals.service.own_data import OwnData, ReadableBackup
from rituals.session import Session
from tui.settings.erasure_line import ErasureLine, erasure_lines, lay_out_questions
from tui.settings.keys import BRINGING_BACK, OWN_DATA
from tui.settings.lines import SettingLine
from tui.settings.own_data_work import (
    BACK_UP,
    BOOKLET,
    BRING_BACK,
    BRING_IN,
    BRINGING_MEANS,
    EXPORT,
    FROM_ELSEWHERE,
    backed_up,
    backed_up_sealed,
    booklet_made,
    brought_back,
    exported,
    own_data_rows,
    typed_path,
)
from tui.settings.problem_list import ProblemList
from tui.settings.setting import Setting
from tui.settings.type_line import TypeLine
from tui.settings.working_page import NOTHING_TYPED, ONE_AT_A_TIME, WorkingPage
from tui.shared.confirm import ConfirmScreen
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.locked.passphrase_field import PassphraseField
from tui.shared.picker import Option, PickerScreen
from tui.shared.private_screen import WhosePicker
from tui.shared.remedies import in_app
from tui.shared.what_is_wrong import WhatIsWrong

IN_MEMORY = "There is nothing on the disk that could be backed up or taken out."
WHOSE_EXPORT = "Whose export is it?"
NO_BACKUP = "There is no backup here yet that can be read. The first row makes one."
ASKS = "Bring back this backup?"
THEY_DIFFER = "The second passphrase is another than the first. Type it as the first, or both anew."
EXPORT_OPENS = "{name}'s private pages are locked, and are in an export. {name}'s passphrase, or the twelve words:"


class BringBackScreen(ConfirmScreen):
    """Asks before a backup is brought back."""

    KEYS: ClassVar[tuple[Key, ...]] = BRINGING_BACK
    BINDINGS = bindings(BRINGING_BACK)


class DataPage(WorkingPage):
    """Backs up, brings back and takes out what is the couple's."""

    KEYS = OWN_DATA
    BINDINGS = bindings(OWN_DATA)
    CSS_PATH = ["settings.tcss", "data_page.tcss"]  # noqa: RUF012 - its lines are those of the settings
    TITLE = "Your data"
    PURPOSE = "Back up what is yours, bring it back, or take it out."

    def __init__(self, session: Session, begins_with: str = "") -> None:
        """`begins_with` is the row that was asked for already, by its id."""
        super().__init__(session)
        self._begins_with = begins_with
        self._own_data = session.own_data
        self._wrong = WhatIsWrong(self, session, self._show_problems)
        self._whose = self.service.seated

    def contents(self) -> Iterable[Widget]:
        first = BRING_BACK if any(p.remedy is Remedy.BRING_BACK for p in self._wrong.known) else BACK_UP
        formats = self._own_data().import_formats if self._own_data else ()
        rows = own_data_rows(self.service.today().year, formats, is_alone=len(self.service.couple) < 2)
        rows.sort(key=lambda row: row.id != first)
        yield Lines(ProblemList(classes="prose"), *erasure_lines(self.session), *map(SettingLine, rows))
        yield Static(classes="prose", id="outcome")

    def on_mount(self) -> None:
        if (line := self.first_line()) is not None:
            self.call_later(self.choose, line)

    def first_line(self) -> Line | None:
        """The row that was asked for already, if one was."""
        rows = (line for line in self.lines.lines if isinstance(line, SettingLine))
        return next((line for line in rows if line.setting.id == self._begins_with), None)

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
        await self.stop_typing()
        if line.setting.id == BRING_IN:
            await self.run_action("app.page('bring-in')")
        elif self._own_data is None:
            self.tell(IN_MEMORY, needs_doing=True)
        elif self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
        else:
            await self._begin(line.setting, self._own_data())

    async def _begin(self, row: Setting, own_data: OwnData) -> None:
        self.tell("")
        match row.id:
            case "back-up":
                self.work(f"Backing up into {own_data.folder}", partial(backed_up, own_data))
            case "seal":
                self.tell(NEW_PASSPHRASE)
                asked = {"Which folder": Input(str(Path.home()), compact=True)}
                asked |= {label: PassphraseField(self.signs) for label in ("Passphrase", "Once more")}
                self.ask_for(asked, partial(self._seal, own_data))
            case "bring-back":
                self.work(f"Looking for backups in {own_data.folder}", lambda: self._look_for_backups(own_data))
            case "file":
                self.ask_where(FROM_ELSEWHERE, "Which file", str(Path.home()))
            case "export" if len(self.service.couple) > 1:
                self.app.push_screen(WhosePicker(self.session, WHOSE_EXPORT), self._export_for)
            case "export":
                self._export_for(self.service.seated.id)
            case "booklet":
                year = self.service.today().year
                self.ask_where(BOOKLET, "Where to", str(Path.home() / f"rituals-jar-{year}.html"))

    def _export_for(self, person: object) -> None:
        """Ask where the export of a person goes, and for what opens their private pages, if they are locked."""
        whose = next((one for one in self.service.couple if one.id == person), None)
        if whose is None or self._own_data is None:
            return
        self._whose, path = whose, str(Path.home() / f"rituals-{self.service.today()}.json")
        lock = self.service.private(whose.id).lock
        if lock is None or not lock.is_set:
            self.ask_where(EXPORT, "Where to", path)
            return
        self.tell(EXPORT_OPENS.format(name=printable(whose.name)))
        asked = {"Where to": Input(path, compact=True), "Passphrase": PassphraseField(self.signs)}
        self.ask_for(asked, partial(self._export_opened, self._own_data(), whose, lock.opener))

    def _export_opened(
        self, own_data: OwnData, whose: Person, opened: Callable[[str], object], words: Sequence[str]
    ) -> None:
        to, typed = typed_path(words[0]), words[1]
        if not own_data.needs_private(to):
            self.work(f"Exporting to {to}", partial(exported, own_data, whose, to))
            return
        if not typed:
            raise UsageError(NOTHING_TYPED)
        self.work(f"Exporting to {to}", partial(exported, own_data, whose, to, lambda: opened(typed)))

    def on_type_line_written(self, message: TypeLine.Written) -> None:
        """Write the file that was named, over none that is there, or read it; its name stays until that is done."""
        if self._own_data is None:
            return
        if self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
            return
        own_data, year = self._own_data(), self.service.today().year
        try:
            path = typed_path(message.words or message.setting.words)
        except RitualsError as problem:
            self.ask_again(in_app(problem))
            return
        match message.setting.id:
            case "file":
                self._ask_whether(own_data, path, printable(str(path)))
            case "export":
                self.work(f"Exporting to {path}", partial(exported, own_data, self._whose, path))
            case _:
                self.work(f"Making the booklet in {path}", partial(booklet_made, own_data, year, path))

    def _seal(self, own_data: OwnData, words: Sequence[str]) -> None:
        folder, passphrase, again = words
        into = typed_path(folder)
        if passphrase != again:
            raise UsageError(THEY_DIFFER)
        self.work(f"Backing up into {into}", partial(backed_up_sealed, own_data, into, passphrase))

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
                self._ask_whether(own_data, Path(str(path)), f"It was made {option.label.lower()}")

        self.app.push_screen(PickerScreen("Which backup?", options, "", signs=self.signs), chosen)

    def _ask_whether(self, own_data: OwnData, backup: Path, which: str) -> None:
        asking = BringBackScreen(ASKS, f"{which}. {BRINGING_MEANS}")
        self.app.push_screen(asking, lambda sure: self._bring_back(own_data, backup) if sure else None)

    def _bring_back(self, own_data: OwnData, backup: Path, keys: Sequence[object] = ()) -> None:
        now = self.service.now().astimezone(self.service.zone())

        def bring_back() -> Callable[[], None] | str:
            try:
                return brought_back(own_data, backup, keys, now)
            except ClosedBackupError as closed:
                return partial(self._ask_for_key, own_data, backup, keys, closed)

        self.work(f"Bringing back {backup.name}", bring_back)

    def _ask_for_key(self, own_data: OwnData, backup: Path, keys: Sequence[object], closed: ClosedBackupError) -> None:
        words = closed_backup_words(closed.person and person_name(closed.person, self.service.state.people, "Somebody"))

        def go_on(key: object) -> None:
            self._bring_back(own_data, backup, (*keys, key))

        self.ask_what_opens(f"{words.asks}:", words.not_it, closed.opener, go_on)
