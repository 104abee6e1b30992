"""The page of what comes from a phone: whether and where it comes in, what was not understood, and what came lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from rituals.config import InboxSettings
from rituals.core.inbox.report import InboxReport, UnreadWish
from rituals.core.inbox.words import LETS_IN
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.session import Session
from tui.inbox.keys import CHANGE, COPY, INBOX, TAKE_AWAY
from tui.inbox.lines import TakenLine, UnreadLine
from tui.settings.lines import SettingLine
from tui.settings.setting import OneOf, Setting, Typed
from tui.settings.type_line import TypeLine
from tui.settings.working_page import ONE_AT_A_TIME, WorkingPage
from tui.shared.confirm import ConfirmScreen
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.picker import Option
from tui.shared.remedies import in_app

INTRO = (
    "A phone needs no app of ours: lines such as “tick walk” or “thank for the soup”, in a folder that this machine "
    "sees, become a tick and a thank-you here."
)
IN_COUPLES_FOLDER = "the folder of your two machines"
COUPLES_OWN = f"Without one of your own it is a place of this machine's in {IN_COUPLES_FOLDER}."
ANY_FOLDER = "One that your phone can write into, by a sync service of yours. Every text in it is taken out and read."
HINT = "such as ~/Dropbox/rituals"
NOT_UNDERSTOOD = "Not understood"
LATELY = "Came lately"
ON_NOW = "It is on. What your phone writes there comes in from now on."
OFF_NOW = "Nothing comes in from a phone any more. What lies in the folder stays there."
COPIED = "Copied. Write it anew on the phone, or do here what was meant."
TAKE_AWAY_ASKS = "Take this line away?"
TAKE_AWAY_MEANS = "It leaves the disk of this machine for good, and u can't bring it back. Nothing else changes."
IS_AWAY = "It is gone."
NOTHING_TO_TAKE = "x takes away what was not understood, with the cursor on it."


class InboxPage(WorkingPage):
    """Switches it on and off, names the folder, and takes away what was not understood."""

    KEYS = INBOX
    BINDINGS = bindings(INBOX)
    CSS_PATH: ClassVar[list[str | PurePath]] = ["inbox.tcss"]
    TITLE = "From a phone"
    PURPOSE = "What a phone wrote for you two, and where it comes in."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._laid_out: object = None

    def contents(self) -> Iterable[Widget]:
        yield Static(INTRO, classes="prose")
        yield Lines()
        yield Static(classes="prose", id="outcome")

    def on_mount(self) -> None:
        if self.session.settings.inbox.on:
            self.work("Looking what came", self._look_again)

    def _look_again(self) -> str:
        if self.session.inbox is not None:
            self.session.inbox(self.session.settings.inbox).try_again()
        return ""

    # showing

    def keys_here(self) -> Sequence[Key]:
        """What the keys do with what the cursor is on."""
        keys = super().keys_here()
        if isinstance(self.lines.current, UnreadLine):
            return [COPY if key is CHANGE else key for key in keys]
        return [key for key in keys if key is not TAKE_AWAY]

    def show(self) -> None:
        """Show it as it is now; the list is laid out anew only where something is different."""
        super().show()
        try:
            report = self.session.inbox_report()
        except RitualsError as problem:
            self.tell(in_app(problem), needs_doing=True)
            return
        if (shape := (self.session.settings.inbox, report, self.service.today())) != self._laid_out:
            self._laid_out = shape
            self.call_later(self.lines.lay_out, self._rows(report))

    def _rows(self, report: InboxReport) -> list[Widget]:
        now = self.service.now().astimezone(self.service.zone())
        rows: list[Widget] = [SettingLine(setting) for setting in self._settings(report)]
        if report.problem:
            rows.append(Static(printable(report.problem), classes="problem", markup=False))
        for heading, lines in (
            (NOT_UNDERSTOOD, [UnreadLine(wish, now) for wish in report.unread]),
            (LATELY, [TakenLine(wish, now) for wish in report.taken]),
        ):
            rows += [Static(heading, classes="heading"), *lines] if lines else []
        return rows

    def _settings(self, report: InboxReport) -> tuple[Setting, Setting]:
        chosen, is_paired = self.session.settings.inbox, self.session.service.logs.is_paired()
        place = report.folder or chosen.folder or (IN_COUPLES_FOLDER if is_paired else "none yet")
        means = f"{ANY_FOLDER} {COUPLES_OWN}" if is_paired else ANY_FOLDER
        on_off = OneOf((Option(True, "on"), Option(False, "off")))
        return (
            Setting("on", "Take them in", LETS_IN, chosen.on, on_off),
            Setting("folder", "From the folder", means, place, Typed(str, HINT)),
        )

    # changing

    async def choose(self, line: Line) -> None:
        """Change a setting, or copy what was not understood."""
        if isinstance(line, UnreadLine):
            self.app.copy_to_clipboard(line.wish.text or line.wish.file)
            self.tell(COPIED)
        elif isinstance(line, SettingLine):
            await self.stop_typing()
            self._change(line.setting)

    def _change(self, setting: Setting) -> None:
        chosen = self.session.settings.inbox
        needs_folder = not (chosen.folder or self.session.service.logs.is_paired())
        if self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
        elif setting.id == "folder" or (not chosen.on and needs_folder):
            self.ask_where("folder", "Which folder", chosen.folder)
        else:
            self._keep(InboxSettings(on=not chosen.on, folder=chosen.folder))

    def on_type_line_written(self, message: TypeLine.Written) -> None:
        """Have it come in by the folder that was named."""
        if self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
        else:
            self._keep(InboxSettings(on=True, folder=message.words))

    def _keep(self, chosen: InboxSettings) -> None:
        def keep() -> str:
            self.session.keep_inbox(chosen)
            return ON_NOW if chosen.on else OFF_NOW

        self.work("Looking at the folder" if chosen.on else "Switching it off", keep)

    def action_let_go(self) -> None:
        line = self.lines.current
        if not isinstance(line, UnreadLine):
            self.tell(NOTHING_TO_TAKE)
            return
        wish = line.wish

        def answered(sure: bool | None) -> None:
            if sure:
                self.work("Taking it away", lambda: self._erased(wish))

        self.app.push_screen(ConfirmScreen(TAKE_AWAY_ASKS, TAKE_AWAY_MEANS), answered)

    def _erased(self, wish: UnreadWish) -> str:
        if self.session.inbox is not None:
            self.session.inbox(self.session.settings.inbox).erase([wish])
        return IS_AWAY
