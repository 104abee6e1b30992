"""The `backup` commands: make a backup, list them, and restore one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from rituals.cli.exchange.from_elsewhere import unnamed_rituals, unnamed_words
from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.files import is_there
from rituals.cli.shared.options import json_option
from rituals.cli.shared.output import UNLIMITED, Output, lines, table
from rituals.core.phrases import clock_words, day_words, on_day_words
from rituals.errors import RitualsError, UsageError
from rituals.ports import Backup, Backups

PLAIN_WORDS = (
    "It holds what each of you wrote in plain words, the private logs too: keep it where only you can read it."
)
_ERASED_FROM_HERE = "Words that you erase for good go from it as well; from one made with --to they do not."


@group(
    "backup",
    """Put all that is yours into one file, with the day in its name.

    One is made by itself once a week, and four of those are kept.
    """,
    alone=True,
)
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Put it there, and not here.")
@click.pass_context
def backup_group(context: click.Context, folder: Path | None) -> Output | None:
    if context.invoked_subcommand is not None:
        if folder is not None:
            raise UsageError(f"--to is for making a backup. Leave it out with {context.invoked_subcommand}.")
        return None
    if folder is not None and not is_there(folder, folder=True):
        raise UsageError(f"There is no folder {folder}. Make it first, or leave --to out.")
    cli_context = context.ensure_object(CliContext)
    archive = _backups(cli_context).make(cli_context.service.now(), into=folder and folder.absolute())
    return Output(lines(f"Everything is in {archive}.", PLAIN_WORDS, *([] if folder else [_ERASED_FROM_HERE])))


@backup_group.command("list", help="Show which there are, with their size and how many events they hold.")
@json_option
@click.pass_obj
def backup_list_verb(context: CliContext, as_json: bool) -> Output:
    backups = _backups(context)
    newest_first = backups.listed()[::-1]
    if as_json:
        from rituals.cli.shared.documents import json_output  # only for --json

        return json_output({"folder": str(backups.folder), "backups": [_document(backup) for backup in newest_first]})
    if not newest_first:
        return Output(lines("There is no backup here yet. rituals backup makes one."))
    aligned = table(
        [_row(context, backup) for backup in newest_first], room=context.room or UNLIMITED, gives_way=1, right=(2, 3)
    )
    return Output("\n".join([lines(str(backups.folder)), "", *aligned]))


@backup_group.command(
    "restore",
    help="""Bring back what a backup holds.

    The newest one, or ARCHIVE: a path, or a name from the list.
    What was put down since stays, what was erased for good stays gone, and how it was before is set aside first.
    """,
)
@click.argument("archive", metavar="[ARCHIVE]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup_restore_verb(context: CliContext, archive: Path | None) -> Output:
    from rituals.bootstrap import restore_backup  # only to restore

    path = _archive_meant(_backups(context), archive)
    unnamed = unnamed_rituals(context)
    restoration = restore_backup(context.session.places, path, context.service.now())
    context.service.refresh()
    of = f"the backup made {_moment(context, restoration.made_at, inside=True)}"
    if restoration.events:
        restored_words = (
            f"{_events(restoration.events)} came back from {of}; all that was put down since is still there."
        )
    else:
        restored_words = (
            f"There is nothing in {of} that is missing here; an older one may have more (rituals backup list)."
        )
    earlier_words = (
        f"How it was before is in {restoration.before}." if restoration.before else "There was nothing here before."
    )
    return Output(lines(restored_words, earlier_words, *unnamed_words(context, unnamed)))


def _backups(context: CliContext) -> Backups:
    from rituals.bootstrap import backups_of  # imported as late as the session itself

    return backups_of(context.session.places)


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
        return [backup.path.name, "can't be read", _size(backup.size), ""]
    return [backup.path.name, _moment(context, backup.made_at), _size(backup.size), _events(backup.events)]


def _moment(context: CliContext, at: datetime, *, inside: bool = False) -> str:
    """An instant in words, by itself or inside a sentence."""
    service = context.service
    local = at.astimezone(service.zone())
    words = on_day_words if inside else day_words
    return f"{words(local.date(), service.local().date())} at {clock_words(local.time())}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number:,} events"


def _document(backup: Backup) -> dict[str, object]:
    made_at = backup.made_at.isoformat() if backup.made_at else None
    return {"name": backup.path.name, "size": backup.size, "made_at": made_at, "events": backup.events}
