"""What needs the consent of both: unseen until each said yes alone, gone as soon as either takes it back.

Nobody's answer is ever told; only what both want shows. One person alone cannot have both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rituals.core.catalogue.model import Entry
from rituals.core.events import ConsentSaid
from rituals.core.model import Person, PersonId, Ritual, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState

_AT_LEAST = 2


def in_need_of_both(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that stay unseen until both want to see them, for the page where each says so alone."""
    return [entry for entry in entries if entry.needs_both]


def set_consent(private: PrivateState, entry: str, *, given: bool) -> list[ConsentSaid]:
    """Whether one person wants to see an entry, by its id; nothing where that is so already."""
    return [] if private.consents_to(entry) == given else [ConsentSaid(entry, given)]


def agreed(
    entries: Iterable[str], couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]
) -> frozenset[str]:
    """Which of these entries, by their ids, everyone in the couple wants to see."""
    if len(couple) < _AT_LEAST:
        return frozenset()
    return frozenset(entry for entry in entries if all(privates[person.id].consents_to(entry) for person in couple))


def hidden_rituals(state: State, couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]) -> set[RitualId]:
    """The couple's rituals that may not be seen now, of those in need of both."""
    needing_both = in_need_of_both_kept(state)
    agreed_ids = agreed({ritual.catalogue for ritual in needing_both}, couple, privates)
    return {ritual.id for ritual in needing_both if ritual.catalogue not in agreed_ids}


def in_need_of_both_kept(state: State) -> list[Ritual]:
    """The couple's rituals that need the consent of both, seen or not."""
    return [ritual for ritual in state.all_rituals.values() if ritual.needs_both]
