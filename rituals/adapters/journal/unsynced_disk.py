"""A disk for temporary data: nothing waits until it is on the disk."""

from __future__ import annotations

from pathlib import Path

from rituals.adapters.journal.disk import Disk


class UnsyncedDisk(Disk):
    """A `Disk` that never syncs."""

    def sync(self, handle: int) -> None:
        del handle

    def sync_folder(self, folder: Path) -> None:
        del folder
