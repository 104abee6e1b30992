"""Nothing absurd in a file gets as far as the fold: what nobody can mean is passed over, and the rest stays."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from rituals.core import events as e
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import HIGHEST_LAMPORT, Quota, Rule
from tests.kit.histories import BEGUN, WALK, Couple

TICK: dict[str, object] = {"kind": "ritual_ticked", "ritual": WALK, "day": "2026-03-01"}
STAMP: dict[str, object] = {"id": "r1", "device": "laptop", "lamport": 1, "at": "2026-03-01T12:00:00Z"}
ADDED: dict[str, object] = {
    "kind": "ritual_added",
    "ritual": WALK,
    "on": "2026-03-01",
    "name": "Walk",
    "cadence": {"type": "quota", "times": 3, "per": "week"},
}
NOTE: dict[str, object] = {
    "kind": "appreciation_added",
    "appreciation": "n1",
    "by": "ana",
    "day": "2026-03-01",
    "text": "Thank you",
}


def read(event: object = TICK, **stamp: object) -> Recorded | None:
    return from_json(json.dumps({**STAMP, **stamp, "event": event}).encode())


@pytest.mark.parametrize(
    "event",
    [
        {**TICK, "day": "0001-01-01"},
        {**TICK, "day": "9999-12-31"},
        {**ADDED, "on": "1899-12-31"},
        {**ADDED, "minutes": -1},
        {**ADDED, "minutes": 10**18},
        {**ADDED, "remind": [60, -60]},
        {**ADDED, "cadence": {"type": "once", "day": "9999-12-31"}},
        {**ADDED, "cadence": {"type": "quota", "times": 3, "per": "week", "at": "19:30:00+02:00"}},
        {"kind": "household_edited", "day_starts_at": "04:00:00Z"},
        {"kind": "nudge_snoozed", "ritual": WALK, "day": "2026-03-01", "until": "2026-03-01T12:00:00"},
        {"kind": "nudge_snoozed", "ritual": WALK, "day": "2026-03-01", "until": "9999-12-31T23:59:59-12:00"},
        {**NOTE, "seal": {"until": "2300-01-01"}},
    ],
)
def test_an_event_that_nobody_can_mean_is_kept_and_passed_over(event: dict[str, object]) -> None:
    record = read(event)

    assert record is not None
    assert record.event == e.Unknown(what=str(event["kind"]))


@pytest.mark.parametrize(
    "stamp",
    [
        {"lamport": -1},
        {"lamport": 2**63},
        {"lamport": 10**30},
        {"at": "2026-03-01T12:00:00"},
        {"at": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_stamp_that_no_device_writes_makes_no_record(stamp: dict[str, object]) -> None:
    assert read(**stamp) is None


@pytest.mark.parametrize("line", [b'{"id":"\xff"}', b'{"a":' * 5_000, b"[" * 5_000, b"\xed\xa0\x80", b""])
def test_bytes_that_are_no_json_make_no_record(line: bytes) -> None:
    assert from_json(line) is None


def test_a_clock_that_stands_wrong_by_decades_loses_nothing() -> None:
    early, late = read({**TICK, "day": "1969-12-31"}), read({**TICK, "day": "2201-01-01"}, at="2201-01-01T12:00:00Z")

    assert early is not None
    assert late is not None
    assert early.event == e.RitualTicked(WALK, date(1969, 12, 31))
    assert late.event == e.RitualTicked(WALK, date(2201, 1, 1))


@pytest.mark.parametrize("rrule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_that_never_comes_is_not_lived_by(rrule: str) -> None:
    couple = Couple()

    couple.say(e.RitualAdded(WALK, BEGUN, "Walk", Rule(rrule, BEGUN)))

    assert WALK not in couple.state.rituals


def test_what_the_app_writes_is_read_again() -> None:
    added = e.RitualAdded(WALK, BEGUN, "Walk", Rule("FREQ=DAILY", BEGUN), minutes=24 * 60, remind=(7 * 24 * 60, 0))
    record = read({**ADDED, "minutes": 24 * 60, "remind": [7 * 24 * 60, 0]}, lamport=HIGHEST_LAMPORT)

    assert record is not None
    assert isinstance(record.event, e.RitualAdded)
    assert record.event.cadence == Quota(3, "week")
    assert record.event.remind == added.remind
    assert record.at == datetime.fromisoformat("2026-03-01T12:00:00+00:00")
