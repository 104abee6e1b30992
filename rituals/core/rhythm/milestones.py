"""Milestones: a ritual's first time, a round number of times, or of years; whoever shows one records that, so that it
is shown once. There are few, none counts what one of them does alone, and none is about affection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol, TypeAlias

from rituals.core.calendar import years_later
from rituals.core.model import Ritual
from rituals.core.occurrences.firsts import counts_for_both, first_of
from rituals.core.state.couple_state import State

DAYS = (100, 500, 1000, 2000, 5000, 10_000)
YEARS = (1, 2, 5, 10, 20, 30, 40, 50)


Unit: TypeAlias = Literal["first", "days", "years"]


class Reached(NamedTuple):
    """The first ticked day, a number of such days, or of years since the first one, and the ticked day on which it was
    reached."""

    unit: Unit
    number: int
    day: date


class Milestone(NamedTuple):
    """A milestone of a ritual: its first day, `number` ticked days, or years since the first one, reached on a ticked
    day; a first is told by its `note`."""

    ritual: Ritual
    unit: Unit
    number: int
    reached_on: date
    note: str = ""

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
    reached = [Reached("first", 1, day) for day in days[:1] if not count]
    reached += [Reached("days", number, days[number - count - 1]) for number in DAYS if 0 < number - count <= len(days)]
    years_before = {step.number for step in earlier if step.unit == "years"}
    for years in YEARS:
        place = bisect_left(days, years_later(first, years))
        reached += [Reached("years", years, day) for day in days[place : place + 1] if years not in years_before]
    return sorted(reached, key=lambda step: (step.day, step.unit, step.number))


def milestones_of(ritual: Ritual, reached: Iterable[Reached]) -> tuple[Milestone, ...]:
    """The milestones of a ritual that reached these; none if it is not one that counts for both."""
    return tuple(Milestone(ritual, *step) for step in reached) if counts_for_both(ritual) else ()


def worded(state: State, milestones: Iterable[Milestone]) -> list[Milestone]:
    """The milestones with the words of the firsts among them; a first of which no words were left is not told."""
    return [told for milestone in milestones if (told := _worded(state, milestone)) is not None]


def _worded(state: State, milestone: Milestone) -> Milestone | None:
    if milestone.unit != "first":
        return milestone
    day = milestone.reached_on
    first = first_of(milestone.ritual, state.ticks(milestone.ritual.id, day, day))
    return milestone._replace(note=first.note) if first is not None else None


def reached_since(histories: Iterable[HasMilestones], since: date) -> list[Milestone]:
    """The milestones of all rituals reached on this day or later, in order of days."""
    reached = [milestone for history in histories for milestone in history.milestones if milestone.reached_on >= since]
    return sorted(reached, key=lambda milestone: milestone.reached_on)
