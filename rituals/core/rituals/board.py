"""Today's board: the rows of rituals and the week strip, the same for the app and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

import msgspec

from rituals.core.calendar import Period, add_days, day_of, week_of
from rituals.core.model import EACH, Person, PersonId, Quota, Ritual, RitualId, Tick
from rituals.core.occurrences.keepers import came_by_phone
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.planned import tick_day
from rituals.core.occurrences.sign import _OUTCOME_SIGNS, PARTLY, Sign, part_sign, quota_sign, ticked_sign
from rituals.core.state.couple_state import State


class Group(StrEnum):
    """The group of Today that a row belongs to."""

    TODAY = "today"
    THIS_WEEK = "this week"
    THIS_MONTH = "this month"
    TOMORROW = "tomorrow"


class Part(StrEnum):
    """The part of Today's page that a row stands in, in the order of the page."""

    NOW = "now"
    LATER = "later today"
    THIS_WEEK = "any time this week"
    THIS_MONTH = "any time this month"
    DONE = "done"
    RESTING = "resting"
    TOMORROW = "tomorrow"


class Row(msgspec.Struct, frozen=True):
    """One ritual on Today.

    `day` is the day that a tick made now belongs to. `result` is the planned occurrence that the row is about, if any;
    it lies before `day` if it can still be caught up on. `at` is its local time, `is_due` whether that has come.
    `ticked_by` holds whose ticks there are on `day` (None: everyone's), `by_phone` whether they, or its rest, all came
    that way.
    """

    ritual: Ritual
    group: Group
    sign: Sign
    day: date
    result: OccurrenceResult | None = None
    at: time | None = None
    is_due: bool = False
    ticked_by: frozenset[PersonId | None] = frozenset()
    tiny: bool = False
    notes: tuple[str, ...] = ()
    by_phone: bool = False

    @property
    def is_done(self) -> bool:
        return self.sign in {Sign.KEPT, Sign.HELD}

    @property
    def held_on(self) -> date | None:
        """The day on which it was done, where that is another one than it was planned for and stands under."""
        return self.result.held_on if self.result is not None and self.sign is Sign.HELD else None

    @property
    def is_half_done(self) -> bool:
        """Whether some of those who keep it did, and others not yet; a quota has its progress instead."""
        return self.sign in PARTLY and (self.result is None or not self.result.occurrence.is_quota)

    @property
    def is_from_before(self) -> bool:
        return self.result is not None and self.result.occurrence.last < self.day

    @property
    def part(self) -> Part:
        """Where it stands on Today: what is due or carried over comes first, what asks for nothing more last."""
        if self.group is Group.TOMORROW:
            return Part.TOMORROW
        if self.is_done:
            return Part.DONE
        if self.sign in {Sign.RESTED, Sign.PAUSED}:
            return Part.RESTING
        if self.group is not Group.TODAY:
            return Part.THIS_WEEK if self.group is Group.THIS_WEEK else Part.THIS_MONTH
        return Part.NOW if self.is_due or self.is_from_before else Part.LATER

    def is_on_the_day(self, today: date) -> bool:
        """Whether it is about the couple's day `today`, and nothing carried over, of tomorrow, or of an earlier day."""
        return self.day >= today and not self.is_from_before and self.group is not Group.TOMORROW


class DaySign(msgspec.Struct, frozen=True):
    """One day of the week strip."""

    day: date
    sign: Sign


_LOOK_BACK = 7
_LOOK_AHEAD = 3  # a tick counts up to two days ahead, and a ritual set before the day start may be a day on


class Board(msgspec.Struct, frozen=True):
    """Everything that Today shows."""

    day: date
    people: tuple[Person, ...]
    rows: tuple[Row, ...]
    week: tuple[DaySign, ...]


_Lately: TypeAlias = tuple[list[OccurrenceResult], list[tuple[date, Sign]]]
"""A ritual's results around today, and its signs in the week strip."""


class BoardCache:
    """Caches what a board takes of each ritual's days; worked out again when `State.version(ritual)` changes."""

    def __init__(self) -> None:
        self._cached: dict[RitualId, tuple[tuple[object, ...], _Lately]] = {}

    def lately(self, state: State, ritual: Ritual, week: Period, today: date) -> _Lately:
        """`_lately`, from the cache if nothing changed."""
        made_of = (state, state.version(ritual.id), week, today)
        cached = self._cached.get(ritual.id)
        if cached is None or cached[0] != made_of:
            cached = self._cached[ritual.id] = made_of, _lately(state, ritual, week, today)
        return cached[1]


def board(state: State, local: datetime, cache: BoardCache | None = None) -> Board:
    """The board at a local wall time; with a `cache`, the next one is fast."""
    look = cache.lately if cache is not None else _lately
    today = day_of(local, state.household.day_starts_at)
    week = week_of(today, state.household.week_starts_on)
    rows: list[Row] = []
    strip: dict[date, list[Sign]] = {add_days(week.first, n): [] for n in range(7)}
    for ritual in state.rituals.values():
        results, week_signs = look(state, ritual, week, today)
        row = _row(state, ritual, results, local)
        if row is not None:
            rows.append(row)
        for day, sign in week_signs:
            strip[day].append(sign)
    rows.sort(key=lambda row: _order(row, state.household.day_starts_at))
    signs = tuple(DaySign(day, _day_sign(day_signs, day, today)) for day, day_signs in strip.items())
    return Board(today, state.couple(today), tuple(rows), signs)


def _lately(state: State, ritual: Ritual, week: Period, today: date) -> _Lately:
    first, last = min(week.first, add_days(today, -_LOOK_BACK)), add_days(week.last, _LOOK_AHEAD)
    results = results_between(state, ritual, first, last, today)
    return results, list(_signs(state, ritual, results, week.first, week.last)) if ritual.streak else []


def board_for(board: Board, person: PersonId, today: date) -> Board:
    """The board as a person sees it on the couple's day `today`: of what is for another one alone, neither a past day
    nor anything carried over."""
    return msgspec.structs.replace(board, rows=tuple(row for row in board.rows if _is_seen(row, person, today)))


def _is_seen(row: Row, person: PersonId, today: date) -> bool:
    is_past = row.day < today or (row.is_from_before and not row.ticked_by)
    return row.ritual.is_open_to(person) or not is_past


def _row(state: State, ritual: Ritual, results: list[OccurrenceResult], local: datetime) -> Row | None:
    """The row of a ritual on Today, if any: for today, its period, an occurrence to catch up on, or tomorrow."""
    today = tick_day(ritual, local, state.household.day_starts_at)
    ticks = state.ticks(ritual.id, today, today).get(today, ())
    result, group = _matter(results, today, ticked=bool(ticks))
    if not ticks and (result is None or not _is_kept_up(ritual, today)):
        return None
    at = result.occurrence.span.cadence.at if result else None
    sign = _sign(state, ritual, result, today, ticks, group)
    return Row(
        ritual=ritual,
        group=group,
        sign=sign,
        day=today,
        result=result,
        at=at,
        is_due=result is not None and group is Group.TODAY and _has_come(result, at, local),
        ticked_by=frozenset(tick.by for tick in ticks),
        tiny=bool(ticks) and all(tick.tiny for tick in ticks),
        notes=tuple(tick.note for tick in ticks if tick.note),
        by_phone=came_by_phone(ticks) or (result is not None and sign is Sign.RESTED and result.is_rested_by_phone),
    )


def _matter(results: list[OccurrenceResult], today: date, *, ticked: bool) -> tuple[OccurrenceResult | None, Group]:
    """The occurrence that a row is about, and its group; None if there is none, or today's tick was an extra."""
    planned = [result for result in results if not result.occurrence.is_quota]
    if on_day := [result for result in planned if _covers(result, today)]:
        return on_day[-1], Group.TODAY
    if served := [result for result in planned if ticked and today in result.ticked_on]:
        return served[-1], Group.TODAY
    if period := [result for result in results if result.occurrence.is_quota and _covers(result, today)]:
        quota = period[-1].occurrence.span.cadence
        monthly = isinstance(quota, Quota) and quota.per == "month"
        return period[-1], Group.THIS_MONTH if monthly else Group.THIS_WEEK
    if ticked:
        return None, Group.TODAY
    if still_open := [
        result for result in planned if result.outcome is Outcome.OPEN and result.occurrence.last < today
    ]:
        return still_open[-1], Group.TODAY
    if coming := [result for result in planned if result.occurrence.day == add_days(today, 1)]:
        return coming[0], Group.TOMORROW
    return None, Group.TODAY


def _is_kept_up(ritual: Ritual, day: date) -> bool:
    """Whether a ritual had been added by a day and was not put away on it, whatever has come of it since."""
    away = any(earlier.until is not None and earlier.until <= day < on.since for earlier, on in pairwise(ritual.spans))
    return ritual.spans[0].since <= day and (ritual.archived_on is None or day < ritual.archived_on) and not away


def _covers(result: OccurrenceResult, day: date) -> bool:
    return result.occurrence.day <= day <= result.occurrence.last


def _has_come(result: OccurrenceResult, at: time | None, local: datetime) -> bool:
    return result.outcome is Outcome.OPEN and at is not None and datetime.combine(result.begins_on, at) <= local


def _sign(
    state: State, ritual: Ritual, result: OccurrenceResult | None, today: date, ticks: tuple[Tick, ...], group: Group
) -> Sign:
    if result is None:
        return ticked_sign(state, ritual, today, ticks)
    if result.occurrence.is_quota:
        return quota_sign(state, result, ritual, today)
    outcome = result.outcome_on(result.occurrence.day if group is Group.TOMORROW else today)
    if outcome is Outcome.OPEN and (result.done or (ticks and ritual.who_on(today) == EACH)):
        return part_sign(result.done, result.needed)
    if outcome is Outcome.KEPT and not ticks:
        return Sign.HELD
    if outcome is Outcome.OPEN and group is Group.TOMORROW:
        return Sign.COMING
    return _OUTCOME_SIGNS[outcome]


def _signs(
    state: State, ritual: Ritual, results: list[OccurrenceResult], first: date, last: date
) -> Iterator[tuple[date, Sign]]:
    """A ritual's signs in the week strip; a day with a tick shows as kept, whichever occurrence the tick counts for, or
    in part where not everyone ticked it whose tick is needed."""
    ticked = state.ticks(ritual.id, first, last)
    for day in ticked:
        yield day, ticked_sign(state, ritual, day, ticked[day])
    for result in results:
        if result.occurrence.is_quota:
            continue
        for day in result.shown_on:
            if first <= day <= last and day not in ticked:
                yield day, _planned_sign(result, day)


def _planned_sign(result: OccurrenceResult, day: date) -> Sign:
    outcome = result.outcome_on(day)
    if result.is_held_elsewhere(day):
        return Sign.HELD
    return Sign.HALF if result.done and outcome is Outcome.OPEN else _OUTCOME_SIGNS[outcome]


def _day_sign(signs: list[Sign], day: date, today: date) -> Sign:
    """One sign for a day over all rituals; a quiet day looks like one with nothing planned, and what was held on
    another day says nothing of this one unless it stands alone."""
    if not signs:
        return Sign.COMING
    if all(sign is Sign.PAUSED for sign in signs):
        return Sign.PAUSED
    if all(sign in {Sign.RESTED, Sign.PAUSED} for sign in signs):
        return Sign.RESTED
    planned = [sign for sign in signs if sign not in {Sign.RESTED, Sign.PAUSED, Sign.HELD}]
    if not planned:
        return Sign.HELD
    if all(sign is Sign.KEPT for sign in planned):
        return Sign.KEPT
    if any(sign is Sign.KEPT or sign in PARTLY for sign in planned):
        return Sign.HALF
    return Sign.OPEN if day == today else Sign.COMING


def _order(row: Row, day_starts_at: time) -> tuple[int, bool, bool, int]:
    """The sort key of rows, which ticking does not change: by time of day, then without a time, then those to catch up
    on."""
    minutes = 0
    if row.at is not None:
        minutes = (row.at.hour * 60 + row.at.minute - day_starts_at.hour * 60 - day_starts_at.minute) % (24 * 60)
    return list(Group).index(row.group), row.is_from_before, row.at is None, minutes
