"""An input for a setting's value, shown when it is asked for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.settings.setting import Setting
from tui.shared.keys import TYPING, bindings


class TypeLine(Horizontal):
    """Asks for a value; it stays with its text until its owner removes it."""

    KEYS = TYPING
    BINDINGS = bindings(TYPING)

    class Written(Message):
        """The value was entered."""

        def __init__(self, setting: Setting, words: str) -> None:
            super().__init__()
            self.setting = setting
            self.words = words

    class LetGo(Message):
        """The input was left without a change."""

    def __init__(self, setting: Setting, hint: str) -> None:
        super().__init__()
        self._setting = setting
        self._hint = hint

    def compose(self) -> ComposeResult:
        yield Static(Content(f"{self._setting.label}:"), classes="asks-for")
        yield Input(self._setting.words, placeholder=self._hint, id="type", compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def ask_again(self) -> None:
        """Leave what was typed to be changed: the next letter goes to its end, and not in its place."""
        self.query_one(Input).action_end()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Written(self._setting, event.value.strip()))

    def action_let_go(self) -> None:
        self.post_message(self.LetGo())
