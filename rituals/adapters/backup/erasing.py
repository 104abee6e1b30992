"""Takes what was erased out of every backup in the data folder, without dropping what else they hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Raw

from rituals.adapters.backup import archive
from rituals.adapters.backup.backups import BACKUPS, DRAFTS, FOLDER, LOCK, journals, log_folders
from rituals.adapters.backup.restore import drop_leftovers
from rituals.adapters.journal import lines
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lines import Rows
from rituals.adapters.journal.lock import FileLock
from rituals.core.events.erasure import MARKS, Erasure
from rituals.errors import RitualsError


def erase_from_copies(data: Path, disk: Disk | None = None) -> None:
    """Rewrite every backup in a folder without what its logs' records erase, and remove the leftovers of restores.

    An unfinished backup is removed, and its maker starts over; one that can't be read is removed as well, because it
    may hold the words.
    """
    drop_leftovers(data)
    folder = data / FOLDER
    if not folder.is_dir():
        return
    with FileLock(folder / LOCK):
        for draft in (*folder.glob(DRAFTS), *folder.glob("*.rewrite")):
            draft.unlink(missing_ok=True)
        erasures = {f"data/{log.relative_to(data).as_posix()}": _erasure_of(log) for log in log_folders(data)}
        for path in sorted(folder.glob(BACKUPS)):
            try:
                backup = archive.read_archive(path)
            except RitualsError:
                path.unlink(missing_ok=True)
            else:
                _rewrite(path, backup, erasures, disk or Disk())


def _rewrite(path: Path, backup: archive.Archive, erasures: Mapping[str, Erasure], disk: Disk) -> None:
    """Replace a backup if it holds anything erased; it keeps its name and its date."""
    files = {
        name: _without(erasure, content) if (erasure := erasures.get(name.rpartition("/")[0])) else content
        for name, content in backup.files.items()
    }
    if files != backup.files:
        JournalFile(path, disk).replace([archive.packed(files, backup.manifest.made_at)])


def _erasure_of(log: Path) -> Erasure:
    """What the records in a log's journals erase."""
    is_erasing = re.compile(b"|".join(map(re.escape, MARKS))).search
    contents = (path.read_bytes() for path in journals(log))
    documents = chain.from_iterable(rows.values() for content in contents for rows in _tables(content).values())
    return Erasure.in_documents(msgspec.json.decode(document) for document in documents if is_erasing(document))


def _without(erasure: Erasure, content: bytes) -> bytes:
    """A journal without what is erased, and without damaged lines, which may hold it; the same bytes if it has none of
    either."""
    ids = (*erasure.wordless, *(thing for _, thing in erasure.things))
    names_any = re.compile(b"|".join(re.escape(name.encode()) for name in ids)).search
    if not names_any(content):
        return content

    def left(document: Raw) -> Raw | None:
        if not names_any(document):
            return document
        decoded = msgspec.json.decode(document)
        remaining = erasure.applied(decoded)
        if remaining is decoded:
            return document
        return None if remaining is None else Raw(msgspec.json.encode(remaining))

    tables = _tables(content)
    cleaned = {
        table: {doc_id: remaining for doc_id, document in rows.items() if (remaining := left(document)) is not None}
        for table, rows in tables.items()
    }
    is_clean = cleaned == tables and not lines.scan(content).damaged
    return content if is_clean else b"".join(lines.packed_lines(cleaned))


def _tables(content: bytes) -> Mapping[str, Rows]:
    tables: dict[str, Rows] = defaultdict(dict)
    for table, rows in lines.scan(content).commits:
        tables[table].update(rows)
    return tables
