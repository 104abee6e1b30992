"""Streaks: occurrences kept in a row, where resting and pausing break nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rituals.core.calendar import later
from rituals.core.model import Ritual
from rituals.core.occurrences import Lived, Outcome, lived
from rituals.core.state import State


class Streak(NamedTuple):
    """`current` since the last quiet occurrence, `best` the longest there was; in occurrences, for a quota periods."""

    current: int
    best: int


def streak_of(outcomes: Iterable[Outcome]) -> Streak:
    """The streak over outcomes in day order: rested, paused and open ones are passed over."""
    current = best = 0
    for outcome in outcomes:
        if outcome is Outcome.KEPT:
            current += 1
            best = max(best, current)
        elif outcome is Outcome.QUIET:
            current = 0
    return Streak(current, best)


def streak(state: State, ritual: Ritual, today: date) -> Streak:
    """A ritual's streak over all of its history, as things stand on `today`."""
    return streak_of(one.outcome for one in history(state, ritual, today))


def history(state: State, ritual: Ritual, today: date) -> list[Lived]:
    """Every occurrence from the first to the ones a tick of today can still reach."""
    since = min([ritual.spans[0].since, *(move.to for move in ritual.moves)])
    until = later(today, 2)
    return lived(state, ritual, since, until, today) if since <= until else []


def days_kept(state: State, ritual: Ritual) -> int:
    """How many days a ritual was ticked on, all in all; it never goes down by ticking."""
    return len(state.ticks(ritual.id))
