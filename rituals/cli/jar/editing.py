"""Words for a note from the editor: they go from its folder once they are stored, and else are offered again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from rituals.cli.shared.remedies import in_shell
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.phrases import day_words
from rituals.core.text import is_unseen
from rituals.errors import RitualsError, RuleError
from rituals.ports import EditorFolder
from rituals.service.couple import CoupleService

KEPT = "Your words are kept; {0} offers them again."
NOT_SAVED = "The editor saved nothing, so nothing went in. To put the words in as they are, save them there once."
_GO_ON = "There are words from {0} not put in yet; go on with them?"
_LET_GO = "Erase them for good?"


class WrittenNote(NamedTuple):
    """A note as the editor left it: what it began with, this time or earlier, and its text."""

    note: UnfinishedNote
    text: str
    is_saved: bool
    """Whether the editor saved it, be it unchanged."""


@contextmanager
def written_in_editor(service: CoupleService, note: UnfinishedNote, again: str) -> Iterator[WrittenNote]:
    """The words for a note, written anew or gone on with, for the block to store.

    Their folder stays where that fails or the process is killed, or where the editor saved none of what was gone on
    with; it goes where nothing new was written. `again` is the command that offers them.
    """
    from rituals.cli.shared.editor import edited, editor_command  # most who use the jar open no editor

    command = editor_command()
    taken_up = _taken_up(service, note)
    folder = taken_up or service.jar.begin_in_editor(note, note.began.text)
    text: str | None = None
    try:
        opened = _stamp(folder.path)
        text = edited(folder, command)
        is_saved = _stamp(folder.path) != opened
        if taken_up is not None and not is_saved and not is_unseen(text):
            raise RuleError(NOT_SAVED)
        yield WrittenNote(folder.note or note, text, is_saved)
    except RitualsError as problem:
        if not _is_worth_keeping(folder, text):
            folder.remove()
            raise
        folder.release()
        raise problem.reworded(f"{in_shell(problem)} {KEPT.format(again)}") from None
    except BaseException:
        folder.release()
        raise
    folder.remove()


def kept_for_later(service: CoupleService, note: UnfinishedNote, text: str) -> bool:
    """Keep words that came without an editor, to be offered as those from one; False where the disk refuses."""
    try:
        service.jar.begin_in_editor(note, text).release()
    except RitualsError:
        return False
    return True


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes with a file whenever it is saved; empty where there is none."""
    try:
        saved = path.stat()
    except OSError:
        return ()
    return saved.st_ino, saved.st_mtime_ns, saved.st_size


def _is_worth_keeping(folder: EditorFolder, text: str | None) -> bool:
    """Whether there are new words; `text` is what the editor ended with, None where it did not end well."""
    return not (text is not None and is_unseen(text)) and folder.holds_words()


def _taken_up(service: CoupleService, note: UnfinishedNote) -> EditorFolder | None:
    """The folder of an earlier run to go on with, if there is one and the person wants to."""
    for folder in service.jar.unfinished(note):
        try:
            if not folder.holds_words():
                folder.remove()
            elif click.confirm(_GO_ON.format(_when(folder, service)), default=True, err=True):
                folder.recover()
                return folder
            elif click.confirm(_LET_GO, err=True):
                folder.remove()
            else:
                folder.release()
        except BaseException:
            folder.release()
            raise
    return None


def _when(folder: EditorFolder, service: CoupleService) -> str:
    """When words were written, as people say it: "today, 14:02,"."""
    local = folder.written_at().astimezone(service.zone())
    return f"{day_words(local.date(), service.local().date())}, {local:%H:%M},"
