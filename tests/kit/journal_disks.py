"""Disks that fail or stop on purpose, and one that counts."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

from rituals.adapters.journal.disk import Disk


class PowerCut(BaseException):
    """The process ends here; nothing may catch it."""


class RefusingDisk(Disk):
    """Fails the calls named in `refusals`, each with its own reason, for as long as it stands there.

    What stands in `once` fails at the next such call and no more: a later sync claims success, as on Linux.
    """

    def __init__(self, **refusals: int) -> None:
        self.refusals = refusals
        self.once: dict[str, int] = {}
        self.taken_before_refusal = 0

    def open(self, path: Path, flags: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            self._maybe_refuse("open")
        return super().open(path, flags)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        if "write" in self.refusals and self.taken_before_refusal:
            taken, self.taken_before_refusal = self.taken_before_refusal, 0
            return super().write(handle, data[:taken])
        self._maybe_refuse("write")
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._maybe_refuse("sync")
        super().sync(handle)

    def truncate(self, handle: int, size: int) -> None:
        self._maybe_refuse("truncate")
        super().truncate(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        self._maybe_refuse("replace")
        super().replace(source, target)

    def relent(self) -> None:
        """Take everything from now on, as a disk with room on it does."""
        self.refusals, self.once, self.taken_before_refusal = {}, {}, 0

    def _maybe_refuse(self, call: str) -> None:
        code = self.once.pop(call, self.refusals.get(call))
        if code is not None:
            raise OSError(code, os.strerror(code))


class GoneAfterSync(RefusingDisk):
    """Once it refused a sync it takes nothing more, as where the system makes a failing disk read-only."""

    def sync(self, handle: int) -> None:
        try:
            super().sync(handle)
        except OSError:
            self.refusals = dict.fromkeys(("open", "write", "sync", "truncate", "replace"), errno.EROFS)
            raise


class DyingDisk(Disk):
    """Ends the process at its n-th change; a write that it dies in is half done. `steps` counts when n is None."""

    def __init__(self, dies_at: int | None = None) -> None:
        self.dies_at = dies_at
        self.steps = 0

    def write(self, handle: int, data: bytes | memoryview) -> int:
        def half() -> None:
            os.write(handle, data[: len(data) // 2])

        self._step(half)
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._step()
        super().sync(handle)

    def truncate(self, handle: int, size: int) -> None:
        self._step()
        super().truncate(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._step()
        super().sync_folder(folder)

    def _step(self, last_breath: Callable[[], None] = lambda: None) -> None:
        self.steps += 1
        if self.steps == self.dies_at:
            last_breath()
            raise PowerCut


class KillingDisk(DyingDisk):
    """Kills its process for real at the n-th change."""

    def _step(self, last_breath: Callable[[], None] = lambda: None) -> None:
        self.steps += 1
        if self.steps == self.dies_at:
            last_breath()
            os.kill(os.getpid(), signal.SIGKILL)


class CountingDisk(Disk):
    """Counts the bytes that are read and written, and writes few at a time if told so."""

    def __init__(self, *, most_at_once: int | None = None) -> None:
        self.bytes_read = 0
        self.bytes_written = 0
        self.most_at_once = most_at_once

    def read(self, handle: int, size: int, offset: int) -> bytes:
        content = super().read(handle, size, offset)
        self.bytes_read += len(content)
        return content

    def write(self, handle: int, data: bytes | memoryview) -> int:
        written = super().write(handle, data[: self.most_at_once])
        self.bytes_written += written
        return written
