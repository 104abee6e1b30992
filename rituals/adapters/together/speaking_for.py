"""What others wrote that is here and no more in the couple's folder: this machine publishes it, for them.

That is so where a machine was restored together with its folder, or where the files of one vanished that never looks
again. Who looks a day apart and finds the same lacking both times, while all that lies there opens, speaks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import msgspec

from rituals.adapters.journal.document_json import from_raw
from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.mirrors import mirror_stems
from rituals.adapters.together.names import SEGMENT
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import open_segment, stamp_of
from rituals.adapters.together.shared_records import SharedRecords
from rituals.core.model import DeviceId, EventId
from rituals.errors import StorageError

APART = 24 * 60 * 60
"""Seconds between two looks at all that lies there."""


class _Lacking(msgspec.Struct, frozen=True):
    """When it was looked last, and which records of others were in none of the folder's files then."""

    looked_at: float = 0
    ids: tuple[EventId, ...] = ()


def speak_for_lacking(
    data: Path,
    device: DeviceId,
    records: SharedRecords,
    published_now: Callable[[], Collection[EventId] | None],
    now: float,
) -> float:
    """Make this machine's to publish what has been lacking since the last time, if a day has gone by; returns when it
    was looked last. `published_now` is `published_ids`, asked only then."""
    path = data / "together" / "lacking.json"
    earlier = kept(path, _Lacking) or _Lacking()
    if abs(now - earlier.looked_at) < APART:
        return earlier.looked_at
    published = published_now() if earlier.looked_at else None
    if published is None:
        keep(path, _Lacking(now, earlier.ids))
        return now
    mirrors = mirror_stems(data)
    with records.exclusive():
        lacking = {
            name
            for name, place in records.places.items()
            if place.journal in mirrors
            and name not in published
            and records.erasure.applied(from_raw(place.document)) is not None
        }
        records.move(lacking.intersection(earlier.ids), device)
    keep(path, _Lacking(now, tuple(lacking.difference(earlier.ids))))
    return now


def published_ids(carrier: Carrier, key: CoupleKey, names: Iterable[str]) -> set[EventId] | None:
    """The ids of all records in the folder; None if not all of it opens."""
    published: set[EventId] = set()
    for match in filter(None, map(SEGMENT.fullmatch, names)):
        try:
            segment = open_segment(key, match[1], int(match[2]), carrier.read(match[0]))
        except StorageError:
            return None
        if segment.trouble:
            return None
        published.update(stamp.id for line in segment.documents for stamp in map(stamp_of, line or ()) if stamp)
    return published
