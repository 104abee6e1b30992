"""A folder that an engine such as Syncthing or Dropbox carries, or a share, or a stick."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import accumulate, islice
from pathlib import Path

from rituals.adapters.journal.disk import Disk, loading, saving, write_all
from rituals.adapters.together.carrier import AwayError
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
from rituals.files import open_file, surely_folder

_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


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
        with loading(self._root):
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
        with loading(path):
            self._refuse_links(name)
            with os.fdopen(open_file(path, os.O_RDONLY | _NO_LINK), "rb") as file:
                content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise StorageError(f"{path} is longer than any file of a couple gets.")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file beside its place, then put it there."""
        refuse_to_write(name, self._device)
        path = self._root / name
        self._refuse_if_away()
        with saving(path):
            if is_written_once(name) and os.path.lexists(path):
                raise FileExistsError(f"{path} is there, and nobody changes it")
            self._make_folders(name)
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
        with saving(path), suppress(FileNotFoundError):
            self._refuse_links(name)
            path.unlink()
            if name.startswith("log/"):
                with suppress(OSError):  # of a folder that stays, as empty as it is, one more device would be counted
                    path.parent.rmdir()

    def carry(self) -> None:
        """Nothing: whoever carries a folder looks by itself."""

    def _refuse_if_away(self) -> None:
        """Raise `AwayError` where the place is not there."""
        with loading(self._place):
            if surely_folder(self._place):
                return
        raise AwayError(f"The folder {self._place} is gone. Put it back, or leave and join where it is now.")

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str]]:
        """What lies in a folder; nothing where it is missing or a link."""
        path = self._root / folder
        with suppress(FileNotFoundError, NotADirectoryError):
            self._refuse_links(f"{folder}/")
            with os.scandir(path) as entries:
                yield from islice(entries, MOST_SEGMENTS + 1)

    def _refuse_links(self, name: str) -> None:
        """Raise `NotADirectoryError` where something on the way to a file is no folder, but perhaps a link to one."""
        for folder in self._folders(name):
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                raise NotADirectoryError(f"{folder} is no folder")

    def _make_folders(self, name: str) -> None:
        for folder in self._folders(name):
            with suppress(FileExistsError):
                Path(folder).mkdir()
                Path(folder).chmod(stat.S_IMODE(Path(folder).parent.stat().st_mode))
        self._refuse_links(name)

    def _folders(self, name: str) -> Iterator[str]:
        """The folders on the way to a file."""
        return accumulate([str(self._root), *name.split("/")[:-1]], os.path.join)

    def _write(self, draft: Path, content: bytes) -> None:
        handle = self._disk.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK)
        try:
            write_all(self._disk, handle, content)
        finally:
            os.close(handle)
        draft.chmod(stat.S_IMODE(draft.parent.stat().st_mode) & 0o666)


def _mark_of(entry: os.DirEntry[str]) -> str:
    """The mark of a file; nothing for what is none, or went after the folder was listed, as an engine's drafts do."""
    with suppress(FileNotFoundError):
        if entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"
    return ""
