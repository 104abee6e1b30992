"""The lines and texts of the check-in's screens; nothing in them compares two people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from rituals.core.catalogue.model import Source
from rituals.core.catalogue.suggestions import Suggestion
from rituals.core.checkin.apart import AnswerPair
from rituals.core.checkin.scoring import Checkin, Form, Point
from rituals.core.checkin.words import apart_words, value_words
from rituals.core.model import Person
from rituals.core.phrases import KEPT_BACK
from rituals.core.text import printable, titled
from tui.shared.source_page import source_why
from tui.shared.text import fitted, pointer

WHOSE = "Whose check-in is it?"
BOTH = "Both of you"
TWO_OF_YOU = "Two of you"
BOTH_MEANS = "Each answers apart and chooses what the other may see. Then you look at that together."
OWN_MEANS = "Five lines about the last two weeks, for one pair of eyes. The page hides as soon as you leave it."
BEGIN = "Begin a check-in"
IS_KEPT = "These answers are kept."
LOOK_TOGETHER = "Now both of you."
LOOK_TOGETHER_MEANS = (
    "The next page has what each of you chose to show, and nothing else. esc leaves without showing it."
)
PASS = "pass this line"
CHOOSE_FIRST = "Nothing is chosen yet. space or a number chooses, {} passes this line."
ON_SCALE = "This line takes a number from {} to {}, or is passed."
SHOWN = "Shown to {} from now on. o takes that back."
SHOWN_NO_MORE = "Not shown any more; it is yours alone again."
LET_GO_MEANS = "It leaves every file here for good, and u can't bring it back."

_BAR = {"unicode": ("━", "╌"), "ascii": ("=", ".")}
_BLOCKS = {"unicode": " ▁▂▃▄▅▆▇█", "ascii": " ........"}
_FULL = {"unicode": "█", "ascii": "#"}
_NARROW = 64  # cells below which a bar is shorter and a column closer to the next
_LABEL = 22
_SHORTEST = 5  # cells of a name
_GAP = 2
MARGINS = 8  # cells beside what came out, with those of a scroll bar


def hand_over_words(to: Person, other: Person) -> tuple[str, str]:
    """Who answers now, who should look away, and what the other will see; before a page that only one may see."""
    look_away = f"{titled(other.name)}, look away for a moment, please."
    return f"{printable(to.name)} answers now.", f"{look_away}\n\n{apart_words(to, other)}"


def may_stay_back_words(other: Person) -> str:
    """How to choose what the other may see."""
    return f"space shows one to {titled(other.name)}, or keeps it back. Nothing has to be shown."


# the items


def answer_line(label: str, value: int | None, sign: Content, *, is_open: bool, is_chosen: bool) -> Content:
    """One of the answers to choose from."""
    digit = " " if value is None else str(value)
    style = "bold" if is_open or is_chosen else "$text-muted" if value is None else ""
    return Content.assemble(pointer(is_open=is_open), (f"{digit}  ", "bold"), sign, "  ", (label, style))


# the result


def score_bar(checkin: Checkin, value: int | None, width: int, signs: str) -> Content:
    """A bar as long as the answer is high; empty for an item that was passed."""
    length = _bar_length(checkin, width)
    if value is None:
        return Content(" " * length)
    full, rest = _BAR[signs]
    reached = (value - checkin.scale_min) * length // (checkin.scale_max - checkin.scale_min)
    return Content.assemble((full * reached, "$secondary"), (rest * (length - reached), "$text-muted"))


def _bar_length(checkin: Checkin, width: int) -> int:
    """How many cells a bar has at most, as many for each step of the scale."""
    steps = checkin.scale_max - checkin.scale_min
    return (10 if width < _NARROW else 20) // steps * steps


def answer_lines(form: Form, values: Sequence[int | None], width: int, signs: str) -> list[Content]:
    """The five bars, each between its item in a few words and its answer."""
    return [
        Content.assemble(
            fitted(item.short, _LABEL),
            score_bar(form.checkin, value, width, signs),
            _said(form, value),
        )
        for item, value in zip(form.items, values, strict=True)
    ]


def both_lines(
    form: Form, pairs: Sequence[AnswerPair], people: Sequence[Person], width: int, signs: str
) -> list[Content]:
    """Each item with what both people show of it, one beneath the other; a long name leaves room for the answers."""
    names = [printable(person.name) for person in people]
    labels = [value_words(form, value) for pair in pairs for value in pair.values]
    taken = MARGINS + _LABEL + _bar_length(form.checkin, width) + max(map(len, labels), default=0) + 2 * _GAP
    longest = max(Content(name).cell_length for name in names)
    named = min(longest, _LABEL, max(width - taken, _SHORTEST))
    return [
        Content.assemble(
            fitted("" if place else pair.item.short, _LABEL),
            fitted(name, named, "$text-muted"),
            "  ",
            *_shown(form, value, width, signs),
        )
        for pair in pairs
        for place, (name, value) in enumerate(zip(names, pair.values, strict=True))
    ]


def _shown(form: Form, value: int | None, width: int, signs: str) -> tuple[Content | tuple[str, str], ...]:
    """A bar and the answer in words, or that it is kept back."""
    if value is None:
        return ((KEPT_BACK, "italic $text-muted"),)
    return score_bar(form.checkin, value, width, signs), _said(form, value)


def _said(form: Form, value: int | None) -> tuple[str, str]:
    """An answer in words, beside its bar."""
    return f"  {value_words(form, value)}", "" if value is not None else "italic $text-muted"


def start_words(suggestion: Suggestion) -> str:
    """The label of the key that begins what was suggested."""
    return f"{'take up' if suggestion.kind == 'ritual' else 'begin'} {printable(suggestion.name)}"


# the past as a small picture


class Chart(NamedTuple):
    """Columns for past check-ins, and the dates beneath them."""

    rows: list[Content]
    beneath: str


def chart(points: Sequence[Point], dates: Sequence[str], width: int, high: int, signs: str) -> Chart:
    """As many of the latest check-ins as fit, a column for each; `dates` has their days in short."""
    room = max(width // 3, 1)
    shown_points, named = points[-room:], dates[-room:]
    blocks, full = _BLOCKS[signs], _FULL[signs]
    rows = []
    for level in reversed(range(high)):
        cells = []
        for point in shown_points:
            eighths = max(round(point.height * high * 8), 1) - level * 8
            cells.append((full if eighths >= 8 else blocks[max(eighths, 0)]) * 2)
        rows.append(Content.styled(" ".join(cells), "$secondary"))
    if len(named) < 2:
        return Chart(rows, "".join(named))
    gap = max(3 * len(shown_points) - 1 - len(named[0]) - len(named[-1]), 3)
    return Chart(rows, f"{named[0]}{' ' * gap}{named[-1]}")


# where it comes from


def line_why(text: str, sign: str, source: Source | None) -> Iterator[tuple[str, str]]:
    """Headings and texts of the page on where an item of the check-in comes from."""
    yield "The line", text
    yield "What it looks at", sign
    yield from source_why(source)
