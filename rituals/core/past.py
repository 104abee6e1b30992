"""A ritual's whole past, expanded once; every number and picture of how it goes is read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import msgspec

from rituals.core.calendar import later, week_of
from rituals.core.model import EACH, Pause, Person, Ritual, RitualId
from rituals.core.occurrences import Lived, Outcome, days_ticked_by, keepers, lived
from rituals.core.rhythm import Rhythm, Tallies, rhythm_of, tallies
from rituals.core.ritual_facts import Rests
from rituals.core.state import State, TicksByDay
from rituals.core.streak import Streak, first_day, streak_of
from rituals.core.strength import Curve, curve

_IN_ORDER = attrgetter("occurrence.day", "occurrence.key")
_REACH = 40  # days back: a tick serves its month's quota, or an occurrence up to two days before it


class Past(msgspec.Struct, frozen=True):
    """How one ritual went, as things stand on `today`.

    `lived` reaches from its first day to `until`, the end of a week, so that it holds what is coming in it too.
    `ticks` holds every ticked day in order, `kept_days` those on which everyone ticked whose tick it takes.
    """

    ritual: Ritual
    today: date
    until: date
    lived: tuple[Lived, ...]
    ticks: TicksByDay
    kept_days: tuple[date, ...]
    pauses: tuple[Pause, ...]
    streak: Streak
    weeks: Tallies

    @property
    def counts(self) -> bool:
        """Whether it may be counted at all: in streaks, in the rhythm, in milestones."""
        return self.ritual.streak and not self.ritual.private

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


class Pasts:
    """The pasts of all rituals, each built once and again only where something about it changed.

    A tick costs the days from a little before it on; everything else that is said of a ritual, its whole past.
    """

    def __init__(self) -> None:
        self._known: dict[RitualId, tuple[_Facts, Past]] = {}
        self._seen: dict[RitualId, tuple[State, tuple[int, int], date]] = {}

    def of(self, state: State, ritual: Ritual, today: date) -> Past:
        """One ritual's past as things stand on `today`."""
        seen = (state, state.version(ritual.id), today)
        if self._seen.get(ritual.id) != seen:
            self._seen[ritual.id] = seen
            self._known[ritual.id] = self._looked_at(state, ritual, today)
        return self._known[ritual.id][1]

    def _looked_at(self, state: State, ritual: Ritual, today: date) -> tuple[_Facts, Past]:
        facts, ticks = _facts(state, ritual), state.ticks(ritual.id)
        known = self._known.get(ritual.id)
        before = known[1] if known is not None and known[0] == facts else None
        if before is not None and before.today == today and before.ticks == ticks:
            return facts, before
        return facts, _past(state, facts, ticks, today, before)

    def all(self, state: State, today_of: Callable[[Ritual], date]) -> list[Past]:
        """Every ritual's past, those put away included, in the order they were added."""
        return [self.of(state, ritual, today_of(ritual)) for ritual in state.rituals.values()]


def past(state: State, ritual: Ritual, today: date) -> Past:
    """One ritual's past as things stand on `today`, expanded from its first day."""
    return _past(state, _facts(state, ritual), state.ticks(ritual.id), today, None)


def rhythm(pasts: Iterable[Past], today: date, week_starts_on: int) -> Rhythm:
    """The couple's rhythm, over the rituals that count."""
    return rhythm_of((one.weeks for one in pasts if one.counts), today, week_starts_on)


def strength(past: Past) -> Curve:
    """A ritual's strength day by day; a rested or paused day without a tick leaves it as it is."""
    ticked = set(past.kept_days)
    rested = {
        day
        for one in past.lived
        if one.outcome is Outcome.RESTED and not one.occurrence.cut_short
        for day in one.occurrence.days
    }
    paused = {
        later(pause.since, n)
        for pause in past.pauses
        for n in range((min(pause.until or past.today, past.today) - pause.since).days + 1)
    }
    return curve(past.ritual.spans, ticked, (rested | paused) - ticked, past.today)


def reaching(state: State, past: Past, until: date) -> Past:
    """The same past with what is coming up to a later day, for a calendar."""
    if until <= past.until:
        return past
    ahead = lived(state, past.ritual, later(past.until, 1), until, past.today)
    within = [one for one in past.lived if one.occurrence.last <= past.until]
    return msgspec.structs.replace(past, lived=(*within, *ahead), until=until)


def _facts(state: State, ritual: Ritual) -> _Facts:
    return _Facts(
        ritual, state.rests(ritual.id), state.pauses_of(ritual.id), state.people, state.household.week_starts_on
    )


def _past(state: State, facts: _Facts, ticks: TicksByDay, today: date, before: Past | None) -> Past:
    """A past, taking over from one with the same facts what lies before the first day that changed."""
    ritual, until = facts.ritual, week_of(later(today, 2), facts.week_starts_on).last
    changed = _first_change(before, ticks, today) if before is not None else date.min
    since = max(first_day(ritual), later(changed, -_REACH))
    settled = [one for one in before.lived if one.occurrence.last < since] if before is not None else []
    history = sorted([*settled, *_lived(state, ritual, since, until, today)], key=_IN_ORDER)
    kept_before = [day for day in before.kept_days if day < changed] if before is not None else []
    recent = {day: said for day, said in ticks.items() if day >= changed}
    return Past(
        ritual=ritual,
        today=today,
        until=until,
        lived=tuple(history),
        ticks=ticks,
        kept_days=(*kept_before, *_kept_days(state, ritual, recent)),
        pauses=facts.pauses,
        streak=streak_of(one.outcome for one in history),
        weeks=tallies(history, facts.week_starts_on),
    )


def _first_change(before: Past, ticks: TicksByDay, today: date) -> date:
    days = before.ticks.keys() | ticks.keys()
    changed = (day for day in days if before.ticks.get(day) != ticks.get(day))
    return min(before.today, today, min(changed, default=today))


def _lived(state: State, ritual: Ritual, since: date, until: date, today: date) -> list[Lived]:
    """What was lived in a window, and what was moved out of it for later: that still belongs to its own week."""
    if since > until:
        return []
    found = lived(state, ritual, since, until, today)
    for move in ritual.moves:
        if move.day <= until < move.to:
            found += [one for one in lived(state, ritual, move.to, move.to, today) if one.occurrence.key == move.day]
    return found


def _kept_days(state: State, ritual: Ritual, ticks: TicksByDay) -> list[date]:
    """The ticked days on which nobody's tick was wanting any more."""
    if ritual.who != EACH:
        return list(ticks)
    return [
        day
        for day, said in ticks.items()
        if all(days_ticked_by({day: said}, person) for person in keepers(state, ritual, day))
    ]
