"""The copies of a phone's files under `data/inbox`: each waits to be carried out, then holds what was not understood.

A copy is a line of JSON on the file, and what was in it. What was carried out is removed in the step in which the rest
is written, so that no word lies here longer than it has to.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from rituals.adapters.journal.disk import Disk, journals, listed, loading, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.core.inbox.file_lines import line_id
from rituals.core.inbox.report import WHOLE_FILE, UnreadWish
from rituals.files import content_of

_DAMAGED = "What is kept of it here is damaged. Write it once more."


class CopiedFile(msgspec.Struct, frozen=True):
    """A file as it was found: its name, the time of its last change in nanoseconds, a digest of its content, and when
    it came in."""

    file: str
    modified: int
    digest: str
    came_at: datetime
    unread: Mapping[int, str] | None = None
    """Why each line was not understood, by its number; None as long as nothing was carried out."""


class WishCopies:
    """The copies in a data folder; only whoever holds `lock` may change them."""

    def __init__(self, data: Path, disk: Disk | None = None) -> None:
        self.folder = data / "inbox"
        self.lock = FileLock(self.folder / ".lock")
        self._disk = disk or Disk()

    def keep(self, copied: CopiedFile, content: bytes) -> str:
        """Keep a file surely on the disk, under a new random name, which is returned."""
        name = os.urandom(8).hex()
        self._write(name, copied, content)
        return name

    def files(self) -> Iterator[CopiedFile]:
        """What is known of each file of which anything is left here."""
        yield from (copy[0] for path in self._paths() if (copy := self._read(path)))

    def waiting(self) -> Iterator[tuple[str, CopiedFile, bytes]]:
        """What is still to be carried out, with the random name of each."""
        for path in self._paths():
            copy = self._read(path)
            if copy is not None and copy[0].unread is None:
                yield path.stem, *copy

    def settle(self, name: str, copied: CopiedFile, unread: Mapping[int, tuple[str, str]], content: bytes) -> None:
        """Leave of a file what was not understood: each line with the reason why, or all of it."""
        if not unread:
            self._remove(self.folder / f"{name}.txt")
            return
        reasons = {number: why for number, (_, why) in unread.items()}
        left = content if WHOLE_FILE in unread else "\n".join(text for text, _ in unread.values()).encode()
        self._write(name, replace(copied, unread=reasons), left)

    def blank_recorded(self) -> None:
        """Take the lines that are recorded out of what waits here, as a process that was killed may have left it; the
        others keep their numbers."""
        waiting = list(self.waiting())
        if not waiting:
            return
        recorded = b"".join(path.read_bytes() for path in journals(self.folder.with_name("shared")))
        for name, copied, content in waiting:
            lines = dict(enumerate(content.decode("utf-8-sig", "replace").splitlines(), start=1))
            done = {number: "" for number in lines if line_id(name, number).encode() in recorded}
            if done:
                self._write(name, copied, "\n".join((lines | done).values()).encode())

    def unread(self) -> Iterator[UnreadWish]:
        """What was not understood, the latest first."""
        wishes = [wish for path in self._paths() for wish in self._unread_in(path)]
        yield from sorted(wishes, key=lambda wish: wish.came_at, reverse=True)

    def erase(self, wishes: Collection[UnreadWish]) -> None:
        """Take what was not understood off the disk."""
        for path in self._paths():
            here = list(self._unread_in(path))
            left = {wish.number: (wish.text, wish.why) for wish in here if wish not in wishes}
            if len(left) == len(here):
                continue
            if copy := self._read(path) if left else None:
                self.settle(path.stem, copy[0], left, copy[1])
            else:
                self._remove(path)

    def drop_drafts(self) -> None:
        """Remove what a process that was killed left half written."""
        with suppress(OSError):
            for draft in self.folder.glob("*.rewrite"):
                draft.unlink(missing_ok=True)

    def _unread_in(self, path: Path) -> Iterator[UnreadWish]:
        copy = self._read(path)
        if copy is None:
            with suppress(FileNotFoundError):  # all of it was understood meanwhile
                came_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield UnreadWish(came_at, path.name, WHOLE_FILE, "", _DAMAGED)
            return
        copied, content = copy
        texts = iter(content.decode("utf-8", "replace").split("\n"))
        for number, why in (copied.unread or {}).items():
            text = "" if number == WHOLE_FILE else next(texts, "")
            yield UnreadWish(copied.came_at, copied.file, number, text, why)

    def _paths(self) -> list[Path]:
        with loading(self.folder):
            return [path for path in listed(self.folder) if path.match("[!.]*.txt")]

    def _read(self, path: Path) -> tuple[CopiedFile, bytes] | None:
        """A copy and what is in it; None where it is damaged."""
        try:
            head, _, content = content_of(path).partition(b"\n")
            return msgspec.json.decode(head, type=CopiedFile), content
        except (OSError, ValueError, RecursionError):
            return None

    def _write(self, name: str, copied: CopiedFile, content: bytes) -> None:
        path = self.folder / f"{name}.txt"
        with saving(path):
            JournalFile(path, self._disk).replace([msgspec.json.encode(copied), b"\n", content])

    def _remove(self, path: Path) -> None:
        with saving(path):
            path.unlink(missing_ok=True)
            self._disk.sync_folder(self.folder)
