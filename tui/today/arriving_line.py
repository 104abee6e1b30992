"""How far it is with what another machine wrote, while that comes in for the first time."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from rituals.problems import arriving_words
from rituals.session import Session

AGAIN_AFTER = 1
"""Seconds after which is seen whether something comes in, and how far it is."""


class ArrivingLine(Static):
    """One line, shown as long as something comes in."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="arriving")
        self._session = session
        self._words = ""

    def on_mount(self) -> None:
        self.set_interval(AGAIN_AFTER, self.look)

    def look(self) -> None:
        """Show how far it is now."""
        words = arriving_words(self._session)
        if words != self._words:
            self._words = words
            self.set_class(bool(words), "-told")
            self.update(Content(words))
