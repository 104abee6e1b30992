"""The `ask` commands on what to ask the other about: note it for a day, mark it asked, erase it; in one's own log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person, short_ids
from rituals.cli.shared.opening import open_at_prompt, refuse_unasked
from rituals.cli.shared.options import day_option, one_by_option, written_option
from rituals.cli.shared.output import Output, lines, table
from rituals.cli.shared.piped import PIPE, words_apart
from rituals.core.events import AskAboutAdded
from rituals.core.model import Person
from rituals.core.phrases import on_day_words
from rituals.core.questions import ask_about
from rituals.core.text import casefolded, printable, quoted
from rituals.errors import UsageError

if TYPE_CHECKING:
    from rituals.cli.shared.private_pages import PrivatePages

_NOTHING_YET = "Nothing to ask about yet. rituals ask about - --on tue notes down what you type or pipe."
_NOTED = "Kept for you alone, {0}."  # the words themselves would stay in sight
_ASKED = "Asked; it is not on your list any more."

note_argument = click.argument("note_words", metavar="ID|WORDS")


@verb(
    "about",
    """Note something to ask about on its day; without a text, what you noted.

    “-” takes what you type or pipe. Words given as TEXT stay in your shell's history.
    """,
)
@click.argument("text", metavar="[-|TEXT]...", nargs=-1)
@day_option("--on", "The day it is on, today unless said.")
@one_by_option
@written_option
@click.pass_obj
def ask_about_verb(context: CliContext, text: tuple[str, ...], on: str | None, by: str | None) -> Output:
    service = context.service
    if not text:
        if on is not None:
            raise UsageError(
                "--on goes with what it is about. rituals ask about - --on tue takes what you type or pipe."
            )
        return _shown(context, person(by, context.service) if by is not None else None)
    day = context.day(on, ahead=True)
    words = words_apart(context, ask_about.LONGEST_NOTE) if text == (PIPE,) else " ".join(text)
    service.welcome_somebody()
    today = service.today()
    events = ask_about.note_down(service.new_id(), words, day or today, today=today)
    service.private(_writer(context, by).id).put_in(events)
    context.wrote("ask-about", events[0].entry, events[0].day)
    return Output(lines(_NOTED.format(on_day_words(events[0].day, today))))


@verb("done", "You asked, or need not any more.")
@note_argument
@one_by_option
@written_option
@click.pass_obj
def ask_done_verb(context: CliContext, note_words: str, by: str | None) -> Output:
    whose = _writer(context, by)
    open_at_prompt(context, whose)
    log = context.service.private(whose.id)
    note = _note_meant(note_words, log.now.to_ask)
    log.keep(lambda private: ask_about.mark_asked(private, note.entry))
    context.wrote("ask-about", note.entry, note.day)
    return Output(lines(_ASKED))


@verb("erase", "Take a note off the disk for good, also one that was asked about.")
@note_argument
@one_by_option
@written_option
@click.pass_obj
def ask_erase_verb(context: CliContext, note_words: str, by: str | None) -> Output:
    whose = _writer(context, by)
    open_at_prompt(context, whose)
    log = context.service.private(whose.id)
    note = _note_meant(note_words, [*log.now.to_ask, *log.now.asked])
    log.erase(note.entry)
    context.wrote("ask-about", note.entry)
    return Output("It is gone for good, from every file here.")


def _writer(context: CliContext, by: str | None) -> Person:
    return person(by, context.service) if by is not None else context.service.seated


def _shown(context: CliContext, named: Person | None) -> Output:
    """Show somebody's notes where a check-in is shown: on the alternate screen, after it was asked whose they are."""
    from rituals.cli.shared.private_pages import PrivatePages  # only to read them
    from rituals.cli.shared.terminal import is_a_terminal, private_terminal

    refuse_unasked(context, named or context.service.seated, is_asked=is_a_terminal())
    with private_terminal("This list") as sheet:
        pages = PrivatePages(sheet, context)
        whose = pages.whose(named, "Whose notes are they?")
        if whose is not None and pages.opens(whose):
            show_notes(pages, whose)
    return Output("")


def show_notes(pages: PrivatePages, whose: Person) -> None:
    """Show what a person noted to ask about, each note with its id."""
    notes = pages.service.private(whose.id).now.to_ask
    ids = short_ids([note.entry for note in notes])
    today = pages.service.today()
    rows = [(ids[note.entry], ask_about.note_words(note, today)) for note in notes]
    note_rows = table(rows, name=1, indent=2) or [_NOTHING_YET]
    pages.read_through(f"What {printable(whose.name)} noted, for {printable(whose.name)} alone:", note_rows)


def _note_meant(text: str, notes: Sequence[AskAboutAdded]) -> AskAboutAdded:
    """The note whose id begins with this text, or else the one that contains it."""
    part = casefolded(text.strip())
    matches = [note for note in notes if part and note.entry.startswith(part)]
    matches = matches or [note for note in notes if part and part in casefolded(note.text)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(f"{quoted(text)} could be several notes. Give the id that rituals ask about shows.")
    raise UsageError(f"No note has {quoted(text)} in it. rituals ask about shows the ones there are.")
