"""What is kept under `data/together/` to be quick: nothing waits for the disk, as what is lost is learnt anew."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from rituals.adapters.journal.disk import make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.files import content_of

Kept = TypeVar("Kept", bound=msgspec.Struct)


def kept(path: Path, kind: type[Kept]) -> Kept | None:
    """What was kept in a file; None where it is missing or damaged."""
    try:
        return msgspec.json.decode(content_of(path), type=kind)
    except (OSError, ValueError, RecursionError):
        return None


def keep(path: Path, content: msgspec.Struct) -> None:
    """Keep something in a file, for its owner only."""
    with saving(path):
        make_folder(path.parent)
        JournalFile(path, UnsyncedDisk()).replace([msgspec.json.encode(content)])
