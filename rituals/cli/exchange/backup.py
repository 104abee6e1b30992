"""The `backup` commands: make a backup, list them, and restore one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from rituals.cli.exchange.from_elsewhere import unnamed_rituals, unnamed_words
from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import FolderPath, json_option
from rituals.cli.shared.output import Output, lines, table
from rituals.core.exchange.backup_words import (
    PLAIN_WORDS,
    SEALED_WORDS,
    came_back_words,
    event_count_words,
    moment_words,
    size_words,
)
from rituals.core.phrases import person_name
from rituals.errors import ClosedBackupError, RitualsError, UsageError
from rituals.files import is_folder, is_there
from rituals.ports import Backup, Backups, Restored

_ERASED_FROM_HERE = "Words that you erase for good go from it as well; from one made with --to they do not."
_OFFER = "With --seal it asks for a passphrase, and nobody can read it without."
_SEALED_ELSEWHERE = "rituals backup restore asks for it. Words that you erase for good stay in it."


@group(
    "backup",
    """Put all that is yours into one file, with the day in its name.

    One is made by itself once a week, and four of those are kept.
    """,
    alone=True,
)
@click.option("--to", "folder", type=FolderPath(), metavar="FOLDER", help="Put it there, and not here.")
@click.option("--seal", is_flag=True, help="With --to: ask for a passphrase, without which nobody can open it.")
@click.pass_context
def backup_group(context: click.Context, folder: Path | None, seal: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        if folder is not None or seal:
            option = "--to" if folder is not None else "--seal"
            raise UsageError(f"{option} is for making a backup. Leave it out with {context.invoked_subcommand}.")
        return None
    if folder is None and seal:
        raise UsageError("Whoever has this login can read what lies here anyway. Add --to FOLDER for a sealed backup.")
    if folder is not None and not is_folder(folder):
        raise UsageError(f"There is no folder {folder}. Make it first, or leave --to out.")
    cli_context = context.ensure_object(CliContext)
    backups, now = _backups(cli_context), cli_context.service.now()
    if folder is None:
        return Output(lines(f"Everything is in {backups.make(now)}.", PLAIN_WORDS, _ERASED_FROM_HERE))
    if not seal:
        return Output(lines(f"Everything is in {backups.make(now, into=folder.absolute())}.", PLAIN_WORDS, _OFFER))
    from rituals.cli.exchange.passphrases import new_passphrase  # only where something is sealed

    archive = backups.make(now, into=folder.absolute(), passphrase=new_passphrase())
    return Output(lines(f"Everything is in {archive}, sealed with your passphrase.", SEALED_WORDS, _SEALED_ELSEWHERE))


@backup_group.command("list", help="Show which there are, with their size and how many events they hold.")
@json_option("exchange.documents:BackupsDocument")
@click.pass_obj
def backup_list_verb(context: CliContext, as_json: bool) -> Output:
    backups = _backups(context)
    newest_first = backups.listed()[::-1]
    if as_json:
        from rituals.cli.exchange.documents import backups_document  # only for --json

        return backups_document(backups.folder, newest_first).output()
    if not newest_first:
        return Output(lines("There is no backup here yet. rituals backup makes one."))
    aligned = table([_row(context, backup) for backup in newest_first], room=context.room, right=(2, 3))
    return Output(lines(str(backups.folder), "", *aligned))


@backup_group.command(
    "restore",
    help="""Bring back what a backup holds.

    The newest one, or ARCHIVE: a path, or a name from the list; if it is sealed, its passphrase is asked for.
    What was put down since stays, what was erased for good stays gone, and how it was before is set aside first.
    """,
)
@click.argument("archive", metavar="[ARCHIVE]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup_restore_verb(context: CliContext, archive: Path | None) -> Output:
    path = _archive_meant(_backups(context), archive)
    unnamed = unnamed_rituals(context)
    restoration = _restored(context, path)
    context.service.refresh()
    now = _here_and_now(context)
    restored_words = came_back_words(restoration.events, restoration.made_at, now)
    if not restored_words:
        of = f"the backup made {moment_words(restoration.made_at, now, inside=True)}"
        restored_words = f"Nothing in {of} is missing here; an older one may have more (rituals backup list)."
    earlier_words = (
        f"How it was before is in {restoration.before}." if restoration.before else "There was nothing here before."
    )
    return Output(lines(restored_words, earlier_words, *unnamed_words(context, unnamed)))


def _backups(context: CliContext) -> Backups:
    from rituals.bootstrap import backups_of  # imported as late as the session itself

    return backups_of(context.session.places)


def _restored(context: CliContext, path: Path) -> Restored:
    """Restore a backup, asking for what opens it, if anything in it is closed here."""
    from rituals.bootstrap import restore_backup  # only to restore

    keys: list[object] = []
    while True:
        try:
            return restore_backup(context.session.places, path, context.service.now(), keys)
        except ClosedBackupError as closed:
            from rituals.cli.exchange.passphrases import backup_opener  # only where something is closed

            who = closed.person and person_name(closed.person, context.service.state.people, "Somebody")
            keys.append(backup_opener(closed, who))


def _archive_meant(backups: Backups, archive: Path | None) -> Path:
    """The file somebody named, by its path or its name in the list, or the newest one."""
    if archive is None:
        latest = backups.latest()
        if latest is None:
            raise RitualsError(f"There is no backup in {backups.folder}. Name a file that you made with --to.")
        return latest
    if not is_there(archive) and is_there(backups.folder / archive):
        return backups.folder / archive
    return archive


def _row(context: CliContext, backup: Backup) -> list[str]:
    if backup.made_at is None or backup.events is None:
        return [backup.path.name, "can't be read", size_words(backup.size), ""]
    made = moment_words(backup.made_at, _here_and_now(context))
    return [backup.path.name, made, size_words(backup.size), event_count_words(backup.events)]


def _here_and_now(context: CliContext) -> datetime:
    return context.service.now().astimezone(context.service.zone())
