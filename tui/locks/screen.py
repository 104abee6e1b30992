"""The page of somebody's private pages: whether they are locked, and what there is to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.checkin.words import whose_page_words
from rituals.core.exchange.locking_words import NOT_ON_DISK, WHAT_IS_PRIVATE, lock_words
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.session import Session
from tui.locks.keys import PRIVATE_PAGES_LOCK
from tui.locks.steps import first_lock_page
from tui.settings.lines import SettingLine
from tui.settings.setting import Setting
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.private_screen import PrivateScreen
from tui.shared.text import reword

LOCK_NOW = "lock-now"
_TO_LOCK = Setting(
    "lock",
    "Lock them",
    "You choose a passphrase, and get twelve words that open them as well. It takes a few minutes.",
    "with a passphrase",
)
_TO_OPEN = Setting("open", "Open them", "Until they are locked again. Your twelve words do as well.", "by passphrase")
_TO_CLOSE = Setting(LOCK_NOW, "Lock them now", "Everybody's, wherever they are open on this machine.", "at once")
_TO_CHANGE = Setting(
    "change",
    "Another passphrase",
    "It asks for the present one, or for your twelve words. Those stay as they are.",
    "for the one you have",
)
_TO_TAKE_OFF = Setting(
    "off",
    "Take the lock off",
    "It asks for the passphrase, or for your twelve words. Then the pages are as before they were locked.",
    "for good",
)


class PrivatePagesScreen(ListScreen, PrivateScreen):
    """Lists what can be done; it shows nothing of what is in there, and so opens locked."""

    KEYS = PRIVATE_PAGES_LOCK
    BINDINGS = bindings(PRIVATE_PAGES_LOCK)
    CSS_PATH: ClassVar[list[str | PurePath]] = ["locking.tcss"]
    TITLE = "private pages"
    PURPOSE = "Whether somebody's private pages are locked, and how they come to be."

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session)
        self._person = person
        self._laid_out: object = None

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def contents(self) -> Iterable[Widget]:
        yield Static(Content(f"{whose_page_words(self._person)} {WHAT_IS_PRIVATE}"), classes="prose", id="line")
        yield Static(classes="prose", id="state", markup=False)
        yield Lines()

    def show(self) -> None:
        """Show whether they are locked now."""
        super().show()
        private = self.service.private(self._person.id)
        is_set, is_open = private.has_lock_set, private.has_lock_set and not private.is_locked
        if (is_set, is_open) != self._laid_out:
            self._laid_out = is_set, is_open
            words = lock_words(self._person, is_set=is_set, is_open=is_open) if private.lock else NOT_ON_DISK
            reword(self.query_one("#state", Static), words)
            rows = _rows(is_set=is_set, is_open=is_open) if private.lock else ()
            self.call_later(self.lines.lay_out, [SettingLine(row) for row in rows])

    async def choose(self, line: Line) -> None:
        """Open what a row is for, or lock them at once."""
        if not isinstance(line, SettingLine):
            return
        if line.setting.id == LOCK_NOW:
            await self.run_action("app.lock_pages")
        else:
            self.app.push_screen(first_lock_page(self.session, self._person, line.setting.id))


def _rows(*, is_set: bool, is_open: bool) -> Sequence[Setting]:
    if not is_set:
        return (_TO_LOCK,)
    return (_TO_CLOSE if is_open else _TO_OPEN, _TO_CHANGE, _TO_TAKE_OFF)
