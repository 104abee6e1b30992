"""The folds of people and of the household."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time

from msgspec import UNSET, Struct
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.events.recorded import Recorded
from rituals.core.model import DEFAULT_DAY_STARTS_AT, MONDAY, Absence, Person, PersonId


class Household(Struct, frozen=True):
    """When the couple's week and day begin, and the day they met, if they said so."""

    week_starts_on: int = MONDAY
    day_starts_at: time = DEFAULT_DAY_STARTS_AT
    met_on: date | None = None


def people_of(records: Sequence[Recorded]) -> tuple[Person, ...]:
    """Everyone who ever joined, in the order they did, without those who were removed."""
    people: dict[PersonId, Person] = {}
    for record in records:
        match record.event:
            case e.PersonJoined(person, name, on):
                people[person] = _joined(people.get(person), Person(person, name, on, lamport=record.lamport))
            case e.PersonRenamed(person, name) if person in people:
                named = name or people[person].name  # empty once its words were erased
                people[person] = replace(people[person], name=named)
            case e.PersonLeft(person, on) if person in people:
                people[person] = replace(people[person], left=on)
            case e.PersonRemoved(person):
                people.pop(person, None)
    return tuple(person for person in people.values() if person.name)  # a name is only erased of somebody removed


def _joined(earlier: Person | None, person: Person) -> Person:
    """The person from the day they joined, or joined again after they had left."""
    if earlier is None:
        return person
    away = earlier.away
    if earlier.left is not None and earlier.left < person.joined:
        away = (*away, Absence(earlier.left, person.joined))
    name = person.name or earlier.name  # empty once its words were erased
    joined = min(person.joined, earlier.joined)
    return replace(person, name=name, joined=joined, away=away, lamport=earlier.lamport)


def members_on(people: Sequence[Person], day: date) -> tuple[Person, ...]:
    """Who belonged to the couple that day; before the first joining, those who joined first."""
    members = tuple(person for person in people if person.belongs_on(day))
    return members or tuple(person for person in people if person.joined == min(other.joined for other in people))


def counting_on(people: Sequence[Person], day: date, find_begun: Callable[[], int]) -> tuple[Person, ...]:
    """Whom that day's rituals ask: who did not come only that day, so that nobody who joins in the evening has left
    the day undone, or came before the couple's first ritual was taken up, whose lamport `find_begun` finds; where that
    is nobody, everyone."""
    members = members_on(people, day)
    if not any(person.came_on(day) for person in members):
        return members
    begun = find_begun()
    return tuple(p for p in members if not p.came_on(day) or (p.joined == day and p.lamport < begun)) or members


def days_of_change(people: Iterable[Person]) -> set[date]:
    """The days that may ask others than the day before: those on which somebody came or went, and the next ones."""
    ends = {end for person in people for away in person.away for end in (away.since, away.until)}
    days = ends.union(*({person.joined, person.left or person.joined} for person in people))
    return days | {add_days(day, 1) for day in days}


def household_of(records: Sequence[Recorded]) -> Household:
    """What the couple said of itself, last writer per field."""
    household = Household()
    for record in records:
        event = record.event
        if isinstance(event, e.HouseholdEdited):
            if event.week_starts_on is not UNSET:
                household = replace(household, week_starts_on=event.week_starts_on % 7)
            if event.day_starts_at is not UNSET:
                household = replace(household, day_starts_at=event.day_starts_at)
            if event.met_on is not UNSET:
                household = replace(household, met_on=event.met_on)
    return household
