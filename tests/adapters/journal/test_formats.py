"""Older formats are brought up to date after a backup, however often that is cut off; a newer one is refused."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rituals.adapters.journal import lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk
from rituals.errors import NewerFormatError, StorageError
from tests.kit.journal_disks import DyingDisk, PowerCut, RefusingDisk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ana.jsonl"


def write_lines(path: Path, *payloads: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(lines.checked_line, payloads)))


def test_a_newer_format_is_refused_with_a_sentence_and_left_alone(path: Path) -> None:
    write_lines(path, b'{"format":3,"also":"something new"}', b'{"a":"shape of its own"}')
    before = path.read_bytes()
    events = Journal(path).table("events")

    with pytest.raises(NewerFormatError, match="Update rituals"):
        events.all()
    with pytest.raises(NewerFormatError):
        events.insert({"n": 1})

    assert path.read_bytes() == before


def first_format(payloads: list[bytes]) -> list[bytes]:
    """A made-up older format had one bare document per line."""
    return [b'[["events",{"%d":%b}]]' % (number, payload) for number, payload in enumerate(payloads, start=1)]


def test_an_older_format_is_brought_up_to_date_after_a_backup(path: Path) -> None:
    write_lines(path, b'{"format":0}', b'{"n":1}', b'{"n":2}')
    before = path.read_bytes()
    events = Journal(path, migrations={0: first_format}).table("events")

    read = events.all()
    doc_id = events.insert({"n": 3})

    assert read == [{"n": 1}, {"n": 2}]
    assert doc_id == 3
    assert Journal(path).table("events").all() == [{"n": 1}, {"n": 2}, {"n": 3}]
    backup = path.with_name("ana.jsonl.format-0.backup")
    assert backup.read_bytes() == before
    assert backup.stat().st_mode & 0o777 == 0o600


def test_another_device_s_older_format_is_understood_but_not_changed(path: Path) -> None:
    write_lines(path, b'{"format":0}', b'{"n":1}')
    before = path.read_bytes()
    events = Journal(path, writable=False, migrations={0: first_format}).table("events")
    first = events.all()

    with path.open("ab") as file:
        file.write(lines.checked_line(b'{"n":2}'))
    second = events.all()

    assert first == [{"n": 1}]
    assert second == [{"n": 1}, {"n": 2}]
    assert path.read_bytes().startswith(before)


def test_a_format_nobody_knows_the_way_from_is_refused_with_a_sentence(path: Path) -> None:
    write_lines(path, b'{"format":0}', b'{"n":1}')

    with pytest.raises(StorageError, match="too old"):
        Journal(path).table("events").all()


def migrating(path: Path, disk: Disk | None = None) -> Journal:
    return Journal(path, migrations={0: first_format}, disk=disk)


def steps_of_a_migration(path: Path) -> int:
    """How many changes of the disk it takes."""
    write_lines(path, b'{"format":0}', b'{"n":1}')
    disk = DyingDisk()
    migrating(path, disk).table("events").all()
    return disk.steps


def test_a_migration_cut_off_at_any_step_is_finished_by_the_next_opening(tmp_path: Path) -> None:
    steps = steps_of_a_migration(tmp_path / "counted" / "ana.jsonl")

    for step in range(1, steps + 1):
        path = tmp_path / str(step) / "ana.jsonl"
        write_lines(path, b'{"format":0}', b'{"n":1}', b'{"n":2}')
        before = path.read_bytes()
        with pytest.raises(PowerCut):
            migrating(path, DyingDisk(dies_at=step)).table("events").all()
        events = migrating(path).table("events")
        read = events.all()
        events.insert({"n": 3})

        assert read == [{"n": 1}, {"n": 2}]
        assert Journal(path).table("events").all() == [{"n": 1}, {"n": 2}, {"n": 3}]
        assert path.with_name("ana.jsonl.format-0.backup").read_bytes() == before
        assert {found.name for found in path.parent.iterdir()} == {
            "ana.jsonl",
            "ana.jsonl.lock",
            "ana.jsonl.format-0.backup",
        }
    assert steps >= 5


def test_a_migration_that_the_disk_refuses_shows_everything_and_is_done_once_there_is_room(path: Path) -> None:
    write_lines(path, b'{"format":0}', b'{"n":1}')
    before = path.read_bytes()
    disk = RefusingDisk(write=errno.ENOSPC)
    events = migrating(path, disk).table("events")

    read = events.all()
    with pytest.raises(StorageError, match="The disk is full"):
        events.insert({"n": 2})
    refused = path.read_bytes()
    disk.refusals.clear()
    events.insert({"n": 2})

    assert read == [{"n": 1}]
    assert refused == before
    assert Journal(path).table("events").all() == [{"n": 1}, {"n": 2}]


def test_what_a_crash_left_of_a_rewriting_is_in_nobodys_way(path: Path) -> None:
    Journal(path).table("events").insert({"n": 1})
    leftover = path.with_name("ana.jsonl.rewrite")
    leftover.write_bytes(path.read_bytes()[:-5])

    journal = Journal(path)
    read = journal.table("events").all()
    journal.storage.pack()

    assert read == journal.table("events").all() == [{"n": 1}]
    assert not leftover.exists()
