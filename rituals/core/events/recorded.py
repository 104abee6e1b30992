"""Records: events with the stamp that the service adds, and their conversion to and from JSON."""

import re
from datetime import datetime
from typing import Any

import msgspec

from rituals.core.events.any_event import AnyEvent, Unknown
from rituals.core.events.door import FIRST_DAY, LAST_DAY, LONGEST_ID, admitted, is_id
from rituals.core.events.rituals import RitualTicked
from rituals.core.model import DeviceId, EventId, ImportId, Instant, Lamport, PersonId, RitualId
from rituals.core.text import NOTE_LIMIT


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as a log holds it; `at` is aware UTC. All records are ordered by (lamport, id)."""

    id: EventId
    device: DeviceId
    lamport: Lamport
    at: Instant
    event: AnyEvent


class _Kind(msgspec.Struct):
    kind: str


class _Stamp(msgspec.Struct):
    id: EventId
    device: DeviceId
    lamport: Lamport
    at: Instant
    event: _Kind


_IMPORT_ID = re.compile("[0-9a-f]{16,}")
_recorded = msgspec.json.Decoder(Recorded)
_stamp = msgspec.json.Decoder(_Stamp)
_UNREADABLE = (ValueError, RecursionError)
_FIRST_YEAR, _LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
_MOST_TICKING = 10_000
_ticking: set[tuple[DeviceId, RitualId, PersonId | None]] = set()
"""The ids of ticks that came through the door."""


def commit_of(record: Recorded) -> tuple[int, datetime]:
    """What records of one commit share, and no two commits of a device, not even once lamports can rise no more."""
    return record.lamport, record.at


def imported_id(import_id: ImportId, number: int) -> EventId:
    """The id of an imported record, by which an undo finds all that came with it; of one length, so that they fold in
    their order."""
    return f"{import_id}-{number:06}"


def import_of(event: EventId) -> ImportId | None:
    """The import that a record came with, by its id; None for one that was recorded here."""
    import_id, hyphen, _ = event.partition("-")
    return import_id if hyphen and _IMPORT_ID.fullmatch(import_id) else None


def to_document(record: Recorded) -> dict[str, Any]:
    """The record as plain values for TinyDB."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def from_json(line: bytes | memoryview | msgspec.Raw) -> Recorded | None:
    """The record in a JSON document. One of a later version's kind, or with what nobody can mean, is read as `Unknown`;
    None if it is no record at all."""
    try:
        record = _recorded.decode(line)
        tick, name = record.event, record.id
        if (
            type(tick) is RitualTicked  # tens of thousands, of few rituals: all in one place, as calls would cost more
            and (not tick.note or (len(tick.note) <= NOTE_LIMIT and tick.note.isprintable()))
            and (record.device, tick.ritual, tick.by) in _ticking
            and FIRST_DAY <= tick.day <= LAST_DAY
            and _FIRST_YEAR <= record.at.year <= _LAST_YEAR
            and len(name) <= LONGEST_ID
            and (name.encode().isalnum() or name.replace("-", "", 1).encode().isalnum())
        ):
            return record
        return _checked(record)
    except _UNREADABLE:
        pass
    try:
        stamp = admitted(_stamp.decode(line))
    except _UNREADABLE:
        return None
    return Recorded(stamp.id, stamp.device, stamp.lamport, stamp.at, Unknown(what=stamp.event.kind))


def understood(line: bytes) -> Recorded:
    """The record in a JSON document; if this version does not understand it, a `ValueError` says why."""
    return admitted(_recorded.decode(line))


def _checked(record: Recorded) -> Recorded:
    """The record as it may come in, or a `ValueError`."""
    if not (is_id(record.id) and is_id(record.device) and _FIRST_YEAR <= record.at.year <= _LAST_YEAR):
        return admitted(record)  # which says what is wrong
    event = admitted(record.event)
    if isinstance(event, RitualTicked) and len(_ticking) < _MOST_TICKING:
        _ticking.add((record.device, event.ritual, event.by))
    return record if event is record.event else msgspec.structs.replace(record, event=event)
