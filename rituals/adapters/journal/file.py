"""One journal on the disk: how it is read on, added to and replaced so that nothing acknowledged is ever lost."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rituals.adapters.journal.disk import Disk, write_all

MARK = 64


class Signature(NamedTuple):
    """What tells, without opening it, that a file is still the one that was read."""

    inode: int
    size: int
    modified: int


class ReadPosition(NamedTuple):
    """How far a file was read, with a few bytes from its start and before that point to know it again by.

    The header names each rewrite anew, so the head tells a rewritten file even where an inode number came back.
    """

    offset: int = 0
    head: bytes = b""
    mark: bytes = b""

    def after(self, content: bytes) -> ReadPosition:
        """The place behind `content`, which begins here."""
        return ReadPosition(
            offset=self.offset + len(content),
            head=(self.head + content[:MARK])[:MARK],
            mark=(self.mark + content[-MARK:])[-MARK:],
        )


START = ReadPosition()


class Reading(NamedTuple):
    """Bytes of the file from `place` on, and the signature it had."""

    content: bytes
    place: ReadPosition
    signature: Signature | None


class NotCutBackError(OSError):
    """A line failed and could not be removed either: nobody can say what the file ends with."""


class CutMayNotLastError(OSError):
    """A line failed and was removed, but not for sure from the disk itself: after a crash it could be there again."""


class JournalFile:
    """Opens the file for each step and closes it again: Windows cannot replace a file that is open."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = Path(os.path.realpath(path))
        self._disk = disk

    @property
    def damaged_path(self) -> Path:
        """Where damaged lines are put aside."""
        return self.beside("damaged")

    def signature(self) -> Signature | None:
        """The file's signature now; None while there is no file."""
        try:
            return _signature(self.path.stat())
        except (FileNotFoundError, NotADirectoryError):
            return None

    def read_on(self, place: ReadPosition) -> Reading:
        """What was added behind `place`, or everything from the start if the file is not the one that was read."""
        try:
            handle = self._disk.open(self.path, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            return Reading(b"", START, None)
        try:
            signature = _signature(os.fstat(handle))
            if not self._is_continued(handle, place, signature.size):
                place = START
            content = self._disk.read(handle, signature.size - place.offset, place.offset)
        finally:
            os.close(handle)
        return Reading(content, place, signature)

    def read_at(self, places: Iterable[tuple[int, int]]) -> list[bytes]:
        """The bytes at these places, each so many from there on."""
        handle = self._disk.open(self.path, os.O_RDONLY)
        try:
            return [self._disk.read(handle, size, at) for at, size in places]
        finally:
            os.close(handle)

    def append(self, data: bytes, at: int) -> Signature:
        """Cut what lies beyond `at`, put `data` there and sync; on failure cut it back and raise `OSError`.

        Raises `NotCutBackError` if that failed as well, and `CutMayNotLastError` if it could not be synced.
        """
        handle = self._disk.open(self.path, os.O_RDWR | os.O_CREAT)
        try:
            if os.fstat(handle).st_size > at:
                self._disk.truncate(handle, at)
            try:
                os.lseek(handle, at, os.SEEK_SET)
                write_all(self._disk, handle, data)
                self._disk.sync(handle)
                if at == 0:
                    self._disk.sync_folder(self.path.parent)
            except OSError as failure:
                self._cut_back(handle, at, len(data), failure)
                raise
            return _signature(os.fstat(handle))
        finally:
            os.close(handle)

    def replace(self, lines: Iterable[bytes]) -> None:
        """Put a new file in the place of this one: whoever looks finds the old or the new, whole."""
        self._write_beside(self.beside("rewrite"), lines)
        try:
            self._disk.replace(self.beside("rewrite"), self.path)
        except OSError:
            with suppress(OSError):
                self.beside("rewrite").unlink(missing_ok=True)
            raise
        self._disk.sync_folder(self.path.parent)

    def back_up(self, content: bytes, label: str) -> None:
        """Keep a copy of the file beside it before its format is changed."""
        self._write_beside(self.beside("rewrite"), [content])
        self._disk.replace(self.beside("rewrite"), self.beside(f"{label}.backup"))

    def put_aside(self, lines: Iterable[bytes]) -> None:
        """Copy damaged lines beside the file, each of them once."""
        handle = self._disk.open(self.damaged_path, os.O_RDWR | os.O_CREAT)
        try:
            size = os.fstat(handle).st_size
            existing = set(self._disk.read(handle, size, 0).split(b"\n"))
            new = [line for line in dict.fromkeys(lines) if line not in existing]
            if new:
                gap = [b""] if b"" not in existing else []
                write_all(self._disk, handle, b"\n".join([*gap, *new, b""]))
                self._disk.sync(handle)
        finally:
            os.close(handle)

    def drop_copies(self) -> None:
        """Remove everything beside the file that may hold words from it."""
        backups = self.path.parent.glob(f"{self.path.name}.*.backup")
        for copy in (self.damaged_path, self.beside("rewrite"), *backups):
            copy.unlink(missing_ok=True)

    def _is_continued(self, handle: int, place: ReadPosition, size: int) -> bool:
        return (
            size > place.offset > 0
            and self._disk.read(handle, len(place.head), 0) == place.head
            and self._disk.read(handle, len(place.mark), place.offset - len(place.mark)) == place.mark
        )

    def _cut_back(self, handle: int, at: int, length: int, failure: OSError) -> None:
        """Remove a line that failed and make that last, or it could surface after a crash."""
        try:
            self._remove_end(handle, at, length)
        except OSError as second:
            raise NotCutBackError(failure.errno, failure.strerror) from second
        try:
            self._disk.sync(handle)
        except OSError as second:
            raise CutMayNotLastError(failure.errno, failure.strerror) from second

    def _remove_end(self, handle: int, at: int, length: int) -> None:
        """Cut the file at a place, or where it may not be cut fill the rest with blank lines, which mean nothing."""
        try:
            self._disk.truncate(handle, at)
        except OSError:
            os.lseek(handle, at, os.SEEK_SET)
            write_all(self._disk, handle, b"\n" * length)

    def _write_beside(self, path: Path, lines: Iterable[bytes]) -> None:
        """Write a whole file and sync it, and leave none behind on failure."""
        path.unlink(missing_ok=True)
        handle = self._disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            for line in lines:
                write_all(self._disk, handle, line)
            self._disk.sync(handle)
        except OSError:
            os.close(handle)
            path.unlink(missing_ok=True)
            raise
        os.close(handle)

    def beside(self, label: str) -> Path:
        """The path of a companion of this file."""
        return self.path.with_name(f"{self.path.name}.{label}")


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_ino, status.st_size, status.st_mtime_ns)
