"""Whether taking something back would leave two rituals in use, or two people, with one name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, RitualId
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded

_NAMES_A_PERSON = (e.PersonRenamed, e.PersonRemoved)


def namesake_after(state: State, intent: Iterable[Recorded]) -> str:
    """The name that two would share once these records were taken back as well; empty if there is none."""
    records = list(intent)
    ids = {record.id for record in records}
    events = [record.event for record in records]
    rituals = {event.ritual for event in events if isinstance(event, e.RitualEdited | e.RitualArchived)}
    names = (_shared_by_ritual(state, ritual, ids) for ritual in rituals)
    people = _shared_by_people(state, ids) if any(isinstance(event, _NAMES_A_PERSON) for event in events) else ()
    return next(filter(None, chain(names, people)), "")


def _shared_by_ritual(state: State, ritual: RitualId, ids: Collection[EventId]) -> str:
    now, after = state.all_rituals.get(ritual), state.ritual_without(ritual, ids)
    if after is None or after.is_archived:
        return ""
    name = casefolded(after.name)
    if now is not None and not now.is_archived and casefolded(now.name) == name:
        return ""
    others = (other for other in state.rituals.values() if other.id != ritual and not other.is_archived)
    return after.name if any(casefolded(other.name) == name for other in others) else ""


def _shared_by_people(state: State, ids: Collection[EventId]) -> Iterator[str]:
    names_now = {person.id: casefolded(person.name) for person in state.people}
    after = state.people_without(ids)
    for person in after:
        name = casefolded(person.name)
        if names_now.get(person.id) != name and any(
            other.id != person.id and casefolded(other.name) == name for other in after
        ):
            yield person.name
