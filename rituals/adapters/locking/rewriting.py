"""Seals what stands in a log's journals, opens it again for good, and does the same to copies of them in backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Raw

from rituals.adapters.journal import lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk, journals
from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.journal.lines import EVENTS
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.locking.key_file import KeyFile, LogKey
from rituals.adapters.locking.sealed_documents import put_document, sealed_document
from rituals.core.events.recorded import from_json
from rituals.files import content_of

Document: TypeAlias = Mapping[str, Any]
Change: TypeAlias = Callable[[Document], Document | None]
"""Returns what is written instead of a document, the same one where it stays as it is; None where nothing of it
stays."""


def rewrite_log(folder: Path, change: Change, lock: FileLock, disk: Disk, *, packed: bool = False) -> None:
    """Change a log's documents, journal by journal, each in one step; the caller holds the log's `lock`. Those that
    stay as they are are written again only if `packed`."""
    for path in journals(folder):
        journal = Journal(path, lock=lock, disk=disk)
        tables = journal.storage.read()
        rows = ((name, change(document)) for name, document in tables.get(EVENTS, {}).items())
        left = {name: dict(document) for name, document in rows if document is not None}
        if left != tables.get(EVENTS, {}):
            journal.storage.write({**tables, EVENTS: left})
        elif packed:
            journal.storage.pack()


def has_sealed_journals(folder: Path) -> bool:
    """Whether a log's folder has journals of a log that is locked, be its key file there or not."""
    headers = (lines.read_header(content_of(path)) for path in journals(folder))
    return any(header is not None and header.format == lines.LOCKED_FORMAT for header in headers)


def sealing(file: KeyFile) -> Change:
    """What seals documents that are not yet, to the public key of a log; what is no record goes, as damaged lines
    do."""

    def change(document: Document) -> Document | None:
        if is_plain(document):
            return put_document(document, file.log, file.public)
        return document if sealed_document(to_raw(document)) else None

    return change


def unsealing(key: LogKey) -> Callable[[Document], Document]:
    """What opens documents for good; those that it can't open stay as they are."""

    def change(document: Document) -> Document:
        sealed = None if is_plain(document) else sealed_document(to_raw(document))
        opened = sealed.document(key) if sealed else None
        return document if opened is None or from_json(opened) is None else from_raw(opened)

    return change


def is_plain(document: Document) -> bool:
    """Whether a document is a record that is not sealed."""
    return isinstance(document.get("event"), Mapping) and from_json(to_raw(document)) is not None


def rewritten_journal(content: bytes, change: Change, format: int) -> bytes:  # noqa: A002 - as its header calls it
    """A copy of a journal with its documents changed; its damaged lines go, as they may hold anything."""
    tables: dict[str, dict[int, Raw]] = {}
    for table, rows in lines.scan(content).commits:
        tables.setdefault(table, {}).update(dict(_changed(rows, change)) if table == EVENTS else rows)
    return b"".join(lines.packed_lines(tables, format=format))


def _changed(rows: Mapping[int, Raw], change: Change) -> Iterator[tuple[int, Raw]]:
    for doc_id, row in rows.items():
        document = from_raw(row)
        after = change(document)
        if after is not None:
            yield doc_id, row if after is document else to_raw(after)
