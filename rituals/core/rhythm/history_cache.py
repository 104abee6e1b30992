"""The history of each ritual, kept until something about that ritual changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rituals.core.model import Ritual, RitualId
from rituals.core.rhythm.history import (
    Known,
    RitualHistory,
    RitualSummary,
    Sliced,
    _Facts,
    _facts,
    _past,
    _whole,
    run_all,
)
from rituals.core.state.couple_state import State


class _Version(NamedTuple):
    """What a past was made from: another one wherever something came in since."""

    state: State
    of_ritual: int
    of_all: int
    today: date


class HistoryCache:
    """The pasts of all rituals, each built once and again only where something about it changed.

    A tick costs the days from a little before it on; everything else that is said of a ritual, its whole past.
    """

    def __init__(self) -> None:
        self._known: dict[RitualId, tuple[_Facts, RitualHistory]] = {}
        self._seen: dict[RitualId, _Version] = {}
        self._glances: dict[RitualId, tuple[_Version, RitualSummary]] = {}

    def of(self, state: State, ritual: Ritual, today: date) -> RitualHistory:
        """One ritual's past as things stand on `today`."""
        return run_all(self.steps(state, ritual, today))

    def steps(self, state: State, ritual: Ritual, today: date) -> Sliced[RitualHistory]:
        """One ritual's past, step by step, begun anew where something comes in between them."""
        if self._seen.get(ritual.id) != _version(state, ritual, today):
            state.preload(ritual.id)
            version, found = yield from _undisturbed(
                state, ritual, today, lambda as_it_is: self._looked_at(state, as_it_is, today)
            )
            self._known[ritual.id], self._seen[ritual.id] = found, version
        return self._known[ritual.id][1]

    def glance(self, state: State, ritual: Ritual, today: date) -> Sliced[RitualSummary]:
        """A ritual's numbers, step by step; its past is kept in mind only once it goes on while somebody looks."""
        version = _version(state, ritual, today)
        before, glance = self._glances.get(ritual.id, (version, None))
        if ritual.id in self._known or before.of_ritual != version.of_ritual:
            return (yield from self.steps(state, ritual, today))
        if glance is None or before != version:
            version, found = yield from _undisturbed(
                state, ritual, today, lambda as_it_is: _whole(state, as_it_is, today)
            )
            glance = RitualSummary(found.ritual, today, found.streak, found.weeks)
            self._glances[ritual.id] = version, glance
        return glance

    def _looked_at(self, state: State, ritual: Ritual, today: date) -> Sliced[tuple[_Facts, RitualHistory]]:
        facts, ticks = _facts(state, ritual), state.ticks(ritual.id)
        known = self._known.get(ritual.id)
        before = known[1] if known is not None and known[0] == facts else None
        if before is not None and before.today == today and before.ticks == ticks:
            return facts, before
        return facts, (yield from _past(state, facts, ticks, today, before))

    def all(self, state: State, today_of: Callable[[Ritual], date]) -> list[RitualHistory]:
        """Every ritual's past, those put away included, in the order they were added."""
        return [self.of(state, ritual, today_of(ritual)) for ritual in state.rituals.values()]


def _version(state: State, ritual: Ritual, today: date) -> _Version:
    return _Version(state, *state.version(ritual.id), today)


def _undisturbed(
    state: State, ritual: Ritual, today: date, look: Callable[[Ritual], Sliced[Known]]
) -> Sliced[tuple[_Version, Known]]:
    """What comes of looking at a ritual as it is, and of which version: begun anew where something comes in."""
    while True:
        version = _version(state, ritual, today)
        found = yield from look(state.all_rituals.get(ritual.id, ritual))  # it may have been edited between two steps
        if version == _version(state, ritual, today):
            return version, found
