"""A line that is yes or no."""

from __future__ import annotations

from textual.content import Content

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from tui.shared.lines import Line
from tui.shared.text import SIGN_STYLES, fitted, pointer

_LABEL = 34


class TurnLine(Line):
    """A name, with a sign and words on what is said of it."""

    def __init__(self, of: str, label: str, *, signs: str) -> None:
        """`of` is the id of what it is about."""
        super().__init__()
        self.of = of
        self.is_yes = False
        self._label = label
        self._words = ""
        self._signs = SIGNS[signs]

    def say(self, words: str, *, is_yes: bool) -> None:
        """Show whether it is yes, and in which words."""
        self._words, self.is_yes = words, is_yes
        self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        sign = Sign.KEPT if self.is_yes else Sign.OPEN
        room = max(min(width - 26, _LABEL), 10)
        first = Content.assemble(
            pointer(is_open=self.is_open),
            (f"{self._signs[sign]}  ", SIGN_STYLES[sign] if self.is_yes else "$text-muted"),
            fitted(self._label, room, "bold" if self.is_open else ""),
            ("  " + self._words, "$text-muted"),
        )
        return [first.truncate(width, ellipsis=True)]
