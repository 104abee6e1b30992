"""Looks into the couple's folder once, in a process of its own, where none runs that looks again and again.

Verbs start it: they never touch the folder themselves, as it may hang, and nobody waits for what another machine gets.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from rituals.adapters.detached import go_by_itself, start_detached
from rituals.adapters.journal.lock import FileLock
from rituals.files import OWNER_ONLY

OLD_AFTER = 10.0
"""Seconds after which somebody looks again though nothing was written here."""
_LOOKER = "rituals.adapters.together.looking"


def looker_place(data: Path) -> FileLock:
    """The lock of a process that looks again and again, held as long as it runs."""
    return FileLock(data / "together" / "looking.lock")


def start_look(data: Path, publishes: str, *, has_written: bool) -> None:
    """Start a process that looks, and return at once; nothing where somebody looks anyway, or did a moment ago and
    nothing was written since."""
    folder = data / "together"
    with suppress(OSError):
        if not has_written and not _is_long_ago(folder / "looked"):
            return
        if _is_held(looker_place(data)):
            return
        (folder / "again").touch(OWNER_ONLY)  # whoever is at it looks once more
        if not _is_held(FileLock(folder / "lock")):
            go_by_itself(start_detached(_LOOKER, str(data), publishes))


def _is_held(lock: FileLock) -> bool:
    if not lock.try_acquire():
        return True
    lock.release()
    return False


def _is_long_ago(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) > OLD_AFTER
    except FileNotFoundError:
        return True
