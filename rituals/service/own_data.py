"""A couple's data taken out and brought back or in: backups, one person's export, the booklet of the jar, and what
other programs hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rituals.core.model import PersonId
from rituals.errors import RitualsError, UsageError
from rituals.ports import Backup, Backups, EventLog, ImportFormat, Repair, Restored
from rituals.service.couple import CoupleService

if TYPE_CHECKING:
    from rituals.core.exchange.foreign import ForeignFile
    from rituals.core.exchange.imported import Export
    from rituals.core.jar.booklet import Booklet
    from rituals.service.exchange.outgoing import ExportFormat

Format = TypeVar("Format")


class Writing(NamedTuple):
    """How files are written: what writes a whole one and refuses to write over another, and the formats of booklets
    and of exports by the suffix of their files."""

    write: Callable[[Path, str], None]
    booklets: Mapping[str, Callable[[Booklet], str]]
    exports: Mapping[str, ExportFormat]


class ImportReading(NamedTuple):
    """How files to bring in are read: the names of the formats, and what reads a file, with a service that knows the
    couple's day and zone, by the format of an id if that is chosen."""

    formats: Callable[[], Sequence[str]]
    read: Callable[[Path, CoupleService, str], tuple[ImportFormat, Export | ForeignFile]]


class OpenedImport(NamedTuple):
    """A file to bring in that was read: its format's name, what it holds, and a service of its own, to preview it and
    bring it in on any thread, one at a time."""

    service: CoupleService
    form: str
    content: Export | ForeignFile


class ReadableBackup(NamedTuple):
    """A backup that can be brought back: its size in bytes, when it was made (UTC), and how many events it holds."""

    path: Path
    size: int
    made_at: datetime
    events: int


class OwnData:
    """Every call may take a while and raises `RitualsError`; each has a service of its own, so that it can be made on
    any thread while a session is open."""

    def __init__(
        self,
        open_service: Callable[[], CoupleService],
        backups: Backups,
        restore: Callable[[Path, datetime, Collection[object]], Restored],
        writing: Callable[[], Writing],
        reading: ImportReading,
        private_logs: Callable[[], Mapping[PersonId, EventLog]],
        repairs_to_tell: Callable[[], Iterator[Repair]],
    ) -> None:
        self._open_service = open_service
        self._backups = backups
        self._restore = restore
        self._writing = writing
        self._reading = reading
        self.private_logs = private_logs
        """Opens the private logs, each of which is read on first use."""
        self.repairs_to_tell = repairs_to_tell

    @property
    def folder(self) -> Path:
        """The couple's own folder of backups."""
        return self._backups.folder

    @property
    def wants_backup(self) -> bool:
        """Whether the weekly backup could not be made."""
        return self._backups.is_wanting()

    def lost(self, *, has_nothing: bool) -> ReadableBackup | None:
        """The fullest backup, where less than half of what it holds is left; `has_nothing` is whether nothing is."""
        backup = self._backups.lost(has_nothing=has_nothing)
        return _readable(backup) if backup else None

    def erase_from_journals(self) -> None:
        """Take what was erased off this machine's journals; `StillOnDiskError` if the disk refuses."""
        self._opened().finish_erasing()

    def erase_from_backups(self) -> None:
        """Take what was erased out of the backups; `StillOnDiskError` if the disk refuses."""
        self._backups.finish_erasing()

    def back_up(self) -> Path:
        """Make a backup in the couple's own folder, and return its path."""
        return self._backups.make(self._open_service().now())

    def back_up_sealed(self, into: Path, passphrase: str) -> Path:
        """Make a backup in a folder, sealed with a passphrase that is new, and return its path."""
        return self._backups.make(self._open_service().now(), into=into, passphrase=passphrase)

    def backups(self) -> Sequence[ReadableBackup]:
        """The backups in the couple's own folder that can be read: first the one that is furthest along, then the
        newest."""
        readable = [backup for each in reversed(self._backups.listed()) if (backup := _readable(each))]
        latest = self._backups.latest()
        return sorted(readable, key=lambda backup: backup.path != latest)

    def bring_back(self, backup: Path, keys: Collection[object] = ()) -> Restored:
        """Restore a backup; open sessions see it at their next refresh. `ClosedBackupError` if it has to be opened
        first; `keys` are what such errors were opened with."""
        return self._restore(backup, self._open_service().now(), keys)

    def needs_private(self, to: Path) -> bool:
        """Whether the private pages are in an export into a file of this name; `UsageError` if it names no format."""
        return by_suffix(self._writing().exports, to).has_private

    def export(self, person: PersonId, to: Path, opener: object = None) -> str:
        """Write what a person may see into a file that isn't there yet, in the format that its name ends in, and return
        what is in it; with what opens their private pages, if they are locked and in it."""
        writing = self._writing()
        in_format = by_suffix(writing.exports, to)
        service = self._opened()
        whose = next((known for known in service.everyone if known.id == person), None)
        if whose is None:
            raise RitualsError("There is nothing to export yet.")
        lock = service.private(person).lock
        if lock is not None and opener is not None:
            lock.hold(opener)
        year = service.today().year
        writing.write(to, in_format.write(service, whose, year))
        return in_format.words(whose, year, str(to))

    def write_booklet(self, year: int, to: Path) -> int:
        """Write a year's open notes into a file that isn't there yet, and return how many they are."""
        from rituals.core.jar.booklet import booklet  # only for those who take something out

        writing = self._writing()
        in_format = by_suffix(writing.booklets, to)
        service = self._opened()
        notes = booklet(service.state, date(year, 1, 1), date(year, 12, 31), service.today())
        writing.write(to, in_format(notes))
        return sum(len(month.entries) for month in notes.months)

    @property
    def import_formats(self) -> Sequence[str]:
        """The names of what can be brought in."""
        return tuple(dict.fromkeys(self._reading.formats()))

    def read_import(self, path: Path, chosen: str = "") -> OpenedImport:
        """Read a file to bring in, by the format of that id if one is chosen; nothing is written. `UsageError` if it is
        none that can be, `AmbiguousFileError` if a format has to be chosen."""
        service = self._opened()
        form, content = self._reading.read(path, service, chosen)
        return OpenedImport(service, form.name, content)

    def _opened(self) -> CoupleService:
        service = self._open_service()
        service.refresh()
        return service


def by_suffix(formats: Mapping[str, Format], to: PurePath) -> Format:
    """The format that a file's name ends in; `UsageError` names those that there are."""
    named = formats.get(to.suffix.casefold())
    if named is None:
        *most, last = formats
        raise UsageError(f"The name says no format. Let it end in {', '.join(most)} or {last}.")
    return named


def _readable(backup: Backup) -> ReadableBackup | None:
    if backup.made_at is None or backup.events is None:
        return None
    return ReadableBackup(backup.path, backup.size, backup.made_at, backup.events)
