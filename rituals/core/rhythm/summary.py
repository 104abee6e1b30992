"""A ritual's summary: what its whole history comes to, worked out only from where it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from rituals.core.calendar import add_days, week_of
from rituals.core.model import Ritual
from rituals.core.rhythm.closed import ClosedHistory, closed_history, stretch_of, with_stretch
from rituals.core.rhythm.history import (
    IN_ORDER,
    RitualDays,
    RitualHistory,
    Sliced,
    history_inputs,
    run_all,
    sliced_results,
)
from rituals.core.rhythm.milestones import Milestone, milestones_of
from rituals.core.rhythm.streak import Streak, first_planned_day
from rituals.core.rhythm.strength import last_of_curve
from rituals.core.rhythm.weeks import Rhythm, Tallies, rhythm_of
from rituals.core.state.couple_state import State


class RitualSummary(RitualDays, frozen=True):
    """What a ritual's whole history comes to, as of `today`; the days, results and ticks are those from `since` on, at
    least two weeks back."""

    since: date
    streak: Streak
    weeks: Tallies
    days_kept: int
    """How many days it was ticked on in all; one more tick never lowers it."""
    first_ticked_day: date | None
    milestones: tuple[Milestone, ...]
    strength: float
    """How settled it is now, from 0 to 1."""


Summarised: TypeAlias = RitualSummary | RitualHistory
"""What tells what a ritual's history comes to, and its last days."""


def ritual_summary(state: State, ritual: Ritual, today: date) -> RitualSummary:
    """One ritual's summary as of `today`, worked out from its first day."""
    return run_all(summarise(state, ritual, today, None))[1]


def summarise(
    state: State, ritual: Ritual, today: date, earlier: ClosedHistory | None
) -> Sliced[tuple[ClosedHistory, RitualSummary]]:
    """What is closed of a ritual's history now, and its summary; `earlier` is what was closed before."""
    inputs = history_inputs(state, ritual)
    closed = yield from closed_history(state, inputs, today, earlier)
    since, until = closed.since, week_of(add_days(today, 2), inputs.week_starts_on).last
    results = yield from sliced_results(state, ritual, max(since, first_planned_day(ritual)), until, today)
    ordered = tuple(sorted(results, key=IN_ORDER))
    stretch = yield from stretch_of(state, inputs, closed, ordered, date.max)
    totals = with_stretch(closed.totals, inputs, stretch, last_of_curve(stretch.kept_days, today))
    return closed, RitualSummary(
        ritual=ritual,
        today=today,
        until=until,
        results=ordered,
        ticks=stretch.ticks,
        kept_days=tuple(day for day in stretch.kept_days if day >= since),
        pauses=inputs.pauses,
        since=since,
        streak=totals.streak,
        weeks=totals.weeks,
        days_kept=totals.days_kept,
        first_ticked_day=totals.first_ticked_day,
        milestones=milestones_of(ritual, totals.reached),
        strength=totals.strength,
    )


def rhythm(histories: Iterable[Summarised], today: date, week_starts_on: int) -> Rhythm:
    """The couple's rhythm, over the rituals that count."""
    return rhythm_of((summary.weeks for summary in histories if summary.ritual.is_counted), today, week_starts_on)
