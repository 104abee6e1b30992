"""The `calendar` commands: a file of what is planned, kept up to date for a calendar that subscribes to it."""

from __future__ import annotations

from typing import Annotated

import click
from msgspec import Meta
from msgspec.structs import replace

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import Document
from rituals.cli.shared.options import floating_option, json_option, quotas_option
from rituals.cli.shared.output import Output, lines
from rituals.config import CalendarSettings
from rituals.core.text import printable
from rituals.errors import UsageError

_NONE = "No calendar file is kept. rituals calendar feed FILE.ics keeps one up to date."
_WHO_READS = "Whoever can read the file sees what is planned there; it holds no notes, and nothing of what was done."


class CalendarFeedDocument(Document, frozen=True, kw_only=True):
    """The calendar file that this machine keeps up to date."""

    file: Annotated[str | None, Meta(description="Null where none is kept.")]
    changed_at: Annotated[
        str | None,
        Meta(description="In UTC; null where it was not written yet.", extra_json_schema={"format": "date-time"}),
    ]
    floating: bool
    quotas: bool
    problem: Annotated[str, Meta(description="What keeps it from being up to date; empty where nothing does.")]


@group("calendar", "What is planned, for the calendar on your phone or desk.")
def calendar_group() -> None:
    pass


@calendar_group.command(
    "feed",
    help="""Keep a calendar file up to date, for a calendar that subscribes to it.

    The file is written anew whenever it would say anything else. Without a FILE it says where it goes, when it last
    changed, and what is in the way, if anything is.
    """,
)
@click.argument("file", metavar="[FILE.ics]", required=False)
@floating_option
@quotas_option
@click.option("--off", is_flag=True, help="Keep it up to date no more; the file stays as it is.")
@json_option("exchange.calendar:CalendarFeedDocument")
@click.pass_obj
def calendar_feed_verb(
    context: CliContext, file: str | None, floating: bool, quotas: bool, off: bool, as_json: bool
) -> Output:
    if off and (file is not None or floating or quotas):
        raise UsageError("--off goes alone.")
    if file is None and (floating or quotas):
        raise UsageError("Name the file as well: rituals calendar feed FILE.ics.")
    earlier = context.session.settings.calendar
    if off:
        context.session.keep_calendar(replace(earlier, feed=""))
    elif file is not None:
        context.session.keep_calendar(CalendarSettings(file, floating=floating, quotas=quotas))
    if as_json:
        return _document(context).output()
    if off:
        return Output(_off_words(earlier))
    if file is None:
        return Output(lines(*_state_words(context)))
    kept = context.session.settings.calendar.feed
    return Output(lines(f"{kept} is written, and kept up to date from now on.", _WHO_READS))


def _off_words(earlier: CalendarSettings) -> str:
    if not earlier.feed:
        return _NONE
    return f"{printable(earlier.feed)} stays as it is, and is kept up to date no more."


def _state_words(context: CliContext) -> list[str]:
    """Where the file goes, when it last changed, how it says its times, and what is in the way."""
    session = context.session
    report, calendar = session.calendar_report(), session.settings.calendar
    if report is None:
        return [_NONE]
    how = "Its times are floating: the same hour wherever you are." if calendar.floating else ""
    quotas = "What has no day of its own has one in it for its week or month." if calendar.quotas else ""
    now = session.service.now().astimezone(session.service.zone())
    return list(filter(None, (report.words(now), how, quotas)))


def _document(context: CliContext) -> CalendarFeedDocument:
    report, calendar = context.session.calendar_report(), context.session.settings.calendar
    at = report.written_at if report else None
    return CalendarFeedDocument(
        file=calendar.feed or None,
        changed_at=at.isoformat() if at else None,
        floating=calendar.floating,
        quotas=calendar.quotas,
        problem=report.problem if report else "",
    )
