"""Where the idea of a ritual comes from, in full, and how far that was checked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rituals.content.catalogue import Entry, catalogue
from tui.keys import Key, bindings
from tui.present_rituals import why_parts

_KEYS = (Key("close", "escape,i,q,enter,space", "dismiss", "close", "Close this page.", shown_as="esc"),)


class WhyScreen(ModalScreen[None]):
    """A page to read over the list it was opened from."""

    BINDINGS = bindings(_KEYS)
    CSS_PATH = "why.tcss"

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._entry.name), classes="dialog-title")
            for heading, text in why_parts(self._entry, catalogue().source_of(self._entry)):
                if heading:
                    yield Static(Content(heading), classes="why-heading")
                yield Static(Content(text), classes="why-text" if heading else "why-last")
            yield Static(Content.from_markup("[@click=screen.dismiss][bold $primary]esc[/] close[/]"))
