"""Locks a private log, changes what opens it, and takes the lock off again: completely, or it has not begun.

The key file is written in one step; from then on the log is locked. Whoever opens the data next seals what is still
plain, to the log's public key, for which nobody has to type anything. To take the lock off, the journals are opened
for good first, and then the key file goes: until it is gone, the log is locked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from rituals.adapters.backup.erasing import clean_backups, mark_erasing, open_in_backups
from rituals.adapters.backup.leftovers import drop_leftovers
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.device import devices_in
from rituals.adapters.journal.disk import Disk, journals, listed, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lines import KEY
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.locking.in_backups import documents_in
from rituals.adapters.locking.key_file import KeyFile, LogKey, key_file
from rituals.adapters.locking.opening import LogOpener, refuse_without_key
from rituals.adapters.locking.passphrase import checked_passphrase
from rituals.adapters.locking.rewriting import has_sealed_journals, is_plain, rewrite_log, sealing
from rituals.errors import RuleError, StorageError, UsageError
from rituals.files import content_of, is_folder, is_there

MARK = "locking"
"""In the data folder: there while key files change, and journals are sealed or opened for good."""


COPIES = ("*.damaged", "*.backup", "*.rewrite")
"""What may lie beside the journals of a log, and holds what was in one."""


class NewLock(NamedTuple):
    """A lock that is not set yet: its key file, what opens it, and the twelve words that do so as well."""

    file: KeyFile
    key: LogKey
    words: str


def new_lock(passphrase: str) -> NewLock:
    """A lock that this passphrase opens, as was tried with what will be written; it takes some seconds."""
    file, words = KeyFile.new(checked_passphrase(passphrase))
    by_passphrase, by_words = file.key(passphrase), file.key(words)
    if by_passphrase is None or by_passphrase != by_words:
        raise StorageError("The lock could not be opened with what you typed, so nothing was changed. Try again.")
    return NewLock(file, by_passphrase, words)


def set_lock(data: Path, folder: Path, lock: NewLock, disk: Disk | None = None) -> None:
    """Lock a log, and take what is plain in it out of every copy; `RuleError` if it is locked already."""
    disk = disk or Disk()
    refuse_without_key(folder)  # or nothing would open what the former lock sealed
    with _rewriting(data, folder, disk) as lock_file:
        if is_there(folder / KEY):
            raise RuleError("These pages are locked already.")
        lock.file.keep(folder, disk)
        with _telling_of_the_rest():
            _seal(folder, lock_file, disk)
    with _telling_of_the_rest():
        _finish(data, disk)


def change_passphrase(data: Path, folder: Path, key: LogKey, passphrase: str, disk: Disk | None = None) -> None:
    """Let another passphrase open a log, here and in the backups; the twelve words stay."""
    disk = disk or Disk()
    after = _file(folder, key).with_passphrase(key, checked_passphrase(passphrase))
    if after.key(passphrase) != key:
        raise StorageError("The lock could not be opened with what you typed, so nothing was changed. Try again.")
    with _rewriting(data, folder, disk):
        _file(folder, key)
        after.keep(folder, disk)
    _finish(data, disk)


def take_off(data: Path, folder: Path, opener: LogOpener, disk: Disk | None = None) -> None:
    """Open a log for good, here and in the backups."""
    disk = disk or Disk()
    with _rewriting(data, folder, disk) as lock:
        _file(folder, opener.key)
        open_in_backups(data, folder.relative_to(data).as_posix(), opener.key, disk)
        rewrite_log(folder, opener.plain, lock, disk)
        (folder / KEY).unlink()
        disk.sync_folder(folder)
        _write_as_unlocked(folder, lock, disk)
    _finish(data, disk)


def finish_locking(data: Path, disk: Disk | None = None) -> None:
    """Seal what a process that was stopped left plain in logs that are locked; `StorageError` if that is not possible
    yet."""
    disk = disk or Disk()
    if is_there(data / MARK):
        refusals = [_refusal(folder, disk) for folder in listed(data / "private") if is_folder(folder)]
        if refusal := next(filter(None, refusals), None):
            raise refusal
        _finish(data, disk)


def _refusal(folder: Path, disk: Disk) -> StorageError | None:
    """Go on with one log; what keeps it from being done, if anything does."""
    try:
        with saving(folder / KEY), FileLock(folder / ".lock") as lock:
            if is_there(folder / KEY):
                _seal(folder, lock, disk)
            elif has_sealed_journals(folder) and _is_opened(folder):
                _write_as_unlocked(folder, lock, disk)
    except StorageError as refusal:
        return refusal
    return None


def _is_opened(folder: Path) -> bool:
    """Whether what is in a log was opened for good, and it is not that its key file is gone."""
    documents = [document for path in journals(folder) for document in documents_in(content_of(path))]
    return not documents or any(map(is_plain, documents))


def _file(folder: Path, key: LogKey) -> KeyFile:
    """The key file, which this key belongs to."""
    file = key_file(folder)
    if file is None or file.log != key.log:
        raise UsageError("The lock was changed meanwhile. Open it anew.")
    return file


def _seal(folder: Path, lock: FileLock, disk: Disk) -> None:
    """Seal what is plain in a log that is locked, and drop the copies of it that lie beside the journals."""
    file = key_file(folder)
    assert file is not None
    for path in journals(folder):
        Journal(path, lock=lock, disk=disk).storage.purge()
    for copy in (copy for kind in COPIES for copy in folder.glob(kind)):  # of journals that are not there any more
        copy.unlink(missing_ok=True)
    rewrite_log(folder, sealing(file), lock, disk, packed=True)
    for path in (folder / f"{device}.jsonl" for device in devices_in(folder.parent.parent)):
        if not is_there(path):  # an older version would begin a plain one
            Journal(path, lock=lock, disk=disk).storage.pack()


def _write_as_unlocked(folder: Path, lock: FileLock, disk: Disk) -> None:
    """Write journals of which nothing is sealed any more in the format that every version reads."""
    rewrite_log(folder, lambda document: document, lock, disk, packed=True)


@contextmanager
def _telling_of_the_rest() -> Iterator[None]:
    """Say of a refusal that the log is locked all the same, and what is left to do."""
    try:
        yield
    except StorageError as refusal:
        raise StorageError(
            "These pages are locked now, and open with what you typed. What was written before is not sealed "
            f"everywhere yet, as something is in the way; the next start of rituals goes on with it. {refusal}"
        ) from None


@contextmanager
def _rewriting(data: Path, folder: Path, disk: Disk) -> Iterator[FileLock]:
    """Hold a log's lock, with the mark that somebody rewrites it set."""
    with saving(folder / KEY):
        make_folder(folder)
        with FileLock(folder / ".lock") as lock:
            for path in journals(folder):  # what can't be read can't be rewritten either
                Journal(path, lock=lock, disk=disk).storage.read_whole()
            JournalFile(data / MARK, disk).replace([])
            yield lock


def _finish(data: Path, disk: Disk) -> None:
    """Drop the copies in other folders of what was sealed; what can't be dropped now is by whoever comes next."""
    with saving(data / MARK):
        mark_erasing(data, disk)  # only now: whoever cleans backups earlier finds nothing to seal, and drops the mark
        drop_leftovers(data)
        with suppress(StorageError):  # the mark of what is to be taken out of backups stays
            clean_backups(data, disk)
        (data / MARK).unlink(missing_ok=True)
