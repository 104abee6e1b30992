"""Real Syncthing between two homes: whatever it or people do in its folders, they end with the same."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from rituals.core.events import AppreciationAdded, AppreciationErased, WordsErased
from rituals.errors import StorageError
from tests.kit.couples_folder import Machine, tick
from tests.kit.desktop import until
from tests.kit.random_lives import History, texts_of
from tests.kit.syncthing import Node, Syncthing, SyncthingEngine, running_nodes

pytestmark = [pytest.mark.durability, pytest.mark.desktop]

SHORT, LONG = 2, 30
STEPS, MANY_STEPS = 20, 60


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "ana")


@pytest.fixture
def sam(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "sam")


@pytest.fixture(scope="module")
def nodes() -> Iterator[Sequence[Node]]:
    with running_nodes(2) as nodes:
        yield nodes


@pytest.fixture
def syncthing(nodes: Sequence[Node], ana: Machine, sam: Machine) -> Syncthing:
    return Syncthing(nodes, [ana, sam])


@pytest.mark.usefixtures("syncthing")
def test_what_is_published_here_comes_there_by_itself(
    ana: Machine, sam: Machine, figure: Callable[[str], None]
) -> None:
    ana.write(tick("soup"))
    ana.look()
    started = time.monotonic()

    until(lambda: sam.take_in() > 0, "Syncthing has noticed and brought it")

    figure(f"from one home to the other over Syncthing: {time.monotonic() - started:.1f} s")
    assert sam.records() == ana.records()


def test_what_both_wrote_while_one_was_cut_off_is_on_both(syncthing: Syncthing, ana: Machine, sam: Machine) -> None:
    syncthing.settle()
    syncthing.node(sam).ask("POST", "system/pause")
    ana.write(tick("soup"))
    sam.write(tick("bread"))
    for machine in (ana, sam):
        machine.look()
    assert not ana.records().keys() & sam.records().keys()

    syncthing.node(sam).ask("POST", "system/resume")
    come_together(syncthing, ana, sam)

    assert len(ana.records()) == 2
    assert ana.records() == sam.records()


def test_a_folder_that_somebody_emptied_is_filled_again(syncthing: Syncthing, ana: Machine, sam: Machine) -> None:
    ana.write(tick("soup"))
    sam.write(tick("bread"))
    come_together(syncthing, ana, sam)
    shutil.rmtree(sam.folder / "rituals")
    syncthing.settle()
    assert not (ana.folder / "rituals").exists()
    newcomer = Machine(sam.folder.parent / "newcomer", ana.folder)

    come_together(syncthing, ana, sam)

    newcomer.take_in()
    assert len(newcomer.records()) == 2
    assert newcomer.records() == ana.records() == sam.records()


def test_a_folder_that_was_gone_and_is_put_back_old_loses_nothing_and_returns_no_words(
    syncthing: Syncthing, ana: Machine, sam: Machine, tmp_path: Path
) -> None:
    (gone,) = ana.write(tick("goes"))
    ana.write(AppreciationAdded("note", "ana", tick().day, "thanks"))
    come_together(syncthing, ana, sam)
    shutil.copytree(sam.folder, tmp_path / "old")
    shutil.rmtree(sam.folder)
    with pytest.raises(StorageError):
        sam.look()
    ana.write(tick("since then"), WordsErased((gone,)), AppreciationErased("note"))
    ana.look()
    sam.write(tick("meanwhile"))

    shutil.copytree(tmp_path / "old", sam.folder)
    come_together(syncthing, ana, sam)

    assert ana.records() == sam.records()
    assert {gone} < ana.records().keys()
    for machine in (ana, sam):
        texts = texts_of(machine)
        assert b"since then" in texts
        assert b"meanwhile" in texts
        assert b"goes" not in texts
        assert b"thanks" not in texts


@pytest.mark.parametrize("is_touched_last", [True, False])
def test_whoever_touches_what_the_other_published_spoils_nothing(
    syncthing: Syncthing, ana: Machine, sam: Machine, is_touched_last: bool
) -> None:
    sam.write(tick("first"))
    come_together(syncthing, ana, sam)
    syncthing.pause(sam)
    (segment,) = ana.folder.glob("rituals/log/*/*.rlog")
    sam.write(tick("second"))
    for touches in (is_touched_last, not is_touched_last):
        if touches:
            sam.look()
        else:
            segment.write_bytes(segment.read_bytes()[:-30])

    syncthing.settle()
    copies = list(ana.folder.rglob("*.sync-conflict-*"))
    come_together(syncthing, ana, sam)

    assert copies
    assert not [path for machine in (ana, sam) for path in machine.folder.rglob("*.sync-conflict-*")]
    assert ana.records() == sam.records()
    assert len(ana.records()) == 2


def test_random_histories_converge_over_syncthing(tmp_path: Path, full: bool, figure: Callable[[str], None]) -> None:
    names = ("ana", "sam", "phone") if full else ("ana", "sam")
    records = erased = 0
    with running_nodes(len(names)) as nodes:
        for seed in range(LONG if full else SHORT):
            folder = tmp_path / f"seed {seed}"
            machines = [Machine(folder / name) for name in names]
            history = History(folder, seed, machines, SyncthingEngine(Syncthing(nodes, machines), machines))
            history.live(MANY_STEPS if full else STEPS)
            history.come_together()
            outcome = history.outcome()
            records += outcome.records
            erased += outcome.erased
    figure(f"over Syncthing: {seed + 1} histories, {records:,} records, {erased} of them erased, none lost")


def come_together(syncthing: Syncthing, *machines: Machine) -> None:
    """Let all look in turn, with Syncthing carrying everything between, until nothing is new."""
    for _ in range(3):
        for machine in machines:
            syncthing.settle()
            machine.look()
            machine.service()
    syncthing.settle()
