"""How the board is put on the lines of the screen, and the words that belong to screens only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from rituals.core.board import Board, Row, Sign
from rituals.core.model import Person
from rituals.core.telling import SIGNS, date_words, row_words
from rituals.core.text import shown

INDENT = 5
_NAME = 30
_MINUTES = 9
ROOMY = 62  # cells from which a ritual's line has room for everything

SIGN_STYLES = {
    Sign.KEPT: "$success",
    Sign.HALF: "$success",
    Sign.QUARTER: "$success",
    Sign.MIDWAY: "$success",
    Sign.NEARLY: "$success",
    Sign.OPEN: "$foreground",
}

NOTHING_YET = (
    "This is where your rituals will live: the walks, the dinners, the long hugs.\n\nPress c to pick a first one."
)
ALL_QUIET = "Nothing is planned today. Press c if you feel like something new."
TOO_SMALL = "A little more room, please: 60 columns and 20 rows will do."

GROUP_TITLES = {
    "today": "Today",
    "this week": "Any time this week",
    "this month": "Any time this month",
    "tomorrow": "Tomorrow",
}


def headline(board: Board, seated: Person) -> str:
    """Day and people, the one at the keyboard first."""
    people = sorted(board.people, key=lambda person: person.id != seated.id)
    names = " & ".join(shown(person.name) for person in people) or shown(seated.name)
    return f"{date_words(board.day)} · {names}"


def answered(row: Row, plain: str, kind: str) -> str:
    """A kind word on what was just done, or the plain one where there is none."""
    return f"{shown(row.ritual.name)} · {kind}" if kind else plain


class Below(NamedTuple):
    """What opens under a ritual's line beside its cue and its notes: the tiny version, and how it has been going."""

    tiny: str = ""
    streak: str = ""


def row_lines(
    row: Row, people: Sequence[Person], width: int, *, signs: str, is_open: bool, below: Below, today: date
) -> list[Content]:
    """A ritual's line on Today, and what opens under it."""
    said = row_words(row, people, today)
    style = "bold" if row.is_due else "$text-muted" if row.is_done or row.sign in _STILL else ""
    first = columns(
        sign=(SIGNS[signs][row.sign], SIGN_STYLES.get(row.sign, "$text-muted")),
        name=(shown(row.ritual.name), style),
        minutes=row.ritual.minutes,
        words=(said, "$warning" if row.is_due else "$text-muted"),
        words_width=22 if width >= ROOMY else 18,
        width=width,
        is_open=is_open,
    )
    if not is_open:
        return [first]
    texts = [shown(row.ritual.cue)] if row.ritual.cue else []
    if below.tiny and not row.is_done:
        texts.append(f"Tiny: {below.tiny}")
    texts += [f"“{shown(note)}”" for note in row.notes]
    if below.streak:
        texts.append(below.streak)
    return [first, *(line for text in texts for line in under(text, width))]


_STILL = {Sign.RESTED, Sign.PAUSED, Sign.COMING}


def columns(
    *,
    sign: tuple[str, str],
    name: tuple[str, str],
    minutes: int | None,
    words: tuple[str, str],
    width: int,
    is_open: bool,
    words_width: int,
) -> Content:
    """A line of a list: pointer, sign, name, length and words; `words` gets what the name leaves."""
    length = "" if minutes is None else f"{minutes} min".rjust(_MINUTES) if minutes else " " * _MINUTES
    name_width = min(max(width - INDENT - len(length) - 3 - words_width, 8), _NAME)
    words_width = max(width - INDENT - name_width - len(length) - 3, 0)
    pointer = "›" if is_open else " "
    return Content.assemble(
        (f"{pointer} ", "bold $primary"),
        (f"{sign[0]}  ", sign[1]),
        fitted(name[0], name_width, name[1]),
        (length, "$text-muted"),
        "   ",
        fitted(words[0], words_width, words[1]),
    )


def fitted(text: str, width: int, style: str = "") -> Content:
    """One line of exactly so many cells, cut with an ellipsis or padded."""
    content = Content.styled(text, style).truncate(max(width, 0), ellipsis=True)
    return content.pad_right(max(width - content.cell_length, 0))


def under(text: str, width: int) -> list[Content]:
    """Text that opens under a line, wrapped to its width."""
    room = max(width - INDENT - 2, 10)
    return [Content(" " * INDENT) + line for line in Content.styled(text, "$text-muted").wrap(room)]
