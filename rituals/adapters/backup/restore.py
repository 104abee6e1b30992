"""Bringing back what a backup holds: whole or not at all, and without losing what was put down since.

The backup is checked, taken out into a folder beside, and that folder given its name in one step: from then on the
restore has happened, and whoever opens the data next goes on with it if its process ended. Each log then gets the
events that it lacks. Events are facts with ids, so joining them twice, or while others write, changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from rituals.adapters.backup import archive
from rituals.adapters.backup.backups import (
    BEFORE_RESTORE,
    Belongings,
    FolderBackups,
    drop_backups,
    journals,
    log_folders,
)
from rituals.adapters.journal import lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk, loading, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.errors import StorageError
from rituals.ports import Restored

READY, DRAFT, DONE = "restoring", "restoring.new", "restoring.done"
EVENTS = "events"
_TOMBSTONES = {"appreciation_erased": "appreciation", "private_erased": "entry"}
"""What stays of something that was erased for good, and the key that names the thing in all its events."""
_HEADER_BYTES = 256

JournalDocument: TypeAlias = Mapping[str, Any]
Tables: TypeAlias = Mapping[str, Sequence[JournalDocument]]


def restore(own: Belongings, path: Path, now: datetime, disk: Disk | None = None) -> Restored:
    """Bring back what a backup holds; `RitualsError` before anything is changed where that can't be done."""
    disk = disk or Disk()
    backup = archive.read_archive(path)
    _refuse_newer(own.data)
    _refuse_without_room(own.data, backup.files)
    with saving(own.data / READY), _lock(own.data):
        _finish(own, disk)
        is_empty = not any(map(journals, log_folders(own.data)))
        set_aside = None if is_empty else FolderBackups(own, disk).make(now, kind=BEFORE_RESTORE)
        _take_out(backup.files, own.data, disk)
        return Restored(_finish(own, disk), backup.manifest.made_at, set_aside)


def finish_restoring(own: Belongings, disk: Disk | None = None) -> int:
    """Go on with what was taken out of a backup, if anything was, and say how many events came back."""
    if not (own.data / READY).is_dir():
        return 0
    with saving(own.data / READY), _lock(own.data):
        return _finish(own, disk or Disk())


def leftovers(data: Path) -> list[Path]:
    """Folders that a restore left behind as its process ended, before it had begun or after it was done."""
    return [path for path in (data / DRAFT, data / DONE) if path.is_dir()]


def drop_leftovers(data: Path) -> None:
    """Remove them, unless a restore is at work, which does so itself."""
    lock = _lock(data)
    if leftovers(data) and lock.try_acquire():
        try:
            for path in leftovers(data):
                shutil.rmtree(path)
        finally:
            lock.release()


def drop_copies(data: Path) -> None:
    """Remove every backup of a folder, and what a restore left of one: words in them are to be gone for good."""
    drop_backups(data)
    drop_leftovers(data)


def _lock(data: Path) -> FileLock:
    """Held by whoever restores, and never asked for by somebody who holds a log."""
    return FileLock(data / f"{READY}.lock")


def _finish(own: Belongings, disk: Disk) -> int:
    ready = own.data / READY
    if not ready.is_dir():
        return 0
    source = ready / "data"
    came_back = sum(_join(folder, own.data / folder.relative_to(source), disk) for folder in log_folders(source))
    _join_devices(source / "device", own.data / "device", disk)
    for place in (own.settings, own.catalogue):
        _put_back(ready / place.name, place, disk)
    shutil.rmtree(own.data / DONE, ignore_errors=True)
    disk.replace(ready, own.data / DONE)
    disk.sync_folder(own.data)
    shutil.rmtree(own.data / DONE, ignore_errors=True)
    return came_back


def _refuse_newer(data: Path) -> None:
    """Raise `NewerFormatError` where a journal is there that only a later version can add to."""
    for path in (path for folder in log_folders(data) for path in journals(folder)):
        with loading(path), path.open("rb") as file:
            lines.refuse_newer(lines.read_header(file.read(_HEADER_BYTES)), path.name)


def _refuse_without_room(data: Path, files: archive.Files) -> None:
    """Each journal may lie there three times for a moment: as it was, taken out, and joined."""
    needed = 3 * sum(map(len, files.values()))
    with saving(data / READY):
        make_folder(data)
        free = shutil.disk_usage(data).free
    if free < needed:
        raise StorageError(f"Restoring needs {needed // 1_000_000 + 1} MB of room. Free some and try again.")


def _take_out(files: archive.Files, data: Path, disk: Disk) -> None:
    """Write the files into a folder beside and give it its name once all are on the disk."""
    draft = data / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    for name, content in files.items():
        make_folder((draft / name).parent)
        JournalFile(draft / name, disk).replace([content])
    disk.replace(draft, data / READY)
    disk.sync_folder(data)


def _join(source: Path, target: Path, disk: Disk) -> int:
    """Give the journals of a log the events they lack, save for what was erased since; how many those were."""
    make_folder(target)
    lock = FileLock(target / ".lock")
    with lock:
        backed_up = {path.name: _tables(Journal(path, writable=False, disk=disk)) for path in journals(source)}
        names = {*backed_up, *(path.name for path in journals(target))}
        targets = {name: Journal(target / name, lock=lock, disk=disk) for name in names}
        current = {name: _tables(journal) for name, journal in targets.items()}
        current_ids = {_word(event, "id") for event in _events(current)}
        erased = _erased([*_events(backed_up), *_events(current)])

        def is_back(event: JournalDocument) -> bool:
            return _word(event, "id") not in current_ids and erased.isdisjoint(_things(event))

        back = {name: list(filter(is_back, backed_up.get(name, {}).get(EVENTS, []))) for name in names}
        for name, journal in targets.items():
            _rewrite(journal, _joined(backed_up.get(name, {}), current[name], back[name]))
    return sum(map(len, back.values()))


def _tables(journal: Journal) -> Tables:
    return {table: list(documents.values()) for table, documents in journal.storage.read().items()}


def _joined(backed_up: Tables, current: Tables, back: Sequence[JournalDocument]) -> Tables:
    """Events in the order they were written in, and of whatever else lies beside them each once."""
    others = {*backed_up, *current} - {EVENTS}
    beside = {name: [*current.get(name, []), *_new(backed_up.get(name, []), current.get(name, []))] for name in others}
    return {
        EVENTS: sorted([*back, *current.get(EVENTS, [])], key=_lamport) if back else current.get(EVENTS, []),
        **beside,
    }


def _new(backed_up: Sequence[JournalDocument], current: Sequence[JournalDocument]) -> list[JournalDocument]:
    return [document for document in backed_up if document not in current]


def _rewrite(journal: Journal, tables: Tables) -> None:
    """Make these the journal's tables if they are not, and leave damaged lines out, with a copy beside."""
    storage = journal.storage
    with storage.exclusive():
        if tables != _tables(journal):
            storage.write({name: {str(n): dict(row) for n, row in enumerate(rows, 1)} for name, rows in tables.items()})
        elif storage.damaged:
            storage.pack()


def _events(journals: Mapping[str, Tables]) -> Iterator[JournalDocument]:
    return (event for tables in journals.values() for event in tables.get(EVENTS, []))


def _lamport(document: JournalDocument) -> int:
    lamport = document.get("lamport")
    return lamport if isinstance(lamport, int) else 0


def _erased(documents: Iterable[JournalDocument]) -> set[tuple[str, str]]:
    """What has a tombstone."""
    return {
        thing
        for document in documents
        if (key := _TOMBSTONES.get(_word(_event(document), "kind")))
        for thing in _named(document, key)
    }


def _things(document: JournalDocument) -> list[tuple[str, str]]:
    """What could be erased, of all that an event is about; a tombstone itself is about nothing."""
    if _word(_event(document), "kind") in _TOMBSTONES:
        return []
    return [thing for key in _TOMBSTONES.values() for thing in _named(document, key)]


def _named(document: JournalDocument, key: str) -> list[tuple[str, str]]:
    name = _word(_event(document), key)
    return [(key, name)] if name else []


def _word(document: JournalDocument, key: str) -> str:
    """What stands there, if it is text; a journal may hold what nobody can mean."""
    word = document.get(key)
    return word if isinstance(word, str) else ""


def _event(document: JournalDocument) -> Mapping[str, Any]:
    event = document.get("event")
    return event if isinstance(event, Mapping) else {}


def _join_devices(source: Path, target: Path, disk: Disk) -> None:
    """Know the devices that wrote then, before those that are known now: the last of a machine is the one it is."""
    backed_up = _lines(source)
    with FileLock(target.with_name("device.lock")):
        current = _lines(target)
        joined = [*(line for line in backed_up if line not in current), *current]
        if joined != current:
            JournalFile(target, disk).replace([line + b"\n" for line in joined])


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines() if path.exists() else []


def _put_back(source: Path, target: Path, disk: Disk) -> None:
    """Put a settings file back where there is none, or one that nobody can read."""
    if source.exists() and not _is_toml(target):
        make_folder(target.parent)
        JournalFile(target, disk).replace([source.read_bytes()])


def _is_toml(path: Path) -> bool:
    import tomllib  # only to restore

    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):  # it lets through what int() and deep nesting raise
        return False
    return True
