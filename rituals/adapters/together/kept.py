"""What is kept under `data/together/` to be quick: nothing waits for it, as what is lost or torn is learnt anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import msgspec

from rituals.adapters.journal.disk import make_folder, saving, write_all
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
    """Keep something in a file, for its owner only; written over in place, as what is torn is learnt anew."""
    disk, encoded = UnsyncedDisk(), msgspec.json.encode(content)
    with saving(path):
        make_folder(path.parent)
        handle = disk.open(path, os.O_WRONLY | os.O_CREAT)
        try:
            write_all(disk, handle, encoded)
            disk.truncate(handle, len(encoded))
        finally:
            os.close(handle)
