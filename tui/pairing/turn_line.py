"""A line that is yes or no."""

from __future__ import annotations

from textual.content import Content

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from tui.shared.lines import Line
from tui.shared.text import SIGN_STYLES, hanging, pointer

_LABEL = 34
_WORDS = 21  # cells that are kept for the words


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
        """The name and the words beside each other, or under each other where they are too long for that."""
        sign = Sign.KEPT if self.is_yes else Sign.OPEN
        heading = Content.assemble(
            pointer(is_open=self.is_open),
            (f"{self._signs[sign]}  ", SIGN_STYLES[sign] if self.is_yes else "$text-muted"),
        )
        label = Content.styled(self._label, "bold" if self.is_open else "")
        words, room = Content.styled(self._words, "$text-muted"), width - heading.cell_length
        column = min(room - _WORDS, _LABEL)
        if label.cell_length <= column and column + 2 + words.cell_length <= room:
            return [Content.assemble(heading, label.pad_right(column - label.cell_length), "  ", words)]
        return hanging(heading, [*label.wrap(max(room, 10)), *words.wrap(max(room, 10))])
