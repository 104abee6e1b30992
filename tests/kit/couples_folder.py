"""Machines that share a couple's folder: each with a home of its own, publishing and taking in when told to."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rituals.adapters.clock import SystemClock
from rituals.adapters.journal.device import begin_new_device, device_here
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.logs import open_logs
from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.kept import keep
from rituals.adapters.together.looking import FolderLooks, Paired, key_here
from rituals.adapters.together.problems import problems_between
from rituals.adapters.together.published.publishing import Publication, Publisher
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.taking_in import Intake
from rituals.bootstrap import new_id
from rituals.content.loader import catalogue
from rituals.core.events import AnyEvent, RitualTicked
from rituals.core.events.recorded import Recorded
from rituals.core.model import DeviceId, PersonId
from rituals.ports import Clock
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock

KEY = CoupleKey("9b1f0c6d2e4a8b70", 1, bytes(range(16)))
AT = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)


def tick(note: str = "") -> RitualTicked:
    return RitualTicked(ritual="walk", day=date(2026, 11, 22), note=note)


class Machine:
    """A machine: its data folder, and the couple's folder as it sees it."""

    def __init__(
        self,
        home: Path,
        folder: Path | None = None,
        *,
        machine: str = "",
        carrier: Callable[[DeviceId], Carrier] | None = None,
        disk: Disk | None = None,
    ) -> None:
        self.data = home / "data"
        self.machine = (machine or home.name).encode().ljust(16, b".")
        self.disk = disk
        self.key = KEY
        self.clock: Clock = SystemClock()
        self.folder = folder or home / "folder"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._carrier = carrier or (lambda device: FolderCarrier(self.folder, device, self.disk))

    @property
    def device(self) -> DeviceId:
        return device_here(self.data, self.machine).id

    @property
    def devices(self) -> Sequence[DeviceId]:
        """What it writes as, and wrote as before it was rolled back."""
        here = device_here(self.data, self.machine)
        return here.id, *here.earlier

    @property
    def carrier(self) -> Carrier:
        return self._carrier(self.device)

    def log(self) -> JournalLog:
        here = device_here(self.data, self.machine)
        return JournalLog(self.data / "shared", here.id, others=here.others, disk=self.disk)

    def write(self, *events: AnyEvent, at: datetime = AT) -> Sequence[str]:
        """Write events as one commit and return the ids."""
        log = self.log()
        here = device_here(self.data, self.machine).id
        ids = [new_id() for _ in events]
        log.append([Recorded(name, here, 1, at, event) for name, event in zip(ids, events, strict=True)])
        return ids

    def publisher(self, disk: Disk | None = None, device: DeviceId = "") -> Publisher:
        device = device or self.device
        return Publisher(
            self.data,
            device,
            self._carrier(device),
            self.key,
            begin_new_device=lambda: begin_new_device(self.data, device, self.machine),
            version="0",
            disk=disk or self.disk,
        )

    def publish(self) -> Publication:
        return self.publisher().publish(self.carrier.names())

    def intake(self, now: Callable[[], float] | None = None) -> Intake:
        others = device_here(self.data, self.machine).others
        now = now or (lambda: self.clock.now().timestamp())
        return Intake(self.data, self.device, self.carrier, self.key, others=others, now=now, disk=self.disk)

    def take_in(self) -> int:
        return self.intake().take_in(self.carrier.names())

    def look(self) -> None:
        """Take in and publish, as a new device if need be."""
        if key_here(self.data) != self.key:
            self.pair()
        publication = self.looks().surely_look()
        assert publication is not None
        assert not publication.is_new_device, "it takes one new device after the other"

    def pair(self, *, is_mount: bool = False) -> None:
        """Let it be paired in the folder, as somebody would with the verb."""
        self.key.keep(self.data / "together")
        keep(self.data / "together" / "paired.json", Paired(str(self.folder), self.key.couple, is_mount=is_mount))

    def looks(
        self, make_carrier: Callable[[str, DeviceId], Carrier | None] | None = None, **others: Any
    ) -> FolderLooks:
        """What looks again and again here, once it is paired."""
        make_carrier = make_carrier or (lambda _, device: self._carrier(device))
        others.setdefault("clock", self.clock)
        return FolderLooks(self.data, self.disk, self.machine, make_carrier=make_carrier, **others)

    def told(self, now: Callable[[], float] = time.time) -> Sequence[str]:
        """What is known to be wrong with the couple's folder."""
        self.pair()
        return [problem.what for problem in problems_between(self.data, AT.date(), now=now)]

    def service(self, login: str = "Ana") -> CoupleService:
        """The service on what is on this machine's disk."""
        here = device_here(self.data, self.machine)
        logs = open_logs(self.data, here.id, self.disk, others=here.others)
        service = CoupleService(logs, FakeClock(), new_id, login)
        service.refresh()
        return service

    def records(self) -> dict[str, AnyEvent]:
        """Every record on this machine's disk."""
        return {record.id: record.event for record in self.log().fresh().records}


def carry_between(*machines: Machine) -> None:
    """Let each look, show what there is, and look again, until all have everything."""
    for machine in (*machines, *machines, *machines):
        machine.look()
        machine.service()


def two_at(machine: Machine) -> tuple[PersonId, PersonId]:
    """The ids of Ana and Sam, as a machine has them."""
    ana, sam = machine.service().couple
    return ana.id, sam.id


def has_agreed(machine: Machine, about: str) -> bool:
    """Whether both agreed to something that needs both, as a machine has it."""
    entry = catalogue().entry(about)
    assert entry is not None
    return bool(machine.service().consent.agreed([entry]))
