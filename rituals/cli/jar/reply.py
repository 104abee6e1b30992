"""The `jar reply` command: one line under a note by whom it is for."""

from __future__ import annotations

import click

from rituals.cli.jar.editing import written_in_editor
from rituals.cli.jar.notes import note_argument, note_meant, writer_meant, writer_option
from rituals.cli.jar.write import kept_on_failure, words_of_call
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.options import text_argument, written_option
from rituals.cli.shared.output import Output
from rituals.core.events import DraftKept
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.jar.words import answered_words
from rituals.errors import UsageError

_REPLY = "rituals jar reply"


@verb(
    "reply",
    """Leave a line under a note that is for you.

    It is given as in add, and takes the place of the one there; an empty TEXT, '', takes that away.
    """,
)
@note_argument
@text_argument
@writer_option
@erase_option
@written_option
@click.pass_obj
def jar_reply_verb(context: CliContext, id_text: str, text: tuple[str, ...], by: str | None, erase: bool) -> Output:
    service = context.service
    note = service.state.jar[note_meant(id_text, service.state.jar.ids)]
    writer = writer_meant(by, service)
    service.jar.check_answerable(note.id, by=writer)  # before anybody writes in vain
    words, again = words_of_call(text), f"{_REPLY} {note.id}"
    if words is not None and not text and not words.strip():
        raise UsageError(f"Nothing came through the pipe. {again} '' takes the line under it away.")
    beginning = DraftKept(writer, note.reply.text if note.reply else "", note.day)
    unfinished = UnfinishedNote(service.seated.id, beginning, note.id)
    if words is None:
        with written_in_editor(service, unfinished, again) as written:
            events = service.jar.answer(note.id, written.text, by=writer)
    else:
        with kept_on_failure(service, unfinished, words, text, again):
            events = service.jar.answer(note.id, words, by=writer)
    context.wrote("note", note.id, note.day)
    return answer(context, answered_words(events), erase=erase)
