"""A ritual's whole past, expanded once; every number and picture of how it goes is read from it."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeAlias, TypeVar

import msgspec

from rituals.core.calendar import add_days, week_of
from rituals.core.model import EACH, Pause, Person, Ritual
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, keepers, lived
from rituals.core.occurrences.planned import Occurrence
from rituals.core.rhythm.streak import Streak, first_day, streak_of
from rituals.core.rhythm.strength import Curve, curve
from rituals.core.rhythm.weeks import Rhythm, Tallies, rhythm_of, tallies
from rituals.core.state.couple_state import State, TicksByDay
from rituals.core.state.ritual_fold import Rests

Known = TypeVar("Known")

_IN_ORDER = attrgetter("occurrence.day", "occurrence.key")
_YEAR = 365
_REACH = 40  # days back: a tick serves its month's quota, or an occurrence up to two days before it


class RitualSummary(msgspec.Struct, frozen=True):
    """How one ritual went, in numbers, as things stand on `today`."""

    ritual: Ritual
    today: date
    streak: Streak
    weeks: Tallies

    @property
    def counts(self) -> bool:
        """Whether it may be counted at all: in streaks, in the rhythm, in milestones."""
        return self.ritual.streak and not self.ritual.private


class RitualHistory(RitualSummary, frozen=True):
    """How one ritual went, in all that can be seen.

    `lived` reaches from its first day to `until`, the end of a week, so that it holds what is coming in it too.
    `ticks` holds every ticked day in order, `kept_days` those on which everyone ticked whose tick it takes.
    """

    until: date
    lived: tuple[OccurrenceResult, ...]
    ticks: TicksByDay
    kept_days: tuple[date, ...]
    pauses: tuple[Pause, ...]

    @property
    def days_kept(self) -> int:
        """How many days it was ticked on, all in all; it never goes down by ticking."""
        return len(self.ticks)


class _Facts(NamedTuple):
    """All that a past depends on, ticks and the day aside."""

    ritual: Ritual
    rests: Rests
    pauses: tuple[Pause, ...]
    people: tuple[Person, ...]
    week_starts_on: int


Sliced: TypeAlias = Generator[None, None, Known]
"""Work that pauses after each year's worth of it, and what comes of it."""


def run_all(steps: Sliced[Known]) -> Known:
    """What comes of all steps, at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Known = end.value
            return found


def ritual_history(state: State, ritual: Ritual, today: date) -> RitualHistory:
    """One ritual's past as things stand on `today`, expanded from its first day."""
    return run_all(_whole(state, ritual, today))


def rhythm(pasts: Iterable[RitualSummary], today: date, week_starts_on: int) -> Rhythm:
    """The couple's rhythm, over the rituals that count."""
    return rhythm_of((one.weeks for one in pasts if one.counts), today, week_starts_on)


def strength(past: RitualHistory) -> Curve:
    """A ritual's strength day by day; a rested or paused day without a tick leaves it as it is."""
    ticked = set(past.kept_days)
    rested = {
        day
        for one in past.lived
        if one.outcome is Outcome.RESTED and not one.occurrence.cut_short
        for day in one.occurrence.days
    }
    paused = {
        add_days(pause.since, n)
        for pause in past.pauses
        for n in range((min(pause.until or past.today, past.today) - pause.since).days + 1)
    }
    return curve(past.ritual.spans, ticked, (rested | paused) - ticked, past.today)


def reaching(state: State, past: RitualHistory, until: date) -> RitualHistory:
    """The same past with what is coming up to a later day, for a calendar."""
    if until <= past.until:
        return past
    ahead = lived(state, past.ritual, add_days(past.until, 1), until, past.today)
    within = [one for one in past.lived if one.occurrence.last <= past.until]
    return msgspec.structs.replace(past, lived=(*within, *ahead), until=until)


def _facts(state: State, ritual: Ritual) -> _Facts:
    return _Facts(
        ritual, state.rests(ritual.id), state.pauses_of(ritual.id), state.people, state.household.week_starts_on
    )


def _whole(state: State, ritual: Ritual, today: date) -> Sliced[RitualHistory]:
    return _past(state, _facts(state, ritual), state.ticks(ritual.id), today, None)


def _past(
    state: State, facts: _Facts, ticks: TicksByDay, today: date, before: RitualHistory | None
) -> Sliced[RitualHistory]:
    """A past, taking over from one with the same facts what lies before the first day that changed."""
    ritual, until = facts.ritual, week_of(add_days(today, 2), facts.week_starts_on).last
    changed = _first_change(before, ticks, today) if before is not None else date.min
    since = max(first_day(ritual), add_days(changed, -_REACH))
    settled = [one for one in before.lived if one.occurrence.last < since] if before is not None else []
    history = sorted([*settled, *(yield from _lived(state, ritual, since, until, today))], key=_IN_ORDER)
    kept_before = [day for day in before.kept_days if day < changed] if before is not None else []
    recent = {day: said for day, said in ticks.items() if day >= changed}
    return RitualHistory(
        ritual=ritual,
        today=today,
        until=until,
        lived=tuple(history),
        ticks=ticks,
        kept_days=(*kept_before, *(yield from _kept_days(state, ritual, recent))),
        pauses=facts.pauses,
        streak=streak_of(one.outcome for one in history),
        weeks=tallies(history, facts.week_starts_on),
    )


def _first_change(before: RitualHistory, ticks: TicksByDay, today: date) -> date:
    days = before.ticks.keys() | ticks.keys()
    changed = (day for day in days if before.ticks.get(day) != ticks.get(day))
    return min(before.today, today, min(changed, default=today))


def _lived(state: State, ritual: Ritual, since: date, until: date, today: date) -> Sliced[Iterable[OccurrenceResult]]:
    """What was lived in a window, and what was moved out of it for later: that still belongs to its own week."""
    found: dict[Occurrence, OccurrenceResult] = {}  # what lies in two years is found in both
    while since <= until:
        last = min(add_days(since, _YEAR), until)
        found.update((one.occurrence, one) for one in lived(state, ritual, since, last, today))
        since = add_days(last, 1)
        yield
    for move in ritual.moves:
        if move.day <= until < move.to:
            there = lived(state, ritual, move.to, move.to, today)
            found.update((one.occurrence, one) for one in there if one.occurrence.key == move.day)
    return found.values()


def _kept_days(state: State, ritual: Ritual, ticks: TicksByDay) -> Sliced[list[date]]:
    """The ticked days on which nobody's tick was wanting any more."""
    if ritual.who != EACH:
        return list(ticks)
    kept: list[date] = []
    for place, (day, said) in enumerate(ticks.items()):
        by = {tick.by for tick in said}
        if None in by or by.issuperset(person for person in keepers(state, ritual, day) if person):
            kept.append(day)
        if place % _YEAR == _YEAR - 1:
            yield
    return kept
