"""Where the idea of something comes from, in full, and how far that was checked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rituals.content.catalogue import Entry, Source
from tui.keys import Key, bindings
from tui.present_rituals import why_parts

_KEYS = (Key("close", "escape,i,q,enter,space", "dismiss", "close", "Close this page.", shown_as="esc"),)


class WhyPage(ModalScreen[None]):
    """A page to read over the one it was opened from: a title, and texts under their headings."""

    BINDINGS = bindings(_KEYS)
    CSS_PATH = "why.tcss"

    def __init__(self, title: str, parts: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._parts = parts

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            for heading, text in self._parts:
                if heading:
                    yield Static(Content(heading), classes="why-heading")
                yield Static(Content(text), classes="why-text" if heading else "why-last")
            yield Static(Content.from_markup("[@click=screen.dismiss][bold $primary]esc[/] close[/]"))


class WhyScreen(WhyPage):
    """The page of a ritual."""

    def __init__(self, entry: Entry, source: Source | None) -> None:
        super().__init__(entry.name, why_parts(entry, source))
