"""Whatever an engine does, machines end with the same, nothing is lost, and nothing that was erased returns."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.couples_folder import Machine
from tests.kit.random_lives import History
from tests.kit.sync_engine import SyncEngine

pytestmark = pytest.mark.durability

SHORT, LONG = 6, 240
STEPS, MANY_STEPS = 30, 80


def test_random_histories_converge(tmp_path: Path, full: bool, figure: Callable[[str], None]) -> None:
    records = erased = 0
    for seed in range(LONG if full else SHORT):
        folder = tmp_path / f"seed {seed}"
        machines = [Machine(folder / name) for name in ("ana", "sam", "phone")]
        history = History(folder, seed, machines, SyncEngine(machines))
        history.live(MANY_STEPS if full else STEPS)
        history.come_together()

        outcome = history.outcome()
        records += outcome.records
        erased += outcome.erased
        shutil.rmtree(folder)
    figure(f"machines that converge: {seed + 1} histories, {records:,} records, {erased} of them erased, none lost")
