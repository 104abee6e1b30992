"""How questions, what to ask about, and the way back are put on the screen, and the words of those screens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from rituals.content.catalogue import Catalogue, Entry
from rituals.core.asking import note_words
from rituals.core.checkin_words import privacy_words, whose_page_words
from rituals.core.model import Person
from rituals.core.private_events import AskAboutAdded
from rituals.core.questions import Prompt, depth_of
from rituals.core.sections import Offer, Stand
from rituals.core.text import shown
from tui.present import fitted, under
from tui.present_checkin import source_why

LIKED = {"unicode": "♥", "ascii": "*"}
DEEPER = "The next one is {}. Do you both feel like it?"
AS_DEEP = "It goes no deeper than this."
AS_LIGHT = "It is as light as it gets."
WHY = "Where this question comes from"
NO_FAVOURITES = "This is where the questions you like will be.\n\nPress f on a question to keep it here."

NO_NOTES = (
    "This is where you note what lies ahead of the other: the dentist on Tuesday, the talk on Friday.\n\n"
    "Press + to note something. On its day and after it, this page reminds you to ask."
)
ASKED_HEADING = "Asked"
TO_ASK_HEADING = "To ask about"
ERASE_NOTE = "Erase this note?"
ERASE_MEANS = "It leaves every file here for good, and u can't bring it back."
ERASED = "It is gone for good, from every file here."

CONSENT_INTRO = (
    "What is here stays out of sight until each of you said yes, each alone. "
    "Either may change it on any day; nobody is told what the other said."
)
CONSENT_YES = "Kept: yes. It comes into sight once you both said so."
CONSENT_NO = "Kept: not now. It is out of sight."
CONSENT_ALONE = "It takes two, so it is for later, once there is somebody with you."

KINDS = {"ritual": "a ritual", "flow": "a talk", "screen": "a page"}
YOURS = "yours"
QUESTIONS_ON_THIS = "Questions on this"
NO_SOURCE = "This is a page of the app, and the idea is its own."


# questions


def favoured_words(*, is_favourite: bool) -> str:
    """After a question was kept among those they like, or let go."""
    return "It is one of those you like now. F shows them." if is_favourite else "It is a favourite no more."


def question_lines(question: Prompt, depth: str, width: int, *, is_open: bool) -> list[Content]:
    """A question of a list, in full under the cursor."""
    pointer = Content.styled("› " if is_open else "  ", "bold $primary")
    if not is_open:
        return [pointer + fitted(shown(question.text), width - 2)]
    words = Content.styled(shown(question.text), "bold").wrap(max(width - 2, 10))
    rest = [Content("  ") + line for line in words[1:]]
    return [pointer + words[0], *rest, Content("  ") + Content.styled(depth, "$text-muted")]


def question_why(question: Prompt, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Headings and texts on where a question comes from."""
    depth = depth_of(catalogue.depth, question.depth)
    yield "The question", shown(question.text)
    yield "How deep it goes", f"{depth.name}. {depth.note}"
    yield from source_why(catalogue.source_of(question))
    yield "", "The words were written for this app; the source is where the idea of asking comes from."


# what to ask about


def ask_line(note: AskAboutAdded, today: date, width: int, *, asked: bool, is_open: bool) -> list[Content]:
    """A note, in full under the cursor."""
    text = shown(note.text) if asked else note_words(note, today)
    style = "$text-muted" if asked else "bold" if is_open else "$warning" if note.day <= today else ""
    pointer = Content.styled("› " if is_open else "  ", "bold $primary")
    words = Content.styled(text, style)
    if not is_open:
        return [pointer + words.truncate(max(width - 2, 1), ellipsis=True)]
    first, *more = words.wrap(max(width - 2, 10))
    return [pointer + first, *(Content("  ") + line for line in more)]


def own_words(person: Person) -> str:
    """How private a page is, said plainly."""
    return f"{whose_page_words(person)} {privacy_words(person)}"


def consent_lines(entry: Entry, sign: str, width: int, *, given: bool, is_open: bool) -> list[Content]:
    """An entry that needs both, with one person's own answer; under the cursor what it is for."""
    first = Content.assemble(
        ("› " if is_open else "  ", "bold $primary"),
        (f"{sign}  ", "$success" if given else "$text-muted"),
        fitted(entry.name, max(min(width - 22, 40), 10), "bold" if is_open else ""),
        ("yes, for me" if given else "not now", "" if given else "$text-muted"),
    )
    return [first, *under(entry.why, width)] if is_open else [first]


# the way back


def stand_lines(place: int, stand: Stand, width: int, *, is_open: bool) -> list[Content]:
    """A part of the way; under the cursor what it is about and where they stand with it."""
    title = Content.assemble(
        ("› " if is_open else "  ", "bold $primary"),
        (f"{place}  ", "$text-muted"),
        (stand.title, "bold" if is_open else ""),
    )
    if not is_open:
        return [title.truncate(width, ellipsis=True)]
    return [title, *under(stand.lead, width), *under(stand.words, width)]


def offer_line(offer: Offer, width: int, *, is_open: bool) -> Content:
    """One thing the app has for a part of the way."""
    about = YOURS if offer.kept_as else KINDS[offer.kind]
    return Content.assemble(
        ("›  " if is_open else "   ", "bold $primary"),
        fitted(shown(offer.name), max(min(width - 14, 44), 10), "bold" if is_open else ""),
        (about, "$success" if offer.kept_as else "$text-muted"),
    )
