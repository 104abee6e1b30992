"""Stand-ins for the world, typed like the real parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count
from zlib import crc32
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from rituals.core.events.erasure import without_words
from rituals.core.events.recorded import Recorded, to_document
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.errors import StorageError
from rituals.ports import Fresh, Logs
from rituals.service.couple import CoupleService


class FakeClock:
    """A clock that stands until it is told to move."""

    def __init__(self, local: str = "2026-11-22 19:00", zone: str = "Europe/Berlin") -> None:
        self._zone = ZoneInfo(zone)
        self.problem: str | None = None
        self.set(local)

    def set(self, local: str) -> None:
        """Put the clock to a local wall time."""
        self._now = datetime.fromisoformat(local).replace(tzinfo=self._zone).astimezone(UTC)

    def pass_time(self, **amount: float) -> None:
        """Let some time go by."""
        self._now += timedelta(**amount)

    def now(self) -> datetime:
        return self._now

    def zone(self) -> tzinfo:
        return self._zone


class MemoryLog:
    """A log in memory; several may look at one list, as processes look at one file."""

    def __init__(self, device: str = "laptop", records: list[Recorded] | None = None) -> None:
        self.device = device
        self.devices = (device,)
        self.records: list[Recorded] = [] if records is None else records
        self.refuses = ""
        self._seen = 0
        self._rewritten = False

    def exclusive(self) -> AbstractContextManager[None]:
        return nullcontext()

    def fresh(self) -> Fresh:
        rewritten, self._rewritten = self._rewritten, False
        new = self.records[0 if rewritten else self._seen :]
        self._seen = len(self.records)
        return Fresh(new, rewritten)

    def newest_first(self) -> Iterator[Recorded]:
        return (record for record in reversed(self.records) if record.device == self.device)

    def append(self, records: Sequence[Recorded]) -> None:
        if self.refuses:
            raise StorageError(self.refuses)
        self.records.extend(records)

    def documents(self) -> Iterator[bytes]:
        return (msgspec.json.encode(to_document(record)) for record in self.records)

    def take_in(self, documents: Sequence[Mapping[str, object]]) -> None:
        self.append([msgspec.convert(document, Recorded) for document in documents])

    def erase(self, ids: Collection[str]) -> None:
        self.records[:] = [record for record in self.records if record.id not in ids]
        self._rewritten = True

    def erase_words(self, ids: Collection[str]) -> None:
        self.records[:] = [
            replace(record, event=without_words(record.event)) if record.id in ids else record
            for record in self.records
        ]
        self._rewritten = True

    def tidy(self) -> None:
        pass

    def problems(self) -> list[str]:
        return []


class FakeNotifier:
    """Keeps what it was asked to show."""

    def __init__(self, delivery: Delivery | None = None) -> None:
        self.shown: list[tuple[str, str]] = []
        self.answers: list[Answerable | None] = []
        self.delivery = delivery or Delivery(True, "Shown.")

    def notify(self, title: str, body: str, answers: Answerable | None = None, /) -> Delivery:
        self.shown.append((title, body))
        self.answers.append(answers)
        return self.delivery

    def check(self) -> Delivery:
        return self.delivery


class ProgramStarts:
    """Keeps which programs it was asked to start, and starts none."""

    def __init__(self, refusal: OSError | None = None) -> None:
        self.commands: list[Sequence[str]] = []
        self.refusal = refusal

    def __call__(self, command: Sequence[str]) -> None:
        self.commands.append(command)
        if self.refusal is not None:
            raise self.refusal


def make_rituals(
    clock: FakeClock | None = None,
    shared: MemoryLog | None = None,
    local: MemoryLog | None = None,
    login: str = "ana",
    *,
    drafts: MemoryLog | None = None,
) -> CoupleService:
    """The real service over logs in memory."""
    numbers = count(1)
    logs = Logs(shared or MemoryLog(), local or MemoryLog(), drafts or MemoryLog(), defaultdict(MemoryLog))
    device = logs.shared.device
    service = CoupleService(
        logs, clock or FakeClock(), lambda: f"{crc32(device.encode()):08x}{next(numbers):08x}", login
    )
    service.refresh()
    return service
