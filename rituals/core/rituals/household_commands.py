"""The commands on the household, as pure functions: its members, and when its day and week begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from itertools import chain

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.model import Person, PersonId, Ritual
from rituals.core.phrases import clean_person_name, date_words
from rituals.core.rituals.commands import archive_ritual
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, printable
from rituals.errors import Remedy, RuleError, UsageError

LATEST_DAY_START = time(12)  # later, and an evening would belong to the day before


def join(state: State, person: PersonId, name: str, *, on: date) -> list[e.PersonJoined]:
    """Add someone to the couple; the name of somebody who left brings that person back."""
    name = clean_person_name(name)
    of_that_name = [other for other in state.people if casefolded(other.name) == casefolded(name)]
    if any(other.left is None for other in of_that_name):
        raise RuleError(f"{name} is here already.")
    if of_that_name:
        return [e.PersonJoined(of_that_name[0].id, of_that_name[0].name, on)]
    return [e.PersonJoined(person, name, on)]


def leave_couple(
    state: State, person: Person, *, today: date, today_of: Callable[[Ritual], date]
) -> list[e.PersonLeft | e.RitualArchived]:
    """Let someone leave the couple from today on; what they did stays, and the rituals of theirs alone are put away."""
    _check_not_alone(state, person, today)
    own = [ritual for ritual in state.all_rituals.values() if ritual.who == person.id and not ritual.is_archived]
    put_away = (archive_ritual(state, ritual, today=today_of(ritual), by=person.id) for ritual in own)
    return [e.PersonLeft(person.id, today), *chain.from_iterable(put_away)]


def remove_person(state: State, person: Person, *, today: date, has_traces: bool) -> list[e.PersonRemoved]:
    """Remove someone who was added by mistake; `RuleError` if they ever did anything."""
    _check_not_alone(state, person, today)
    if has_traces:
        raise RuleError(f"There is something of {printable(person.name)} here, and that stays.", Remedy.LEAVE)
    return [e.PersonRemoved(person.id)]


def _check_not_alone(state: State, person: Person, today: date) -> None:
    if len(state.couple(today)) < 2:
        raise RuleError(f"{printable(person.name)} is the only one here, and somebody has to be.")


def rename_person(state: State, person: PersonId, name: str) -> list[e.PersonRenamed]:
    """Change a person's name; the one they have already is left as it is, even if it could not be chosen now."""
    current = next((known.name for known in state.people if known.id == person), "")
    if name == current:
        return []
    name = clean_person_name(name)
    namesakes = [other for other in state.people if other.id != person and casefolded(other.name) == casefolded(name)]
    if namesakes:
        is_here = any(other.left is None for other in namesakes)
        raise RuleError(f"There {'is' if is_here else 'was'} a {name} already. Choose another name.")
    return [e.PersonRenamed(person, name)] if name != current else []


def edit_household(state: State, wish: e.HouseholdEdited, today: date) -> list[e.HouseholdEdited]:
    """Change when the couple's week or day begins, or the day they met; only fields that differ are recorded."""
    household = state.household
    changed = {name: value for name, value in msgspec.structs.asdict(wish).items() if value is not UNSET}
    changed = {name: value for name, value in changed.items() if value != getattr(household, name)}
    if not 0 <= changed.get("week_starts_on", household.week_starts_on) <= 6:
        raise UsageError("A week starts on one of its seven days, Monday being 0. Choose one of them.")
    if changed.get("day_starts_at", household.day_starts_at) > LATEST_DAY_START:
        raise UsageError(
            f"A day starts between 00:00 and {LATEST_DAY_START:%H:%M}. Give a time in the night or morning."
        )
    if (met_on := changed.get("met_on")) is not None and met_on > today:
        raise UsageError(f"{date_words(met_on, today)} is still to come. Give the day you met.")
    return [e.HouseholdEdited(**changed)] if changed else []
