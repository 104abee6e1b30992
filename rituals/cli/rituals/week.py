"""The `week` command: the days ahead and what is planned on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice

import click

from rituals.cli.rituals.today import nothing_yet
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import day_option, json_option
from rituals.cli.shared.output import Output, Shade, Shaded, heading, lines, table
from rituals.cli.shared.signs import printed_signs
from rituals.core.calendar import add_days, week_of
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import minutes_words, names_words
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.week import Planned, WeekAhead, calendar_week, week_ahead, week_for
from rituals.core.rituals.week_words import day_heading, planned_words, sign_words, week_heading
from rituals.errors import UsageError

_ANY_DAY = "Any day"


@verb("week", "The seven days from today: what is planned, and how long it takes.")
@day_option("--on", "The calendar week around a day instead; a past one as its last evening left it.")
@click.option("--next", "is_next", is_flag=True, help="The coming calendar week instead.")
@json_option("rituals.documents:WeekDocument")
@click.pass_obj
def week_verb(context: CliContext, on: str | None, is_next: bool, as_json: bool) -> Output:
    if on is not None and is_next:
        raise UsageError("--on and --next name two weeks. Keep one of them.")
    service = context.service
    week = week_for(_week(context, on, is_next=is_next), service.seated.id, service.today())
    audience = service.audience(week.last)
    if as_json:
        from rituals.cli.rituals.documents import week_document  # only for --json

        return week_document(week, audience).output()
    title = [f"{week_heading(week)} · {names_words(audience.people)}"]
    if not service.state.rituals:
        return Output(lines(*title, "", *nothing_yet(context)))
    local = service.local() if week.today == service.today() else None
    return Output(lines(*title, *_days(week, audience, printed_signs(context), context.room, local)))


def _week(context: CliContext, on: str | None, *, is_next: bool) -> WeekAhead:
    """The week asked for: seven days from today, or the calendar week of the day `on` or after this one."""
    service = context.service
    state, today, local = service.state, service.today(), service.local()
    if is_next:
        return calendar_week(state, add_days(week_of(today, state.household.week_starts_on).last, 1), local)
    day = context.day(on)
    return week_ahead(state, today, local) if day is None else calendar_week(state, day, local)


def _days(
    week: WeekAhead, audience: Audience, signs: Mapping[Sign, str], room: int | None, local: datetime | None
) -> Iterator[str]:
    """The days under their headings, one table throughout so that the columns stay in line."""
    headings = [day_heading(day, week.today) for day in week.days]
    groups = [*(day.planned for day in week.days), week.any_day]
    cells = [_cells(planned, signs, audience, week.today, local) for group in groups for planned in group]
    table_rows = iter(table(cells, room=room, name=2, right=(3,), indent=2))
    for title, group in zip([*headings, _ANY_DAY], groups, strict=True):
        if group or title is not _ANY_DAY:
            yield from ("", heading(title))
        yield from islice(table_rows, len(group))


def _cells(
    planned: Planned, signs: Mapping[Sign, str], audience: Audience, today: date, local: datetime | None
) -> tuple[str, ...]:
    sign, when = signs[planned.sign], planned_words(planned, audience, today)
    occurrence = planned.result.occurrence
    came = None if occurrence.is_quota else datetime.combine(occurrence.last, planned.at or time.max)
    if planned.sign is Sign.OPEN and came is not None and local is not None and came <= local:
        sign, when = Shaded(sign, Shade.NOW), Shaded(when, Shade.NOW)
    return sign, sign_words(planned), planned.ritual.name, minutes_words(planned.ritual.minutes), when
