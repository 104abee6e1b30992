"""The folds of people and of the household."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import NamedTuple

from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import DEFAULT_DAY_STARTS_AT, MONDAY, Person, PersonId


class Household(NamedTuple):
    """When the couple's week and day begin."""

    week_starts_on: int = MONDAY
    day_starts_at: time = DEFAULT_DAY_STARTS_AT


def people_of(records: Sequence[Recorded]) -> tuple[Person, ...]:
    """Everyone who ever joined, in the order they did."""
    people: dict[PersonId, Person] = {}
    for record in records:
        match record.event:
            case e.PersonJoined(person, name, on):
                earlier = people.get(person)
                people[person] = Person(person, name, min(on, earlier.joined) if earlier else on)
            case e.PersonRenamed(person, name) if person in people:
                named = name or people[person].name  # empty once its words were erased
                people[person] = Person(person, named, people[person].joined, people[person].left)
            case e.PersonLeft(person, on) if person in people:
                people[person] = Person(person, people[person].name, people[person].joined, on)
    return tuple(people.values())


def household_of(records: Sequence[Recorded]) -> Household:
    """The couple's week and day start, last writer per field."""
    household = Household()
    for record in records:
        event = record.event
        if isinstance(event, e.HouseholdEdited):
            if event.week_starts_on is not UNSET:
                household = household._replace(week_starts_on=event.week_starts_on % 7)
            if event.day_starts_at is not UNSET:
                household = household._replace(day_starts_at=event.day_starts_at)
    return household
