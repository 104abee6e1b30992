"""A disk for what need not last: nothing waits until it is on it."""

from __future__ import annotations

from pathlib import Path

from rituals.adapters.journal.disk import Disk


class UnsyncedDisk(Disk):
    """Files like any others, as fast as the system takes them."""

    def sync(self, handle: int) -> None:
        del handle

    def sync_folder(self, folder: Path) -> None:
        del folder
