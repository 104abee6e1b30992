"""A dialog that asks before something is erased for good, as undo does not bring it back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import ERASING, Key, bindings


class ConfirmScreen(HeedsOnSight, Dialog[bool]):
    """Dismissed with True if they are sure."""

    KEYS: ClassVar[tuple[Key, ...]] = ERASING
    BINDINGS = bindings(ERASING)

    def __init__(self, question: str, means: str) -> None:
        super().__init__()
        self._question = question
        self._means = means

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(Content(self._means), classes="dialog-text")
            yield KeyLine(self.KEYS)

    def action_erase(self) -> None:
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
