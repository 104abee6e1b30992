"""What is for one person alone: only that person takes it up, or makes it one for others too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from msgspec import UNSET, UnsetType

from rituals.core.model import A_COUPLE, EACH, TOGETHER, Person, PersonId, Ritual, Who
from rituals.core.phrases import all_words, person_name
from rituals.core.text import printable, titled
from rituals.errors import Remedy, RuleError


def check_taken_up(who: Who, people: Iterable[Person], *, by: PersonId) -> None:
    """`RuleError` if a ritual would be for one of these people alone, those who left included, and that is not the one
    who takes it up."""
    theirs = next((person for person in people if person.id == who != by), None)
    if theirs is None:
        return
    name = printable(theirs.name)
    if theirs.left is not None:
        raise RuleError(
            f"What is for {name} alone is taken up by {name}, who isn't here now; another one can go by its name."
        )
    raise RuleError(
        f"What is for {name} alone is taken up by {name}; one for each of you can be begun by anyone.",
        Remedy.TAKE_SEAT,
    )


def check_put_away(ritual: Ritual, people: Iterable[Person], *, by: PersonId) -> None:
    """`RuleError` if somebody else puts away what one of these people has alone, and could not bring it back."""
    _check_own(ritual, people, by, "puts it away")


def check_given_on(ritual: Ritual, who: Who | UnsetType, people: Iterable[Person], *, by: PersonId) -> None:
    """`RuleError` if somebody else changes whom one of these people's own ritual is for, or makes a ritual theirs."""
    if who is UNSET or who == ritual.who:
        return
    _check_own(ritual, people, by, "changes that")
    check_taken_up(who, people, by=by)


def check_counted_for(ritual: Ritual, day: date, people: Iterable[Person], *, by: Collection[PersonId] | None) -> None:
    """`RuleError` if a ritual that is for one of these people alone on a day is to count for others than that one; `by`
    None is nobody in particular."""
    who = ritual.who_on(day)
    if by is not None and who not in (TOGETHER, EACH, *by):
        theirs = person_name(who, people)
        raise RuleError(f"{titled(ritual.name)} is for {theirs} alone, and counts for nobody else.", Remedy.OMIT_PERSON)


def counted_for_words(ritual: Ritual, day: date, people: Collection[Person], *, by: Collection[PersonId] | None) -> str:
    """Says for whom something counts that was put down for a day as `by`'s, where that is not just them; else empty."""
    who = ritual.who_on(day)
    if by is None or who == EACH or len(people) < A_COUPLE:
        return ""
    if who == TOGETHER:
        is_everyone = {person.id for person in people} <= set(by)
        return "" if is_everyone else f"{titled(ritual.name)} is together, so it counts for {all_words(people)}."
    theirs = person_name(who, people)
    return "" if set(by) == {who} else f"{titled(ritual.name)} is for {theirs} alone, so it counts for {theirs}."


def _check_own(ritual: Ritual, people: Iterable[Person], by: PersonId, does: str) -> None:
    """`RuleError` if a ritual is for one of these people alone, and that is not `by`, who `does` something with it."""
    theirs = next((printable(person.name) for person in people if person.id == ritual.who != by), "")
    if theirs:
        raise RuleError(f"{titled(ritual.name)} is for {theirs} alone, and only {theirs} {does}.", Remedy.TAKE_SEAT)
