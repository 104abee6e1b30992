"""Forgetting a lost machine: what it wrote stays, its words open nothing any more, and the others go on."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.adapters.journal.disk import Disk
from rituals.adapters.together import kept
from rituals.adapters.together.names import state_name
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.core import events as e
from rituals.errors import RuleError
from tests.kit.couples_folder import tick
from tests.kit.journal_disks import KillingDisk
from tests.kit.pairs import PairedMachine, opened

OTHER_WORDS = "The couple's words were changed on another machine"
NAMES = ("ana", "sam", "lost", "newcomer")


def machines(folder: Path) -> list[PairedMachine]:
    return [PairedMachine(folder / name, folder / "shared") for name in NAMES]


def pair(folder: Path) -> CoupleKey:
    """Ana's, Sam's and the lost machine, which know what each other wrote."""
    ana, sam, lost, _ = machines(folder)
    ana.write(e.PersonJoined("ana", "Ana", tick().day), e.PersonJoined("sam", "Sam", tick().day), tick("of ana"))
    key = ana.begin()
    for machine, note in ((sam, "of sam"), (lost, "of the lost")):
        machine.join(key.words)
        machine.write(tick(note))
        machine.pairing.look()
    for machine in (ana, sam):
        machine.pairing.look()
    return key


@pytest.fixture
def old(tmp_path: Path) -> CoupleKey:
    return pair(tmp_path)


@pytest.fixture
def ana(tmp_path: Path, old: CoupleKey) -> PairedMachine:
    assert old
    return machines(tmp_path)[0]


@pytest.fixture
def sam(tmp_path: Path, old: CoupleKey) -> PairedMachine:
    assert old
    return machines(tmp_path)[1]


@pytest.fixture
def lost(tmp_path: Path, old: CoupleKey) -> PairedMachine:
    assert old
    return machines(tmp_path)[2]


@pytest.fixture
def newcomer(tmp_path: Path, old: CoupleKey) -> PairedMachine:
    assert old
    return machines(tmp_path)[3]


ALL = {"of ana", "of sam", "of the lost"}


def test_the_other_machines_are_known_by_who_wrote_there(ana: PairedMachine, sam: PairedMachine) -> None:
    sam.write(e.AppreciationAdded("note", "sam", tick().day, "thanks"))
    sam.pairing.look()
    ana.pairing.look()

    known = {device.id: set(device.people) for device in ana.pairing.devices}

    assert known[sam.device] == {"sam"}
    assert len(known) == 2


def test_a_machine_that_was_rolled_back_is_none_of_its_own_others(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, tmp_path: Path
) -> None:
    shutil.copytree(ana.data, tmp_path / "saved")
    before = ana.device
    ana.write(tick("later"))
    ana.pairing.look()
    shutil.rmtree(ana.data)
    shutil.copytree(tmp_path / "saved", ana.data)
    ana.pairing.look()

    assert ana.device != before
    assert {device.id for device in ana.pairing.devices} == {sam.device, lost.device}


def test_what_a_lost_machine_wrote_stays_and_its_words_open_nothing(
    ana: PairedMachine, lost: PairedMachine, newcomer: PairedMachine, old: CoupleKey
) -> None:
    lost.write(tick("the last of the lost"))
    lost.pairing.look()

    key = ana.pairing.forget(lost.device)
    newcomer.join(key.words)

    assert (key.couple, key.epoch) == (old.couple, 2)
    assert newcomer.notes() == {"of ana", "of the lost", "the last of the lost"}
    assert not [name for name in ana.carrier.names() if lost.device in name]
    assert b"of the lost" in opened(ana, key)
    assert b"of sam" in opened(ana, old)  # until Sam types the new words
    assert b"of ana" not in opened(ana, old)
    assert b"of the lost" not in opened(ana, old)
    assert [device.id for device in ana.pairing.devices if device.id == lost.device] == []


def test_a_third_machine_is_told_and_goes_on_with_the_new_words(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, old: CoupleKey
) -> None:
    key = ana.pairing.forget(lost.device)
    sam.write(tick("meanwhile"))
    folder = sam.carrier.names()

    with pytest.raises(RuleError, match=OTHER_WORDS):
        sam.pairing.surely_look()
    assert sam.carrier.names() == folder
    sam.join(key.words)
    ana.pairing.look()

    assert ana.records() == sam.records()
    assert sam.notes() == {*ALL, "meanwhile"}
    assert opened(ana, old) == b""
    assert len({device.id for device in ana.pairing.devices}) == 1


def test_what_was_published_under_the_old_words_meanwhile_is_published_again(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, old: CoupleKey, tmp_path: Path
) -> None:
    shutil.copytree(sam.folder, tmp_path / "at sams")
    key = ana.pairing.forget(lost.device)
    shutil.move(sam.folder, tmp_path / "aside")
    shutil.move(tmp_path / "at sams", sam.folder)  # nothing of it has been carried to Sam
    sam.write(tick("meanwhile"))
    sam.pairing.look()
    shutil.copytree(sam.folder / "rituals" / "log" / sam.device, tmp_path / "carried")
    shutil.rmtree(sam.folder)
    shutil.move(tmp_path / "aside", sam.folder)
    shutil.copytree(tmp_path / "carried", sam.folder / "rituals" / "log" / sam.device, dirs_exist_ok=True)

    ana.pairing.look()
    assert "meanwhile" not in ana.notes()
    assert b"meanwhile" in opened(ana, old)
    sam.join(key.words)
    ana.pairing.look()

    assert ana.records() == sam.records()
    assert sam.notes() == {*ALL, "meanwhile"}
    assert b"meanwhile" not in opened(ana, old)


def test_other_words_than_the_new_ones_change_nothing(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, old: CoupleKey
) -> None:
    ana.pairing.forget(lost.device)

    with pytest.raises(Exception, match="not the words"):
        sam.join(old.words)

    assert sam.pairing.key == old


def test_an_old_couple_file_that_comes_back_is_passed_over(
    ana: PairedMachine, lost: PairedMachine, newcomer: PairedMachine, old: CoupleKey
) -> None:
    key = ana.pairing.forget(lost.device)
    (ana.folder / "rituals" / old.couple_file).write_bytes(old.couple_file_content())

    ana.write(tick("since then"))
    ana.pairing.look()
    newcomer.join(key.words)

    assert ana.pairing.key == key
    assert "since then" in newcomer.notes()


def test_words_never_go_back_to_earlier_ones(ana: PairedMachine, lost: PairedMachine, old: CoupleKey) -> None:
    key = ana.pairing.forget(lost.device)
    (ana.folder / "rituals" / key.couple_file).unlink()
    for leaves in (False, True):
        if leaves:
            ana.pairing.leave(remove=False)
        with pytest.raises(RuleError, match="newer words than this folder"):
            ana.join(old.words)


def test_a_machine_restored_with_the_old_words_is_told_and_loses_nothing(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, tmp_path: Path
) -> None:
    shutil.copytree(ana.data, tmp_path / "saved")
    key = ana.pairing.forget(lost.device)
    ana.write(tick("later"))
    ana.pairing.look()
    shutil.rmtree(ana.data)
    shutil.copytree(tmp_path / "saved", ana.data)
    ana.write(tick("after restoring"))

    with pytest.raises(RuleError, match=OTHER_WORDS):
        ana.pairing.surely_look()
    (ana.folder / "rituals" / key.couple_file).rename(tmp_path / "on its way")
    with pytest.raises(RuleError, match=OTHER_WORDS):
        ana.pairing.surely_look()
    (tmp_path / "on its way").rename(ana.folder / "rituals" / key.couple_file)
    for machine in (ana, sam):
        machine.join(key.words)
    for machine in (ana, sam):
        machine.pairing.look()

    assert ana.records() == sam.records()
    assert sam.notes() == {*ALL, "later", "after restoring"}


def test_a_third_machine_that_was_rolled_back_as_well_loses_nothing(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, old: CoupleKey, tmp_path: Path
) -> None:
    shutil.copytree(sam.data, tmp_path / "saved")
    sam.write(tick("lacking"))
    sam.pairing.look()
    segments = sam.folder / "rituals" / "log" / sam.device
    shutil.copytree(segments, tmp_path / "published")
    shutil.rmtree(segments)  # before it got to Ana
    key = ana.pairing.forget(lost.device)
    shutil.copytree(tmp_path / "published", segments)
    shutil.rmtree(sam.data)
    shutil.copytree(tmp_path / "saved", sam.data)

    sam.join(key.words)
    ana.pairing.look()
    sam.pairing.look()

    assert ana.records() == sam.records()
    assert ana.notes() == {*ALL, "lacking"}
    assert opened(ana, old) == b""


def test_files_of_a_forgotten_machine_go_again_if_they_are_brought_back(
    ana: PairedMachine, lost: PairedMachine, tmp_path: Path
) -> None:
    shutil.copytree(ana.folder, tmp_path / "old")
    ana.pairing.forget(lost.device)
    for name in (f"log/{lost.device}", state_name(lost.device)):
        source, target = (top / "rituals" / name for top in (tmp_path / "old", ana.folder))
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)

    ana.pairing.look()

    assert not [name for name in ana.carrier.names() if lost.device in name]
    assert "of the lost" in ana.notes()


def test_a_machine_that_was_found_again_comes_back_with_the_new_words(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine
) -> None:
    key = ana.pairing.forget(lost.device)
    lost.write(tick("found"))
    with pytest.raises(RuleError, match=OTHER_WORDS):
        lost.pairing.surely_look()

    for machine in (lost, sam):
        machine.join(key.words)
    for machine in (ana, lost, sam):
        machine.pairing.look()

    assert ana.records() == sam.records() == lost.records()
    assert ana.notes() == {*ALL, "found"}


def test_where_two_change_the_words_at_once_one_of_them_types_the_others(
    ana: PairedMachine, sam: PairedMachine, lost: PairedMachine, tmp_path: Path
) -> None:
    sams = tmp_path / "at sams"
    shutil.copytree(ana.folder, sams)
    key = ana.pairing.forget(lost.device)
    shared, sam.folder = sam.folder, sams
    paired = sam.data / "together" / "paired.json"
    before = paired.read_bytes()
    paired.write_bytes(before.replace(str(shared).encode(), str(sams).encode()))
    sam.pairing.forget(lost.device)
    sam.write(tick("meanwhile"))
    sam.pairing.look()
    paired.write_bytes(before)
    sam.folder = shared
    shutil.copytree(sams / "rituals" / "log" / sam.device, shared / "rituals" / "log" / sam.device, dirs_exist_ok=True)

    with pytest.raises(RuleError, match=OTHER_WORDS):
        sam.pairing.surely_look()
    sam.join(key.words)
    ana.pairing.look()
    sam.pairing.look()

    assert ana.records() == sam.records()
    assert ana.notes() == {*ALL, "meanwhile"}


def test_of_two_beginnings_the_later_is_told_to_join_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    pair_of = [PairedMachine(tmp_path / name) for name in ("ana", "sam")]
    for machine in pair_of:
        machine.write(tick(machine.data.parent.name))
        machine.begin()
        shutil.copytree(machine.folder, folder, dirs_exist_ok=True)
    stays, joins = sorted(pair_of, key=lambda machine: machine.pairing.key.couple if machine.pairing.key else "")
    for machine in pair_of:
        shutil.copytree(folder, machine.folder, dirs_exist_ok=True)

    stays.pairing.look()
    with pytest.raises(RuleError, match="Two of you began in this folder"):
        joins.pairing.surely_look()

    stays.pairing.leave(remove=True)
    (tmp_path / "new").mkdir()
    stays.pairing.begin(tmp_path / "new")  # as nothing of the other beginning could be opened, nothing was shared


@pytest.mark.durability
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_forgetting_that_is_killed_at_any_step_goes_on_or_was_never_begun(
    tmp_path: Path, full: bool, figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair(tmp_path / "before")
    counting = KillingDisk()
    forget(copied(tmp_path / "before", tmp_path / "whole"), counting, monkeypatch)
    seen: list[int] = []

    for step in range(1, counting.steps + 1, 1 if full else 6):
        ana, sam, lost, newcomer = homes = copied(tmp_path / "before", tmp_path / f"{step}")
        child = os.fork()
        if not child:
            forget(homes, KillingDisk(step), monkeypatch)
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"step {step}"
        assert ana.notes() == ALL, f"step {step}"
        ana.pairing.look()
        key = ana.pairing.key
        assert key
        seen.append(key.epoch)
        if key.epoch == 1:
            sam.write(tick("goes on"))
            for machine in (sam, ana):
                machine.pairing.look()
            assert ana.notes() == {*ALL, "goes on"}, f"step {step}"
            key = ana.pairing.forget(lost.device)
        for machine in (sam, newcomer):
            machine.join(key.words)
        for machine in (ana, newcomer, sam):
            machine.pairing.look()

        assert ana.records() == sam.records() == newcomer.records(), f"step {step}"
        assert ana.notes() >= ALL, f"step {step}"
        assert not [name for name in ana.carrier.names() if lost.device in name], f"step {step}"
        shutil.rmtree(tmp_path / f"{step}")

    assert seen == sorted(seen)
    assert set(seen) == {1, 2}
    figure(f"forgetting, killed at {len(seen)} steps: {seen.count(1)} never begun, {seen.count(2)} went on")


def forget(homes: list[PairedMachine], disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the lost machine on this disk, with all that is only kept to be quick on it as well."""
    ana, _, lost, _ = homes
    ana.disk = disk
    with monkeypatch.context() as patched:
        patched.setattr(kept, "UnsyncedDisk", lambda: disk)
        ana.pairing.forget(lost.device)


def copied(before: Path, to: Path) -> list[PairedMachine]:
    """Machines as they were, with a folder of their own."""
    shutil.copytree(before, to)
    for paired in to.glob("*/data/together/paired.json"):
        paired.write_bytes(paired.read_bytes().replace(str(before).encode(), str(to).encode()))
    return machines(to)
