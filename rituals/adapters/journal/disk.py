"""The system calls that touch the disk, and the sentences for their errors."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rituals.errors import Remedy, StorageError
from rituals.files import open_file, surely_folder

OWNER_ONLY_FOLDER = 0o700


class Disk:
    """File operations by file descriptor, in one class so that tests can make each one fail."""

    def open(self, path: Path, flags: int) -> int:
        """Open a file; a new one is readable by its owner only from the start."""
        return open_file(path, flags)

    def read(self, handle: int, size: int, offset: int) -> bytes:
        """At most `size` bytes from `offset` on, fewer only at the end of the file."""
        os.lseek(handle, offset, os.SEEK_SET)
        parts: list[bytes] = []
        while size > 0 and (part := os.read(handle, size)):
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        """Write at the file's position and return how many bytes were written."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        """Wait until the file's bytes are on the disk itself."""
        if sys.platform == "darwin":
            import fcntl

            try:
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            except OSError as refusal:
                if refusal.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                    raise
                os.fsync(handle)
        elif hasattr(os, "fdatasync"):
            os.fdatasync(handle)
        else:
            os.fsync(handle)

    def truncate(self, handle: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        """Rename `source` to `target` atomically, replacing it."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's entries are on the disk; Windows can't, and need not."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_all(disk: Disk, handle: int, data: bytes) -> None:
    """Write every byte; a disk that writes none without an error is treated as full."""
    rest = memoryview(data)
    while rest:
        written = disk.write(handle, rest)
        if written <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[written:]


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, for its owner only."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    with suppress(OSError):
        Disk().sync_folder(folder.parent)


def folder_status(folder: Path) -> os.stat_result:
    """The status of a folder; `StorageError` where something else is in its place or in that of one above it, `OSError`
    where there is nothing."""
    try:
        status = folder.stat()
    except OSError:
        refuse_in_the_way(folder)
        raise
    if not stat.S_ISDIR(status.st_mode):
        refuse_in_the_way(folder)
    return status


def refuse_in_the_way(folder: Path) -> None:
    """Raise `StorageError` where there can be no folder, as a file, a pipe or a link that leads nowhere is in its place
    or in that of one above it."""
    for path in (folder, *folder.parents):
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except PermissionError:
            return  # this login may not look
        except OSError:
            if not os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises where this login may not look
                continue
            raise StorageError(
                f"{path} is no folder but a link to nothing, so nothing can be read or saved there. "
                "Bring back what it led to, or move it away."
            ) from None
        if not is_folder:
            raise StorageError(f"{path} is no folder, so nothing can be read or saved there. Move it away.")
        return


def listed(folder: Path) -> list[Path]:
    """What is in a folder, in order, nothing if it is not there; `OSError` where this login may not look, and
    `StorageError` where something else is in its place."""
    refuse_in_the_way(folder)
    return sorted(folder.iterdir()) if surely_folder(folder) else []


def journals(folder: Path) -> list[Path]:
    """The journals in one log folder; `OSError` where this login may not look, which `Path.glob` takes for empty."""
    return [path for path in listed(folder) if path.match("[!.]*.jsonl") and path.is_file()]


def refuse_if_gone(folder: Path) -> None:
    """Raise `StorageError` where a folder is not there any more."""
    with loading(folder):
        if surely_folder(folder):
            return
    refuse_in_the_way(folder)
    raise StorageError(
        f"The folder {folder} is gone, so nothing can be saved now. Put it back to go on, or start again to begin a "
        "new one."
    )


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Turn an `OSError` while writing into a `StorageError` that says what to do."""
    try:
        yield
    except OSError as refusal:
        raise _not_saved(path, refusal) from refusal


@contextmanager
def loading(path: Path) -> Iterator[None]:
    """Turn an `OSError` while reading into a `StorageError` that says what to do."""
    try:
        yield
    except OSError as refusal:
        reason = refusal.strerror or str(refusal)
        where = refusal.filename or path
        raise StorageError(f"{where} cannot be read ({reason}). Check who owns it and the disk it is on.") from refusal


def _not_saved(path: Path, refusal: OSError) -> StorageError:
    remedy: Remedy | None = None
    reason = refusal.strerror or str(refusal)
    match refusal.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            sentence = "The disk is full: nothing was lost, but this was not saved. Free some room and try again."
        case errno.EROFS:
            sentence = f"{path.parent} is read-only, so this was not saved. Make it writable or choose another folder."
        case errno.ENOENT | errno.ENOTDIR | errno.EEXIST | errno.ELOOP:
            sentence = f"There can be no folder {path.parent}, so this was not saved."
            remedy = Remedy.CHOOSE_FOLDER
        case errno.EACCES | errno.EPERM:
            sentence = f"This login may not write to {path}, so this was not saved. Check who owns it and try again."
        case _:
            sentence = f"The disk refused ({reason}), so this was not saved. Check the disk and try again."
    place = Path(os.fsdecode(refusal.filename)).parent if isinstance(refusal.filename, str | bytes) else path.parent
    return StorageError(sentence, remedy, place=str(place), reason=reason)
