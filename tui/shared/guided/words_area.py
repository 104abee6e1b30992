"""A text area on a page that is answered: enter is the page's, which goes on with it."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea


class WordsArea(TextArea):
    """A text area that leaves enter to the screen."""

    DEFAULT_CSS = "WordsArea { height: auto; min-height: 4; max-height: 1fr; max-width: 84; }"

    def __init__(self, text: str, placeholder: str) -> None:
        super().__init__(text, soft_wrap=True, compact=True, highlight_cursor_line=False, placeholder=placeholder)

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
