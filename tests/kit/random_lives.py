"""Random histories of machines that share a couple's folder, and what must be so at the end of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import open_segment
from rituals.core.events import AnyEvent, AppreciationAdded, AppreciationErased, RitualTicked, Undone, WordsErased
from rituals.core.model import EventId
from tests.kit.couples_folder import KEY, Machine, tick
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
        self.machines = machines
        self._engine = engine
        self._unpublished: dict[Machine, set[EventId]] = {machine: set() for machine in machines}
        self._rolled_back: set[Machine] = set()
        self.written: set[EventId] = set()
        self.words: dict[EventId, str] = {}
        ordinary = (self._write, self._write, self._erase, self._undo, self._look, self._look, self._carry)
        accidents = (self._put_back, self._save, self._roll_back)
        self._steps = (*ordinary, *accidents[: self._chance.randint(0, 3)])

    def live(self, steps: int) -> None:
        """Do so many things, one after the other."""
        for _ in range(steps):
            machine = self._chance.choice(self.machines)
            step = self._chance.choice(self._steps)
            step(machine)

    def come_together(self) -> None:
        """Look until everybody has everything."""
        for _ in range(4):
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
        assert not {name for name in self.written - everything.keys() if self.words.get(name) not in gone}, "lost"
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
        shutil.copytree(machine.data, self._saved(machine))

    def _roll_back(self, machine: Machine) -> None:
        if self._saved(machine).exists():
            shutil.rmtree(machine.data)
            shutil.copytree(self._saved(machine), machine.data)
            self._engine.carry_all(machine, own=True)  # as an engine does, since others have what is newer
            self._rolled_back.add(machine)
            self.written -= self._unpublished[machine]  # lost with the disk, before anybody else had it

    def _saved(self, machine: Machine) -> Path:
        return self._folder / f"saved {machine.machine.decode()}"


def texts_of(machine: Machine) -> bytes:
    """All that can be read on a machine's disk, and with the key in what it published, in whatever file that lies."""
    on_disk = [path.read_bytes() for path in machine.data.rglob("*") if path.is_file()]
    logs = [path for device in machine.devices for path in (machine.folder / "rituals" / "log" / device).glob("[0-9]*")]
    return b"".join([*on_disk, published_texts(KEY, logs)])


def published_texts(key: CoupleKey, logs: Iterable[Path]) -> bytes:
    """All that stands in segments, opened with the key."""
    opened = [open_segment(key, path.parent.name, int(path.name[:8]), path.read_bytes()) for path in logs]
    published = (document for segment in opened for documents in segment.documents for document in documents or ())
    return b"".join(map(bytes, published))
