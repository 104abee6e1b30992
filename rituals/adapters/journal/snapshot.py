"""A snapshot of journals for a fast start: ticks and notes without their words, and the places of all other documents.

It is disposable and holds no text that anyone wrote: words, and every other event, are named by their place in a
journal and read from there. It is valid only for journals that begin with exactly the bytes it was made
from, which their length and CRC-32 show; what was added since is read as usual.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Raw

from rituals.adapters.journal import lines
from rituals.adapters.journal.disk import make_folder
from rituals.adapters.journal.note_index import (
    FiledRecord,
    PackedMonth,
    ReadAt,
    note_archive,
    packed_month,
    shelved_note,
)
from rituals.core.events import AppreciationErased, RitualTicked
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import HIGHEST_FOLLOWED, AppreciationId, EventId, PersonId, RitualId, Tick
from rituals.core.state.jar_archive import RecordPlace, Shelf
from rituals.core.state.note_fold import ABOUT_A_NOTE
from rituals.core.state.ticks import MonthNumber, TickArchive, ids_checksum, month_number
from rituals.files import content_of, open_file

_FORMAT = 800 + lines.FORMAT
"""Increased whenever the same bytes of a snapshot or a journal mean something else."""

_HIGHEST_ID = 2**63 - 1
"""The highest document id that a snapshot can hold."""


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
    noted: RecordPlace | None
    by_phone: bool = False


class Snapshot(msgspec.Struct, array_like=True):
    """The content of a snapshot; each month's ticks, and the notes of the jar, are encoded separately, to be
    decoded when they are needed."""

    format: int
    journals: list[Covered]
    lamport: int
    others: list[RecordPlace]
    months: dict[RitualId, dict[MonthNumber, bytes]]
    checksums: dict[RitualId, dict[MonthNumber, int]]
    notes: dict[MonthNumber, PackedMonth]
    erased: set[AppreciationId]

    def shelf(self, read_at: ReadAt) -> Shelf:
        """The archives of ticks and notes, which decode a month, or the index of the notes, when it is first read."""

        def load_month(ritual: RitualId, month: MonthNumber) -> Iterable[Tick]:
            ticks = _ticks.decode(self.months[ritual][month])
            noted = [tick.noted for tick in ticks if tick.noted]
            notes = _notes(read_at(noted)) if noted else {}
            return [Tick(t.id, t.lamport, t.day, t.by, t.tiny, notes.get(t.id, ""), t.by_phone) for t in ticks]

        notes = note_archive(self.notes, self.erased, read_at)
        return Shelf(TickArchive(self.checksums, load_month, self.lamport), notes)


_ticks = msgspec.msgpack.Decoder(list[BareTick])


class _Rows(msgspec.Struct, frozen=True):
    """What a journal holds: ticks without a note by month, everything else with its place, and the highest numbers."""

    ticks: defaultdict[tuple[RitualId, MonthNumber], list[BareTick]]
    filed: list[tuple[Recorded | None, RecordPlace, Raw]]
    lamport: int
    highest_id: int


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


def to_bytes(snapshot: Snapshot) -> bytes:
    """The content of a snapshot's file."""
    return with_checksum(msgspec.msgpack.encode(snapshot))


def contents_of(journals: Iterable[Path]) -> dict[str, bytes]:
    """What is in these journals now, by their names, without those that can't be read."""
    contents = {}
    for journal in journals:
        with suppress(OSError):
            contents[journal.name] = content_of(journal)
    return contents


def snapshot_of(journals: Mapping[str, bytes], table: str) -> Snapshot:
    """The snapshot of one table of these journals (content by file name). A journal that is damaged, of an older
    format, or has other tables is left out, so that it is read completely."""
    made = Snapshot(_FORMAT, [], 0, [], {}, {}, {}, set())
    notes: dict[AppreciationId, list[FiledRecord]] = {}
    ticks = defaultdict[RitualId, defaultdict[MonthNumber, list[BareTick]]](partial(defaultdict, list))
    for name, content in journals.items():
        whole = content[: content.rfind(b"\n") + 1]
        rows = _rows(len(made.journals), whole, table)
        if rows is None:
            continue
        for record, place, document in rows.filed:
            if record is not None and isinstance(event := record.event, RitualTicked):
                tick = _bare_tick(record, event, place)
                rows.ticks[event.ritual, month_number(event.day)].append(tick)
            elif record is not None and isinstance(event, ABOUT_A_NOTE):
                notes.setdefault(event.appreciation, []).append(FiledRecord(record, place, document))
            else:
                if record is not None and isinstance(event, AppreciationErased):
                    made.erased.add(event.appreciation)
                made.others.append(place)  # what is no record too, so that whoever starts from here tells of it
        for (ritual, month), some in rows.ticks.items():
            ticks[ritual][month] += some
        made.lamport = max(made.lamport, rows.lamport)
        made.journals.append(Covered(name, len(whole), crc32(whole), rows.highest_id))
    pack = msgspec.msgpack.encode
    made.months = {ritual: {month: pack(some) for month, some in months.items()} for ritual, months in ticks.items()}
    made.checksums = {
        ritual: {month: ids_checksum([tick.id for tick in some]) for month, some in months.items()}
        for ritual, months in ticks.items()
    }
    entries = {name: shelved_note(filed) for name, filed in notes.items() if name not in made.erased}
    shelved = sorted((entry for entry in entries.values() if entry), key=lambda entry: (entry[0].day, entry[1]))
    of_months = groupby(shelved, key=lambda entry: month_number(entry[0].day))
    made.notes = {month: packed_month(list(of_month), notes) for month, of_month in of_months}
    made.others += [each.place for name, filed in notes.items() if not entries.get(name) for each in filed]
    made.others.sort()
    return made


def _rows(journal: int, content: bytes, table: str) -> _Rows | None:
    """What is in a journal, in the order of the file; None if anything in it is unexpected."""
    header = lines.read_header(content)
    if header is None or header.format != lines.FORMAT:
        return None
    scan = lines.scan(content)
    if scan.damaged or any(name != table for name, _ in scan.commits):
        return None
    commits = [commit for _, commit in scan.commits if commit]
    if any(min(commit) < 0 or max(commit) > _HIGHEST_ID for commit in commits):
        return None
    lamport, others = 0, list[tuple[Recorded | None, Raw]]()
    ticks = defaultdict[tuple[RitualId, MonthNumber], list[BareTick]](list)
    for document in chain.from_iterable(commit.values() for commit in commits):
        record = from_json(document)
        if record is not None and lamport < record.lamport <= HIGHEST_FOLLOWED:
            lamport = record.lamport
        if record is not None and isinstance(event := record.event, RitualTicked) and not event.note:
            tick = _bare_tick(record, event, None)
            ticks[event.ritual, month_number(event.day)].append(tick)
        else:
            others.append((record, document))
    places = _places(journal, content, [document for _, document in others])
    if places is None:
        return None
    filed = [(record, place, document) for (record, document), place in zip(others, places, strict=True)]
    return _Rows(ticks, filed, lamport, max(map(max, commits), default=0))


def _bare_tick(record: Recorded, tick: RitualTicked, noted: RecordPlace | None) -> BareTick:
    return BareTick(record.id, record.lamport, tick.day, tick.by, tick.tiny, noted, tick.by_phone)


def _places(journal: int, content: bytes, documents: Iterable[Raw]) -> list[RecordPlace] | None:
    """Where these documents of a journal are, in order; None if one is written otherwise than it is read."""
    at, places = content.index(b"\n") + 1, list[RecordPlace]()
    for document in documents:
        at, size = content.find(document, at), len(memoryview(document))
        if at < 0:
            return None
        places.append((journal, at, size))
        at += size
    return places


def _notes(documents: Iterable[bytes | memoryview]) -> dict[EventId, str]:
    """The notes in these documents by event id; none for a journal that was rewritten meanwhile, until it is read
    again."""
    records = (from_json(document) for document in documents)
    return {r.id: r.event.note for r in records if r is not None and isinstance(r.event, RitualTicked)}
