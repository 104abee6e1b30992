"""Matches ticks to occurrences, and gives the result of each occurrence.

All of it is computed from days, nothing is stored. The results in a window are those that the whole history would give:
matching looks at a few days around it, automatic rests at their block of four weeks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from itertools import pairwise

import msgspec

from rituals.core.cadence.expansion import planned_per_week
from rituals.core.calendar import Period, add_days, days_through
from rituals.core.model import EACH, PersonId, Quota, Ritual
from rituals.core.occurrences.keepers import Keepers, is_ticked_by_all, keepers_by_day
from rituals.core.occurrences.planned import Occurrence as Occurrence
from rituals.core.occurrences.planned import occurrences as occurrences
from rituals.core.occurrences.tick_matching import AHEAD_DAYS, REPAIR_DAYS, match_ticks
from rituals.core.state.couple_state import State, TicksByDay
from rituals.core.state.pauses import is_paused
from rituals.core.state.ritual_fold import Rests

RESTS_PER_BLOCK = 2
BLOCK_DAYS = 28
OFTEN_PER_WEEK = 3
BLOCKS_COUNT_FROM = date(1970, 1, 5)
_MARGIN = 14  # days: no tick or occurrence further from a window affects it, except by chains
_ENTANGLED_GAP = 3


class Outcome(StrEnum):
    """How an occurrence went."""

    KEPT = "kept"
    RESTED = "rested"
    PAUSED = "paused"
    QUIET = "quiet"
    OPEN = "open"


class OccurrenceResult(msgspec.Struct, frozen=True, gc=False):
    """An occurrence and its outcome; `kept_by` says whose ticks keep it (None: anyone's count for all), `ticked_on` on
    which days, `done` and `needed` how many of the needed ticks it has, `paused_on` which of its days are paused, asked
    only where it is not kept, or has several, `is_rested_by_phone` whether all came by phone that rests it."""

    occurrence: Occurrence
    outcome: Outcome
    kept_by: frozenset[PersonId | None]
    ticked_on: tuple[date, ...]
    done: int
    needed: int
    paused_on: tuple[date, ...] = ()
    is_rested_by_phone: bool = False

    @property
    def begins_on(self) -> date:
        """The first of its days that is not paused; its first day if all are."""
        return next((day for day in self.occurrence.days if day not in self.paused_on), self.occurrence.day)

    @property
    def shown_on(self) -> list[date]:
        """Its days, or once it is kept only the first and those that were paused, as then the ticked one shows."""
        days = self.occurrence.days
        return days if self.outcome is not Outcome.KEPT else sorted({days[0], *self.paused_on})

    @property
    def held_on(self) -> date | None:
        """The day on which it was kept, one of its own where it was ticked on such a one; None where it is not kept, or
        nobody's tick was needed, and for a quota, which has no day."""
        if self.outcome is not Outcome.KEPT or not self.ticked_on or self.occurrence.is_quota:
            return None
        own_days = [day for day in self.ticked_on if self.occurrence.day <= day <= self.occurrence.last]
        return own_days[0] if own_days else self.ticked_on[-1]

    def is_held_elsewhere(self, day: date) -> bool:
        """Whether it was kept, but on another day than this one of its own, which was not left out by a pause."""
        return self.held_on is not None and day not in self.ticked_on and self.outcome_on(day) is Outcome.KEPT

    def outcome_on(self, day: date) -> Outcome:
        """Its outcome as it shows on one of its days: paused on one in a pause, where nothing else became of it or it
        was kept on another of its days."""
        if day not in self.paused_on:
            return self.outcome
        is_kept_beside = self.held_on in self.occurrence.days and day not in self.ticked_on
        is_paused = is_kept_beside or self.outcome in (Outcome.OPEN, Outcome.QUIET)
        return Outcome.PAUSED if is_paused else self.outcome


def results_between(state: State, ritual: Ritual, since: date, until: date, today: date) -> list[OccurrenceResult]:
    """The result of every occurrence of a ritual in a window of days, in order, as of `today`."""
    first = _settled_before(state, ritual, _block(since).first)
    last = add_days(until, _MARGIN)
    planned = occurrences(ritual, first, last, state.household.week_starts_on)
    if not planned:
        return []
    view = _View(state, ritual, min(first, planned[0].day), max(last, max(o.last for o in planned)), today)
    days_kept = view.keeping_days([o for o in planned if not o.is_quota])
    results = [view.quota(o) if o.is_quota else view.day(o, days_kept.get(o.key, {})) for o in planned]
    return [
        result
        for result in _with_automatic_rests(results)
        if result.occurrence.day <= until and result.occurrence.last >= since
    ]


def _settled_before(state: State, ritual: Ritual, day: date) -> date:
    """A day to start matching from so that the results from `day` on are right: a little earlier, or as far back as a
    chain of dependent ticks reaches."""
    first, back = add_days(day, -_MARGIN), _MARGIN
    while ritual.spans[0].since < first:
        planned = occurrences(ritual, first, day, state.household.week_starts_on)
        pairs = list(pairwise(occurrence for occurrence in planned if not occurrence.is_quota))
        if not pairs or any((later.day - earlier.last).days != _ENTANGLED_GAP for earlier, later in pairs):
            break
        ticks = state.ticks(ritual.id, first, day)
        days_counted = (set(_counted_days(state, ritual, ticks, person)) for person in _people(state, ritual))
        if not any(_is_carried_through(pairs, days) for days in days_counted):
            break
        back *= 2
        first = add_days(first, -back)
    return first


def _is_carried_through(pairs: Iterable[tuple[Occurrence, Occurrence]], ticked: AbstractSet[date]) -> bool:
    """Whether each tick's match depends on the one before, so that all of them form a chain.

    Neighbours depend on each other only if they are three days apart and the only tick between them is on the day
    before the second: it counts for the first, or, if an earlier tick already does, for the second.
    """
    return all(
        add_days(later.day, -1) in ticked and ticked.isdisjoint([*earlier.days, add_days(earlier.last, 1)])
        for earlier, later in pairs
    )


def _people(state: State, ritual: Ritual) -> list[PersonId | None]:
    """The people whose ticks are matched separately; None among them where anyone's tick counts for all."""
    every_who = ritual.every_who
    people: list[PersonId | None] = [person.id for person in state.people if EACH in every_who]
    return people if people and every_who == {EACH} else [*people, None]


def _counted_days(state: State, ritual: Ritual, ticks: TicksByDay, person: PersonId | None) -> list[date]:
    """The days that count as ticked for a person; for None, those that anyone ticked, or everyone where each person did
    so for themselves then."""
    if person is not None or not ritual.earlier_who:
        return _days_ticked_by(ticks, person)
    keepers_on = keepers_by_day(state, ritual)
    return [day for day, day_ticks in ticks.items() if is_ticked_by_all(keepers_on(day), day_ticks)]


def _days_ticked_by(ticks: TicksByDay, person: PersonId | None) -> list[date]:
    """The days that count as ticked for a person; for None, the days anyone ticked."""
    if person is None:
        return list(ticks)
    return [day for day, ticked in ticks.items() if any(tick.by in (None, person) for tick in ticked)]


class _View:
    """One ritual's ticks, rests and pauses around a window, read from the state once."""

    def __init__(self, state: State, ritual: Ritual, first: date, last: date, today: date) -> None:
        self.state = state
        self.ritual = ritual
        self.today = today
        self.ticks = state.ticks(ritual.id, add_days(first, -AHEAD_DAYS), add_days(last, REPAIR_DAYS))
        self.open_from = add_days(today, -REPAIR_DAYS)
        self.tick_days = list(self.ticks)
        self.rests: dict[date, set[PersonId | None]] = {}
        for day, by in state.rests(ritual.id):
            self.rests.setdefault(day, set()).add(by)
        self.rests_by_phone = state.rests_by_phone(ritual.id)
        self.pauses = [pause for pause in state.pauses_of(ritual.id) if pause.overlaps(first, last)]
        self.begun = ritual.begun_on
        self.keepers_on = keepers_by_day(state, ritual)
        self._sets: dict[Keepers, frozenset[PersonId | None]] = {}

    def keeping_days(self, ordered: Sequence[Occurrence]) -> dict[date, dict[PersonId | None, date]]:
        """By occurrence key: the people who kept it, and the day of each one's tick."""
        days_kept: dict[date, dict[PersonId | None, date]] = {}
        for person in _people(self.state, self.ritual):
            counted = _counted_days(self.state, self.ritual, self.ticks, person)
            for day, key in match_ticks(ordered, counted, self.begun).items():
                days_kept.setdefault(key, {})[person] = day
        return days_kept

    def day(self, occurrence: Occurrence, days_kept: dict[PersonId | None, date]) -> OccurrenceResult:
        needed = self.keepers_on(occurrence.day)
        done = tuple([person for person in needed if person in days_kept])
        ticked_on = tuple(sorted({days_kept[person] for person in done})) if done else ()
        is_kept = len(done) == len(needed)
        days_asked = occurrence.days if self.pauses and not (is_kept and occurrence.day == occurrence.last) else ()
        paused_on = tuple(day for day in days_asked if is_paused(self.pauses, day))
        outcome = Outcome.KEPT if is_kept else self._unkept(occurrence, set(needed).difference(done), paused_on)
        by_phone, kept_by = self._is_rested_by_phone(occurrence, outcome), self._set_of(done)
        return OccurrenceResult(occurrence, outcome, kept_by, ticked_on, len(done), len(needed), paused_on, by_phone)

    def _set_of(self, people: Keepers) -> frozenset[PersonId | None]:
        """One shared frozenset for the same people, to save memory over many occurrences."""
        if people not in self._sets:
            self._sets[people] = frozenset(people)
        return self._sets[people]

    def _unkept(self, occurrence: Occurrence, lacking: set[PersonId | None], paused_on: tuple[date, ...]) -> Outcome:
        if paused_on and len(paused_on) == len(occurrence.days):
            return Outcome.PAUSED
        if self.rests and self._is_rested(occurrence, lacking):
            return Outcome.RESTED
        return Outcome.OPEN if self.open_from <= occurrence.last else Outcome.QUIET

    def _is_rested(self, occurrence: Occurrence, lacking: set[PersonId | None]) -> bool:
        """Whether everyone who did not keep it has a rest; a quota's rest may lie on any day of its period."""
        excused = {by for _, by in self._rests_of(occurrence)}
        return None in excused or lacking <= excused

    def _is_rested_by_phone(self, occurrence: Occurrence, outcome: Outcome) -> bool:
        if outcome is not Outcome.RESTED or not self.rests_by_phone:
            return False
        rests = self._rests_of(occurrence)
        return bool(rests) and rests <= self.rests_by_phone

    def _rests_of(self, occurrence: Occurrence) -> Rests:
        days = days_through(occurrence.key, occurrence.last) if occurrence.is_quota else (occurrence.key,)
        return frozenset((day, by) for day in days for by in self.rests.get(day, ()))

    def _keepers_throughout(self, occurrence: Occurrence) -> Sequence[PersonId | None]:
        """Whose ticks a period needs: not those of somebody who left in its course, or whose it is no more."""
        first, last = self.keepers_on(occurrence.day), self.keepers_on(occurrence.last)
        still = {*last, self.ritual.who_on(occurrence.last)}
        return [person for person in first if person in still] or first

    def quota(self, occurrence: Occurrence) -> OccurrenceResult:
        cadence = occurrence.span.cadence
        assert isinstance(cadence, Quota)
        first, end = bisect_left(self.tick_days, occurrence.day), bisect_right(self.tick_days, occurrence.last)
        within = {day: self.ticks[day] for day in self.tick_days[first:end]}
        counts = {person: len(_days_ticked_by(within, person)) for person in self._keepers_throughout(occurrence)}
        done = min(counts.values(), default=cadence.times)
        if done >= cadence.times:
            outcome = Outcome.KEPT
        elif self._is_rested(occurrence, {person for person, count in counts.items() if count < cadence.times}):
            outcome = Outcome.RESTED
        elif self.today <= occurrence.last:
            outcome = Outcome.OPEN
        elif any(pause.overlaps(occurrence.day, occurrence.last) for pause in self.pauses):
            outcome = Outcome.PAUSED
        else:
            outcome = Outcome.RESTED if occurrence.cut_short else Outcome.QUIET
        kept_by = frozenset(person for person, count in counts.items() if count >= cadence.times)
        by_phone = self._is_rested_by_phone(occurrence, outcome)
        return OccurrenceResult(occurrence, outcome, kept_by, tuple(within), done, cadence.times, (), by_phone)


def _block(day: date) -> Period:
    """The fixed block of four weeks around a day, counted from Monday 1970-01-05."""
    first = add_days(day, -((day - BLOCKS_COUNT_FROM).days % BLOCK_DAYS))
    return Period(first, add_days(first, BLOCK_DAYS - 1))


def _with_automatic_rests(history: Iterable[OccurrenceResult]) -> Iterator[OccurrenceResult]:
    """Turn the first two quiet occurrences of each block into rests, for rituals planned at least `OFTEN_PER_WEEK`
    times a week."""
    rests_used: dict[date, int] = {}
    for result in history:
        occurrence = result.occurrence
        if result.outcome is Outcome.QUIET and _is_often(occurrence):
            block = _block(occurrence.day).first
            if rests_used.get(block, 0) < RESTS_PER_BLOCK:
                rests_used[block] = rests_used.get(block, 0) + 1
                yield msgspec.structs.replace(result, outcome=Outcome.RESTED)
                continue
        yield result


def _is_often(occurrence: Occurrence) -> bool:
    return not occurrence.is_quota and planned_per_week(occurrence.span.cadence) >= OFTEN_PER_WEEK
