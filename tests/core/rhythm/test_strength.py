"""Strength: the formula beside a plain reading of it, the pace of each cadence, and what is left out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.events.recorded import Recorded
from rituals.core.model import Cadence, Once, Quota, Rule
from rituals.core.rhythm.history import ritual_history, strength
from rituals.core.rhythm.strength import Curve, Pace, curve, pace_of, strengths
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import ANA, BEN, DAILY, EVERY_FRIDAY, THREE_A_WEEK, WALK, Couple, april, march, on_march


def read_plainly(
    ticked: AbstractSet[date], left_out: AbstractSet[date], n: int, d: int, since: date, until: date
) -> list[float]:
    """DESIGN's sentence, word by word: s ← s·m + c·(1 − m), counting the window anew each day."""
    m = 0.5 ** (sqrt(n / d) / 13)
    wide = 2 if n / d < 1 else 1
    s, values, day = 0.0, [], since
    while day <= until:
        if day not in left_out:
            window = {day - timedelta(days=back) for back in range(wide * d)}
            c = min(1.0, len(ticked & window) / (wide * n))
            s = s * m + c * (1 - m)
        values.append(s)
        day += timedelta(days=1)
    return values


def strength_of(us: Couple, today: date) -> Curve:
    return strength(ritual_history(us.state, us.ritual, today))


# the formula


@worlds.SHORT
@given(
    st.sets(worlds.days, max_size=60),
    st.sets(worlds.days, max_size=20),
    st.integers(1, 8),
    st.sampled_from([1, 2, 7, 14, 30, 365]),
)
def test_the_running_window_says_what_counting_each_day_anew_says(
    ticked: set[date], left_out: set[date], n: int, d: int
) -> None:
    until = worlds.FIRST + timedelta(days=worlds.LENGTH)
    since = min(ticked, default=worlds.FIRST)

    values = strengths(ticked, left_out, Pace(n, d), since, until)

    plain = read_plainly(ticked, left_out, n, d, since, until)
    assert len(values) == len(plain)
    assert all(isclose(one, other, abs_tol=1e-12) for one, other in zip(values, plain, strict=True))
    assert all(0 <= value <= 1 for value in values)


def test_thirteen_days_of_a_daily_ritual_are_half_way() -> None:
    values = strengths([march(n) for n in range(1, 14)], (), Pace(1, 1), march(1), march(13))

    assert values[-1] == pytest.approx(0.5)


def test_a_daily_month_comes_to_four_fifths() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(*range(1, 31)))

    assert strength_of(us, march(30)).now == pytest.approx(1 - 0.5 ** (30 / 13))


def test_a_weekly_ritual_is_given_twice_its_time_on_the_way_up() -> None:
    m = 0.5 ** (sqrt(1 / 7) / 13)

    values = strengths([march(6)], (), Pace(1, 7), march(6), march(20))

    assert values[0] == pytest.approx(0.5 * (1 - m))
    assert values[13] > values[12]
    assert values[14] < values[13]


def test_days_left_out_leave_it_as_it_is() -> None:
    values = strengths([march(1)], {march(2), march(3)}, Pace(1, 1), march(1), march(4))

    assert values[0] == values[1] == values[2] > values[3]


def test_a_stretch_goes_on_from_where_it_was() -> None:
    ticked = {march(n) for n in (1, 2, 5, 9)}
    whole = strengths(ticked, (), Pace(3, 7), march(1), march(20))

    rest = strengths(ticked, (), Pace(3, 7), march(11), march(20), start=whole[9])

    assert rest == pytest.approx(whole[10:])


# how often a cadence asks for it


@pytest.mark.parametrize(
    ("cadence", "pace"),
    [
        (DAILY, (1, 1)),
        (Rule("FREQ=DAILY;INTERVAL=4"), (1, 4)),
        (Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), (5, 7)),
        (Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"), (1, 14)),
        (Rule("FREQ=WEEKLY"), (1, 7)),
        (Rule("FREQ=MONTHLY;BYDAY=1SA"), (1, 30)),
        (Rule("FREQ=MONTHLY;BYMONTHDAY=1,15"), (2, 30)),
        (Rule("FREQ=MONTHLY;INTERVAL=3;BYDAY=3SA"), (1, 90)),
        (Rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"), (1, 30)),
        (Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14"), (1, 365)),
        (Rule("FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=14"), (2, 365)),
        (Rule("FREQ=MONTHLY;BYDAY=TU"), (53, 365)),
        (Rule("FREQ=DAILY;BYMONTH=3"), (31, 365)),
        (Rule("FREQ=DAILY;COUNT=3"), (1, 1)),
        (Rule("FREQ=DAILY;BYMONTH=3;COUNT=3"), (31, 365)),
        (THREE_A_WEEK, (3, 7)),
        (Quota(2, "month"), (2, 30)),
        (Once(march(10), 3), None),
    ],
)
def test_each_cadence_has_its_pace(cadence: Cadence, pace: tuple[int, int] | None) -> None:
    assert pace_of(activated(cadence, on=march(1))) == pace


# a ritual's curve


def test_it_begins_with_the_first_tick_and_ends_yesterday_until_today_is_ticked() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(3, 4, 5))

    assert (strength_of(us, march(5)).since, len(strength_of(us, march(5)).values)) == (march(3), 3)
    assert strength_of(us, march(6)) == strength_of(us, march(5))
    assert len(strength_of(us, march(7)).values) == 4


def test_without_a_tick_there_is_none() -> None:
    us = Couple()
    us.keep(DAILY)

    assert strength_of(us, march(9)).values == ()
    assert strength_of(us, march(9)).now == 0


def test_rests_and_pauses_leave_it_as_it_is() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3))
    us.rest(march(4))
    us.pause(march(5), march(20))

    assert strength_of(us, march(21)).now == strength_of(us, march(3)).now


def test_a_tick_within_a_pause_counts() -> None:
    us = Couple()
    us.keep(DAILY)
    us.pause(march(1), march(20))
    us.tick(*on_march(1, 2))

    assert strength_of(us, march(9)).now == pytest.approx(1 - 0.5 ** (2 / 13))


def test_of_what_each_does_a_day_counts_once_everyone_ticked() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.tick(march(1), march(2), by=ANA)
    us.tick(march(2), by=BEN)

    found = strength_of(us, march(2))

    assert found.since == march(2)
    assert found.values == pytest.approx((1 - 0.5 ** (1 / 13),))


def test_who_joins_in_the_evening_makes_no_day_weaker() -> None:
    us = Couple(ANA)
    us.keep(DAILY, who="each")
    us.tick(march(1), march(2), by=ANA)
    alone = strength_of(us, march(2))

    us.say(e.PersonJoined(BEN, "Ben", march(2)))

    assert strength_of(us, march(2)) == alone


def test_each_day_counts_as_it_did_for_whom_it_was_for_then() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.tick(march(1), by=ANA)

    us.say(e.RitualEdited(WALK, who="together", who_from=march(2)))
    us.tick(march(2))

    assert strength_of(us, march(2)).since == march(2)


def test_each_day_uses_the_cadence_it_was_lived_under() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3, 6, 13, 20))
    us.change(EVERY_FRIDAY, since=march(4))

    ticked = {march(n) for n in (1, 2, 3, 6, 13, 20)}
    daily = strengths(ticked, (), Pace(1, 1), march(1), march(3))
    weekly = strengths(ticked, (), Pace(1, 7), march(4), march(20), start=daily[-1])
    assert strength_of(us, march(20)).values == pytest.approx((*daily, *weekly))


def test_what_is_put_away_keeps_what_it_had() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3))
    us.archive(march(4))

    found = strength_of(us, april(1))

    assert found.now == strength_of(us, march(3)).now
    assert len(found.values) == 31


def test_what_is_taken_up_again_goes_on_from_what_it_had() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3, 10))
    us.archive(march(4))
    us.restore(march(10))

    values = strength_of(us, march(10)).values

    assert values[3:9] == (values[2],) * 6
    assert values[9] > values[2]


def test_a_one_off_has_none() -> None:
    us = Couple()
    us.keep(Once(march(10)))
    us.tick(march(10))

    assert strength_of(us, march(20)).now == 0


def test_a_curve_without_spans_is_empty() -> None:
    assert curve((), {march(1)}, (), march(9)) == (march(1), ())


# laws


@worlds.SHORT
@given(worlds.logs(), worlds.days)
def test_strength_stays_between_0_and_1_and_has_a_value_for_every_day(life: list[Recorded], today: date) -> None:
    state = State(life)
    for ritual in state.rituals.values():
        found = strength(ritual_history(state.as_of(today), ritual, today))

        assert all(0 <= value <= 1 for value in found.values)
        assert len(found.values) in (0, (today - found.since).days, (today - found.since).days + 1)
    assert WALK in state.rituals or not state.rituals
