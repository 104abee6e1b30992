"""The lines and texts of the jar's screens.

Today draws the jar as well, so nothing here may be slow to import.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from textual.content import Content

from rituals.core.calendar import WEEKDAYS_SHORT
from rituals.core.jar.words import reply_words, seal_words
from rituals.core.model import Appreciation, Person
from rituals.core.phrases import BY_PHONE, from_to_words, person_name, whole_date_words
from rituals.core.state.jar import NoteHead
from rituals.core.text import capital, printable
from rituals.errors import RitualsError
from tui.shared.remedies import in_app
from tui.shared.text import FAVOURITE, SEALED, fitted, pointer

NOTHING_YET = (
    "This is where your thanks to each other will gather, to be drawn on a grey day and opened together.\n\n"
    "Press a to put in the first one. Six words are enough."
)
NOTHING_YET_ALONE = (
    "This is where your thanks to each other will gather, to be drawn on a grey day.\n\n"
    "Press a to put in the first one. Six words are enough."
)
NOTHING_FOUND = "Nothing in the jar has these words in it. esc shows all notes again."
NOTHING_IN_VIEW = "Nothing here in this view. esc shows all notes again."
NOTHING_TO_DRAW = "There is no open note to draw yet. a puts one in."
NO_NOTE = "There is no note under the cursor yet. a puts one in."
ERASE_ASKS = "It leaves every file here for good, and u can't bring it back."

# the jar itself

_FULL = 365  # notes at which the jar is drawn full: a thank-you a day for a year
_WIDE, _HIGH = 6, 3
_HEAP = (2, 3, 1, 4, 0, 5)  # where the notes of a layer come to lie, one after the other
_GLASS = {
    "unicode": ("╭┄┄┄┄┄┄╮", "│", "╰──────╯"),
    "ascii": (".------.", "|", "`------'"),
}
_PAPER = {"unicode": "░▒", "ascii": "o:"}
_FOLDED = {
    "unicode": ("╭────────╮", "│╲      ╱│", "│ ╲____╱ │", "╰────────╯"),
    "ascii": (".--------.", "|\\      /|", "| \\____/ |", "`--------'"),
}


def filled(notes: int) -> int:
    """How many of the jar's eighteen places so many notes fill; the first ones show most, and it never overflows."""
    share = math.log1p(notes) / math.log1p(_FULL)
    return min(math.ceil(share * _WIDE * _HIGH), _WIDE * _HIGH)


def jar_picture(notes: int, signs: str) -> list[Content]:
    """The jar in five rows of eight cells, as full as so many notes make it."""
    lid, side, floor = _GLASS[signs]
    papers_drawn = filled(notes)
    layers = [min(max(papers_drawn - _WIDE * place, 0), _WIDE) for place in reversed(range(_HIGH))]
    rows = [
        Content.assemble((side, "$text-muted"), _layer(papers, place, signs), (side, "$text-muted"))
        for place, papers in enumerate(layers)
    ]
    return [Content.styled(lid, "$text-muted"), *rows, Content.styled(floor, "$text-muted")]


def _layer(papers: int, place: int, signs: str) -> Content:
    taken = set(_HEAP[:papers])
    kinds = _PAPER[signs]
    cells = (kinds[(column + place) % len(kinds)] if column in taken else " " for column in range(_WIDE))
    return Content.styled("".join(cells), "$secondary")


# a note on one line of the list

_NARROW_LIST = 64  # cells below which names get less room
_LONGEST_NAMES, _LONGEST_NAMES_NARROW = 20, 14
_TEXT_LOOKED_AT = 300  # characters of a note that may matter on its line


def names_width(people: Sequence[Person], width: int) -> int:
    """Cells for from whom and to whom in a list so wide; none where there is only one person."""
    if len(people) < 2:
        return 0
    longest, other = sorted((Content(printable(person.name)).cell_length for person in people), reverse=True)[:2]
    return min(longest + other + len(" to "), _LONGEST_NAMES_NARROW if width < _NARROW_LIST else _LONGEST_NAMES)


def note_line(
    note: NoteHead, people: Sequence[Person], width: int, *, signs: str, words: str, sealed: bool, is_current: bool
) -> Content:
    """A note's day, from whom and to whom, and the words that stand for it."""
    sign = SEALED[signs] if sealed else FAVOURITE[signs] if note.favourite else " "
    room = names_width(people, width)
    names = fitted(from_to_words(note.by, note.to, people), room, "$text-muted") + Content("  ") if room else ""
    begun = Content.assemble(
        pointer(is_open=is_current),
        (f"{sign} ", "$secondary" if sealed else "$primary"),
        (f"{WEEKDAYS_SHORT[note.day.weekday()].title()} {note.day.day:>2}  ", "$text-muted"),
        names,
    )
    words_shown = fitted(
        words,
        width - begun.cell_length,
        "italic $text-muted" if sealed else "bold" if is_current else "",
    )
    return begun + words_shown


def first_line(text: str) -> str:
    """How a note begins, on one line."""
    return printable(text[:_TEXT_LOOKED_AT].lstrip().partition("\n")[0])


# a note in full


def words_of(note: Appreciation) -> str:
    """A note's words, line by line, safe on any terminal."""
    return "\n".join(printable(line.expandtabs(4)) for line in note.text.split("\n"))


def words_with_reply(note: Appreciation, people: Sequence[Person]) -> Content:
    """A note's words, and the line that somebody left under it."""
    reply = reply_words(note, people)
    return Content.assemble(words_of(note), *([("\n\n" + reply, "italic")] if reply else []))


def note_about_words(note: Appreciation, people: Sequence[Person], *, signs: str, on_one_line: bool = False) -> Content:
    """A note's heading: from whom and to whom, the day, and whether it came by phone and is a favourite."""
    return Content.assemble(
        (_names_of(note, people), "bold"),
        " · " if on_one_line else "\n",
        (full_day(note.day), "$text-muted"),
        (f" · {BY_PHONE}" if note.by_phone else "", "$text-muted"),
        (f" · {FAVOURITE[signs]} favourite" if note.favourite else "", "$primary"),
    )


def folded_words(note: Appreciation, people: Sequence[Person], turn: str, signs: str) -> tuple[Content, Content]:
    """A note that is folded still: from whom and to whom, and whose turn it is to read it."""
    paper = "\n".join(_FOLDED[signs])
    return Content.styled(_names_of(note, people), "bold"), Content.assemble(
        (paper, "$secondary"), *([f"\n\n{turn}"] if turn else [])
    )


def favourite_words(note: Appreciation, people: Sequence[Person], *, signs: str) -> Content:
    """A favourite among others: from whom and to whom, and its words."""
    heading = f"{FAVOURITE[signs]} {_names_of(note, people)}\n"
    return Content.assemble((heading, "$primary"), words_with_reply(note, people))


def _names_of(note: Appreciation, people: Sequence[Person]) -> str:
    return capital(from_to_words(note.by, note.to, people))


def full_day(day: date) -> str:
    """A day with its year, for notes may be old."""
    return whole_date_words(day)


def sealed_words(note: Appreciation, today: date, *, is_own: bool) -> str:
    """What a sealed note shows in place of its text."""
    words = seal_words(note, today)
    return f"It is {words}.{' It is yours: enter shows the words and changes them.' if is_own else ''}"


def note_favoured_words(*, is_favourite: bool) -> str:
    """The confirmation after a note became a favourite, or stopped being one."""
    return "It is among your favourites; F shows them." if is_favourite else "It is a note like the others again."


def not_yours_words(note: Appreciation, people: Sequence[Person]) -> str:
    """What is said when somebody else's note was to be changed."""
    writer = person_name(note.by, people)
    return f"Those are {writer}'s words, so only {writer} changes them. space reads on in a long one."


# the ceremony

OPENING_CARD = "Sit close and take turns.\nRead each one aloud, and leave a moment after it."
OPENING_CARD_ALONE = "Take your time with each one,\nand leave a moment after it."
NOTHING_NEW = (
    "There is nothing new to open today: every note that is not sealed until a day has been read.\n\n"
    "d draws an older one, for they stay good. a puts in a new one."
)
THE_END = "That was the jar. Thank you, {}."
THE_END_ALONE = "That was the jar. Thank you for every one."
READ_SO_FAR = "What you read stays read; the rest waits for another evening."
NOT_RECORDED = "esc tries again to keep what you read as read."
STILL_FOLDED = "It is still folded; space unfolds it."
TAKEN_OUT = "This note was taken out of the jar meanwhile."
FAVOURITES = "These you kept; F in the jar shows them whenever you like."
KEEP_A_DAY = "+ keeps a day for opening it: {}."


def waiting_words(notes: int) -> str:
    """How many notes wait to be read."""
    return "One note is waiting for you." if notes == 1 else f"{notes:,} notes are waiting for you."


def place_words(place: int, notes: int) -> str:
    """Which of the waiting notes this is, counted from 0 in `place`."""
    return f"{place + 1:,} of {notes:,}"


# writing a note

WRITE = "What did they do, how did it feel, what does it show about them? Six words are enough."
STARTER = "{} gives you words to begin with"
BEGUN = "Here is what you began. {} throws it away."
KEPT = "It is kept for later; a brings it back."
KEPT_AS_IT_WAS = "The last of it could not be kept; a brings back what was kept before."
UNKEPT = "It could not be kept; nothing of it stays."
THROWN = "It is thrown away; nothing of it stays."
OVER_WORDS = "Your own words stay. If you like:"
CHANGE_ONCE_MORE = "What you changed isn't saved. esc once more leaves it as it was; ctrl+s saves it."
UNKEPT_ONCE_MORE = "These words can't be kept. esc once more throws them away; ctrl+s tries to put them in."
THROW_ONCE_MORE = "{} once more throws these words away for good."


def unkept_words(problem: RitualsError) -> str:
    """What is said when the draft can't be kept."""
    return f"{in_app(problem)} You can write on; until that is better, the words are only on this screen."
