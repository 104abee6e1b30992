"""A journal's tables in memory; documents stay JSON until they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from msgspec import Raw, Struct

from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.journal.lines import Rows


class Position(Struct, frozen=True):
    """How much of a table a reader has seen: the `reading` of the file, and the number of documents."""

    reading: int
    length: int


class News(Struct, frozen=True):
    """The documents, undecoded, that were added after a position."""

    documents: list[Raw]
    position: Position
    rewritten: bool
    """True if the position is no longer valid: then `documents` are all there are."""


class Documents(Mapping[str, dict[str, Any]]):
    """A table as TinyDB reads it; each access decodes the document anew, so that no two readers share one."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __getitem__(self, key: str) -> dict[str, Any]:
        try:
            raw = self.rows[int(key)]
        except ValueError:
            raise KeyError(key) from None
        document: dict[str, Any] = from_raw(raw)
        return document

    def __iter__(self) -> Iterator[str]:
        """The ids at the first step, so that inserting while iterating is safe."""
        return iter([str(doc_id) for doc_id in self.rows])

    def __len__(self) -> int:
        return len(self.rows)


def divided(data: object) -> tuple[dict[str, Rows], str]:
    """What TinyDB writes: the tables, and as JSON what is none, by name; empty for nothing, as a whole if there are no
    names."""
    if not isinstance(data, Mapping):
        return {}, bytes(to_raw(data)).decode()
    tables = {name: _as_rows(documents) if isinstance(name, str) else None for name, documents in data.items()}
    beside = {name: data[name] for name, rows in tables.items() if rows is None}
    written = bytes(to_raw(beside)).decode() if beside else ""
    return {name: rows for name, rows in tables.items() if rows is not None}, written


def _as_rows(documents: object) -> Rows | None:
    """A table that TinyDB returns as rows: unchanged, or with its plain documents encoded; None if it is no table."""
    if isinstance(documents, Documents):
        return documents.rows
    if not isinstance(documents, Mapping) or not all(_is_id(doc_id) for doc_id in documents):
        return None
    if not all(isinstance(document, Mapping) for document in documents.values()):
        return None
    return {int(doc_id): to_raw(document) for doc_id, document in documents.items()}


def _is_id(key: object) -> bool:
    return re.fullmatch(r"0|-?[1-9][0-9]{0,17}", str(key)) is not None


class Contents:
    """The documents of a journal; `reading` counts how often they were dropped and read again."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        self.reading = 0
        self._highest: dict[str, int] = {}

    def rows(self, table: str) -> Rows:
        """The documents of a table by id."""
        return self.tables.get(table, {})

    def after(self, table: str, position: Position | None) -> News:
        """The documents of a table after a position, in time linear in their number."""
        rows = self.rows(table)
        end = Position(self.reading, len(rows))
        if position is None or position.reading != end.reading:
            return News(list(rows.values()), end, rewritten=position is not None)
        newest = list(islice(reversed(rows.values()), end.length - position.length))
        return News(newest[::-1], end, rewritten=False)

    def next_id(self, table: str) -> int:
        """An id that no document of the table has had since the journal was opened."""
        return self._highest.get(table, 0) + 1

    def add(self, table: str, rows: Rows) -> None:
        """Add one commit's documents to a table."""
        existing = self.tables.setdefault(table, {})
        if not existing.keys().isdisjoint(rows):
            rows = self._renumbered(table, rows)
        existing.update(rows)
        self._highest[table] = max(self._highest.get(table, 0), max(rows, default=0))

    def skip(self, table: str, highest_id: int) -> None:
        """Leave the first documents of a table unread, but never use their ids again."""
        self.tables[table] = {}
        self._highest[table] = max(self._highest.get(table, 0), highest_id)

    def forget(self) -> None:
        """Drop every document; ids that were used are still not used again."""
        self.tables = {}
        self.reading += 1

    def restart_ids(self, table: str) -> None:
        """Let a table that was emptied or dropped count its ids from 1 again."""
        self._highest.pop(table, None)

    def _renumbered(self, table: str, rows: Rows) -> Rows:
        """Give new ids to documents whose ids are taken, as when copies of a file were joined, or a file system's locks
        don't work."""
        existing = self.tables[table]
        free = max(self.next_id(table), max(rows) + 1)
        added: Rows = {}
        for doc_id, document in rows.items():
            if doc_id not in existing:
                added[doc_id] = document
            elif existing[doc_id] != document:
                added[free] = document
                free += 1
        return added
