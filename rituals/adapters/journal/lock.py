"""A file lock that is released when its process ends, so that app, commands and background process can share a
folder."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from rituals.files import open_file

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, wait: bool) -> bool:
        """Lock the first byte; `LK_LOCK` gives up after ten seconds, so waiting asks again."""
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as refusal:
                if refusal.errno not in (errno.EACCES, errno.EDEADLK):
                    raise
                if not wait:
                    return False
                continue
            return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int, *, wait: bool) -> bool:
        """Lock the open file; it ends with the last process that has it open."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class FileLock:
    """A lock held by one process and thread at a time; it is reentrant.

    The file stays behind on purpose: if it were removed, two processes could lock two different files of one name.
    Child processes do not inherit the lock (PEP 446).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.RLock()
        self._depth = 0
        self._handle = -1

    @property
    def held(self) -> bool:
        """Whether this instance holds the lock."""
        return self._depth > 0

    @property
    def handle(self) -> int:
        """The open file: a process that inherits it holds the lock too, POSIX only."""
        return self._handle

    def acquire(self) -> None:
        """Wait for the lock; `OSError` if its file cannot be opened."""
        self._threads.acquire()
        self._enter(wait=True)

    def try_acquire(self) -> bool:
        """Acquire the lock if nobody else holds it, without waiting; returns whether it did."""
        return self._threads.acquire(blocking=False) and self._enter(wait=False)

    def release(self) -> None:
        """Undo one `acquire`; the last one releases the lock."""
        if self._depth == 1:
            _unlock(self._handle)
            os.close(self._handle)
        self._depth -= 1
        self._threads.release()

    @contextmanager
    def if_possible(self) -> Iterator[None]:
        """Hold the lock, or go on without it if its file can't be opened: a read-only folder can still be read."""
        try:
            self.acquire()
        except OSError:
            is_locked = False
        else:
            is_locked = True
        try:
            yield
        finally:
            if is_locked:
                self.release()

    def __enter__(self) -> FileLock:
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    def _enter(self, *, wait: bool) -> bool:
        """Acquire the lock between processes, with that between threads held; release the latter on failure."""
        try:
            is_locked = self._depth > 0 or self._open_and_lock(wait=wait)
        except BaseException:
            self._threads.release()
            raise
        if is_locked:
            self._depth += 1
        else:
            self._threads.release()
        return is_locked

    def _open_and_lock(self, *, wait: bool) -> bool:
        handle = open_file(self.path, os.O_RDWR | os.O_CREAT)
        is_locked = False
        try:
            is_locked = _lock(handle, wait=wait)
        finally:
            if not is_locked:
                os.close(handle)
        self._handle = handle
        return is_locked
