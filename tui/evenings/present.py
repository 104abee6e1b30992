"""The texts of the end of the day, of the week, and of the list for someday."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual.content import Content

from rituals.core.calendar import WEEKDAYS
from rituals.core.evenings.our_week import DayInWords
from rituals.core.evenings.someday import NOTHING_LISTED, listed_for_words
from rituals.core.model import Appreciation, Person
from rituals.core.phrases import from_to_words, minutes_words
from rituals.core.rituals.board import Row
from rituals.core.rituals.words import SIGNS
from rituals.core.state.sharing import Idea
from rituals.core.text import capital, joined, printable
from tui.shared.picker import Option
from tui.shared.text import SIGN_STYLES, pointer

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


# the week

OUR_WEEK = "Our week"
NOTHING_TICKED = "A quiet week. It had its days all the same."
TO_THE_MEETING = "Enter goes on to your us-meeting."
_DAY_WIDTH = 4


def week_day_lines(days: Sequence[DayInWords], width: int) -> list[Content]:
    """A line for each day: its weekday, and what was or is to be on it."""
    lines: list[Content] = []
    for day, names in days:
        wrapped = Content(" · ".join(map(printable, names))).wrap(max(width - _DAY_WIDTH, 10))
        label = Content.styled(f"{WEEKDAYS[day.weekday()][:2].title():<{_DAY_WIDTH}}", "$text-muted")
        lines += [(label if not place else Content(" " * _DAY_WIDTH)) + line for place, line in enumerate(wrapped)]
    return lines


def minutes_line(minutes: Mapping[str, int], titles: Mapping[str, str]) -> str:
    """How long it took, as one says it: "2 h for quality time together, and 20 min for physical affection"."""
    parts = [
        f"{minutes_words(taken)} for {titles[section].lower() if titles.get(section) else 'what is your own'}"
        for section, taken in sorted(minutes.items(), key=lambda pair: -pair[1])
    ]
    return f"{capital(joined(parts))}." if parts else ""


def thanks_lines(thanks: Iterable[Appreciation], people: Sequence[Person], width: int) -> list[Content]:
    """The newest thanks, a line each."""
    return [
        Content.assemble(
            (f"{from_to_words(note.by, note.to, people)}  ", "$text-muted"), (f"“{printable(note.text)}”", "italic")
        ).truncate(max(width, 10), ellipsis=True)
        for note in thanks
    ]


# someday

SOMEDAY_HEADINGS = ("On a day", "For your us-meeting", "Someday")
NOTHING_FOR_SOMEDAY = f"{NOTHING_LISTED}\n\nPress + to put a first one on the list."
UNDO_BRINGS_IT_BACK = "u brings it back."


def idea_lines(idea: Idea, today: date, width: int, *, is_open: bool) -> list[Content]:
    """Something on the list, with its day where it has one; under the cursor in full."""
    when = listed_for_words(idea, today) if not idea.for_meeting else ""
    words = Content.assemble(
        (printable(idea.text), "bold" if is_open else ""), (f"   {when}" if when else "", "$text-muted")
    )
    room = max(width - 2, 10)
    first, *more = words.wrap(room) if is_open else [words.truncate(room, ellipsis=True)]
    return [pointer(is_open=is_open) + first, *(Content("  ") + line for line in more)]


def what_becomes_of(idea: Idea, today: date) -> list[Option]:
    """What something on the list can become."""
    has_day = idea.on is not None and idea.on >= today
    waits = idea.for_meeting and not has_day
    return [
        Option("day", "Give it another day" if has_day else "Give it a day"),
        Option("no-meeting", "Not for your us-meeting") if waits else Option("meeting", "Keep it for your us-meeting"),
        Option("ritual", "Make a ritual of it"),
        Option("done", "You did it"),
        Option("away", "Not any more"),
    ]
