"""A disk that refuses costs nobody anything that was kept, and nothing that failed comes back."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import where

from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.event_log import JournalLog
from rituals.errors import StorageError
from tests.kit.journal_disks import DyingDisk, GoneAfterSync, PowerCut, RefusingDisk
from tests.kit.journal_writer import record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ana.jsonl"


def numbers(path: Path) -> list[int]:
    """What a newcomer finds."""
    return [document["n"] for document in Journal(path).table("events")]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "Free some room and try again"),
        (errno.EDQUOT, "Free some room and try again"),
        (errno.EROFS, "is read-only"),
        (errno.EACCES, "This login may not write"),
        (errno.EIO, "Check the disk"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write"])
def test_a_refused_insert_says_what_to_do_and_is_forgotten(call: str, code: int, advice: str, path: Path) -> None:
    disk = RefusingDisk()
    events = Journal(path, disk=disk).table("events")
    events.insert({"n": 1})
    before = path.read_bytes()

    disk.refusals = {call: code}
    with pytest.raises(StorageError, match=advice):
        events.insert({"n": 2})
    disk.refusals = {}
    doc_id = events.insert({"n": 3})

    assert path.read_bytes().startswith(before)
    assert doc_id == 2
    assert [document["n"] for document in events] == numbers(path) == [1, 3]


def test_a_disk_that_fills_up_in_the_middle_of_a_line_keeps_none_of_it(path: Path) -> None:
    disk = RefusingDisk()
    events = Journal(path, disk=disk).table("events")
    events.insert({"n": 1})
    before = path.read_bytes()

    disk.refusals, disk.taken_before_refusal = {"write": errno.ENOSPC}, 12
    with pytest.raises(StorageError, match="The disk is full: nothing was lost"):
        events.insert_multiple([{"n": 2}, {"n": 3}])

    assert path.read_bytes() == before
    assert [document["n"] for document in events] == [1]


def test_the_very_first_insert_may_fail_too(path: Path) -> None:
    disk = RefusingDisk(write=errno.ENOSPC)
    events = Journal(path, disk=disk).table("events")

    with pytest.raises(StorageError):
        events.insert({"n": 1})
    disk.refusals = {}
    events.insert({"n": 2})

    assert numbers(path) == [2]


def test_a_line_whose_sync_failed_is_cut_and_never_surfaces(path: Path) -> None:
    disk = RefusingDisk()
    events, elsewhere = Journal(path, disk=disk).table("events"), Journal(path).table("events")
    events.insert({"n": 1})
    position = events.after(None).position
    before = path.read_bytes()

    disk.once = {"sync": errno.EIO}
    with pytest.raises(StorageError, match="Check the disk"):
        events.insert({"n": 2})
    after_failure = path.read_bytes()
    news = events.after(position)
    events.insert({"n": 3})

    assert after_failure == before
    assert news.rewritten
    assert [bytes(document) for document in news.documents] == [b'{"n":1}']
    assert [event["n"] for event in events] == [event["n"] for event in elsewhere] == numbers(path) == [1, 3]


@pytest.mark.parametrize("second", ["truncate", "sync"])
def test_where_nobody_can_say_that_a_cut_lasts_the_same_app_goes_on_in_a_new_file(second: str, path: Path) -> None:
    disk = RefusingDisk()
    events, elsewhere = Journal(path, disk=disk).table("events"), Journal(path).table("events")
    events.insert({"n": 1})
    before = path.stat().st_ino

    disk.refusals = {"sync": errno.ENOSPC, second: errno.ENOSPC}
    for _ in range(2):
        with pytest.raises(StorageError, match="The disk is full"):
            events.insert({"n": 2})
    read_meanwhile = [event["n"] for event in events], numbers(path)
    elsewhere.insert({"n": 3})
    disk.relent()
    events.insert({"n": 4})

    assert read_meanwhile == ([1], [1])
    assert path.stat().st_ino != before
    assert [event["n"] for event in events] == [event["n"] for event in elsewhere] == numbers(path) == [1, 3, 4]


def test_a_line_that_cannot_be_removed_ends_writing_until_a_new_start(path: Path) -> None:
    disk = GoneAfterSync()
    events = Journal(path, disk=disk).table("events")
    events.insert({"n": 1})

    disk.once = {"sync": errno.EIO}
    with pytest.raises(StorageError, match="was not saved"):
        events.insert({"n": 2})
    disk.relent()
    with pytest.raises(StorageError, match="start again"):
        events.insert({"n": 3})
    with pytest.raises(StorageError, match="start again"):
        events.remove(where("n") == 1)

    assert [event["n"] for event in events] == [1]


def test_where_a_file_may_not_be_cut_a_failed_line_is_blanked(path: Path) -> None:
    disk = RefusingDisk(truncate=errno.EPERM)
    events = Journal(path, disk=disk).table("events")
    events.insert({"n": 1})

    disk.once = {"sync": errno.EIO}
    with pytest.raises(StorageError, match="Check the disk"):
        events.insert({"n": 2})
    events.insert({"n": 3})

    assert numbers(path) == [1, 3]
    assert Journal(path).storage.damaged == 0


@pytest.mark.parametrize("call", ["open", "write", "sync", "replace"])
def test_a_refused_rewrite_leaves_the_old_file_whole(call: str, path: Path) -> None:
    disk = RefusingDisk()
    events = Journal(path, disk=disk).table("events")
    events.insert_multiple([{"n": 1}, {"n": 2}])
    before = path.read_bytes()

    disk.refusals = {call: errno.ENOSPC}
    with pytest.raises(StorageError, match="The disk is full"):
        events.remove(where("n") == 1)
    disk.refusals = {}

    assert path.read_bytes() == before
    assert [event["n"] for event in events] == [1, 2]
    assert {found.name for found in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}


def test_a_failed_write_does_not_hold_the_lock(path: Path) -> None:
    disk = RefusingDisk(write=errno.EIO)
    with pytest.raises(StorageError):
        Journal(path, disk=disk).table("events").insert({"n": 1})

    assert Journal(path).table("events").insert({"n": 2}) == 1


Deed = tuple[str, Callable[[JournalLog], None], set[str]]
BEFORE = {"a", "b"}
DEEDS: list[Deed] = [
    ("append", lambda log: log.append([record("c"), record("d")]), {"a", "b", "c", "d"}),
    ("pack", lambda log: log.pack(), BEFORE),
    ("erase", lambda log: log.erase(["a"]), {"b"}),
]


def ids(folder: Path) -> set[str]:
    found = [found.id for found in JournalLog(folder, "ana").fresh().records]
    assert len(found) == len(set(found))
    return set(found)


def prepared(folder: Path, *, torn: bool) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("a")])
    log.append([record("b")])
    if torn:
        journal = folder / "ana.jsonl"
        journal.write_bytes(journal.read_bytes() + b"damaged\ntorn")


@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize(("name", "deed", "after"), DEEDS, ids=[name for name, _, _ in DEEDS])
def test_wherever_the_power_goes_the_log_is_as_before_or_as_meant(
    name: str, deed: Callable[[JournalLog], None], after: set[str], torn: bool, tmp_path: Path
) -> None:
    counting = DyingDisk()
    prepared(tmp_path / "counted", torn=torn)
    deed(JournalLog(tmp_path / "counted", "ana", disk=counting))

    for step in range(1, counting.steps + 1):
        folder = tmp_path / f"{name}-{step}"
        prepared(folder, torn=torn)
        with pytest.raises(PowerCut):
            deed(JournalLog(folder, "ana", disk=DyingDisk(step)))
        found = ids(folder)
        JournalLog(folder, "ana").append([record("z")])

        assert found in (BEFORE, after)
        assert ids(folder) == found | {"z"}
    assert counting.steps >= 2


def test_wherever_the_power_goes_at_the_first_append_the_next_start_is_clean(tmp_path: Path) -> None:
    counting = DyingDisk()
    JournalLog(tmp_path / "counted", "ana", disk=counting).append([record("a")])

    for step in range(1, counting.steps + 1):
        folder = tmp_path / str(step)
        with pytest.raises(PowerCut):
            JournalLog(folder, "ana", disk=DyingDisk(step)).append([record("a")])
        found = ids(folder)
        JournalLog(folder, "ana").append([record("z")])

        assert found in (set(), {"a"})
        assert ids(folder) == found | {"z"}
    assert counting.steps >= 3
