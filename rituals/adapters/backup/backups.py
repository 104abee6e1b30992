"""Backups in `data/backups`: made while others write, some of them by themselves once a week, dropped on erasure.

A format that is migrated is not their business: each journal keeps its own copy beside it then (`JournalStorage`),
which one can't overwrite another's, for a journal leaves a format only once.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from rituals.adapters.backup import archive
from rituals.adapters.journal.disk import OWNER_ONLY, Disk, loading, make_folder, saving, write_all
from rituals.adapters.journal.lock import FileLock
from rituals.errors import RitualsError, RuleError
from rituals.ports import Backup

KEPT = 4
"""How many are kept of each kind that makes itself."""
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
WEEKLY, BEFORE_RESTORE = "-weekly", "-before-restore"
FOLDER, LOCK, MARKER = "backups", ".lock", "weekly"
BACKUPS, DRAFTS = "rituals-*.zip", ".*.new"


class Belongings(Protocol):
    """Where everything lies that is the couple's own: `rituals.config.Places`, as far as a backup holds it."""

    @property
    def data(self) -> Path: ...

    @property
    def settings(self) -> Path: ...

    @property
    def catalogue(self) -> Path: ...


def log_folders(data: Path) -> list[Path]:
    """The folders of journals that a backup holds; drafts are for the moment only."""
    private = data / "private"
    own = sorted(private.glob("[!.]*")) if private.is_dir() else []
    return [folder for folder in (data / "shared", data / "local", *own) if folder.is_dir()]


def journals(folder: Path) -> list[Path]:
    """The journals of one log."""
    return sorted(path for path in folder.glob("[!.]*.jsonl") if path.is_file())


def drop_backups(data: Path) -> None:
    """Remove every backup here, and what is half made: words that they hold are to be gone for good."""
    folder = data / FOLDER
    if not folder.is_dir():
        return
    with FileLock(folder / LOCK):
        for path in (*folder.glob(BACKUPS), *folder.glob(DRAFTS), folder / MARKER):
            path.unlink(missing_ok=True)


class FolderBackups:
    """The couple's backups; other processes may make, restore and drop some at the same time."""

    def __init__(self, own: Belongings, disk: Disk | None = None) -> None:
        self.folder = own.data / FOLDER
        self._own = own
        self._disk = disk or Disk()
        self._lock = FileLock(self.folder / LOCK)
        self._marker = self.folder / MARKER

    def made(self) -> list[Path]:
        """Every backup here, from the oldest on, by the day in its name."""
        return sorted(self.folder.glob(BACKUPS))

    def listed(self) -> list[Backup]:
        """Every backup here with what it says of itself, in the same order."""
        return [backup for path in self.made() if (backup := _seen(path))]

    def latest(self) -> Path | None:
        """The newest one that was made for its own sake, and not to set aside what was to be mended."""
        return next((path for path in reversed(self.made()) if BEFORE_RESTORE not in path.name), None)

    def make(self, now: datetime, *, into: Path | None = None, kind: str = "") -> Path:
        """Make one and say where it lies; `into` a folder of somebody's own, or here.

        It is begun anew if words were erased meanwhile. `StorageError` if the disk refuses.
        """
        if not any(map(journals, log_folders(self._own.data))):
            raise RuleError("There is nothing to back up yet. Put something down first.")
        folder = into or self.folder
        with saving(folder / "backup"):
            if into is None:
                make_folder(folder)
            while True:
                made = self._make_once(folder, now, kind)
                if made is not None:
                    return made

    def make_if_due(self, now: datetime) -> None:
        """Make the weekly one if a week has passed, which costs one `stat` to know; what is in the way, doctor says."""
        if not self._is_due(now) or not any(map(journals, log_folders(self._own.data))):
            return
        with suppress(OSError, RitualsError):
            make_folder(self.folder)
            self._mark(now - WEEK + DAY)  # one that fails, or ends with its process, is tried again tomorrow
            self.make(now, kind=WEEKLY)
            self._mark(now)

    def is_wanting(self) -> bool:
        """Whether a weekly one was begun and did not come to its end, nor was any made since."""
        try:
            begun = datetime.fromtimestamp(self._marker.stat().st_mtime, UTC)
        except OSError:
            return False
        return not any(path.name >= _name(begun) for path in self.made())

    def _make_once(self, folder: Path, now: datetime, kind: str) -> Path | None:
        """Write it beside and put it in its place; None if it was dropped on the way, with words it may hold.

        The draft is there before the first journal is read: so whoever erases finds it, or is done already.
        """
        draft = folder / f".{secrets.token_hex(8)}.new"
        handle = self._disk.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            try:
                write_all(self._disk, handle, archive.packed(self._contents(), now))
                self._disk.sync(handle)
            finally:
                os.close(handle)
            return self._put_in_place(draft, _name(now) + kind)
        finally:
            draft.unlink(missing_ok=True)

    def _put_in_place(self, draft: Path, name: str) -> Path | None:
        folder = draft.parent
        with self._lock if folder == self.folder else nullcontext():
            place = next(path for path in _places(folder, name) if not path.exists())
            try:
                self._disk.replace(draft, place)
            except FileNotFoundError:
                return None
            self._disk.sync_folder(folder)
            if folder == self.folder:
                self._drop_older_than(place)
        return place

    def _drop_older_than(self, newest: Path) -> None:
        """Keep a few of each kind that makes itself; one from a clock that ran ahead counts as the oldest."""
        for kind in (WEEKLY, BEFORE_RESTORE):
            alike = [path for path in self.made() if kind in path.name]
            alike.sort(key=lambda path: (path.name <= newest.name, path.name))
            for path in alike[:-KEPT]:
                path.unlink(missing_ok=True)

    def _contents(self) -> dict[str, bytes]:
        """Everything that belongs into a backup; each log is read while nobody writes to it."""
        files: dict[str, bytes] = {}
        for folder in log_folders(self._own.data):
            with FileLock(folder / ".lock").if_possible():
                for path in journals(folder):
                    with loading(path):
                        files[f"data/{path.relative_to(self._own.data).as_posix()}"] = path.read_bytes()
        single = {archive.DEVICE: self._own.data / "device"}
        single |= {archive.SETTINGS: self._own.settings, archive.CATALOGUE: self._own.catalogue}
        for name, path in single.items():
            with loading(path), suppress(FileNotFoundError):
                files[name] = path.read_bytes()
        return files

    def _is_due(self, now: datetime) -> bool:
        try:
            age = now.timestamp() - self._marker.stat().st_mtime
        except OSError:
            return True
        return not 0 <= age < WEEK.total_seconds()

    def _mark(self, at: datetime) -> None:
        self._marker.touch(mode=OWNER_ONLY)
        os.utime(self._marker, (at.timestamp(), at.timestamp()))


def _seen(path: Path) -> Backup | None:
    """What a backup says of itself; None where somebody dropped it meanwhile."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    try:
        manifest = archive.read_manifest(path)
    except RitualsError:
        return Backup(path, size, None, None)
    return Backup(path, size, manifest.made_at, manifest.events)


def _name(at: datetime) -> str:
    return f"rituals-{at.astimezone(UTC):%Y-%m-%d-%H%M%S}"


def _places(folder: Path, name: str) -> Iterator[Path]:
    """Where a backup of that name could lie: several may be made within a second."""
    yield folder / f"{name}.zip"
    number = 2
    while True:
        yield folder / f"{name}-{number}.zip"
        number += 1
