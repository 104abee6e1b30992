"""Several inputs under each other, such as a place and a passphrase, that are entered together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.settings.keys import ENTERING
from tui.settings.type_line import TypeLine
from tui.shared.keys import bindings


class TypeLines(Vertical):
    """Enter goes on to the next input, and from the last one enters all; they stay until their owner removes them."""

    KEYS = ENTERING
    BINDINGS = bindings(ENTERING)

    class Written(Message):
        """All was entered."""

        def __init__(self, words: Sequence[str]) -> None:
            super().__init__()
            self.words = words

    def __init__(self, fields: Mapping[str, Input]) -> None:
        """`fields` are the inputs by what they ask for."""
        super().__init__()
        self._fields = fields

    def compose(self) -> ComposeResult:
        for label, field in self._fields.items():
            with Horizontal():
                yield Static(Content(f"{label}:"), classes="asks-for")
                yield field

    def on_mount(self) -> None:
        next(iter(self._fields.values())).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self._fields.values())
        after = fields[fields.index(event.input) + 1 :]
        if after:
            after[0].focus()
        else:
            self.post_message(self.Written([field.value.strip() for field in fields]))

    def action_let_go(self) -> None:
        self.post_message(TypeLine.LetGo())
