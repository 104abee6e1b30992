"""What `parser` finds in a sentence about a cadence, phrase by phrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from rituals.core.cadence.vocabulary import Every, UnitName


class NthOfMonth(NamedTuple):
    """The nth of a month: a day of it where `among` is empty, else one of these weekdays; -1 is the last."""

    nth: int
    among: tuple[int, ...] = ()


class Anniversary(NamedTuple):
    """A day of the year."""

    month: int
    day: int


class Quotient(NamedTuple):
    """So many times in a unit."""

    times: int
    unit: UnitName


@dataclass
class CadencePhrases:
    """The pieces a sentence holds; what it does not say is None or empty."""

    at: time | None = None
    every: Every | None = None
    quota: Quotient | None = None
    day: date | None = None
    anniversary: Anniversary | None = None
    length: int | None = None
    weekdays: tuple[int, ...] = ()
    picks: tuple[NthOfMonth, ...] = ()
    months: tuple[int, ...] = ()
