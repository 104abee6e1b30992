"""The texts and lines of Today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from rituals.core.evenings.ahead import Ahead, in_days_words
from rituals.core.evenings.memory import Memory, long_ago
from rituals.core.evenings.someday import idea_words
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Part, Row
from rituals.core.rituals.words import SIGNS, phone_words, row_words
from rituals.core.state.sharing import Idea
from rituals.core.text import capital, printable
from rituals.errors import Problem, Telling
from tui.shared.text import NAME, NOW, ROOMY, SIGN_STYLES, columns, linked, pointer, under

_PICK = "Press c"
_NOTHING_YET = "This is where your rituals will live: the walks, the dinners, the long hugs.\n\n"
_ALL_QUIET = "Nothing is planned today. "

PART_TITLES = {
    Part.NOW: "Now",
    Part.LATER: "Later today",
    Part.THIS_WEEK: "Any time this week",
    Part.THIS_MONTH: "Any time this month",
    Part.DONE: "Done",
    Part.RESTING: "Resting",
    Part.TOMORROW: "Looking forward to",
}
OFFERS = {"our-week": "Our week", "evening": "Close the evening"}
DAY_DONE = "That was the last thing for today. The rest of it is yours."
_FOR_MINUTES = 48  # cells from which a ritual's line says how long it takes
_FOLD_TITLE = 9  # cells of a short title of a folded line
_BETWEEN = "   "


def nothing_words(*, has_rituals: bool) -> Content:
    """What an empty Today says; a click on its first step takes it."""
    pick = linked(_PICK, "screen.catalogue")
    before, after = (_ALL_QUIET, " if you feel like something new.") if has_rituals else (_NOTHING_YET, " to pick one.")
    return Content.assemble(before, pick, after)


class FoldedName(NamedTuple):
    """What a folded part holds: a sign, if it has one, a name, and when it comes."""

    sign: Sign | None
    name: str
    when: str = ""


def folded_rows(part: Part, rows: Sequence[Row], ahead: Sequence[Ahead], today: date) -> Sequence[FoldedName]:
    """What a part holds while it is folded; what comes has its day in place of a sign."""
    if part is not Part.TOMORROW:
        return [FoldedName(row.sign, row.ritual.name) for row in rows]
    tomorrow = [FoldedName(None if row.sign is Sign.COMING else row.sign, row.ritual.name, "tomorrow") for row in rows]
    return [*tomorrow, *(FoldedName(None, coming.what, in_days_words(coming.day, today)) for coming in ahead)]


def folded_line(part: Part, folded: Sequence[FoldedName], width: int, *, signs: str, is_open: bool) -> Content:
    """What a part holds in one line, as much as fits, and how much more there is."""
    style = "bold" if is_open else "bold $text-muted"
    title = PART_TITLES[part]
    title = f"{title:<{_FOLD_TITLE}}" if len(title) < _FOLD_TITLE else f"{title}{_BETWEEN}"
    line = Content.assemble(pointer(is_open=is_open), (title, style))
    for place, (sign, name, when) in enumerate(folded):
        drawn = Content.styled(f"{SIGNS[signs][sign]} ", SIGN_STYLES.get(sign, "$text-muted")) if sign else Content("")
        words = f"{printable(name)}{f', {when}' if when else ''}"
        longer = Content.assemble(line, _BETWEEN if place else "", drawn, Content.styled(words, "$text-muted"))
        left = len(folded) - place - 1
        more = f"{_BETWEEN}+{left + 1}" if left else ""
        if longer.cell_length + len(more) > width:
            if not place:
                return longer.truncate(width - len(more), ellipsis=True) + Content.styled(
                    f"{_BETWEEN}+{left}" if left else "", "$text-muted"
                )
            return line + Content.styled(f"{_BETWEEN}+{left + 1}", "$text-muted")
        line = longer
    return line


def ahead_line(ahead: Ahead, today: date, width: int, name_width: int, *, signs: str, is_open: bool) -> Content:
    """Something to look forward to, in the columns of the rituals."""
    return columns(
        sign=(SIGNS[signs][Sign.COMING], "$text-muted"),
        name=(printable(ahead.what), "$text-muted"),
        minutes=None,
        words=(in_days_words(ahead.day, today), "$text-muted"),
        words_width=22 if width >= ROOMY else 18 if width >= _FOR_MINUTES else 12,
        width=width,
        is_open=is_open,
        widest_name=name_width,
    )


def memory_lines(memory: Memory, today: date, width: int, *, is_open: bool) -> list[Content]:
    """What the day brings back; under the cursor all of its words, and what they are of."""
    head = Content.styled(long_ago(memory.day, today), "bold" if is_open else "bold $text-muted")
    words = f"“{printable(memory.text)}”" if memory.text else printable(memory.what)
    line = pointer(is_open=is_open) + head + _BETWEEN + Content.styled(words, "italic $text-muted")
    if not is_open:
        return [line.truncate(width, ellipsis=True)]
    text = [*under(words, width)] if memory.text else []
    return [pointer(is_open=True) + head + _BETWEEN + Content.styled(printable(memory.what), "$text-muted"), *text]


def evening_offer(words: str, width: int, *, is_open: bool) -> Content:
    """What is offered for the evening, quietly."""
    style = "bold" if is_open else "bold $text-muted"
    return pointer(is_open=is_open) + Content.styled(words, style).truncate(max(width - 2, 1), ellipsis=True)


def to_ask_lines(texts: Sequence[str], width: int, *, is_open: bool) -> list[Content]:
    """What there is to ask about, a line each."""
    room = max(width - 2, 1)
    return [
        pointer(is_open=is_open and not place) + Content.styled(text, NOW).truncate(room, ellipsis=True)
        for place, text in enumerate(texts)
    ]


def told_lines(words: str, width: int, *, is_open: bool, style: str = NOW) -> list[Content]:
    """A sentence in a row of its own, on as many lines as it takes."""
    wrapped = Content.styled(words, style).wrap(max(width - 2, 10))
    return [pointer(is_open=is_open and not place) + line for place, line in enumerate(wrapped)]


def problem_lines(problems: Sequence[Problem], width: int, *, is_open: bool) -> list[Content]:
    """What is wrong: the first of it, and how much else there is, quietly where nothing may be lost; nothing while the
    line of what was wrong goes."""
    if not problems:
        return []
    style = NOW if any(problem.telling is Telling.AT_ONCE for problem in problems) else "$text-muted"
    more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
    return told_lines(printable(f"{problems[0].what}{more}"), width, is_open=is_open, style=style)


class RowDetails(NamedTuple):
    """What a ritual's line shows beside its row."""

    tiny: str = ""
    streak: str = ""
    word: str = ""
    """The word on what was just done, while it stands there."""
    is_fading: bool = False
    is_waiting: bool = False
    """Whether something about it waits to be saved."""
    name_width: int = NAME
    idea: Idea | None = None
    """What of the list for someday it offers."""


def name_width(rows: Sequence[Row]) -> int:
    """How many cells the names of all rows want, so that times stand below each other."""
    return max([NAME, *(cell_len(printable(row.ritual.name)) for row in rows)])


def row_lines(
    row: Row,
    audience: Audience,
    width: int,
    *,
    signs: str,
    is_open: bool,
    below: RowDetails,
    is_brief: bool = False,
) -> list[Content]:
    """A ritual's line on Today; under the cursor also the lines below it, where it is brief only the word."""
    is_ahead = row.sign is Sign.COMING and row.part is Part.TOMORROW
    doing = ("tomorrow " if is_ahead else "") + row_words(row, audience, audience.today)
    if below.is_waiting:
        doing = "waiting"
    style = "bold" if row.is_due else "$text-muted" if row.is_done or row.sign in _STILL else ""
    first = columns(
        sign=(SIGNS[signs][row.sign], SIGN_STYLES.get(row.sign, "$text-muted")),
        name=(printable(row.ritual.name), style),
        minutes=row.ritual.minutes if width >= _FOR_MINUTES else None,
        words=(doing, NOW if row.is_due else "$text-muted"),
        words_width=22 if width >= ROOMY else 18 if width >= _FOR_MINUTES else 12,
        width=width,
        is_open=is_open,
        widest_name=below.name_width,
    )
    if not is_open:
        return [first]
    words = under(below.word, width, _FADING_WORD if below.is_fading else _WORD) if below.word else []
    if is_brief:
        return [first, *words]
    about = " · ".join(text for text in (printable(row.ritual.cue), below.streak) if text)
    texts = [about] if about else []
    if below.idea is not None and not row.is_done:
        texts.append(capital(idea_words(below.idea)))
    if below.tiny and not row.is_done:
        texts.append(f"Tiny: {below.tiny}")
    texts += [f"“{printable(note)}”" for note in row.notes]
    if by_phone := phone_words(row, audience):
        texts.append(capital(by_phone))
    return [first, *words, *(line for text in texts for line in under(text, width))]


_WORD, _FADING_WORD = "italic $success", "italic $text-muted"
_STILL = {Sign.RESTED, Sign.PAUSED, Sign.COMING}
