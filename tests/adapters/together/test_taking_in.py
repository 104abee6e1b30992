from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from msgspec import Raw

from rituals.adapters.together.condemning import MOST_UNASKED, Condemning
from rituals.adapters.together.mirrors import mirror_stems
from rituals.adapters.together.names import MOST_DEVICES, OTHER_WORDS, segment_name, state_name
from rituals.adapters.together.problems import TOO_MANY, WAITING
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import open_segment, segment_content, segment_line
from rituals.adapters.together.sealed.state_file import Announcement
from rituals.core.events import (
    AnyEvent,
    AppreciationAdded,
    AppreciationErased,
    PrivateErased,
    RitualTicked,
    Undone,
    WordsErased,
)
from rituals.errors import StorageError
from tests.kit.carriers import DavCarrier, DavServer
from tests.kit.couples_folder import KEY, Machine, tick
from tests.kit.fakes import FakeClock
from tests.kit.journal_disks import RefusingDisk

PEER = "00000000000000ff"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


@pytest.fixture
def ana(tmp_path: Path, folder: Path) -> Machine:
    return Machine(tmp_path / "ana", folder)


@pytest.fixture
def sam(tmp_path: Path, folder: Path) -> Machine:
    return Machine(tmp_path / "sam", folder)


def document(name: str, device: str = PEER, **other: object) -> dict[str, object]:
    event = {"kind": "ritual_ticked", "ritual": "walk", "day": "2026-11-22"}
    return {"id": name, "device": device, "lamport": 1, "at": "2026-11-22T00:00:00Z", "event": event, **other}


def put(folder: Path, *documents: object, name: str = "00000000.rlog", key: CoupleKey = KEY, peer: str = PEER) -> Path:
    """A segment as a device of somebody's making might write it."""
    raws = [Raw(entry if isinstance(entry, bytes) else json.dumps(entry).encode()) for entry in documents]
    path = folder / "rituals" / "log" / peer / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(segment_content(key, [segment_line(key, peer, int(name[:8]), 0, raws)]))
    return path


def test_what_one_machine_wrote_is_on_the_other(ana: Machine, sam: Machine) -> None:
    ana.write(tick("soup"), tick())
    sam.write(tick("bread"))
    for machine in (ana, sam, ana):
        machine.look()

    assert ana.records() == sam.records()
    assert len(sam.records()) == 3
    assert mirror_stems(sam.data) == [ana.device]
    assert (sam.data / "shared" / f"{ana.device}.jsonl").is_file()


def test_it_is_the_same_over_a_server_with_tags(tmp_path: Path) -> None:
    server = DavServer()
    ana, sam = (Machine(tmp_path / name, carrier=lambda device: DavCarrier(server, device)) for name in ("ana", "sam"))
    (gone,) = ana.write(tick("goes"))
    for machine in (ana, sam):
        machine.write(tick())
        machine.look()
    sam.write(WordsErased((gone,)))
    for machine in (sam, ana, sam):
        machine.look()
        machine.service()

    assert ana.records() == sam.records()
    assert len(ana.records()) == 4
    assert "goes" not in str(ana.records())


def test_what_was_taken_in_is_not_published_again(ana: Machine, sam: Machine) -> None:
    ana.write(tick())
    ana.look()
    sam.look()

    assert segment_name(sam.device, 0) not in sam.carrier.names()
    assert ana.take_in() == 0


def test_nothing_is_taken_in_twice_whatever_an_engine_does_with_names(ana: Machine, sam: Machine, folder: Path) -> None:
    ana.write(tick("soup"))
    ana.publish()
    (segment,) = (folder / "rituals" / "log").glob("*/*")
    for name in (
        "00000000.sync-conflict-20261122-190000-ABCDEFG.rlog",
        "00000000 (Ana's conflicted copy 2026-11-22).rlog",
        "00000000.rlog.1",
        "00000000_conflict-20261122.rlog",
    ):
        shutil.copy(segment, segment.with_name(name))
    segment.unlink()

    assert sam.take_in() == 1
    assert sam.take_in() == 0
    shutil.rmtree(folder / "rituals")
    assert sam.take_in() == 0
    assert sam.records() == ana.records()


def test_a_mirror_that_was_rolled_back_is_filled_again(ana: Machine, sam: Machine, tmp_path: Path) -> None:
    ana.write(tick())
    ana.look()
    sam.look()
    shutil.copytree(sam.data / "shared", tmp_path / "backup")
    ana.write(tick())
    ana.look()
    sam.look()

    shutil.rmtree(sam.data / "shared")
    shutil.copytree(tmp_path / "backup", sam.data / "shared")
    sam.look()

    assert sam.records() == ana.records()


def test_a_damaged_mirror_is_written_anew_and_taken_in_again(ana: Machine, sam: Machine) -> None:
    for _ in range(3):
        ana.write(tick("soup"))
        ana.look()
        sam.look()
    mirror = sam.data / "shared" / f"{ana.device}.jsonl"
    content = bytearray(mirror.read_bytes())
    content[len(content) // 2] ^= 1
    mirror.write_bytes(content)

    sam.take_in()
    sam.take_in()

    assert sam.records() == ana.records()
    assert sam.log().damaged == 0


def test_a_home_that_was_rolled_back_speaks_for_what_it_was(ana: Machine, sam: Machine, tmp_path: Path) -> None:
    ana.write(tick("first"))
    ana.look()
    shutil.copytree(ana.data, tmp_path / "saved")
    ana.write(tick("later"))
    ana.look()
    shutil.rmtree(ana.data)
    shutil.copytree(tmp_path / "saved", ana.data)
    before = ana.device
    ana.write(tick("since then"))

    for machine in (ana, sam, ana, sam):
        machine.look()

    assert ana.device != before
    assert ana.records() == sam.records()
    assert {event.note for event in sam.records().values() if isinstance(event, RitualTicked)} == {
        "first",
        "later",
        "since then",
    }


def test_what_only_others_have_comes_back_where_a_home_was_restored_with_its_folder(
    ana: Machine, sam: Machine, tmp_path: Path, folder: Path
) -> None:
    clock = sam.clock = FakeClock()
    ana.write(tick("first"))
    ana.look()
    for name, top in (("home", ana.data), ("folder", folder)):
        shutil.copytree(top, tmp_path / "saved" / name)
    ana.write(tick("later"))
    for machine in (ana, sam):
        machine.look()
    for name, top in (("home", ana.data), ("folder", folder)):
        shutil.rmtree(top)
        shutil.copytree(tmp_path / "saved" / name, top)
    for day in range(3):
        clock.pass_time(days=day > 0)
        ana.write(tick(f"day {day}"))
        for machine in (ana, sam, ana):
            machine.look()
        assert ("later" in str(ana.records())) is (day > 1)

    sam.look()
    assert ana.records() == sam.records()
    assert len(sam.records()) == 5
    assert mirror_stems(sam.data) == [ana.device]


def test_nobody_speaks_for_others_while_not_everything_opens(ana: Machine, sam: Machine, folder: Path) -> None:
    clock = sam.clock = FakeClock()
    ana.write(tick("first"))
    ana.look()
    sam.look()
    (segment,) = (folder / "rituals" / "log" / ana.device).glob("*")
    segment.write_bytes(segment.read_bytes()[:-20])
    for _ in range(4):
        clock.pass_time(days=1)
        sam.look()

    assert not [name for name in sam.carrier.names() if name.startswith(f"log/{sam.device}")]


def test_two_clones_part_and_lose_nothing(ana: Machine, sam: Machine, tmp_path: Path, folder: Path) -> None:
    ana.write(tick("first"))
    ana.look()
    shutil.copytree(ana.data, tmp_path / "clone" / "data")
    clone = Machine(tmp_path / "clone", folder, machine="ana")
    for number in range(3):
        for machine in (ana, clone, sam):
            machine.write(tick(f"{machine is clone} {number}"))
            machine.look()
    for machine in (ana, clone, sam, ana, clone):
        machine.look()

    assert ana.device != clone.device
    assert ana.records() == clone.records() == sam.records()
    assert len(sam.records()) == 10


def test_a_copied_home_on_another_machine_converges(ana: Machine, tmp_path: Path, folder: Path) -> None:
    ana.write(tick("first"))
    shutil.copytree(ana.data, tmp_path / "copy" / "data")
    copy = Machine(tmp_path / "copy", folder)
    for _ in range(3):
        for machine in (ana, copy):
            machine.write(tick())
            machine.look()
    ana.look()

    assert ana.records() == copy.records()
    assert len(ana.records()) == 7


def test_two_that_brought_in_the_same_have_it_once(ana: Machine, sam: Machine) -> None:
    brought = [document(f"i{number}", device="elsewhere", at="2020-05-01T18:30:00Z") for number in range(3)]
    for machine in (ana, sam):
        machine.log().take_in(brought)
    for machine in (ana, sam, ana):
        machine.look()

    for machine in (ana, sam):
        assert sorted(record.id for record in machine.log().fresh().records) == ["i0", "i1", "i2"]


@pytest.mark.parametrize("call", ["open", "write", "replace", "sync"])
def test_what_a_disk_refuses_is_told_and_done_once_it_relents(ana: Machine, sam: Machine, call: str) -> None:
    sam.write(tick("from sam"))
    sam.look()
    ana.write(tick("from ana"))
    disk = RefusingDisk(**{call: errno.ENOSPC})
    ana.disk = disk
    for _ in range(2):
        with pytest.raises(StorageError, match="is full"):
            ana.look()
    disk.relent()
    for machine in (ana, sam):
        machine.look()

    assert ana.records() == sam.records()
    assert len(ana.records()) == 2


def test_records_of_a_device_come_from_its_folder_or_from_who_speaks_for_it(sam: Machine, folder: Path) -> None:
    put(folder, document("own"), document("other", device="aa"))
    assert sam.take_in() == 1
    assert sam.take_in() == 0

    state = folder / "rituals" / state_name(PEER)
    state.parent.mkdir()
    state.write_bytes(Announcement(speaks_for=("aa",)).content(KEY, PEER))

    assert sam.take_in() == 1
    assert set(sam.records()) == {"own", "other"}


@pytest.mark.parametrize(
    "bad",
    [
        document("../x"),
        document("x", device="a b"),
        document("x", lamport=2**41),
        document("x", at="0001-01-01T00:00:00Z"),
        [],
        {},
        b'{"id":"x","device":"00000000000000ff","lamport":1,"at":"2026-11-22T00:00:00Z","event":{"kind":"x"},"z":"\xff"}',
    ],
)
def test_what_no_device_writes_is_passed_over_and_told(sam: Machine, folder: Path, bad: object) -> None:
    put(folder, bad, document("good"))
    intake = sam.intake()

    assert intake.take_in(sam.carrier.names()) == 1
    assert sam.told() == ["1 record is passed over in the couple's folder, as no device writes such."]
    assert set(sam.records()) == {"good"}


def test_what_only_a_later_version_knows_stays_as_it_came(sam: Machine, folder: Path) -> None:
    later = document("x", colour="red", event={"kind": "sang", "song": 1})
    put(folder, later, json.dumps(document("lines"), indent=1).encode())

    assert sam.take_in() == 2
    assert [json.loads(text) for text in sam.log().documents()] == [later, document("lines")]


def test_one_id_with_two_contents_is_the_same_on_every_machine(tmp_path: Path, folder: Path) -> None:
    state = folder / "rituals" / "state"
    state.mkdir(parents=True)
    liar = "00000000000000ee"
    (state / liar).write_bytes(Announcement(speaks_for=(PEER,)).content(KEY, liar))
    true, other = document("x", lamport=3), document("x", lamport=2)
    small, large = document("y", lamport=4), document("y", lamport=5)
    ways = ([(PEER, true), (liar, other)], [(liar, other), (PEER, true)])
    ends = []
    for number, way in enumerate(ways):
        machine = Machine(tmp_path / str(number), folder)
        for peer, record in way:
            put(folder, record, *([small] if peer == PEER else []), peer=peer)
            machine.take_in()
            put(folder, *([large] if peer == PEER else []), name="00000001.rlog", peer=peer)
            machine.take_in()
            shutil.rmtree(folder / "rituals" / "log")
        ends.append({text["id"]: text["lamport"] for text in map(json.loads, machine.log().documents())})

    assert ends == [{"x": 3, "y": 4}] * 2


def test_words_that_are_erased_go_from_every_machine(ana: Machine, sam: Machine, folder: Path) -> None:
    (gone,) = ana.write(tick("goes"))
    ana.look()
    sam.look()
    assert "goes" in str(sam.records())
    old = folder.with_name("old")
    shutil.copytree(folder, old)

    sam.write(WordsErased((gone,)))
    sam.service()
    for machine in (sam, ana):
        machine.look()
        machine.service()
    shutil.copytree(old, folder, dirs_exist_ok=True)
    for machine in (ana, sam, ana):
        machine.look()
        machine.service()

    assert ana.records() == sam.records()
    assert gone in sam.records()
    for machine in (ana, sam):
        texts = [path.read_bytes() for path in machine.data.rglob("*") if path.is_file()]
        assert not any(b"goes" in text for text in texts)


def test_an_app_that_is_open_erases_from_mirrors_that_came_since(ana: Machine, sam: Machine) -> None:
    service = sam.service("Sam")
    (gone,) = ana.write(tick("goes"))
    ana.look()
    sam.look()
    service.refresh()
    assert ana.device not in service.device_state.devices

    ana.write(WordsErased((gone,)))
    ana.look()
    sam.look()
    service.refresh()

    assert b"goes" not in b"".join(path.read_bytes() for path in sam.data.rglob("*") if path.is_file())


def test_words_go_from_what_a_device_published_that_speaks_no_more(
    ana: Machine, sam: Machine, tmp_path: Path, folder: Path
) -> None:
    ana.look()
    shutil.copytree(ana.data, tmp_path / "saved")
    (gone,) = ana.write(tick("goes"))
    ana.write(AppreciationAdded("note", "ana", tick().day, "thanks"))
    ana.look()
    shutil.rmtree(ana.data)
    shutil.copytree(tmp_path / "saved", ana.data)
    for machine in (ana, sam):
        machine.look()

    sam.write(WordsErased((gone,)), AppreciationErased("note"))
    for machine in (sam, ana, sam):
        machine.look()
        machine.service()

    assert ana.records() == sam.records()
    for machine in (ana, sam):
        texts = b"".join(path.read_bytes() for path in machine.data.rglob("*") if path.is_file())
        assert b"goes" not in texts
        assert b"thanks" not in texts
    opened = [
        document
        for path in (folder / "rituals" / "log").glob("*/*")
        for documents in open_segment(KEY, path.parent.name, int(path.stem), path.read_bytes()).documents
        for document in documents or ()
    ]
    assert gone.encode() in b"".join(map(bytes, opened))
    assert b"goes" not in b"".join(map(bytes, opened))
    assert b"thanks" not in b"".join(map(bytes, opened))


@pytest.mark.parametrize("kind", [WordsErased, Undone, partial(PrivateErased, "entry")])
@pytest.mark.parametrize("allow", [True, False])
def test_who_erases_much_that_was_written_here_has_to_wait_for_a_person(
    ana: Machine, sam: Machine, kind: Callable[[tuple[str, ...]], AnyEvent], allow: bool
) -> None:
    names = ana.write(*[tick("words")] * (MOST_UNASKED + 1))
    few = ana.write(tick("few"))
    ana.look()
    sam.look()
    sam.write(kind(tuple(few)))
    sam.look()
    ana.look()
    assert Condemning(ana.data).questions() == {}

    (mass,) = sam.write(kind(tuple(names)))
    (after,) = sam.write(tick())
    sam.look()
    for _ in range(2):
        ana.look()
        (question,) = Condemning(ana.data).questions().values()
        assert question.condemned == MOST_UNASKED + 1
        assert mass not in ana.records()
        assert after in ana.records()

    Condemning(ana.data).answer(sam.device, allow=allow)
    ana.look()
    ana.look()

    assert (mass in ana.records()) is allow
    assert Condemning(ana.data).questions() == {}


def test_who_erases_a_little_at_each_look_has_to_wait_for_a_person_as_well(ana: Machine, sam: Machine) -> None:
    names = ana.write(*[tick("words")] * (3 * MOST_UNASKED))
    ana.look()
    sam.look()
    clock = [1_000_000.0]
    most = MOST_UNASKED - 1
    batches = [names[:most], names[:most], names[most : 2 * most], names[2 * most :][:most]]
    held_back = []
    for hours, batch in zip((0, 1, 23, 24), batches, strict=True):
        (erasing,) = sam.write(WordsErased(tuple(batch)))
        sam.publish()
        clock[0] = 1_000_000.0 + hours * 3600
        ana.intake(now=lambda: clock[0]).take_in(ana.carrier.names())
        held_back.append(erasing not in ana.records())

    assert held_back == [False, False, True, False]
    (question,) = Condemning(ana.data).questions().values()
    assert question.condemned == most


def test_what_is_on_its_way_is_no_damage(sam: Machine, folder: Path) -> None:
    path = put(folder, document("x"))
    whole = path.read_bytes()
    clock = [1_000.0]
    intake = sam.intake(now=lambda: clock[0])
    for content in (b"", whole[:10], whole[:-20]):
        path.write_bytes(content)
        assert intake.take_in(sam.carrier.names()) == 0
        assert sam.told(lambda: clock[0]) == []
        clock[0] += 601
        assert intake.take_in(sam.carrier.names()) == 0
        for now in (clock[0], clock[0] - 1e7):  # the clock may be set back meanwhile
            assert sam.told(partial(float, now)) == [f"In the couple's folder, {segment_name(PEER, 0)} is damaged."]

    path.write_bytes(whole)

    assert intake.take_in(sam.carrier.names()) == 1
    assert sam.told(lambda: clock[0]) == []


def test_a_torn_line_does_not_hold_back_those_before_it(ana: Machine, sam: Machine, folder: Path) -> None:
    for _ in range(2):
        ana.write(tick())
        ana.publish()
    (segment,) = (folder / "rituals" / "log").glob("*/*")
    segment.write_bytes(segment.read_bytes()[:-30])

    assert sam.take_in() == 1
    ana.publish()
    assert sam.take_in() == 1


def test_other_words_and_a_newer_format_are_told(sam: Machine, folder: Path) -> None:
    put(folder, document("x"), key=CoupleKey.new(2, KEY.couple))
    intake = sam.intake()
    intake.take_in(sam.carrier.names())
    assert sam.told() == [OTHER_WORDS]

    path = put(folder, document("x"))
    path.write_bytes(path.read_bytes().replace(b"rituals-log 1", b"rituals-log 2"))
    intake.take_in(sam.carrier.names())
    assert sam.told() == ["Another machine's rituals is newer; some of it shows after an update here."]


def test_what_is_beyond_all_measure_is_told_and_not_read(sam: Machine, folder: Path) -> None:
    for number in range(MOST_DEVICES + 1):
        put(folder, document(str(number), device=f"{number:016x}"), peer=f"{number:016x}")
    (folder / "rituals" / "log" / f"{0:016x}" / ".00000001.rlog.icloud").touch()
    intake = sam.intake()

    assert intake.take_in(sam.carrier.names()) == MOST_DEVICES
    assert sam.told() == [TOO_MANY]
    for later in (601, -1e7):
        assert sam.told(partial(float, time.time() + later)) == [WAITING, TOO_MANY]


def test_a_file_that_cannot_be_read_now_is_looked_at_again(sam: Machine, folder: Path) -> None:
    path = put(folder, document("x"))
    path.rename(folder / "aside")
    path.symlink_to(folder / "aside")

    assert sam.take_in() == 0
    path.unlink()
    (folder / "aside").rename(path)
    assert sam.take_in() == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file is called that")
@pytest.mark.parametrize(
    "name", [b"00000000\xff.rlog", b"00000000 \x1b[31m.rlog", b"00000000\n.rlog", "00000000\u202e.rlog".encode()]
)
def test_a_file_whose_name_no_engine_gives_is_left_alone(ana: Machine, sam: Machine, name: bytes) -> None:
    ana.write(tick("soup"))
    ana.publish()
    log = sam.folder / "rituals" / "log" / ana.device
    Path(os.fsdecode(os.fsencode(log) + b"/" + name)).write_bytes(b"?")

    sam.look()
    ana.look()

    assert tick("soup") in sam.records().values()
    assert sam.told(now=lambda: time.time() + 3600) == []


def test_who_finds_another_at_it_has_that_one_look_once_more(tmp_path: Path) -> None:
    looks: list[object] = []

    class Interrupted(DavCarrier):
        def write(self, name: str, content: bytes) -> None:
            super().write(name, content)
            if name.startswith("log/") and not looks:
                machine.write(tick("meanwhile"))
                looks.append(machine.looks().surely_look())

    server = DavServer()
    machine = Machine(tmp_path / "ana", carrier=lambda device: Interrupted(server, device))
    machine.write(tick())

    machine.look()

    assert looks == [None]
    assert machine.publish().records == 0


def test_of_a_long_history_no_commit_is_long(ana: Machine, sam: Machine) -> None:
    ana.write(*[tick()] * 2_500)
    ana.publish()
    seen: list[tuple[int, int]] = []

    assert sam.intake().take_in(sam.carrier.names(), lambda done, files: seen.append((done, files))) == 2_500

    lines = (sam.data / "shared" / f"{ana.device}.jsonl").read_bytes().splitlines()
    assert len(lines) == 4
    assert seen[-1][0] == seen[-1][1]
