"""A start from the snapshot knows all that a start from the journals knows, and never anything else."""

from __future__ import annotations

import errno
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rituals.adapters.journal import event_log, file, snapshot, snapshot_file
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import Rule, Seal
from rituals.core.state.couple_state import State
from rituals.errors import StorageError
from rituals.ports import Fresh
from tests.kit import worlds
from tests.kit.journal_disks import CountingDisk, GoneAfterSync
from tests.kit.visible import visible

FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(0, 400, 40)]
AT = datetime(2024, 1, 1, 12, tzinfo=UTC)
WORDS = ("under the old bridge", "you waited up for me", "with cinnamon", "the flu", "such a laugh")


@pytest.fixture(autouse=True)
def _tidy_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "UNTIDY", 1)


def said(device: str = "laptop") -> Iterator[Recorded]:
    """Some four hundred days of two people, with words of every kind."""
    for number, event in enumerate(told(), start=1):
        yield Recorded(f"{device}-{number:05}", device, number, AT + timedelta(minutes=number), event)


def told() -> Iterator[AnyEvent]:
    yield e.PersonJoined("ana", "Ana", FIRST)
    yield e.PersonJoined("ben", "Ben", FIRST)
    for name, who in (("walk", "together"), ("hug", "each")):
        yield e.RitualAdded(name, FIRST, name.title(), Rule("FREQ=DAILY", FIRST, time(19)), who, cue=WORDS[2])
    chance = random.Random(3)
    for n in range(400):
        day = FIRST + timedelta(days=n)
        if chance.random() < 0.8:
            yield e.RitualTicked("walk", day, note=WORDS[0] if chance.random() < 0.2 else "")
        for person in ("ana", "ben"):
            if chance.random() < 0.8:
                yield e.RitualTicked("hug", day, person, tiny=chance.random() < 0.1, by_phone=chance.random() < 0.1)
        if chance.random() < 0.05:
            yield e.OccurrenceRested("walk", day, reason=WORDS[3], by_phone=bool(n % 2))
        if chance.random() < 0.05:
            yield e.AppreciationAdded(f"note-{n}", "ana", day, WORDS[1], "ben", Seal() if n % 2 else None)
    yield e.RitualUnticked("walk", ("laptop-00005", "laptop-00006"))
    yield e.Undone(("laptop-00010", "laptop-00300"))


def open_log(home: Path, device: str = "laptop") -> JournalLog:
    return JournalLog(home / "shared", device, disk=UnsyncedDisk(), snapshot=home / "cache" / "shared.snapshot")


def kept(home: Path, records: list[Recorded], device: str = "laptop") -> None:
    """Put records on the disk, a line each."""
    log = open_log(home, device)
    with log.exclusive():
        for record in records:
            log.append([record])


def tidied(home: Path) -> Path:
    """A home with a snapshot of what is in it."""
    log = open_log(home)
    log.fresh()
    log.tidy()
    return home / "cache" / "shared.snapshot"


def started(log: JournalLog) -> State:
    fresh = log.fresh()
    state = State()
    if fresh.shelf:
        state.attach_archive(fresh.shelf)
    state.add(fresh.records)
    return state


def whole(home: Path) -> State:
    """What is so, read from the journals alone."""
    return State(JournalLog(home / "shared", "somebody").fresh().records)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    kept(tmp_path, list(said()))
    return tmp_path


def test_what_counts_beyond_all_bounds_is_told_and_ends_no_order_from_the_snapshot_either(home: Path) -> None:
    counting = ((f"far-{lamport}", lamport) for lamport in (2**40 + 1, 2**63 - 1, 2**40))
    kept(home, [Recorded(name, "phone", lamport, AT, e.RitualTicked("walk", FIRST)) for name, lamport in counting])
    before = open_log(home)
    there = before.fresh()
    tidied(home)

    after = open_log(home)

    assert started(after).lamport == State(there.records).lamport < 10_000
    assert before.problems() == after.problems()
    assert after.problems()[0].startswith("2 records are passed over: ")


def test_a_start_from_the_snapshot_shows_all_that_the_journals_hold(home: Path) -> None:
    tidied(home)

    fresh = open_log(home).fresh()
    state = started(open_log(home))

    assert fresh.shelf is not None
    assert len(fresh.records) < 100
    assert state.lamport == whole(home).lamport
    assert visible(state, DAYS) == visible(whole(home), DAYS)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(life=worlds.lives(), cut=st.integers(0, 60))
def test_whatever_was_lived_it_does_not_matter_how_much_of_it_lies_in_the_snapshot(
    life: list[Recorded], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    kept(home, life[:cut])
    tidied(home)
    kept(home, life[cut:])
    days = [worlds.FIRST, worlds.FIRST + timedelta(days=worlds.LENGTH)]

    state = started(open_log(home))

    assert visible(state, days) == visible(State(life), days)


def test_a_snapshot_holds_none_of_the_words_that_anyone_wrote(home: Path) -> None:
    content = tidied(home).read_bytes()

    assert b"laptop-00007" in content
    assert [words for words in WORDS if words.encode() in content] == []


def test_a_snapshot_and_its_folder_are_for_their_owner_only(home: Path) -> None:
    snapshot = tidied(home)

    assert (snapshot.stat().st_mode & 0o077, snapshot.parent.stat().st_mode & 0o077) == (0, 0)


def test_what_is_written_after_the_snapshot_is_read_with_it(home: Path) -> None:
    tidied(home)
    log = open_log(home)
    state = started(log)
    new = Recorded("laptop-x", "laptop", state.lamport + 1, AT, e.RitualTicked("walk", DAYS[-1], note="by the sea"))

    log.append([new])
    state.add(log.fresh().records)

    assert visible(state, DAYS) == visible(whole(home), DAYS) == visible(started(open_log(home)), DAYS)
    with Journal(home / "shared" / "laptop.jsonl") as journal:
        ids = [document.doc_id for document in journal.table("events").all()]
    assert len(ids) == len(set(ids)) == len([*said()]) + 1
    assert log.damaged == 0


def test_another_device_s_journal_counts_whether_the_snapshot_knows_it_or_not(home: Path) -> None:
    others = [
        Recorded(f"phone-{n}", "phone", 5_000 + n, AT, e.RitualTicked("walk", day, note="ours too"))
        for n, day in enumerate(DAYS)
    ]
    tidied(home)

    kept(home, others[:5], "phone")
    unknown = visible(started(open_log(home)), DAYS)
    tidied(home)
    kept(home, others[5:], "phone")
    known = started(open_log(home))

    assert unknown == visible(State([*said(), *others[:5]]), DAYS)
    assert visible(known, DAYS) == visible(State([*said(), *others]), DAYS) == visible(whole(home), DAYS)


def flipped(content: bytes) -> bytes:
    return content[:1_000] + bytes([content[1_000] ^ 1]) + content[1_001:]


@pytest.mark.parametrize(
    "lie",
    [
        flipped,
        lambda content: content[:-7],
        lambda _: b"",
        lambda content: b"00000000" + content[8:],
        lambda content: content + b"x",
        lambda content: bytes(len(content)),
    ],
)
def test_a_snapshot_that_is_damaged_is_passed_over(home: Path, lie: object) -> None:
    path = tidied(home)
    assert callable(lie)
    path.write_bytes(lie(path.read_bytes()))

    seen = visible(started(open_log(home)), DAYS)
    is_renewed = snapshot.load(tidied(home)) is not None

    assert seen == visible(whole(home), DAYS)
    assert is_renewed


def test_the_snapshot_that_a_start_makes_for_itself_is_the_one_that_the_next_begins_with(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tidied(home)
    renewed = path.read_bytes()
    path.unlink()
    monkeypatch.setattr(event_log, "UNTIDY", 100)  # the journal has fewer lines, and more records
    log = open_log(home)
    fresh = log.fresh()
    kept(home, [Recorded("laptop-x", "laptop", 9_000, AT, e.RitualTicked("walk", DAYS[-1]))])
    monkeypatch.setattr(snapshot_file, "snapshot_of", lambda *_: pytest.fail("made again"))

    log.tidy()
    state = started(open_log(home))

    assert len(fresh.records) < 100
    assert path.read_bytes() == renewed
    assert visible(state, DAYS) == visible(whole(home), DAYS)


@pytest.mark.parametrize("device", ["laptop", "phone"])
def test_the_snapshot_that_a_start_makes_is_not_stored_once_something_of_it_is_erased(
    home: Path, monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    kept(home, [Recorded("a-note", device, 9_000, AT, e.AppreciationAdded("otter", "ana", FIRST, WORDS[1]))], device)
    path = tidied(home)
    path.unlink()
    monkeypatch.setattr(event_log, "UNTIDY", 100)
    log = open_log(home)
    log.fresh()
    open_log(home, device).erase(["a-note"])

    log.tidy()

    assert b"otter" not in path.read_bytes()
    assert visible(started(open_log(home)), DAYS) == visible(whole(home), DAYS)


def test_what_a_run_brought_in_lies_in_the_snapshot_that_it_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_log, "UNTIDY", 100)
    log = open_log(tmp_path)
    log.fresh()
    log.append(list(said()))
    log.fresh()

    log.tidy()

    assert len(open_log(tmp_path).fresh().records) < 100
    assert visible(started(open_log(tmp_path)), DAYS) == visible(whole(tmp_path), DAYS)


def test_a_home_with_little_in_it_keeps_no_snapshot(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "UNTIDY", 10_000)

    path = tidied(home)

    assert not path.exists()


def without_the_last_line(content: bytes) -> bytes:
    return content[: content.rfind(b"\n", 0, -1) + 1]


@pytest.mark.parametrize("change", [flipped, without_the_last_line, lambda content: b"x" + content])
def test_a_snapshot_of_a_journal_that_is_another_now_is_passed_over(home: Path, change: object) -> None:
    tidied(home)
    journal = home / "shared" / "laptop.jsonl"
    assert callable(change)
    journal.write_bytes(change(journal.read_bytes()))

    log = open_log(home)
    state = started(log)

    assert visible(state, DAYS) == visible(whole(home), DAYS)


def test_a_snapshot_of_another_home_is_passed_over(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    kept(other, list(said())[:50])
    snapshot = tidied(other)

    (home / "cache").mkdir()
    (home / "cache" / "shared.snapshot").write_bytes(snapshot.read_bytes())

    assert visible(started(open_log(home)), DAYS) == visible(whole(home), DAYS)


def test_a_journal_that_vanished_takes_the_snapshot_of_it_along(home: Path) -> None:
    tidied(home)

    (home / "shared" / "laptop.jsonl").unlink()

    assert open_log(home).fresh() == Fresh([], rewritten=False)


def test_a_damaged_journal_is_left_as_it_is_and_goes_on_telling_of_its_damage(home: Path) -> None:
    journal = home / "shared" / "laptop.jsonl"
    journal.write_bytes(flipped(journal.read_bytes()))
    damaged = journal.read_bytes()

    snapshot = tidied(home)
    log = open_log(home)
    state = started(log)

    assert journal.read_bytes() == damaged
    assert not snapshot.exists()
    assert log.damaged == 1
    assert visible(state, DAYS) == visible(whole(home), DAYS)


def test_a_journal_that_cannot_be_covered_is_read_whole_beside_the_snapshot_of_the_others(home: Path) -> None:
    kept(home, [Recorded("phone-1", "phone", 9_000, AT, e.RitualTicked("walk", DAYS[0]))], "phone")
    with Journal(home / "shared" / "phone.jsonl") as journal:
        journal.table("letters").insert({"of": "a later version"})
    tidied(home)

    fresh = open_log(home).fresh()

    assert fresh.shelf is not None
    assert "phone-1" in {record.id for record in fresh.records}
    assert visible(started(open_log(home)), DAYS) == visible(whole(home), DAYS)


def test_undo_finds_what_lies_behind_the_snapshot(home: Path) -> None:
    tidied(home)
    log = open_log(home)
    log.fresh()
    log.append([Recorded("laptop-x", "laptop", 9_000, AT, e.RitualTicked("walk", DAYS[-1]))])

    newest_first = list(log.newest_first())

    assert [record.id for record in newest_first] == ["laptop-x", *(record.id for record in [*said()][::-1])]


@pytest.mark.parametrize("at_once", [1, 1_000])
def test_undo_reads_no_more_of_what_lies_behind_the_snapshot_than_it_needs(
    home: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    path = tidied(home)
    kept(home, [Recorded("laptop-x", "laptop", 9_000, AT, e.RitualTicked("walk", DAYS[-1]))])
    renewed = snapshot.snapshot_of(snapshot.contents_of([home / "shared" / "laptop.jsonl"]), "events")
    snapshot.store(path, snapshot.to_bytes(renewed))
    disk = CountingDisk()
    log = JournalLog(home / "shared", "laptop", disk=disk, snapshot=path)
    log.fresh()
    monkeypatch.setattr(file, "BYTES_AT_ONCE", at_once)
    disk.bytes_read = 0

    newest_first = log.newest_first()
    latest = next(newest_first)

    assert latest.id == "laptop-x"
    assert disk.bytes_read < 2_000
    assert [record.id for record in newest_first] == [record.id for record in [*said()][::-1]]


def test_undo_leaves_alone_what_came_in_place_of_the_journal_meanwhile(home: Path) -> None:
    tidied(home)
    log = open_log(home)
    log.fresh()

    newest_first = log.newest_first()
    open_log(home).pack()

    assert list(newest_first) == []


def test_erasing_drops_the_snapshot_and_the_words(home: Path) -> None:
    snapshot = tidied(home)
    log = open_log(home)
    log.fresh()
    note = next(record for record in said() if isinstance(record.event, e.AppreciationAdded))

    log.erase([note.id])
    fresh = log.fresh()

    assert not snapshot.exists()
    assert fresh.rewritten
    assert note.id not in [record.id for record in fresh.records]
    assert len(fresh.records) == len([*said()]) - 1


def test_who_has_the_log_open_sees_everything_after_another_process_packed_it(home: Path) -> None:
    tidied(home)
    log = open_log(home)
    log.fresh()

    open_log(home).pack()
    fresh = log.fresh()

    assert fresh.rewritten
    assert fresh.shelf is None
    assert visible(State(fresh.records), DAYS) == visible(whole(home), DAYS)


def test_a_note_that_is_looked_for_while_its_journal_is_rewritten_comes_with_the_next_look(home: Path) -> None:
    tidied(home)
    log = open_log(home)
    state = started(log)
    open_log(home).erase(["laptop-00001"])

    before = state.ticks("walk")
    after = State(log.fresh().records).ticks("walk")

    assert before.keys() == after.keys()
    assert WORDS[0] in {tick.note for ticks in after.values() for tick in ticks}


def test_nothing_is_packed_or_made_until_it_is_worth_while(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "UNTIDY", 10_000)
    before = (home / "shared" / "laptop.jsonl").read_bytes()

    snapshot = tidied(home)

    assert not snapshot.exists()
    assert (home / "shared" / "laptop.jsonl").read_bytes() == before


def test_a_journal_that_is_packed_is_not_written_again_for_a_new_snapshot(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied(home).unlink()
    packed = (home / "shared" / "laptop.jsonl").read_bytes()
    monkeypatch.setattr(event_log, "UNTIDY", packed.count(b"\n") + 1)

    snapshot = tidied(home)

    assert snapshot.exists()
    assert (home / "shared" / "laptop.jsonl").read_bytes() == packed


def test_tidying_packs_the_journal_and_what_is_new_after_it_leaves_all_as_it_is(home: Path) -> None:
    journal = home / "shared" / "laptop.jsonl"
    before = journal.stat().st_size

    tidied(home)
    once = journal.read_bytes()
    log = open_log(home)
    log.fresh()
    log.tidy()

    assert once.count(b"\n") < 10
    assert len(once) < before
    assert journal.read_bytes() == once


def test_a_start_that_the_disk_refused_is_made_up_for_even_if_the_snapshot_went_meanwhile(home: Path) -> None:
    snapshot = tidied(home)
    disk = UnreadableTail(since=(home / "shared" / "laptop.jsonl").stat().st_size)
    kept(home, [Recorded("laptop-x", "laptop", 9_000, AT, e.RitualTicked("walk", DAYS[-1]))])
    log = JournalLog(home / "shared", "laptop", disk=disk, snapshot=snapshot)
    with pytest.raises(StorageError):
        log.fresh()

    disk.refuses = False
    snapshot.unlink()
    state = started(log)

    assert visible(state, DAYS) == visible(whole(home), DAYS)


class UnreadableTail(UnsyncedDisk):
    """Reads what begins before an offset, but nothing from there on."""

    refuses = True

    def __init__(self, since: int) -> None:
        self._since = since

    def read(self, handle: int, size: int, offset: int) -> bytes:
        if self.refuses and offset >= self._since:
            raise OSError(errno.EIO, "the disk fails")
        return super().read(handle, size, offset)


def test_after_a_line_that_cannot_be_removed_all_that_was_kept_is_still_there_to_see(home: Path) -> None:
    snapshot, before = tidied(home), visible(whole(home), DAYS)
    disk = GoneAfterSync()
    log = JournalLog(home / "shared", "laptop", disk=disk, snapshot=snapshot)
    log.fresh()
    disk.once = {"sync": errno.EIO}
    with pytest.raises(StorageError):
        log.append([Recorded("laptop-x", "laptop", 9_000, AT, e.RitualTicked("walk", DAYS[-1]))])

    documents = list(log.documents())
    fresh = log.fresh()

    assert len(documents) == len([*said()])
    assert fresh.rewritten
    assert visible(State(fresh.records), DAYS) == before


def test_nothing_is_tidied_where_the_home_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept(home, list(said()))
    log = JournalLog(home / "shared", "laptop", home=home, snapshot=tmp_path / "cache" / "shared.snapshot")
    log.fresh()
    home.rename(tmp_path / "away")

    with pytest.raises(StorageError, match="is gone"):
        log.tidy()

    assert not home.exists()
