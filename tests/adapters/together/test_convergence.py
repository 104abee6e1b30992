"""Whatever an engine does, machines end with the same, nothing is lost, and nothing that was erased returns."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from rituals.adapters.together.segments import open_segment
from rituals.core.events import AnyEvent, AppreciationAdded, AppreciationErased, RitualTicked, Undone, WordsErased
from rituals.core.model import EventId
from tests.kit.couples_folder import KEY, Machine, tick
from tests.kit.sync_engine import SyncEngine

pytestmark = pytest.mark.durability

SHORT, LONG = 6, 240
STEPS, MANY_STEPS = 30, 80


class History:
    """A random life of three machines, from one seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._chance = Random(seed)
        self._folder = folder
        self._words = 0
        self.machines = [Machine(folder / name) for name in ("ana", "sam", "phone")]
        self._engine = SyncEngine(self.machines)
        self._unpublished: dict[Machine, set[EventId]] = {machine: set() for machine in self.machines}
        self._rolled_back: set[Machine] = set()
        self.written: set[EventId] = set()
        self.words: dict[EventId, str] = {}
        ordinary = (self._write, self._write, self._erase, self._undo, self._look, self._look, self._carry)
        accidents = (self._put_back, self._save, self._roll_back)
        self._steps = (*ordinary, *accidents[: self._chance.randint(0, 3)])

    def live(self, steps: int) -> None:
        for _ in range(steps):
            machine = self._chance.choice(self.machines)
            step = self._chance.choice(self._steps)
            step(machine)

    def come_together(self) -> None:
        for _ in range(4):
            for machine in self.machines:
                self._engine.carry_all(machine)
                self._look(machine)

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
    logs = [path for device in machine.devices for path in (machine.folder / "rituals" / "log" / device).glob("*")]
    opened = [open_segment(KEY, path.parent.name, int(path.name[:8]), path.read_bytes()) for path in logs]
    published = (document for segment in opened for documents in segment.documents for document in documents or ())
    return b"".join([*on_disk, *map(bytes, published)])


def test_random_histories_converge(tmp_path: Path, full: bool, figure: Callable[[str], None]) -> None:
    records = erased = 0
    for seed in range(LONG if full else SHORT):
        history = History(tmp_path / str(seed), seed)
        history.live(MANY_STEPS if full else STEPS)
        history.come_together()

        everything = history.machines[0].records()
        assert all(machine.records() == everything for machine in history.machines), f"seed {seed}"
        gone = {event.appreciation for event in everything.values() if isinstance(event, AppreciationErased)}
        wordless = {name for event in everything.values() if isinstance(event, WordsErased) for name in event.of}
        words = [text for name, text in history.words.items() if name in wordless or text in gone]
        lost = {name for name in history.written - everything.keys() if history.words.get(name) not in gone}
        assert not lost, f"seed {seed}"
        for machine in history.machines:
            texts = texts_of(machine)
            fields = [f'"{field}":"{text}"'.encode() for text in words for field in ("text", "note")]
            assert not [field for field in fields if field in texts], f"seed {seed}"
        records += len(everything)
        erased += len(words)
        shutil.rmtree(tmp_path / str(seed))
    figure(f"machines that converge: {seed + 1} histories, {records:,} records, {erased} of them erased, none lost")
