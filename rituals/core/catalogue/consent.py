"""Entries that need the consent of both people: hidden until each has agreed in private, and again as soon as either
withdraws.

Nobody sees the other's answer, only what both agreed to; someone alone in the app never sees these entries.
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
    """The entries hidden until both agree, for the page where each person answers alone."""
    return [entry for entry in entries if entry.needs_both]


def set_consent(private: PrivateState, entry: str, *, given: bool) -> list[ConsentSaid]:
    """Record whether one person wants to see an entry, by its id; no events if that is their answer already."""
    return [] if private.consents_to(entry) == given else [ConsentSaid(entry, given)]


def agreed(
    entries: Iterable[str], couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]
) -> frozenset[str]:
    """The ids among these that everyone in the couple consents to; none while fewer than two people belong to it."""
    if len(couple) < _AT_LEAST:
        return frozenset()
    return frozenset(entry for entry in entries if all(privates[person.id].consents_to(entry) for person in couple))


def hidden_rituals(state: State, couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]) -> set[RitualId]:
    """The couple's rituals that need the consent of both and lack it, which must not be shown now."""
    needing_both = in_need_of_both_kept(state)
    agreed_ids = agreed({ritual.catalogue for ritual in needing_both}, couple, privates)
    return {ritual.id for ritual in needing_both if ritual.catalogue not in agreed_ids}


def in_need_of_both_kept(state: State) -> list[Ritual]:
    """The couple's rituals that need the consent of both, hidden or not."""
    return [ritual for ritual in state.all_rituals.values() if ritual.needs_both]
