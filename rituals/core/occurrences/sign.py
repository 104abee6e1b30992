"""The sign of an occurrence: its status as one value that the app and the command line draw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from rituals.core.model import Ritual, Tick
from rituals.core.occurrences.keepers import keepers, keepers_who_ticked
from rituals.core.occurrences.matching import OccurrenceResult, Outcome
from rituals.core.state.couple_state import State
from rituals.core.state.pauses import is_paused


class Sign(StrEnum):
    """The status of a row or a day; how it looks is up to the app and the command line."""

    KEPT = "kept"
    HELD = "held"
    """Kept, but on another day."""
    HALF = "one of two"
    OPEN = "open"
    RESTED = "rested"
    PAUSED = "paused"
    COMING = "not yet"
    QUARTER = "begun"
    MIDWAY = "half way"
    NEARLY = "nearly there"


_OUTCOME_SIGNS = {
    Outcome.KEPT: Sign.KEPT,
    Outcome.RESTED: Sign.RESTED,
    Outcome.PAUSED: Sign.PAUSED,
    Outcome.QUIET: Sign.COMING,
    Outcome.OPEN: Sign.OPEN,
}


PARTLY = frozenset({Sign.HALF, Sign.QUARTER, Sign.MIDWAY, Sign.NEARLY})
"""The signs of what is kept in part."""


def part_sign(done: int, needed: int) -> Sign:
    """The sign of what some of those who keep it did: so many of `needed` people."""
    if needed <= 2:
        return Sign.HALF
    part = max(done, 1) / needed
    return Sign.QUARTER if part < 0.5 else Sign.MIDWAY if part < 0.6 else Sign.NEARLY


def ticked_sign(state: State, ritual: Ritual, day: date, ticks: Iterable[Tick]) -> Sign:
    """The sign of a day with these ticks, whichever occurrence they count for."""
    needed = keepers(state, ritual, day)
    done = keepers_who_ticked(needed, ticks)
    return Sign.KEPT if done == needed else part_sign(len(done), len(needed))


def quota_sign(state: State, result: OccurrenceResult, ritual: Ritual, today: date) -> Sign:
    """The sign of a quota's period, seen from a day in it."""
    if result.outcome is Outcome.KEPT:
        return Sign.KEPT
    if is_paused(state.pauses_of(ritual.id), today):
        return Sign.PAUSED
    if result.outcome is Outcome.RESTED or not result.ticked_on:
        return _OUTCOME_SIGNS[result.outcome]
    part = result.done / result.needed
    return Sign.QUARTER if part < 0.5 else Sign.MIDWAY if part < 0.7 else Sign.NEARLY
