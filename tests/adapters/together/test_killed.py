"""Killed at any call to the disk while it takes in and publishes, a machine goes on where it was."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.adapters.journal.disk import Disk
from rituals.adapters.together import kept
from rituals.core.events import AppreciationAdded, AppreciationErased, WordsErased
from tests.kit.couples_folder import Machine, tick
from tests.kit.journal_disks import KillingDisk

pytestmark = [pytest.mark.durability, pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")]


def homes(folder: Path) -> tuple[Machine, Machine]:
    return Machine(folder / "ana", folder / "shared"), Machine(folder / "sam", folder / "shared")


def prepare(folder: Path) -> None:
    """Two machines that know each other, and much that Ana's next look has to do."""
    ana, sam = homes(folder)
    (gone,) = ana.write(tick("goes"))
    ana.write(AppreciationAdded("note", "ana", tick().day, "thanks"))
    for machine in (ana, sam, ana):
        machine.write(tick())
        machine.look()
    sam.write(tick("from sam"), WordsErased((gone,)), AppreciationErased("note"))
    sam.look()
    ana.write(tick("from ana"))


def look(machine: Machine, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look on this disk, with all that is only kept to be quick on it as well."""
    monkeypatch.setattr(kept, "UnsyncedDisk", lambda: disk)
    machine.disk = disk
    machine.look()


def test_killed_at_any_step_a_look_goes_on(
    tmp_path: Path, full: bool, figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "before")
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    counting = KillingDisk()
    with monkeypatch.context() as patched:
        look(homes(tmp_path / "whole")[0], counting, patched)

    killed = range(1, counting.steps + 1, 1 if full else 7)
    for step in killed:
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "before", folder)
        ana, sam = homes(folder)
        child = os.fork()
        if not child:
            look(ana, KillingDisk(step), monkeypatch)
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"step {step}"
        device = ana.device
        for machine in (ana, sam, ana):
            machine.look()
            machine.service()
            machine.look()

        assert ana.device == device, f"step {step}"
        assert ana.records() == sam.records(), f"step {step}"
        assert len(ana.records()) == 8, f"step {step}"
        assert not [name for name in ana.carrier.names() if name.endswith(".tmp")], f"step {step}"
        texts = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert b"goes" not in texts, f"step {step}"
        assert b"thanks" not in texts, f"step {step}"
        shutil.rmtree(folder)
    figure(f"publishing and taking in, killed at {len(killed)} of {counting.steps} calls: it always went on")
