"""TinyDB on a journal: one line per commit, seen by every process, at a cost that does not grow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage, Storage
from tinydb.table import Document

from rituals.adapters.journal.database import Journal, JournalTable
from rituals.errors import StorageError
from tests.kit.journal_disks import CountingDisk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ana.jsonl"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_commit_is_one_line_however_many_documents_it_holds(path: Path) -> None:
    events = Journal(path).table("events")

    ids = [events.insert({"n": 1}), *events.insert_multiple([{"n": 2}, {"n": 3}])]

    assert ids == [1, 2, 3]
    assert [line[9:] for line in path.read_text().splitlines()[1:]] == [
        '[["events",{"1":{"n":1}}]]',
        '[["events",{"2":{"n":2},"3":{"n":3}}]]',
    ]


def test_opening_and_reading_leaves_no_journal_behind(path: Path) -> None:
    journal = Journal(path)

    assert journal.table("events").all() == []
    assert journal.tables() == set()
    assert not path.parent.exists()


def test_an_insert_that_cannot_be_told_in_json_changes_nothing(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert({"n": 1})
    before = path.read_bytes()

    with pytest.raises(TypeError):
        events.insert_multiple([{"n": 2}, {"n": object()}])
    with pytest.raises(ValueError, match="not a Mapping"):
        events.insert_multiple([{"n": 2}, [3]])  # type: ignore[list-item]

    assert path.read_bytes() == before
    assert events.insert({"n": 4}) == 2


def test_ids_that_documents_bring_and_ids_that_are_given_never_meet(path: Path) -> None:
    events = Journal(path).table("events")

    ids = events.insert_multiple([{"n": 1}, Document({"n": 2}, 2), {"n": 3}])

    assert ids == [1, 2, 3]
    assert [event["n"] for event in events] == [1, 2, 3]


def test_an_emptied_table_counts_from_one_and_one_that_lost_documents_goes_on(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert_multiple([{"n": 1}, {"n": 2}])

    events.remove(where("n") == 2)
    after_removal = events.insert({"n": 3})
    events.truncate()
    after_truncation = events.insert({"n": 4})

    assert after_removal == 3
    assert after_truncation == 1


def test_another_process_s_insert_is_counted_before_an_id_is_given(path: Path) -> None:
    here, there = Journal(path).table("events"), Journal(path).table("events")

    ids = [here.insert({"n": 1}), there.insert({"n": 2}), there.insert({"n": 3}), here.insert({"n": 4})]

    assert ids == [1, 2, 3, 4]
    assert here.all() == there.all() == [{"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}]


def test_a_query_that_was_asked_before_sees_what_another_process_wrote(path: Path) -> None:
    here, there = Journal(path).table("events"), Journal(path).table("events")
    there.insert({"n": 1})
    first = here.search(where("n") == 1)

    there.insert({"n": 1})
    after_insert = here.count(where("n") == 1)
    there.remove(doc_ids=[1])
    after_removal = here.search(where("n") == 1)

    assert len(first) == 1
    assert after_insert == 2
    assert [found.doc_id for found in after_removal] == [2]


def test_a_repeated_query_is_answered_from_the_cache(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert({"n": 1})
    asked = []

    def is_one(n: Any) -> bool:
        asked.append(n)
        return bool(n == 1)

    query = where("n").test(is_one)
    answers = [events.search(query), events.search(query)]

    assert answers[0] == answers[1] == [{"n": 1}]
    assert asked == [1]


def test_documents_handed_out_are_copies(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert({"n": 1, "inner": {"notes": ["a"]}})
    query = where("n") == 1

    for handed_out in (events.all(), events.search(query), events.search(query), list(events), [events.get(query)]):
        document = handed_out[0]
        assert isinstance(document, Document)
        document["n"] = 2
        document["inner"]["notes"].append("b")

    assert events.search(query) == events.all() == [{"n": 1, "inner": {"notes": ["a"]}}]


def test_inserting_while_looking_through_a_table_does_no_harm(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert_multiple([{"n": 1}, {"n": 2}])

    for event in events:
        events.insert({"n": event["n"] + 2})

    assert [event["n"] for event in events] == [1, 2, 3, 4]


def test_an_insert_reads_nothing_and_writes_its_line_only_however_long_the_log(path: Path) -> None:
    disk = CountingDisk()
    events = Journal(path, disk=disk).table("events")
    events.insert_multiple({"n": number} for number in range(20_000))
    disk.bytes_read = disk.bytes_written = 0

    doc_id = events.insert({"n": 20_000})

    assert doc_id == 20_001
    assert disk.bytes_read == 0
    assert disk.bytes_written == len(path.read_bytes().splitlines(keepends=True)[-1])


def test_what_another_process_added_is_all_that_is_read(path: Path) -> None:
    disk = CountingDisk()
    here, there = Journal(path, disk=disk).table("events"), Journal(path).table("events")
    there.insert_multiple({"n": number} for number in range(20_000))
    len(here)
    disk.bytes_read = 0

    there.insert({"n": 20_000})
    known = len(here)

    assert known == 20_001
    assert disk.bytes_read < 300


def test_news_are_what_was_inserted_since_a_position(path: Path) -> None:
    here, there = Journal(path).table("events"), Journal(path).table("events")
    there.insert({"n": 1})
    first = here.after(None)

    there.insert_multiple([{"n": 2}, {"n": 3}])
    second = here.after(first.position)
    third = here.after(second.position)

    assert [bytes(document) for document in first.documents] == [b'{"n":1}']
    assert [bytes(document) for document in second.documents] == [b'{"n":2}', b'{"n":3}']
    assert third.documents == []
    assert [news.rewritten for news in (first, second, third)] == [False, False, False]


def test_after_a_rewrite_everything_is_news(path: Path) -> None:
    here, there = Journal(path).table("events"), Journal(path).table("events")
    there.insert_multiple([{"n": 1}, {"n": 2}])
    first = here.after(None)

    there.remove(where("n") == 1)
    second = here.after(first.position)

    assert second.rewritten
    assert [bytes(document) for document in second.documents] == [b'{"n":2}']


def test_a_change_that_changes_nothing_leaves_the_file_alone(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert({"n": 1})
    before = path.read_bytes()

    events.update({"n": 1})
    events.remove(where("n") == 2)

    assert path.read_bytes() == before


def test_packing_puts_a_thousand_documents_on_a_line(path: Path) -> None:
    events = Journal(path).table("events")
    for number in range(30):
        events.insert({"n": number})
    events.insert_multiple({"n": number} for number in range(30, 2500))

    Journal(path).storage.pack()

    assert len(path.read_bytes().splitlines()) == 1 + 3
    assert [event["n"] for event in events] == list(range(2500))


def test_short_writes_are_completed(path: Path) -> None:
    events = Journal(path, disk=CountingDisk(most_at_once=7)).table("events")

    events.insert({"note": "a long walk along the river"})

    assert Journal(path).table("events").all() == [{"note": "a long walk along the river"}]


@pytest.mark.usefixtures("open_umask")
def test_files_and_folders_are_for_the_owner_only(path: Path) -> None:
    events = Journal(path).table("events")
    events.insert({"n": 1})
    path.write_bytes(path.read_bytes() + b"damaged\n")

    len(events)
    appended = {found.name: mode(found) for found in path.parent.iterdir()}
    events.truncate()
    rewritten = {found.name: mode(found) for found in path.parent.iterdir()}

    assert mode(path.parent) == 0o700
    assert appended == rewritten == dict.fromkeys(["ana.jsonl", "ana.jsonl.lock", "ana.jsonl.damaged"], 0o600)


def test_a_link_to_a_journal_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    events = Journal(link).table("events")

    events.insert({"n": 1})
    events.update({"n": 2})

    assert link.is_symlink()
    assert Journal(path).table("events").all() == [{"n": 2}]


def test_another_device_s_file_is_read_and_never_written(path: Path) -> None:
    Journal(path).table("events").insert({"n": 1})
    path.write_bytes(path.read_bytes() + b"damaged\ntorn")
    before = path.read_bytes()
    theirs = Journal(path, writable=False)

    assert theirs.table("events").all() == [{"n": 1}]
    with pytest.raises(StorageError, match=r"ana\.jsonl belongs to another device"):
        theirs.table("events").insert({"n": 2})
    with pytest.raises(StorageError):
        theirs.table("events").remove(where("n") == 1)

    assert theirs.storage.damaged == 1
    assert path.read_bytes() == before
    assert not path.with_name(f"{path.name}.damaged").exists()


def test_a_table_of_this_kind_needs_a_journal_beneath() -> None:
    memory: Storage = TinyDB(storage=MemoryStorage).storage

    with pytest.raises(TypeError):
        JournalTable(memory, "events")
