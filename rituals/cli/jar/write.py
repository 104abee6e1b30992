"""The `jar add` and `jar edit` commands, with text from an editor, a pipe or the arguments."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import click
from msgspec import UNSET
from msgspec.structs import replace

from rituals.cli.jar.notes import (
    about_option,
    note_argument,
    note_meant,
    receiver_meant,
    seal_meant,
    sealed_option,
    sealed_until_option,
    to_option,
    writer_meant,
    writer_option,
)
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.editor import EditorError, edited
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.options import text_argument
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.piped import PIPE, piped_words
from rituals.cli.shared.remedies import in_shell
from rituals.core.events import AnyEvent, AppreciationAdded, AppreciationEdited, DraftKept
from rituals.core.jar.commands import LONGEST_NOTE
from rituals.core.jar.words import CURTAIN, put_in_words
from rituals.core.model import Appreciation, PersonId
from rituals.core.text import is_unseen
from rituals.errors import RitualsError, StorageError, UsageError
from rituals.service.couple import CoupleService

KEPT = "Your words are kept; rituals jar add begins with them."


@verb(
    "add",
    """Put a thank-you in.

    You write it in your editor, or send it through a pipe. Words given as TEXT stay in your shell's history.
    """,
)
@text_argument
@to_option
@writer_option
@about_option
@sealed_option
@sealed_until_option
@click.option("--starter", is_flag=True, help="Let the editor begin with the start of a sentence to lean on.")
@click.pass_obj
def jar_add_verb(
    context: CliContext,
    text: tuple[str, ...],
    to: str | None,
    by: str | None,
    about: str | None,
    sealed: bool,
    sealed_until: str | None,
    starter: bool,
) -> Output:
    service = context.service
    writer, receiver = writer_meant(by, service), receiver_meant(to, service)
    day, seal = context.day(about), seal_meant(context, sealed=sealed, until=sealed_until)
    words = _words_of_call(text)
    if words is None:
        beginning = DraftKept(writer, _a_starter() if starter else "", day, receiver or "", seal)
        events = _put_in_from_editor(service, beginning, receiver)
    elif starter:
        raise UsageError("--starter is for writing in an editor. Leave it out where the words are there.")
    else:
        with _file_kept_on_failure(words, text):
            events = service.jar.put_in(words, by=writer, to=receiver, day=day, seal=seal)
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
@to_option
@writer_option
@about_option
@sealed_option
@sealed_until_option
@click.option("--unseal", is_flag=True, help="Let its words be seen from now on.")
@erase_option
@click.pass_obj
def jar_edit_verb(
    context: CliContext,
    id_text: str,
    text: tuple[str, ...],
    to: str | None,
    by: str | None,
    about: str | None,
    sealed: bool,
    sealed_until: str | None,
    unseal: bool,
    erase: bool,
) -> Output:
    if unseal and (sealed or sealed_until is not None):
        raise UsageError("--unseal and a seal are two wishes. Keep one of them.")
    service = context.service
    note = service.state.jar[note_meant(id_text, [candidate.id for candidate in service.state.jar.notes])]
    writer, receiver = writer_meant(by, service), receiver_meant(to, service)
    service.jar.edit(AppreciationEdited(note.id), by=writer)  # only its writer is shown what it says
    day, seal = context.day(about), seal_meant(context, sealed=sealed, until=sealed_until)
    wish = AppreciationEdited(
        note.id,
        to=UNSET if receiver is None else receiver,
        day=UNSET if day is None else day,
        seal=seal if seal or unseal else UNSET,
    )
    if text or wish == AppreciationEdited(note.id):
        words = _words_of_call(text)
        with _file_kept_on_failure(words or "", text):
            changed = _edit_words(service, note, wish, words)
    else:
        changed = service.jar.edit(wish, by=writer)
    sentence = "The note is changed." if changed else "The note is like that already; nothing had to change."
    return answer(service, f"{sentence}\n{CURTAIN}" if seal else sentence, erase=erase)


def _edit_words(
    service: CoupleService, note: Appreciation, wish: AppreciationEdited, words: str | None
) -> Sequence[AppreciationEdited]:
    if words is not None:
        return service.jar.edit(replace(wish, text=words), by=note.by)
    with _draft_kept_on_failure(service, DraftKept(note.by, note.text, note.day, note.to, note.seal)) as texts:
        texts.append(edited(note.text))
        return service.jar.edit(replace(wish, text=texts[-1]), by=note.by)


def _put_in_from_editor(service: CoupleService, beginning: DraftKept, receiver: PersonId | None) -> Sequence[AnyEvent]:
    """Write a note in the editor, from the draft if there is one; the draft is deleted once the note is stored."""
    draft = service.jar.draft(beginning.by)
    if draft is not None:
        receiver = draft.to or None if receiver is None else receiver
        beginning = replace(draft, day=beginning.day or draft.day, to=receiver or "", seal=beginning.seal or draft.seal)
    with _draft_kept_on_failure(service, beginning) as texts:
        texts.append(edited(beginning.text))
        if draft is None and beginning.text and texts[-1] == beginning.text:
            raise UsageError("Only the starter is on the note. Finish it in your own words, and it goes in.")
        events = service.jar.put_in(texts[-1], by=beginning.by, to=receiver, day=beginning.day, seal=beginning.seal)
    with suppress(StorageError):  # the note is in; what is left of its draft goes with the next one
        service.jar.drop_draft(beginning.by)
    return events


@contextmanager
def _draft_kept_on_failure(service: CoupleService, beginning: DraftKept) -> Iterator[list[str]]:
    """Keep new text from the editor as a draft if it can't be stored; the caller adds the text to the list it gets."""
    texts: list[str] = []
    try:
        yield texts
    except RitualsError as problem:
        text = problem.text if isinstance(problem, EditorError) else "".join(texts)
        if is_unseen(text) or text == beginning.text:
            raise
        sentence = f"{in_shell(problem)} {_keep(service, replace(beginning, text=text))}"
        if isinstance(problem, EditorError):
            raise EditorError(sentence, text, problem.exit_code) from None
        raise type(problem)(sentence) from None


@contextmanager
def _file_kept_on_failure(words: str, text: Sequence[str]) -> Iterator[None]:
    """Leave text from a pipe in a file if it can't be stored; text from the arguments can be given again."""
    try:
        yield
    except StorageError as problem:
        if words in ("", " ".join(text)):
            raise
        raise StorageError(f"{in_shell(problem)} {_leave_in_file(words)}") from None


def _keep(service: CoupleService, draft: DraftKept) -> str:
    """Keep a text as a draft, else in a file, else print it; a sentence on where it is now."""
    try:
        service.jar.keep_draft(draft)
    except StorageError:
        return _leave_in_file(draft.text)
    return KEPT


def _leave_in_file(text: str) -> str:
    from tempfile import NamedTemporaryFile  # only where the disk refused

    try:
        with NamedTemporaryFile("w", encoding="utf-8", prefix="rituals-", suffix=".txt", delete=False) as file:
            file.write(text)
    except OSError:
        Output(text).put_out()
        return "Your words are printed above."
    return f"Your words are in {file.name}."


def _words_of_call(text: Sequence[str]) -> str | None:
    """The text of a note from the arguments or from a pipe; None where neither has any and an editor is to be asked."""
    if text and tuple(text) != (PIPE,):
        return " ".join(text)
    if not text and sys.stdin is not None and sys.stdin.isatty():
        return None
    return piped_words(LONGEST_NOTE)


def _a_starter() -> str:
    from secrets import choice  # only for those who lean on one

    from rituals.content.loader import catalogue

    return choice(catalogue().appreciation).text
