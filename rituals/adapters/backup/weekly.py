"""When a backup is made by itself; every command that writes asks this, and loads nothing of how one is made."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from rituals.files import OWNER_ONLY
from rituals.ports import BACKUPS

WEEK = timedelta(weeks=1)


def weekly_marker(data: Path) -> Path:
    """The file whose time is that of the latest weekly backup."""
    return data / BACKUPS / "weekly"


def is_backup_due(data: Path, now: datetime) -> bool:
    """Whether a week has passed since the latest weekly backup; one `stat`."""
    try:
        age = now.timestamp() - weekly_marker(data).stat().st_mtime
    except OSError:
        return True
    return not 0 <= age < WEEK.total_seconds()


def mark_backup(data: Path, at: datetime) -> None:
    """Note down when the latest weekly backup was made."""
    marker = weekly_marker(data)
    marker.touch(mode=OWNER_ONLY)
    os.utime(marker, (at.timestamp(), at.timestamp()))
