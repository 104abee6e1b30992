"""Milestones worth a smile: so many days of a ritual, or years of it; each is told once, by whoever remembers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from rituals.core.model import Ritual
from rituals.core.rhythm.history import RitualHistory

DAYS = (10, 25, 50, 100, 200, 365, 500, *range(1000, 10_001, 500))
YEARS = (1, 2, 5, 10, 15, 20, 25, 30, 40, 50)


class Milestone(NamedTuple):
    """Something reached with a ritual: so many ticked days, or years from the first one to another."""

    ritual: Ritual
    unit: Literal["days", "years"]
    number: int
    reached_on: date

    @property
    def id(self) -> str:
        """What it is remembered by once it was told; it stays, whatever is ticked or edited later."""
        return f"{self.ritual.id}/{self.unit}/{self.number}"


def milestones(history: RitualHistory) -> list[Milestone]:
    """Everything a ritual has reached so far, in the order of the days; nothing of one that is not to be counted."""
    days = list(history.ticks) if history.counts else []
    if not days:
        return []
    reached = [Milestone(history.ritual, "days", number, days[number - 1]) for number in DAYS if number <= len(days)]
    for years in YEARS:
        place = bisect_left(days, _years_on(days[0], years))
        reached += [Milestone(history.ritual, "years", years, day) for day in days[place : place + 1]]
    return sorted(reached, key=lambda milestone: (milestone.reached_on, milestone.unit, milestone.number))


def reached_since(histories: Iterable[RitualHistory], since: date) -> list[Milestone]:
    """What was reached on a day or after it, of all rituals, in the order of the days."""
    reached = [milestone for history in histories for milestone in milestones(history) if milestone.reached_on >= since]
    return sorted(reached, key=lambda milestone: milestone.reached_on)


def _years_on(day: date, years: int) -> date:
    """The same day so many years on; 29 February falls on 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
