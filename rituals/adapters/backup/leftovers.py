"""What a restore that was stopped leaves behind in the data folder, told and removed without what restoring takes."""

from __future__ import annotations

import shutil
from pathlib import Path

from rituals.adapters.journal.lock import FileLock
from rituals.files import is_folder

READY, DRAFT, DONE = "restoring", "restoring.new", "restoring.done"


def leftovers(data: Path) -> list[Path]:
    """Folders of a restore that was interrupted, before the renaming or after its end."""
    return [path for path in (data / DRAFT, data / DONE) if is_folder(path)]


def drop_leftovers(data: Path) -> None:
    """Remove these folders, unless a restore is running, which removes them itself."""
    lock = restore_lock(data)
    if leftovers(data) and lock.try_acquire():
        try:
            for path in leftovers(data):
                shutil.rmtree(path)
        finally:
            lock.release()


def restore_lock(data: Path) -> FileLock:
    """The lock of a restore; to avoid deadlocks, nobody who holds a log's lock waits for it."""
    return FileLock(data / f"{READY}.lock")
