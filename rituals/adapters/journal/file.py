"""One journal file: read on, appended to and replaced in such a way that nothing acknowledged is ever lost."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from msgspec import Struct

from rituals.adapters.journal.disk import Disk, loading, write_all

MARK = 64
BYTES_AT_ONCE = 1 << 18
"""How much is checked in one go: it fits into the processor's cache, and more is no faster."""
_APART = 1 << 12
"""So many bytes between two documents cost less to read along than a further call."""


class Signature(Struct, frozen=True):
    """Tells, without opening the file, whether it is still the one that was read."""

    inode: int
    size: int
    modified: int


class ReadPosition(Struct, frozen=True):
    """How far a file was read, with some bytes from its start and from before that point, to recognise it.

    Every rewrite has a new random name in its header, so the head tells a rewritten file even if it has the same inode
    number.
    """

    offset: int = 0
    head: bytes = b""
    mark: bytes = b""

    def after(self, content: bytes) -> ReadPosition:
        """The position after `content`, which begins at this one."""
        return ReadPosition(
            offset=self.offset + len(content),
            head=(self.head + content[:MARK])[:MARK],
            mark=(self.mark + content[-MARK:])[-MARK:],
        )


START = ReadPosition()


class Reading(Struct, frozen=True):
    """The bytes of a file from `place` on, and its signature then."""

    content: bytes
    place: ReadPosition
    signature: Signature | None


class Beginning(Struct, frozen=True):
    """The first bytes of a file, checked: their CRC-32, the documents asked for, where they end, and the signature."""

    checksum: int
    documents: list[bytes]
    place: ReadPosition
    signature: Signature


class NotCutBackError(OSError):
    """A line could not be written and not be removed either: the end of the file is unknown."""


class CutMayNotLastError(OSError):
    """A line could not be written and was removed, but that could not be synced: it may be there again after a
    crash."""


class JournalFile:
    """One journal file; it is opened for each operation, because Windows cannot replace a file that is open."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = Path(os.path.realpath(path))
        self._disk = disk

    @property
    def damaged_path(self) -> Path:
        """The file into which damaged lines are copied."""
        return self.beside("damaged")

    def signature(self) -> Signature | None:
        """The file's present signature; None if there is no file."""
        try:
            return _signature(self.path.stat())
        except (FileNotFoundError, NotADirectoryError):
            return None

    def read_on(self, place: ReadPosition) -> Reading:
        """The bytes after `place`, or everything from the start if the file is not the one that was read."""
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

    def check(self, size: int, places: Iterable[tuple[int, int]]) -> Beginning | None:
        """The first `size` bytes without ever holding them all, and what is at these (offset, length) pairs, in order;
        None if the file is shorter."""
        try:
            handle = self._disk.open(self.path, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            signature = _signature(os.fstat(handle))
            if signature.size < size:
                return None
            checksum, documents, waiting = 0, list[bytes](), deque(places)
            for begun in range(0, size, BYTES_AT_ONCE):
                part = self._disk.read(handle, min(BYTES_AT_ONCE, size - begun), begun)
                checksum = crc32(part, checksum)
                while waiting and waiting[0][0] < begun + len(part):
                    at, length = waiting.popleft()
                    is_whole = begun <= at and at + length <= begun + len(part)
                    documents.append(
                        part[at - begun : at - begun + length] if is_whole else self._disk.read(handle, length, at)
                    )
            head = self._disk.read(handle, min(MARK, size), 0)
            mark = self._disk.read(handle, min(MARK, size), max(0, size - MARK))
        finally:
            os.close(handle)
        return Beginning(checksum, documents, ReadPosition(size, head, mark), signature)

    def read_at(self, places: Sequence[tuple[int, int]], beginning: ReadPosition = START) -> list[bytes]:
        """The bytes at these (offset, length) pairs; nothing from a file that has no such beginning."""
        handle = self._disk.open(self.path, os.O_RDONLY)
        try:
            documents = list[bytes]()
            if not self._has_beginning(handle, beginning):
                return documents
            for begun, end, neighbours in _runs(places):
                part = self._disk.read(handle, end - begun, begun)
                documents += [part[at - begun : at - begun + size] for at, size in neighbours]
            return documents
        finally:
            os.close(handle)

    def lines_before(self, end: int, head: bytes) -> Iterator[bytes]:
        """The lines that end before a point between two lines, the last first, read block by block as they are taken;
        none any more once the file does not begin with this `head`."""
        torn = b""
        while end:
            begun = max(0, end - max(BYTES_AT_ONCE, len(torn)))
            with loading(self.path):
                beginning, block = self.read_at([(0, len(head)), (begun, end - begun)])
            if beginning != head:
                return
            torn, *whole = (block + torn).split(b"\n")
            yield from reversed(whole)
            end = begun
        yield torn

    def read_since(self, beginning: ReadPosition, places: Sequence[tuple[int, int]]) -> Sequence[bytes]:
        """The bytes at each of these (offset, length) pairs; none at any of a file that has no such beginning now."""
        parts: Sequence[bytes] = ()
        with suppress(OSError):
            parts = self.read_at(places, beginning)
        return parts or [b""] * len(places)

    def append(self, data: bytes, at: int) -> Signature:
        """Truncate the file to `at`, write `data` there and sync; on failure, remove it again and raise `OSError`.

        `NotCutBackError` if removing fails as well, `CutMayNotLastError` if only syncing the removal does.
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
        """Replace the file atomically: readers see the old content or the new."""
        self._write_beside(self.beside("rewrite"), lines)
        try:
            self._disk.replace(self.beside("rewrite"), self.path)
        except OSError:
            with suppress(OSError):
                self.beside("rewrite").unlink(missing_ok=True)
            raise
        self._disk.sync_folder(self.path.parent)

    def back_up(self, content: bytes, label: str) -> None:
        """Write a copy of the file's content beside it, before its format is migrated."""
        self._write_beside(self.beside("rewrite"), [content])
        self._disk.replace(self.beside("rewrite"), self.beside(f"{label}.backup"))

    def put_aside(self, lines: Sequence[bytes]) -> None:
        """Copy damaged lines into `damaged_path`, if there are any, without duplicates."""
        if not any(lines):
            return
        handle = self._disk.open(self.damaged_path, os.O_RDWR | os.O_CREAT)
        try:
            size = os.fstat(handle).st_size
            existing = set(self._disk.read(handle, size, 0).split(b"\n"))
            new = [line for line in dict.fromkeys(filter(None, lines)) if line not in existing]
            if new:
                gap = [b""] if b"" not in existing else []
                write_all(self._disk, handle, b"\n".join([*gap, *new, b""]))
                self._disk.sync(handle)
        finally:
            os.close(handle)

    def drop_copies(self) -> None:
        """Remove every file beside the journal that may hold text from it."""
        backups = self.path.parent.glob(f"{self.path.name}.*.backup")
        for copy in (self.damaged_path, self.beside("rewrite"), *backups):
            copy.unlink(missing_ok=True)

    def _is_continued(self, handle: int, place: ReadPosition, size: int) -> bool:
        return size > place.offset > 0 and self._has_beginning(handle, place)

    def _has_beginning(self, handle: int, place: ReadPosition) -> bool:
        """Whether a file is the one that was read up to a place; any is that at the start."""
        return place == START or (
            self._disk.read(handle, len(place.head), 0) == place.head
            and self._disk.read(handle, len(place.mark), place.offset - len(place.mark)) == place.mark
        )

    def _cut_back(self, handle: int, at: int, length: int, failure: OSError) -> None:
        """Remove a line that failed, and sync, or it could reappear after a crash."""
        try:
            self._remove_end(handle, at, length)
        except OSError as second:
            raise NotCutBackError(failure.errno, failure.strerror) from second
        try:
            self._disk.sync(handle)
        except OSError as second:
            raise CutMayNotLastError(failure.errno, failure.strerror) from second

    def _remove_end(self, handle: int, at: int, length: int) -> None:
        """Truncate the file at `at`; if that fails, overwrite the rest with blank lines, which readers ignore."""
        try:
            self._disk.truncate(handle, at)
        except OSError:
            os.lseek(handle, at, os.SEEK_SET)
            write_all(self._disk, handle, b"\n" * length)

    def _write_beside(self, path: Path, lines: Iterable[bytes]) -> None:
        """Write a whole file and sync it; on failure, remove it."""
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
        """The path of a companion file, whose name ends with the label."""
        return self.path.with_name(f"{self.path.name}.{label}")


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_ino, status.st_size, status.st_mtime_ns)


def _runs(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Sequence[tuple[int, int]]]]:
    """Neighbouring places that are read in one go: where that begins and ends, and the places in it."""
    first = begun = end = 0
    for index, (at, size) in enumerate(places):
        if not (index and end <= at <= end + _APART and at + size <= begun + BYTES_AT_ONCE):
            if index:
                yield begun, end, places[first:index]
            first, begun = index, at
        end = at + size
    if places:
        yield begun, end, places[first:]
