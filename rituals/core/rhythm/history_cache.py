"""A cache of rituals' histories and summaries, which recomputes one when its ritual changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from rituals.core.model import Ritual, RitualId
from rituals.core.rhythm.closed import ClosedHistories, ClosedHistory, strength_lately
from rituals.core.rhythm.history import (
    HistoryInputs,
    RitualHistory,
    Sliced,
    Value,
    history_inputs,
    rebuild_history,
    run_all,
)
from rituals.core.rhythm.strength import Curve
from rituals.core.rhythm.summary import ClosedRhythm, RitualSummary, rhythm_so_far, summarise
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.state.couple_state import State


class _Version(NamedTuple):
    """What a history was computed from; it changes with the ritual, the couple and the day."""

    state: State
    of_ritual: int
    of_all: int
    today: date


class HistoryCache:
    """The histories of all rituals, each recomputed only after its ritual changed.

    A new tick recomputes the days from shortly before it on; any other change recomputes the whole history. A summary
    is recomputed from where its history is closed on, which is `kept` from one start to the next.
    """

    def __init__(self, kept: ClosedHistories | None = None) -> None:
        self._kept = kept
        self._closed: dict[RitualId, ClosedHistory] | None = None
        self._closed_rhythm: ClosedRhythm | None = None
        self._is_to_keep = False
        self._histories: dict[RitualId, tuple[HistoryInputs, RitualHistory]] = {}
        self._versions: dict[RitualId, _Version] = {}
        self._summaries: dict[RitualId, tuple[_Version, RitualSummary]] = {}
        self._under_way: dict[tuple[RitualId, date], Sliced[None]] = {}

    def of(self, state: State, ritual: Ritual, today: date) -> RitualHistory:
        """One ritual's history as of `today`."""
        return run_all(self.steps(state, ritual, today))

    def steps(self, state: State, ritual: Ritual, today: date) -> Sliced[RitualHistory]:
        """One ritual's history, computed in slices; it starts over if the ritual changes between two of them."""
        if self._versions.get(ritual.id) != _version(state, ritual, today):
            state.preload(ritual.id)
            version, cached = yield from _undisturbed(
                state, ritual, today, lambda as_it_is: self._looked_at(state, as_it_is, today)
            )
            self._histories[ritual.id], self._versions[ritual.id] = cached, version
        return self._histories[ritual.id][1]

    def summary(self, state: State, ritual: Ritual, today: date) -> Sliced[RitualSummary]:
        """A ritual's summary, computed in slices; who asks while it is being computed goes on with that, and it starts
        over if the ritual changes between two of them."""
        version, summary = self._summaries.get(ritual.id, (None, None))
        while summary is None or version != _version(state, ritual, today):
            steps = self._under_way.setdefault((ritual.id, today), self._summarised(state, ritual, today))
            yield next(steps, None)
            version, summary = self._summaries.get(ritual.id, (None, None))
        return summary

    def _summarised(self, state: State, ritual: Ritual, today: date) -> Sliced[None]:
        try:
            closed_before = self._closed_histories().get(ritual.id)
            version, (closed, summary) = yield from _undisturbed(
                state, ritual, today, lambda as_it_is: summarise(state, as_it_is, today, closed_before)
            )
            self._summaries[ritual.id] = version, summary
            self._is_to_keep |= closed is not closed_before
            self._closed_histories()[ritual.id] = closed
        finally:
            del self._under_way[ritual.id, today]

    def strength_lately(self, state: State, ritual: Ritual, today: date) -> Sliced[Curve]:
        """A ritual's strength of the last year at least, which takes no more after many years."""

        def look(as_it_is: Ritual) -> Sliced[Curve]:
            yield from self.summary(state, as_it_is, today)
            return (yield from strength_lately(state, as_it_is, self._closed_histories()[ritual.id], today))

        return (yield from _undisturbed(state, ritual, today, look))[1]

    def rhythm(self, summaries: Iterable[RitualSummary], today: date, week_starts_on: int) -> Rhythm:
        """The couple's rhythm; weeks that are closed are added up once."""
        self._closed_rhythm, so_far = rhythm_so_far(summaries, today, week_starts_on, self._closed_rhythm)
        return so_far

    def keep(self) -> None:
        """Keep what is closed for the next start, if anything was worked out anew."""
        if self._kept is not None and self._is_to_keep:
            self._kept.store(self._closed_histories())
        self._is_to_keep = False

    def _closed_histories(self) -> dict[RitualId, ClosedHistory]:
        if self._closed is None:
            self._closed = dict(self._kept.load()) if self._kept is not None else {}
        return self._closed

    def _looked_at(self, state: State, ritual: Ritual, today: date) -> Sliced[tuple[HistoryInputs, RitualHistory]]:
        facts, ticks = history_inputs(state, ritual), state.ticks(ritual.id)
        cached = self._histories.get(ritual.id)
        earlier = cached[1] if cached is not None and cached[0] == facts else None
        if earlier is not None and earlier.today == today and earlier.ticks == ticks:
            return facts, earlier
        return facts, (yield from rebuild_history(state, facts, ticks, today, earlier))

    def all(self, state: State, today_of: Callable[[Ritual], date]) -> list[RitualHistory]:
        """The history of every ritual, archived ones included, in the order they were added."""
        return [self.of(state, ritual, today_of(ritual)) for ritual in state.rituals.values()]


def _version(state: State, ritual: Ritual, today: date) -> _Version:
    return _Version(state, *state.version(ritual.id), today)


def _undisturbed(
    state: State, ritual: Ritual, today: date, look: Callable[[Ritual], Sliced[Value]]
) -> Sliced[tuple[_Version, Value]]:
    """Repeat `look` until the ritual did not change meanwhile; returns the version and the value."""
    while True:
        version = _version(state, ritual, today)
        outcome = yield from look(state.all_rituals.get(ritual.id, ritual))  # it may have been edited between two steps
        if version == _version(state, ritual, today):
            return version, outcome
