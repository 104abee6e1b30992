"""A log in a folder: what this device wrote, and what came from others."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from rituals.adapters.journal import lines
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.lines import checked_line
from rituals.adapters.journal.lock import FileLock
from rituals.core.events import RitualTicked, Unknown
from rituals.core.events.recorded import Recorded, to_document
from rituals.errors import NewerFormatError, StorageError
from rituals.ports import EventLog, Fresh
from tests.kit.journal_disks import CountingDisk, RefusingDisk
from tests.kit.journal_writer import record

A_LONG_TIME_AGO = 1_000_000_000
NOT_LONG_AGO = 4_000_000_000_000_000_000
"""In the next century: as near to now as a time has to be that this test never outruns."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shared"


def ids(records: list[Recorded]) -> list[str]:
    return [found.id for found in records]


def write_lines(path: Path, *payloads: bytes) -> None:
    path.write_bytes(b"".join(map(lines.checked_line, payloads)))


def test_it_is_an_event_log(folder: Path) -> None:
    log: EventLog = JournalLog(folder, "ana")

    assert log.device == "ana"


def test_records_come_back_as_they_went_in_once(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    records = [record("1", note="along the river 🌧"), record("2")]

    log.append(records)
    first, second = log.fresh(), log.fresh()

    assert first == Fresh(records, rewritten=False)
    assert second == Fresh([], rewritten=False)
    assert JournalLog(folder, "ana").fresh().records == records


def test_records_are_one_commit(folder: Path) -> None:
    log = JournalLog(folder, "ana")

    log.append([record("1"), record("2"), record("3")])
    log.append([])

    assert len((folder / "ana.jsonl").read_bytes().splitlines()) == 2


def test_another_process_of_this_device_is_heard(folder: Path) -> None:
    here, there = JournalLog(folder, "ana"), JournalLog(folder, "ana")
    there.append([record("1")])
    first = here.fresh()

    there.append([record("2")])
    second = here.fresh()

    assert (ids(first.records), ids(second.records)) == (["1"], ["2"])
    assert not second.rewritten


def test_another_device_s_journal_is_heard_when_it_appears_and_when_it_grows(folder: Path) -> None:
    here, there = JournalLog(folder, "ana"), JournalLog(folder, "sam")
    here.append([record("1")])
    alone = here.fresh()

    there.append([record("2", "sam")])
    appeared = here.fresh()
    there.append([record("3", "sam")])
    grown = here.fresh()

    assert [ids(fresh.records) for fresh in (alone, appeared, grown)] == [["1"], ["2"], ["3"]]
    assert not appeared.rewritten


def test_a_folder_that_settled_is_not_listed_again_until_it_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    os.utime(folder, ns=(A_LONG_TIME_AGO, A_LONG_TIME_AGO))
    log.fresh()
    listed = []
    scandir = os.scandir

    def counting_scandir(path: Path) -> Any:
        listed.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counting_scandir)
    log.fresh()
    log.fresh()
    before = list(listed)
    JournalLog(folder, "sam").append([record("2", "sam")])
    appeared = log.fresh()

    assert before == []
    assert ids(appeared.records) == ["2"]


def test_a_journal_that_appears_within_the_clock_s_tick_is_not_overlooked(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    os.utime(folder, ns=(NOT_LONG_AGO, NOT_LONG_AGO))
    log.fresh()

    JournalLog(folder, "sam").append([record("2", "sam")])
    os.utime(folder, ns=(NOT_LONG_AGO, NOT_LONG_AGO))
    appeared = log.fresh()

    assert ids(appeared.records) == ["2"]


def test_what_this_device_wrote_can_be_read_from_the_latest_back(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    JournalLog(folder, "sam").append([record("s", "sam")])
    log.append([record("1"), record("2")])
    JournalLog(folder, "ana").append([record("3")])

    newest = log.newest_first()
    log.append([record("4")])

    assert [found.id for found in newest] == ["3", "2", "1"]
    assert [found.id for found in JournalLog(folder, "ana").newest_first()] == ["4", "3", "2", "1"]


def test_what_this_device_wrote_before_and_comes_in_again_is_not_taken_for_its_latest(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("3")])
    log.append([record("4")])

    log.take_in([to_document(of) for of in (record("1"), record("sams", "sam"), record("2"))])

    assert ids(list(log.newest_first())) == ["4", "3", "2", "1"]
    assert sorted(ids(JournalLog(folder, "ana").fresh().records)) == ["1", "2", "3", "4", "sams"]


def test_nothing_new_is_found_without_opening_a_file(folder: Path) -> None:
    disk = CountingDisk()
    log = JournalLog(folder, "ana", disk=disk)
    log.append([record(str(number)) for number in range(100)])
    JournalLog(folder, "sam").append([record("s", "sam")])
    log.fresh()
    (folder / ".lock").unlink()
    disk.bytes_read = 0

    fresh = log.fresh()

    assert fresh == Fresh([], rewritten=False)
    assert disk.bytes_read == 0
    assert not (folder / ".lock").exists()


def test_only_journals_are_taken_for_journals(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    content = (folder / "ana.jsonl").read_bytes()
    for name in (".sam.jsonl", "sam.jsonl.damaged", "sam.jsonl.rewrite", "notes.txt"):
        (folder / name).write_bytes(content)
    (folder / "folder.jsonl").mkdir()

    assert ids(JournalLog(folder, "ana").fresh().records) == ["1"]


def test_what_was_erased_is_gone_from_every_file(folder: Path) -> None:
    log, watcher = JournalLog(folder, "ana"), JournalLog(folder, "ana")
    JournalLog(folder, "sam").append([record("theirs", "sam")])
    log.append([record("1", note="our secret"), record("2", note="good morning")])
    journal = folder / "ana.jsonl"
    damaged = journal.read_bytes().splitlines()[-1][1:]
    journal.write_bytes(journal.read_bytes() + damaged + b"\nour secret")
    (folder / "ana.jsonl.format-0.backup").write_text("our secret")
    (folder / "ana.jsonl.rewrite").write_text("our secret")
    watcher.fresh()
    assert b"our secret" in (folder / "ana.jsonl.damaged").read_bytes()

    log.erase(["1"])
    fresh = watcher.fresh()

    assert fresh.rewritten
    assert ids(fresh.records) == ["2", "theirs"]
    assert not [found.name for found in folder.iterdir() if b"our secret" in found.read_bytes()]
    assert watcher.damaged == 0


def test_erasing_what_is_not_there_changes_nothing(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    log.fresh()
    before = (folder / "ana.jsonl").read_bytes()

    log.erase(["2"])

    assert (folder / "ana.jsonl").read_bytes() == before
    assert log.fresh() == Fresh([], rewritten=False)


def test_a_journal_that_vanishes_takes_its_records_along(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    JournalLog(folder, "sam").append([record("2", "sam")])
    log.fresh()

    (folder / "sam.jsonl").unlink()
    fresh = log.fresh()

    assert fresh.rewritten
    assert ids(fresh.records) == ["1"]


def test_events_of_a_later_version_are_handed_out_and_survive_a_rewrite(folder: Path) -> None:
    later = (
        b'{"id":"9","device":"ana","lamport":1,"at":"2026-03-01T18:00:00Z","event":{"kind":"ritual_danced","beat":3}}'
    )
    folder.mkdir()
    write_lines(folder / "ana.jsonl", b'{"format":1}', b'[["events",{"1":%b,"2":{"not":"a record"}}]]' % later)
    log = JournalLog(folder, "ana")
    log.append([record("1")])

    log.erase(["1"])
    fresh = log.fresh()

    assert [found.event for found in fresh.records] == [Unknown(what="ritual_danced")]
    assert later in (folder / "ana.jsonl").read_bytes()


def test_holding_the_log_keeps_others_out_and_may_be_entered_again(folder: Path) -> None:
    log, other = JournalLog(folder, "ana"), JournalLog(folder, "sam")
    lock = FileLock(folder / ".lock")

    with log.exclusive(), log.exclusive():
        log.append([record("1")])
        log.fresh()
        free = lock.try_acquire()

    assert not free
    other.append([record("2", "sam")])
    assert ids(log.fresh().records) == ["2"]


def test_a_newer_format_of_another_device_is_passed_over_with_a_sentence(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    sam = JournalLog(folder, "sam")
    sam.append([record("2", "sam")])
    before = log.fresh()

    write_lines(folder / "sam.jsonl", b'{"format":3,"shape":"new and longer than what was there before it"}')
    after = log.fresh()
    problems = log.problems()
    (folder / "ana.jsonl").touch()
    again = log.fresh()

    assert ids(before.records) == ["1", "2"]
    assert after == Fresh([], rewritten=False)
    assert problems == ["sam.jsonl was written by a later version of rituals. Update rituals here to go on."]
    assert ids(again.records) == ["1", "2"]


def test_a_newer_format_of_our_own_is_refused(folder: Path) -> None:
    folder.mkdir()
    write_lines(folder / "ana.jsonl", b'{"format":3}')
    log = JournalLog(folder, "ana")

    with pytest.raises(NewerFormatError, match="Update rituals"):
        log.fresh()
    with pytest.raises(NewerFormatError):
        log.append([record("1")])


def test_damage_is_counted_and_told_where_it_lies(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1")])
    JournalLog(folder, "sam").append([record("2", "sam")])
    for name in ("ana.jsonl", "sam.jsonl"):
        (folder / name).write_bytes(
            (folder / name).read_bytes() + b"bad\nworse\n"[: 4 if name == "sam.jsonl" else None]
        )

    fresh = log.fresh()

    assert ids(fresh.records) == ["1", "2"]
    assert log.damaged == 3
    assert log.problems() == [
        "2 lines of ana.jsonl could not be read; the rest is in order. A copy is kept in ana.jsonl.damaged.",
        "1 line of sam.jsonl could not be read; the rest is in order.",
    ]


def test_what_is_no_folder_is_not_read_as_an_empty_one_and_refuses_to_keep(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    log = JournalLog(tmp_path / "home" / "shared", "ana")

    with pytest.raises(StorageError, match=f"{tmp_path / 'home'} is no folder"):
        log.fresh()
    with pytest.raises(StorageError, match="was not saved"):
        log.append([record("1")])
    with pytest.raises(StorageError), log.exclusive():
        pass


def test_a_refused_commit_is_kept_by_no_one(folder: Path) -> None:
    disk = RefusingDisk()
    log, watcher = JournalLog(folder, "ana", disk=disk), JournalLog(folder, "ana")
    log.append([record("1")])
    log.fresh()

    disk.refusals = {"write": errno.ENOSPC}
    with pytest.raises(StorageError, match="The disk is full"):
        log.append([record("2"), record("3")])
    disk.refusals = {}
    log.append([record("4")])

    assert ids(watcher.fresh().records) == ["1", "4"]
    assert ids(log.fresh().records)[-1] == "4"


def test_each_log_has_a_table_of_its_own(folder: Path) -> None:
    one, other = JournalLog(folder, "ana"), JournalLog(folder, "ana", table="other")

    one.append([record("1")])
    other.append([record("2")])

    assert ids(one.fresh().records) == ["1"]
    assert ids(other.fresh().records) == ["2"]
    assert isinstance(one.fresh().records, list)
    assert isinstance(record("1").event, RitualTicked)


def test_what_only_another_device_can_erase_costs_no_backup_and_no_snapshot(folder: Path) -> None:
    dropped: list[str] = []
    JournalLog(folder, "ben").append([record("1", note="theirs")])
    log = JournalLog(folder, "ana", on_erase=lambda: dropped.append("backups"))
    log.append([record("2")])

    log.erase(["1"])
    not_ours = list(dropped)
    log.erase(["1", "2"])

    assert (not_ours, dropped) == ([], ["backups"])
    assert ids(log.fresh().records) == ["1"]


def test_what_only_python_calls_json_keeps_nothing_from_being_erased(folder: Path) -> None:
    log = JournalLog(folder, "ana")
    log.append([record("1"), record("2")])
    odd = b'{"id":"3","at":NaN,"event":{"kind":"appreciation_erased","appreciation":"1"}}'
    with (folder / "ana.jsonl").open("ab") as file:
        file.write(checked_line(b'[["events",{"9":%b}]]' % odd))

    log.erase(["1", "3"])

    assert ids(log.fresh().records) == ["2"]
    assert b"NaN" not in (folder / "ana.jsonl").read_bytes()
