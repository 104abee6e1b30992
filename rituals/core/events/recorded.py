"""Records: events with the stamp that the service adds, and their conversion to and from JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from rituals.core.events.any_event import AnyEvent, Unknown
from rituals.core.events.rituals import RitualTicked
from rituals.core.model import YEARS, DeviceId, EventId, Instant, Lamport, is_within_reach


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


_recorded = msgspec.json.Decoder(Recorded)
_stamp = msgspec.json.Decoder(_Stamp)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def to_document(record: Recorded) -> dict[str, Any]:
    """The record as plain values for TinyDB."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def from_json(line: bytes | memoryview | msgspec.Raw) -> Recorded | None:
    """The record in a JSON document. One of a later version's kind, or with impossible values, is read as `Unknown`;
    None if it is no record at all."""
    try:
        record = _recorded.decode(line)
    except _UNREADABLE:
        pass
    else:
        if _is_within_reach(record):
            return record
    try:
        stamp = _stamp.decode(line)
    except _UNREADABLE:
        return None
    if not is_within_reach(stamp):
        return None
    return Recorded(stamp.id, stamp.device, stamp.lamport, stamp.at, Unknown(what=stamp.event.kind))


def _is_within_reach(record: Recorded) -> bool:
    """Whether the dates of a record lie in `YEARS`; ticks, of which there are tens of thousands, take a faster path."""
    event = record.event
    if isinstance(event, RitualTicked):
        return event.day.year in YEARS and record.at.year in YEARS
    return is_within_reach(record)
