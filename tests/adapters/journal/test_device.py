"""Which device this machine is in a data folder, and how it knows a folder that came from another machine."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rituals.adapters.journal import device as device_module
from rituals.adapters.journal.device import Device, device_here, machine_id

LAPTOP = b"3d1219c7c4c5404aaa1f6d2a48adfda4"
TOWER = b"0a4f2b6c8d9e4f70b1c2d3e4f5061728"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "laptop" / "data"


def lines(data: Path) -> list[list[str]]:
    return [line.split(" ") for line in (data / "device").read_text(encoding="ascii").splitlines()]


# the file


def test_an_id_is_made_on_first_use_and_kept_for_its_owner_only(data: Path) -> None:
    first = device_here(data, LAPTOP)
    second = device_here(data, LAPTOP)

    assert first == second
    assert first.others == ()
    assert len(first.id) == 16
    if os.name == "posix":
        assert (data / "device").stat().st_mode & 0o777 == 0o600
        assert data.stat().st_mode & 0o777 == 0o700


def test_a_file_from_before_there_were_marks_keeps_its_id_and_gets_one(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "device").write_text("9b1f0c6d2e4a8b70\n", encoding="ascii")

    here = device_here(data, LAPTOP)
    elsewhere = device_here(data, TOWER)

    assert here == Device("9b1f0c6d2e4a8b70")
    assert elsewhere.id != here.id
    assert elsewhere.others == (here.id,)


def test_a_folder_carried_to_and_fro_has_one_device_for_each_machine(data: Path) -> None:
    machines = [LAPTOP, TOWER, LAPTOP, TOWER, LAPTOP]

    devices = [device_here(data, machine) for machine in machines]

    laptop, tower = devices[0].id, devices[1].id
    assert [found.id for found in devices] == [laptop, tower, laptop, tower, laptop]
    assert devices[-1].others == (tower,)
    assert len(lines(data)) == 2


def test_the_mark_is_short_salted_and_tells_nothing_about_the_machine(tmp_path: Path) -> None:
    device_here(tmp_path / "one", LAPTOP)
    device_here(tmp_path / "two", LAPTOP)

    ((_, one),) = lines(tmp_path / "one")
    ((_, two),) = lines(tmp_path / "two")

    assert one != two
    assert len(one) == len(two) == 8
    assert one.encode() not in LAPTOP


def test_where_nothing_tells_machines_apart_nothing_is_noticed(data: Path) -> None:
    first = device_here(data, b"")
    again = device_here(data, b"")
    known_elsewhere = device_here(data, LAPTOP)
    still = device_here(data, b"")

    assert first == again == known_elsewhere == still


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\0" * 17, b"\xff\xfe", b"../../x mark\n", b"two ids here\n", b"x" * 300]
)
def test_a_file_that_names_no_device_is_written_anew(data: Path, content: bytes) -> None:
    data.mkdir(parents=True)
    (data / "device").write_bytes(content)

    made = device_here(data, LAPTOP)

    assert device_here(data, LAPTOP) == made
    assert [line[0] for line in lines(data)] == [made.id]


def test_what_a_crash_left_of_a_draft_is_in_nobodys_way(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "device.rewrite").write_bytes(b"9b1f")

    made = device_here(data, LAPTOP)

    assert device_here(data, LAPTOP) == made
    assert not (data / "device.rewrite").exists()


def test_where_the_file_cannot_be_written_a_known_id_still_holds_and_a_new_one_is_for_this_run(data: Path) -> None:
    (data / "device.lock").mkdir(parents=True)  # stands for any refusal
    (data / "device").write_text("9b1f0c6d2e4a8b70\n", encoding="ascii")

    known = device_here(data, LAPTOP)
    (data / "device").write_text("9b1f0c6d2e4a8b70 00000000\n", encoding="ascii")
    copied = device_here(data, LAPTOP)

    assert known == Device("9b1f0c6d2e4a8b70")
    assert copied.others == ("9b1f0c6d2e4a8b70",)
    assert lines(data) == [["9b1f0c6d2e4a8b70", "00000000"]]


def test_where_there_can_be_no_folder_there_is_an_id_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")

    assert device_here(tmp_path / "file" / "data", LAPTOP).id != device_here(tmp_path / "file" / "data", LAPTOP).id


def test_many_that_begin_at_once_agree(data: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: device_here(data, LAPTOP), range(32)))

    assert len(set(found)) == 1


# the machine


def test_this_machine_says_the_same_each_time() -> None:
    assert machine_id() == machine_id()


def test_the_first_file_that_holds_an_id_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(device_module, "MACHINE_IDS", (tmp_path / "none", tmp_path / "some"))

    without = machine_id()
    (tmp_path / "some").write_bytes(LAPTOP + b"\n")
    with_one = machine_id()
    (tmp_path / "some").write_bytes(b"uninitialized\n")
    before_the_first_boot = machine_id()

    assert (without, with_one, before_the_first_boot) == (b"", LAPTOP, b"")
