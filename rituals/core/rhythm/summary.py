"""A ritual's summary: what its whole history comes to, worked out only from where it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import is_
from typing import NamedTuple, TypeAlias

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
from rituals.core.rhythm.weeks import Rhythm, Tallies, first_day, rhythm_of, week_number
from rituals.core.state.couple_state import State


class RitualSummary(RitualDays, frozen=True):
    """What a ritual's whole history comes to, as of `today`; the days, results and ticks are those from `since` on, at
    least two weeks back."""

    since: date
    streak: Streak
    weeks: Tallies
    closed_weeks: Tallies
    """What is closed of them."""
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
        closed_weeks=closed.totals.weeks,
        days_kept=totals.days_kept,
        first_ticked_day=totals.first_ticked_day,
        milestones=milestones_of(ritual, totals.reached),
        strength=totals.strength,
    )


class ClosedRhythm(NamedTuple):
    """The rhythm of the weeks before that with the `week_number` `until`, and the closed weeks that it is made of."""

    made_of: tuple[Tallies, ...]
    until: int
    week_starts_on: int
    rhythm: Rhythm

    def is_of(self, made_of: tuple[Tallies, ...], until: int, week_starts_on: int) -> bool:
        """Whether it is that of these very closed weeks."""
        is_same = (self.until, self.week_starts_on, len(self.made_of)) == (until, week_starts_on, len(made_of))
        return is_same and all(map(is_, self.made_of, made_of))


def rhythm_so_far(
    summaries: Iterable[RitualSummary], today: date, week_starts_on: int, earlier: ClosedRhythm | None
) -> tuple[ClosedRhythm, Rhythm]:
    """What is closed of the couple's rhythm now, and the rhythm, of which only the weeks are added up that are open;
    `earlier` is what was closed before."""
    counted = [summary for summary in summaries if summary.ritual.is_counted]
    open_days = (result.occurrence.key for summary in counted for result in summary.results)
    until = week_number(min([today, *open_days]), week_starts_on)
    made_of = tuple(summary.closed_weeks for summary in counted)
    if earlier is None or not earlier.is_of(made_of, until, week_starts_on):
        before = (weeks.before(until) for weeks in made_of)
        last_day = add_days(first_day(until, week_starts_on), -1)
        closed = rhythm_of(before, last_day, week_starts_on, is_over=True)
        earlier = ClosedRhythm(made_of, until, week_starts_on, closed)
    open_weeks = (summary.weeks.since(until) for summary in counted)
    return earlier, rhythm_of(open_weeks, today, week_starts_on, earlier.rhythm)


def rhythm(histories: Iterable[Summarised], today: date, week_starts_on: int) -> Rhythm:
    """The couple's rhythm, over the rituals that count."""
    return rhythm_of((summary.weeks for summary in histories if summary.ritual.is_counted), today, week_starts_on)
