"""What a calendar holds: the series of each ritual, with what is rested, paused or moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.rrule import text_of
from rituals.core.events import AnyEvent
from rituals.core.exchange.calendar import UNNAMED, CalendarSeries, CalendarWords, MovedInstance, calendar_of
from rituals.core.model import EACH, Once, PersonId, Quota, Rule
from rituals.core.nudges.reminders import leads
from tests.kit.histories import (
    ANA,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    THREE_A_WEEK,
    WALK,
    Couple,
    march,
    on_march,
    record,
)

EVENING = time(19, 30)
NAMED = CalendarWords(lambda _: False, leads)


def series_of(us: Couple, person: PersonId = ANA, *, with_quotas: bool = False) -> list[CalendarSeries]:
    return calendar_of(us.state, [person], NAMED, with_quotas=with_quotas)


def only(us: Couple, *, with_quotas: bool = False) -> CalendarSeries:
    """The one series there is."""
    (series,) = series_of(us, with_quotas=with_quotas)
    return series


def rules(us: Couple) -> list[tuple[date, str]]:
    """The first day of each series, and its rule."""
    return [(series.first, text_of(series.rule) if series.rule else "") for series in series_of(us)]


def test_a_ritual_is_a_series_from_the_first_day_of_its_rule_on() -> None:
    us = Couple()
    us.say(e.RitualAdded(WALK, march(1), "Walk", Rule("FREQ=WEEKLY;BYDAY=FR", march(6), EVENING), minutes=90))

    series = only(us)

    assert (series.uid, series.summary, series.first, series.at) == ("walk.20260301", "Walk", march(6), EVENING)
    assert (series.minutes, series.reminders) == (90, (60,))
    assert text_of(series.rule) == "FREQ=WEEKLY;BYDAY=FR" if series.rule else False


def test_a_move_is_told_by_its_original_day_and_by_its_new_one() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(6), march(7))
    us.move(march(13), march(13), EVENING)

    series = only(us)

    assert series.moved == (MovedInstance(march(6), march(7), None), MovedInstance(march(13), march(13), EVENING))
    assert series.left_out == ()


def test_what_is_rested_or_paused_is_left_out() -> None:
    us = Couple()
    us.keep(DAILY)
    us.rest(march(3))
    us.rest(march(4))
    us.rest(march(4), rested=False)
    us.pause(march(6), march(8))

    assert only(us).left_out == on_march(3, 6, 7, 8)


def test_what_each_does_is_left_out_once_both_rest() -> None:
    us = Couple()
    us.keep(DAILY, who=EACH)
    us.rest(march(3), by=ANA)
    us.rest(march(4), by=ANA)
    us.rest(march(4), by=BEN)

    assert only(us).left_out == on_march(4)


def test_what_was_moved_out_of_a_pause_takes_place_and_what_was_moved_into_it_does_not() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.pause(march(9), march(15))
    us.move(march(13), march(16))
    us.move(march(20), march(15))

    series = only(us)

    assert series.moved == (MovedInstance(march(13), march(16), None),)
    assert series.left_out == on_march(20)


def test_a_change_of_cadence_ends_one_series_and_begins_the_next() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.change(DAILY, since=march(10))

    assert [series.uid for series in series_of(us)] == ["walk.20260301", "walk.20260310"]
    assert rules(us) == [(march(6), "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260309"), (march(10), "FREQ=DAILY")]


def test_what_was_put_away_ends_and_begins_anew_once_it_is_brought_back() -> None:
    us = Couple()
    us.keep(DAILY)
    us.archive(march(10))
    us.restore(march(20))

    assert rules(us) == [(march(1), "FREQ=DAILY;UNTIL=20260309"), (march(20), "FREQ=DAILY")]


def test_a_pause_without_an_end_ends_the_series_before_it_until_it_is_over() -> None:
    us = Couple()
    us.keep(DAILY)
    us.pause(march(10))

    assert rules(us) == [(march(1), "FREQ=DAILY;UNTIL=20260309")]

    us.say(e.PauseEnded("p", march(12)))

    assert rules(us) == [(march(1), "FREQ=DAILY")]
    assert only(us).left_out == on_march(10, 11)


def test_a_pause_of_more_than_a_year_ends_a_series_and_another_follows() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.pause(march(10), date(2028, 3, 9))
    us.move(march(20), march(7))

    assert [(series.uid, series.first, series.left_out) for series in series_of(us)] == [
        ("walk.20260301", march(6), ()),
        ("walk.20260301.20280310", date(2028, 3, 10), ()),
        ("walk.20260301.20260320", march(7), ()),
    ]
    assert rules(us)[0] == (march(6), "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260306")


def test_nothing_is_left_of_what_is_paused_from_its_first_day_on() -> None:
    us = Couple()
    us.keep(DAILY)
    us.pause(march(1))

    assert series_of(us) == []


def test_a_series_begins_and_ends_with_days_that_are_left() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY;COUNT=10"))
    us.rest(march(1))
    us.rest(march(10))

    assert rules(us) == [(march(2), "FREQ=DAILY;UNTIL=20260309")]
    assert only(us).left_out == ()


def test_days_that_are_picked_of_a_week_are_written_out() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2"))

    assert rules(us) == [(march(4), "FREQ=WEEKLY;BYDAY=WE")]


def test_a_one_off_is_on_the_days_to_which_it_was_moved() -> None:
    us = Couple()
    us.keep(Once(march(10), 3))
    us.move(march(10), march(20))

    series = only(us)

    assert (series.first, series.days, series.rule, series.moved) == (march(20), 3, None, ())


def test_a_pause_in_its_midst_makes_two_events_of_a_one_off() -> None:
    us = Couple()
    us.keep(Once(march(10), 5))
    us.pause(march(12), march(13))

    assert [(series.uid, series.first, series.days) for series in series_of(us)] == [
        ("walk.20260301.20260310", march(10), 2),
        ("walk.20260301.20260310.20260314", march(14), 1),
    ]


def test_what_is_brought_forward_from_beyond_the_end_is_an_event_of_its_own() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(27), march(17))
    us.archive(march(25))

    assert [(series.uid, series.first) for series in series_of(us)] == [
        ("walk.20260301", march(6)),
        ("walk.20260301.20260327", march(17)),
    ]


def test_a_quota_is_in_no_calendar_unless_it_was_chosen() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK)

    assert series_of(us) == []


@pytest.mark.parametrize(
    ("quota", "first", "rule"),
    [
        (THREE_A_WEEK, march(-5), "FREQ=WEEKLY;BYDAY=MO"),
        (Quota(4, "month", EVENING), march(1), "FREQ=MONTHLY;BYMONTHDAY=1"),
    ],
)
def test_a_chosen_quota_is_on_the_first_day_of_each_period(quota: Quota, first: date, rule: str) -> None:
    us = Couple()
    us.keep(quota)

    series = only(us, with_quotas=True)

    assert (series.first, series.at, text_of(series.rule) if series.rule else "") == (first, None, rule)


def test_of_a_quota_a_period_is_left_out_that_is_rested_or_paused_as_a_whole() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK)
    us.rest(march(12))
    us.pause(march(16), march(22))
    us.pause(march(24), march(26), name="q")

    assert only(us, with_quotas=True).left_out == on_march(9, 16)


def test_a_period_in_which_a_quota_changes_is_there_once() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK)
    us.change(Quota(2, "week"), since=march(11))

    series = series_of(us, with_quotas=True)

    assert [(one.first, one.rule.until if one.rule else None) for one in series] == [
        (march(-5), march(2)),
        (march(9), None),
    ]


def test_what_is_one_persons_alone_is_in_no_other_calendar() -> None:
    us = Couple()
    us.keep(DAILY, who=BEN)

    assert series_of(us, ANA) == []
    assert len(series_of(us, BEN)) == 1


def test_nothing_is_told_of_what_no_nudge_may_come_of_or_what_is_hidden() -> None:
    us = Couple()
    us.say(e.RitualAdded("secret", march(1), "Secret", Once(march(3)), private=True))
    us.keep(DAILY)
    us.state.hide([WALK])

    assert series_of(us) == []


def test_what_nudges_do_not_name_has_no_name_in_a_calendar() -> None:
    us = Couple()
    us.keep(DAILY)

    (series,) = calendar_of(us.state, [ANA], CalendarWords(lambda ritual: ritual.id == WALK, leads))

    assert series.summary == UNNAMED


def test_nothing_tells_what_was_done() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(6), march(7))
    before = series_of(us)

    (tick, _) = us.tick(march(7), march(12), note="by the river")
    us.untick(tick)

    assert series_of(us) == before


def test_a_series_is_as_new_as_what_was_written_last_of_its_days() -> None:
    us = Couple()
    us.keep(DAILY)
    us.keep(DAILY, name="tea")
    later = datetime(2026, 3, 2, tzinfo=UTC)

    events: list[AnyEvent] = [e.PauseBegan("p", march(3), march(4)), e.OccurrenceRested(WALK, march(9))]
    us.hear(
        replace(record(event, lamport=place, number=place), at=later + timedelta(days=place))
        for place, event in enumerate(events, 20)
    )

    changed = {series.uid.partition(".")[0]: series.changed_at for series in series_of(us)}
    assert changed == {WALK: later + timedelta(days=21), "tea": later + timedelta(days=20)}
