"""Beginning a couple: the machine is paired or it is not, whenever its process ends."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from rituals.adapters.pairing.pairing import Pairing
from rituals.adapters.together.mirrors import is_paired
from tests.kit.couples_folder import tick
from tests.kit.journal_disks import DyingDisk, PowerCut
from tests.kit.pairs import PairedMachine


def test_a_machine_that_dies_as_it_begins_anew_is_paired_or_is_not(tmp_path: Path) -> None:
    for step in count(1):
        ana = PairedMachine(tmp_path / f"{step}")
        ana.write(tick())
        ana.begin()
        ana.pairing.leave(remove=True)
        elsewhere = tmp_path / f"{step}" / "elsewhere"
        elsewhere.mkdir()

        try:
            Pairing(ana.data, DyingDisk(step), ana.machine).begin(elsewhere)
        except PowerCut:
            assert is_paired(ana.data) is (ana.pairing.key is not None), f"step {step}"
        else:
            assert step > 3
            return
