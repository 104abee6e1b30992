"""The week ahead: what is planned on each of seven days, how many minutes that takes, and the quotas of any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

import msgspec

from rituals.core.calendar import add_days, day_of, week_of
from rituals.core.model import PersonId, Ritual
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.sign import Sign, part_sign, quota_sign
from rituals.core.occurrences.tick_matching import AHEAD_DAYS, REPAIR_DAYS
from rituals.core.state.couple_state import State

DAYS = 7
_LAST_MINUTE = time(23, 59)
_TAKES_NO_TIME = {Outcome.RESTED, Outcome.PAUSED}


class Planned(msgspec.Struct, frozen=True):
    """A ritual on one day of the week, planned or held, or, for a quota, in a period that overlaps the week.

    `day` is the day it is listed under; with the ritual, it identifies the occurrence in a rest or a move.
    """

    ritual: Ritual
    day: date
    result: OccurrenceResult
    sign: Sign

    @property
    def at(self) -> time | None:
        """Its local time."""
        return self.result.occurrence.span.cadence.at

    @property
    def moved_from(self) -> date | None:
        """Its original day, if it was moved."""
        occurrence = self.result.occurrence
        return occurrence.key if occurrence.key != occurrence.day else None

    @property
    def minutes_taken(self) -> int:
        """The minutes it takes of this day: none if rested or paused; the day on which it was kept takes them all, or
        of several days the first unpaused one."""
        its_day = self.result.held_on or self.result.begins_on
        takes_time = self.result.outcome not in _TAKES_NO_TIME and self.day == its_day
        return self.ritual.minutes if takes_time else 0


class PlannedDay(msgspec.Struct, frozen=True):
    """One day of the week and what is planned on it, by time; what has no time comes last."""

    day: date
    planned: tuple[Planned, ...]

    @property
    def minutes(self) -> int:
        """How many minutes are planned on the day; quotas add none, since any of their days will do."""
        return sum(planned.minutes_taken for planned in self.planned)


class WeekAhead(msgspec.Struct, frozen=True):
    """Seven days in a row as seen from `today`, and the quota periods that overlap them."""

    today: date
    days: tuple[PlannedDay, ...]
    any_day: tuple[Planned, ...]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day


def week_ahead(state: State, first_day: date, local: datetime) -> WeekAhead:
    """The seven days from `first_day` on, as of a local wall time."""
    today = day_of(local, state.household.day_starts_at)
    last_day = add_days(first_day, DAYS - 1)
    days: dict[date, list[Planned]] = {add_days(first_day, n): [] for n in range(DAYS)}
    any_day: list[Planned] = []
    for ritual in state.rituals.values():
        since, until = add_days(first_day, -REPAIR_DAYS), add_days(last_day, AHEAD_DAYS)
        for result in results_between(state, ritual, since, until, today):
            if result.occurrence.is_quota:
                any_day.extend(_in_period(state, ritual, result, first_day, last_day))
                continue
            for day in sorted({*result.occurrence.days, result.held_on or result.occurrence.day}):
                if day in days:
                    days[day].append(Planned(ritual, day, result, _sign(result, day, today)))
    return WeekAhead(
        today, tuple(PlannedDay(day, _by_the_clock(planned)) for day, planned in days.items()), tuple(any_day)
    )


def calendar_week(state: State, day: date, local: datetime) -> WeekAhead:
    """The couple's calendar week around a day; a past week is shown as of its last evening."""
    week = week_of(day, state.household.week_starts_on)
    if week.last < day_of(local, state.household.day_starts_at):
        return week_ahead(state.as_of(week.last), week.first, datetime.combine(week.last, _LAST_MINUTE))
    return week_ahead(state, week.first, local)


def week_for(week: WeekAhead, person: PersonId, today: date) -> WeekAhead:
    """The week as a person sees it on the couple's day `today`: of what is for another one alone, no past day."""

    def seen(planned: Sequence[Planned]) -> tuple[Planned, ...]:
        return tuple(
            entry for entry in planned if entry.ritual.is_open_to(person) or entry.result.occurrence.last >= today
        )

    return WeekAhead(week.today, tuple(PlannedDay(day.day, seen(day.planned)) for day in week.days), seen(week.any_day))


def _in_period(state: State, ritual: Ritual, result: OccurrenceResult, first: date, last: date) -> Iterator[Planned]:
    """A quota's period, listed under the first day of the week on which it holds; nothing if it holds on none."""
    occurrence, span = result.occurrence, result.occurrence.span
    begins = max(first, occurrence.day, span.since)
    ends = min(last, occurrence.last, add_days(span.until, -1) if span.until is not None else last)
    if begins <= ends:
        is_open = result.outcome is Outcome.OPEN
        sign = quota_sign(state, result, ritual, begins) if is_open else _sign(result, begins, begins)
        yield Planned(ritual, begins, result, sign)


def _sign(result: OccurrenceResult, day: date, today: date) -> Sign:
    outcome = result.outcome_on(day)
    if result.is_held_elsewhere(day):
        return Sign.HELD
    if outcome is Outcome.QUIET:
        return Sign.COMING
    if outcome is not Outcome.OPEN:
        return Sign(outcome.value)
    if result.done:
        return part_sign(result.done, result.needed)
    return Sign.COMING if day > today else Sign.OPEN


def _by_the_clock(planned: list[Planned]) -> tuple[Planned, ...]:
    """In order of the calendar day, where half past midnight comes before the morning."""
    return tuple(sorted(planned, key=lambda entry: (entry.at is None, entry.at or time.min)))
