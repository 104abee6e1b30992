"""What a backup holds, and where the backups lie."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

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
    """The log folders that a backup holds; drafts are left out."""
    private = data / "private"
    own = sorted(private.glob("[!.]*")) if private.is_dir() else []
    return [folder for folder in (data / "shared", data / "local", *own) if folder.is_dir()]


def journals(folder: Path) -> list[Path]:
    """The journals in one log folder."""
    return sorted(path for path in folder.glob("[!.]*.jsonl") if path.is_file())
