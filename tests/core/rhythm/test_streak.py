"""Streaks: DESIGN's worked examples row by row, and what no tick may ever do to them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import Once, Quota, Rule
from rituals.core.occurrences.matching import Outcome
from rituals.core.rhythm.streak import streak_of
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import (
    ANA,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    THREE_A_WEEK,
    TUESDAY_AND_SUNDAY,
    WALK,
    Couple,
    all_results,
    april,
    march,
    on_march,
    record,
    streak,
)

KEPT, RESTED, PAUSED, QUIET, OPEN = Outcome.KEPT, Outcome.RESTED, Outcome.PAUSED, Outcome.QUIET, Outcome.OPEN


# the worked examples


def test_ticks_on_ten_days_in_a_row_are_a_streak_of_ten() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(*range(1, 11)))

    assert us.streak(march(10)) == (10, 10)


def test_one_day_left_out_is_an_automatic_rest_and_breaks_nothing() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3, 5, 6, 7, 8, 9, 10))

    assert us.outcome(march(4), march(11)) is RESTED
    assert us.streak(march(11)) == (9, 9)


def test_of_three_days_left_out_two_are_rests_and_the_third_is_quiet() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3, 5, 7, 9, 10))

    outcomes = us.outcomes(march(1), march(10), march(11))

    assert [outcomes[march(day)] for day in (4, 6, 8)] == [RESTED, RESTED, QUIET]
    assert us.streak(march(11)) == (2, 5)


def test_a_paused_friday_is_passed_over() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 13, 27))
    us.pause(march(20), march(20))

    assert us.streak(march(31)) == (3, 3)


def test_fridays_date_night_held_on_sunday_lets_the_streak_run_on() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 15, 20))

    assert us.streak(march(24)) == (3, 3)


def test_fridays_date_night_held_on_thursday_is_kept() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 12))

    assert us.streak(march(17)) == (2, 2)


def test_occurrences_on_10_and_13_ticked_on_12_and_back_filled_on_10_are_both_kept() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY;INTERVAL=3"), since=march(10))
    us.tick(march(12))
    one = us.streak(march(13))

    us.tick(march(10))

    assert (one.current, us.streak(march(13)).current) == (1, 2)


def test_a_walk_on_monday_after_a_kept_sunday_counts_in_the_total_only() -> None:
    us = Couple()
    us.keep(TUESDAY_AND_SUNDAY, since=march(2))
    us.tick(*on_march(3, 8, 9))

    assert us.streak(march(9)) == (2, 2)
    assert len(us.state.ticks(WALK)) == 3


def test_both_partners_machines_ticking_the_fifth_are_one_tick_with_both_notes() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(march(5), note="hers")
    us.hear([record(e.RitualTicked(WALK, march(5), None, False, "his"), lamport=4, number=1, device="phone")])

    assert sorted(tick.note for tick in us.state.ticks(WALK)[march(5)]) == ["hers", "his"]
    assert us.outcome(march(4), march(6)) is OPEN
    assert us.streak(march(6)) == (1, 1)


def test_three_two_and_three_days_in_three_weeks_are_a_streak_of_one() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.tick(*on_march(2, 4, 6, 9, 11, 16, 18, 22))

    assert us.streak(march(23)) == (1, 1)


def test_a_quota_begun_on_a_sunday_starts_its_streak_with_the_next_week() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(1))
    us.tick(*on_march(1, 2, 3, 4))

    assert us.outcomes(march(1), march(8), march(9)) == {march(-5): RESTED, march(2): KEPT}
    assert us.streak(march(9)) == (1, 1)


def test_a_coming_friday_that_is_still_open_leaves_the_streak_standing() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 13))

    assert us.outcome(march(20), march(18)) is OPEN
    assert us.streak(march(18)) == (2, 2)


# what a streak passes over and what ends it


def test_only_a_quiet_occurrence_ends_a_streak() -> None:
    assert streak_of([KEPT, RESTED, KEPT, PAUSED, KEPT, OPEN]) == (3, 3)
    assert streak_of([KEPT, KEPT, QUIET, KEPT, OPEN]) == (1, 2)
    assert streak_of([KEPT, QUIET]) == (0, 1)
    assert streak_of([]) == (0, 0)


def test_a_rested_friday_leaves_the_streak_standing() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 20))
    us.rest(march(13))

    assert us.streak(march(24)) == (2, 2)


def test_a_running_period_counts_once_it_is_met_and_takes_nothing_away_before() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.tick(*on_march(2, 3, 4, 9, 10))
    running = us.streak(march(10))

    us.tick(march(11))

    assert (running, us.streak(march(11))) == ((1, 1), (2, 2))


def test_months_met_in_a_row_are_a_streak() -> None:
    us = Couple()
    us.keep(Quota(2, "month"), since=march(1))
    us.tick(march(3), march(30), april(1), april(2))

    assert us.streak(april(30)) == (2, 2)


def test_a_moved_occurrence_is_kept_where_it_is_now() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 17, 20))
    us.move(march(13), march(17))

    assert us.streak(march(24)) == (3, 3)


def test_a_streak_lives_on_through_a_change_of_cadence() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 13, 16, 23))
    us.change(Rule("FREQ=WEEKLY;BYDAY=MO"), since=march(14))

    assert us.streak(march(24)) == (4, 4)


def test_a_streak_lives_on_through_being_put_away() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(*on_march(6, 27))
    us.archive(march(10))
    us.restore(march(24))

    assert us.streak(march(31)) == (2, 2)


def test_a_one_off_that_was_kept_is_a_streak_of_one() -> None:
    us = Couple()
    us.keep(Once(march(10), 3))
    us.tick(march(11))

    assert us.streak(march(31)) == (1, 1)


def test_history_begins_with_the_first_day_even_where_something_was_moved_before_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(5))
    us.move(march(6), march(4))
    us.tick(march(4))

    assert all_results(us.state, us.ritual, march(10))[0].occurrence.day == march(4)
    assert us.streak(march(10)) == (1, 1)


def test_a_ritual_seen_from_before_it_began_has_no_history() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(10))

    assert all_results(us.state, us.ritual, date(1970, 1, 1)) == ()
    assert us.streak(date(1970, 1, 1)) == (0, 0)


def test_the_partner_who_joins_later_ends_no_streak() -> None:
    us = Couple(ANA)
    us.keep(EVERY_FRIDAY, who="each")
    us.tick(*on_march(6, 13), by=ANA)
    us.say(e.PersonJoined(BEN, "Ben", march(14)))
    us.tick(march(20), by=ANA)
    us.tick(march(20), by=BEN)

    assert us.streak(march(24)) == (3, 3)


# laws


@worlds.SHORT
@given(worlds.lives(), worlds.days, worlds.people, worlds.days)
def test_a_further_tick_never_shortens_a_streak_nor_lowers_a_total(
    life: list[Recorded], day: date, by: str | None, today: date
) -> None:
    before = State(life)
    after = State([*life, record(e.RitualTicked(WALK, day, by), lamport=500, number=500)])

    for now in (today, worlds.FIRST + timedelta(days=worlds.LENGTH + 10)):
        shorter, longer = (streak(state, state.rituals[WALK], now) for state in (before, after))
        assert shorter.current <= longer.current
        assert shorter.best <= longer.best
    assert len(before.ticks(WALK)) <= len(after.ticks(WALK))


@worlds.SHORT
@given(worlds.lives(), worlds.days)
def test_a_streak_is_never_longer_than_the_days_that_were_ticked(life: list[Recorded], today: date) -> None:
    state = State(life)

    found = streak(state, state.rituals[WALK], today)

    people = max(1, len(state.people)) if state.rituals[WALK].who == "each" else 1
    assert 0 <= found.current <= found.best
    assert found.best <= people * len(state.ticks(WALK)) + _periods_that_share_a_day(state)


def _periods_that_share_a_day(state: State) -> int:
    """A day may count in the week and the month it lies in, and under a rule besides, where cadences changed there."""
    return 2 * (len(state.rituals[WALK].spans) - 1)
