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


class InAll(NamedTuple):
    """A number of times after which it ends; `is_clear` unless it may also mean so many times in each period."""

    times: int
    is_clear: bool


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
    start: date | None = None
    until: date | None = None
    in_all: InAll | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether it names a first day or an end."""
        return bool(self.start or self.until or self.in_all)
