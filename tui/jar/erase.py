"""The dialog that asks whether to erase a note for good."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rituals.core.jar.words import COPIES_REMAIN
from tui.jar import present
from tui.jar.keys import JAR_ERASING
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import bindings


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
