"""Milestones: a number of ticked days of a ritual, or of years; whoever shows one records that, so that it is shown
once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol

from rituals.core.calendar import years_later
from rituals.core.model import Ritual

DAYS = (10, 25, 50, 100, 200, 365, 500, *range(1000, 10_001, 500))
YEARS = (1, 2, 5, 10, 15, 20, 25, 30, 40, 50)


class Reached(NamedTuple):
    """A number of ticked days, or of years since the first one, and the ticked day on which it was reached."""

    unit: Literal["days", "years"]
    number: int
    day: date


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


class HasMilestones(Protocol):
    """What tells a ritual's milestones, in order of days."""

    @property
    def milestones(self) -> Sequence[Milestone]: ...


def reached_on(days: Sequence[date], first: date, count: int = 0, earlier: Sequence[Reached] = ()) -> list[Reached]:
    """What is reached on these ticked days, in order, as they follow `count` others, by which `earlier` was reached;
    `first` is the first of all."""
    reached = [Reached("days", number, days[number - count - 1]) for number in DAYS if 0 < number - count <= len(days)]
    years_before = {step.number for step in earlier if step.unit == "years"}
    for years in YEARS:
        place = bisect_left(days, years_later(first, years))
        reached += [Reached("years", years, day) for day in days[place : place + 1] if years not in years_before]
    return sorted(reached, key=lambda step: (step.day, step.unit, step.number))


def milestones_of(ritual: Ritual, reached: Iterable[Reached]) -> tuple[Milestone, ...]:
    """The milestones of a ritual that reached these; none if it does not count."""
    return tuple(Milestone(ritual, *step) for step in reached) if ritual.is_counted else ()


def reached_since(histories: Iterable[HasMilestones], since: date) -> list[Milestone]:
    """The milestones of all rituals reached on this day or later, in order of days."""
    reached = [milestone for history in histories for milestone in history.milestones if milestone.reached_on >= since]
    return sorted(reached, key=lambda milestone: milestone.reached_on)
