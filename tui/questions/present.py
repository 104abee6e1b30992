"""The texts and lines of the screens on questions and on what to ask about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from textual.content import Content

from rituals.core.catalogue.model import Catalogue
from rituals.core.events import AskAboutAdded
from rituals.core.model import Person
from rituals.core.phrases import day_words
from rituals.core.questions.ask_about import note_words
from rituals.core.questions.deck import Prompt, depth_of
from rituals.core.state.apart import Round
from rituals.core.text import capital, printable, titled
from tui.shared.source_page import source_why
from tui.shared.text import NOW, fitted, pointer

_DAY = 12  # cells of a day in words
LIKED = {"unicode": "♥", "ascii": "*"}
DEEPER = "The next one is {}. Do you{} feel like it?"
AS_DEEP = "It goes no deeper than this."
AS_LIGHT = "It is as light as it gets."
WHY = "Where this question comes from"
NO_FAVOURITES = "This is where the questions you like will be.\n\nPress f on a question to keep it here."

NOTE_SOMETHING = "Note something to ask about"
NO_NOTES = (
    "This is where you note what to ask about: the dentist on Tuesday, the talk on Friday.\n\n"
    "Press + to note something. On its day and after it, this page reminds you to ask."
)
ASKED_HEADING = "Asked"
TO_ASK_HEADING = "To ask about"
ERASE_NOTE = "Erase this note?"
ERASE_MEANS = "It leaves every file here for good, and u can't bring it back."

NO_ROUNDS = (
    "This is where what you answered apart will be, for ninety days.\n\nPress o on a question to answer it apart."
)
WRITE_APART = "What you would like to say. Nobody sees it yet."
CHECKIN_FIRST = "Take a check-in of your own, and seal it from its page. They are shown once you{} have."
TALK_FIRST = (
    "Write it apart from the page of talks, keep of it what you choose, and seal that. It is shown once you{} have."
)
LEAVE_ASKS = "Leave without sealing it?"
LEAVE_MEANS = "What you typed is forgotten; the question can be answered later."
TAKE_BACK_ASKS = "Take your answer back?"
TAKE_BACK_MEANS = "Its words leave every file here for good, and this question is over for you."


# questions


def shown_answer_lines(answers: Sequence[tuple[Person, str]]) -> Content:
    """What everyone answered apart, each under the name of whose it is."""
    pieces = [
        Content.assemble((printable(person.name), "bold"), "\n", "\n".join(map(printable, text.split("\n"))))
        for person, text in answers
    ]
    return Content("\n\n").join(pieces)


def round_lines(
    asked: Round, text: str, today: date, answers: Sequence[tuple[Person, str]], width: int, *, is_open: bool
) -> list[Content]:
    """A question that is answered apart, with its day; under the cursor in full, with the answers if they are
    shown."""
    day = capital(day_words(asked.on, today))
    first = Content.assemble(pointer(is_open=is_open), fitted(day, _DAY), fitted(printable(text), width - _DAY - 2))
    if not is_open:
        return [first]
    room = max(width - 2, 10)
    question = Content.styled(f"{day}: {printable(text)}", "bold").wrap(room)
    said = [
        line
        for person, answer in answers
        for name, words in zip_longest([f"{printable(person.name)}: "], answer.split("\n"), fillvalue="  ")
        for line in Content.assemble((name, "bold"), printable(words)).wrap(room)
    ]
    lines = [*question, *said]
    return [pointer(is_open=True) + lines[0], *(Content("  ") + line for line in lines[1:])]


def next_here_words(to: Person) -> tuple[str, str]:
    """Who answers next at this keyboard, before a page that only they may see."""
    name = titled(to.name)
    return f"Now {printable(to.name)}.", f"Give {name} the keyboard, and look away for a moment, please."


def question_favoured_words(*, is_favourite: bool) -> str:
    """The confirmation after a question became a favourite, or stopped being one."""
    return "It is one of those you like now. F shows them." if is_favourite else "It is no favourite any more."


def question_lines(question: Prompt, depth: str, width: int, *, is_open: bool) -> list[Content]:
    """A question of a list on one line; under the cursor in full."""
    sign = pointer(is_open=is_open)
    if not is_open:
        return [sign + fitted(printable(question.text), width - 2)]
    words = Content.styled(printable(question.text), "bold").wrap(max(width - 2, 10))
    rest = [Content("  ") + line for line in words[1:]]
    return [sign + words[0], *rest, Content("  ") + Content.styled(depth, "$text-muted")]


def question_why(question: Prompt, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Headings and texts on where a question comes from."""
    depth = depth_of(catalogue.depth, question.depth)
    yield "The question", printable(question.text)
    yield "How deep it goes", f"{capital(depth.name)}. {depth.note}"
    yield from source_why(catalogue.source_of(question))
    yield "", "The words were written for this app; the source is where the idea of asking comes from."


# what to ask about


def ask_line(note: AskAboutAdded, today: date, width: int, *, asked: bool, is_open: bool) -> list[Content]:
    """A note on one line; under the cursor in full."""
    text = printable(note.text) if asked else note_words(note, today)
    style = "$text-muted" if asked else "bold" if is_open else NOW if note.day <= today else ""
    sign = pointer(is_open=is_open)
    words = Content.styled(text, style)
    if not is_open:
        return [sign + words.truncate(max(width - 2, 1), ellipsis=True)]
    first, *more = words.wrap(max(width - 2, 10))
    return [sign + first, *(Content("  ") + line for line in more)]


# the way back
