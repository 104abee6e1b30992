"""Takes a phone's files out of the inbox once they stand still, and has what they say carried out, each once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from rituals.adapters.inbox.copies import CopiedFile, WishCopies
from rituals.adapters.inbox.folder import (
    LARGEST_FILE_OF_WISHES,
    FileOfWishes,
    WishFolder,
    read_wishes,
    remove_wishes,
)
from rituals.adapters.inbox.inbox import FolderInbox, LookedInto
from rituals.adapters.inbox.remembered import RememberedFiles, is_known
from rituals.adapters.journal.disk import Disk, make_folder, saving
from rituals.adapters.together.folder_carrier import what_is_wrong
from rituals.core.inbox.file_lines import ArrivedFile
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.ports import Clock

STANDS_STILL_AFTER = 5.0
"""Seconds between two looks at a file after which it is whole, if it is the same."""
LONGEST_TAKING = 30.0
"""Seconds for which a process waits for files that still change."""


class CarryOut(Protocol):
    """Carries out what is in a file, and returns what of it was not understood."""

    def __call__(self, file: ArrivedFile, *, may_be_done: bool) -> Mapping[int, tuple[str, str]]: ...


class WishTaker:
    """Takes files out of an inbox; only one at a time does so."""

    def __init__(
        self,
        inbox: FolderInbox,
        carry_out: CarryOut,
        clock: Clock,
        *,
        disk: Disk | None = None,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inbox = inbox
        self._copies = WishCopies(inbox.data, disk)
        self._remembered = RememberedFiles(inbox.data, disk)
        self._carry_out = carry_out
        self._clock = clock
        self._seconds = seconds
        self._sleep = sleep
        self._standing: dict[Path, tuple[FileOfWishes, float]] = {}
        """Each file, and when it was first seen as it is."""
        self._new: set[str] = set()
        """The copies that nobody tried to carry out before."""
        self._waits_for: WishFolder | None = None

    def run(self) -> None:
        """Take what is there, until all stood still or that takes too long; nothing where another process is at it."""
        with saving(self._copies.folder):
            make_folder(self._copies.folder)
            if not self._inbox.looking.try_acquire():
                return
        try:
            with self._copies.lock:
                self._copies.drop_drafts()
            ends = self._seconds() + LONGEST_TAKING
            while self.look() and self._seconds() < ends:
                self._sleep(STANDS_STILL_AFTER)
        finally:
            self._inbox.looking.release()

    def look(self) -> bool:
        """Take what stood still since an earlier look; whether anything there did not yet."""
        still = dict(self._standing)
        self._standing.clear()
        troubles = [trouble for folder in self._inbox.folders for trouble in self._look_into(folder, still)]
        troubles += filter(None, [self._carry_out_waiting()])
        is_settling = any(self._seconds() - since < STANDS_STILL_AFTER for _, since in self._standing.values())
        if troubles or not is_settling:  # else what was wrong may still be
            self._inbox.tell(LookedInto(troubles[0] if troubles else ""))
        return is_settling

    def run_or_tell_bug(self) -> None:
        """Run; a bug is told by its place alone, as its message may quote what somebody wrote."""
        try:
            self.run()
        except Exception as bug:
            from rituals.adapters.together.looking import bug_words  # only for bugs

            self._inbox.tell(LookedInto(f"{bug_words(bug, 'taking in what a phone wrote')}. What came is kept."))
            raise

    def tell_if_it_hangs(self) -> None:
        """Say so if the folder keeps another thread waiting."""
        if folder := self._waits_for:
            self._inbox.tell(LookedInto(f"{_named(folder)} does not answer. Look at what it lies on."))

    def _look_into(self, folder: WishFolder, still: Mapping[Path, tuple[FileOfWishes, float]]) -> list[str]:
        """Take what stood still in a folder; a sentence on each thing that is wrong there."""
        self._waits_for, now = folder, self._seconds()
        try:
            if folder == self._inbox.folders[0]:
                folder.make()
            files = folder.files()
            for file in files:
                known, since = still.get(file.path, (None, now))
                self._standing[file.path] = file, since if known == file else now
            standing = [file for file in files if now - self._standing[file.path][1] >= STANDS_STILL_AFTER]
            troubles = list(filter(None, [self._take(file, folder) for file in standing]))
            if os.access(folder.path, os.W_OK | os.X_OK):
                return troubles
            return [f"{_named(folder)} can't be written by this login. Let it, so that files can be taken out."]
        except FileNotFoundError:
            is_earlier = folder != self._inbox.folders[0]
            return [] if is_earlier else [f"{_named(folder)} is not there now. Put it back, or choose another folder."]
        except OSError as refusal:
            what, remedy = what_is_wrong(refusal)
            return [f"{_named(folder)} {what}. {remedy}."]
        finally:
            self._waits_for = None

    def _take(self, file: FileOfWishes, folder: WishFolder) -> str:
        """Take a file out of the folder once a copy of it is kept; a sentence on what is wrong with it, if anything."""
        name = f"{printable(file.path.name)} in the inbox {printable(str(folder.path))}"
        try:
            content = read_wishes(file)
        except FileNotFoundError:
            return ""
        except OSError as refusal:
            return f"{name} can't be read ({refusal.strerror}). Look whose it is."
        if content is None:
            return ""
        if len(content) > LARGEST_FILE_OF_WISHES:
            return f"{name} is larger than {LARGEST_FILE_OF_WISHES >> 10} KiB, so it stays there unread. Move it away."
        try:
            self._keep(file, content)
        except RitualsError as refusal:
            return str(refusal)
        try:
            remove_wishes(file)
        except FileNotFoundError:
            pass
        except OSError as refusal:
            return f"{name} was taken in, but can't be taken out ({refusal.strerror}). Let this login write there."
        return ""

    def _keep(self, file: FileOfWishes, content: bytes) -> None:
        """Keep a copy of a file, unless it was taken in before."""
        digest = blake2b(content, digest_size=16).hexdigest()
        name = os.fsencode(file.path.name).decode("utf-8", "replace")
        copied = CopiedFile(name, file.modified, digest, self._clock.now())
        with saving(self._copies.folder), self._copies.lock:
            if is_known(copied, [*self._remembered.files(), *self._copies.files()]):
                self._remembered.renew(copied, now=copied.came_at)
            else:
                self._new.add(self._copies.keep(copied, content))

    def _carry_out_waiting(self) -> str:
        """Carry out what is kept, and leave of it what was not understood; a sentence if the disk refuses."""
        for name, copied, content in list(self._copies.waiting()):
            file = ArrivedFile(name, self._written_at(copied), content)
            may_be_done = name not in self._new
            self._new.discard(name)
            try:
                unread = self._carry_out(file, may_be_done=may_be_done)
                with saving(self._copies.folder), self._copies.lock:
                    self._remembered.add(copied, now=self._clock.now())
                    self._copies.settle(name, copied, unread, content)
            except RitualsError as refusal:
                return str(refusal)
        return ""

    def _written_at(self, copied: CopiedFile) -> datetime:
        try:
            return datetime.fromtimestamp(copied.modified / 1e9, UTC)
        except (ValueError, OverflowError, OSError):
            return self._clock.now()


def _named(folder: WishFolder) -> str:
    return f"The inbox {printable(str(folder.path))}"
