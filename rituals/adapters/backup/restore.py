"""Restores a backup: completely or not at all, and without losing anything recorded since.

The backup is checked, extracted into a draft folder, and that folder renamed in one step. From then on the restore has
happened: if the process ends, whoever opens the data next finishes it. Each log then gets the events that it lacks.
Events are facts with ids, so merging them twice, or while others write, changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from rituals.adapters.backup import archive
from rituals.adapters.backup.backups import BEFORE_RESTORE, FolderBackups
from rituals.adapters.backup.contents import Belongings, log_folders
from rituals.adapters.backup.erasing import with_former_ids
from rituals.adapters.backup.leftovers import DONE, DRAFT, READY, restore_lock
from rituals.adapters.backup.sealed_backups import unsealed_backup
from rituals.adapters.journal import lines
from rituals.adapters.journal.contents import Documents
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk, journals, loading, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lines import EVENTS, KEY
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.locking.in_backups import files_to_restore, sealed_files
from rituals.adapters.locking.key_file import is_whole_key, key_file
from rituals.adapters.locking.rewriting import sealing
from rituals.adapters.pairing.joined import Joining, as_joined, id_as_joined, joinings, log_as_joined
from rituals.core.events.erasure import Document, Erasure
from rituals.errors import StorageError
from rituals.files import LARGEST_CATALOGUE, content_of, is_folder, is_there, toml_tables, toml_text
from rituals.ports import Restored

_HEADER_BYTES = 256

Tables: TypeAlias = Mapping[str, Sequence[Document]]
_Today: TypeAlias = Callable[[Document], Document | None]


def restore(
    own: Belongings, path: Path, now: datetime, disk: Disk | None = None, *, keys: Collection[object] = ()
) -> Restored:
    """Restore a backup; `RitualsError` before anything is changed if that is not possible. `keys` are what opens it:
    what each `ClosedBackupError` of an earlier try was opened with."""
    disk = disk or Disk()
    backup = archive.read_archive(path, unsealed_backup(path, keys))
    _refuse_newer(own.data)
    files = sealed_files(own.data, files_to_restore(own.data, backup.files, keys))
    _refuse_without_room(own.data, files)
    with saving(own.data / READY), restore_lock(own.data):
        _finish(own, disk)
        is_empty = not any(map(journals, log_folders(own.data)))
        set_aside = None if is_empty else FolderBackups(own, disk).make(now, kind=BEFORE_RESTORE)
        _take_out(files, own.data, disk)
        return Restored(_finish(own, disk), backup.manifest.made_at, set_aside)


def finish_restoring(own: Belongings, disk: Disk | None = None) -> int:
    """Finish a restore that was interrupted after the backup was extracted, and return how many events came back."""
    if not is_folder(own.data / READY):
        return 0
    with saving(own.data / READY), restore_lock(own.data):
        return _finish(own, disk or Disk())


def _drop(folder: Path) -> None:
    if is_folder(folder):  # to remove the tree of a pipe waits for ever
        shutil.rmtree(folder, ignore_errors=True)


def _finish(own: Belongings, disk: Disk) -> int:
    ready = own.data / READY
    if not is_folder(ready):
        return 0
    source = ready / "data"
    earlier = joinings(own.data)
    logs = {folder: log_as_joined(earlier, folder.relative_to(source).as_posix()) for folder in log_folders(source)}
    came_back = sum(_join(folder, own.data, log, disk, earlier) for folder, log in logs.items())
    _join_devices(source / "device", own.data / "device", disk)
    for place in (own.settings, own.catalogue):
        _put_back(ready / place.name, place, disk)
    _drop(own.data / DONE)
    disk.replace(ready, own.data / DONE)
    disk.sync_folder(own.data)
    _drop(own.data / DONE)
    return came_back


def _refuse_newer(data: Path) -> None:
    """Raise `NewerFormatError` if there is a journal or a key file that only a later version can write."""
    with loading(data):
        folders = log_folders(data)
        paths = [path for folder in folders for path in journals(folder)]
    for folder in folders:
        is_whole_key(folder)
    for path in paths:
        with loading(path), path.open("rb") as file:
            lines.refuse_newer(lines.read_header(file.read(_HEADER_BYTES)), path.name)


def _refuse_without_room(data: Path, files: archive.Files) -> None:
    """Raise `StorageError` unless there is room for each journal three times: as it was, extracted, and merged."""
    needed = 3 * sum(map(len, files.values()))
    with saving(data / READY):
        make_folder(data)
        free = shutil.disk_usage(data).free
    if free < needed:
        raise StorageError(f"Restoring needs {needed // 1_000_000 + 1} MB of room. Free some and try again.")


def _take_out(files: archive.Files, data: Path, disk: Disk) -> None:
    """Extract the files into a draft folder, and rename it once all are on the disk."""
    draft = data / DRAFT
    _drop(draft)
    for name, content in files.items():
        make_folder((draft / name).parent)
        JournalFile(draft / name, disk).replace([content])
    disk.replace(draft, data / READY)
    disk.sync_folder(data)


def _join(source: Path, data: Path, log: str, disk: Disk, earlier: Sequence[Joining]) -> int:
    """Add to a log's journals the backed-up events they lack, as they are after all joinings and without what was
    erased since; returns how many."""
    target = data / log
    make_folder(target)
    lock = FileLock(target / ".lock")
    with lock:
        seal = _put_key(source, target, disk)
        old = {path.name: _tables(Journal(path, writable=False, disk=disk)) for path in journals(source)}
        today = partial(as_joined, earlier, log)
        backed_up = {name: _as_they_are(tables, today, seal) for name, tables in old.items()}
        names = {*backed_up, *(path.name for path in journals(target))}
        targets = {name: Journal(target / name, lock=lock, disk=disk) for name in names}
        current = {name: _tables(journal) for name, journal in targets.items()}
        current_ids = {_word(event, "id") for event in _events(current)}
        erasure = Erasure.in_documents([*_events(backed_up), *_events(current)])
        erasure = with_former_ids(erasure, earlier, _events(backed_up))  # as what is sealed has those

        def is_here(name: str) -> bool:
            return name in current_ids or id_as_joined(earlier, name) in current_ids

        def missing(events: Iterable[Document]) -> Iterator[Document]:
            left = (erasure.applied(event) for event in events if not is_here(_word(event, "id")))
            return (event for event in left if event is not None)

        back = {name: list(missing(backed_up.get(name, {}).get(EVENTS, []))) for name in names}
        for name, journal in targets.items():
            _rewrite(journal, _joined(backed_up.get(name, {}), current[name], back[name]))
    return sum(map(len, back.values()))


def _put_key(source: Path, target: Path, disk: Disk) -> _Today:
    """Put a log's key file in place if there is none now, or a damaged one; what seals the log's records, if it is
    locked."""
    if is_there(source / KEY) and not is_whole_key(target):
        JournalFile(target / KEY, disk).replace([content_of(source / KEY)])
    file = key_file(target)
    return sealing(file) if file else lambda document: document


def _as_they_are(tables: Tables, today: _Today, seal: _Today) -> Tables:
    events = (event for event in map(today, tables.get(EVENTS, [])) if event is not None)
    return {**tables, EVENTS: [sealed for event in events if (sealed := seal(event)) is not None]}


def _tables(journal: Journal) -> Tables:
    journal.storage.read_whole()
    return {table: list(Documents(rows).values()) for table, rows in journal.storage.contents.tables.items()}


def _joined(backed_up: Tables, current: Tables, back: Sequence[Document]) -> Tables:
    """The merged tables: events in the order they were written in, documents of other tables without duplicates."""
    others = {*backed_up, *current} - {EVENTS}
    beside = {name: [*current.get(name, []), *_new(backed_up.get(name, []), current.get(name, []))] for name in others}
    return {
        EVENTS: _in_turn(backed_up.get(EVENTS, []), current.get(EVENTS, []), back),
        **beside,
    }


def _in_turn(
    backed_up: Sequence[Document], current: Sequence[Document], back: Sequence[Document]
) -> Sequence[Document]:
    """The events of one journal with those that came back, each after the one that it followed in the backup.

    Their lamports don't tell: a journal that was begun anew counts from 1 again.
    """
    here = {_word(event, "id") for event in current}
    coming = {_word(event, "id"): event for event in back}
    after: dict[str, list[Document]] = {}
    latest_here = ""
    for name in (_word(event, "id") for event in backed_up):
        if name in here:
            latest_here = name
        elif name in coming:
            after.setdefault(latest_here, []).append(coming[name])
    followed = ([event, *after.get(_word(event, "id"), [])] for event in current)
    return [*after.get("", []), *chain.from_iterable(followed)]


def _new(backed_up: Sequence[Document], current: Sequence[Document]) -> list[Document]:
    return [document for document in backed_up if document not in current]


def _rewrite(journal: Journal, tables: Tables) -> None:
    """Write these tables into the journal if they differ from its own; damaged lines are removed, and kept in a
    copy."""
    storage = journal.storage
    with storage.exclusive():
        if tables != _tables(journal):
            storage.write({name: {str(n): dict(row) for n, row in enumerate(rows, 1)} for name, rows in tables.items()})
        elif storage.damaged:
            storage.pack()


def _events(journals: Mapping[str, Tables]) -> Iterator[Document]:
    return (event for tables in journals.values() for event in tables.get(EVENTS, []))


def _word(document: Document, key: str) -> str:
    """The text under a key; empty if it is missing or no text, since a journal may hold anything."""
    word = document.get(key)
    return word if isinstance(word, str) else ""


def _join_devices(source: Path, target: Path, disk: Disk) -> None:
    """Put the backup's lines of devices before the present ones: of several lines for one machine, the last is in
    use."""
    backed_up = _lines(source)
    with FileLock(target.with_name("device.lock")):
        current = _lines(target)
        joined = [*(line for line in backed_up if line not in current), *current]
        if joined != current:
            JournalFile(target, disk).replace([line + b"\n" for line in joined])


def _lines(path: Path) -> list[bytes]:
    return content_of(path).splitlines() if path.exists() else []


def _put_back(source: Path, target: Path, disk: Disk) -> None:
    """Restore the settings or the catalogue if there is no such file now, or an invalid one."""
    if source.exists() and not _is_toml(target):
        make_folder(target.parent)
        JournalFile(target, disk).replace([source.read_bytes()])


def _is_toml(path: Path) -> bool:
    try:
        toml_tables(toml_text(path, LARGEST_CATALOGUE))
    except (FileNotFoundError, ValueError):
        return False
    return True
