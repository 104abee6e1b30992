"""An input for a note on a tick, shown when it is asked for."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Input

from rituals.core.rituals.board import Row
from rituals.core.text import titled
from tui.shared.field import OneLine


class NoteLine(OneLine):
    """Asks for a note on a ritual; enter keeps it, escape leaves without one."""

    class Written(Message):
        """The note was entered; empty means that there is none."""

        def __init__(self, row: Row, note: str) -> None:
            super().__init__()
            self.row = row
            self.note = note

    def __init__(self, row: Row) -> None:
        super().__init__(f"{titled(row.ritual.name)}:", "A line to remember it by. Enter keeps it, esc leaves it out.")
        self._row = row

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Written(self._row, event.value.strip()))

    def action_let_go(self) -> None:
        self.post_message(self.Written(self._row, ""))
