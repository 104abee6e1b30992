"""How far it is with what another machine wrote, while that comes in for the first time."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from rituals.problems import arriving_words
from rituals.session import Session

AGAIN_AFTER = 1
"""Seconds after which it is counted anew."""


class ArrivingLine(Static):
    """One line, shown as long as something comes in."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="arriving")
        self._session = session

    def look(self) -> None:
        """Show how far it is now, and from then on until everything is there."""
        words = arriving_words(self._session)
        self.set_class(bool(words), "-told")
        self.update(Content(words))
        if words:
            self.set_timer(AGAIN_AFTER, self.look)
