"""Files and folders as another login or an accident leaves them: nothing here waits for a pipe or reads for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

OWNER_ONLY = 0o600
_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


def is_there(path: Path) -> bool:
    """Whether this login sees such a path; `Path.exists` raises where it may not look, before Python 3.14."""
    return os.path.exists(path)  # noqa: PTH110 - as above


def is_folder(path: Path) -> bool:
    """Whether this login sees such a folder; `Path.is_dir` raises where it may not look, before Python 3.14."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def surely_folder(path: Path) -> bool:
    """Whether there is such a folder; `OSError` where this login may not look."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def open_file(path: Path, flags: int) -> int:
    """Open a file, a new one for its owner only; `OSError` also where a pipe, a socket or a device is in its place."""
    handle = os.open(path, flags | _AT_ONCE | _BINARY, OWNER_ONLY)
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return handle
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "it is no file", str(path))


def content_of(path: Path, most: int = -1) -> bytes:
    """What is in a file, or its first `most` bytes; `OSError` where it can't be read, or is none."""
    with os.fdopen(open_file(path, os.O_RDONLY), "rb") as file:
        return file.read(most)
