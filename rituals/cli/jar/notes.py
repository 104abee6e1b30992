"""What the commands of the jar share: reading the options that name a note, a person or a seal, and printing a note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person
from rituals.cli.shared.options import day_option
from rituals.core.jar.words import reply_words, seal_words
from rituals.core.model import NOBODY, Appreciation, AppreciationId, PersonId, Seal
from rituals.core.phrases import BY_PHONE, day_words, from_to_words
from rituals.core.state.jar import Jar
from rituals.core.text import casefolded, printable, quoted
from rituals.errors import UsageError
from rituals.service.couple import CoupleService

_BETWEEN = " · "

note_argument = click.argument("id_text", metavar="ID")
receiver_option = click.option(
    "--for",
    "receiver",
    metavar="NAME|nobody",
    help="Whom it is for, or “nobody”; where you are two, the other one unless said.",
)
about_option = day_option("--on", "The day it is about, today unless said.")
sealed_option = click.option("--sealed", is_flag=True, help="Hide its words until the next opening of the jar.")
sealed_until_option = day_option("--sealed-until", "Hide its words until that day.")
writer_option = click.option("--by", metavar="NAME", help="Whose words they are, yours unless said.")


def note_meant(text: str, candidates: Collection[AppreciationId]) -> AppreciationId:
    """The note whose id is this text, or begins with it; `UsageError` where none or several do."""
    prefix = text.strip().casefold()
    matches = [name for name in candidates if prefix and name.startswith(prefix)]
    if prefix in matches or len(matches) == 1:
        return prefix if prefix in matches else matches[0]
    if matches:
        raise UsageError(f"{quoted(text)} begins the id of several notes. Give a letter or two more.")
    raise UsageError(f"No note has the id {quoted(text)}. rituals jar list shows the ones there are.")


def receiver_meant(receiver: str | None, service: CoupleService) -> PersonId | None:
    """The person a note is for, by the --for option: "" for nobody in particular, None where it was not given."""
    if receiver is None:
        return None
    if casefolded(receiver.strip()) == NOBODY:
        return ""
    return service.known(person(receiver, service).id)


def writer_meant(by: str | None, service: CoupleService) -> PersonId:
    """The person who wrote a note, by the --by option; without it, whoever is at the keyboard."""
    return service.known(person(by, service).id) if by is not None else service.seated.id


def seal_meant(context: CliContext, *, sealed: bool, until: str | None) -> Seal | None:
    """The seal asked for by --sealed or --sealed-until, None without either; `UsageError` for both."""
    if sealed and until is not None:
        raise UsageError("--sealed hides it until the next opening, --sealed-until until a day. Keep one of them.")
    if until is not None:
        return Seal(context.day(until, ahead=True))
    return Seal() if sealed else None


def note_lines(note: Appreciation, service: CoupleService) -> list[str]:
    """A note in full: a heading, a blank line, and its text or that it is sealed."""
    is_sealed = service.state.jar.is_sealed(note, service.today())
    words = [f"({seal_words(note, service.today())})"] if is_sealed else words_lines(note, service)
    return [note_heading(note, service), "", *words]


def words_lines(note: Appreciation, service: CoupleService) -> list[str]:
    """A note's text, and under it the line that somebody left, if they did."""
    reply = reply_words(note, service.state.people)
    return [*text_lines(note.text), *(["", reply] if reply else [])]


def note_heading(note: Appreciation, service: CoupleService) -> str:
    """From whom and to whom, the day, and its marks."""
    who = from_to_words(note.by, note.to, service.state.people)
    return _BETWEEN.join([who, day_words(note.day, service.today()), *note_marks(note)])


def note_marks(note: Appreciation) -> list[str]:
    """What else is told of a note: whether it is a favourite, and whether it came by phone."""
    return [*(["favourite"] if note.favourite else []), *([BY_PHONE] if note.by_phone else [])]


def text_lines(text: str) -> list[str]:
    """A note's text line by line, each safe to print on any terminal."""
    return [printable(line) for line in text.split("\n")]


def summary_lines(notes: Sequence[Appreciation], jar: Jar, today: date, *, having: Sequence[str] = ()) -> list[str]:
    """One line of each note, to list it by: the first with one of the case-folded words `having` in it, else the
    first."""
    return [
        note.text.strip()
        if note.seal is None and "\n" not in note.text
        else f"({seal_words(note, today)})"
        if jar.is_sealed(note, today)
        else _line_having(having, note.text.split("\n"))
        for note in notes
    ]


def _line_having(words: Sequence[str], rows: Sequence[str]) -> str:
    return next((row for row in rows if any(word in casefolded(row) for word in words)), rows[0]).strip()
