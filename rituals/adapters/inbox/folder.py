"""The folder that a phone writes its wishes into: where it is, and the files that lie there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from rituals.adapters.journal.device import device_here
from rituals.adapters.together.folder_carrier import make_folders_there, refuse_links
from rituals.adapters.together.mirrors import is_paired
from rituals.core.model import DeviceId
from rituals.files import NO_LINK, is_folder, open_file

LARGEST_FILE_OF_WISHES = 64 * 1024
"""In bytes."""
_SUFFIX = ".txt"
_MOST_FILES = 1_000
"""How many are looked at in one go; the others have their turn once these are taken."""


class FileOfWishes(NamedTuple):
    """A file as it lay in the folder, with its size and the time of its last change in nanoseconds."""

    path: Path
    size: int
    modified: int


class WishFolder(NamedTuple):
    """A folder below a place: nothing on the way from there may be a link."""

    place: Path
    way: str = ""
    """The names of the folders on the way, with slashes between them."""

    @property
    def path(self) -> Path:
        return self.place / self.way

    def make(self) -> None:
        """Make it where it is missing, but not its place; each folder for whom the one above it is."""
        if self.way and is_folder(self.place):
            make_folders_there(self.place, f"{self.way}/")

    def files(self) -> Sequence[FileOfWishes]:
        """What lies there to be read: regular files of text that are not hidden or empty, none of those that an engine
        is still writing; `OSError` where this login may not look."""
        refuse_links(self.place, f"{self.way}/" if self.way else "")
        with os.scandir(self.path) as entries:
            named = (entry for entry in entries if _is_named_as_one(entry.name))
            regular = (entry for entry in named if entry.is_file(follow_symlinks=False))
            return [file for file in map(_seen, islice(regular, _MOST_FILES)) if file.size]


def wish_folders(data: Path, chosen: str) -> Sequence[WishFolder]:
    """The folders to look into: the one that was chosen, else this machine's own in the couple's folder, and those of
    the devices that it was before; none where there is neither."""
    if chosen:
        return [WishFolder(Path(chosen))]
    if not is_paired(data):
        return []
    from rituals.adapters.together.looking import paired_here  # only where two machines are

    paired, here = paired_here(data), device_here(data)
    return [inbox_of_device(Path(paired.place), device) for device in (here.id, *here.earlier)] if paired else []


def inbox_of_device(place: Path, device: DeviceId) -> WishFolder:
    """The folder for a device's wishes in the couple's folder."""
    return WishFolder(place / "rituals", f"inbox/{device}")


def read_wishes(file: FileOfWishes) -> bytes | None:
    """What is in a file, up to one byte more than may be; None where it is another by now."""
    with os.fdopen(open_file(file.path, os.O_RDONLY | NO_LINK), "rb") as opened:
        content = opened.read(LARGEST_FILE_OF_WISHES + 1)
        status = os.fstat(opened.fileno())
    return content if (status.st_size, status.st_mtime_ns) == file[1:] else None


def remove_wishes(file: FileOfWishes) -> None:
    """Take a file out of the folder, unless it is another by now."""
    status = os.lstat(file.path)
    if (status.st_size, status.st_mtime_ns) == file[1:]:
        file.path.unlink()


def _is_named_as_one(name: str) -> bool:
    return name[0] not in ".~" and name.lower().endswith(_SUFFIX)


def _seen(entry: os.DirEntry[str]) -> FileOfWishes:
    status = entry.stat(follow_symlinks=False)
    return FileOfWishes(Path(entry.path), status.st_size, status.st_mtime_ns)
