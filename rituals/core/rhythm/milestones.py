"""Milestones: a number of ticked days of a ritual, or of years; whoever shows one records that, so that it is shown
once."""

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
    """A milestone of a ritual: `number` ticked days, or years since the first one, reached on a ticked day."""

    ritual: Ritual
    unit: Literal["days", "years"]
    number: int
    reached_on: date

    @property
    def id(self) -> str:
        """The id under which it is recorded as shown; no later tick or edit changes it."""
        return f"{self.ritual.id}/{self.unit}/{self.number}"


def milestones(history: RitualHistory) -> list[Milestone]:
    """Every milestone a ritual has reached, in order of days; none if the ritual does not count."""
    days = list(history.ticks) if history.ritual.is_counted else []
    if not days:
        return []
    reached = [Milestone(history.ritual, "days", number, days[number - 1]) for number in DAYS if number <= len(days)]
    for years in YEARS:
        place = bisect_left(days, _years_on(days[0], years))
        reached += [Milestone(history.ritual, "years", years, day) for day in days[place : place + 1]]
    return sorted(reached, key=lambda milestone: (milestone.reached_on, milestone.unit, milestone.number))


def reached_since(histories: Iterable[RitualHistory], since: date) -> list[Milestone]:
    """The milestones of all rituals reached on this day or later, in order of days."""
    reached = [milestone for history in histories for milestone in milestones(history) if milestone.reached_on >= since]
    return sorted(reached, key=lambda milestone: milestone.reached_on)


def _years_on(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
