"""The jar's notes in the snapshot, known by all but their words, which are read where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple, TypeAlias

import msgspec

from rituals.core.events.recorded import Recorded
from rituals.core.model import AppreciationId, EventId, PersonId, Seal
from rituals.core.state.ticks import TickArchive

RecordPlace: TypeAlias = tuple[int, int, int]
"""Where a record lies: index of the journal, offset and length in bytes."""


class ShelvedNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note without its words, as it was if nothing of it is taken back; `text_at` is where its words lie, and `order`
    its place among the notes of its day."""

    id: AppreciationId
    by: PersonId
    day: date
    to: PersonId
    seal: Seal | None
    favourite: bool
    order: tuple[int, EventId]
    text_at: RecordPlace


class NoteArchive(NamedTuple):
    """The notes that need not be loaded at start, and how to read them; a journal rewritten meanwhile gives nothing."""

    entries: Callable[[], Iterable[ShelvedNote]]
    """Every note in it, in the order of the jar."""
    places: Callable[[], Mapping[AppreciationId, Mapping[EventId, RecordPlace]]]
    """Where each note's records lie, which only what changes or takes back something of one asks."""
    records: Callable[[Sequence[RecordPlace]], Iterable[Recorded]]
    texts: Callable[[Sequence[RecordPlace]], Iterable[tuple[AppreciationId, str]]]
    """The words at these places, each with the note they are of."""
    erased: AbstractSet[AppreciationId]
    """The notes that were erased before it was made, and are not in it."""


NOTHING_ARCHIVED = NoteArchive(tuple, dict, lambda _: (), lambda _: (), frozenset())


class Shelf(NamedTuple):
    """What the snapshot spares a start."""

    ticks: TickArchive
    notes: NoteArchive
