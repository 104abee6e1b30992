"""The `jar add` and `jar edit` commands, with text from an editor, a pipe or the arguments."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import click
from msgspec import UNSET
from msgspec.structs import replace

from rituals.cli.jar.editing import KEPT, NOT_SAVED, kept_for_later, written_in_editor
from rituals.cli.jar.notes import (
    about_option,
    note_argument,
    note_meant,
    receiver_meant,
    receiver_option,
    seal_meant,
    sealed_option,
    sealed_until_option,
    writer_meant,
    writer_option,
)
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.options import text_argument, written_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.piped import PIPE, piped_words
from rituals.cli.shared.remedies import in_shell
from rituals.core.events import AnyEvent, AppreciationAdded, AppreciationEdited, DraftKept
from rituals.core.jar.commands import LONGEST_NOTE
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.jar.words import CURTAIN, put_in_words
from rituals.core.model import Appreciation, PersonId
from rituals.errors import RuleError, StorageError, UsageError
from rituals.service.couple import CoupleService

_ADD, _EDIT = "rituals jar add", "rituals jar edit"


@verb(
    "add",
    """Put a thank-you in.

    You write it in your editor, or send it through a pipe. Words given as TEXT stay in your shell's history.
    """,
)
@text_argument
@receiver_option
@writer_option
@about_option
@sealed_option
@sealed_until_option
@click.option("--starter", is_flag=True, help="Let the editor begin with the start of a sentence to lean on.")
@written_option
@click.pass_obj
def jar_add_verb(
    context: CliContext,
    text: tuple[str, ...],
    receiver: str | None,
    by: str | None,
    on: str | None,
    sealed: bool,
    sealed_until: str | None,
    starter: bool,
) -> Output:
    service = context.service
    writer, to = writer_meant(by, service), receiver_meant(receiver, service)
    day, seal = context.day(on), seal_meant(context, sealed=sealed, until=sealed_until)
    words = words_of_call(text)
    beginning = DraftKept(writer, _a_starter() if starter else "", day, to or "", seal)
    if words is None:
        events = _put_in_from_editor(service, beginning, to)
    elif starter:
        raise UsageError("--starter is for writing in an editor. Leave it out where the words are there.")
    else:
        with kept_on_failure(service, UnfinishedNote(service.seated.id, beginning), words, text, _ADD):
            events = service.jar.put_in(words, by=writer, to=to, day=day, seal=seal)
    for event in events:
        if isinstance(event, AppreciationAdded):
            context.wrote("note", event.appreciation, event.day)
    sentences = put_in_words(events, service.state, service.today())
    is_sealed = any(isinstance(event, AppreciationAdded) and event.seal for event in events)  # a draft may have had one
    return Output(lines(*sentences, *([CURTAIN] if is_sealed else [])))


@verb(
    "edit",
    """Change a note of your own.

    Its words are given as in add; options alone leave them as they are.
    """,
)
@note_argument
@text_argument
@receiver_option
@writer_option
@about_option
@sealed_option
@sealed_until_option
@click.option("--unseal", is_flag=True, help="Let its words be seen from now on.")
@erase_option
@written_option
@click.pass_obj
def jar_edit_verb(
    context: CliContext,
    id_text: str,
    text: tuple[str, ...],
    receiver: str | None,
    by: str | None,
    on: str | None,
    sealed: bool,
    sealed_until: str | None,
    unseal: bool,
    erase: bool,
) -> Output:
    if unseal and (sealed or sealed_until is not None):
        raise UsageError("--unseal and a seal are two wishes. Keep one of them.")
    service = context.service
    note = service.state.jar[note_meant(id_text, service.state.jar.ids)]
    writer, to = writer_meant(by, service), receiver_meant(receiver, service)
    service.jar.edit(AppreciationEdited(note.id), by=writer)  # only its writer is shown what it says
    day, seal = context.day(on), seal_meant(context, sealed=sealed, until=sealed_until)
    wish = AppreciationEdited(
        note.id,
        to=UNSET if to is None else to,
        day=UNSET if day is None else day,
        seal=seal if seal or unseal else UNSET,
    )
    if text or wish == AppreciationEdited(note.id):
        changed = _change(service, note, wish, text)
    else:
        changed = service.jar.edit(wish, by=writer)
    context.wrote("note", note.id, note.day if day is None else day)
    sentence = "The note is changed." if changed else "The note is like that already; nothing had to change."
    return answer(context, f"{sentence}\n{CURTAIN}" if seal else sentence, erase=erase)


def _change(
    service: CoupleService, note: Appreciation, wish: AppreciationEdited, text: Sequence[str]
) -> Sequence[AnyEvent]:
    """Change a note's words, to those of the call or those from the editor."""
    unfinished = UnfinishedNote(service.seated.id, DraftKept(note.by, note.text, note.day, note.to, note.seal), note.id)
    words, again = words_of_call(text), f"{_EDIT} {note.id}"
    if words is not None:
        with kept_on_failure(service, unfinished, words, text, again):
            return service.jar.edit(replace(wish, text=words), by=note.by)
    with written_in_editor(service, unfinished, again) as written:
        return service.jar.edit(replace(wish, text=written.text), by=note.by)


def _put_in_from_editor(service: CoupleService, beginning: DraftKept, receiver: PersonId | None) -> Sequence[AnyEvent]:
    """Write a note in the editor, from the draft if there is one; the draft is deleted once the note is stored."""
    seated = service.seated.id
    draft = service.jar.draft(beginning.by) if beginning.by == seated else None  # nobody is shown another's
    with written_in_editor(service, UnfinishedNote(seated, _joined(draft, beginning), ""), _ADD) as (
        note,
        text,
        is_saved,
    ):
        is_from_draft = draft is not None and draft.text == note.began.text
        if is_from_draft and not is_saved:
            raise RuleError(f"{NOT_SAVED} {KEPT.format(_ADD)}")
        if not is_from_draft and note.began.text and text == note.began.text:
            raise UsageError("Only the starter is on the note. Finish it in your own words, and it goes in.")
        began = _joined(note.began, beginning)
        to = note.began.to or None if receiver is None else receiver
        events = service.jar.put_in(text, by=beginning.by, to=to, day=began.day, seal=began.seal)
    if is_from_draft:
        with suppress(StorageError):  # the note is in; what is left of its draft goes with the next one
            service.jar.drop_draft(beginning.by)
    return events


def _joined(earlier: DraftKept | None, beginning: DraftKept) -> DraftKept:
    """An earlier note with what this call says of it."""
    if earlier is None:
        return beginning
    day, seal = beginning.day or earlier.day, beginning.seal or earlier.seal
    return replace(earlier, day=day, to=beginning.to or earlier.to, seal=seal)


@contextmanager
def kept_on_failure(
    service: CoupleService, note: UnfinishedNote, words: str, text: Sequence[str], again: str
) -> Iterator[None]:
    """Keep text from a pipe if it can't be stored, for the command `again` to offer; text from the arguments can be
    given again."""
    try:
        yield
    except StorageError as problem:
        if words in ("", " ".join(text)):
            raise
        if kept_for_later(service, note, words):
            raise StorageError(f"{in_shell(problem)} {KEPT.format(again)}") from None
        Output(words).put_out()
        raise StorageError(f"{in_shell(problem)} Your words are printed above.") from None


def words_of_call(text: Sequence[str]) -> str | None:
    """The text of a note from the arguments or from a pipe; None where neither has any and an editor is to be asked."""
    if text and tuple(text) != (PIPE,):
        return " ".join(text)
    if sys.stdin is not None and sys.stdin.isatty():
        return None
    return piped_words(LONGEST_NOTE)


def _a_starter() -> str:
    from secrets import choice  # only for those who lean on one

    from rituals.content.loader import catalogue

    return choice(catalogue().appreciation).text
