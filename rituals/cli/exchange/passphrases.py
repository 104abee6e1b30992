"""Passphrases of backups: typed in the line below the command, where nobody can read them, and passed in no other
way."""

from __future__ import annotations

import click

from rituals.cli.shared.opening import DIFFER, can_be_asked, hidden_line
from rituals.core.exchange.backup_words import NEW_PASSPHRASE, closed_backup_words
from rituals.core.exchange.locking_words import NOTHING_CHANGED
from rituals.errors import ClosedBackupError, LockedError, Remedy

_AGAIN = "The same once more"


def new_passphrase() -> str:
    """A passphrase that was typed twice; `LockedError` where nobody can type it, or nothing is typed."""
    _refuse_unless_typed(LockedError("A backup is sealed with a passphrase of your own.", Remedy.UNLOCK))
    click.echo(NEW_PASSPHRASE, err=True)
    notice = ""
    while typed := hidden_line(f"{notice} Passphrase".lstrip()):
        if hidden_line(_AGAIN) == typed:
            return typed
        notice = DIFFER
    raise LockedError("No passphrase was typed, so no backup was made.")


def backup_opener(closed: ClosedBackupError, name: str) -> object:
    """What opens a closed backup, or what a person of this name has locked in it; `LockedError` where nobody can be
    asked, nothing is typed, or three times something else."""
    _refuse_unless_typed(closed)
    words = closed_backup_words(name)
    for notice in ("", words.not_it, words.not_it):
        typed = hidden_line(f"{notice} {words.asks}".lstrip())
        if not typed:
            raise LockedError(f"{closed} {NOTHING_CHANGED}")
        opener = closed.opener(typed)
        if opener is not None:
            return opener
    raise LockedError(f"{words.not_it} {NOTHING_CHANGED} {words.without}")


def _refuse_unless_typed(refusal: LockedError) -> None:
    if not can_be_asked():
        raise refusal
