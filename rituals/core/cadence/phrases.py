"""The phrases that `parser` recognises in a sentence about a cadence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from rituals.core.cadence.vocabulary import Every, UnitName


class NthOfMonth(NamedTuple):
    """The nth day of a month, or with `among` the nth of these weekdays in it; -1 is the last."""

    nth: int
    among: tuple[int, ...] = ()


class Anniversary(NamedTuple):
    """A day of the year."""

    month: int
    day: int


class Quotient(NamedTuple):
    """A number of times per unit."""

    times: int
    unit: UnitName


@dataclass
class CadencePhrases:
    """The phrases of one sentence; those it does not have are None or empty."""

    at: time | None = None
    every: Every | None = None
    quota: Quotient | None = None
    day: date | None = None
    anniversary: Anniversary | None = None
    length: int | None = None
    weekdays: tuple[int, ...] = ()
    picks: tuple[NthOfMonth, ...] = ()
    months: tuple[int, ...] = ()
