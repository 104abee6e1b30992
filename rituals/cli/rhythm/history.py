"""The verbs that look back: how it goes, and what was kept on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.options import day_option, json_option, maybe_ritual_argument
from rituals.cli.shared.output import UNLIMITED, Output, lines, table
from rituals.core.calendar import add_days
from rituals.core.model import Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import date_words, day_words
from rituals.core.rhythm.history import RitualHistory, rhythm, ritual_history, strength
from rituals.core.rhythm.milestones import milestones
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import (
    days_words,
    line_words,
    milestone_words,
    mood,
    mood_words,
    streak_words,
    strength_words,
    weeks_words,
)
from rituals.core.rhythm.year import CalendarDay, DayEntry, DayMark, calendar, is_tiny
from rituals.core.text import printable
from rituals.errors import RuleError, UsageError

_NOTHING_COUNTED = "The first tick begins it: rituals tick NAME."
_NOTHING_THEN = "Nothing was put down in those days. rituals tick NAME --on DAY adds what was forgotten."
_WEEKS_BACK = 4
_SIGNS = {DayMark.KEPT: Sign.KEPT, DayMark.PART: Sign.HALF, DayMark.RESTED: Sign.RESTED, DayMark.PAUSED: Sign.PAUSED}
"""What history tells of; a day without any of these is simply not in it."""


@verb("streaks", "How it goes: weeks in a row, and each ritual's own streak.")
@maybe_ritual_argument
@day_option("--on", "As things stood on that day.")
@click.option("--line", "in_line", is_flag=True, help="One short line, for a prompt or a status bar.")
@json_option
@click.pass_obj
def streaks_verb(context: CliContext, ritual: str | None, on: str | None, in_line: bool, as_json: bool) -> Output:
    today = _day(context, on) or context.service.today()
    found = _pasts(context, ritual, today)
    weeks = Rhythm() if ritual else rhythm(found, today, context.service.state.household.week_starts_on)
    listed = [one for one in found if one.counts and (ritual or not one.ritual.is_archived)]
    if in_line:
        return Output(lines(line_words(weeks, found)))
    if as_json:
        from rituals.cli.rhythm.documents import streaks_document
        from rituals.cli.shared.documents import json_output  # only for --json

        return json_output(streaks_document(today, None if ritual else weeks, listed))
    if ritual and not listed:
        raise RuleError(f"{printable(found[0].ritual.name)} is kept without counting.")
    ends = _reached(listed[0], today) if ritual else [_mood(found, weeks, today)]
    return Output(lines(*_apart([weeks_words(weeks)], _table(context, listed), ends) or [_NOTHING_COUNTED]))


def _table(context: CliContext, pasts: Sequence[RitualHistory]) -> list[str]:
    rows = [_row(one) for one in pasts if one.days_kept]
    return table(rows, room=context.room or UNLIMITED, gives_way=0, right=(2, 3)) if rows else []


def _row(one: RitualHistory) -> tuple[str, ...]:
    settled = strength_words(strength(one).now)
    strong = f"strength {settled}" if settled else ""
    return one.ritual.name, streak_words(one.streak), days_words(one.days_kept), strong


def _reached(one: RitualHistory, today: date) -> list[str]:
    return [f"{milestone_words(reached)}, {day_words(reached.reached_on, today)}" for reached in milestones(one)]


def _mood(pasts: Sequence[RitualHistory], weeks: Rhythm, today: date) -> str:
    state = mood(pasts, weeks, today)
    if state is None:
        return ""
    from rituals.content.loader import catalogue  # parsing it costs more than most verbs

    return mood_words([words.text for words in catalogue().rhythm_message if words.state == state], today)


@verb("history", "What was kept on which day, with its notes.")
@maybe_ritual_argument
@day_option("--from", "The first day; four weeks back if left out.")
@day_option("--to", "The last day; today if left out.")
@json_option
@click.pass_obj
def history_verb(context: CliContext, ritual: str | None, since: str | None, to: str | None, as_json: bool) -> Output:
    until = _day(context, to) or context.service.today()
    first = _day(context, since) or add_days(until, 1 - 7 * _WEEKS_BACK)
    if first > until:
        raise UsageError(f"{first} comes after {until}. Put the earlier day after --from.")
    found = [one for one in _pasts(context, ritual, context.service.today()) if ritual or not one.ritual.private]
    days = [_looking_back(day) for day in calendar(found, first, until)]
    days = [day for day in days if day.happenings]
    if as_json:
        from rituals.cli.rhythm.documents import history_document
        from rituals.cli.shared.documents import json_output  # only for --json

        return json_output(history_document(first, until, days))
    return Output(lines(*(_days(context, days) or [_NOTHING_THEN])))


def _looking_back(day: CalendarDay) -> CalendarDay:
    return CalendarDay(day.day, tuple(one for one in day.happenings if one.mark in _SIGNS))


def _days(context: CliContext, days: Sequence[CalendarDay]) -> list[str]:
    """The days under their headings, one table throughout so that the columns stay in line."""
    every = [one for day in days for one in day.happenings]
    cells = [_cells(one, context.signs) for one in every]
    written = iter(table(cells, room=(context.room or UNLIMITED) - 2, gives_way=2) if cells else [])
    said: list[str] = []
    for day in days:
        said += ["", f"{date_words(day.day)} {day.day.year}"]
        for one in day.happenings:
            said += [f"  {next(written)}", *(f"     “{printable(tick.note)}”" for tick in one.ticks if tick.note)]
    return said[1:]


def _cells(one: DayEntry, signs: Mapping[Sign, str]) -> tuple[str, ...]:
    return signs[_SIGNS[one.mark]], one.mark.value, one.ritual.name, "tiny" if is_tiny(one.ticks) else ""


def _pasts(context: CliContext, name: str | None, day: date) -> list[RitualHistory]:
    """The pasts of all rituals, or of the one that is meant, as things stood on a day."""
    service = context.service
    is_today = day == service.today()
    state = service.state if is_today else service.state.as_of(day)
    meant: list[Ritual] = [any_ritual(state, name)] if name else list(state.rituals.values())
    return [ritual_history(state, one, service.today_of(one) if is_today else day) for one in meant]


def _day(context: CliContext, words: str | None) -> date | None:
    """The day that words name, if it has come."""
    day = context.day(words)
    if day is not None and day > context.service.today():
        raise UsageError(f"{day} is still to come, and this looks back. Choose a day up to today.")
    return day


def _apart(*blocks: Sequence[str]) -> list[str]:
    """Blocks of lines with an empty line between them, those with nothing to say left out."""
    said = [line for block in blocks if any(block) for line in ("", *block)]
    return said[1:]
