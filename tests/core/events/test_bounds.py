"""Nothing absurd in a file gets as far as the fold: what nobody can mean is passed over, and the rest stays."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from dateutil import rrule as dateutil_rrule

from rituals.core import events as e
from rituals.core.cadence.expansion import due_days, planned_per_week
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


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=MONTHLY;INTERVAL=24;BYMONTH=2;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=9999",
        "FREQ=DAILY;INTERVAL=366;BYMONTHDAY=15;COUNT=9999",
        "FREQ=YEARLY;INTERVAL=10;BYMONTH=1,10;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=97;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
    ],
)
def test_a_rule_does_not_start_on_a_day_on_which_it_does_not_fall(rrule: str) -> None:
    couple = Couple()
    couple.say(e.RitualAdded(WALK, BEGUN, "Walk", Rule(rrule, date(1900, 12, 31) + timedelta(days=3))))

    assert WALK not in couple.state.rituals


def test_a_rule_that_hardly_ever_comes_is_looked_for_in_steps_that_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    couple, steps, rebuild = Couple(), count(), dateutil_rrule._iterinfo.rebuild
    leap_days = Rule("FREQ=DAILY;INTERVAL=365;BYMONTH=2;BYMONTHDAY=29", date(1904, 2, 29))
    monkeypatch.setattr(dateutil_rrule._iterinfo, "rebuild", lambda *of: next(steps) >= 0 and rebuild(*of))

    couple.say(e.RitualAdded(WALK, BEGUN, "Walk", leap_days))
    assert WALK in couple.state.rituals
    due_days(leap_days, date(2177, 1, 1), date(2177, 12, 31))

    assert next(steps) < 40 * 12


def test_how_often_a_rule_comes_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    often = Rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", date(1904, 2, 1))
    counted = planned_per_week(often)
    monkeypatch.setattr(dateutil_rrule.rrule, "between", None)

    assert planned_per_week(often) == counted == 7


def test_what_the_app_writes_is_read_again() -> None:
    added = e.RitualAdded(WALK, BEGUN, "Walk", Rule("FREQ=DAILY", BEGUN), minutes=24 * 60, remind=(7 * 24 * 60, 0))
    record = read({**ADDED, "minutes": 24 * 60, "remind": [7 * 24 * 60, 0]}, lamport=HIGHEST_LAMPORT)

    assert record is not None
    assert isinstance(record.event, e.RitualAdded)
    assert record.event.cadence == Quota(3, "week")
    assert record.event.remind == added.remind
    assert record.at == datetime.fromisoformat("2026-03-01T12:00:00+00:00")
