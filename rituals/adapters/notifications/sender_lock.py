"""Leader lock: at most one process sends nudges, and the file beside it names the holder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rituals.adapters.journal.lock import FileLock
from rituals.files import content_of, is_there, open_file

SOMEONE = "another copy of rituals"
_LOCK, _HOLDER, _BACKGROUND = "nudge.lock", "nudge.holder", "nudge.background.lock"


class FileSenderLock:
    """The lock of the process that sends nudges; `who` is the name of this process for others ("the app")."""

    def __init__(self, folder: Path, who: str) -> None:
        self._lock = FileLock(folder / _LOCK)
        self._name = folder / _HOLDER
        self._who = who
        self._acquired: os.stat_result | None = None

    @property
    def is_held(self) -> bool:
        """Whether this process holds it."""
        return self._lock.held

    def try_acquire(self) -> bool:
        """Take it unless another process has it; `OSError` if the folder does not allow a lock."""
        if self.is_held and self._is_still_there():
            return True
        self.release()
        if not self._lock.try_acquire():
            return False
        try:
            self._acquired = os.fstat(self._lock.handle)
            if not self._is_still_there():  # removed just then, as nobody held it
                self.release()
                return False
            with os.fdopen(open_file(self._name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "w", encoding="utf-8") as file:
                file.write(self._who)
        except OSError:
            self.release()
            raise
        return True

    def release(self) -> None:
        """Release it for other processes."""
        if self.is_held:
            self._lock.release()

    def holder(self) -> str | None:
        """The name of the process that sends the nudges, None if none does, found by trying the lock; `OSError` if that
        fails."""
        if self.is_held:
            return self._who
        try:
            name = content_of(self._name).decode().strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError):
            name = ""
        if self._lock.try_acquire():
            self._lock.release()
            return None
        return name or SOMEONE

    def _is_still_there(self) -> bool:
        """Whether the lock file still has its name: if the folder was removed or replaced, others lock another file."""
        try:
            status = self._lock.path.stat()
        except FileNotFoundError:
            return False
        return self._acquired is not None and os.path.samestat(status, self._acquired)


class BackgroundPlace(FileLock):
    """The lock of the one process that runs in the background, held as long as it runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / _BACKGROUND)

    def leave(self) -> None:
        """Release it, with no file of it left behind, nor of the sender's where nobody is one."""
        self.release()
        remove_free_locks(self.path.parent)


def remove_free_locks(folder: Path) -> None:
    """Remove the files of both locks, as far as nobody holds them; a sender that takes its own just then sees that it
    has gone."""
    for lock, files in ((FileLock(folder / _LOCK), (_LOCK, _HOLDER)), (BackgroundPlace(folder), (_BACKGROUND,))):
        with suppress(OSError):
            if not is_there(lock.path) or not lock.try_acquire():
                continue
            if os.name == "nt":
                lock.release()  # Windows removes no open file
            for name in files:
                (folder / name).unlink(missing_ok=True)
            if lock.held:
                lock.release()
