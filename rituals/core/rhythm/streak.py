"""Streaks: kept occurrences in a row, where rests and pauses break nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rituals.core.model import Ritual
from rituals.core.occurrences.matching import Outcome


class Streak(NamedTuple):
    """`current` since the last quiet occurrence and `best` ever, in occurrences; a quota's occurrences are its
    periods."""

    current: int
    best: int

    @property
    def is_longest_yet(self) -> bool:
        """Whether the current one is worth a word: a longer one of before is no yardstick."""
        return 1 < self.best == self.current


NO_STREAK = Streak(0, 0)


def streak_of(outcomes: Iterable[Outcome], earlier: Streak = NO_STREAK) -> Streak:
    """The streak over outcomes in day order, after that of all before them; rested, paused and open ones are
    skipped."""
    kept_outcome, quiet_outcome = Outcome.KEPT, Outcome.QUIET  # looking them up would cost more than all the rest
    current, best = earlier
    for outcome in outcomes:
        if outcome is kept_outcome:
            current += 1
        elif outcome is quiet_outcome:
            best, current = max(best, current), 0
    return Streak(current, max(best, current))


def first_planned_day(ritual: Ritual) -> date:
    """The earliest day an occurrence can lie on; a moved one may lie before the ritual's start."""
    return min([ritual.spans[0].since, *(move.to for move in ritual.moves)])
