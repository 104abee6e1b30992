"""Whatever happened to the bytes, every undamaged line is kept, and every damaged one is counted and put aside."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from rituals.adapters.journal import lines as journal_lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from tests.kit.damages import DAMAGES, Damage, Truth, truth
from tests.kit.journal_writer import record

GOOD = [journal_lines.header_line()[:-1]] + [
    journal_lines.commit_line("events", {n: Raw(b'{"n":%d,"w":"\xc3\xb6"}' % n)})[:-1] for n in range(1, 6)
]


class Harm(NamedTuple):
    """What a line has become, and whether it can still be read."""

    line: bytes
    is_sound: bool


@st.composite
def harmed_lines(draw: st.DrawFn, line: bytes) -> Harm:
    """One line after something befell it."""
    at = draw(st.integers(0, len(line) - 1))
    flipped = line[at] ^ draw(st.integers(1, 255))
    return draw(
        st.sampled_from(
            [
                Harm(line, is_sound=True),
                Harm(line + b"\r", is_sound=True),
                Harm(b"\xef\xbb\xbf" + line, is_sound=True),
                Harm(b"\r\n\n" + line, is_sound=True),
                Harm(
                    line[:at] + bytes([flipped if flipped not in b"\r\n" else line[at] ^ 0x80]) + line[at + 1 :], False
                ),
                Harm(line[:at] + b"\0" * 8 + line[at:], is_sound=False),
                Harm(b"\0" * 16 + line, is_sound=False),
                Harm(line[:at] + b"\xff\xfe" + line[at:], is_sound=False),
                Harm(line[:at].rstrip(b"\r") or b"?", is_sound=False),
                Harm(line + line, is_sound=False),
            ]
        )
    )


harmed_files = st.tuples(*map(harmed_lines, GOOD))
tails = st.binary(max_size=40).map(lambda tail: tail.replace(b"\n", b""))


def documents(path: Path) -> list[int]:
    return [document["n"] for document in Journal(path).table("events")]


@given(harms=harmed_files, tail=tails)
def test_every_undamaged_line_is_kept_and_every_damaged_one_counted(harms: tuple[Harm, ...], tail: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ana.jsonl"
        path.write_bytes(b"".join(harm.line + b"\n" for harm in harms) + tail)
        sound = [number for number, harm in enumerate(harms) if harm.is_sound and number > 0]
        journal = Journal(path)

        read = documents(path)
        journal.table("events").insert({"n": 99})

        assert read == sound
        assert journal.storage.damaged == sum(not harm.is_sound for harm in harms)
        assert documents(path) == [*sound, 99]
        put_aside = path.with_name("ana.jsonl.damaged")
        damaged = {harm.line for harm in harms if not harm.is_sound} | ({tail} if tail.strip(b"\r") else set())
        assert set(put_aside.read_bytes().split(b"\n") if put_aside.exists() else []) - {b""} == damaged


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[1]",
        b'[["events",',
        b'[["events",{"1":5}]]',
        b'[["events",{"one":{}}]]',
        b'[["events",{"1":{"n":"\xff"}}]]',
        b'[["events",{"1":{"n":"\\u00zz"}}]]',
        b'{"not":"a header"}',
    ],
)
def test_a_line_of_the_wrong_shape_is_damaged_though_its_checksum_is_right(payload: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    path.write_bytes(b"".join([GOOD[0], b"\n", journal_lines.checked_line(payload), GOOD[2], b"\n"]))
    journal = Journal(path)

    read = journal.table("events").all()

    assert [document["n"] for document in read] == [2]
    assert journal.storage.damaged == 1


def test_a_damaged_line_is_put_aside_once_however_often_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    path.write_bytes(GOOD[0] + b"\nfirst\nsecond\nfirst\n")

    for _ in range(3):
        documents(path)
    with path.open("ab") as file:
        file.write(b"third\n")
    documents(path)

    assert path.with_name("ana.jsonl.damaged").read_bytes() == b"first\nsecond\nthird\n"


def test_a_line_that_was_torn_while_it_was_put_aside_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    put_aside = path.with_name("ana.jsonl.damaged")
    path.write_bytes(GOOD[0] + b"\nfirst\n")
    put_aside.write_bytes(b"fir")

    documents(path)

    assert put_aside.read_bytes() == b"fir\nfirst\n"


def test_a_reader_leaves_a_torn_tail_and_a_writer_cuts_it(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    path.write_bytes(b"\n".join([*GOOD[:3], GOOD[3][:-5] + b"x" * 500]))
    before = path.read_bytes()
    journal = Journal(path)

    read = documents(path)
    after_reading = path.read_bytes()
    doc_id = journal.table("events").insert({"n": 9})

    assert read == [1, 2]
    assert after_reading == before
    assert doc_id == 3
    assert path.read_bytes().splitlines()[:3] == GOOD[:3]
    assert path.read_bytes().endswith(b'[["events",{"3":{"n":9}}]]\n')
    assert journal.storage.damaged == 0
    assert documents(path) == [1, 2, 9]


def test_a_last_line_that_lacks_only_its_newline_counts(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    path.write_bytes(b"\n".join(GOOD[:3]))
    events = Journal(path).table("events")

    read = documents(path)
    doc_id = events.insert({"n": 9})

    assert read == [1, 2]
    assert doc_id == 3
    assert documents(path) == [1, 2, 9]


def test_a_rewrite_keeps_damaged_lines_aside(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    path.write_bytes(b"\n".join([*GOOD[:3], b"damaged", b"torn"]))
    journal = Journal(path)

    journal.storage.pack()

    assert documents(path) == [1, 2]
    assert journal.storage.damaged == 0
    assert set(path.with_name("ana.jsonl.damaged").read_bytes().split()) == {b"damaged", b"torn"}


def test_joined_copies_of_a_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    other = [GOOD[0], GOOD[1], journal_lines.commit_line("events", {2: Raw(b'{"n":22}')})[:-1]]
    path.write_bytes(b"\n".join([*GOOD, *other, b""]))

    journal = Journal(path)

    assert [(document.doc_id, document["n"]) for document in journal.table("events")] == [
        *((n, n) for n in range(1, 6)),
        (6, 22),
    ]
    assert journal.storage.damaged == 0
    assert journal.table("events").insert({"n": 7}) == 7


def test_an_id_that_two_writers_gave_costs_neither_of_them_a_document(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    same_id = [journal_lines.commit_line("events", {1: Raw(b'{"n":%d}' % n)}) for n in (1, 2, 2)]
    path.write_bytes(b"".join(same_id))

    events = Journal(path).table("events").all()

    assert [(event.doc_id, event["n"]) for event in events] == [(1, 1), (2, 2), (3, 2)]


def test_a_file_that_was_overwritten_in_place_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    path.write_bytes(b"\n".join([*GOOD[:3], b""]))
    events = Journal(path).table("events")
    position = events.after(None).position

    longer = [GOOD[0], GOOD[2], GOOD[3], GOOD[4], b""]
    path.write_bytes(b"\n".join(longer))
    news = events.after(position)

    assert news.rewritten
    assert [document["n"] for document in events] == [2, 3, 4]


def test_a_line_that_is_nested_too_deeply_to_be_read_is_damage_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    deep = journal_lines.commit_line("events", {9: Raw(b'{"n":' * 100_000 + b"1" + b"}" * 100_000)})[:-1]
    path.write_bytes(b"\n".join([*GOOD[:2], deep, *GOOD[2:], b""]))

    journal = Journal(path)

    assert [document["n"] for document in journal.table("events")] == [1, 2, 3, 4, 5]
    assert journal.storage.damaged == 1


def test_a_file_that_vanishes_is_empty_and_may_come_back(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    events = Journal(path).table("events")
    events.insert({"n": 1})
    content = path.read_bytes()

    path.unlink()
    without = events.all()
    path.write_bytes(content)
    back = events.all()

    assert without == []
    assert back == [{"n": 1}]


# a journal that somebody lived with, and what computers do to it


def lived_with(folder: Path) -> Mapping[bytes, list[str]]:
    """A journal of some evenings, a part of it packed: each of its lines, with the ids of what is in it."""
    log = JournalLog(folder, "ana", disk=UnsyncedDisk())
    path, written = folder / "ana.jsonl", 0
    lines: dict[bytes, list[str]] = {}
    for evening in range(40):
        ids = [f"{evening}-{part}" for part in range(1 + evening % 3)]
        log.append([record(name, note=f"Süße Träume, ça va, 晚安 {evening} 💛") for name in ids])
        if evening == 10:
            log.pack()
            ids, written, lines = [found.id for found in JournalLog(folder, "ana").fresh().records], 0, {}
        content = path.read_bytes()
        *headers, line = content[written:].splitlines()
        lines |= {header: [] for header in headers} | {line: ids}
        written = len(content)
    return lines


@pytest.mark.durability
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_at_random_too_every_undamaged_line_is_kept_and_the_others_are_counted_and_put_aside(
    damage: Damage, tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    chance = random.Random(damage.__name__)
    lines = lived_with(tmp_path)
    content = (tmp_path / "ana.jsonl").read_bytes()
    rounds = 500 if full else 20
    kept = counted = 0

    for round_ in range(rounds):
        folder = tmp_path / str(round_)
        harmed = damage(content, chance)
        meant = truth(harmed, lines)
        assert_it_is_read_as_meant(folder, harmed, meant)
        kept += len(meant.ids)
        counted += len(meant.damaged)

    assert kept
    figure(f"{damage.__name__}: {rounds} times, {kept} events kept, {counted} damaged lines counted and put aside")


def assert_it_is_read_as_meant(folder: Path, harmed: bytes, meant: Truth) -> None:
    """Read a damaged journal as the other's, then as one's own, write to it, and read it once more."""
    path, put_aside = folder / "ana.jsonl", folder / "ana.jsonl.damaged"
    folder.mkdir()
    path.write_bytes(harmed)
    open_log = partial(JournalLog, folder, disk=UnsyncedDisk())

    theirs = open_log("sam")
    read_as_theirs = ids_of(theirs)
    assert not put_aside.exists()
    own = open_log("ana")
    read_as_own = ids_of(own)
    unchanged = path.read_bytes()
    own.append([record("written-since")])

    assert unchanged == harmed
    assert read_as_theirs == read_as_own == meant.ids
    assert theirs.damaged == own.damaged == len(meant.damaged)
    assert ids_of(open_log("ana")) == [*meant.ids, "written-since"]
    copied = put_aside.read_bytes().split(b"\n") if put_aside.exists() else []
    assert {line for line in copied if line} == {line for line in (*meant.damaged, meant.torn) if line}
    for sentence in own.problems():
        assert path.name in sentence
        assert put_aside.name in sentence
        assert str(len(meant.damaged)) in sentence
    assert bool(own.problems()) == bool(meant.damaged)


def ids_of(log: JournalLog) -> list[str]:
    return [found.id for found in log.fresh().records]
