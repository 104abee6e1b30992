"""The `jar open` command: shows one note after the other, with time to read each aloud."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

import click

from rituals.cli.jar.notes import note_heading, text_lines
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output, lines
from rituals.core.jar.words import next_opening, next_opening_words
from rituals.core.model import Appreciation, AppreciationId
from rituals.core.rituals.confirmations import done_along_words
from rituals.service.couple import CoupleService

_NOTHING_NEW = "Nothing new waits in the jar."
_DRAW = "rituals jar draw brings back a note from before."
_PUT_IN = "rituals jar add puts a note in."
_PAUSE = "(Enter for the next one, Ctrl-C to stop here)"


@verb("open", "Open the jar, one new note at a time.")
@click.pass_obj
def jar_open_verb(context: CliContext) -> Output:
    service = context.service
    notes = service.state.jar.unread(service.today())
    if not notes:
        return Output(f"{_NOTHING_NEW} {_DRAW if service.state.jar.open_notes(service.today()) else _PUT_IN}")
    read: list[AppreciationId] = []
    with suppress(KeyboardInterrupt):  # ctrl+c means that it is enough for today
        for note in _read_aloud(notes, service, pause=context.room is not None and sys.stdin.isatty()):
            read.append(note.id)
    opened = service.jar.open(read)
    left = len(notes) - len(read)
    closing = filter(None, (_end_words(left=left), done_along_words(opened, service.state), _next_words(service)))
    return Output(lines(*[""] if left else [], *closing))  # a terminal shows ^C on the current line


def _read_aloud(notes: Sequence[Appreciation], service: CoupleService, *, pause: bool) -> Iterator[Appreciation]:
    """Print notes one by one, yielding each once printed; with `pause`, Enter goes on and the end of input stops."""
    for note in notes:
        Output(lines(note_heading(note, service), "", *text_lines(note.text), "")).put_out()
        yield note
        if pause and note is not notes[-1] and not _goes_on():
            return


def _goes_on() -> bool:
    """Wait for Enter; False at the end of the input."""
    Output(_PAUSE).put_out()
    return bool(sys.stdin.readline())


def _end_words(*, left: int) -> str:
    return "The rest waits in the jar." if left else "That was the jar. What you read stays in it, to be drawn again."


def _next_words(service: CoupleService) -> str:
    when = next_opening_words(next_opening(service.state, service.today()), service.today())
    return f"{when[0].upper()}{when[1:]}." if when else ""
