"""The help screen: every key of the screen it opens over, from the key tables."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.shared.keys import Key, bindings, once_each

_CLOSE = (Key("close", "escape,question_mark,q,enter", "dismiss", "close", "Close this page.", shown_as="esc"),)


class KeyRow(Horizontal):
    """A key and what it does; a click does it."""

    def __init__(self, key: Key) -> None:
        super().__init__(Static(Content(key.face), classes="key"), Static(Content(key.tip)))
        self.key = key

    def on_click(self) -> None:
        self.screen.dismiss()
        self.app.call_later(self.app.simulate_key, self.key.first)


class HelpScreen(ModalScreen[None]):
    """A page of keys over the screen they are for."""

    BINDINGS = bindings(_CLOSE)
    CSS_PATH = "help.tcss"

    def __init__(self, title: str, keys: Sequence[Key]) -> None:
        super().__init__()
        self._title = title
        self._keys = once_each((*keys, *_CLOSE))

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            for key in self._keys:
                yield KeyRow(key)
