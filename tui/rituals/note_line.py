"""An input for a note on a tick, shown when it is asked for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from rituals.core.rituals.board import Row
from rituals.core.text import titled
from tui.shared.keys import TYPING, bindings


class NoteLine(Horizontal):
    """Asks for a note on a ritual; enter keeps it, escape leaves without one. It stays until its owner removes it."""

    DEFAULT_CSS = """
    NoteLine { height: 1; margin: 1 2 0 4; }
    NoteLine .asks-for { max-width: 50%; }
    NoteLine Input { width: 1fr; }
    """

    KEYS = TYPING
    BINDINGS = bindings(TYPING)

    class Written(Message):
        """The note was entered; empty means that there is none."""

        def __init__(self, row: Row, note: str) -> None:
            super().__init__()
            self.row = row
            self.note = note

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row

    def compose(self) -> ComposeResult:
        yield Static(Content(f"{titled(self._row.ritual.name)}:"), classes="asks-for")
        yield Input(placeholder="A line to remember it by. Enter keeps it, esc leaves it out.", id="note", compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Written(self._row, event.value.strip()))

    def action_let_go(self) -> None:
        self.post_message(self.Written(self._row, ""))
