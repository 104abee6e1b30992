"""What comes in from any file is fit to be shown, to be counted by and to name a folder, or it stays outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec import Raw, to_builtins
from msgspec.structs import replace

from rituals.adapters.journal import lines
from rituals.adapters.logs import open_logs
from rituals.core import events as e
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import HIGHEST_FOLLOWED, HIGHEST_LAMPORT, Quota, Rule
from rituals.core.text import NAME_LIMIT, NOTE_LIMIT
from rituals.errors import StorageError
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock
from tests.kit.histories import ANA, BEGUN, WALK, Couple

STAMP: dict[str, object] = {"id": "r1", "device": "laptop", "lamport": 1, "at": "2026-03-01T12:00:00Z"}
ESCAPES = "\x1b]52;c;cm0gLXJmIH4=\x07"
"""Writes into the clipboard of a terminal."""
NO_IDS = ("../../../x", "../shared", "..", ".", "a/b", "a\\b", "C:x", "", "a" * 65, "ana\n", "\x1b[2J", "é", "ａｎａ")
ADDED = e.RitualAdded(WALK, BEGUN, "Walk", Quota(3, "week"))


def line(event: object, **stamp: object) -> bytes:
    return json.dumps({**STAMP, **stamp, "event": to_builtins(event)}).encode()


def read(event: object, **stamp: object) -> Recorded:
    record = from_json(line(event, **stamp))
    assert record is not None
    return record


@pytest.mark.parametrize("no_id", NO_IDS)
def test_what_can_be_no_folder_is_nobodys_id(no_id: str) -> None:
    events = (
        e.PersonJoined(no_id, "Ana", BEGUN),
        e.CheckinTaken(no_id, BEGUN, {}),
        e.AppreciationAdded("n1", no_id, BEGUN, "Thank you"),
        e.Undone((no_id,)),
        e.ImportTakenBack(no_id),
    )

    assert [type(read(event).event) for event in events] == [e.Unknown] * len(events)
    assert from_json(line(ADDED, id=no_id)) is None
    assert from_json(line(ADDED, device=no_id)) is None


def test_an_id_that_came_through_the_door_in_a_tick_lets_no_other_one_in() -> None:
    assert read(e.RitualTicked(WALK, BEGUN)).event == e.RitualTicked(WALK, BEGUN)

    assert isinstance(read(e.RitualTicked(WALK, BEGUN, "../x")).event, e.Unknown)
    assert from_json(line(e.RitualTicked(WALK, BEGUN), id="../x")) is None


def test_nobody_whose_id_leads_elsewhere_writes_there(tmp_path: Path) -> None:
    home = tmp_path / "home"
    hostile = [e.PersonJoined("../shared", "Eve", BEGUN), e.PersonJoined("../../x", "Eve", BEGUN)]
    rows = {number: Raw(line(event, id=f"r{number}")) for number, event in enumerate(hostile, 1)}
    (home / "shared").mkdir(parents=True)
    (home / "shared" / "phone.jsonl").write_bytes(lines.header_line() + lines.commit_line("events", rows))
    service = CoupleService(open_logs(home, "laptop"), FakeClock(), lambda: "5f3ad9b25f3ad9b2", "ana")

    service.refresh()

    assert service.state.people == ()


@pytest.mark.parametrize("no_id", NO_IDS)
def test_no_path_is_made_of_what_is_no_id(no_id: str, tmp_path: Path) -> None:
    private = open_logs(tmp_path, "laptop").private

    with pytest.raises(StorageError):
        _ = private[no_id]


def test_nothing_in_words_reaches_the_terminal_but_words() -> None:
    added = read(e.RitualAdded(WALK, BEGUN, f"Wa{ESCAPES}lk", Quota(3, "week"), cue=f"tea\n{ESCAPES}")).event
    ticked = read(e.RitualTicked(WALK, BEGUN, note=f"one\r\ntwo\t{ESCAPES}\u202ethree")).event
    kept = read(e.FlowKept("f", "listening", BEGUN, (e.KeptAnswer("heard", f"the stairs{ESCAPES}"),))).event

    assert isinstance(added, e.RitualAdded)
    assert isinstance(ticked, e.RitualTicked)
    assert isinstance(kept, e.FlowKept)
    assert added.name.isprintable()
    assert added.cue.isprintable()
    assert ticked.note == "one\ntwo\t ]52;c;cm0gLXJmIH4=  three"
    assert kept.answers[0].text.isprintable()


def test_the_kind_of_a_later_event_is_printable_too() -> None:
    assert from_json(line({"kind": f"song{ESCAPES}"})) is None
    assert read({"kind": "song_sung"}).event == e.Unknown("song_sung")


def test_words_of_megabytes_are_cut_to_what_can_be_typed() -> None:
    added = read(e.RitualAdded(WALK, BEGUN, "W" * 5_000_000, Quota(3, "week"), cue="c" * 5_000_000)).event

    assert isinstance(added, e.RitualAdded)
    assert (len(added.name), len(added.cue)) == (NAME_LIMIT, NOTE_LIMIT)
    assert added.name.endswith("…")


@pytest.mark.parametrize(
    "event",
    [
        e.RitualAdded(WALK, BEGUN, "Walk", Rule("FREQ=DAILY;" + "X" * 5_000, BEGUN)),
        e.RitualAdded(WALK, BEGUN, "Walk", Quota(0, "week")),
        e.RitualAdded(WALK, BEGUN, "Walk", Quota(10**30, "week")),
        e.RitualAdded(WALK, BEGUN, "Walk", Quota(3, "week"), section=ESCAPES),
        e.RitualAdded(WALK, BEGUN, "Walk", Quota(3, "week"), remind=(0,) * 101),
        e.CheckinShared("c", "ana", BEGUN, {"c1": 10**30}),
        e.CheckinShared("c", "ana", BEGUN, {ESCAPES: 1}),
        e.Undone(("r0",) * 100_001),
    ],
)
def test_what_nobody_can_mean_is_kept_and_passed_over(event: e.Event) -> None:
    assert isinstance(read(event).event, e.Unknown)


# counters


def test_a_record_counts_up_to_one_bound_and_is_followed_up_to_a_lower_one() -> None:
    assert from_json(line(ADDED, lamport=HIGHEST_LAMPORT + 1)) is None
    couple = Couple()
    seen = couple.state.lamport

    couple.state.add([read(ADDED, lamport=HIGHEST_LAMPORT)])
    assert WALK in couple.state.rituals
    assert couple.state.lamport == seen

    couple.state.add([read(ADDED, lamport=HIGHEST_FOLLOWED)])
    assert couple.state.lamport == HIGHEST_FOLLOWED < HIGHEST_LAMPORT


@pytest.mark.parametrize("ritual", ["own-早餐", "own-frühstück-zu-zweit", f"own-{'a' * NAME_LIMIT}"])
def test_a_ritual_of_ones_own_catalogue_has_an_id_in_any_script(ritual: str) -> None:
    added = e.RitualAdded(ritual, BEGUN, "Breakfast", Quota(3, "week"))

    assert read(added).event == added
    assert read(e.RitualTicked(ritual, BEGUN, by="ana")).event == e.RitualTicked(ritual, BEGUN, by="ana")


@pytest.mark.parametrize(
    "event",
    [
        e.RitualTicked(WALK, BEGUN),
        e.OccurrenceRested(WALK, BEGUN),
        e.AppreciationAdded("n1", ANA, BEGUN, "Thank you"),
    ],
)
def test_only_what_came_by_phone_says_so_in_its_json(event: e.RitualTicked) -> None:
    by_phone = replace(event, by_phone=True)

    assert b"by_phone" not in line(event)
    assert read(by_phone).event == by_phone
