"""Random histories of machines that share a couple's folder, and what must be so at the end of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

from msgspec import Raw

from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import open_segment, stamp_of
from rituals.core.events import AnyEvent, AppreciationAdded, AppreciationErased, RitualTicked, Undone, WordsErased
from rituals.core.model import EventId
from tests.kit.couples_folder import KEY, Machine, tick
from tests.kit.fakes import FakeClock
from tests.kit.sync_engine import SyncEngine


class Outcome(NamedTuple):
    """How many records there are at the end, and of how many the words are erased."""

    records: int
    erased: int


class History:
    """A random life of machines, from one seed; what is saved of them goes into the folder."""

    def __init__(self, folder: Path, seed: int, machines: Sequence[Machine], engine: SyncEngine) -> None:
        self._chance = Random(seed)
        self._folder = folder
        self._words = 0
        self._ever_erased: set[str] = set()
        self._unfiled: set[EventId] = set()
        """What may be in no file any more, but only on the disks of others."""
        self._clock = FakeClock()
        self.machines = machines
        for machine in machines:
            machine.clock = self._clock
        self._engine = engine
        self._unpublished: dict[Machine, set[EventId]] = {machine: set() for machine in machines}
        self._rolled_back: set[Machine] = set()
        self.written: set[EventId] = set()
        self.words: dict[EventId, str] = {}
        ordinary = (self._write, self._write, self._erase, self._undo, self._look, self._look, self._carry)
        accidents = (self._put_back, self._save, self._roll_back, self._sleep, self._roll_back_all)
        self._steps = (*ordinary, *accidents[: self._chance.randint(0, len(accidents))])

    def live(self, steps: int) -> None:
        """Do so many things, one after the other."""
        for _ in range(steps):
            machine = self._chance.choice(self.machines)
            step = self._chance.choice(self._steps)
            step(machine)

    def come_together(self) -> None:
        """Look until everybody has everything."""
        for _ in range(3):
            for machine in self.machines:
                self._engine.carry_all(machine)
                self._look(machine)
        for _ in range(4):
            self._sleep(self.machines[0])
            for machine in self.machines:
                self._engine.carry_all(machine)
                self._look(machine)

    def outcome(self) -> Outcome:
        """How it ended; fails where machines differ, something is lost, or erased words are still there."""
        everything = self.machines[0].records()
        assert all(machine.records() == everything for machine in self.machines), "machines differ"
        gone = {event.appreciation for event in everything.values() if isinstance(event, AppreciationErased)}
        wordless = {name for event in everything.values() if isinstance(event, WordsErased) for name in event.of}
        words = [text for name, text in self.words.items() if name in wordless or text in gone]
        erased = gone | self._ever_erased  # also where the erasing was lost since
        assert not {name for name in self.written - everything.keys() if self.words.get(name) not in erased}, "lost"
        for machine in self.machines:
            texts = texts_of(machine)
            fields = [f'"{field}":"{text}"'.encode() for text in words for field in ("text", "note")]
            assert not [field for field in fields if field in texts], "returned"
        return Outcome(len(everything), len(words))

    def _write(self, machine: Machine) -> None:
        self._words += 1
        words = f"word{self._words}end"
        thanks = AppreciationAdded(words, "ana", tick().day, words)
        event = thanks if self._chance.random() < 0.3 else tick(words)
        (name,) = self._record(machine, event)
        self.words[name] = words

    def _erase(self, machine: Machine) -> None:
        records = machine.records()
        if not records:
            return
        name, event = self._chance.choice(sorted(records.items()))
        if isinstance(event, AppreciationAdded):
            self._record(machine, AppreciationErased(event.appreciation))
            self._ever_erased.add(event.appreciation)
        elif isinstance(event, RitualTicked):
            self._record(machine, WordsErased((name,)))
        machine.service()

    def _undo(self, machine: Machine) -> None:
        if records := sorted(machine.records()):
            self._record(machine, Undone((self._chance.choice(records),)))

    def _record(self, machine: Machine, event: AnyEvent) -> list[EventId]:
        names = machine.write(event)
        self.written.update(names)
        self._unpublished[machine].update(names)
        return list(names)

    def _look(self, machine: Machine) -> None:
        machine.look()
        machine.service()
        machine.look()
        self._unpublished[machine].clear()
        self._rolled_back.discard(machine)
        self._engine.notice(machine)

    def _carry(self, machine: Machine) -> None:
        self._engine.carry(machine, self._chance)

    def _put_back(self, machine: Machine) -> None:
        if machine not in self._rolled_back:
            self._engine.put_back(machine, self._chance)

    def _save(self, machine: Machine) -> None:
        machine.look()
        shutil.rmtree(self._saved(machine), ignore_errors=True)
        shutil.copytree(machine.data, self._saved(machine) / "data")
        for top in ("log", "state"):
            for device in machine.devices:
                path = machine.folder / "rituals" / top / device
                kept = self._saved(machine) / "folder" / top / device
                if path.is_dir():
                    shutil.copytree(path, kept)
                elif path.exists():
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, kept)

    def _roll_back(self, machine: Machine) -> None:
        if self._saved(machine).exists():
            gone = self._restore(machine)
            self._engine.carry_all(machine, own=True)  # as an engine does, since others have what is newer
            self._rolled_back.add(machine)
            self.written -= self._unpublished[machine]  # lost with the disk, before anybody else had it
            self.written -= self._unfiled - self._elsewhere(machine) & gone

    def _roll_back_all(self, machine: Machine) -> None:
        """Bring back a home with its part of the folder, which the engine takes for what is newest."""
        if not self._saved(machine).exists():
            return
        published = {stamp.id for document in published_in(KEY, _own_logs(machine)) if (stamp := stamp_of(document))}
        for top, device in product(("log", "state"), machine.devices):
            path = machine.folder / "rituals" / top / device
            if path.is_dir():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)
        gone = self._restore(machine) | published - machine.records().keys()
        if (self._saved(machine) / "folder").exists():
            shutil.copytree(self._saved(machine) / "folder", machine.folder / "rituals", dirs_exist_ok=True)
        self._engine.restored(machine)
        self._unfiled |= gone
        self.written -= gone - self._elsewhere(machine)  # lost, before anybody else took it in

    def _restore(self, machine: Machine) -> set[EventId]:
        """Bring back a home, and return the records that it had since."""
        before = machine.records().keys()
        shutil.rmtree(machine.data)
        shutil.copytree(self._saved(machine) / "data", machine.data)
        return before - machine.records().keys()

    def _elsewhere(self, machine: Machine) -> set[EventId]:
        return {name for other in self.machines if other is not machine for name in other.records()}

    def _sleep(self, _: Machine) -> None:
        """Let a day go by for everybody."""
        self._clock.pass_time(days=1)

    def _saved(self, machine: Machine) -> Path:
        return self._folder / f"saved {machine.machine.decode()}"


def texts_of(machine: Machine) -> bytes:
    """All that can be read on a machine's disk, and with the key in what it published, in whatever file that lies."""
    on_disk = [path.read_bytes() for path in machine.data.rglob("*") if path.is_file()]
    return b"".join([*on_disk, published_texts(KEY, _own_logs(machine))])


def published_texts(key: CoupleKey, logs: Iterable[Path]) -> bytes:
    """All that stands in segments, opened with the key."""
    return b"".join(map(bytes, published_in(key, logs)))


def published_in(key: CoupleKey, logs: Iterable[Path]) -> Iterator[Raw]:
    """The documents in segments, opened with the key."""
    for path in logs:
        segment = open_segment(key, path.parent.name, int(path.name[:8]), path.read_bytes())
        yield from (document for documents in segment.documents for document in documents or ())


def _own_logs(machine: Machine) -> list[Path]:
    """A machine's own segments, whatever they are called."""
    return [path for device in machine.devices for path in (machine.folder / "rituals" / "log" / device).glob("[0-9]*")]
