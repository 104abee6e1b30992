"""What a backup holds, and where the backups lie."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rituals.adapters.journal.disk import listed
from rituals.files import surely_folder

FOLDER, LOCK = "backups", ".lock"
BACKUPS, DRAFTS = "rituals-*.zip", ".*.new"


class Belongings(Protocol):
    """The paths of everything that a backup holds, as in `rituals.config.Places`."""

    @property
    def data(self) -> Path: ...

    @property
    def settings(self) -> Path: ...

    @property
    def catalogue(self) -> Path: ...


def log_folders(data: Path) -> list[Path]:
    """The log folders that a backup holds, drafts left out; `OSError` where this login may not look, for a backup
    without them would seem whole."""
    own = [folder for folder in listed(data / "private") if not folder.name.startswith(".")]
    return [folder for folder in (data / "shared", data / "local", *own) if surely_folder(folder)]
