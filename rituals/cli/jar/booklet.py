"""The `jar export` command: makes a booklet of the jar, to print or to keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import day_option, force_option
from rituals.cli.shared.output import Output, lines
from rituals.core.text import quoted
from rituals.errors import UsageError


@verb("export", "Write your notes out as a booklet; sealed ones stay out of it.")
@click.option("--to", metavar="FILE", required=True, help="Where to put it: booklet.md, or booklet.html to print.")
@click.option("--year", type=click.IntRange(1, 9999), metavar="2026", help="The year to keep, this one unless said.")
@day_option("--from", "The first day to keep, instead of a year.")
@day_option("--until", "The last day to keep, today unless said.")
@force_option
@click.pass_obj
def jar_export_verb(
    context: CliContext, to: str, year: int | None, since: str | None, until: str | None, force: bool
) -> Output:
    from rituals.bootstrap import booklet_formats, file_writer  # only for a booklet
    from rituals.core.jar.booklet import booklet
    from rituals.core.jar.words import booklet_written_words

    service, path = context.service, Path(to)
    formats = booklet_formats()
    write = formats.get(path.suffix.casefold())
    if write is None:
        raise UsageError(f"{quoted(to)} says no format. Let its name end in {' or '.join(formats)}.")
    first, last = _days(context, year, since, until)
    jar_booklet = booklet(service.state, first, last, service.today())
    file_writer()(path, write(jar_booklet), force=force)
    notes = sum(len(month.entries) for month in jar_booklet.months)
    return Output(lines(booklet_written_words(notes, jar_booklet.span, to)))


def _days(context: CliContext, year: int | None, since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day of a booklet."""
    today = context.service.today()
    if since is None and until is None:
        return date(year or today.year, 1, 1), date(year or today.year, 12, 31)
    if year is not None or since is None:
        raise UsageError("Say which days to keep: --year, or --from with --until.")
    first, last = context.day(since) or today, context.day(until) or today
    if last < first:
        raise UsageError("--until lies before --from. Turn them around.")
    return first, last
