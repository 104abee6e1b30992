"""Asks how long to snooze a ritual's nudges: one more key, or a click."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rituals.core.nudges.snooze import Snooze
from rituals.core.rituals.board import Row
from rituals.core.text import titled
from tui.rituals.keys import SNOOZING
from tui.shared.keys import bindings

_OWN = {key for snoozing in SNOOZING for key in snoozing.keys.split(",")}


class SnoozeLine(Vertical, can_focus=True):
    """Takes one key, and lets no other letter through; losing the focus leaves without an answer."""

    DEFAULT_CSS = """
    SnoozeLine { height: 1; margin: 1 2 0 4; }
    """

    KEYS = SNOOZING
    BINDINGS = bindings(SNOOZING)

    class Answered(Message):
        """How long to snooze; None leaves everything as it was."""

        def __init__(self, row: Row, snooze: Snooze | None) -> None:
            super().__init__()
            self.row = row
            self.snooze = snooze

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row

    def compose(self) -> ComposeResult:
        yield Static(Content(f"{titled(self._row.ritual.name)}, quiet for …"), classes="asks-for")

    def on_mount(self) -> None:
        self.focus()

    def action_snooze(self, length: str) -> None:
        self.post_message(self.Answered(self._row, Snooze(length)))

    def action_leave(self) -> None:
        self.post_message(self.Answered(self._row, None))

    def on_blur(self) -> None:
        if self.app.app_focus:  # the terminal window losing focus is no answer
            self.action_leave()

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.key not in _OWN:
            event.stop()
