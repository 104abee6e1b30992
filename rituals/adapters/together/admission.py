"""Which of the records that another device published may come in, and which of two copies of one holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Raw

from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.together.sealed.segments import Segment, without_hour
from rituals.core.events.any_event import KINDS, Unknown
from rituals.core.events.erasure import Erasure
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import DeviceId


class Arrival(NamedTuple):
    """A record as it came, and as this version reads it."""

    document: Raw
    record: Recorded


class Admitted(NamedTuple):
    """The records in a segment that may come in, whether there are some of devices that it does not speak for, how many
    no device writes, and of which kinds unknown here there are some."""

    arrivals: Sequence[Arrival]
    is_refused: bool
    passed_over: int
    later_kinds: tuple[str, ...]


def admit(segment: Segment, devices: Collection[DeviceId]) -> Admitted:
    """The records in a segment, sorted at the door: those of these devices may come in."""
    arrivals: list[Arrival] = []
    passed_over, is_refused = 0, False
    for document in (document for documents in segment.documents for document in documents or ()):
        record = from_json(document) if (line := _on_one_line(document)) else None
        if line is None or record is None:
            passed_over += 1
        elif record.device not in devices:
            is_refused = True
        else:
            arrivals.append(Arrival(line, record))
    unknown = {record.event.what for _, record in arrivals if isinstance(record.event, Unknown)}
    return Admitted(arrivals, is_refused, passed_over, tuple(sorted(unknown - KINDS)))


def _on_one_line(document: Raw) -> Raw | None:
    """The document as a journal can hold it, where its lines are told apart; None if that can't be."""
    content = bytes(document)
    try:
        content.decode()
        return document if b"\n" not in content and b"\r" not in content else to_raw(from_raw(document))
    except (ValueError, RecursionError):
        return None


def outweighs(copy: tuple[str, Raw], other: tuple[str, Raw], device: DeviceId, erasure: Erasure) -> bool:
    """Whether one copy of a record holds against another: the one out of its own device's folder, else the smaller one.

    The hour is aside, and so are words that are erased.
    """
    ranks = []
    for journal, document in (copy, other):
        left = erasure.applied(without_hour(from_raw(document))) or {}
        ranks.append((journal.removesuffix("-mirror") != device, msgspec.json.encode(left, order="sorted")))
    return ranks[0][1] != ranks[1][1] and ranks[0] < ranks[1]
