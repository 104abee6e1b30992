"""The `history` command: what was kept on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import click

from rituals.cli.rhythm.shown import own_or_shared
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import day_option, json_option, maybe_ritual_argument
from rituals.cli.shared.output import Output, heading, lines, table
from rituals.cli.shared.signs import printed_signs
from rituals.core.calendar import add_days
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import BY_PHONE, date_words, held_words
from rituals.core.rhythm.history import days_between
from rituals.core.rhythm.year import CalendarDay, DayEntry, DayMark, calendar, is_tiny
from rituals.core.rituals.audience import tells_by_phone
from rituals.core.text import printable
from rituals.errors import UsageError

_NOTHING_THEN = "Nothing was put down in those days. rituals tick NAME --on DAY adds what was forgotten."
_WEEKS_BACK = 4
_SIGNS = {
    DayMark.KEPT: Sign.KEPT,
    DayMark.HELD: Sign.HELD,
    DayMark.PART: Sign.HALF,
    DayMark.RESTED: Sign.RESTED,
    DayMark.PAUSED: Sign.PAUSED,
}
"""The marks that history lists, with their signs; an entry with any other mark is left out."""


@verb("history", "What was kept on which day, with its notes.")
@maybe_ritual_argument
@day_option("--from", "The first day; four weeks back if left out.")
@day_option("--until", "The last day; today if left out.")
@json_option("rhythm.documents:HistoryDocument")
@click.pass_obj
def history_verb(
    context: CliContext, ritual_text: str | None, since: str | None, until: str | None, as_json: bool
) -> Output:
    last = context.past_day(until) or context.service.today()
    first = context.past_day(since) or add_days(last, 1 - 7 * _WEEKS_BACK)
    if first > last:
        raise UsageError(
            f"{date_words(first, last)} comes after {date_words(last, first)}. Put the earlier day after --from."
        )
    service, seated = context.service, context.service.seated.id
    shared = [ritual for ritual in service.state.rituals.values() if not ritual.private and ritual.is_open_to(seated)]
    rituals = [own_or_shared(context, ritual_text)] if ritual_text else shared
    lived = [days_between(service.state, ritual, first, last, service.today_of(ritual)) for ritual in rituals]
    days = [_looking_back(day) for day in calendar(lived, first, last)]
    days = [day for day in days if day.happenings]
    if as_json:
        from rituals.cli.rhythm.documents import history_document  # only for --json

        return history_document(first, last, days).output()
    return Output(lines(*(_days(context, days) or [_NOTHING_THEN])))


def _looking_back(day: CalendarDay) -> CalendarDay:
    """What is told of a day: as history names nobody, not that a tick came by phone where that might tell whose."""

    def as_told(entry: DayEntry) -> DayEntry:
        return entry._replace(by_phone=entry.by_phone and tells_by_phone(entry.ritual, day.day, is_on_the_day=False))

    return CalendarDay(day.day, tuple(as_told(entry) for entry in day.happenings if entry.mark in _SIGNS))


def _days(context: CliContext, days: Sequence[CalendarDay]) -> list[str]:
    """The days under their headings, one table throughout so that the columns stay in line."""
    signs = printed_signs(context)
    cells = [_cells(entry, day.day, signs) for day in days for entry in day.happenings]
    table_rows = iter(table(cells, room=context.room, name=2, indent=2))
    listing: list[str] = []
    for day in days:
        listing += ["", heading(date_words(day.day, context.service.today()))]
        for entry in day.happenings:
            listing += [
                next(table_rows),
                *(f"     “{printable(tick.note)}”" for tick in entry.ticks if tick.note),
            ]
    return listing[1:]


def _cells(entry: DayEntry, day: date, signs: Mapping[Sign, str]) -> tuple[str, ...]:
    how_it_went = held_words(entry.held_on, day) if entry.held_on is not None else entry.mark.value
    details = ("tiny" if is_tiny(entry.ticks) else "", BY_PHONE if entry.by_phone else "")
    return signs[_SIGNS[entry.mark]], how_it_went, entry.ritual.name, " · ".join(filter(None, details))
