"""An input to filter any list by, as one types."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.shared.field import Chips
from tui.shared.keys import FIND, bindings
from tui.shared.lines import Lines

ALL_AGAIN = "all again"


class FindLine(Horizontal):
    """Posts `Sought` at each letter; enter moves the focus to the list, escape shows all lines again."""

    KEYS = FIND
    BINDINGS = bindings(FIND)

    class Sought(Message):
        """The text to find changed; empty shows everything."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def compose(self) -> ComposeResult:
        yield Static("find", classes="asks-for")
        yield Input(placeholder="A word of it. Enter goes to the list, esc shows all again.", compact=True)
        yield Chips((ALL_AGAIN,), classes="answers")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Sought(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_found()

    async def on_chips_picked(self) -> None:
        await self.action_all_again()

    def action_found(self) -> None:
        self.screen.query_one(Lines).focus()
        if not self.query_one(Input).value.strip():
            self.remove()

    async def action_all_again(self) -> None:
        self.screen.query_one(Lines).focus()
        self.post_message(self.Sought(""))
        await self.remove()
