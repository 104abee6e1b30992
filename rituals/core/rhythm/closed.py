"""What a ritual's history came to up to a day that no tick of now can change any more, so that only what is later is
worked out again; disposable, and good only for the records it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol
from zlib import crc32

import msgspec

from rituals.core.calendar import add_days, month_of
from rituals.core.model import Ritual, RitualId
from rituals.core.occurrences.matching import OccurrenceResult, results_between
from rituals.core.occurrences.tick_matching import REPAIR_DAYS
from rituals.core.rhythm.history import (
    HistoryInputs,
    Sliced,
    days_left_out,
    days_of_all,
    history_inputs,
    sliced_results,
)
from rituals.core.rhythm.milestones import Reached, reached_on
from rituals.core.rhythm.streak import NO_STREAK, Streak, first_planned_day, streak_of
from rituals.core.rhythm.strength import Curve, last_of_curve, longest_window, strengths_through
from rituals.core.rhythm.weeks import Tallies, added_up, tallies
from rituals.core.state.couple_state import State, TicksByDay

_YEAR = 365
STRENGTH_SHOWN = 53 * 7
"""Days of which the strength of all rituals is shown at once."""
_STAYS_OPEN = 14
"""Days of the past that stay open, so that what was forgotten in them can be put down without looking further back."""


class Totals(msgspec.Struct, frozen=True, array_like=True):
    """What a ritual's results and ticks come to up to some day."""

    streak: Streak = NO_STREAK
    weeks: Tallies = Tallies()
    days_kept: int = 0
    first_ticked_day: date | None = None
    reached: tuple[Reached, ...] = ()
    strength: float = 0.0


class StrengthBefore(NamedTuple):
    """How strong a ritual was on the day before, where it was at all."""

    day: date
    strength: float


class ClosedHistory(msgspec.Struct, frozen=True, array_like=True):
    """A ritual's totals over the results and ticks of the days before `since`, none of which a tick from `until` on
    changes; `made_of` changes with what does, `strengths` hold those of days as far back as `STRENGTH_SHOWN`."""

    until: date
    since: date = date.min
    totals: Totals = Totals()
    made_of: int = 0
    strengths: tuple[StrengthBefore, ...] = ()


class ClosedHistories(Protocol):
    """Where closed histories are kept from one start to the next; without it, or if it fails, they are worked out."""

    def load(self) -> Mapping[RitualId, ClosedHistory]:
        """Those that were kept last; none if they can't be read."""

    def store(self, histories: Mapping[RitualId, ClosedHistory]) -> None:
        """Keep these instead, if the disk lets it."""


class Stretch(msgspec.Struct, frozen=True):
    """A ritual's results that overlap the days from `since` on, and its ticks on them; `kept_days` reaches further
    back, as far as a tick bears on its strength."""

    since: date
    results: tuple[OccurrenceResult, ...]
    ticks: TicksByDay
    kept_days: tuple[date, ...]


def closed_history(
    state: State, inputs: HistoryInputs, today: date, earlier: ClosedHistory | None
) -> Sliced[ClosedHistory]:
    """What is closed of a ritual's history as of `today`: that which is closed `earlier` already, if it is still good,
    with what came to it since, added a year at a time."""
    until = month_of(add_days(today, -_STAYS_OPEN)).first
    closed = earlier
    if closed is None or closed.until > until or closed.made_of != _made_of(state, inputs, closed.until):
        closed = ClosedHistory(first_planned_day(inputs.ritual))
    if closed.until >= until:
        return closed
    while closed.until < until:
        closed = yield from _closed_further(state, inputs, closed, min(add_days(closed.until, _YEAR), until), today)
        yield
    shown = sum(before.day <= add_days(until, -STRENGTH_SHOWN) for before in closed.strengths[1:])
    return msgspec.structs.replace(closed, made_of=_made_of(state, inputs, until), strengths=closed.strengths[shown:])


def _closed_further(
    state: State, inputs: HistoryInputs, closed: ClosedHistory, until: date, today: date
) -> Sliced[ClosedHistory]:
    """A closed history with the results that end so long before `until` that no tick from then on counts for them."""
    ritual, last = inputs.ritual, add_days(until, -REPAIR_DAYS)
    results = results_between(state, ritual, max(closed.since, first_planned_day(ritual)), last, today)
    since = min([last, *(result.occurrence.day for result in results if result.occurrence.last >= last)])
    before = tuple(result for result in results if result.occurrence.day < since)
    stretch = yield from stretch_of(state, inputs, closed, before, add_days(since, -1))
    totals = with_stretch(closed.totals, inputs, stretch, add_days(since, -1))
    strengths = (*closed.strengths, StrengthBefore(since, totals.strength)) if totals.strength else ()
    return ClosedHistory(until, since, totals, strengths=strengths)


def strength_lately(state: State, ritual: Ritual, closed: ClosedHistory, today: date) -> Sliced[Curve]:
    """A ritual's strength of so many days back as are `STRENGTH_SHOWN` at least, or from its first ticked day on."""
    inputs, shown_from = history_inputs(state, ritual), add_days(today, -STRENGTH_SHOWN)
    earlier = [before for before in closed.strengths if before.day <= shown_from]
    since, start = earlier[-1] if earlier else StrengthBefore(date.min, 0.0)
    results = yield from sliced_results(state, ritual, max(since, first_planned_day(ritual)), today, today)
    stretch = yield from stretch_of(state, inputs, ClosedHistory(since, since), tuple(results), today)
    first = since if earlier else min(stretch.kept_days, default=today)
    last = last_of_curve(stretch.kept_days, today)
    left_out = days_left_out(stretch.results, inputs.pauses, first, last) - set(stretch.kept_days)
    values = strengths_through(ritual.spans, stretch.kept_days, left_out, first, last, start=start)
    return Curve(first, tuple(values) if values or not start else (start,) * ((last - first).days + 1))


def stretch_of(
    state: State, inputs: HistoryInputs, closed: ClosedHistory, results: tuple[OccurrenceResult, ...], until: date
) -> Sliced[Stretch]:
    """These results, with the ticks from where a closed history ends up to `until`."""
    ritual, since = inputs.ritual, closed.since
    reaching = state.ticks(ritual.id, add_days(since, -longest_window(ritual.spans, since)), until)
    kept_days = yield from days_of_all(state, ritual, reaching)
    ticks = {day: ticks_of_day for day, ticks_of_day in reaching.items() if day >= since}
    return Stretch(since, results, ticks, tuple(kept_days))


def with_stretch(totals: Totals, inputs: HistoryInputs, stretch: Stretch, until: date) -> Totals:
    """Totals with a stretch of days added that follows what they are of; the strength is that on the day `until`."""
    results = [result for result in stretch.results if result.occurrence.day >= stretch.since]
    days = list(stretch.ticks)
    first = totals.first_ticked_day or next(iter(days), None)
    reached = reached_on(days, first, totals.days_kept, totals.reached) if first is not None else ()
    return Totals(
        streak_of((result.outcome for result in results), totals.streak),
        added_up([totals.weeks, tallies(results, inputs.week_starts_on)]),
        totals.days_kept + len(days),
        first,
        (*totals.reached, *reached),
        _strength(totals, inputs, stretch, until),
    )


def _strength(totals: Totals, inputs: HistoryInputs, stretch: Stretch, until: date) -> float:
    kept_days = set(stretch.kept_days)
    since = stretch.since if totals.days_kept else min(stretch.kept_days, default=date.max)
    if since > until:
        return totals.strength
    left_out = days_left_out(stretch.results, inputs.pauses, since, until) - kept_days
    values = strengths_through(inputs.ritual.spans, kept_days, left_out, since, until, start=totals.strength)
    return values[-1] if values else totals.strength


def _made_of(state: State, inputs: HistoryInputs, until: date) -> int:
    """A checksum of all that a history is made of, without its words, and without the ticks, rests and pauses from
    `until` on."""
    ritual = msgspec.structs.replace(inputs.ritual, name="", cue="")
    moved = {move.day for move in ritual.moves}
    rests = sorted((day, by or "") for day, by in inputs.rests if day < until or day in moved)
    pauses = [(pause.since, min(pause.until or until, until)) for pause in inputs.pauses if pause.since < until]
    people = [msgspec.structs.replace(person, name="") for person in inputs.people]
    ticks = state.ticks_checksum(ritual.id, until)
    return crc32(msgspec.msgpack.encode((ritual, rests, pauses, people, inputs.week_starts_on, inputs.begun, ticks)))
