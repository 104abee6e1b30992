"""A snapshot of journals for a fast start: ticks without their notes, and the places of all other documents.

It is disposable and holds no text that anyone wrote: a tick's note, and every event that is not a tick, is named by its
place in a journal and read from there. It is valid only for journals that begin with exactly the bytes it was made
from, which their length and CRC-32 show; what was added since is read as usual.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zlib import crc32

import msgspec

from rituals.adapters.journal import lines
from rituals.adapters.journal.disk import make_folder
from rituals.core.events import RitualTicked
from rituals.core.events.recorded import from_json
from rituals.core.model import HIGHEST_FOLLOWED, EventId, PersonId, RitualId, Tick
from rituals.core.state.ticks import MonthNumber, TickArchive, ids_checksum, month_number
from rituals.files import content_of, open_file

_FORMAT = 300 + lines.FORMAT
"""Increased whenever the same bytes of a snapshot or a journal mean something else."""

_HIGHEST_ID = 2**63 - 1
"""The highest document id that a snapshot can hold."""

DocumentPlace: TypeAlias = tuple[int, int, int]
"""The place of a document: index of the journal, offset and length in bytes."""

ReadAt: TypeAlias = Callable[[Sequence[DocumentPlace]], Iterable[bytes | memoryview]]
"""Reads the documents at these places."""


class Covered(msgspec.Struct, frozen=True, array_like=True):
    """The part of a journal that a snapshot covers: its length and checksum, and the highest document id in it."""

    name: str
    size: int
    checksum: int
    highest_id: int


class BareTick(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A tick without its note, and the place of the note's document, if it has one."""

    id: EventId
    lamport: int
    day: date
    by: PersonId | None
    tiny: bool
    noted: DocumentPlace | None


class Snapshot(msgspec.Struct, array_like=True):
    """The content of a snapshot; each month's ticks are encoded separately, to be decoded when they are needed."""

    format: int
    journals: list[Covered]
    lamport: int
    others: list[DocumentPlace]
    months: dict[RitualId, dict[MonthNumber, bytes]]
    checksums: dict[RitualId, dict[MonthNumber, int]]

    def shelf(self, read_at: ReadAt) -> TickArchive:
        """The archive of the ticks, which decodes a month when it is first read."""

        def load_month(ritual: RitualId, month: MonthNumber) -> Iterable[Tick]:
            ticks = _ticks.decode(self.months[ritual][month])
            noted = [tick.noted for tick in ticks if tick.noted]
            notes = _notes(read_at(noted)) if noted else {}
            return [Tick(t.id, t.lamport, t.day, t.by, t.tiny, notes.get(t.id, "")) for t in ticks]

        return TickArchive(self.checksums, load_month, self.lamport)


_ticks = msgspec.msgpack.Decoder(list[BareTick])


class _Document(NamedTuple):
    doc_id: int
    at: int
    json: bytes


def load(path: Path) -> Snapshot | None:
    """The snapshot in a file; None if it is missing, damaged or another version's."""
    try:
        payload = checked_content(path)
        snapshot = msgspec.msgpack.decode(payload, type=Snapshot) if payload is not None else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return snapshot if snapshot is not None and snapshot.format == _FORMAT else None


def checked_content(path: Path) -> memoryview | None:
    """What a disposable file holds behind its checksum; None if it is missing or damaged."""
    try:
        content = memoryview(content_of(path))
    except OSError:
        return None
    return content[8:] if content[:8] == b"%08x" % crc32(content[8:]) else None


def with_checksum(payload: bytes) -> bytes:
    """The content of a disposable file, as `checked_content` reads it."""
    return b"%08x%b" % (crc32(payload), payload)


def store(path: Path, content: bytes) -> None:
    """Write a snapshot atomically but without syncing, because it may be lost."""
    make_folder(path.parent)
    draft = path.with_name(f"{path.name}.new")
    handle = open_file(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    draft.replace(path)


def to_bytes(journals: Mapping[str, bytes], table: str) -> bytes:
    """The snapshot of one table of these journals (content by file name), encoded. A journal that is damaged, of an
    older format, or has other tables is left out, so that it is read completely."""
    made = Snapshot(_FORMAT, [], 0, [], {}, {})
    ticks: dict[RitualId, dict[MonthNumber, list[BareTick]]] = {}
    for name, content in journals.items():
        whole = content[: content.rfind(b"\n") + 1]
        documents = _documents(whole, table)
        if documents is None:
            continue
        for document in documents:
            record, place = from_json(document.json), (len(made.journals), document.at, len(document.json))
            if record is not None and record.lamport <= HIGHEST_FOLLOWED:
                made.lamport = max(made.lamport, record.lamport)
            if record is not None and isinstance(event := record.event, RitualTicked):
                noted = place if event.note else None
                bare = BareTick(record.id, record.lamport, event.day, event.by, event.tiny, noted)
                ticks.setdefault(event.ritual, {}).setdefault(month_number(event.day), []).append(bare)
            else:
                made.others.append(place)  # what is no record too, so that whoever starts from here tells of it
        highest_id = max((document.doc_id for document in documents), default=0)
        made.journals.append(Covered(name, len(whole), crc32(whole), highest_id))
    pack = msgspec.msgpack.encode
    made.months = {ritual: {month: pack(some) for month, some in months.items()} for ritual, months in ticks.items()}
    made.checksums = {
        ritual: {month: ids_checksum(tick.id for tick in some) for month, some in months.items()}
        for ritual, months in ticks.items()
    }
    return with_checksum(pack(made))


def _documents(content: bytes, table: str) -> list[_Document] | None:
    """Every document of a journal and its place; None if anything in the journal is unexpected."""
    header = lines.read_header(content)
    if header is None or header.format != lines.FORMAT:
        return None
    at, documents = content.index(b"\n") + 1, list[_Document]()
    for line in content[at:].split(b"\n")[:-1]:
        commits = lines.read_line(line)
        if commits is None or any(name != table for name, _ in commits):
            return None
        for _, rows in commits:
            for doc_id, document in rows.items():
                json = bytes(document)
                at = content.find(json, at)
                if at < 0 or not 0 <= doc_id <= _HIGHEST_ID:
                    return None
                documents.append(_Document(doc_id, at, json))
                at += len(json)
    return documents


def _notes(documents: Iterable[bytes | memoryview]) -> dict[EventId, str]:
    """The notes in these documents by event id; none for a journal that was rewritten meanwhile, until it is read
    again."""
    records = (from_json(document) for document in documents)
    return {r.id: r.event.note for r in records if r is not None and isinstance(r.event, RitualTicked)}
