"""Entries that need the consent of both people: hidden until each has agreed in private, and again as soon as either
withdraws.

Nobody sees the other's answer, only what both agreed to; someone alone in the app never sees these entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rituals.core.catalogue.model import Entry
from rituals.core.events import ConsentSaid, RitualEdited, WordsErased
from rituals.core.model import Person, PersonId, Ritual, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.core.state.written import WordsAbout, words_about

_AT_LEAST = 2


def in_need_of_both(entries: Iterable[Entry]) -> list[Entry]:
    """The entries hidden until both agree, for the page where each person answers alone."""
    return [entry for entry in entries if entry.needs_both]


def set_consent(private: PrivateState, entry: str, *, given: bool) -> list[ConsentSaid]:
    """Record whether one person wants to see an entry, by its id; no events if that is their answer already."""
    return [] if private.consents_to(entry) == given else [ConsentSaid(entry, given)]


def words_to_lose(state: State, entry: Entry) -> WordsAbout:
    """What people wrote about an entry's ritual, which goes with a yes that is taken back."""
    return words_about(state, entry.id, but=[entry.name])


def erase_with_yes(state: State, entry: Entry) -> list[RitualEdited | WordsErased]:
    """Erase what people wrote about an entry's ritual, which goes by the catalogue's name from then on."""
    ids = words_to_lose(state, entry).ids
    return [RitualEdited(entry.id, name=entry.name, cue=""), WordsErased(tuple(ids))] if ids else []


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
