"""The files that came in lately, by which one that an engine brings back is known: `data/inbox/taken.json`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from rituals.adapters.inbox.copies import CopiedFile
from rituals.adapters.journal.disk import Disk, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.together.kept import kept

REMEMBERED_FOR = timedelta(days=60)
RENEWED_AFTER = timedelta(days=1)
_SAME_TIME = 2_000_000_000
"""Nanoseconds by which some file systems round the time of a change."""


class _Files(msgspec.Struct, frozen=True):
    files: tuple[CopiedFile, ...] = ()


class RememberedFiles:
    """What is remembered in a data folder; whoever changes it is the only one who looks into the inbox."""

    def __init__(self, data: Path, disk: Disk | None = None) -> None:
        self._path = data / "inbox" / "taken.json"
        self._disk = disk or Disk()

    def files(self) -> Collection[CopiedFile]:
        """The files that are remembered."""
        return (kept(self._path, _Files) or _Files()).files

    def add(self, file: CopiedFile, *, now: datetime) -> None:
        """Remember one more, surely on the disk, and forget what came in long ago."""
        lately = [known for known in self.files() if abs(now - known.came_at) < REMEMBERED_FOR]
        with saving(self._path):
            JournalFile(self._path, self._disk).replace([msgspec.json.encode(_Files((*lately, file)))])

    def renew(self, file: CopiedFile, *, now: datetime) -> None:
        """Remember a file for as long again where it still lies in the folder, as nobody may take it out."""
        lately = [known for known in self.files() if abs(now - known.came_at) < RENEWED_AFTER]
        if not is_known(file, lately):
            self.add(file, now=now)


def is_known(file: CopiedFile, among: Iterable[CopiedFile]) -> bool:
    """Whether a file is one of these that was brought back, perhaps as a copy that an engine made of a conflict; such a
    copy's name begins with that of the other."""
    return any(
        known.digest == file.digest
        and abs(known.modified - file.modified) <= _SAME_TIME
        and (_begins_with(file.file, known.file) or _begins_with(known.file, file.file))
        for known in among
    )


def _begins_with(name: str, other: str) -> bool:
    return name.startswith(other.rpartition(".")[0])
