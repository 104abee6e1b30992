"""The jar's notes in the snapshot, known by all but their words, which are read where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TypeAlias

import msgspec

from rituals.core.events.recorded import Recorded
from rituals.core.model import Appreciation, AppreciationId, EventId, PersonId, Seal
from rituals.core.state.ticks import MonthNumber, TickArchive, month_number

RecordPlace: TypeAlias = tuple[int, int, int]
"""Where a record, or the words in one, lies: index of the journal, offset and length in bytes."""

NoteOrder: TypeAlias = tuple[int, EventId]
"""The place of a note among the notes of its day."""


class ShelvedNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note without its words, as it was if nothing of it is taken back; `text_at` is where its words lie, `reply_at`
    where those of the line under it do."""

    id: AppreciationId
    by: PersonId
    day: date
    to: PersonId
    seal: Seal | None
    favourite: bool
    text_at: RecordPlace
    replied_by: PersonId = ""
    reply_at: RecordPlace | None = None
    by_phone: bool = False


class NoteMonth(msgspec.Struct, frozen=True):
    """The notes about the days of a month, loaded when they are first asked for."""

    entries: Callable[[], Sequence[ShelvedNote]]
    """In the order of the jar."""
    orders: Callable[[], Mapping[AppreciationId, NoteOrder]]
    """Each note's place among those of its day, which only a note that comes among them asks."""
    places: Callable[[], Mapping[AppreciationId, Mapping[EventId, RecordPlace]]]
    """Where each note's records lie, which only what changes or takes back something of one asks."""


class NoteArchive(msgspec.Struct, frozen=True):
    """The notes that need not be loaded at start, and how to read them; a journal rewritten meanwhile gives nothing."""

    months: Mapping[MonthNumber, NoteMonth]
    """In order of time."""
    sealed: Collection[MonthNumber]
    """The months in which a note has a seal."""
    records: Callable[[Sequence[RecordPlace]], Iterable[Recorded]]
    texts: Callable[[Sequence[RecordPlace]], Iterable[str | None]]
    """The words at each of these places; None in a journal that was rewritten."""
    erased: AbstractSet[AppreciationId]
    """The notes that were erased before it was made, and are not in it."""

    def entries(self) -> Iterable[ShelvedNote]:
        """Every note in it, in the order of the jar."""
        return (entry for month in self.months.values() for entry in month.entries())

    def month_of(self, entry: ShelvedNote | Appreciation) -> NoteMonth:
        """The month of a note that is in it."""
        return self.months[month_number(entry.day)]


NOTHING_ARCHIVED = NoteArchive({}, (), lambda _: (), lambda _: (), frozenset())


class Shelf(msgspec.Struct, frozen=True):
    """What the snapshot spares a start."""

    ticks: TickArchive
    notes: NoteArchive
