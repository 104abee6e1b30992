"""The folders in which editors have words open: one a run, beside the drafts, so that a killed run loses no word."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from rituals.adapters.journal.disk import OWNER_ONLY_FOLDER, Disk, loading, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.text import words_in
from rituals.files import OWNER_ONLY, content_of, is_there

_FOLDER = "editor"
WORDS, _NOTE, _LOCK = "note.txt", "note.json", ".lock"
_SURELY_OVER = 3600
"""Seconds after which a folder without a note is no longer being made, or removed."""
_SAVED_WHEN_STOPPED = f"{WORDS}.save*"  # nano's; vim and Emacs offer theirs by themselves


class DiskEditorFolder:
    """One such folder; it is held as long as this process or its editor lives, or until it is released."""

    def __init__(self, folder: Path, lock: FileLock, note: UnfinishedNote | None) -> None:
        self.note = note
        self.folder = folder
        self.path = folder / WORDS
        self._lock = lock

    @property
    def lock_handle(self) -> int:
        return self._lock.handle

    def written_at(self) -> datetime:
        times = [_changed_at(path) for path in (*self._copies(), self.path)]
        return datetime.fromtimestamp(max(times, default=0), UTC)

    def content(self) -> bytes:
        with loading(self.path), suppress(FileNotFoundError):
            return content_of(self.path)
        return b""

    def holds_words(self) -> bool:
        text = words_in(self.content(), "replace")
        return any(self._copies()) or text not in {"", self.note.began.text.strip() if self.note else ""}

    def recover(self) -> None:
        saved = max(self.folder.glob(_SAVED_WHEN_STOPPED), key=_changed_at, default=None)
        if saved is not None and _changed_at(saved) >= _changed_at(self.path):
            with saving(self.path):
                saved.replace(self.path)

    def release(self) -> None:
        if self._lock.held:
            self._lock.release()

    def remove(self) -> None:
        import shutil  # it imports the archive formats too

        for path in self.folder.iterdir():  # the words before the lock: whoever gets that in between finds none
            if path.name != _LOCK:
                with suppress(OSError):
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        self.release()  # Windows removes no open file
        shutil.rmtree(self.folder, ignore_errors=True)

    def _copies(self) -> Iterator[Path]:
        """What editors keep beside the file, which may hold later words than the file does."""
        return (path for path in self.folder.iterdir() if path.name not in {WORDS, _NOTE, _LOCK})


class DiskEditorFolders:
    """All of them, in a folder of the drafts."""

    def __init__(self, drafts: Path) -> None:
        self._folder = drafts / _FOLDER

    def begin(self, note: UnfinishedNote, text: str) -> DiskEditorFolder:
        folder = self._folder / os.urandom(8).hex()
        with saving(folder / WORDS):
            make_folder(self._folder)
            folder.mkdir(mode=OWNER_ONLY_FOLDER)
            lock = FileLock(folder / _LOCK)
            lock.acquire()
            begun = DiskEditorFolder(folder, lock, note)
            try:
                _write(folder / _NOTE, msgspec.json.encode(note))
                _write(begun.path, f"{text}\n".encode() if text else b"")
            except BaseException:
                begun.remove()
                raise
        return begun

    def stopped(self) -> Iterator[DiskEditorFolder]:
        folders: list[Path] = []
        with suppress(OSError):  # there are none yet, or another login's
            folders = list(self._folder.iterdir())
        for folder in sorted(folders, key=_changed_at, reverse=True):
            lock = FileLock(folder / _LOCK)
            changed_at = _changed_at(folder)
            try:
                is_whole = is_there(folder / _NOTE) or time.time() - changed_at > _SURELY_OVER
                is_held = is_whole and lock.try_acquire()
                if is_held:
                    os.utime(folder, (changed_at, changed_at))  # a lock file that was not there yet makes it no younger
            except OSError:
                continue  # it was removed meanwhile, or is none of ours
            if is_held:
                yield DiskEditorFolder(folder, lock, _read_note(folder / _NOTE))


def change_notes(drafts: Path, change: Callable[[UnfinishedNote], UnfinishedNote], disk: Disk) -> None:
    """Change what is known of words in editors, beside them."""
    for path in (drafts / _FOLDER).glob(f"*/{_NOTE}"):
        note = _read_note(path)
        if note is not None and (changed := change(note)) != note:
            JournalFile(path, disk).replace([msgspec.json.encode(changed)])


def _write(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read, and wait until it is on the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read_note(path: Path) -> UnfinishedNote | None:
    """What is known of the words; None where that can't be read, and nobody is offered them."""
    try:
        return msgspec.json.decode(content_of(path), type=UnfinishedNote)
    except (OSError, ValueError, RecursionError):
        return None


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0
