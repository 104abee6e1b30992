"""A log of events in one folder: the journal that this device writes, and those that came from others."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from msgspec import Raw

from rituals.adapters.journal.contents import News, Position
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk, folder_status, refuse_if_gone, saving
from rituals.adapters.journal.document_form import PLAIN, DocumentForm
from rituals.adapters.journal.lines import latest_first
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.journal.snapshot_file import SnapshotFile, read_skipped
from rituals.adapters.journal.storage import JournalStorage
from rituals.core.events.recorded import Recorded
from rituals.core.model import DeviceId, EventId
from rituals.core.state.jar_archive import Shelf
from rituals.errors import StorageError
from rituals.ports import Fresh

SUFFIX = ".jsonl"
SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after which a further change of a folder surely gets another modification time, on any file system."""
UNTIDY = 1_000
"""How many records must have been read one by one until packing and a new snapshot are worth while."""


class JournalLog:
    """The `EventLog` on journals: this device writes `<device>.jsonl`, and only reads the others in the folder.

    It also erases from the journals of `others`, which wrote in this copy of the folder before; with None, from all,
    for logs that never leave this machine. If the folder `home` is gone, it raises `StorageError` rather than start an
    empty log: the folder may have been moved, or be on a stick that was pulled out.
    """

    def __init__(
        self,
        folder: Path,
        device: DeviceId,
        table: str = "events",
        *,
        disk: Disk | None = None,
        others: Collection[DeviceId] | None = (),
        home: Path | None = None,
        snapshot: Path | None = None,
        on_erase: Callable[[], None] = lambda: None,
        form: DocumentForm = PLAIN,
    ) -> None:
        self._folder = folder
        self.device = device
        self._disk = disk or Disk()
        self._lock = FileLock(folder / ".lock")
        self._own = Journal(folder / f"{device}{SUFFIX}", lock=self._lock, disk=self._disk)
        self._others: dict[str, Journal] = {}
        self._erased_from = others
        self._home = home
        self._table = table
        self._listed_at: int | None = None
        self._positions: dict[str, Position] = {}
        self._refusals: dict[str, str] = {}
        self._snapshot = SnapshotFile(snapshot, table) if snapshot else None
        self._on_erase = on_erase
        self._form = form
        self._reading = form.reading
        self._untidy = self._passed_over = 0

    @property
    def devices(self) -> Collection[DeviceId]:
        """The devices whose journals this machine erases from."""
        return {self.device, *(self._erased_from or ())}

    @property
    def damaged(self) -> int:
        """How many damaged lines were skipped, in all journals as last read."""
        return sum(journal.storage.damaged for journal in self._journals().values())

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the folder's lock, across processes; it is reentrant."""
        self._refuse_without_home()
        with self._own.storage.exclusive():
            yield

    def fresh(self) -> Fresh:
        """The records that were not returned before; a few `stat` calls if there are none."""
        self._refuse_without_home()
        self._look_for_others()
        from_snapshot: Sequence[bytes] = ()
        shelf: Shelf | None = None
        if self._snapshot and not self._positions:
            from_snapshot, shelf = self._snapshot.start(self._storages())
        self._own.storage.refresh()
        self._refresh_others()
        news = self._news(self._positions)
        reading = self._form.reading
        rewritten = any(journal_news.rewritten for journal_news in news.values()) or reading != self._reading
        if rewritten:
            read_skipped(self._storages())
            news = self._news({})
        documents = [document for journal_news in news.values() for document in journal_news.documents]
        everything: Iterable[bytes | Raw] = chain(from_snapshot, documents)
        records = [record for document in everything if (record := self._form.record(document)) is not None]
        self._positions = {name: journal_news.position for name, journal_news in news.items()}
        self._reading = reading
        self._untidy += len(documents)
        passed_over = len(from_snapshot) + len(documents) - len(records)
        self._passed_over = passed_over if rewritten else self._passed_over + passed_over
        return Fresh(records, rewritten, shelf)

    def newest_first(self) -> Iterator[Recorded]:
        """The records of this device, the latest first, read and decoded as they are taken."""
        storage = self._own.storage
        storage.refresh()
        latest = list(reversed(storage.contents.rows(self._table).values()))
        records = map(self._form.record, chain(latest, latest_first(storage.skipped_lines(), self._table)))
        return (record for record in records if record is not None and record.device == self.device)

    def documents(self) -> Iterator[bytes]:
        """Every record of every device in the JSON it was written in."""
        self._look_for_others()
        read_skipped(self._storages())
        self._own.storage.refresh()
        self._refresh_others()
        news = self._news({}).values()
        return (self._form.original(document) for journal_news in news for document in journal_news.documents)

    def append(self, records: Sequence[Recorded]) -> None:
        """Write records as one commit; `StorageError` if the disk refuses."""
        if records:
            with self.exclusive():
                self._own.table(self._table).insert_encoded(map(self._form.written, records))

    def take_in(self, documents: Sequence[Mapping[str, object]]) -> None:
        """Write records from elsewhere unchanged; those of this device before its others, as they aren't its latest."""
        table = self._own.table(self._table)
        with self.exclusive():
            stored = [self._form.stored(document) for document in documents]
            if others := [document for document in stored if document.get("device") != self.device]:
                table.insert_multiple(others)
            table.insert_before([document for document in stored if document.get("device") == self.device])

    def erase(self, ids: Collection[EventId]) -> None:
        """Remove records for good from the journals of `devices`, and from every copy and backup."""
        self._erase(records=ids)

    def erase_words(self, ids: Collection[EventId]) -> None:
        """Take the words out of these records for good, in the journals of `devices` and in every copy and backup."""
        self._erase(wordless=ids)

    def _erase(self, *, records: Collection[EventId] = (), wordless: Collection[EventId] = ()) -> None:
        from rituals.adapters.journal.erasing import Eraser  # both only to erase
        from rituals.core.events.erasure import Erasure

        eraser = Eraser(Erasure(records=frozenset(records), wordless=frozenset(wordless)))
        with self.exclusive():
            self._look_for_others()
            ours = [journal.storage for name, journal in self._journals().items() if self._is_erasable(name)]
            for storage in ours:
                storage.read_whole()
            left = [eraser.tables(storage.contents.tables) for storage in ours]
            if not any(left):
                return  # or each start would clean all backups, for records that only their own device can erase
            with saving(self._folder):
                self._on_erase()
                if self._snapshot:
                    self._snapshot.drop()
            for storage, tables in zip(ours, left, strict=True):
                storage.purge()
                if tables:
                    storage.write(tables)

    def pack(self) -> None:
        """Rewrite this device's journal so that it loads fastest."""
        with self.exclusive():
            self._own.storage.pack()

    def tidy(self) -> None:
        """Write a new snapshot, once enough was read one by one to be worth it, and pack this device's journal if it
        has that many lines; damaged journals are left, because packing would hide the damage from `problems`."""
        snapshot = self._snapshot
        if snapshot is None or self._untidy + snapshot.unstored < UNTIDY or self.damaged:
            return
        with self.exclusive():
            self._own.storage.pack(at_least=UNTIDY)
            self._look_for_others()
            self._refresh_others()
            snapshot.renew(self._storages(), is_much_new=self._untidy >= UNTIDY)

    def problems(self) -> list[str]:
        """The sentences that `rituals doctor` shows about the journals, as last read."""
        sentences = list(self._refusals.values())
        if self._passed_over:
            records = "1 record is" if self._passed_over == 1 else f"{self._passed_over} records are"
            sentences.append(f"{records} passed over: an id, a count or a day in there is none that a device writes.")
        return [
            *sentences,
            *(journal.storage.damage_words() for journal in self._journals().values() if journal.storage.damaged),
        ]

    def _journals(self) -> dict[str, Journal]:
        return {self._own.storage.path.name: self._own, **self._others}

    def _storages(self) -> dict[str, JournalStorage]:
        return {name: journal.storage for name, journal in self._journals().items()}

    def _news(self, positions: dict[str, Position]) -> dict[str, News]:
        return {
            name: journal.storage.contents.after(self._table, positions.get(name))
            for name, journal in self._journals().items()
        }

    def _refresh_others(self) -> None:
        """Read what was added to the others' journals; for one that can't be read, keep what is known and note the
        error for `problems`."""
        for name, journal in self._others.items():
            try:
                journal.storage.refresh()
            except StorageError as problem:
                self._refusals[name] = str(problem)
            else:
                self._refusals.pop(name, None)

    def _look_for_others(self) -> None:
        """List the folder if it changed, or changed so recently that its modification time may hide a further
        change."""
        try:
            changed_at = folder_status(self._folder).st_mtime_ns
            if changed_at == self._listed_at:
                return
            with os.scandir(self._folder) as entries:
                names = sorted(entry.name for entry in entries if self._is_others(entry))
        except OSError:
            return
        self._listed_at = changed_at if changed_at + SETTLED_AFTER < time.time_ns() else None
        for name in names:
            if name not in self._others:
                writable = False
                with suppress(StorageError):  # erasing says what is in the way
                    writable = self._is_erasable(name)
                self._others[name] = Journal(self._folder / name, writable=writable, lock=self._lock, disk=self._disk)

    def _refuse_without_home(self) -> None:
        if self._home is not None:
            refuse_if_gone(self._home)

    def _is_erasable(self, name: str) -> bool:
        return self._erased_from is None or name.removesuffix(SUFFIX) in self.devices

    def _is_others(self, entry: os.DirEntry[str]) -> bool:
        name = entry.name
        return name.endswith(SUFFIX) and name[0] != "." and name != f"{self.device}{SUFFIX}" and entry.is_file()
