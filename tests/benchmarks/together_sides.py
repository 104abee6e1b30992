"""What is measured of a couple's folder: a look with nothing new, publishing a tick, and a first take-in."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rituals.adapters.together.looking import FolderLooks
from rituals.adapters.together.names import LARGEST_SEGMENT
from tests.benchmarks.table import Sample, Side, seconds
from tests.kit.couples_folder import Machine, tick


def beyond_stat(home: Path, stack: ExitStack) -> Sample:
    """What a look with nothing new takes beyond a `stat` of the same files."""
    machine, peer = _paired(home, stack)
    machine.pair()
    looks = machine.looks()
    looks.look()
    files = [path for path in machine.folder.rglob("*") if path.is_file()]
    files += [machine.data / "shared" / f"{name}.jsonl" for name in (machine.device, peer.device)]
    return lambda: seconds(looks.look) - seconds(lambda: [os.stat(path) for path in files])  # noqa: PTH116 - bare


def publish(home: Path, stack: ExitStack) -> Sample:
    """Publishing one tick, with years published before."""
    machine = _copy(home, stack)
    publisher = machine.publisher()
    publisher.publish(machine.carrier.names())

    def sample() -> float:
        machine.write(tick())
        return seconds(lambda: publisher.publish(machine.carrier.names()))

    return sample


def temp_and_rename(home: Path, stack: ExitStack) -> Sample:
    """A file of a whole segment's size, written beside its place and put there, right after a tick as well."""
    machine = _copy(home, stack)
    content = os.urandom(LARGEST_SEGMENT)

    def write() -> None:
        (machine.folder / "draft").write_bytes(content)
        (machine.folder / "draft").replace(machine.folder / "segment")

    def sample() -> float:
        machine.write(tick())
        return seconds(write)

    return sample


def first_take_in(home: Path, stack: ExitStack) -> Sample:
    """Taking in all that a machine published in years."""
    peer = _copy(home, stack)
    peer.publish()

    def sample() -> float:
        with TemporaryDirectory(dir=home) as folder:
            return seconds(Machine(Path(folder), peer.folder).take_in)

    return sample


def in_paired(side: Side) -> Side:
    """A side in a copy of a home that is paired, took in what another published, and has nothing new."""

    def paired(home: Path, stack: ExitStack) -> Sample:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=home.parent)))
        shutil.copytree(home, folder / "home")
        peer, machine = Machine(folder / "peer"), Machine(folder / "home", folder / "peer" / "folder")
        peer.write(*[tick()] * 100)
        peer.look()
        machine.pair()
        for _ in range(2):
            FolderLooks(machine.data).look()  # as the device that verbs are here
        (machine.data / "together" / "looked").touch()
        return side(folder / "home", stack)

    return paired


def _copy(home: Path, stack: ExitStack) -> Machine:
    folder = Path(stack.enter_context(TemporaryDirectory(dir=home)))
    shutil.copytree(home / "data", folder / "data")
    return Machine(folder)


def _paired(home: Path, stack: ExitStack) -> tuple[Machine, Machine]:
    """Two machines of one folder: one with years, one that took them in."""
    machine = _copy(home, stack)
    peer = Machine(Path(stack.enter_context(TemporaryDirectory(dir=home))), machine.folder)
    for either in (machine, peer, machine):
        either.write(tick())
        either.look()
    return machine, peer
