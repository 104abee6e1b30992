"""What needs the consent of both: unseen until each said yes alone, gone as soon as either takes it back.

Nobody's answer is ever told; only what both want shows. One person alone cannot have both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from rituals.core.events import ConsentSaid
from rituals.core.model import Person, PersonId, Ritual, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState

NEEDS_BOTH = "both"
_AT_LEAST = 2


class Consented(Protocol):
    """What has to be known of an entry of the catalogue."""

    @property
    def id(self) -> str: ...

    @property
    def consent(self) -> str: ...


AnyEntry = TypeVar("AnyEntry", bound=Consented)


def in_need_of_both(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """The entries that stay unseen until both want to see them, for the page where each says so alone."""
    return [entry for entry in entries if entry.consent == NEEDS_BOTH]


def say(private: PrivateState, about: str, *, given: bool) -> list[ConsentSaid]:
    """What one person wants to see; nothing where that is so already."""
    return [] if private.consents_to(about) == given else [ConsentSaid(about, given)]


def agreed(about: Iterable[str], couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]) -> frozenset[str]:
    """Which of these ids everyone in the couple wants to see."""
    if len(couple) < _AT_LEAST:
        return frozenset()
    return frozenset(one for one in about if all(privates[person.id].consents_to(one) for person in couple))


def offered(entries: Iterable[AnyEntry], both_consent: Collection[str]) -> tuple[AnyEntry, ...]:
    """What may be seen of the catalogue; `both_consent` has the ids that both agreed to."""
    return tuple(entry for entry in entries if entry.consent != NEEDS_BOTH or entry.id in both_consent)


def hidden_rituals(state: State, couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]) -> set[RitualId]:
    """The couple's rituals that may not be seen now, of those in need of both."""
    kept = in_need_of_both_kept(state)
    shown = agreed({ritual.catalogue for ritual in kept}, couple, privates)
    return {ritual.id for ritual in kept if ritual.catalogue not in shown}


def in_need_of_both_kept(state: State) -> list[Ritual]:
    """The couple's rituals that need the consent of both, seen or not."""
    return [ritual for ritual in state.all_rituals.values() if ritual.needs_both]
