"""The tables of a journal in memory: documents stay the JSON they were written in until somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from rituals.adapters.journal.lines import Rows


class Position(NamedTuple):
    """How much of a table somebody has seen: in which reading of the file, and how many documents."""

    reading: int
    length: int


class News(NamedTuple):
    """Documents, undecoded, that are new since a position."""

    documents: list[Raw]
    position: Position
    rewritten: bool
    """True when the position no longer holds: `documents` are all there are."""


class Documents(Mapping[str, dict[str, Any]]):
    """A table as TinyDB reads it: each look decodes a document afresh, so that nobody shares one."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __getitem__(self, key: str) -> dict[str, Any]:
        try:
            raw = self.rows[int(key)]
        except ValueError:
            raise KeyError(key) from None
        document: dict[str, Any] = msgspec.json.decode(raw)
        return document

    def __iter__(self) -> Iterator[str]:
        """The ids there were at the first step, so that inserting on the way does no harm."""
        return iter([str(doc_id) for doc_id in self.rows])

    def __len__(self) -> int:
        return len(self.rows)


class Contents:
    """What a journal was found to hold; `reading` counts how often that had to be forgotten."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        self.reading = 0
        self._highest: dict[str, int] = {}

    def rows(self, table: str) -> Rows:
        """The documents of a table by id."""
        return self.tables.get(table, {})

    def after(self, table: str, position: Position | None) -> News:
        """What a table gained since a position; the cost is that of what is new."""
        rows = self.rows(table)
        end = Position(self.reading, len(rows))
        if position is None or position.reading != end.reading:
            return News(list(rows.values()), end, rewritten=position is not None)
        newest = list(islice(reversed(rows.values()), end.length - position.length))
        return News(newest[::-1], end, rewritten=False)

    def next_id(self, table: str) -> int:
        """An id that no document of the table has had since it was opened."""
        return self._highest.get(table, 0) + 1

    def add(self, table: str, rows: Rows) -> None:
        """Take in one commit's documents for a table."""
        existing = self.tables.setdefault(table, {})
        if not existing.keys().isdisjoint(rows):
            rows = self._renumbered(table, rows)
        existing.update(rows)
        self._highest[table] = max(self._highest.get(table, 0), max(rows, default=0))

    def skip(self, table: str, highest_id: int) -> None:
        """Leave what a table begins with unread, but give none of its ids again."""
        self.tables[table] = {}
        self._highest[table] = max(self._highest.get(table, 0), highest_id)

    def forget(self) -> None:
        """Drop every document; ids already seen are still not given twice."""
        self.tables = {}
        self.reading += 1

    def restart_ids(self, table: str) -> None:
        """Let a table that was emptied, or is gone, count from one again."""
        self._highest.pop(table, None)

    def _renumbered(self, table: str, rows: Rows) -> Rows:
        """Give new ids to documents whose ids are taken: copies of a file were joined, or a lock held nobody back."""
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
