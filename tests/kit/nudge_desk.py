"""A machine with a scheduler of nudges, driven without sleeping."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.core.events import NudgeTold, RitualAdded
from rituals.core.model import Rule
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.words import NudgeWords
from rituals.service.couple import CoupleService
from rituals.service.nudges.scheduler import Scheduler
from tests.kit.fakes import FakeClock, FakeNotifier, MemoryLog, ProgramStarts, make_rituals

WORDS = NudgeWords(plain=("For {name}.",), discreet=("A moment.",))


class Traveller(FakeClock):
    """A clock that can be carried into another zone."""

    def travel(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)


class Desk:
    """A machine with a clock, one pair of logs, and as many copies of the program as wanted."""

    def __init__(self, folder: Path, local: str = "2026-11-22 12:00") -> None:
        self.folder = folder
        self.clock = Traveller("1980-01-01 00:00")
        self.shared, self.local = MemoryLog(), MemoryLog()
        self.settings = NudgeSettings()
        self.here: tuple[str, ...] = ()
        self.notifier: FakeNotifier = FakeNotifier()
        self.starts = ProgramStarts()
        self.undelivered: list[tuple[str, str, str]] = []
        self.app = self.opened()
        self.app.begin_nudging()
        self.clock.set(local)

    def opened(self) -> CoupleService:
        """Another process's view of the same logs."""
        shared, local = MemoryLog(records=self.shared.records), MemoryLog(records=self.local.records)
        return make_rituals(self.clock, shared, local)

    def scheduler(self, who: str = "a test", service: CoupleService | None = None) -> Scheduler:
        return Scheduler(
            service or self.opened(),
            lambda: self.settings,
            self.notifier,
            FileSenderLock(self.folder, who),
            WORDS,
            self.keep_undelivered,
            here=lambda: self.here,
            start=self.starts,
        )

    def keep_undelivered(self, title: str, body: str, why: str) -> None:
        self.undelivered.append((title, body, why))

    def keeps(self, name: str, at: str = "") -> None:
        when = time.fromisoformat(at) if at else None
        self.app.add(RitualAdded(name, self.app.today(), name, Rule("FREQ=DAILY", at=when)))

    @property
    def told(self) -> list[str]:
        return [title for title, _ in self.notifier.shown]

    @property
    def marks(self) -> dict[str, NudgeTold]:
        self.app.refresh()
        return self.app.device_state.told


def drive(desk: Desk, scheduler: Scheduler, until: str) -> None:
    """Let the scheduler run up to a wall time; its waits pass at once."""
    end = FakeClock(until).now()
    while desk.clock.now() < end:
        desk.clock.pass_time(seconds=scheduler.step())
