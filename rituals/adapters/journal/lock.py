"""A file lock that is released when its process ends, so that app, commands and background process can share a
folder."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType

from rituals.errors import BusyError
from rituals.files import open_file
from rituals.waiting import patience

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Lock the first byte, if nobody else has."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as refusal:
            if refusal.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        """Lock the open file, if nobody else has; it ends with the last process that has it open."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def holder_of(path: Path, locks: Path = Path("/proc/locks")) -> str:
    """The process that locked a file, by its number where Linux lists it (proc_locks(5)); not by its command line, in
    which words may stand."""
    pids: list[str] = []
    with suppress(OSError, UnicodeDecodeError, IndexError):
        status = path.stat()
        place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
        rows = [row.split() for row in locks.read_text(encoding="ascii").splitlines()]
        pids = [row[4] for row in rows if row[1] == "FLOCK" and row[5] == place and int(row[4]) > 0]
    return f"another rituals (process {pids[0]})" if pids else "another rituals"


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
        """Wait for the lock as patiently as this thread is; `BusyError` if that was not long enough, `OSError` if its
        file cannot be opened."""
        if not patience().wait_until(self.try_acquire, partial(holder_of, self.path)):
            raise BusyError(
                f"Nothing was done, as {holder_of(self.path)} is busy with your files. "
                "Try again once it is through, or end it."
            )

    def try_acquire(self) -> bool:
        """Acquire the lock if nobody else holds it, without waiting; returns whether it did."""
        return self._threads.acquire(blocking=False) and self._enter()

    def is_free(self) -> bool:
        """Whether nobody else holds it at this moment; `OSError` where that can't be seen."""
        if is_mine := self.try_acquire():
            self.release()
        return is_mine

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
        with self._held_if(self._acquired):
            yield

    @contextmanager
    def if_free(self) -> Iterator[None]:
        """Hold the lock, or go on without it if somebody else does or its file can't be opened."""
        with self._held_if(self.try_acquire):
            yield

    @contextmanager
    def _held_if(self, acquire: Callable[[], bool]) -> Iterator[None]:
        is_locked = False
        with suppress(OSError):
            is_locked = acquire()
        try:
            yield
        finally:
            if is_locked:
                self.release()

    def _acquired(self) -> bool:
        self.acquire()
        return True

    def __enter__(self) -> FileLock:
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    def _enter(self) -> bool:
        """Acquire the lock between processes, with that between threads held; release the latter on failure."""
        try:
            is_locked = self._depth > 0 or self._open_and_lock()
        except BaseException:
            self._threads.release()
            raise
        if is_locked:
            self._depth += 1
        else:
            self._threads.release()
        return is_locked

    def _open_and_lock(self) -> bool:
        handle = open_file(self.path, os.O_RDWR | os.O_CREAT)
        is_locked = False
        try:
            is_locked = _lock(handle)
        finally:
            if not is_locked:
                os.close(handle)
        self._handle = handle
        return is_locked
