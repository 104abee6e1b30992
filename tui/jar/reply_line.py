"""An input for the line under a note, shown when it is asked for."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Input

from rituals.core.model import Appreciation, AppreciationId
from tui.shared.field import OneLine


class ReplyLine(OneLine):
    """Asks whom a note is for for one line under it; enter keeps it, escape leaves all as it was."""

    class Answered(Message):
        """The line was entered, an empty one to take away what stood there; or, with None, all stays as it was."""

        def __init__(self, note: AppreciationId, text: str | None) -> None:
            super().__init__()
            self.note = note
            self.text = text

    def __init__(self, note: Appreciation, writer: str) -> None:
        super().__init__(
            f"To {writer}:",
            "One line under it. Enter keeps it, esc leaves it out.",
            note.reply.text if note.reply else "",
        )
        self._note = note.id

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(self._note, event.value))

    def action_let_go(self) -> None:
        self.post_message(self.Answered(self._note, None))
