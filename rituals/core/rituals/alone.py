"""What is for one person alone: only that person takes it up, or makes it one for others too."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from rituals.core.model import Person, PersonId, Ritual, Who
from rituals.core.phrases import person_name
from rituals.core.text import titled
from rituals.errors import Remedy, RuleError


def check_taken_up(who: Who, people: Iterable[Person], *, by: PersonId) -> None:
    """`RuleError` if a ritual would be for one of these people alone, and that is not the one who takes it up."""
    if _is_anothers(who, people, by):
        name = person_name(who, people)
        raise RuleError(
            f"What is for {name} alone is taken up by {name}; one for each of you can be begun by anyone.",
            Remedy.TAKE_SEAT,
        )


def check_given_on(ritual: Ritual, who: Who | UnsetType, people: Iterable[Person], *, by: PersonId) -> None:
    """`RuleError` if somebody else changes whom one of these people's own ritual is for, or makes a ritual theirs."""
    if who is UNSET or who == ritual.who:
        return
    if _is_anothers(ritual.who, people, by):
        name = person_name(ritual.who, people)
        raise RuleError(f"{titled(ritual.name)} is for {name} alone, and only {name} changes that.", Remedy.TAKE_SEAT)
    check_taken_up(who, people, by=by)


def _is_anothers(who: Who, people: Iterable[Person], by: PersonId) -> bool:
    return who != by and any(person.id == who for person in people)
