"""The snapshot of a log's journals in its file: a start skips what it covers, and makes one where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from rituals.adapters.journal.disk import saving
from rituals.adapters.journal.snapshot import Snapshot, contents_of, load, snapshot_of, store, to_bytes
from rituals.adapters.journal.storage import JournalStorage
from rituals.core.state.jar_archive import RecordPlace, Shelf
from rituals.errors import StorageError

Storages: TypeAlias = Mapping[str, JournalStorage]
"""A log's journals by the names of their files."""


class SnapshotFile:
    """The snapshot of one table; what a start had to make is kept until somebody stores it."""

    def __init__(self, path: Path, table: str) -> None:
        self._path = path
        self._table = table
        self._made: Snapshot | None = None

    @property
    def unstored(self) -> int:
        """The number of documents, or a little more, in a snapshot that a start made and nobody stored."""
        return sum(covered.highest_id for covered in self._made.journals) if self._made else 0

    def start(self, storages: Storages) -> tuple[Sequence[bytes], Shelf | None]:
        """Skip what the snapshot covers, or one made now if it does not fit: the documents to decode in that, and the
        archives to load later; nothing if there is nothing to cover."""
        self._made = None
        snapshot = load(self._path)
        documents = self._skipped(storages, snapshot) if snapshot else None
        if documents is None:
            snapshot = self._made = self._made_of(storages)
            documents = self._skipped(storages, snapshot)
        if not snapshot or not snapshot.journals or documents is None:
            return (), None
        readers = [storages[covered.name].reader() for covered in snapshot.journals]
        return documents, snapshot.shelf(partial(_read_at, readers))

    def renew(self, storages: Storages, *, is_much_new: bool) -> None:
        """Write the snapshot that the start made, or if there is none, it does not fit any more, or much is new since,
        one made now; `StorageError` if the disk refuses."""
        made = self._made
        if made is None or is_much_new or any(storages[part.name].skipped != part.size for part in made.journals):
            made = self._made_of(storages)
        with saving(self._path):
            store(self._path, to_bytes(made))
        self._made = None

    def drop(self) -> None:
        """Remove it, as whatever was made of records goes when some are erased; `OSError` if that is refused."""
        self._made = None
        self._path.unlink(missing_ok=True)

    def _made_of(self, storages: Storages) -> Snapshot:
        return snapshot_of(contents_of(storage.path for storage in storages.values()), self._table)

    def _skipped(self, storages: Storages, snapshot: Snapshot) -> Sequence[bytes] | None:
        """Skip what a snapshot covers: the documents to decode in that, or None if it does not fit the journals."""
        read_skipped(storages)  # by an earlier start, which then failed
        documents: list[bytes] = []
        for which, covered in enumerate(snapshot.journals):
            places = [(at, size) for journal, at, size in snapshot.others if journal == which]
            others: Sequence[bytes] | None = None
            with suppress(StorageError):
                if storage := storages.get(covered.name):
                    others = storage.skip(covered.size, covered.checksum, self._table, covered.highest_id, places)
            if others is None:
                read_skipped(storages)
                return None
            documents += others
        return documents


def read_skipped(storages: Storages) -> None:
    """Read everything that a snapshot allowed to skip."""
    for storage in storages.values():
        if storage.skipped:
            with suppress(StorageError):  # its next refresh raises the error
                storage.read_whole()


def _read_at(
    readers: Sequence[Callable[[Sequence[tuple[int, int]]], Sequence[bytes]]], places: Sequence[RecordPlace]
) -> Sequence[bytes]:
    parts = (readers[which]([(at, size) for _, at, size in group]) for which, group in groupby(places, itemgetter(0)))
    return [*chain.from_iterable(parts)]
