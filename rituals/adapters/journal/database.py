"""TinyDB on a journal: its whole public API, with inserts in constant time, and queries that see others' writes.

with Journal("ana.jsonl") as db:
    db.table("events").insert({"id": "…"})
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec import Raw
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from rituals.adapters.journal.contents import News, Position
from rituals.adapters.journal.document_json import to_raw
from rituals.adapters.journal.lines import Rows
from rituals.adapters.journal.storage import JournalStorage

CacheKey = TypeVar("CacheKey")
CacheValue = TypeVar("CacheValue")
CacheDefault = TypeVar("CacheDefault")


class CopyingCache(LRUCache[CacheKey, CacheValue]):
    """A query cache that stores and returns copies, so that changing a result does not change a later one."""

    def get(self, key: CacheKey, default: CacheDefault | None = None) -> CacheValue | CacheDefault | None:
        """A copy of the cached result of a query."""
        return deepcopy(super().get(key, default))

    def set(self, key: CacheKey, value: CacheValue) -> None:
        """Cache a copy of a query's result."""
        super().set(key, deepcopy(value))


class JournalTable(Table):
    """A table whose inserts append to the journal; every other change goes through TinyDB and rewrites the file."""

    query_cache_class = CopyingCache

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        if not isinstance(storage, JournalStorage):
            raise TypeError("A JournalTable needs a JournalStorage.")
        self._journal = storage
        self._cached_version = storage.version
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Write a document to the disk and return its id."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Write documents to the disk as one commit, all or none, and return their ids."""
        with self._journal.exclusive():
            if self._journal.is_no_table(self.name):
                return super().insert_multiple(documents)
            rows = self._numbered(documents)
            if rows or self.name not in self._journal.contents.tables:
                self._journal.append(self.name, rows)
            return list(rows)

    def insert_encoded(self, documents: Iterable[Raw]) -> None:
        """Write documents that are JSON already to the disk as one commit, all or none."""
        with self._journal.exclusive():
            first = self._journal.contents.next_id(self.name)
            self._journal.append(self.name, dict(enumerate(documents, first)))

    def insert_before(self, documents: Sequence[Mapping[str, Any]]) -> None:
        """Write documents to the disk in front of all that are there, which get new ids."""
        if documents:
            with self._journal.exclusive():
                tables = self._journal.read()
                rows = [*documents, *tables.get(self.name, {}).values()]
                self._journal.write({**tables, self.name: {str(n): dict(row) for n, row in enumerate(rows, 1)}})

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match or insert one, under the lock."""
        with self._journal.exclusive():
            return super().upsert(document, cond)

    def truncate(self) -> None:
        """Remove every document and restart ids at 1."""
        with self._journal.exclusive():
            super().truncate()
            self._journal.contents.restart_ids(self.name)

    def search(self, cond: QueryLike) -> list[Document]:
        """Every document that matches, whichever process wrote it."""
        self._journal.refresh()
        if self._cached_version != self._journal.version:
            self.clear_cache()
            self._cached_version = self._journal.version
        return super().search(cond)

    def after(self, position: Position | None) -> News:
        """The documents inserted after a position, undecoded; all of them for None."""
        self._journal.refresh()
        return self._journal.contents.after(self.name, position)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        """Read, change and write under the lock; all of TinyDB's updates and removals go through this."""
        with self._journal.exclusive():
            super()._update_table(updater)

    def _numbered(self, documents: Iterable[Mapping[str, Any]]) -> Rows:
        """The documents by id: their own ids, or the next free ones."""
        documents = list(documents)  # first, as what makes them may insert documents itself, whose ids are then taken
        existing = self._journal.contents.rows(self.name)
        next_id = self._journal.contents.next_id(self.name)
        rows: Rows = {}
        for document in documents:
            if not isinstance(document, Mapping):
                raise ValueError("Document is not a Mapping")
            doc_id = document.doc_id if isinstance(document, self.document_class) else next_id
            if doc_id in existing or doc_id in rows:
                raise ValueError(f"Document with ID {doc_id} already exists")
            rows[doc_id] = to_raw(document)
            next_id = max(next_id, doc_id + 1)
        return rows


class Journal(TinyDB):
    """TinyDB on `JournalStorage`, whose arguments it takes."""

    table_class = JournalTable

    def __init__(self, path: str | Path, **options: Any) -> None:
        super().__init__(path, storage=JournalStorage, **options)

    @property
    def storage(self) -> JournalStorage:
        """The storage beneath."""
        return cast("JournalStorage", super().storage)

    def table(self, name: str, **options: Any) -> JournalTable:
        """A table by name, made when first written to."""
        return cast("JournalTable", super().table(name, **options))

    def drop_table(self, name: str) -> None:
        """Drop one table, under the lock."""
        with self.storage.exclusive():
            super().drop_table(name)

    def drop_tables(self) -> None:
        """Drop every table, under the lock."""
        with self.storage.exclusive():
            super().drop_tables()
