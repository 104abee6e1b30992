"""Takes what is erased out of undecoded documents: of tables in memory, and of a whole journal's content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import msgspec
from msgspec import Raw

from rituals.adapters.journal import lines
from rituals.adapters.journal.contents import Documents
from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.journal.lines import Rows
from rituals.core.events.erasure import Erasure

_MANY = 100  # ids, to look for each of which takes longer than to decode a document


class Eraser:
    """Applies an erasure; only documents that contain one of its ids are decoded, unless there are many ids."""

    def __init__(self, erasure: Erasure) -> None:
        self._erasure = erasure
        ids = (*erasure.records, *erasure.wordless, *(thing for _, thing in erasure.things))
        self._ids = [name.encode() for name in ids]

    def tables(self, tables: Mapping[str, Rows]) -> dict[str, dict[str, Any]]:
        """What is left of a journal's tables, as TinyDB writes them; empty if nothing of them is erased."""
        left = {name: self._rows(rows) for name, rows in tables.items()}
        if left == tables:
            return {}
        return cast("dict[str, dict[str, Any]]", {name: Documents(rows) for name, rows in left.items()})

    def journal(self, content: bytes) -> bytes:
        """What is left of a journal; its damaged lines go as well, as they may hold anything."""
        return b"".join(map(self._line, content.splitlines(keepends=True)))

    def _line(self, line: bytes) -> bytes:
        if not lines.is_whole(line):
            return b""
        if not self._may_concern(line):
            return line
        commits = lines.read_line(line) or []
        left = [(table, self._rows(rows)) for table, rows in commits]
        return line if left == commits else lines.checked_line(msgspec.json.encode(left))

    def _rows(self, rows: Rows) -> Rows:
        left = ((doc_id, self.document(document)) for doc_id, document in rows.items())
        return {doc_id: document for doc_id, document in left if document is not None}

    def document(self, document: Raw) -> Raw | None:
        """What is left of a document: the same one if nothing of it is erased, None if all of it is."""
        if not self._may_concern(bytes(document)):
            return document
        decoded = from_raw(document)
        left = self._erasure.applied(decoded)
        if left is decoded:
            return document
        return None if left is None else to_raw(left)

    def _may_concern(self, content: bytes) -> bool:
        return len(self._ids) > _MANY or any(name in content for name in self._ids)
