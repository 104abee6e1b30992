"""A folder that an engine such as Syncthing or Dropbox carries, or a share, or a stick."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import accumulate, islice
from pathlib import Path

from rituals.adapters.journal.disk import Disk, write_all
from rituals.adapters.together.carrier import KEPT_HERE, AwayError
from rituals.adapters.together.names import (
    DEVICE,
    LARGEST_FILE,
    MOST_DEVICES,
    MOST_SEGMENTS,
    is_written_once,
    refuse_to_write,
)
from rituals.core.model import DeviceId
from rituals.errors import StorageError
from rituals.files import NO_LINK, is_there, open_file, surely_folder

_FULL, _CLOSED = ("is full", "Make room there"), ("is closed to this login", "Look whose it is")
_WRONG: Mapping[int | None, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: ("is read-only", "Make it writable"),
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.ENOTDIR: ("is no folder now", "Move away what is there instead"),
    errno.EEXIST: ("was put there by another machine", "Try again"),
}
"""What is wrong by the system's number for it, and what to do."""
_ABOUT_ALL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""What is so of the whole folder, whatever file it was met at."""


class FolderCarrier:
    """The `Carrier` into the folder `rituals` below `place`, in which modes follow those of `place`.

    Nothing waits until it is on the disk: what a power cut takes is published again.
    """

    def __init__(self, place: str | Path, device: DeviceId, disk: Disk | None = None) -> None:
        self._place = Path(place)
        self._root = self._place / "rituals"
        self._device = device
        self._disk = disk or Disk()

    def names(self) -> Mapping[str, str]:
        """Every file with its size and times; of more devices or segments than there may be, one more."""
        self._refuse_if_away()
        with self._reaching():
            devices = [entry.name for entry in self._entries("log") if DEVICE.fullmatch(entry.name)]
            folders = ["", "state", *(f"log/{device}" for device in sorted(devices)[: MOST_DEVICES + 1])]
            return {
                f"{folder}/{entry.name}".lstrip("/"): mark
                for folder in folders
                for entry in self._entries(folder)
                if (mark := _mark_of(entry))
            }

    def read(self, name: str) -> bytes:
        """What is in a file; `StorageError` also where it is a link, or longer than any may be."""
        path = self._root / name
        with self._reaching():
            refuse_links(self._root, name)
            with os.fdopen(open_file(path, os.O_RDONLY | NO_LINK), "rb") as file:
                content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise StorageError(f"{path} is longer than any file of a couple gets. Move it away; {KEPT_HERE}")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file beside its place, then put it there."""
        refuse_to_write(name, self._device)
        path = self._root / name
        self._refuse_if_away()
        with self._reaching():
            if is_written_once(name) and os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            make_folders_there(self._root, name)
            draft = path.with_name(f"~{path.name}.tmp")  # a name that Dropbox, Nextcloud and OneDrive leave alone
            try:
                self._write(draft, content)
                self._disk.replace(draft, path)
            except OSError:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
                raise

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        path = self._root / name
        with self._reaching(), suppress(FileNotFoundError):
            refuse_links(self._root, name)
            path.unlink()
            if name.startswith("log/") and path.parent.name != self._device:  # made again, Syncthing watches it no more
                with suppress(OSError):  # of a folder that stays, as empty as it is, one more device would be counted
                    path.parent.rmdir()

    def carry(self) -> None:
        """Nothing: whoever carries a folder looks by itself."""

    def _refuse_if_away(self) -> None:
        """Raise `AwayError` where the place is not there, or can't be reached."""
        with self._reaching():
            try:
                if surely_folder(self._place):
                    return
                if is_there(self._place):
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self._place))
            except (PermissionError, NotADirectoryError):
                raise
            except OSError as refusal:
                raise AwayError(self._words(refusal)) from refusal
        where = f"The couple's folder {self._place} is not there now"
        raise AwayError(f"{where}. Put it back, or leave and join where it is now; {KEPT_HERE}")

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Turn an `OSError` into a `StorageError` that says what is wrong with the folder, and what to do."""
        try:
            yield
        except OSError as refusal:
            raise StorageError(self._words(refusal)) from refusal

    def _words(self, refusal: OSError) -> str:
        path = Path(os.fsdecode(refusal.filename or self._place))
        while not os.path.lexists(path):  # nobody knows of a draft
            path = path.parent
        what, remedy = what_is_wrong(refusal)
        is_all = path == self._place or refusal.errno in _ABOUT_ALL
        subject = f"The couple's folder {self._place}" if is_all else f"In the couple's folder, {path}"
        return f"{subject} {what}. {remedy}; {KEPT_HERE}"

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str]]:
        """What lies in a folder; nothing where it is missing or a link."""
        path = self._root / folder
        with suppress(FileNotFoundError, NotADirectoryError):
            refuse_links(self._root, f"{folder}/")
            with os.scandir(path) as entries:
                yield from islice(entries, MOST_SEGMENTS + 1)

    def _write(self, draft: Path, content: bytes) -> None:
        handle = self._disk.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | NO_LINK)
        try:
            write_all(self._disk, handle, content)
        finally:
            os.close(handle)
        draft.chmod(stat.S_IMODE(draft.parent.stat().st_mode) & 0o666)


def what_is_wrong(refusal: OSError) -> tuple[str, str]:
    """What is wrong with a folder, as the end of a sentence, and what to do about it."""
    unknown = f"can't be used now ({refusal.strerror or refusal})", "Look at what it lies on"
    return _WRONG.get(refusal.errno, unknown)


def refuse_links(root: Path, name: str) -> None:
    """Raise `NotADirectoryError` where something on the way to a file is no folder, but perhaps a link to one."""
    for folder in _folders(root, name):
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)


def make_folders_there(root: Path, name: str) -> None:
    """Make the folders on the way to a file, each for whom the one above it is."""
    for folder in _folders(root, name):
        with suppress(FileExistsError):
            Path(folder).mkdir()
            Path(folder).chmod(stat.S_IMODE(Path(folder).parent.stat().st_mode))
    refuse_links(root, name)


def _folders(root: Path, name: str) -> Iterator[str]:
    return accumulate([str(root), *name.split("/")[:-1]], os.path.join)


def _mark_of(entry: os.DirEntry[str]) -> str:
    """The mark of a file; nothing for what is none, or went after the folder was listed, as an engine's drafts do."""
    with suppress(FileNotFoundError):
        if entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"
    return ""
