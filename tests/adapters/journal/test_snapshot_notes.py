"""The notes in a snapshot: read late, they are what they would be if all were read at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rituals.adapters.journal import snapshot
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.lines import header_line
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import Reply, Seal
from rituals.core.state.couple_state import State

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAYS = [date(2026, 3, n) for n in (1, 2, 3)]
NAMES, DEVICES = ("n0", "n1", "n2", "n3"), ("laptop", "phone")
_IDS = [f"r{n}" for n in range(24)]

_seals = st.sampled_from([None, Seal(), Seal(DAYS[1]), Seal(DAYS[2])])
_texts = st.sampled_from(["An otter", "Soup", "Étude", "Two\nlines"])
_names, _some_ids = st.sampled_from(NAMES), st.lists(st.sampled_from(_IDS), min_size=1, max_size=3).map(tuple)
_about_a_note = st.one_of(
    st.builds(
        e.AppreciationAdded,
        _names,
        st.sampled_from(["ana", "sam"]),
        st.sampled_from(DAYS),
        _texts,
        st.sampled_from(["", "sam"]),
        _seals,
        st.booleans(),
    ),
    st.builds(e.AppreciationEdited, _names, text=_texts),
    st.builds(e.AppreciationEdited, _names, day=st.sampled_from(DAYS), seal=_seals),
    st.builds(e.AppreciationFavoured, _names, st.booleans()),
    st.builds(e.AppreciationAnswered, _names, st.sampled_from(["ana", "sam"]), st.sampled_from(["", "Oh, étude!"])),
)
_events = st.one_of(
    _about_a_note,
    _about_a_note,
    _about_a_note,
    st.builds(e.JarOpened, st.sampled_from(DAYS), st.lists(_names, max_size=2).map(tuple)),
    st.builds(e.AppreciationErased, _names),
    st.builds(e.Undone, _some_ids),
    st.builds(e.WordsErased, _some_ids),
)


@st.composite
def _lives(draw: st.DrawFn) -> list[Recorded]:
    events = draw(st.lists(_events, max_size=len(_IDS)))
    return [
        Recorded(name, draw(st.sampled_from(DEVICES)), draw(st.integers(1, 9)), AT, event)
        for name, event in zip(_IDS, events, strict=False)
    ]


def _write(home: Path, records: Sequence[Recorded]) -> None:
    for device in DEVICES:
        log = JournalLog(home / "shared", device, disk=UnsyncedDisk())
        log.append([record for record in records if record.device == device])


def _fifty_notes() -> list[Recorded]:
    return [
        Recorded(f"r{n}", "laptop", n + 1, AT, e.AppreciationAdded(f"n{n}", "ana", DAYS[0], f"otter {n}"))
        for n in range(50)
    ]


def _with_replies(notes: list[Recorded]) -> list[Recorded]:
    replies = [e.AppreciationAnswered(f"n{n}", "sam", f"badger {n}") for n in range(len(notes))]
    answered = [Recorded(f"a{n}", "laptop", n + 90, AT, reply) for n, reply in enumerate(replies)]
    return [*notes, *answered]


def _log(home: Path) -> JournalLog:
    return JournalLog(home / "shared", "laptop", snapshot=home / "snapshot", disk=UnsyncedDisk())


def _started(home: Path) -> State:
    fresh, state = _log(home).fresh(), State()
    if fresh.shelf:
        state.attach_archive(fresh.shelf)
    state.add(fresh.records)
    return state


@pytest.fixture(autouse=True)
def _always_worth_a_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rituals.adapters.journal.event_log.UNTIDY", 0)


def _questions(state: State) -> list[tuple[str, object]]:
    """What can be asked of a jar, each with its answer when nothing was asked before it."""
    jar = state.jar
    drawable = [[note.id for note in jar.open_notes(day)] for day in DAYS]
    return [
        ("erasable", sorted(jar.ids_to_erase(["laptop"]))),
        ("texts", {name: jar.words_of(name) for name in NAMES}),
        ("texts by record", {name: jar.words_in([name]) for name in _IDS}),
        ("held", [jar.is_held(name) for name in NAMES]),
        ("known", set(jar.known)),
        ("records", {name: {record.id for record in jar.records(name)} for name in NAMES}),
        ("notes", list(jar.notes)),
        ("inside", [name in jar for name in NAMES]),
        ("read", jar.read),
        ("open", drawable),
        ("unread", [jar.unread(day) for day in DAYS]),
        ("search", [jar.search(word, DAYS[1]) for word in ("otter", "etude", "")]),
    ]


def _asked_first(state: State, question: str) -> object:
    jar = state.jar
    if question == "draw":
        return [jar.draw(["n1"], day, lambda weights: weights.index(max(weights))) for day in DAYS]
    if question == "count":
        return len(jar), sorted(jar.ids), [head.id for head in jar.heads]
    if question == "each":
        return [jar[name] for name in NAMES if name in jar]
    if question == "days":
        return [jar.notes_on(day) for day in DAYS], [head.id for head in jar.sealed_heads()]
    if question == "erasable":
        return sorted(jar.ids_to_erase(["laptop"]))
    return list(jar.notes)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    life=_lives(),
    cut=st.integers(0, 24),
    later=st.integers(0, 24),
    first=st.sampled_from(["days", "draw", "count", "each", "erasable", "notes"]),
)
def test_a_jar_is_the_same_however_much_of_it_lies_in_the_snapshot(
    life: list[Recorded], cut: int, later: int, first: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    _write(home, life[:cut])
    log = _log(home)
    log.fresh()
    log.tidy()
    _write(home, life[cut : cut + later])
    whole, late = State(life[: cut + later]), _started(home)

    assert _asked_first(late, first) == _asked_first(whole, first)
    for record in life[cut + later :]:
        late.add([record])
        whole.add([record])
        assert _asked_first(late, first) == _asked_first(whole, first)
    assert _questions(late) == _questions(whole)


def test_no_word_of_a_note_is_in_the_snapshot_nor_any_record_of_it_read_at_a_start(tmp_path: Path) -> None:
    _write(tmp_path, _with_replies(_fifty_notes()))
    log = _log(tmp_path)
    log.fresh()
    log.tidy()

    fresh = _log(tmp_path).fresh()

    assert b"otter" not in (tmp_path / "snapshot").read_bytes()
    assert b"badger" not in (tmp_path / "snapshot").read_bytes()
    assert fresh.records == []
    assert len(_started(tmp_path).jar) == 50
    assert _started(tmp_path).jar["n7"].text == "otter 7"
    assert _started(tmp_path).jar["n7"].reply == Reply("sam", "badger 7")
    assert [note.id for note in _started(tmp_path).jar.search("badger 49", DAYS[2])] == ["n49"]


def test_a_journal_that_another_process_rewrote_meanwhile_gives_nothing_until_it_is_read_again(tmp_path: Path) -> None:
    _write(tmp_path, _fifty_notes())
    log = _log(tmp_path)
    log.fresh()
    log.tidy()
    log, state = _log(tmp_path), State()
    fresh = log.fresh()
    assert fresh.shelf is not None
    state.attach_archive(fresh.shelf)
    journal = tmp_path / "shared" / "laptop.jsonl"
    journal.write_bytes(b"\n" * 7 + journal.read_bytes())

    assert list(state.jar.notes) == []

    again = log.fresh()
    assert again.rewritten
    assert len(State(again.records).jar) == 50


def test_listing_searching_and_drawing_ask_nothing_of_where_records_lie(tmp_path: Path) -> None:
    notes = [
        Recorded(f"r{n}", "laptop", n + 1, AT, e.AppreciationAdded(f"n{n}", "ana", DAYS[n % 3], f"otter {n}"))
        for n in range(9)
    ]
    _write(tmp_path, notes[:8])
    log = _log(tmp_path)
    log.fresh()
    log.tidy()
    _write(tmp_path, notes[8:])
    fresh, state = _log(tmp_path).fresh(), State()
    assert fresh.shelf is not None

    months = {
        number: replace(month, places=lambda: pytest.fail("asked"))
        for number, month in fresh.shelf.notes.months.items()
    }
    placeless = replace(fresh.shelf.notes, months=months)
    state.attach_archive(replace(fresh.shelf, notes=placeless))
    state.add(fresh.records)
    drawn = state.jar.draw([], DAYS[2], lambda weights: len(weights) - 1)

    assert drawn == state.jar["n8"]
    assert [note.id for note in state.jar.notes] == ["n0", "n3", "n6", "n1", "n4", "n7", "n2", "n5", "n8"]
    assert len(state.jar.search("otter", DAYS[2])) == 9


def test_what_a_start_does_not_read_of_the_notes_is_not_copied_either(tmp_path: Path) -> None:
    _write(tmp_path, _fifty_notes())
    log = _log(tmp_path)
    log.fresh()
    log.tidy()

    loaded = snapshot.load(tmp_path / "snapshot")

    assert loaded is not None
    parts = [part for month in loaded.notes.values() for part in (month.entries, month.orders, month.places)]
    assert len({id(part.obj) for part in parts}) == 1
    assert sum(part.nbytes for part in parts) > 50 * 20


def test_the_words_of_notes_are_read_without_their_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, _fifty_notes())
    log = _log(tmp_path)
    log.fresh()
    log.tidy()
    state = _started(tmp_path)
    monkeypatch.setattr("rituals.adapters.journal.note_index.from_json", lambda _: pytest.fail("decoded"))

    assert {note.text for note in state.jar.notes} == {f"otter {n}" for n in range(50)}


def test_no_note_gets_other_words_from_a_journal_that_was_rewritten_at_the_same_length(tmp_path: Path) -> None:
    _write(tmp_path, _fifty_notes())
    log = _log(tmp_path)
    log.fresh()
    log.tidy()
    state = _started(tmp_path)
    journal = tmp_path / "shared" / "laptop.jsonl"
    _, _, commits = journal.read_bytes().partition(b"\n")
    journal.write_bytes(header_line() + commits.replace(b"otter 7", b"badger7"))

    assert list(state.jar.notes) == []
