"""The texts of the end of the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from rituals.core.model import Appreciation, Person
from rituals.core.phrases import from_to_words
from rituals.core.rituals.board import Row
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from tui.shared.text import SIGN_STYLES

LIKED = "One thing you liked about today"
WRITE = "A few words, or nothing. Enter goes on."
TONIGHT = "Tonight, if you like"
NO_QUESTION = "No question tonight. Being quiet together is fine too."
QUIET = "A day for resting. That is part of it."
NOT_KEPT = "Enter keeps what you wrote; esc once more leaves it out."
GOOD_NIGHT = "Good night."
NOTED = "It stands with {} now."
_MOST = 8
_THANKS = {"unicode": "♥", "ascii": "+"}


def what_was_lines(
    done: Sequence[Row], thanks: Iterable[Appreciation], people: Sequence[Person], width: int, *, signs: str
) -> list[Content]:
    """What was done on the day and who thanked whom, a line each, with the words that go with it."""
    entries = [
        (SIGNS[signs][row.sign], SIGN_STYLES.get(row.sign, "$text-muted"), row.ritual.name, row.notes) for row in done
    ]
    entries += [
        (_THANKS[signs], "$primary", f"a thank-you {from_to_words(note.by, note.to, people)}", (note.text,))
        for note in thanks
    ]
    lines = [_line(sign, style, name, words, width) for sign, style, name, words in entries]
    if len(lines) > _MOST:
        return [*lines[: _MOST - 1], Content.styled(f"   and {len(lines) - _MOST + 1} more", "$text-muted")]
    return lines or [Content.styled(QUIET, "$text-muted")]


def _line(sign: str, style: str, name: str, words: Sequence[str], width: int) -> Content:
    quoted = "".join(f"  “{printable(text)}”" for text in words)
    line = Content.assemble((sign, style), "  ", printable(name), (quoted, "italic $text-muted"))
    return line.truncate(max(width, 10), ellipsis=True)
