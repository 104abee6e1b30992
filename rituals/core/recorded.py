"""An event as it stands in a log, with the stamp the service puts on it, and its way to and from JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from rituals.core.events import AnyEvent, Unknown
from rituals.core.model import DeviceId, EventId


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as it stands in a log; `at` is aware UTC, the order of everything is (lamport, id)."""

    id: EventId
    device: DeviceId
    lamport: int
    at: datetime
    event: AnyEvent


class _Kind(msgspec.Struct):
    kind: str


class _Stamp(msgspec.Struct):
    id: EventId
    device: DeviceId
    lamport: int
    at: datetime
    event: _Kind


_recorded = msgspec.json.Decoder(Recorded)
_stamp = msgspec.json.Decoder(_Stamp)


def to_document(record: Recorded) -> dict[str, Any]:
    """The record as the plain values TinyDB keeps."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def from_json(line: bytes | msgspec.Raw) -> Recorded | None:
    """A record from its JSON; what a later version wrote comes as `Unknown`, what is no record at all as None."""
    try:
        return _recorded.decode(line)
    except msgspec.DecodeError:
        pass
    try:
        stamp = _stamp.decode(line)
    except msgspec.DecodeError:
        return None
    return Recorded(stamp.id, stamp.device, stamp.lamport, stamp.at, Unknown(what=stamp.event.kind))
