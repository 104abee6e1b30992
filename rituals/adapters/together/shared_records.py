"""Every record of the shared log that is on this disk, by its id: what is taken in is compared with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec import Raw

from rituals.adapters.journal.contents import Position
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk, journals, loading, make_folder, saving
from rituals.adapters.journal.document_json import from_raw
from rituals.adapters.journal.file import JournalFile, Signature
from rituals.adapters.journal.lines import EVENTS
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.together.sealed.segments import erases, stamp_of
from rituals.core.events.erasure import Erasure
from rituals.core.model import EventId


class RecordPlace(NamedTuple):
    """A record as it lies in a journal, which goes by its file's name without suffix."""

    journal: str
    document: Raw


class SharedRecords:
    """The records of all journals in the folder of the shared log; right while `exclusive` is held."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._lock = FileLock(folder / ".lock")
        self._journals: dict[str, Journal] = {}
        self._positions: dict[str, Position] = {}
        self._erasing: list[Raw] = []
        self.places: dict[EventId, RecordPlace] = {}
        self.erasure = Erasure()
        """What all these records erase."""

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the log's lock, and know what is on the disk."""
        with saving(self._folder):
            make_folder(self._folder)
            self._lock.acquire()
        try:
            self.refresh()
            yield
        finally:
            self._lock.release()

    def refresh(self) -> None:
        """Read what the journals got since; all of them, if one was rewritten or is gone."""
        with loading(self._folder):
            stems = {path.stem for path in journals(self._folder)}
        if not self._read_on(stems) or not self._journals.keys() <= stems:
            self._journals = {stem: journal for stem, journal in self._journals.items() if stem in stems}
            self._positions, self.places, self._erasing, self.erasure = {}, {}, [], Erasure()
            self._read_on(stems)

    def append(self, stem: str, documents: Mapping[EventId, Raw]) -> None:
        """Append documents to a journal as one commit, byte for byte; only while `exclusive` is held."""
        table = self._journal(stem).table(EVENTS)
        table.insert_encoded(documents.values())
        self._positions[stem] = table.after(self._positions.get(stem)).position
        self._note(stem, documents.items())

    def drop(self, ids: Collection[EventId]) -> None:
        """Remove records, as other copies of them hold; only while `exclusive` is held."""
        for stem in {self.places[name].journal for name in ids}:
            self._journal(stem).table(EVENTS).remove(lambda document: document.get("id") in ids)
        if ids:
            self.refresh()

    def move(self, ids: Collection[EventId], stem: str) -> None:
        """Move records into a journal, before what is in it; only while `exclusive` is held."""
        documents = [from_raw(self.places[name].document) for name in sorted(ids)]
        self._journal(stem).table(EVENTS).insert_before(documents)
        self.drop(ids)

    def repaired(self, stem: str) -> bool:
        """Write a journal anew without its damaged lines, which are put aside; False if it has none."""
        storage = self._journal(stem).storage
        with self.exclusive():
            is_damaged = storage.damaged > 0
            if is_damaged:
                storage.pack()
        return is_damaged

    def signature(self, stem: str) -> Signature | None:
        """What tells whether a journal was changed since."""
        return JournalFile(self._folder / f"{stem}.jsonl", self._disk).signature()

    def _journal(self, stem: str) -> Journal:
        if stem not in self._journals:
            self._journals[stem] = Journal(self._folder / f"{stem}.jsonl", lock=self._lock, disk=self._disk)
        return self._journals[stem]

    def _read_on(self, stems: Collection[str]) -> bool:
        """Read what is new; False if what was read before is no longer so."""
        for stem in sorted(stems):
            news = self._journal(stem).table(EVENTS).after(self._positions.get(stem))
            if news.rewritten:
                return False
            self._positions[stem] = news.position
            stamps = ((stamp_of(document), document) for document in news.documents)
            self._note(stem, ((stamp.id, document) for stamp, document in stamps if stamp))
        return True

    def _note(self, stem: str, documents: Iterable[tuple[EventId, Raw]]) -> None:
        erasing = len(self._erasing)
        for name, document in documents:
            self.places.setdefault(name, RecordPlace(stem, document))
            if erases(document):
                self._erasing.append(document)
        if len(self._erasing) != erasing:
            self.erasure = Erasure.in_documents(map(from_raw, self._erasing))
