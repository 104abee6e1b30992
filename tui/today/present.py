"""The texts and lines of Today."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Row
from rituals.core.rituals.words import SIGNS, row_words
from rituals.core.text import printable
from tui.shared.text import ROOMY, SIGN_STYLES, columns, under

NOTHING_YET = (
    "This is where your rituals will live: the walks, the dinners, the long hugs.\n\nPress c to pick a first one."
)
ALL_QUIET = "Nothing is planned today. Press c if you feel like something new."

GROUP_TITLES = {
    "today": "Today",
    "this week": "Any time this week",
    "this month": "Any time this month",
    "tomorrow": "Tomorrow",
}


class RowDetails(NamedTuple):
    """What is shown under a ritual's line beside its cue and notes: the tiny version, and its streak."""

    tiny: str = ""
    streak: str = ""


def row_lines(
    row: Row, audience: Audience, width: int, *, signs: str, is_open: bool, below: RowDetails
) -> list[Content]:
    """A ritual's line on Today; under the cursor also the lines below it."""
    doing = row_words(row, audience, audience.today)
    style = "bold" if row.is_due else "$text-muted" if row.is_done or row.sign in _STILL else ""
    first = columns(
        sign=(SIGNS[signs][row.sign], SIGN_STYLES.get(row.sign, "$text-muted")),
        name=(printable(row.ritual.name), style),
        minutes=row.ritual.minutes,
        words=(doing, "$warning" if row.is_due else "$text-muted"),
        words_width=22 if width >= ROOMY else 18,
        width=width,
        is_open=is_open,
    )
    if not is_open:
        return [first]
    texts = [printable(row.ritual.cue)] if row.ritual.cue else []
    if below.tiny and not row.is_done:
        texts.append(f"Tiny: {below.tiny}")
    texts += [f"“{printable(note)}”" for note in row.notes]
    if below.streak:
        texts.append(below.streak)
    return [first, *(line for text in texts for line in under(text, width))]


_STILL = {Sign.RESTED, Sign.PAUSED, Sign.COMING}
