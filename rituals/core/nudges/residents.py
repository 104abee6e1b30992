"""Who lives where this machine stands: nudges speak to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rituals.core.calendar import day_of
from rituals.core.model import Person, PersonId
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.text import casefolded


def residents(here: Sequence[str], couple: Sequence[Person]) -> Sequence[Person]:
    """Those of the couple whom the setting names, by id or by name; everyone where it names none of them."""
    named = [person for person in couple if any(_means(entry, person) for entry in here)]
    return named or couple


def unknown_residents(here: Iterable[str], people: Sequence[Person]) -> list[str]:
    """What the setting holds that means nobody who is or was one of these people."""
    return [entry for entry in here if not any(_means(entry, person) for person in people)]


def asking_residents(planner_input: PlannerInput, here: Sequence[str]) -> PlannerInput:
    """The input with a state in which the couple is only who lives here."""
    state = planner_input.state
    couple = state.couple(day_of(planner_input.local, state.household.day_starts_at))
    ids: list[PersonId] = [person.id for person in residents(here, couple)]
    return planner_input if len(ids) == len(couple) else planner_input._replace(state=state.asking(ids))


def _means(entry: str, person: Person) -> bool:
    return entry == person.id or casefolded(entry.strip()) == casefolded(person.name)
