"""Reads the journals of a log on from where they were read before, in whichever process that was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from msgspec import Raw

from rituals.adapters.journal import lines
from rituals.adapters.journal.disk import Disk, journals, loading
from rituals.adapters.journal.document_json import from_raw
from rituals.adapters.journal.file import MARK, START, JournalFile, ReadPosition, Signature
from rituals.adapters.journal.lines import EVENTS
from rituals.adapters.together.sealed.segments import erases, stamp_of
from rituals.core.events.erasure import Erasure
from rituals.core.model import EventId


class Reach(NamedTuple):
    """How far a journal was read, and what tells it again: the bytes before that point are words of people, which may
    be erased, so no more than a checksum of them is kept."""

    signature: Signature | None = None
    offset: int = 0
    head: bytes = b""
    mark: int = 0


class JournalNews(NamedTuple):
    """The documents of a journal that were not read before, and how far it is read now."""

    documents: Sequence[Raw]
    reach: Reach
    rewritten: bool
    """Whether `documents` are all there are, as the journal is another than before."""


def _read_on(path: Path, reach: Reach, disk: Disk) -> JournalNews:
    """What a journal holds beyond its reach; a `stat` call where that is nothing."""
    file = JournalFile(path, disk)
    with loading(path):
        if file.signature() == reach.signature:
            return JournalNews([], reach, rewritten=False)
        reading = file.read_on(_place(file, reach))
    if reading.place == START:
        lines.refuse_newer(lines.read_header(reading.content), path.name)
    scan = lines.scan(reading.content)
    documents = [document for table, rows in scan.commits if table == EVENTS for document in rows.values()]
    place = reading.place.after(reading.content[: scan.length])
    read = Reach(reading.signature, place.offset, place.head, crc32(place.mark))
    return JournalNews(documents, read, rewritten=reading.place.offset != reach.offset)


def _place(file: JournalFile, reach: Reach) -> ReadPosition:
    """Where to read on; the start, if what is before that is not what was read."""
    size = min(MARK, reach.offset)
    (mark,) = file.read_at([(reach.offset - size, size)])
    return ReadPosition(reach.offset, reach.head, mark) if crc32(mark) == reach.mark else START


class LogNews(NamedTuple):
    """What the journals of a log hold that was not looked at before: records by journal, and all that they erase."""

    documents: Mapping[str, Sequence[Raw]]
    reaches: Mapping[str, Reach]
    rewritten: bool
    is_whole: bool
    """Whether this is all that they hold."""

    @property
    def ids(self) -> AbstractSet[EventId]:
        """The ids of these records."""
        return {stamp.id for documents in self.documents.values() for stamp in map(stamp_of, documents) if stamp}

    @property
    def erasure(self) -> Erasure:
        """What these records erase."""
        everything = (document for documents in self.documents.values() for document in documents)
        return Erasure.in_documents(map(from_raw, filter(erases, everything)))


def news_of(folder: Path, reaches: Mapping[str, Reach], disk: Disk) -> LogNews:
    """What the journals in a folder hold beyond these reaches."""
    with loading(folder):
        news = {path.stem: _read_on(path, reaches.get(path.stem, Reach()), disk) for path in journals(folder)}
    return LogNews(
        {stem: journal.documents for stem, journal in news.items()},
        {stem: journal.reach for stem, journal in news.items()},
        any(news[stem].rewritten if stem in news else True for stem in reaches),
        not reaches,
    )
