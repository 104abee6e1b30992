from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from rituals.adapters.journal.database import Journal
from rituals.adapters.together.names import LARGEST_SEGMENT, SEGMENT, segment_name, state_name
from rituals.adapters.together.sealed.segments import open_segment
from rituals.adapters.together.sealed.state_file import read_announcement
from rituals.core.events import AppreciationAdded, AppreciationErased, WordsErased
from rituals.errors import StorageError
from tests.kit.another_login import WHY_NOT, a_refused_login, folder_of_that_login
from tests.kit.couples_folder import KEY, Machine, tick
from tests.kit.journal_disks import CountingDisk
from tests.kit.traces import words_on_disk


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    folder = tmp_path / "ana" / "folder"
    folder.mkdir(parents=True)
    return Machine(tmp_path / "ana")


def published(machine: Machine) -> list[dict[str, object]]:
    """The records that lie in the folder under any name, as JSON."""
    carrier = machine.carrier
    documents = []
    for name in sorted(carrier.names()):
        if match := SEGMENT.fullmatch(name):
            segment = open_segment(KEY, match[1], int(match[2]), carrier.read(name))
            assert segment.trouble is None
            documents += [json.loads(bytes(raw)) for line in segment.documents for raw in line or ()]
    return documents


def ids(machine: Machine) -> list[str]:
    return [str(document["id"]) for document in published(machine)]


def segments(machine: Machine) -> list[Path]:
    return sorted((machine.data.parent / "folder" / "rituals" / "log").glob("*/*"))


def test_what_was_written_is_published_without_its_hour(ana: Machine) -> None:
    (name,) = ana.write(tick("soup"))

    assert ana.publish().records == 1

    (document,) = published(ana)
    assert document["id"] == name
    assert document["at"] == "2026-11-22T00:00:00Z"
    assert document["event"] == {"kind": "ritual_ticked", "ritual": "walk", "day": "2026-11-22", "note": "soup"}
    assert b"soup" not in segments(ana)[0].read_bytes()


def test_nothing_is_published_twice_and_nothing_new_touches_nothing(ana: Machine) -> None:
    ana.write(tick(), tick())
    ana.publish()
    for _ in range(2):
        before = ana.carrier.names()
        assert ana.publish().records == 0
        assert ana.carrier.names() == before
    ana.log().pack()

    assert ana.publish().records == 0
    assert len(published(ana)) == 2


def test_a_sealed_line_stays_byte_for_byte_as_others_are_added(ana: Machine) -> None:
    for _ in range(3):
        ana.write(tick())
        ana.publish()
        lines = segments(ana)[0].read_bytes().splitlines()
    ana.write(tick())
    ana.publish()

    assert segments(ana)[0].read_bytes().splitlines()[:-1] == lines
    assert len(lines) == 4


def test_segments_are_of_a_size_that_engines_like(ana: Machine) -> None:
    names = [ana.write(*[tick("x" * 300)] * 100) for _ in range(15)]
    ana.publish()

    assert len(segments(ana)) > 3
    assert all(path.stat().st_size <= LARGEST_SEGMENT for path in segments(ana))
    assert ids(ana) == [name for commit in names for name in commit]


def test_one_tick_is_published_without_reading_the_journal_again(ana: Machine) -> None:
    ana.write(*[tick("x" * 200)] * 2000)
    disk = CountingDisk()
    publisher = ana.publisher(disk)
    publisher.publish(ana.carrier.names())
    for fresh in (publisher, ana.publisher(disk)):
        ana.write(tick())
        disk.bytes_read = 0

        assert fresh.publish(ana.carrier.names()).records == 1
        assert disk.bytes_read < 2000


def test_the_state_says_what_there_is_and_for_whom_a_device_speaks(ana: Machine) -> None:
    ana.write(tick())
    ana.log().take_in([{"id": "i1", "device": "elsewhere", "lamport": 1, "at": "2020-01-01T10:00:00Z", "event": {}}])

    ana.publish()

    announcement = read_announcement(KEY, ana.device, ana.carrier.read(state_name(ana.device)))
    assert announcement.speaks_for == ("elsewhere",)
    assert announcement.lines == {}
    ana.write(*[tick("x" * 300)] * 400)
    ana.publish()
    announcement = read_announcement(KEY, ana.device, ana.carrier.read(state_name(ana.device)))
    assert announcement.lines == {segment_name(ana.device, 0): 2}
    assert announcement.version == "0"
    assert len(published(ana)) == 402


def test_who_has_written_nothing_yet_says_once_that_they_are_there(ana: Machine) -> None:
    ana.publish()
    names = ana.carrier.names()
    assert state_name(ana.device) in names

    ana.publish()

    assert ana.carrier.names() == names


def test_a_folder_that_was_emptied_or_put_back_is_filled_again(ana: Machine, tmp_path: Path) -> None:
    root = tmp_path / "ana" / "folder" / "rituals"
    first = ana.write(tick())
    ana.publish()
    shutil.copytree(root, tmp_path / "old")
    second = ana.write(tick())
    ana.publish()

    shutil.rmtree(root)
    ana.publish()
    assert sorted(ids(ana)) == sorted([*first, *second])
    assert KEY.fits(ana.carrier.read(KEY.couple_file))

    shutil.rmtree(root)
    shutil.copytree(tmp_path / "old", root)
    ana.publish()
    assert sorted(ids(ana)) == sorted([*first, *second])


@pytest.mark.parametrize("damage", [b"", b"rituals-log 1 1\n", b"rituals-log 1 1\nAAAA\n", b"\0\xff" * 40])
def test_a_segment_of_ours_that_is_damaged_is_written_anew(ana: Machine, damage: bytes) -> None:
    names = ana.write(tick(), tick())
    ana.publish()

    segments(ana)[0].write_bytes(damage)
    ana.publish()

    assert sorted(ids(ana)) == sorted(names)


def test_a_copy_of_a_conflict_that_has_nothing_new_is_removed(ana: Machine) -> None:
    ana.write(tick())
    ana.publish()
    (segment,) = segments(ana)
    shutil.copy(segment, segment.with_name("00000000.sync-conflict-20261122-190000-ABCDEFG.rlog"))

    ana.publish()

    assert segments(ana) == [segment]


def test_a_machine_that_was_rolled_back_takes_a_new_device_before_it_writes(ana: Machine, tmp_path: Path) -> None:
    first = ana.write(tick())
    ana.publish()
    shutil.copytree(ana.data, tmp_path / "saved")
    later = ana.write(tick())
    ana.publish()
    before, device = segments(ana)[0].read_bytes(), ana.device

    shutil.rmtree(ana.data)
    shutil.copytree(tmp_path / "saved", ana.data)
    since = ana.write(tick("since then"))
    publisher = ana.publisher()
    for _ in range(3):  # as an app does that is still open
        assert publisher.publish(ana.carrier.names()).is_new_device

    assert len(ana.devices) == 2
    assert ana.device != device
    assert segments(ana)[0].read_bytes() == before

    ana.publish()
    announcement = read_announcement(KEY, ana.device, ana.carrier.read(state_name(ana.device)))
    assert announcement.speaks_for == (device,)
    assert set(ids(ana)) == {*first, *later, *since}


def test_words_that_are_erased_leave_what_is_published(ana: Machine) -> None:
    kept, gone = ana.write(tick("stays"), tick("goes"))
    ana.write(AppreciationAdded("note", "ana", tick().day, "thanks"))
    ana.publish()

    ana.write(WordsErased((gone,)), AppreciationErased("note"))
    ana.publish()

    events = {document["id"]: document["event"] for document in published(ana)}
    texts = json.dumps(published(ana))
    assert kept in events
    assert gone in events
    assert "stays" in texts
    assert "goes" not in texts
    assert "thanks" not in texts
    assert ana.publish().records == 0


def test_an_old_folder_that_is_put_back_brings_no_erased_words(ana: Machine, tmp_path: Path) -> None:
    root = tmp_path / "ana" / "folder" / "rituals"
    (gone,) = ana.write(tick("goes"))
    ana.write(AppreciationAdded("note", "ana", tick().day, "thanks"))
    ana.publish()
    shutil.copytree(root, tmp_path / "old")
    ana.write(WordsErased((gone,)), AppreciationErased("note"))
    log = ana.log()
    log.erase_words([gone])
    log.erase([record.id for record in log.fresh().records if isinstance(record.event, AppreciationAdded)])
    ana.publish()

    shutil.rmtree(root)
    shutil.copytree(tmp_path / "old", root)
    publication = ana.publish()

    assert not publication.is_new_device
    assert "goes" not in json.dumps(published(ana))
    assert "thanks" not in json.dumps(published(ana))


def test_what_no_other_machine_would_read_stays_here_and_is_counted(ana: Machine) -> None:
    ana.write(tick("ü" * 90_000), tick("x" * 250_000))

    publication = ana.publish()

    assert publication == (1, 1, False)
    assert len(published(ana)) == 1


def test_what_is_kept_here_is_for_its_owner_alone(ana: Machine) -> None:
    ana.write(tick())
    ana.publish()

    kept: Sequence[Path] = [path for path in (ana.data / "together").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


def test_a_machine_that_lost_lines_of_its_own_has_them_again_from_what_it_published(tmp_path: Path) -> None:
    ana, sam = Machine(tmp_path / "ana", tmp_path / "folder"), Machine(tmp_path / "sam", tmp_path / "folder")
    for note in ("soup", "bread", "pears"):
        ana.write(tick(note))
    ana.look()
    sam.look()
    journal = ana.data / "shared" / f"{ana.device}.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"bread", b"br#ad"))
    Journal(journal).storage.pack()
    assert len(ana.records()) == 2

    ana.look()
    ana.write(tick("plums"))
    ana.look()
    sam.look()

    assert ana.records() == sam.records()
    assert len(ana.records()) == 4


def test_what_is_known_of_what_was_published_holds_no_words(ana: Machine) -> None:
    ana.write(tick("soup with quinces"))

    ana.look()

    assert words_on_disk(ana.data / "shared", "quinces")
    assert not words_on_disk(ana.data / "together", "quinces")


@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_journals_that_this_login_may_not_see_are_not_taken_for_gone() -> None:
    with folder_of_that_login() as home, a_refused_login():
        machine = Machine(home)
        machine.write(tick())
        machine.look()
        device = machine.device

        (machine.data / "shared").chmod(0)
        try:
            with pytest.raises(StorageError):
                machine.looks().surely_look()
        finally:
            (machine.data / "shared").chmod(0o700)

        assert machine.device == device
