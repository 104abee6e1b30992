"""What rests on what one import brought in of a ritual: thousands of days, so each later record looks for its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.undoable import UNDOABLE, InForce

_Subject: TypeAlias = date | EventId | None
"""A day of the ritual, or one of its ticks; None for what concerns the ritual as a whole."""


class ImportedRitual:
    """What an import brought in of one ritual; `own` are the ids of all that it brought in."""

    def __init__(self, state: State, ritual: RitualId, records: Iterable[Recorded], own: Collection[EventId]) -> None:
        self._present = state.all_rituals.get(ritual)
        self._afterwards = state.ritual_without(ritual, own)
        self._by_subject = defaultdict[_Subject, list[Recorded]](list)
        for record in records:
            for subject in _subjects_of(record):
                self._by_subject[subject].append(record)

    def resting(self, later: InForce) -> Iterator[tuple[Recorded, InForce]]:
        """The records of the import that must stay because of a later one, each with that."""
        for subject in _subjects_met_by(later.event):
            for record in self._by_subject.get(subject, ()):
                if self._rests(record, later.event):
                    yield record, later

    def _rests(self, record: Recorded, later: AnyEvent) -> bool:
        event = record.event
        if isinstance(event, e.LivedBefore):
            return self._has_lived_only_there(later)
        if event == later or (isinstance(event, e.RitualAdded) and self._afterwards is not None):
            return False  # it is there all the same, as somebody else brought it in too
        return type(event) in UNDOABLE and UNDOABLE[type(event)].rests(event, record.id, later)

    def _has_lived_only_there(self, later: AnyEvent) -> bool:
        """Whether it is about a day on which the ritual is only kept by what was brought in."""
        day = getattr(later, "day", None)
        if day is None or self._present is None or self._afterwards is None:
            return False
        return bool(self._present.added_on <= day < self._afterwards.added_on)


def _subjects_of(record: Recorded) -> Iterable[_Subject]:
    match record.event:
        case e.RitualTicked():
            return (record.id,)
        case e.OccurrenceRested(_, day):
            return (day,)
        case e.OccurrenceMoved(_, day, to):
            return {day, to}
        case _:
            return (None,)


def _subjects_met_by(later: AnyEvent) -> Iterable[_Subject]:
    match later:
        case e.RitualUnticked(_, of):
            return (None, *of)
        case e.RitualTicked(_, day) | e.OccurrenceRested(_, day) | e.OccurrenceMoved(_, day):
            return (None, day)
        case _:
            return (None,)
