"""The page of two machines: whether this one is paired, and what there is to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from rituals.config import SettingValue
from rituals.core.exchange.known_device import KnownDevice, PairedHere, publishing_words
from rituals.core.exchange.pairing_words import LEFT, NOT_TO_BE_PAIRED, leaving_words
from rituals.errors import RitualsError
from rituals.service.pairing import PairingService
from rituals.session import Session
from tui.pairing.forgetting import LostPage, forgetting
from tui.pairing.keys import PAIRING, PARTING_WAYS
from tui.pairing.step import WayToPair
from tui.pairing.steps import BeginFolderPage, JoinFolderPage, beginning, joining
from tui.pairing.words import ShownWordsPage
from tui.settings.lines import SettingLine
from tui.settings.options import paired_settings
from tui.settings.setting import OneOf, Setting
from tui.shared.at_work import AtWork
from tui.shared.confirm import ConfirmScreen
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.picker import PickerScreen
from tui.shared.remedies import in_app
from tui.shared.text import reword

ALONE_SO_FAR = (
    "Have your rituals on two machines, or more, through a folder that a sync service of yours carries. There is no "
    "account and no server, and whoever carries it can't read it."
)
PAIRED = "This machine is paired. What one of you does shows on the others once the folder is carried there."
LEAVING = (
    "Nothing more goes out or comes in here, and the twelve words are forgotten on this machine. What is here stays."
)
STAYS_THERE = "What this machine put into the folder stays there, sealed. The other machine is told nothing."
FOR_GOOD_MEANS = "The others see that you left, and what was yours alone put away."
TAKEN_OUT = (
    "What this machine put into the folder is taken out. The other machine keeps what it has, and is told nothing."
)
NO_OTHERS = "No other machine has put anything into the folder yet, so there is none to forget."


class LeavePairingScreen(ConfirmScreen):
    """Asks before this machine leaves."""

    KEYS = PARTING_WAYS
    BINDINGS = bindings(PARTING_WAYS)


class PairingScreen(ListScreen):
    """Lists what can be done; reading and writing the folder is done on a thread."""

    KEYS = PAIRING
    BINDINGS = bindings(PAIRING)
    CSS_PATH: ClassVar[list[str | PurePath]] = ["pairing.tcss"]
    TITLE = "Two machines"
    PURPOSE = "Whether this machine is paired with another, and how it comes to be."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._at_work = AtWork(self, self._tell)
        self._laid_out: object = None

    @property
    def _pairing(self) -> PairingService | None:
        return self.session.pairing() if self.session.pairing else None

    def contents(self) -> Iterable[Widget]:
        yield Static(classes="prose", id="state", markup=False)
        yield Lines()
        yield Static(classes="prose", id="outcome", markup=False)

    def show(self) -> None:
        """Show whether it is paired now."""
        super().show()
        words, rows = self._state()
        shape = [(row.id, row.value) for row in rows]
        if shape != self._laid_out:
            self._laid_out = shape
            reword(self.query_one("#state", Static), words)
            self.call_later(self.lines.lay_out, [SettingLine(row) for row in rows])

    def _state(self) -> tuple[str, Sequence[Setting]]:
        """What is said above, and the rows."""
        pairing = self._pairing
        if pairing is None:
            return NOT_TO_BE_PAIRED, ()
        try:
            place = pairing.place
        except RitualsError as problem:
            return in_app(problem), _alone_rows()
        if place is None:
            return ALONE_SO_FAR, _alone_rows()
        folder = self.session.couples_folder()
        return PAIRED, _paired_rows(place, folder.here if folder else None, paired_settings(self.session))

    def choose(self, line: Line) -> None:
        """Open what a row is for."""
        pairing = self._pairing
        if not isinstance(line, SettingLine) or pairing is None or self._at_work:
            return
        self._tell("")
        if isinstance(line.setting.how, OneOf):
            setting, options = line.setting, line.setting.how.options
            picker = PickerScreen(setting.label, options, setting.value, signs=self.signs)
            self.app.push_screen(picker, partial(self._keep, setting))
        match line.setting.id:
            case "begin":
                self.app.push_screen(BeginFolderPage(self.session))
            case "join":
                self.app.push_screen(JoinFolderPage(self.session))
            case "new-words":
                way = WayToPair(joining, typed_place=str(pairing.place or ""))
                self.app.push_screen(JoinFolderPage(self.session, way))
            case "words":
                self.run_reporting(partial(self._show_words, pairing))
            case "forget":
                self._at_work.begin("Looking which machines there are", pairing.look_for_devices, self._choose_lost)
            case "leave":
                self._ask(STAYS_THERE, partial(pairing.leave, remove=False))
            case "for-good":
                self._ask(leaving_words(self.service.seated), pairing.leave_for_good)
            case "take-out":
                self._ask(TAKEN_OUT, partial(pairing.leave, remove=True))

    def _keep(self, setting: Setting, value: SettingValue | None) -> None:
        if value is not None:
            self.run_reporting(partial(self._kept, setting, value))
            self.show()

    def _kept(self, setting: Setting, value: SettingValue) -> str:
        setting.keep(value)
        return f"{setting.label}: {setting._replace(value=value).words}. Saved."

    def _show_words(self, pairing: PairingService) -> None:
        self.app.push_screen(ShownWordsPage(self.session, WayToPair(beginning, words=pairing.words)))

    async def _choose_lost(self, devices: Sequence[KnownDevice] | RitualsError) -> None:
        if self.is_closed:
            return
        self._tell(in_app(devices) if isinstance(devices, RitualsError) else "" if devices else NO_OTHERS)
        if devices and not isinstance(devices, RitualsError):
            self.app.push_screen(LostPage(self.session, WayToPair(forgetting, devices=devices)))

    def _ask(self, means: str, leave: Callable[[], None]) -> None:
        def answered(sure: bool | None) -> None:
            if sure:
                self._at_work.begin("Leaving", leave, self._left)

        self.app.push_screen(LeavePairingScreen("Share no more on this machine?", f"{LEAVING} {means}"), answered)

    async def _left(self, outcome: RitualsError | None) -> None:
        if self.is_closed:
            return
        self._tell(in_app(outcome) if outcome else LEFT)
        self.show()

    def _tell(self, words: str) -> None:
        if not self.is_closed:
            reword(self.query_one("#outcome", Static), words)


def _alone_rows() -> Sequence[Setting]:
    return [
        Setting(
            "begin",
            "Begin",
            "On the machine that has what you want to share. You choose a folder, see what will travel, and get twelve "
            "words for the other machine.",
            "here, for the others to join",
        ),
        Setting(
            "join",
            "Join",
            "Where the other machine has begun. It asks for the same folder, as it is carried here, and for the twelve "
            "words.",
            "who has begun elsewhere",
        ),
    ]


def _paired_rows(place: Path, here: PairedHere | None, settings: Sequence[Setting]) -> Sequence[Setting]:
    told = f" This machine {publishing_words(here)}." if here else ""
    return [
        Setting("place", "Through", f"Your sync service carries it. Leave what lies in it as it is.{told}", str(place)),
        *settings,
        Setting(
            "words",
            "The twelve words",
            "They are secret: with them, whoever has the folder reads all of it. Another machine joins with them.",
            "show them",
        ),
        Setting(
            "new-words",
            "New words",
            "Where another machine changed the words, as after a loss, this one goes on once it has the new ones.",
            "type them here",
        ),
        Setting(
            "forget",
            "A lost machine",
            "What was written on it stays here. The words are changed, and with those it has nothing new opens.",
            "forget it",
        ),
        Setting("leave", "Leave", f"{LEAVING} {STAYS_THERE}", "what it put there stays, sealed"),
        Setting("for-good", "Leave for good", f"{LEAVING} {FOR_GOOD_MEANS}", "the others see it"),
        Setting("take-out", "Leave, and take out", f"{LEAVING} {TAKEN_OUT}", "what it put there"),
    ]
