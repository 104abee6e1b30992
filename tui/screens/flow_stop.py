"""The one question before a talk is left: whether to stop and forget, or to go on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import present_talk
from tui.keys import bindings
from tui.keys.talk import FLOW_STOP
from tui.widgets.key_line import KeyLine


class FlowStopScreen(ModalScreen[bool]):
    """Gives True where they stop."""

    BINDINGS = bindings(FLOW_STOP)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(present_talk.STOP_TITLE, classes="dialog-title")
            yield Static(present_talk.STOP_MEANS, classes="dialog-text")
            yield KeyLine(FLOW_STOP)

    def action_stop(self) -> None:
        self.dismiss(True)

    def action_go_on(self) -> None:
        self.dismiss(False)
