"""The backups in `data/backups`: made while others write, weekly by themselves, and rewritten when something is erased.

Copies before a format migration are made elsewhere: `JournalStorage` keeps them beside each journal, and they never
overwrite each other, because a journal leaves a format only once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rituals.adapters.backup import archive
from rituals.adapters.backup.contents import BACKUPS, FOLDER, LOCK, Belongings, log_folders
from rituals.adapters.backup.weekly import WEEK, is_backup_due, mark_backup, weekly_marker
from rituals.adapters.journal.disk import Disk, journals, listed, loading, make_folder, saving, write_all
from rituals.adapters.journal.lines import KEY
from rituals.adapters.journal.lock import FileLock
from rituals.errors import RitualsError, RuleError, UsageError, taking_off_disk
from rituals.files import content_of, is_folder, is_there
from rituals.ports import ERASING_MARK, Backup

KEPT = 4
"""How many automatic backups of each kind are kept."""
FAR_MORE = 2
"""How many times as much as there is now a backup must hold to stay, and to be taken for what was lost."""
DAY = timedelta(days=1)
WEEKLY, BEFORE_RESTORE = "-weekly", "-before-restore"
ENDING, SEALED = ".zip", ".sealed"


class FolderBackups:
    """The couple's backups; other processes may make, restore and drop some at the same time."""

    def __init__(self, own: Belongings, disk: Disk | None = None) -> None:
        self.folder = own.data / FOLDER
        self._own = own
        self._disk = disk or Disk()
        self._lock = FileLock(self.folder / LOCK)

    def made(self) -> list[Path]:
        """The backups in the folder, the oldest first, by the date in their names."""
        with loading(self.folder):
            return sorted(path for path in listed(self.folder) if path.match(BACKUPS))

    def listed(self) -> list[Backup]:
        """The same backups with what their manifests say."""
        return [backup for path in self.made() if (backup := _seen(path))]

    def latest(self) -> Path | None:
        """The one that is furthest along by the records in it, as a name may tell of a wrong clock; none that was made
        to set the data aside before a restore."""
        paths = [path for path in self.made() if BEFORE_RESTORE not in path.name]
        return max(paths, key=archive.how_far, default=None)

    def lost(self, *, has_nothing: bool) -> Backup | None:
        """The fullest one, where less than half of the shared log that it holds is left; `has_nothing` is whether
        nothing of that can be read."""
        if self.is_erasing():
            return None  # the backups still hold what the log holds no more
        with loading(self._own.data):
            left = 0 if has_nothing else sum(path.stat().st_size for path in journals(self._own.data / "shared"))
        fuller = [backup for backup in self.listed() if backup.events and backup.shared > FAR_MORE * left]
        return max(fuller, key=lambda backup: backup.events or 0, default=None)

    def make(self, now: datetime, *, into: Path | None = None, kind: str = "", passphrase: str | None = None) -> Path:
        """Make a backup, in the folder `into` or in their own, and return its path; sealed, if with a `passphrase`.

        It starts over if something was erased meanwhile. `StorageError` if the disk refuses.
        """
        with loading(self._own.data):
            is_empty = not any(map(journals, log_folders(self._own.data)))
        if is_empty:
            raise RuleError("There is nothing to back up yet. Put something down first.")
        folder = into or self.folder
        if into is not None and not is_folder(into):
            raise UsageError(f"There is no folder {into}. Make it first.")
        seal: Callable[[bytes], bytes] = bytes
        ending = ENDING
        if passphrase is not None:
            from rituals.adapters.backup.sealed_backups import sealing_with  # loads libsodium

            seal, ending = sealing_with(passphrase), ENDING + SEALED
        with saving(folder / "backup"):
            if into is None:
                make_folder(folder)
            while True:
                made = self._make_once(folder, _name(now) + kind, ending, now, seal)
                if made is not None:
                    return made

    def is_erasing(self) -> bool:
        """Whether something was erased that is still to be taken out of the backups; one `stat`."""
        return is_there(self._own.data / ERASING_MARK)

    def finish_erasing(self) -> None:
        """Take what was erased out of the backups, if that is still to be done; `StillOnDiskError` if the disk
        refuses."""
        if self.is_erasing():
            from rituals.adapters.backup.erasing import clean_backups  # only after something was erased

            with taking_off_disk():
                clean_backups(self._own.data, self._disk)

    def make_if_due(self, now: datetime) -> None:
        """Make the weekly backup if a week has passed, and finish erasing, which takes two `stat` calls to check.
        Errors are not raised; `rituals doctor` reports them."""
        with suppress(OSError, RitualsError):
            self.finish_erasing()
        with suppress(OSError, RitualsError):
            if not is_backup_due(self._own.data, now) or not any(map(journals, log_folders(self._own.data))):
                return
            make_folder(self.folder)
            mark_backup(self._own.data, now - WEEK + DAY)  # if it fails or the process ends, the next try is tomorrow
            self.make(now, kind=WEEKLY)
            mark_backup(self._own.data, now)

    def is_wanting(self) -> bool:
        """Whether a weekly backup was begun but not finished, and none was made since."""
        made = self.made()
        try:
            begun = datetime.fromtimestamp(weekly_marker(self._own.data).stat().st_mtime, UTC)
        except OSError:
            return False
        return not any(path.name >= _name(begun) for path in made)

    def _make_once(
        self, folder: Path, name: str, ending: str, now: datetime, seal: Callable[[bytes], bytes]
    ) -> Path | None:
        """Write a backup to a draft file and rename it; None if somebody erased text meanwhile and so removed the
        draft.

        The draft exists before the first journal is read: whoever erases text either finds it or is done before.
        """
        draft = folder / f".{os.urandom(8).hex()}.new"
        handle = self._disk.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            try:
                write_all(self._disk, handle, seal(archive.packed(self._contents(), now)))
                self._disk.sync(handle)
            finally:
                os.close(handle)
            return self._put_in_place(draft, name, ending)
        finally:
            draft.unlink(missing_ok=True)

    def _put_in_place(self, draft: Path, name: str, ending: str) -> Path | None:
        folder = draft.parent
        with self._lock if folder == self.folder else nullcontext():
            place = next(path for path in _places(folder, name, ending) if not path.exists())
            try:
                self._disk.replace(draft, place)
            except FileNotFoundError:
                return None
            self._disk.sync_folder(folder)
            if folder == self.folder:
                self._drop_older_than(place)
        return place

    def _drop_older_than(self, newest: Path) -> None:
        """Keep the last `KEPT` of each automatic kind, and those that hold far more than the newest; one with a date in
        the future counts as the oldest."""
        for kind in (WEEKLY, BEFORE_RESTORE):
            alike = [path for path in self.made() if kind in path.name]
            alike.sort(key=lambda path: (path.name <= newest.name, path.name))
            for path in alike[:-KEPT]:
                if _event_count(path) <= FAR_MORE * _event_count(newest):
                    path.unlink(missing_ok=True)

    def _contents(self) -> dict[str, bytes]:
        """The files of a backup; each log is read under its lock."""
        files: dict[str, bytes] = {}
        for folder in log_folders(self._own.data):
            with FileLock(folder / ".lock").if_possible():
                name = f"data/{folder.relative_to(self._own.data).as_posix()}"
                for path in journals(folder):
                    with loading(path):
                        files[f"{name}/{path.name}"] = path.read_bytes()
                with loading(folder / KEY), suppress(FileNotFoundError):
                    files[f"{name}/{KEY}"] = content_of(folder / KEY)
        single = {archive.DEVICE: self._own.data / "device"}
        single |= {archive.SETTINGS: self._own.settings, archive.CATALOGUE: self._own.catalogue}
        for name, path in single.items():
            with loading(path), suppress(FileNotFoundError):
                files[name] = content_of(path)
        return files


def _seen(path: Path) -> Backup | None:
    """A backup with what its manifest says; None if it was removed meanwhile."""
    if not is_there(path):
        return None
    with loading(path):
        size = path.stat().st_size
    try:
        manifest = archive.read_manifest(path)
    except RitualsError:
        return Backup(path, size, None, None)
    shared = sum(listed.size for name, listed in manifest.files.items() if name.startswith(archive.SHARED))
    return Backup(path, size, manifest.made_at, manifest.events, shared)


def _event_count(path: Path) -> int:
    """How many events a backup holds; 0 where it can't be read."""
    backup = _seen(path)
    return (backup.events or 0) if backup else 0


def _name(at: datetime) -> str:
    return f"rituals-{at.astimezone(UTC):%Y-%m-%d-%H%M%S}"


def _places(folder: Path, name: str, ending: str) -> Iterator[Path]:
    """Paths for a backup of that name: several may be made within a second."""
    yield folder / f"{name}{ending}"
    number = 2
    while True:
        yield folder / f"{name}-{number}{ending}"
        number += 1
