"""The line that has a window manager start the nudges at login: to read in full, and to copy."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.settings.keys import AT_LOGIN
from tui.shared.keys import bindings
from tui.shared.source_page import SourcePage


class AtLoginPage(SourcePage):
    """What was done, and the line that is left to put into the file of the desktop's own."""

    KEYS = AT_LOGIN
    BINDINGS = bindings(AT_LOGIN)
    CSS_PATH = "../shared/source_page.tcss"

    def __init__(self, words: str, line: str) -> None:
        super().__init__("Nudges without the app", [("", words), ("The line", line)])
        self._line = line

    def action_copy(self) -> None:
        """Copy the line; the page stays, so that a second press turns nothing off below it."""
        self.app.copy_to_clipboard(self._line)
        self.query_one(".dialog-title", Static).update(Content("Copied; paste it into that file"))
