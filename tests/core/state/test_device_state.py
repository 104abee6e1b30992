"""The fold of the local log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.state.device_state import DeviceState, expired_ids
from tests.kit.histories import ANA, BEN, WALK, march, record

TEN = datetime(2026, 3, 6, 10, tzinfo=UTC)


def test_the_person_at_the_keyboard_is_the_last_who_sat_down() -> None:
    device_state = DeviceState([record(e.PersonSeated(ANA), lamport=1, number=1)])

    device_state.add([record(e.PersonSeated(BEN), lamport=2, number=2)])

    assert device_state.seated == BEN


def test_a_snooze_is_the_latest_word_on_its_occurrence_alone() -> None:
    device_state = DeviceState(
        [
            record(e.NudgeSnoozed(WALK, march(6), TEN), lamport=1, number=1),
            record(e.NudgeSnoozed(WALK, march(6), TEN + timedelta(hours=1)), lamport=2, number=2),
            record(e.NudgeSnoozed(WALK, march(13), TEN), lamport=3, number=3),
        ]
    )

    assert device_state.snoozed == {(WALK, march(6)): TEN + timedelta(hours=1), (WALK, march(13)): TEN}


def test_a_milestone_that_was_told_stays_told() -> None:
    device_state = DeviceState([record(e.MilestoneTold("walk/days/50"), lamport=1, number=1)])

    assert device_state.milestones_told == {"walk/days/50"}


def test_a_nudge_that_was_told_is_known_by_its_key() -> None:
    device_state = DeviceState([record(e.NudgeTold("walk@2026-03-06", march(6), shown=False), lamport=1, number=1)])

    assert device_state.told["walk@2026-03-06"].shown is False


def test_a_nudge_that_left_is_known_to_have_left_though_nobody_took_it() -> None:
    left, nobody_took = e.NudgeTold("walk", march(6)), e.NudgeTold("walk", march(6), shown=False)
    others = [e.NudgeTold("tea", march(6), part_of="walk"), e.NudgeTold("late", march(6), shown=False)]
    records = [record(event, lamport=n, number=n) for n, event in enumerate((left, nobody_took, *others), 1)]

    folds = [DeviceState(order) for order in permutations(records)]

    assert all(fold.sent == {"walk": march(6)} for fold in folds)
    assert not folds[0].told["walk"].shown


def test_order_and_repetition_change_nothing() -> None:
    said = [
        record(e.PersonSeated(ANA), lamport=1, number=1),
        record(e.PersonSeated(BEN), lamport=1, number=2),
        record(e.NudgeSnoozed(WALK, march(6), TEN), lamport=2, number=3),
        record(e.NudgeSnoozed(WALK, march(6), TEN + timedelta(1)), lamport=3, number=4),
        record(e.NudgeTold("key", march(6)), lamport=4, number=5),
    ]

    seen = {
        (device_state.lamport, device_state.seated, str(device_state.snoozed), str(device_state.told))
        for device_state in (DeviceState([*order, *order[:2]]) for order in permutations(said))
    }

    assert len(seen) == 1


def test_what_the_couple_shares_only_counts_as_seen() -> None:
    device_state = DeviceState([record(e.RitualTicked(WALK, march(6)), lamport=7, number=1)])

    assert (device_state.lamport, device_state.seated, device_state.told, device_state.snoozed) == (7, None, {}, {})


def test_what_nothing_depends_on_any_more_is_outlived() -> None:
    today = march(31) + timedelta(days=90)
    events: list[AnyEvent] = [
        e.PersonSeated(ANA),
        e.NudgingBegan(),
        e.NudgeTold("walk@long-ago", march(6)),
        *[e.NudgeTold(f"walk@lately-{n}", march(7) if n else today) for n in range(100)],
        e.NudgeSnoozed(WALK, march(6), TEN),
        e.NudgeSnoozed(WALK, march(7), TEN + timedelta(days=100)),
        e.QuestionShown("tea", march(6)),
        e.AppreciationDrawn("note"),
        e.NudgesSeen(),
        e.MilestoneTold("walk-100"),
        e.ReturnSet(TEN),
        e.PersonSeated(BEN),
        e.NudgesSeen(),
        e.ReturnSet(),
    ]
    records = [record(event, lamport=place, number=place) for place, event in enumerate(events)]

    gone = expired_ids(records[::-1], today)

    gone_events = [one.event for one in records if one.id in gone]
    assert gone_events == [events[0], events[2], e.NudgeSnoozed(WALK, march(6), TEN), e.NudgesSeen(), e.ReturnSet(TEN)]
    before, after = DeviceState(records), DeviceState(one for one in records if one.id not in gone)
    assert (after.seated, after.seen_up_to, after.nudging_since) == (BEN, before.seen_up_to, before.nudging_since)
    assert (after.lamport, after.drawn, after.questions_shown) == (before.lamport, before.drawn, before.questions_shown)
    assert set(after.told) == {f"walk@lately-{n}" for n in range(100)}
