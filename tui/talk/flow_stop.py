"""The dialog before a talk is left: stop and lose the answers, or go on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import bindings
from tui.talk import present
from tui.talk.keys import FLOW_STOP


class FlowStopScreen(HeedsOnSight, Dialog[bool]):
    """Dismissed with True to stop."""

    BINDINGS = bindings(FLOW_STOP)

    def __init__(self, *, stays: bool = False) -> None:
        """With `stays`, the time at which somebody comes back is on the disk."""
        super().__init__()
        self._means = present.STOP_LEAVES_TIME if stays else present.STOP_MEANS

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(present.STOP_TITLE, classes="dialog-title")
            yield Static(self._means, classes="dialog-text")
            yield KeyLine(FLOW_STOP)

    def action_stop(self) -> None:
        self.dismiss(True)

    def action_go_on(self) -> None:
        self.dismiss(False)
