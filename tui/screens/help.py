"""Every key of the screen one is on, from the key tables."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import Key, bindings

_CLOSE = (Key("close", "escape,question_mark,q,enter", "dismiss", "close", "Close this page.", shown_as="esc"),)


class HelpScreen(ModalScreen[None]):
    """A page of keys over the screen they are for."""

    BINDINGS = bindings(_CLOSE)
    CSS_PATH = "help.tcss"

    def __init__(self, title: str, keys: Sequence[Key]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            for key in (*self._keys, *_CLOSE):
                yield Static(Content.assemble((f"{key.face:>8}   ", "bold $primary"), key.tip))
