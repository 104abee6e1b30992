"""The `inbox` commands: what came by phone, what of it was not understood, and the folder that it comes in by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click
from msgspec.structs import replace

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import is_sure
from rituals.cli.shared.options import json_option, written_option, yes_option
from rituals.cli.shared.output import Output, lines
from rituals.config import InboxSettings
from rituals.core.inbox.report import WHOLE_FILE, InboxReport, UnreadWish
from rituals.core.inbox.words import LETS_IN, stood_in_words
from rituals.core.phrases import clock_words, on_day_words
from rituals.core.text import capital, printable, quoted

_OFF = "Nothing comes in by phone. rituals inbox on FOLDER begins that."
_ALL_UNDERSTOOD = "All that came was understood."


@group("inbox", "What your phone wrote; without a verb, a list.", alone=True)
@json_option("inbox.documents:InboxDocument")
@click.pass_context
def inbox_group(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    cli_context = context.ensure_object(CliContext)
    session = cli_context.session
    if session.inbox is not None and session.settings.inbox.on:
        session.inbox(session.settings.inbox).try_again()
        session.service.refresh()
    if as_json:
        return _document(cli_context)
    return Output(lines(*_state_lines(cli_context, session.inbox_report())))


@inbox_group.command(
    "on",
    help="""Take in what your phone writes, from now on.

    Without a FOLDER it is a folder of this machine's own in the couple's folder, where there is one. Every text (.txt)
    that is put there is taken out of it and carried out, one wish a line: tick RITUAL, rest RITUAL, thank TEXT, or just
    RITUAL. A line may begin with whose it is, as in “Ana: tick walk yesterday: by the sea”.
    """,
)
@click.argument("folder", metavar="[FOLDER]", required=False)
@json_option("inbox.documents:InboxDocument")
@click.pass_obj
def inbox_on_verb(context: CliContext, folder: str | None, as_json: bool) -> Output:
    session = context.session
    is_paired = session.service.logs.is_paired()
    session.keep_inbox(InboxSettings(on=True, folder=folder or ("" if is_paired else session.settings.inbox.folder)))
    if as_json:
        return _document(context)
    place = printable(session.inbox_report().folder)
    return Output(lines(f"What your phone writes into {place} comes in from now on.", LETS_IN))


@inbox_group.command("off", help="Take in nothing more; what lies in the folder stays there.")
@json_option("inbox.documents:InboxDocument")
@click.pass_obj
def inbox_off_verb(context: CliContext, as_json: bool) -> Output:
    session = context.session
    place = session.inbox_report().folder
    session.keep_inbox(replace(session.settings.inbox, on=False))
    if as_json:
        return _document(context)
    return Output(f"{printable(place)} is looked into no more; what lies there stays." if place else _OFF)


@inbox_group.command("erase", help="Take what was not understood off the disk.")
@yes_option
@written_option
@click.pass_obj
def inbox_erase_verb(context: CliContext, yes: bool) -> Output:
    session = context.session
    unread = session.inbox_report().unread
    if not unread or session.inbox is None:
        return Output(_ALL_UNDERSTOOD)
    if not yes and not is_sure(f"Take {_how_many_words(unread)} off the disk?"):
        return Output("All of it stays where it is.")
    session.inbox(session.settings.inbox).erase(unread)
    return Output("What was not understood is off the disk.")


def _how_many_words(unread: tuple[UnreadWish, ...]) -> str:
    return "the line that was not understood" if len(unread) == 1 else f"the {len(unread)} that were not understood"


def _state_lines(context: CliContext, report: InboxReport) -> Iterator[str]:
    session = context.session
    now = session.service.now().astimezone(session.service.zone())
    if report.folder:
        yield f"Your phone writes into {printable(report.folder)}."
    if report.problem or not report.folder:
        yield report.problem or _OFF
    if report.taken:
        yield from ("", "Came by phone:")
        yield from (f"  {_when(wish.came_at, now)}: {wish.words}" for wish in report.taken)
    if report.unread:
        yield from ("", "Not understood:")
        for wish in report.unread:
            text = "" if wish.number == WHOLE_FILE else f": {quoted(wish.text)}"
            yield f"  {_when(wish.came_at, now)}, {stood_in_words(wish)}{text}"
            yield f"    {wish.why}"
        yield "rituals inbox erase takes these off the disk."


def _when(at: datetime, now: datetime) -> str:
    local = at.astimezone(now.tzinfo)
    return capital(f"{on_day_words(local.date(), now.date())} at {clock_words(local.time())}")


def _document(context: CliContext) -> Output:
    from rituals.cli.inbox.documents import inbox_document  # only for --json

    return inbox_document(context.session.settings.inbox, context.session.inbox_report()).output()
