"""A dialog that asks before something is erased for good, as undo does not bring it back."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.shared.key_line import KeyLine
from tui.shared.keys import ERASING, bindings


class ConfirmScreen(ModalScreen[bool]):
    """Dismissed with True if they are sure, which `yes` says in a few words."""

    BINDINGS = bindings(ERASING)
    CSS_PATH = "confirm.tcss"

    def __init__(self, question: str, means: str, *, yes: str = ERASING[0].label) -> None:
        super().__init__()
        self._yes = yes
        self._question = question
        self._means = means

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(Content(self._means), classes="dialog-text")
            yield KeyLine((ERASING[0]._replace(label=self._yes), *ERASING[1:]))

    def action_erase(self) -> None:
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
