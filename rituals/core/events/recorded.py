"""An event as it stands in a log, with the stamp the service puts on it, and its way to and from JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from rituals.core.events.any_event import AnyEvent, Unknown
from rituals.core.events.rituals import RitualTicked
from rituals.core.model import YEARS, DeviceId, EventId, Instant, Lamport, is_within_reach


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as it stands in a log; `at` is aware UTC, the order of everything is (lamport, id)."""

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
    """The record as the plain values TinyDB keeps."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def from_json(line: bytes | memoryview | msgspec.Raw) -> Recorded | None:
    """A record from its JSON; what a later version wrote, or nobody can mean, comes as `Unknown`, what is no record at
    all as None."""
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
    """Ticks, of which there are tens of thousands, get a quick look of their own."""
    event = record.event
    if isinstance(event, RitualTicked):
        return event.day.year in YEARS and record.at.year in YEARS
    return is_within_reach(record)
