"""Firsts: the first time that a ritual was done, told in the words that were left of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from rituals.core.model import EACH, TOGETHER, Ritual, Tick
from rituals.core.state.couple_state import State

_OF_AFFECTION = "affection"


class First(NamedTuple):
    """The first day of a ritual that they do together or each of them does, and the words that stand with it."""

    ritual: Ritual
    day: date
    note: str


def counts_for_both(ritual: Ritual) -> bool:
    """Whether it is one of which firsts and round numbers are told: none that is private or of one of them alone, and
    none about affection, of which nothing is counted."""
    return ritual.is_counted and ritual.every_who <= {TOGETHER, EACH} and ritual.section != _OF_AFFECTION


def first_of(ritual: Ritual, ticks: Mapping[date, Iterable[Tick]]) -> First | None:
    """A ritual's first, of all its ticks by day in order; None without words on its first day."""
    day = next(iter(ticks), None)
    notes = [tick.note for tick in ticks[day] if tick.note] if day is not None else []
    return First(ritual, day, max(notes, key=len)) if day is not None and notes else None


def firsts_between(state: State, since: date, until: date) -> list[First]:
    """The firsts of the days from `since` to `until`, in order of days, those of a day by name."""
    rituals = [ritual for ritual in state.rituals.values() if counts_for_both(ritual)]
    firsts = (first_of(ritual, state.ticks(ritual.id, until=until)) for ritual in rituals)
    told = (first for first in firsts if first is not None and first.day >= since)
    return sorted(told, key=lambda first: (first.day, first.ritual.name))
