"""Proposes which people and rituals of two homes are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from rituals.core.model import EACH, TOGETHER, Person, PersonId, Ritual, RitualId, Who
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded

Thing = TypeVar("Thing", Person, Ritual)


def same_people(inviter: State, joiner: State) -> Mapping[PersonId, PersonId]:
    """The joiner's people whom the inviter has under the same id, or by the same name."""
    return _paired(joiner.people, inviter.people, [lambda person: person.id, lambda person: casefolded(person.name)])


def same_rituals(inviter: State, joiner: State, people: Mapping[PersonId, PersonId]) -> Mapping[RitualId, RitualId]:
    """The joiner's rituals that the inviter has from the same entry of the catalogue, or by the same name; `people` are
    those who are the same, and what is somebody's alone is the same only if it is theirs."""

    def by(key: Callable[[Ritual], str]) -> Callable[[Ritual], str]:
        return lambda ritual: f"{key(ritual)} {_whose(ritual, people)}" if key(ritual) else ""

    keys = [by(lambda ritual: ritual.id), by(lambda ritual: ritual.catalogue), by(lambda r: casefolded(r.name))]
    return _paired(_in_use_first(joiner), _in_use_first(inviter), keys)


def could_be_same(inviter: State, own: Ritual, people: Mapping[PersonId, PersonId]) -> Sequence[Ritual]:
    """The inviter's rituals in use that one of the joiner's may be, whatever it is called; none that may be hidden."""
    return [
        ritual
        for ritual in inviter.all_rituals.values()
        if not (ritual.is_archived or ritual.needs_both or own.needs_both)
        and _whose(ritual, people) == _whose(own, people)
    ]


def _whose(ritual: Ritual, people: Mapping[PersonId, PersonId]) -> Who:
    return "" if ritual.who in (TOGETHER, EACH) else people.get(ritual.who, ritual.who)


def _in_use_first(state: State) -> Sequence[Ritual]:
    return sorted(state.all_rituals.values(), key=lambda ritual: ritual.is_archived)


def _paired(
    ours: Iterable[Thing], theirs: Iterable[Thing], keys: Sequence[Callable[[Thing], str]]
) -> Mapping[str, str]:
    """The ids of ours with those of theirs that have the same key, each once; the first keys count first."""
    pairs: dict[str, str] = {}
    left, there = list(ours), list(theirs)
    for key in keys:
        for own in left[:]:
            same = next((other for other in there if key(own) and key(own) == key(other)), None)
            if same is not None:
                pairs[own.id] = same.id
                left.remove(own)
                there.remove(same)
    return pairs
