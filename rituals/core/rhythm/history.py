"""A ritual's history, expanded once, whole or between two days; every statistic and chart is computed from it."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeAlias, TypeVar

import msgspec

from rituals.core.calendar import add_days, days_through, week_of
from rituals.core.model import EACH, Pause, Person, Ritual
from rituals.core.occurrences.keepers import is_ticked_by_all, keepers_by_day
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.planned import Occurrence
from rituals.core.occurrences.tick_matching import AHEAD_DAYS, REPAIR_DAYS
from rituals.core.rhythm.milestones import Milestone, milestones_of, reached_on
from rituals.core.rhythm.streak import Streak, first_planned_day, streak_of
from rituals.core.rhythm.strength import Curve, curve
from rituals.core.rhythm.weeks import Tallies, tallies
from rituals.core.state.couple_state import State, TicksByDay
from rituals.core.state.ritual_fold import Rests

Value = TypeVar("Value")

IN_ORDER = attrgetter("occurrence.day", "occurrence.key")
_YEAR = 365
_REACH = 40  # days back: a tick counts for its month's quota, or an occurrence up to two days before it


class RitualDays(msgspec.Struct, frozen=True):
    """A ritual's days up to `until`, as of `today`: the results, in order, and the ticks in a stretch of days, and all
    its pauses.

    `ticks` holds the ticked days in order, `kept_days` those on which everyone ticked whose tick the ritual needs.
    """

    ritual: Ritual
    today: date
    until: date
    results: tuple[OccurrenceResult, ...]
    ticks: TicksByDay
    kept_days: tuple[date, ...]
    pauses: tuple[Pause, ...]


class RitualHistory(RitualDays, frozen=True):
    """All of a ritual's days from its first one to the end of a week, so that what is planned in that week is in it,
    and the streak and weekly tallies that they come to."""

    streak: Streak
    weeks: Tallies

    @property
    def days_kept(self) -> int:
        """How many days it was ticked on in all; one more tick never lowers it."""
        return len(self.ticks)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """What it has reached, in order of days."""
        days = list(self.ticks)
        return milestones_of(self.ritual, reached_on(days, days[0])) if days else ()


class HistoryInputs(NamedTuple):
    """What a ritual's history is computed from, besides its ticks and today's date."""

    ritual: Ritual
    rests: Rests
    pauses: tuple[Pause, ...]
    people: tuple[Person, ...]
    week_starts_on: int
    begun: int
    """The lamport by which the first ritual was added, who was there before it being asked on that day."""


Sliced: TypeAlias = Generator[None, None, Value]
"""A generator that yields once per year of history, so that the UI can run in between, and returns its value."""


def run_all(steps: Sliced[Value]) -> Value:
    """Run a sliced computation to its end and return its value."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: Value = end.value
            return outcome


def ritual_history(state: State, ritual: Ritual, today: date) -> RitualHistory:
    """One ritual's history as of `today`, expanded from its first day."""
    return run_all(build_history(state, ritual, today))


def days_between(state: State, ritual: Ritual, since: date, until: date, today: date) -> RitualDays:
    """What a calendar needs to show a ritual's days between two days; it costs what lies between them, however long
    the ritual has been kept."""
    first, last = add_days(since, -REPAIR_DAYS), add_days(until, AHEAD_DAYS)
    results, ticks = results_between(state, ritual, first, last, today), state.ticks(ritual.id, first, last)
    kept_days = tuple(run_all(days_of_all(state, ritual, ticks)))
    return RitualDays(ritual, today, last, tuple(results), ticks, kept_days, state.pauses_of(ritual.id))


def strength(history: RitualHistory) -> Curve:
    """A ritual's strength day by day; a rested or paused day without a tick leaves it as it is."""
    ticked = set(history.kept_days)
    left_out = days_left_out(history.results, history.pauses, date.min, history.today)
    return curve(history.ritual.spans, ticked, left_out - ticked, history.today)


def days_left_out(
    results: Iterable[OccurrenceResult], pauses: Iterable[Pause], since: date, until: date
) -> AbstractSet[date]:
    """The rested days among these results, and the paused ones from `since` to `until`."""
    rested = {
        day
        for result in results
        if result.outcome is Outcome.RESTED and not result.occurrence.cut_short
        for day in result.occurrence.days
    }
    paused = {
        day for pause in pauses for day in days_through(max(pause.since, since), min(pause.until or until, until))
    }
    return rested | paused


def history_inputs(state: State, ritual: Ritual) -> HistoryInputs:
    return HistoryInputs(
        ritual,
        state.rests(ritual.id),
        state.pauses_of(ritual.id),
        state.people,
        state.household.week_starts_on,
        state.begun,
    )


def build_history(state: State, ritual: Ritual, today: date) -> Sliced[RitualHistory]:
    return rebuild_history(state, history_inputs(state, ritual), state.ticks(ritual.id), today, None)


def rebuild_history(
    state: State, facts: HistoryInputs, ticks: TicksByDay, today: date, earlier: RitualHistory | None
) -> Sliced[RitualHistory]:
    """Compute a history; days before the first changed one are taken from an `earlier` history with the same inputs."""
    ritual, until = facts.ritual, week_of(add_days(today, 2), facts.week_starts_on).last
    changed = _first_change(earlier, ticks, today) if earlier is not None else date.min
    since = max(first_planned_day(ritual), add_days(changed, -_REACH))
    settled = [result for result in earlier.results if result.occurrence.last < since] if earlier is not None else []
    results = sorted([*settled, *(yield from sliced_results(state, ritual, since, until, today))], key=IN_ORDER)
    kept_before = [day for day in earlier.kept_days if day < changed] if earlier is not None else []
    recent = {day: day_ticks for day, day_ticks in ticks.items() if day >= changed}
    return RitualHistory(
        ritual=ritual,
        today=today,
        until=until,
        results=tuple(results),
        ticks=ticks,
        kept_days=(*kept_before, *(yield from days_of_all(state, ritual, recent))),
        pauses=facts.pauses,
        streak=streak_of(result.outcome for result in results),
        weeks=tallies(results, facts.week_starts_on),
    )


def _first_change(earlier: RitualHistory, ticks: TicksByDay, today: date) -> date:
    days = earlier.ticks.keys() | ticks.keys()
    changed = (day for day in days if earlier.ticks.get(day) != ticks.get(day))
    return min(earlier.today, today, min(changed, default=today))


def sliced_results(
    state: State, ritual: Ritual, since: date, until: date, today: date
) -> Sliced[Iterable[OccurrenceResult]]:
    """The results in a window, and those of occurrences moved from it to a later day, which count in their original
    week."""
    by_occurrence: dict[Occurrence, OccurrenceResult] = {}  # an occurrence across two slices is found in both
    while since <= until:
        last = min(add_days(since, _YEAR), until)
        by_occurrence.update(
            (result.occurrence, result) for result in results_between(state, ritual, since, last, today)
        )
        since = add_days(last, 1)
        yield
    for move in ritual.moves:
        if move.day <= until < move.to:
            moved_to = results_between(state, ritual, move.to, move.to, today)
            by_occurrence.update(
                (result.occurrence, result) for result in moved_to if result.occurrence.key == move.day
            )
    return by_occurrence.values()


def days_of_all(state: State, ritual: Ritual, ticks: TicksByDay) -> Sliced[list[date]]:
    """The ticked days on which everyone ticked whose tick the ritual needs."""
    if EACH not in ritual.every_who:
        return list(ticks)
    kept_days: list[date] = []
    keepers_on = keepers_by_day(state, ritual)
    for place, (day, day_ticks) in enumerate(ticks.items()):
        if is_ticked_by_all(keepers_on(day), day_ticks):
            kept_days.append(day)
        if place % _YEAR == _YEAR - 1:
            yield
    return kept_days
