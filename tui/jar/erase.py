"""The dialog that asks whether to erase a note for good."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rituals.core.jar.words import COPIES_REMAIN, erased_words
from rituals.core.model import AppreciationId
from rituals.session import Session
from tui.jar import present
from tui.jar.keys import JAR_ERASING
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import bindings
from tui.shared.toast import after_erasing


def erase_for_good(session: Session, note: AppreciationId) -> str:
    """Erase a note for good, and say so."""
    is_everywhere = session.service.jar.erase(note)
    if is_everywhere and session.is_erasing:
        return f"{after_erasing(session, has_travelled=True)} {COPIES_REMAIN}"
    return erased_words(session.elsewhere, everywhere=is_everywhere)


class JarEraseScreen(HeedsOnSight, Dialog[bool]):
    """Dismissed with True to erase the note; it asks because undo does not bring the note back."""

    BINDINGS = bindings(JAR_ERASING)

    def __init__(self, about: Content) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Erase this note for good?", classes="dialog-title")
            yield Static(self._about)
            yield Static(f"{present.ERASE_ASKS} {COPIES_REMAIN}", classes="dialog-text")
            yield KeyLine(JAR_ERASING)

    def action_erase(self) -> None:
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
