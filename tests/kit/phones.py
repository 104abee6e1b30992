"""The inbox without a process of its own, and a phone that writes into it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from rituals.adapters.inbox.inbox import FolderInbox
from rituals.adapters.inbox.taking import WishTaker
from rituals.adapters.journal.disk import Disk
from rituals.config import InboxSettings, Places
from rituals.core.inbox.file_lines import ArrivedFile
from rituals.ports import Clock
from rituals.service.inbox.carrying_out import carry_out
from rituals.session import Session


class Stopwatch:
    """Seconds that go by only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class InboxHere(FolderInbox):
    """Does at once what another process would."""

    def __init__(
        self,
        where: Places,
        chosen: InboxSettings,
        clock: Clock,
        open_session: Callable[[], Session],
        disk: Disk | None = None,
    ) -> None:
        own = (where.cache, where.settings, where.catalogue)
        super().__init__(where.data, chosen.folder, is_on=chosen.on, own=own)
        self._clock = clock
        self._open_session = open_session
        self._disk = disk
        self.watch = Stopwatch()

    def start(self) -> None:
        """Take in what is there."""
        if self.folders:
            self.taker().run()

    def taker(self) -> WishTaker:
        """What takes in, in a time that only its sleep makes pass."""
        session = cache(self._open_session)

        def carry(file: ArrivedFile, *, may_be_done: bool) -> Mapping[int, tuple[str, str]]:
            here = session().settings.together.here
            return carry_out(session().service, file, here, may_be_done=may_be_done)

        return WishTaker(
            self, carry, self._clock, disk=self._disk, seconds=lambda: self.watch.now, sleep=self.watch.sleep
        )


def write_on_phone(folder: Path, text: str | bytes, name: str = "wish.txt", *, at: datetime | None = None) -> Path:
    """Put a file into a folder, as a phone's does that was written then."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    if at is not None:
        os.utime(path, (at.timestamp(), at.timestamp()))
    return path
