"""TinyDB's storage on a journal: one line per commit, incremental reads, documents decoded when they are accessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

from msgspec.structs import replace
from tinydb.storages import Storage

from rituals.adapters.journal import lines
from rituals.adapters.journal.contents import Contents, Documents, divided
from rituals.adapters.journal.disk import Disk, loading, make_folder, saving
from rituals.adapters.journal.document_json import from_raw
from rituals.adapters.journal.file import START, CutMayNotLastError, JournalFile, NotCutBackError, Reading, Signature
from rituals.adapters.journal.lines import MIGRATIONS, Migration, Rows
from rituals.adapters.journal.lock import FileLock
from rituals.errors import StorageError
from rituals.files import is_there


class JournalStorage(Storage):
    """Keeps TinyDB's tables in one journal that several processes may use at once.

    With `writable=False` the file is another device's: it is read but never written. Journals that are locked together
    share `lock`; by default each has its own.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        writable: bool = True,
        lock: FileLock | None = None,
        disk: Disk | None = None,
        migrations: Mapping[int, Migration] = MIGRATIONS,
    ) -> None:
        super().__init__()
        self.contents = Contents()
        self.skipped = 0
        """Of how many bytes at the beginning of the file the tables lack the documents."""
        self._file = JournalFile(Path(path), disk or Disk())
        self._lock = lock or FileLock(self._file.beside("lock"))
        self._writable = writable
        self._migrations = migrations
        self._place = START
        self._signature: Signature | None = None
        self._ended = True
        self._torn = b""
        self._damaged: list[bytes] = []
        self._older_format: int | None = None
        self._tail_unknown = False
        self._wants_new_file = False
        self._beside = ""

    @property
    def path(self) -> Path:
        """The journal's file, links followed."""
        return self._file.path

    @property
    def damaged(self) -> int:
        """How many damaged lines of the file, as last read, were skipped."""
        return len(self._damaged)

    def damage_words(self) -> str:
        """How many lines were skipped, and where a copy of them is."""
        many = "1 line" if self.damaged == 1 else f"{self.damaged} lines"
        kept = self._file.damaged_path
        copy = f" A copy is kept in {kept.name}." if is_there(kept) else ""
        return f"{many} of {self.path.name} could not be read; the rest is in order.{copy}"

    @property
    def version(self) -> tuple[int, int]:
        """A version that changes whenever the file is found changed."""
        return self.contents.reading, self._place.offset

    def is_no_table(self, name: str) -> bool:
        """Whether something else was written under a table's name, or instead of all tables."""
        beside = self._besides()
        return name not in self.contents.tables and (not isinstance(beside, Mapping) or name in beside)

    def read(self) -> dict[str, dict[str, Any]]:
        """The tables on the disk, and what else was written there."""
        self.read_whole()
        tables = {name: Documents(rows) for name, rows in self.contents.tables.items()}
        beside = self._besides()
        stored = {**beside, **tables} if isinstance(beside, dict) else tables or beside
        # TinyDB's annotation is `dict`, but a mapping has all it uses.
        return cast("dict[str, dict[str, Any]]", stored)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the tables, in a new file, if anything differs; what is no table is stored as well, as by TinyDB."""
        with self.exclusive():
            self.read_whole()
            previous = set(self.contents.tables)
            tables, beside = divided(data)
            if (tables, beside) != (self.contents.tables, self._beside):
                self._rewrite(tables, beside)
            for gone in previous - tables.keys():
                self.contents.restart_ids(gone)

    def append(self, table: str, rows: Rows) -> None:
        """Write new documents as one commit; only while `exclusive` is held."""
        data = lines.commit_line(table, rows)
        if not self._place.offset:
            data = lines.header_line(format=lines.format_in(self.path.parent)) + data
        elif not self._ended:
            data = b"\n" + data
        with saving(self.path):
            self._file.put_aside([self._torn])
            self._signature = self._append_or_forget(data)
        self._place, self._ended, self._torn = self._place.after(data), True, b""
        self.contents.add(table, rows)

    def pack(self, at_least: int = 0) -> None:
        """Rewrite the file a thousand documents to a line, for fast loading, unless it has fewer lines than these."""
        with self.exclusive():
            if self._file.read_on(START).content.count(b"\n") < at_least:
                return
            self.read_whole()
            self._rewrite(self.contents.tables, self._beside)

    def purge(self) -> None:
        """Remove damaged lines and every copy for good, because they may hold text that is being erased."""
        with self.exclusive(), saving(self.path):
            self._file.drop_copies()
            self.read_whole()
            if self._damaged or self._torn:
                self._damaged, self._torn = [], b""
                self._rewrite(self.contents.tables, self._beside)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the journal's lock for writing, after reading what others wrote; it is reentrant."""
        if not self._writable:
            raise StorageError(f"{self.path.name} belongs to another device and is only read here.")
        with saving(self.path):
            self._acquire()
        try:
            self._make_ready()
            yield
        finally:
            self._lock.release()

    def skip(
        self, size: int, checksum: int, table: str, highest_id: int, places: Iterable[tuple[int, int]]
    ) -> list[bytes] | None:
        """Leave the first `size` bytes of the file, whole lines, out of the tables until `read_whole`, and return what
        is at these (offset, length) pairs, in order; None if the CRC-32 is not `checksum`."""
        with loading(self.path):
            beginning = self._file.check(size, places)
        if beginning is None or beginning.checksum != checksum:
            return None
        self._forget()
        self.contents.skip(table, highest_id)
        self._place, self.skipped = beginning.place, size
        self._signature = beginning.signature if beginning.signature.size == size else None
        return beginning.documents

    def reader(self) -> Callable[[Sequence[tuple[int, int]]], Sequence[bytes]]:
        """Reads the bytes at (offset, length) pairs as long as the file begins as it does now; none at any after."""
        return partial(self._file.read_since, self._place)

    def skipped_lines(self) -> Iterator[bytes]:
        """The lines of the documents that were skipped, the last first, read as they are taken."""
        return self._file.lines_before(self.skipped, self._place.head)

    def read_whole(self) -> None:
        """Read what was added since the last read, and what was skipped."""
        if self.skipped:
            start_over = self._read_known if self._tail_unknown else self._forget
            start_over()
        self.refresh()

    def refresh(self) -> None:
        """Read what was added since the last read; one `stat` call if nothing was."""
        with loading(self.path):
            if self._tail_unknown or self._file.signature() == self._signature:
                return
            # Another process appends whole lines and replaces whole files, so that reading need not wait for it.
            with self._lock.if_free():
                self._read_on()

    def _besides(self) -> object:
        """What was written that is no table, a new one each time."""
        return from_raw(self._beside.encode()) if self._beside else {}

    def _acquire(self) -> None:
        """Acquire the lock, creating its folder if it is missing."""
        try:
            self._lock.acquire()
        except FileNotFoundError:
            make_folder(self._lock.path.parent)
            self._lock.acquire()

    def _make_ready(self) -> None:
        """Catch up before writing; `StorageError` if writing could damage the file."""
        if self._tail_unknown:
            raise StorageError(
                f"The disk failed while writing {self.path.name}. Check the disk, then start again to go on writing."
            )
        self.refresh()
        if self._older_format is not None:
            with saving(self.path):
                self._forget()
                self._convert(self._file.read_on(START), self._older_format)
            self.refresh()
        if self._wants_new_file:
            self.read_whole()
            self._rewrite(self.contents.tables, self._beside)
            self._wants_new_file = False
            self.refresh()

    def _read_on(self) -> None:
        """Read the file from the known position on, or completely if that is no longer valid."""
        reading = self._file.read_on(self._place)
        if reading.place == START:
            reading = self._begin(reading)
        scan = lines.scan(reading.content)
        for table, rows in scan.commits:
            self.contents.add(table, rows)
        self._damaged += scan.damaged
        if scan.damaged and self._may_write:
            with suppress(OSError):
                self._file.put_aside(scan.damaged)
        self._torn = reading.content[scan.length :]
        self._ended = scan.ended
        # A file of an older format that could not be converted on disk is read completely at each change.
        is_current = self._older_format is None
        self._place = reading.place.after(reading.content[: scan.length]) if is_current else START
        self._signature = reading.signature

    def _read_known(self) -> None:
        """Read what was skipped, up to the position after which the content of the file is unknown."""
        with loading(self.path):
            content = self._file.read_on(START).content[: self._place.offset]
        self._forget()
        for table, rows in lines.scan(content).commits:
            self.contents.add(table, rows)

    def _begin(self, reading: Reading) -> Reading:
        """Start over with the whole file: refuse a newer format, convert an older one, on the disk if possible."""
        header = lines.read_header(reading.content)
        lines.refuse_newer(header, self.path.name)
        self._forget()
        if header is None or lines.is_readable(header):
            self._older_format = None
            self._beside = lines.beside_tables(header)
            return reading
        self._older_format = header.format
        if self._may_write:
            with suppress(OSError):
                return self._convert(reading, header.format)
        return replace(reading, content=lines.migrate(reading.content, header.format, self._migrations))

    def _convert(self, reading: Reading, since: int) -> Reading:
        """Rewrite a file of an older format in the present one, with a backup of the old one beside it."""
        content = lines.migrate(reading.content, since, self._migrations)
        self._file.back_up(reading.content, f"format-{since}")
        self._file.replace([content])
        self._older_format = None
        return self._file.read_on(START)

    @property
    def _may_write(self) -> bool:
        return self._writable and self._lock.held

    def _append_or_forget(self, data: bytes) -> Signature:
        """Append; after a failure, read everything again before the next use, and never write again if the end of the
        file is unknown."""
        try:
            return self._file.append(data, at=self._place.offset)
        except NotCutBackError:
            self._tail_unknown = True
            raise
        except OSError as failure:
            # After a failed sync the content of the disk is unknown, and a later sync may succeed without it.
            self._wants_new_file = isinstance(failure, CutMayNotLastError)
            self._forget()
            raise

    def _rewrite(self, tables: Mapping[str, Rows], beside: str) -> None:
        """Replace the file, after copying its damaged lines beside it; the next read starts over."""
        with saving(self.path):
            self._file.put_aside([*self._damaged, self._torn])
            try:
                self._file.replace(lines.packed_lines(tables, beside, lines.format_in(self.path.parent)))
            finally:
                self._forget()

    def _forget(self) -> None:
        """Drop everything that was read, so that the next read starts over."""
        if self.contents.tables or self._place.offset:
            self.contents.forget()
        self._damaged, self._torn, self._beside = [], b"", ""
        self._place, self._signature, self._ended, self.skipped = START, None, True, 0
