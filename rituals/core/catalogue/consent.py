"""Entries that need the consent of both people: hidden until each has agreed in private, and again as soon as either
withdraws.

A lone yes stays in that person's private log. Once everyone's yes stands on one machine, an event that both see says
so, and from then on it alone decides; nobody sees the other's answer. Someone alone in the app never sees these
entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rituals.core.catalogue.model import Entry
from rituals.core.events import BothSaidYes, ConsentSaid, RitualAdded, RitualEdited, WordsErased, YesTakenBack
from rituals.core.model import Person, PersonId, Ritual, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.core.state.written import WordsAbout, words_about

FindPrivates = Callable[[], Mapping[PersonId, PrivateState]]
"""Reads what everyone in the couple keeps for themselves on this machine."""

_AT_LEAST = 2


def in_need_of_both(entries: Iterable[Entry]) -> list[Entry]:
    """The entries hidden until both agree, for the page where each person answers alone."""
    return [entry for entry in entries if entry.needs_both]


def set_consent(state: State, private: PrivateState | None, entry: str, *, given: bool) -> list[ConsentSaid]:
    """Record whether one person wants to see an entry, by its id; no events if that is their answer already, as far as
    it is known."""
    taken_back = state.consents.taken_back(entry)
    if private is not None and private.consents_to(entry, taken_back) == given:
        return []
    return [ConsentSaid(entry, given, taken_back if given else ())]


def said_yes(state: State, private: PrivateState, entry: str, *, by: PersonId) -> bool:
    """Whether somebody's yes to an entry stands, here alone or together with everyone's."""
    return state.consents.holds(entry, [by]) or private.consents_to(entry, state.consents.taken_back(entry))


def join_yeses(state: State, entry: str, couple: Sequence[Person], privates: FindPrivates) -> list[BothSaidYes]:
    """Say that everyone in the couple said yes to an entry, if their yeses all stand on this machine and nothing says
    so yet."""
    people = tuple(sorted(person.id for person in couple))
    if state.consents.holds(entry, people) or not _all_say_yes(state, entry, couple, privates()):
        return []
    return [BothSaidYes(entry, people, state.consents.taken_back(entry))]


def take_yes_back(state: State, entry: str) -> list[YesTakenBack]:
    """Take back what everyone said yes to; no events if no such yes holds."""
    return [YesTakenBack(entry)] if state.consents.holds(entry) else []


def words_to_lose(state: State, entry: Entry) -> WordsAbout:
    """What people wrote about an entry's ritual, which goes with a yes that is taken back."""
    return words_about(state, entry.id, but=[entry.name])


def erase_with_yes(state: State, ritual: RitualId, name: str) -> list[RitualEdited | WordsErased]:
    """Erase what people wrote about an entry's ritual, which goes by the catalogue's name from then on."""
    ids = words_about(state, ritual, but=[name]).ids
    return [RitualEdited(ritual, name=name, cue=""), WordsErased(tuple(ids))] if ids else []


def erase_hidden(state: State) -> list[RitualEdited | WordsErased]:
    """Erase what was written about rituals whose yes was taken back before those words were known where it was."""
    return [
        event
        for ritual in in_need_of_both_kept(state)
        if state.consents.taken_back(ritual.catalogue) and not state.consents.holds(ritual.catalogue)
        for event in erase_with_yes(state, ritual.id, _name_in_catalogue(state, ritual))
    ]


def agreed(state: State, entries: Iterable[str], couple: Sequence[Person], privates: FindPrivates) -> frozenset[str]:
    """The ids among these that everyone in the couple consents to; none while fewer than two people belong to it.

    Private logs are read only for those of which no event tells yet, as versions wrote none that had but one machine.
    """
    if len(couple) < _AT_LEAST:
        return frozenset()
    people, asked = [person.id for person in couple], set(entries)
    untold = {entry for entry in asked if not state.consents.knows(entry)}
    answers = privates() if untold else {}
    told = {entry for entry in asked - untold if state.consents.holds(entry, people)}
    return frozenset(told | {entry for entry in untold if _all_say_yes(state, entry, couple, answers)})


def hidden_rituals(state: State, couple: Sequence[Person], privates: FindPrivates) -> set[RitualId]:
    """The couple's rituals that need the consent of both and lack it, which must not be shown now."""
    needing_both = in_need_of_both_kept(state)
    agreed_ids = agreed(state, {ritual.catalogue for ritual in needing_both}, couple, privates)
    return {ritual.id for ritual in needing_both if ritual.catalogue not in agreed_ids}


def in_need_of_both_kept(state: State) -> list[Ritual]:
    """The couple's rituals that need the consent of both, hidden or not."""
    return [ritual for ritual in state.all_rituals.values() if ritual.needs_both]


def _all_say_yes(state: State, entry: str, couple: Sequence[Person], privates: Mapping[PersonId, PrivateState]) -> bool:
    taken_back = state.consents.taken_back(entry)
    return len(couple) >= _AT_LEAST and all(privates[person.id].consents_to(entry, taken_back) for person in couple)


def _name_in_catalogue(state: State, ritual: Ritual) -> str:
    """The name that a ritual was taken up by, or that it was given as words were erased, which is the catalogue's."""
    names = (
        record.event.name
        for record in state.ritual_records(ritual.id)
        if isinstance(record.event, RitualAdded)
        or (isinstance(record.event, RitualEdited) and state.is_written_anew(record))
    )
    return next((name for name in names if name), ritual.name)
