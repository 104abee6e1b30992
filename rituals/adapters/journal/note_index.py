"""The notes of the jar in a snapshot: all but their words, which are named by their place in a journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Raw

from rituals.core.events import AppreciationAdded, AppreciationAnswered
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import AppreciationId, EventId
from rituals.core.state.jar_archive import NoteArchive, NoteMonth, NoteOrder, RecordPlace, ShelvedNote
from rituals.core.state.note_fold import note_of
from rituals.core.state.ticks import MonthNumber

_T = TypeVar("_T")

ReadAt: TypeAlias = Callable[[Sequence[RecordPlace]], Sequence[bytes]]
"""Reads what is at each of these places; nothing at any of a journal that is another now."""


class FiledRecord(msgspec.Struct, frozen=True):
    """A record about a note, where its document lies, and the document."""

    record: Recorded
    place: RecordPlace
    json: Raw


class _Worded(msgspec.Struct):
    text: Raw


class _OfNote(msgspec.Struct):
    event: _Worded


_entries = msgspec.msgpack.Decoder(list[ShelvedNote])
_orders = msgspec.msgpack.Decoder(dict[AppreciationId, NoteOrder])
_record_places = msgspec.msgpack.Decoder(dict[AppreciationId, dict[EventId, RecordPlace]])
_of_note = msgspec.json.Decoder(_OfNote)
_text, _texts = msgspec.json.Decoder(str), msgspec.json.Decoder(list[str])


class PackedMonth(msgspec.Struct, frozen=True, array_like=True):
    """What a snapshot holds of the notes of a month: the parts of a `NoteMonth`, encoded one by one."""

    entries: memoryview
    orders: memoryview
    places: memoryview
    has_seals: bool

    def unpacked(self) -> NoteMonth:
        """The month, each part decoded when it is first read."""
        return NoteMonth(
            cache(lambda: _entries.decode(self.entries)),
            cache(lambda: _orders.decode(self.orders)),
            cache(lambda: _record_places.decode(self.places)),
        )


def packed_month(
    shelved: Sequence[tuple[ShelvedNote, NoteOrder]], filed: Mapping[AppreciationId, Sequence[FiledRecord]]
) -> PackedMonth:
    """The notes of a month, in their order, encoded; `filed` has their records by note."""
    pack = msgspec.msgpack.encode
    places = {entry.id: {each.record.id: each.place for each in filed[entry.id]} for entry, _ in shelved}
    return PackedMonth(
        memoryview(pack([entry for entry, _ in shelved])),
        memoryview(pack({entry.id: order for entry, order in shelved})),
        memoryview(pack(places)),
        any(entry.seal is not None for entry, _ in shelved),
    )


def note_archive(
    packed: Mapping[MonthNumber, PackedMonth], erased: AbstractSet[AppreciationId], read_at: ReadAt
) -> NoteArchive:
    """The archive of what a snapshot holds of the notes."""

    def load_records(places: Sequence[RecordPlace]) -> Iterable[Recorded]:
        return (record for document in read_at(places) if (record := from_json(document)) is not None)

    def load_texts(places: Sequence[RecordPlace]) -> Iterable[str | None]:
        literals = read_at(places)
        texts = _decoded(b"[%b]" % b",".join(literals), _texts)
        return texts if texts is not None else [_decoded(each, _text) for each in literals]

    months = {number: month.unpacked() for number, month in packed.items()}
    sealed = [number for number, month in packed.items() if month.has_seals]
    return NoteArchive(months, sealed, load_records, load_texts, erased)


def _decoded(json: bytes | Raw, decoder: msgspec.json.Decoder[_T]) -> _T | None:
    """What a decoder makes of some JSON; None for what is none to it."""
    try:
        return decoder.decode(json)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _text_place(filed: FiledRecord, text: str) -> RecordPlace | None:
    """Where the words of a note lie in one of its documents; None if it has others, or none."""
    of_note = _decoded(filed.json, _of_note)
    if of_note is None or _decoded(of_note.event.text, _text) != text:
        return None
    journal, at, _ = filed.place
    literal = bytes(of_note.event.text)
    return journal, at + bytes(filed.json).index(literal), len(literal)


def shelved_note(filed: Sequence[FiledRecord]) -> tuple[ShelvedNote, NoteOrder] | None:
    """The note of these records, and its order; None for one that was never put in, or whose words the journal has
    otherwise."""
    by_id = {each.record.id: each for each in filed}
    ordered = sorted(by_id.values(), key=lambda each: (each.record.lamport, each.record.id))
    note = note_of(each.record for each in ordered)
    if note is None:
        return None
    added = [each.record for each in ordered if isinstance(each.record.event, AppreciationAdded)][-1]
    worded = [each for each in ordered if getattr(each.record.event, "text", UNSET) is not UNSET][::-1]
    answers = [each for each in worded if isinstance(each.record.event, AppreciationAnswered)]
    wordings = [each for each in worded if not isinstance(each.record.event, AppreciationAnswered)]
    text_at = _latest_place(wordings, note.text)
    replied_by, reply_at = (note.reply.by, _latest_place(answers, note.reply.text)) if note.reply else ("", None)
    if text_at is None or (note.reply and reply_at is None):
        return None
    reply = replied_by, reply_at, note.by_phone
    entry = ShelvedNote(note.id, note.by, note.day, note.to, note.seal, note.favourite, text_at, *reply)
    return entry, (added.lamport, added.id)


def _latest_place(latest_first: Iterable[FiledRecord], text: str) -> RecordPlace | None:
    """Where the words of a note, or of a line under it, lie in the first of these documents that has just them."""
    return next((place for each in latest_first if (place := _text_place(each, text))), None)
