"""A log of events in one folder: a journal that this device writes, and those that came from others."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tinydb import where

from rituals.adapters.journal import Journal
from rituals.adapters.journal_contents import News, Position
from rituals.adapters.journal_disk import Disk
from rituals.adapters.lock import FileLock
from rituals.core.model import DeviceId
from rituals.core.recorded import Recorded, from_json, to_document
from rituals.errors import StorageProblem
from rituals.ports import Fresh

SUFFIX = ".jsonl"
SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after which a folder's change time tells apart any two changes, whatever its file system."""


class JournalLog:
    """The `EventLog` on journals: `<device>.jsonl` is ours, every other one in the folder is only read."""

    def __init__(self, folder: Path, device: DeviceId, table: str = "events", *, disk: Disk | None = None) -> None:
        self._folder = folder
        self._device = device
        self._disk = disk or Disk()
        self._lock = FileLock(folder / ".lock")
        self._own = Journal(folder / f"{device}{SUFFIX}", lock=self._lock, disk=self._disk)
        self._others: dict[str, Journal] = {}
        self._table = table
        self._listed_at: int | None = None
        self._positions: dict[str, Position] = {}
        self._refusals: dict[str, str] = {}

    @property
    def device(self) -> DeviceId:
        """The device that writes here."""
        return self._device

    @property
    def damaged(self) -> int:
        """How many lines were passed over, in all journals as last read."""
        return sum(journal.storage.damaged for journal in self._journals().values())

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the folder alone, across processes; it may be entered again from within."""
        with self._own.storage.exclusive():
            yield

    def fresh(self) -> Fresh:
        """Records that were not handed out before; a few `stat` calls if there are none."""
        self._look_for_others()
        self._own.storage.refresh()
        self._refresh_others()
        news = self._news(self._positions)
        rewritten = any(found.rewritten for found in news.values())
        if rewritten:
            news = self._news({})
        self._positions = {name: found.position for name, found in news.items()}
        documents = (document for found in news.values() for document in found.documents)
        records = [record for document in documents if (record := from_json(document)) is not None]
        return Fresh(records, rewritten)

    def newest_first(self) -> Iterator[Recorded]:
        """What this device wrote, from the latest back, decoded as far as somebody looks."""
        self._own.storage.refresh()
        documents = list(self._own.storage.contents.rows(self._table).values())
        return (record for document in reversed(documents) if (record := from_json(document)) is not None)

    def append(self, records: Sequence[Recorded]) -> None:
        """Put records on disk as one commit; `StorageProblem` if the disk refuses."""
        if records:
            self._own.table(self._table).insert_multiple(map(to_document, records))

    def erase(self, ids: Sequence[str]) -> None:
        """Remove records of this device for good: from its journal, and with it every copy that lies beside."""
        with self.exclusive():
            self._own.storage.purge()
            self._own.table(self._table).remove(where("id").one_of(list(ids)))

    def pack(self) -> None:
        """Rewrite this device's journal so that it loads fastest."""
        self._own.storage.pack()

    def problems(self) -> list[str]:
        """What `rituals doctor` should say about the journals, as last read."""
        sentences = list(self._refusals.values())
        for journal in self._journals().values():
            storage = journal.storage
            if not storage.damaged:
                continue
            lines = "1 line" if storage.damaged == 1 else f"{storage.damaged} lines"
            sentence = f"{lines} of {storage.path.name} could not be read; the rest is in order."
            if storage.damaged_path.exists():
                sentence += f" A copy is kept in {storage.damaged_path.name}."
            sentences.append(sentence)
        return sentences

    def _journals(self) -> dict[str, Journal]:
        return {self._own.storage.path.name: self._own, **self._others}

    def _news(self, positions: dict[str, Position]) -> dict[str, News]:
        return {
            name: journal.storage.contents.after(self._table, positions.get(name))
            for name, journal in self._journals().items()
        }

    def _refresh_others(self) -> None:
        """Read on in the others' journals; one that cannot be read keeps what was known of it, and is told of."""
        for name, journal in self._others.items():
            try:
                journal.storage.refresh()
            except StorageProblem as problem:
                self._refusals[name] = str(problem)
            else:
                self._refusals.pop(name, None)

    def _look_for_others(self) -> None:
        """List the folder if it changed, or changed so lately that its time may hide a further change."""
        try:
            changed_at = self._folder.stat().st_mtime_ns
            if changed_at == self._listed_at:
                return
            with os.scandir(self._folder) as entries:
                names = sorted(entry.name for entry in entries if self._is_others(entry))
        except OSError:
            return
        settled = changed_at + SETTLED_AFTER < time.time_ns()
        self._listed_at = changed_at if settled else None
        for name in names:
            if name not in self._others:
                self._others[name] = Journal(self._folder / name, writable=False, lock=self._lock, disk=self._disk)

    def _is_others(self, entry: os.DirEntry[str]) -> bool:
        hidden = entry.name.startswith(".")
        return (
            entry.name.endswith(SUFFIX) and not hidden and entry.name != f"{self._device}{SUFFIX}" and entry.is_file()
        )
