"""The `streaks` and `history` commands: how each ritual goes, and what was kept on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.options import day_option, json_option, maybe_ritual_argument
from rituals.cli.shared.output import Output, Shade, Shaded, heading, lines, table
from rituals.core.calendar import add_days
from rituals.core.model import Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import date_words, day_words, held_words, person_name
from rituals.core.rhythm.history import days_between, run_all
from rituals.core.rhythm.summary import RitualSummary, rhythm, ritual_summary
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
from rituals.core.rituals.past import ritual_as_of, rituals_as_of
from rituals.core.text import printable, titled
from rituals.errors import RuleError, UsageError

_NOTHING_COUNTED = "The first tick begins it: rituals tick NAME."
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


@verb("streaks", "How it goes: weeks in a row, and each ritual's own streak.")
@maybe_ritual_argument
@day_option("--on", "As things stood on that day.")
@click.option("--line", "in_line", is_flag=True, help="One short line, for a prompt or a status bar.")
@json_option("rhythm.documents:StreaksDocument")
@click.pass_obj
def streaks_verb(context: CliContext, ritual_text: str | None, on: str | None, in_line: bool, as_json: bool) -> Output:
    today = context.past_day(on) or context.service.today()
    everything = _histories(context, ritual_text, today)
    weeks = Rhythm() if ritual_text else rhythm(everything, today, context.service.state.household.week_starts_on)
    histories = _shown(context, everything)
    counted = [
        history
        for history in histories
        if history.ritual.is_counted and (ritual_text or not history.ritual.is_archived)
    ]
    if in_line:
        return Output(lines(line_words(weeks, histories)))
    if as_json:
        from rituals.cli.rhythm.documents import streaks_document  # only for --json

        return streaks_document(today, None if ritual_text else weeks, counted).output()
    if ritual_text and not counted:
        raise RuleError(f"{titled(histories[0].ritual.name)} is kept without counting.")
    ends = _milestone_lines(counted[0], today) if ritual_text else [_mood(everything, weeks, today)]
    return Output(lines(*_apart([weeks_words(weeks)], _table(context, counted), ends) or [_NOTHING_COUNTED]))


def _table(context: CliContext, histories: Sequence[RitualSummary]) -> list[str]:
    rows = [_row(history) for history in histories if history.days_kept]
    return table(rows, room=context.room, right=(2, 3))


def _row(history: RitualSummary) -> tuple[str, ...]:
    strength_name = strength_words(history.strength)
    strength_text = f"strength {strength_name}" if strength_name else ""
    strength_cell = Shaded(strength_text, Shade.QUIET)
    return history.ritual.name, streak_words(history.streak), days_words(history.days_kept), strength_cell


def _milestone_lines(history: RitualSummary, today: date) -> list[str]:
    return [f"{milestone_words(reached)}, {day_words(reached.reached_on, today)}" for reached in history.milestones]


def _mood(histories: Sequence[RitualSummary], weeks: Rhythm, today: date) -> str:
    state = mood(histories, weeks, today)
    if state is None:
        return ""
    from rituals.content.loader import catalogue  # parsing it costs more than most verbs

    return mood_words([words.text for words in catalogue().rhythm_message if words.state == state], today)


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
    rituals = [_own_or_shared(context, ritual_text)] if ritual_text else shared
    lived = [days_between(service.state, ritual, first, last, service.today_of(ritual)) for ritual in rituals]
    days = [_looking_back(day) for day in calendar(lived, first, last)]
    days = [day for day in days if day.happenings]
    if as_json:
        from rituals.cli.rhythm.documents import history_document  # only for --json

        return history_document(first, last, days).output()
    return Output(lines(*(_days(context, days) or [_NOTHING_THEN])))


def _looking_back(day: CalendarDay) -> CalendarDay:
    return CalendarDay(day.day, tuple(entry for entry in day.happenings if entry.mark in _SIGNS))


def _days(context: CliContext, days: Sequence[CalendarDay]) -> list[str]:
    """The days under their headings, one table throughout so that the columns stay in line."""
    cells = [_cells(entry, day.day, context.signs) for day in days for entry in day.happenings]
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
    return signs[_SIGNS[entry.mark]], how_it_went, entry.ritual.name, "tiny" if is_tiny(entry.ticks) else ""


def _histories(context: CliContext, name: str | None, day: date) -> list[RitualSummary]:
    """The histories of all rituals, or of the one that `name` means, as things stood on a day."""
    service = context.service
    named = _own_or_shared(context, name) if name else None
    if day == service.today():
        rituals = [named] if named else service.state.rituals.values()
        look = context.session.histories.summary
        return [run_all(look(service.state, ritual, service.today_of(ritual))) for ritual in rituals]
    state = service.state.as_of(day)
    past = [ritual_as_of(named, day)] if named else rituals_as_of(state.rituals.values(), day)
    return [ritual_summary(state, ritual, day) for ritual in past]


def _own_or_shared(context: CliContext, name: str) -> Ritual:
    """The ritual that `name` means; `RuleError` if it is for another person alone, to whom only its past shows."""
    ritual = any_ritual(context.service.state, name)
    if ritual.is_open_to(context.service.seated.id):
        return ritual
    owner = person_name(ritual.who, context.service.state.people)
    raise RuleError(f"{titled(ritual.name)} is for {owner} alone, and how it goes shows only to {owner}.")


def _shown(context: CliContext, histories: Sequence[RitualSummary]) -> list[RitualSummary]:
    """The histories that show to the person who sits here."""
    seated = context.service.seated.id
    return [history for history in histories if history.ritual.is_open_to(seated)]


def _apart(*blocks: Sequence[str]) -> list[str]:
    """Blocks of lines with an empty line between them, without the empty blocks."""
    spaced = [line for block in blocks if any(block) for line in ("", *block)]
    return spaced[1:]
