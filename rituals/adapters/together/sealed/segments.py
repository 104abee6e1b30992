"""Segments: the files of sealed lines in which a device publishes records, and how records are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from rituals.adapters.together.names import LARGEST_SEGMENT
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.sealing import open_line, seal_line, sealed_size
from rituals.adapters.together.taken import SEGMENT_FORMAT, Trouble
from rituals.core.events.door import is_id
from rituals.core.events.erasure import MARKS
from rituals.core.model import DeviceId, EventId

DOCUMENTS_A_LINE = 1000
LONGEST_HEADER = 32
_FORMAT = b"%d" % SEGMENT_FORMAT
_EPOCH = re.compile(rb"[0-9]{1,9}")
_ERASING = re.compile(b"|".join(map(re.escape, MARKS)))


class Segment(NamedTuple):
    """The sealed lines of a segment as they lie there, and the documents in each, None for one that does not open."""

    lines: Sequence[bytes]
    documents: Sequence[Sequence[Raw] | None]
    trouble: Trouble | None


class Stamp(msgspec.Struct):
    """What tells records apart."""

    id: EventId
    device: DeviceId


class SegmentDraft:
    """A segment that is being written: its sealed lines, and whose records are in them."""

    def __init__(self, number: int, before: Iterable[bytes] = ()) -> None:
        self.number = number
        self.lines = list(before)
        self.ids: list[EventId] = []
        self.devices: set[DeviceId] = set()

    @property
    def size(self) -> int:
        """How many bytes it takes at most."""
        return LONGEST_HEADER + sum(len(line) + 1 for line in self.lines)

    def add(self, line: bytes, documents: Iterable[Raw]) -> None:
        """Add the sealed line of some documents."""
        self.lines.append(line)
        for stamp in filter(None, map(stamp_of, documents)):
            self.ids.append(stamp.id)
            self.devices.add(stamp.device)


_stamp = msgspec.json.Decoder(Stamp)


def stamp_of(document: Raw) -> Stamp | None:
    """The id and device of a record; None if it is none."""
    try:
        stamp = _stamp.decode(document)
    except (ValueError, RecursionError):
        return None
    return stamp if is_id(stamp.id) and is_id(stamp.device) else None


def erases(document: Raw) -> bool:
    """Whether a record may erase something."""
    return _ERASING.search(document) is not None


def without_hour(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document of a record as it is published, without the hour at which it was made."""
    at = document.get("at")
    return {**document, "at": f"{at[:10]}T00:00:00Z"} if isinstance(at, str) else document


def open_segment(key: CoupleKey, device: DeviceId, number: int, content: bytes) -> Segment:
    """What is in a device's segment of that number, in whichever file it lay."""
    header, _, rest = content.partition(b"\n")
    match header.split(b" "):
        case [b"rituals-log", form, epoch] if form == _FORMAT and epoch == b"%d" % key.epoch:
            lines = rest.removesuffix(b"\n").split(b"\n") if rest else []
        case [b"rituals-log", form, _] if form.isdigit() and form != _FORMAT:
            return Segment([], [], Trouble.NEWER)
        case [b"rituals-log", _, epoch] if _EPOCH.fullmatch(epoch):
            return Segment([], [], Trouble.OTHER_WORDS if int(epoch) > key.epoch else Trouble.EARLIER_WORDS)
        case _:
            return Segment([], [], Trouble.NOT_WHOLE)
    documents = [open_line(key.secret, _place(key, device, number, at), line) for at, line in enumerate(lines)]
    return Segment(lines, documents, Trouble.NOT_WHOLE if None in documents else None)


def segment_line(key: CoupleKey, device: DeviceId, number: int, at: int, documents: Sequence[Raw]) -> bytes:
    """The sealed line of documents at its place in a segment."""
    return seal_line(key.secret, _place(key, device, number, at), documents)


def segment_content(key: CoupleKey, lines: Iterable[bytes]) -> bytes:
    """The content of a segment of these sealed lines."""
    return b"".join([b"rituals-log %b %d\n" % (_FORMAT, key.epoch), *(line + b"\n" for line in lines)])


def line_size(documents: Iterable[Raw]) -> int:
    """How many bytes a sealed line of documents takes."""
    return sealed_size(1 + sum(len(bytes(document)) + 1 for document in documents)) + 1


def divided_into_lines(documents: Iterable[Raw]) -> Iterator[Sequence[Raw]]:
    """The documents in lines of which each goes into a segment; one that is longer is alone in its line."""
    line: list[Raw] = []
    size = 1
    for document in documents:
        length = len(bytes(document)) + 1
        if line and (len(line) == DOCUMENTS_A_LINE or sealed_size(size + length) >= LARGEST_SEGMENT - LONGEST_HEADER):
            yield line
            line, size = [], 1
        line.append(document)
        size += length
    if line:
        yield line


def _place(key: CoupleKey, device: DeviceId, number: int, at: int) -> str:
    return f"{key.context}|{device}|{number:08}|{at}"
