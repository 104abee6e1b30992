"""The `jar open` command: unfolds one note after the other, with time to read each aloud."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

import click

from rituals.cli.jar.notes import note_heading, note_lines, words_lines
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output, lines
from rituals.core.jar.turns import reading_turns, reads_aloud_words
from rituals.core.jar.words import next_opening, next_opening_words
from rituals.core.model import Appreciation, AppreciationId, Person
from rituals.core.rituals.confirmations import done_along_words
from rituals.service.couple import CoupleService

_NOTHING_NEW = "Nothing new waits in the jar."
_DRAW = "rituals jar draw brings back a note from before."
_PUT_IN = "rituals jar add puts a note in."
_WAITS = "All of it waits in the jar for another evening."
_UNFOLD = "(Enter unfolds it, Ctrl-C stops here)"
_ONWARD = "(Enter goes on, f and Enter makes it a favourite, Ctrl-C stops here)"
_THESE = "These you kept:"


@verb("open", "Open the jar, one new note at a time.")
@click.pass_obj
def jar_open_verb(context: CliContext) -> Output:
    service = context.service
    notes = service.state.jar.unread(service.today())
    if not notes:
        return Output(f"{_NOTHING_NEW} {_DRAW if service.state.jar.open_notes(service.today()) else _PUT_IN}")
    read: list[AppreciationId] = []
    pause = context.room is not None and sys.stdin.isatty()
    with suppress(KeyboardInterrupt):  # ctrl+c means that it is enough for today
        for note in _read_aloud(notes, service, pause=pause):
            read.append(note.id)
    if not read:
        return Output(lines("", _WAITS))
    opened = service.jar.open(read)
    left = len(notes) - len(read)
    closing = filter(None, (_end_words(left=left), done_along_words(opened, service.state), _next_words(service)))
    kept = _favourites(read, service) if pause else []
    return Output(lines(*[""] if left else [], *kept, *closing))  # a terminal shows ^C on the current line


def _read_aloud(notes: Sequence[Appreciation], service: CoupleService, *, pause: bool) -> Iterator[Appreciation]:
    """Print notes one by one, yielding each once its words are there; with `pause`, Enter unfolds it and goes on, and
    the end of input stops."""
    turns: Sequence[Person | None] = reading_turns(notes, service.couple) or [None] * len(notes)
    for note, reader in zip(notes, turns, strict=True):
        turn = [reads_aloud_words(reader)] if reader else []
        Output(lines(note_heading(note, service), *turn, "")).put_out()
        if pause and not _answer(_UNFOLD):
            return
        Output(lines(*words_lines(note, service), "")).put_out()
        yield note
        if pause and not _goes_on(note, service):
            return


def _goes_on(note: Appreciation, service: CoupleService) -> bool:
    """Wait for Enter, and make a note a favourite where that is asked for; False at the end of the input."""
    reply = _answer(_ONWARD)
    if reply.strip().casefold() == "f":
        service.jar.favour(note.id)
    return bool(reply)


def _answer(question: str) -> str:
    Output(question).put_out()
    return sys.stdin.readline()


def _favourites(read: Sequence[AppreciationId], service: CoupleService) -> Sequence[str]:
    """The favourites among the notes that were read, together once more."""
    notes = [service.state.jar[name] for name in read if name in service.state.jar]
    favourites = [note for note in notes if note.favourite]
    again = [line for note in favourites for line in (*note_lines(note, service), "")]
    return [_THESE, "", *again] if again else []


def _end_words(*, left: int) -> str:
    return "The rest waits in the jar." if left else "That was the jar. What you read stays in it, to be drawn again."


def _next_words(service: CoupleService) -> str:
    when = next_opening_words(next_opening(service.state, service.today()), service.today())
    return f"{when[0].upper()}{when[1:]}." if when else ""
