"""What comes next of a ritual."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rituals.core import events as e
from rituals.core.model import EACH, Cadence, Once, Rule
from rituals.core.occurrences.coming import coming, next_open, running_pause
from rituals.core.occurrences.matching import Outcome
from rituals.core.rituals.coming_words import next_days_words
from rituals.core.rituals.past import ritual_as_of
from tests.kit.histories import ANA, BEN, DAILY, EVERY_FRIDAY, THREE_A_WEEK, Couple, march, on_march

TODAY = march(13)  # a Friday


def a_couple_with(cadence: Cadence, who: str = "together") -> Couple:
    us = Couple()
    us.keep(cadence, who=who)
    return us


def days_of(us: Couple, today: date = TODAY, count: int = 3) -> tuple[date, ...]:
    return coming(us.state, us.ritual, today, count=count).days


def test_what_comes_next_passes_over_what_is_kept_rested_and_moved_away() -> None:
    us = a_couple_with(Rule("FREQ=DAILY;INTERVAL=2"))
    us.tick(march(13))
    us.rest(march(15))
    us.move(march(17), march(18))

    assert days_of(us) == on_march(18, 19, 21)


def test_what_was_kept_ahead_of_its_day_is_not_next() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.tick(march(19))

    assert days_of(us, march(19)) == on_march(27, 34, 41)


def test_what_a_partner_has_still_to_do_is_next_today() -> None:
    us = a_couple_with(DAILY, EACH)
    us.tick(march(13), by=ANA)
    assert days_of(us, count=1) == (march(13),)

    us.tick(march(13), by=BEN)

    assert days_of(us, count=1) == (march(14),)


def test_what_comes_next_comes_after_the_pause_and_the_pauses_that_follow_it() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(10), march(20), name="own")
    us.pause(march(21), march(25), ritual=None, name="all")
    us.pause(march(27), march(29), name="later")

    ahead = coming(us.state, us.ritual, TODAY, count=3)

    assert ahead.days == on_march(26, 30, 31)
    assert ahead.pause is not None
    assert ahead.pause.until == march(25)


def test_in_a_pause_without_an_end_nothing_is_next() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(15))
    assert days_of(us) == on_march(13, 14)

    assert coming(us.state, us.ritual, march(15)).days == ()
    assert running_pause(us.state.pauses, march(14)) is None
    assert next_days_words(coming(us.state, us.ritual, march(15)), march(15)) == "paused until you resume"


def test_a_pause_without_an_end_holds_on_after_one_with_an_end() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(10), march(20), name="own")
    us.pause(march(18), ritual=None, name="all")

    assert next_days_words(coming(us.state, us.ritual, TODAY), TODAY) == "paused until you resume"


def test_a_pause_and_what_comes_after_it_stand_in_one_sentence() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.pause(march(10), march(20))

    words = next_days_words(coming(us.state, us.ritual, TODAY, count=2), TODAY)

    assert words == "paused until Fri 20 Mar, then Fri 27 Mar, Fri 3 Apr"


def test_days_in_a_row_that_have_begun_are_next_today() -> None:
    us = a_couple_with(Once(march(12), 3))

    assert days_of(us) == (march(13),)


def test_from_a_later_day_on_days_in_a_row_that_have_begun_are_next_on_that_day() -> None:
    us = a_couple_with(Once(march(12), 3))

    assert coming(us.state, us.ritual, TODAY, since=march(14)).days == (march(14),)


def test_what_was_moved_from_before_a_quota_is_next_all_the_same() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.move(march(13), march(18))
    us.change(THREE_A_WEEK, since=march(15))

    assert days_of(us) == (march(18),)


def test_a_quota_has_no_next_day_and_says_its_pause() -> None:
    us = a_couple_with(THREE_A_WEEK)
    us.pause(march(10), march(20))

    assert next_days_words(coming(us.state, us.ritual, TODAY), TODAY) == "paused until Fri 20 Mar"
    assert next_days_words(coming(us.state, us.ritual, march(21)), march(21)) == ""


def test_what_is_put_away_has_nothing_next() -> None:
    us = a_couple_with(DAILY)
    us.archive(march(14))

    assert days_of(us) == (march(13),)
    assert days_of(us, march(14)) == ()


@pytest.mark.parametrize(
    ("rrule", "today", "away"),
    [("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14", march(13), 338), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", march(13), 718)],
)
def test_what_comes_next_is_looked_for_years_ahead(rrule: str, today: date, away: int) -> None:
    us = a_couple_with(Rule(rrule))

    ahead = next_open(us.state, us.ritual, today)

    assert ahead is not None
    assert ahead.outcome is Outcome.OPEN
    assert ahead.occurrence.day - today == timedelta(days=away)


def test_as_of_an_earlier_day_a_later_pause_or_its_end_is_not_known_yet() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(15), march(20))
    us.say(e.PauseEnded("p", march(17)))

    ahead = [
        coming(us.state.as_of(march(day), with_later_pauses=False), us.ritual, march(day), count=3)
        for day in (13, 15, 17)
    ]

    assert [next_ones.days for next_ones in ahead] == [on_march(13, 14, 15), on_march(21, 22, 23), on_march(17, 18, 19)]


def test_as_of_an_earlier_day_a_later_change_is_not_known_yet() -> None:
    us = a_couple_with(DAILY)
    us.change(EVERY_FRIDAY, since=march(15))
    us.tick(march(13), march(20))

    then = coming(us.state.as_of(march(12)), ritual_as_of(us.ritual, march(12)), march(12), count=5)

    assert then.days == on_march(12, 13, 14, 15, 16)
