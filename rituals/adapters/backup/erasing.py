"""Takes what was erased, or locked since, out of every backup in the data folder, without dropping what else they hold.

It is marked before a journal is rewritten and done afterwards, off the app's keys; if the process ends in between,
whoever comes next finds the mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from msgspec import Raw
from msgspec.structs import replace

from rituals.adapters.backup import archive
from rituals.adapters.backup.contents import BACKUPS, DRAFTS, FOLDER, LOCK, log_folders
from rituals.adapters.journal import lines
from rituals.adapters.journal.disk import Disk, journals, saving
from rituals.adapters.journal.document_json import from_raw
from rituals.adapters.journal.erasing import Eraser
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.locking.in_backups import opened_files, sealed_files
from rituals.adapters.locking.key_file import LogKey
from rituals.adapters.pairing.joined import Joining, id_as_joined, joinings, log_as_joined
from rituals.core.events.erasure import MARKS, Document, Erasure
from rituals.errors import RitualsError
from rituals.files import is_folder, is_there, surely_folder
from rituals.ports import ERASING_MARK


def mark_erasing(data: Path, disk: Disk | None = None) -> None:
    """Mark on the disk that backups are to be rewritten, if there are any; the maker of one that is unfinished starts
    over."""
    folder = data / FOLDER
    if surely_folder(folder):
        JournalFile(data / ERASING_MARK, disk or Disk()).replace([])
        _drop_unfinished(folder)


def clean_backups(data: Path, disk: Disk) -> None:
    """Rewrite every backup in a folder without what its logs' records erase, and with what is private sealed where that
    is locked by now; only if that is marked. `StorageError` if the disk refuses."""
    if not is_there(data / ERASING_MARK):
        return
    with _backups_held(data):
        earlier = joinings(data)
        erasures = {log.relative_to(data).as_posix(): _erasure_of(log) for log in log_folders(data)}
        _rewrite(data, disk, lambda files: sealed_files(data, _left(files, erasures, earlier)))
        (data / ERASING_MARK).unlink(missing_ok=True)


def open_in_backups(data: Path, log: str, key: LogKey, disk: Disk) -> None:
    """Rewrite every backup in a folder with a private log, by its path in the data, as it was before it was locked with
    this key. `StorageError` if the disk refuses."""
    if is_folder(data / FOLDER):
        with _backups_held(data):
            _rewrite(data, disk, lambda files: opened_files(files, log, key))


@contextmanager
def _backups_held(data: Path) -> Iterator[None]:
    lock = data / FOLDER / LOCK
    with saving(lock), FileLock(lock):
        yield


def _rewrite(data: Path, disk: Disk, change: Callable[[archive.Files], archive.Files]) -> None:
    """Rewrite what backups hold. One that can't be read is removed, because it may hold words that must go."""
    folder = data / FOLDER
    _drop_unfinished(folder)
    for draft in folder.glob("*.rewrite"):
        draft.unlink(missing_ok=True)
    for path in sorted(folder.glob(BACKUPS)):
        try:
            backup = archive.read_archive(path)
        except RitualsError:
            path.unlink(missing_ok=True)
            continue
        files = change(backup.files)
        if files != backup.files:
            JournalFile(path, disk).replace([archive.packed(files, backup.manifest.made_at)])


def _left(files: archive.Files, erasures: Mapping[str, Erasure], earlier: Sequence[Joining]) -> archive.Files:
    return {name: _left_of(name, content, erasures, earlier) for name, content in files.items()}


def _left_of(name: str, content: bytes, erasures: Mapping[str, Erasure], earlier: Sequence[Joining]) -> bytes:
    """What is left of a file of a backup, of which the logs now erase this; in one from before a joining the same
    records have other ids."""
    log = log_as_joined(earlier, name.rpartition("/")[0].removeprefix("data/"))
    erasure = erasures.get(log)
    if erasure is None or not name.endswith(".jsonl"):
        return content
    if earlier and (erasure.wordless or erasure.records):
        erasure = with_former_ids(erasure, earlier, map(from_raw, _documents(content.splitlines())))
    return Eraser(erasure).journal(content)


def with_former_ids(erasure: Erasure, earlier: Sequence[Joining], documents: Iterable[Document]) -> Erasure:
    """What is erased, by the ids too that records have in documents from before a joining."""
    ids = [former for document in documents if isinstance(former := document.get("id"), str)]
    today = {former: id_as_joined(earlier, former) for former in ids}
    return replace(
        erasure,
        records=erasure.records | {former for former in ids if today[former] in erasure.records},
        wordless=erasure.wordless | {former for former in ids if today[former] in erasure.wordless},
    )


def _drop_unfinished(folder: Path) -> None:
    for draft in folder.glob(DRAFTS):
        draft.unlink(missing_ok=True)


def _erasure_of(log: Path) -> Erasure:
    """What the records in a log's journals erase; only lines that may hold such a record are decoded."""
    contents = chain.from_iterable(path.read_bytes().splitlines() for path in journals(log))
    erasing = (line for line in contents if any(mark in line for mark in MARKS))
    return Erasure.in_documents(map(from_raw, _documents(erasing)))


def _documents(content: Iterable[bytes]) -> Iterator[Raw]:
    commits = chain.from_iterable(lines.read_line(line) or () for line in content)
    return chain.from_iterable(rows.values() for _, rows in commits)
