"""The jar's notes in the snapshot, known by all but their words, which are read where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TypeAlias

import msgspec

from rituals.core.events.recorded import Recorded
from rituals.core.model import AppreciationId, EventId, PersonId, Seal
from rituals.core.state.ticks import TickArchive

RecordPlace: TypeAlias = tuple[int, int, int]
"""Where a record, or the words in one, lies: index of the journal, offset and length in bytes."""

NoteOrder: TypeAlias = tuple[int, EventId]
"""The place of a note among the notes of its day."""


class ShelvedNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note without its words, as it was if nothing of it is taken back; `text_at` is where its words lie."""

    id: AppreciationId
    by: PersonId
    day: date
    to: PersonId
    seal: Seal | None
    favourite: bool
    text_at: RecordPlace


class NoteArchive(msgspec.Struct, frozen=True):
    """The notes that need not be loaded at start, and how to read them; a journal rewritten meanwhile gives nothing."""

    entries: Callable[[], Iterable[ShelvedNote]]
    """Every note in it, in the order of the jar."""
    orders: Callable[[], Mapping[AppreciationId, NoteOrder]]
    """Each note's place among those of its day, which only a note that comes among them asks."""
    places: Callable[[], Mapping[AppreciationId, Mapping[EventId, RecordPlace]]]
    """Where each note's records lie, which only what changes or takes back something of one asks."""
    records: Callable[[Sequence[RecordPlace]], Iterable[Recorded]]
    texts: Callable[[Sequence[RecordPlace]], Iterable[str | None]]
    """The words at each of these places; None in a journal that was rewritten."""
    erased: AbstractSet[AppreciationId]
    """The notes that were erased before it was made, and are not in it."""


NOTHING_ARCHIVED = NoteArchive(tuple, dict, dict, lambda _: (), lambda _: (), frozenset())


class Shelf(msgspec.Struct, frozen=True):
    """What the snapshot spares a start."""

    ticks: TickArchive
    notes: NoteArchive
