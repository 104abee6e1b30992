"""Folders for sockets, whose paths may have 108 characters at most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder whose name is short enough to hold a socket, however long those of pytest and of TMPDIR are."""
    with TemporaryDirectory(prefix="rituals-", dir="/tmp") as name:
        yield Path(name)
