"""Which occurrence a tick serves, and how each occurrence went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, TOGETHER, Once, Quota, Rule, Span
from rituals.core.occurrences.matching import BLOCKS_COUNT_FROM, OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.planned import Occurrence, occurrences
from rituals.core.occurrences.sign import Sign
from rituals.core.occurrences.tick_matching import REPAIR_DAYS, match_ticks
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import (
    ANA,
    BEGUN,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    ONCE_FOR_THREE_DAYS,
    THREE_A_WEEK,
    TUESDAY_AND_SUNDAY,
    WALK,
    Couple,
    april,
    march,
    on_march,
    record,
)
from tests.kit.work import calls_made

KEPT, RESTED, PAUSED, QUIET, OPEN = Outcome.KEPT, Outcome.RESTED, Outcome.PAUSED, Outcome.QUIET, Outcome.OPEN
THE_RULE = Span(march(1), None, DAILY)


def on_days(*days: int) -> list[Occurrence]:
    """Occurrences of one day each in March."""
    return [Occurrence(march(day), march(day), march(day), THE_RULE) for day in days]


def serving(due: Sequence[Occurrence], *ticked: int) -> dict[int, int]:
    """Which day of March each tick of a day of March serves."""
    return {day.day: key.day for day, key in match_ticks(due, [march(day) for day in ticked]).items()}


# which occurrence a tick serves


def test_a_tick_before_the_day_a_ritual_was_added_is_an_extra() -> None:
    couple = Couple()
    couple.keep(DAILY, since=march(10))

    couple.tick(march(9))

    assert couple.outcome(march(10), today=march(10)) is OPEN
    assert couple.row("2026-03-10 12:00").sign is Sign.OPEN  # type: ignore[union-attr]


def test_between_the_day_it_was_added_and_the_first_matching_one_a_tick_counts_ahead() -> None:
    couple = Couple()
    couple.keep(EVERY_FRIDAY, since=march(12))

    couple.tick(march(11))
    assert couple.outcome(march(13), today=march(12)) is OPEN

    couple.tick(march(12))
    assert couple.outcome(march(13), today=march(12)) is KEPT


def test_a_tick_before_the_day_a_ritual_was_brought_back_is_an_extra() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.tick(*on_march(1, 2, 3, 4))
    couple.archive(march(5))
    couple.restore(march(12))

    couple.tick(march(11))

    assert couple.outcome(march(12), today=march(12)) is OPEN
    assert couple.outcomes(march(1), march(4)) == dict.fromkeys(on_march(1, 2, 3, 4), KEPT)


def test_a_tick_while_a_ritual_was_put_away_still_catches_up_on_what_was_planned_before() -> None:
    couple = Couple()
    couple.keep(EVERY_FRIDAY)
    couple.archive(march(14))
    couple.restore(march(16))

    couple.tick(march(15))

    assert couple.kept_on(march(7), march(20)) == {march(13): (march(15),)}


def test_a_tick_for_everyone_before_each_of_you_added_it_is_an_extra_for_each() -> None:
    couple = Couple()
    couple.keep(DAILY, since=march(10), who=EACH)

    couple.tick(march(9))

    assert couple.outcome(march(10), today=march(10)) is OPEN


def test_a_tick_serves_the_occurrence_on_its_own_day() -> None:
    assert serving(on_days(10, 11, 12), 11) == {11: 11}


@pytest.mark.parametrize(("ticked", "serves"), [(11, {11: 10}), (12, {12: 10}), (13, {})])
def test_a_tick_repairs_what_was_due_at_most_two_days_before(ticked: int, serves: dict[int, int]) -> None:
    assert serving(on_days(3, 10, 17), ticked) == serves


def test_of_two_that_could_be_repaired_the_later_one_is() -> None:
    assert serving(on_days(9, 10), 11) == {11: 10}


def test_a_second_tick_repairs_the_earlier_one_then() -> None:
    assert serving(on_days(9, 10), 10, 11) == {10: 10, 11: 9}


@pytest.mark.parametrize(("ticked", "serves"), [(9, {9: 10}), (8, {8: 10}), (7, {})])
def test_a_tick_serves_what_is_due_at_most_two_days_after(ticked: int, serves: dict[int, int]) -> None:
    assert serving(on_days(3, 10, 17), 3, ticked) == {3: 3, **serves}


def test_a_tick_before_the_first_of_all_serves_it_however_near() -> None:
    assert serving(on_days(10, 11), 8) == {8: 10}


@pytest.mark.parametrize(
    ("gap", "ahead", "is_served"),
    [(1, 1, False), (2, 1, False), (3, 1, True), (3, 2, False), (4, 1, True), (4, 2, False), (5, 2, True)],
)
def test_a_tick_ahead_has_to_be_nearer_than_half_the_gap(gap: int, ahead: int, is_served: bool) -> None:
    before = 5
    due = on_days(before, before + gap)
    ticked = before + gap - ahead

    serves = serving(due, before, ticked)

    assert (serves.get(ticked) == before + gap) is is_served


def test_the_repair_window_comes_before_the_day_ahead() -> None:
    assert serving(on_days(10, 13), 12) == {12: 10}


def test_a_back_filled_tick_moves_the_later_one_on_and_both_are_kept() -> None:
    assert serving(on_days(10, 13), 12, 10) == {10: 10, 12: 13}


def test_a_tick_on_a_day_that_is_served_already_is_an_extra() -> None:
    assert serving(on_days(10, 17), 9, 10) == {9: 10}


def test_walking_on_monday_after_a_kept_sunday_is_an_extra() -> None:
    us = Couple()
    us.keep(TUESDAY_AND_SUNDAY)
    us.tick(march(8), march(9))

    kept = us.kept_on(march(1), march(20))

    assert kept == {march(8): (march(8),)}
    assert len(us.state.ticks(WALK)) == 2


def test_a_date_night_on_sunday_is_kept_for_friday_and_one_on_thursday_too() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(15), march(19))

    assert us.kept_on(march(1), march(31)) == {march(13): (march(15),), march(20): (march(19),)}


def test_two_notes_on_one_day_are_one_tick_and_leave_the_day_before_as_it_was() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(march(5), note="Ana's words")
    us.hear([record(e.RitualTicked(WALK, march(5), None, False, "Ben's"), lamport=4, number=1, device="phone")])

    assert us.kept_on(march(1), march(10)) == {march(5): (march(5),)}


def test_ticks_are_taken_in_day_order_however_late_they_were_entered() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(14), march(13))

    assert us.kept_on(march(1), march(31)) == {march(13): (march(13),)}


def test_any_of_the_days_of_a_one_off_keeps_it() -> None:
    for day in (10, 11, 12):
        us = Couple()
        us.keep(ONCE_FOR_THREE_DAYS)
        us.tick(march(day))

        assert us.kept_on(march(1), march(31)) == {march(10): (march(day),)}


@pytest.mark.parametrize(("day", "is_kept"), [(7, False), (8, True), (9, True), (13, True), (14, True), (15, False)])
def test_a_one_off_of_several_days_is_reached_from_two_days_either_side(day: int, is_kept: bool) -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.tick(march(day))

    assert (us.outcome(march(10)) is KEPT) is is_kept


def _said_of_a_tick(due: Sequence[Occurrence], kept: set[date], day: date) -> Occurrence | None:
    """DESIGN's four sentences, word for word and without a thought for speed."""
    unkept = [one for one in due if one.key not in kept]
    for one in unkept:
        if one.day <= day <= one.last:
            return one
    before = [one for one in unkept if timedelta(0) < day - one.last <= timedelta(2)]
    if before:
        return max(before, key=lambda one: one.last)
    after = [one for one in unkept if timedelta(0) < one.day - day <= timedelta(2)]
    if not after:
        return None
    following = min(after, key=lambda one: one.day)
    earlier = [one for one in due if one.last < following.day]
    if not earlier or 2 * (following.day - day) < following.day - max(one.last for one in earlier):
        return following
    return None


@worlds.SHORT
@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40), max_size=4))
def test_matching_is_what_the_design_says_word_for_word(due_on: set[int], ticked: set[int], long_on: set[int]) -> None:
    due: list[Occurrence] = []
    for day in sorted(due_on):
        if not due or due[-1].last < march(day):
            last = march(day + 2) if day in long_on else march(day)
            due.append(Occurrence(march(day), march(day), last, THE_RULE))
    expected: dict[date, date] = {}
    for tick in sorted(march(day) for day in ticked):
        found = _said_of_a_tick(due, set(expected.values()), tick)
        if found is not None:
            expected[tick] = found.key

    assert match_ticks(due, {march(day) for day in ticked}) == expected


def test_matching_four_times_as_many_ticks_takes_about_four_times_as_long() -> None:
    def steps_for(size: int) -> int:
        due = [Occurrence(d, d, d, THE_RULE) for d in (march(3 * n) for n in range(size))]
        return calls_made(lambda: match_ticks(due, [march(3 * n - 1) for n in range(size)]))

    small, large = steps_for(500), steps_for(2_000)

    assert large < 5 * small


# how an occurrence went


def test_an_occurrence_closes_when_the_repair_window_has_passed() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)

    assert us.outcome(march(13), today=march(15)) is OPEN
    assert us.outcome(march(13), today=march(16)) is QUIET


def test_a_one_off_of_several_days_closes_two_days_after_its_last() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)

    assert us.outcome(march(10), today=march(14)) is OPEN
    assert us.outcome(march(10), today=march(15)) is QUIET


def test_a_planned_pause_excuses_and_a_tick_counts_all_the_same() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.pause(march(12), march(20))
    us.tick(march(20))

    assert us.outcomes(march(1), march(31)) == {
        march(6): QUIET,
        march(13): PAUSED,
        march(20): KEPT,
        march(27): QUIET,
    }


def test_a_pause_without_an_end_goes_on_until_it_is_ended() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.pause(march(10), ritual=None)
    paused = us.outcomes(march(1), march(31))

    us.say(e.PauseEnded("p", march(20)))

    assert list(paused.values()) == [QUIET, PAUSED, PAUSED, PAUSED]
    assert list(us.outcomes(march(1), march(31)).values()) == [QUIET, PAUSED, QUIET, QUIET]


def test_a_one_off_of_several_days_is_paused_only_if_all_of_them_are() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)

    us.pause(march(8), march(11))
    while_open, closed = us.outcome(march(10), today=march(12)), us.outcome(march(10))
    us.pause(march(12), march(12), name="q")

    assert (while_open, closed) == (OPEN, QUIET)
    assert us.outcome(march(10)) is PAUSED


def test_an_open_one_off_is_paused_on_those_of_its_days_that_are() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.pause(march(10), march(11))

    (result,) = us.results(march(10), march(12), today=march(10))

    assert [result.outcome_on(day) for day in result.occurrence.days] == [PAUSED, PAUSED, OPEN]
    assert result.begins_on == march(12)


def test_a_rest_holds_from_the_moment_it_is_marked_and_yields_to_a_tick() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.rest(march(13))
    rested = us.outcome(march(13), today=march(13))

    us.tick(march(13))

    assert (rested, us.outcome(march(13))) == (RESTED, KEPT)


def test_rests_are_unlimited() -> None:
    us = Couple()
    us.keep(DAILY)
    for day in range(1, 11):
        us.rest(march(day))

    assert set(us.outcomes(march(1), march(10)).values()) == {RESTED}


def test_a_rest_follows_the_occurrence_where_it_is_moved() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.rest(march(13))
    us.move(march(13), march(17))

    assert us.outcome(march(17)) is RESTED


# automatic rests


def test_a_block_of_four_weeks_counts_from_its_fixed_monday() -> None:
    us = Couple()
    us.keep(DAILY, since=march(-20))
    first = BLOCKS_COUNT_FROM + timedelta(days=28 * ((march(1) - BLOCKS_COUNT_FROM).days // 28 + 1))

    around = us.outcomes(first - timedelta(days=2), first + timedelta(days=2))

    assert list(around.values()) == [QUIET, QUIET, RESTED, RESTED, QUIET]


@pytest.mark.parametrize(
    ("rule", "rests_given"),
    [
        ("FREQ=DAILY", 2),
        ("FREQ=DAILY;INTERVAL=2", 2),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", 2),
        ("FREQ=DAILY;INTERVAL=3", 0),
        ("FREQ=WEEKLY;BYDAY=TU,SU", 0),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH", 0),
    ],
)
def test_only_what_is_planned_three_times_a_week_or_more_rests_by_itself(rule: str, rests_given: int) -> None:
    block = BLOCKS_COUNT_FROM + timedelta(days=28 * 733)
    us = Couple()
    us.keep(Rule(rule), since=block)

    outcomes = list(us.outcomes(block, block + timedelta(days=27)).values())

    assert outcomes.count(RESTED) == rests_given
    assert outcomes[:rests_given] == [RESTED] * rests_given


def test_a_marked_rest_uses_up_no_automatic_one() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3, 7, 8))
    us.rest(march(4))

    assert us.outcomes(march(4), march(6)) == {march(4): RESTED, march(5): RESTED, march(6): RESTED}


def test_a_quota_never_rests_by_itself() -> None:
    us = Couple()
    us.keep(Quota(7, "week"), since=march(2))

    assert us.outcomes(march(2), march(8)) == {march(2): QUIET}


def test_an_open_occurrence_takes_no_rest_yet() -> None:
    us = Couple()
    us.keep(DAILY)

    assert list(us.outcomes(march(1), march(4), today=march(4)).values()) == [RESTED, OPEN, OPEN, OPEN]


# each


def test_each_is_kept_when_both_ticked_on_whatever_days_serve_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who="each")
    us.tick(march(12), by=ANA)
    half = us.results(march(13), march(13), march(13))[0]

    us.tick(march(15), by=BEN)

    whole = us.results(march(13), march(13), march(16))[0]
    assert (half.outcome, half.done, half.needed, half.kept_by) == (OPEN, 1, 2, frozenset({ANA}))
    assert (whole.outcome, whole.ticked_on, whole.kept_by) == (KEPT, on_march(12, 15), frozenset({ANA, BEN}))


def test_each_is_matched_for_each_person_by_themselves() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY;INTERVAL=3"), since=march(10), who="each")
    us.tick(march(10), march(12), by=ANA)
    us.tick(march(12), march(13), by=BEN)

    assert us.kept_on(march(1), march(20)) == {march(10): on_march(10, 12), march(13): on_march(12, 13)}


def test_a_tick_for_everyone_serves_each() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who="each")
    us.tick(march(13))

    assert us.outcome(march(13)) is KEPT


def test_one_persons_rest_rests_only_them() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who="each")
    us.rest(march(13), by=ANA)
    alone = us.outcome(march(13))

    us.tick(march(13), by=BEN)

    assert (alone, us.outcome(march(13))) == (QUIET, RESTED)


def test_the_rests_of_both_rest_the_occurrence() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who="each")
    us.rest(march(13), by=ANA)
    us.rest(march(13), by=BEN)

    assert us.outcome(march(13)) is RESTED


def test_the_rest_of_somebody_who_ticked_excuses_nobody_else() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who="each")
    us.rest(march(13), by=ANA)
    us.tick(march(13), by=ANA)

    assert us.outcome(march(13)) is QUIET


def test_the_partner_who_joins_later_is_asked_for_nothing_before() -> None:
    us = Couple(ANA)
    us.keep(EVERY_FRIDAY, who="each")
    us.tick(march(6), march(13), by=ANA)

    us.say(e.PersonJoined(BEN, "Ben", march(10)))

    assert us.outcomes(march(1), march(14)) == {march(6): KEPT, march(13): QUIET}


def test_who_joins_in_the_evening_counts_from_the_next_day_on() -> None:
    us = Couple(ANA)
    us.keep(DAILY, who=EACH)
    us.tick(*on_march(1, 2, 3), by=ANA)

    us.say(e.PersonJoined(BEN, "Ben", march(2)))

    assert us.outcomes(march(1), march(3)) == {march(1): KEPT, march(2): KEPT, march(3): RESTED}
    assert us.streak(march(2)).current == 2


def test_a_tick_on_the_day_of_joining_shows_and_leaves_the_day_to_the_other() -> None:
    us = Couple(ANA)
    us.keep(DAILY, who=EACH)
    us.say(e.PersonJoined(BEN, "Ben", march(2)))
    us.tick(march(2), by=BEN)

    row = us.row("2026-03-02 20:00")

    assert row is not None
    assert (row.sign, row.ticked_by) == (Sign.HALF, frozenset({BEN}))


def test_the_couples_first_people_count_from_their_first_day() -> None:
    us = Couple(ANA)
    us.say(e.PersonJoined(BEN, "Ben", BEGUN))
    us.keep(DAILY, who=EACH)
    us.tick(march(1), by=ANA)

    assert us.outcome(march(1), today=march(1)) is OPEN


def test_who_joins_on_the_first_evening_leaves_it_done() -> None:
    us = Couple(ANA)
    us.keep(DAILY, who=EACH)
    us.tick(march(1), by=ANA)

    us.say(e.PersonJoined(BEN, "Ben", BEGUN))

    assert us.outcomes(march(1), march(2), today=march(2)) == {march(1): KEPT, march(2): OPEN}


def test_who_was_there_before_the_first_ritual_is_known_again_once_its_adding_is_undone() -> None:
    us = Couple(ANA)
    first = us.say(e.RitualAdded("tea", BEGUN, "Tea", DAILY))
    us.say(e.PersonJoined(BEN, "Ben", BEGUN))
    us.keep(DAILY, who=EACH)
    us.tick(march(1), by=ANA)
    assert us.outcome(march(1), today=march(1)) is KEPT

    us.say(e.Undone((first,)))

    assert us.outcome(march(1), today=march(1)) is OPEN


def test_who_comes_back_counts_from_the_next_day_on() -> None:
    us = Couple()
    us.keep(DAILY, who=EACH)
    us.say(e.PersonLeft(BEN, march(5)))
    us.say(e.PersonJoined(BEN, "Ben", march(10)))
    us.tick(*on_march(10, 11), by=ANA)

    assert us.outcomes(march(10), march(11), today=march(11)) == {march(10): KEPT, march(11): OPEN}


def test_who_leaves_in_the_evening_does_not_leave_the_day_undone() -> None:
    us = Couple()
    us.keep(DAILY, who=EACH)
    us.tick(march(5), by=ANA)

    us.say(e.PersonLeft(BEN, march(5)))

    assert us.outcome(march(5), today=march(5)) is KEPT


def give(us: Couple, who: str, since: date) -> None:
    us.say(e.RitualEdited(WALK, who=who, who_from=since))


@pytest.mark.parametrize("begun", [EACH, TOGETHER])
def test_a_week_that_becomes_one_persons_needs_nobody_elses_ticks(begun: str) -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, who=begun)
    us.tick(march(9), march(10), by=ANA)
    us.tick(march(10), by=BEN)

    give(us, ANA, march(12))
    (before,) = us.results(march(9), march(15), today=march(12))
    us.tick(march(13), by=ANA)
    (after,) = us.results(march(9), march(15), today=march(13))

    assert (before.done, before.outcome) == (2, OPEN)
    assert (after.done, after.outcome) == (3, KEPT)


@pytest.mark.parametrize("who", [TOGETHER, ANA, BEN])
def test_what_each_did_stays_as_it_was_lived_once_it_is_for_both_or_one(who: str) -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=EACH)
    us.tick(march(6), by=ANA)
    us.tick(march(13))
    lived = us.outcomes(march(1), march(19))

    give(us, who, march(20))
    us.tick(march(20))

    assert us.outcomes(march(1), march(20)) == {**lived, march(20): KEPT}
    assert us.streak(march(21)).current == 2


@pytest.mark.parametrize("who", [TOGETHER, ANA, BEN])
def test_what_both_or_one_did_stays_kept_once_each_does_it(who: str) -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=who)
    us.tick(*on_march(6, 13))

    give(us, EACH, march(20))
    us.tick(march(20), by=ANA)
    half = us.outcome(march(20), today=march(20))
    us.tick(march(20), by=BEN)

    assert half is OPEN
    assert us.streak(march(21)).current == 3


def test_half_of_a_day_before_does_not_keep_what_is_for_both_by_now() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=EACH)
    us.tick(march(12), by=ANA)

    give(us, TOGETHER, march(13))

    assert us.outcome(march(13), today=march(13)) is OPEN


def test_a_period_is_kept_by_those_it_was_for_as_it_began() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, who=EACH)
    us.tick(*on_march(2, 3, 4), by=ANA)
    us.tick(march(4), by=BEN)

    give(us, TOGETHER, march(5))
    (before,) = us.results(march(5), march(5), today=march(5))
    us.tick(*on_march(5, 6))

    assert (before.outcome, before.done) == (OPEN, 1)
    assert us.outcome(march(2), today=march(6)) is KEPT


def test_a_period_asks_nobody_who_joined_in_its_course() -> None:
    us = Couple(ANA, joined=march(1))
    us.keep(THREE_A_WEEK, who=EACH, since=march(1))
    us.tick(*on_march(2, 3, 4), by=ANA)
    us.tick(*on_march(9, 10, 11), by=ANA)

    us.say(e.PersonJoined(BEN, "Ben", march(2)))

    assert us.outcomes(march(2), march(15)) == {march(2): KEPT, march(9): QUIET}


def test_after_a_partner_left_the_other_keeps_it_alone() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who="each")
    us.say(e.PersonLeft(BEN, march(10)))
    us.tick(march(6), march(13), by=ANA)

    assert us.outcomes(march(1), march(14)) == {march(6): QUIET, march(13): KEPT}


def test_a_ritual_of_one_person_needs_one_tick_whoever_enters_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=BEN)
    us.tick(march(13))

    assert us.outcome(march(13)) is KEPT


# quotas


def test_every_ticked_day_of_the_period_counts_once() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.tick(*on_march(2, 2, 4, 8, 9))

    weeks = us.results(march(2), march(15))

    assert [(one.done, one.outcome) for one in weeks] == [(3, KEPT), (1, QUIET)]


def test_a_running_period_is_open_until_its_last_day_is_over() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))

    assert us.outcome(march(2), today=march(8)) is OPEN
    assert us.outcome(march(2), today=march(9)) is QUIET


def test_a_month_is_a_calendar_month() -> None:
    us = Couple()
    us.keep(Quota(2, "month"), since=march(1))
    us.tick(march(1), march(31), april(1))

    months = us.results(march(1), april(30))

    assert [(one.occurrence.day, one.occurrence.last, one.done) for one in months] == [
        (march(1), march(31), 2),
        (april(1), april(30), 1),
    ]


def test_a_week_begins_on_sunday_where_the_couple_says_so() -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=6))
    us.keep(THREE_A_WEEK, since=march(1))
    us.tick(*on_march(1, 3, 7, 8))

    assert [(one.occurrence.day, one.done) for one in us.results(march(1), march(14))] == [(march(1), 3), (march(8), 1)]


def test_each_needs_the_number_from_everyone() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2), who="each")
    us.tick(*on_march(2, 3, 4), by=ANA)
    us.tick(*on_march(2, 3), by=BEN)
    short = us.results(march(2), march(8))[0]

    us.tick(march(8), by=BEN)

    assert (short.outcome, short.done, short.kept_by) == (QUIET, 2, frozenset({ANA}))
    assert us.outcome(march(2)) is KEPT


def test_a_period_cut_short_at_its_start_is_passed_over_unless_met() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(5))
    unmet = us.outcome(march(2))

    us.tick(*on_march(5, 6, 7))

    assert (unmet, us.outcome(march(2))) == (RESTED, KEPT)


def test_a_period_cut_short_by_archiving_is_passed_over_unless_met() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.archive(march(12))
    unmet = us.outcomes(march(2), march(31))

    us.tick(*on_march(9, 10, 11))

    assert unmet == {march(2): QUIET, march(9): RESTED}
    assert us.outcome(march(9)) is KEPT


def test_a_period_that_lost_only_its_last_day_is_cut_short_and_one_that_lost_none_is_not() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    archived = us.archive(march(15))
    short = us.outcome(march(9))

    us.undo(archived)
    us.archive(march(16))

    assert (short, us.outcome(march(9))) == (RESTED, QUIET)


def test_a_period_cut_short_by_a_change_is_passed_over_unless_met() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.change(Quota(1, "week"), since=march(11))

    assert us.outcomes(march(2), march(22)) == {march(2): QUIET, march(9): RESTED, march(16): QUIET}


def test_a_new_time_for_a_quota_cuts_no_period_short() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.change(Quota(3, "week", time(19)), since=march(11))

    assert us.outcomes(march(2), march(15)) == {march(2): QUIET, march(9): QUIET}


def test_a_period_touched_by_a_pause_is_passed_over_unless_met() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.pause(march(8), march(9))
    us.tick(*on_march(9, 10, 11))

    assert us.outcomes(march(2), march(22)) == {march(2): PAUSED, march(9): KEPT, march(16): QUIET}


def test_a_rested_period_is_passed_over_whichever_of_its_days_was_named() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.rest(march(5))
    us.rest(march(9))

    assert us.outcomes(march(2), march(22)) == {march(2): RESTED, march(9): RESTED, march(16): QUIET}


def test_in_a_quota_for_each_one_persons_rest_rests_only_them() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2), who="each")
    us.rest(march(2), by=ANA)
    alone = us.outcome(march(2))

    us.tick(*on_march(2, 3, 4), by=BEN)

    assert (alone, us.outcome(march(2))) == (QUIET, RESTED)


# cadences that change


def test_history_keeps_the_cadence_it_was_lived_under() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.change(Rule("FREQ=WEEKLY;BYDAY=MO"), since=march(14))

    assert list(us.outcomes(march(1), march(31))) == list(on_march(6, 13, 16, 23, 30))


def test_a_week_begun_by_a_rule_and_ended_by_a_quota_keeps_the_days_of_the_rule() -> None:
    us = Couple()
    us.keep(DAILY, since=march(2))
    us.tick(march(2), march(3))
    us.change(THREE_A_WEEK, since=march(4))

    kept = [(one.occurrence.day, one.occurrence.is_quota, one.outcome) for one in us.results(march(2), march(8))]

    assert kept == [(march(2), False, KEPT), (march(2), True, RESTED), (march(3), False, KEPT)]


def test_a_week_and_a_month_that_begin_on_one_day_are_two_periods() -> None:
    june = date(2026, 6, 1)
    us = Couple()
    us.keep(Quota(1, "week"), since=june)
    us.tick(june)
    us.change(Quota(20, "month"), since=june + timedelta(days=2))

    assert [one.outcome for one in us.results(june, june)] == [KEPT, RESTED]


def test_the_days_of_a_one_off_end_where_another_cadence_begins() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.change(DAILY, since=march(11))

    days = [day for one in us.results(march(9), march(13)) for day in one.occurrence.days]

    assert days == list(on_march(10, 11, 12, 13))


def test_a_new_time_in_the_middle_of_a_one_off_leaves_it_whole() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.change(Once(march(10), 3, time(18)), since=march(11))

    assert [(one.occurrence.day, one.occurrence.last) for one in us.results(march(1), march(31))] == [
        (march(10), march(12))
    ]


# moves


def test_a_moved_occurrence_keeps_its_identity_and_is_matched_and_closed_by_its_new_day() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(13), march(17), time(18))
    before_it_closes = us.outcome(march(17), today=march(19))
    us.tick(march(18))

    moved = us.results(march(17), march(17))[0]

    assert before_it_closes is OPEN
    assert (moved.occurrence.key, moved.outcome, moved.ticked_on) == (march(13), KEPT, (march(18),))
    assert moved.occurrence.span.cadence.at == time(18)
    assert march(13) not in us.outcomes(march(1), march(31))


def test_the_last_move_of_an_occurrence_holds_and_its_undo_gives_back_the_one_before() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(13), march(15))
    last = us.move(march(13), march(17))
    moved = list(us.outcomes(march(1), march(20)))

    us.undo(last)

    assert moved == list(on_march(6, 17, 20))
    assert list(us.outcomes(march(1), march(20))) == list(on_march(6, 15, 20))


def test_a_move_onto_a_day_that_is_planned_already_is_passed_over() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(13), march(20))

    assert list(us.outcomes(march(1), march(31))) == list(on_march(6, 13, 20, 27))


def test_of_two_moves_to_one_day_the_first_said_has_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(6), march(9))
    us.move(march(13), march(9))

    assert [(one.occurrence.key, one.occurrence.day) for one in us.results(march(1), march(20))] == [
        (march(6), march(9)),
        (march(13), march(13)),
        (march(20), march(20)),
    ]


def test_a_day_that_was_moved_away_from_is_free() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(13), march(17))
    us.move(march(6), march(13))

    assert list(us.outcomes(march(1), march(20))) == list(on_march(13, 17, 20))


def test_a_day_is_free_at_the_end_of_a_chain_of_moves_however_small_the_window() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(20), march(23))
    us.move(march(13), march(20))
    us.move(march(6), march(13))

    assert occurrences(us.ritual, march(6), march(6), 0) == []
    assert [one.key for one in occurrences(us.ritual, march(13), march(13), 0)] == [march(6)]


def test_a_one_off_of_several_days_moves_whole() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.move(march(10), march(20))

    assert [one.occurrence.days for one in us.results(march(1), march(31))] == [list(on_march(20, 21, 22))]


def test_what_was_moved_to_when_the_ritual_is_put_away_is_planned_no_more() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(13), march(17))
    us.archive(march(15))

    assert list(us.outcomes(march(1), march(31))) == [march(6)]


# laws


@worlds.SHORT
@given(worlds.lives(), worlds.days, worlds.people)
def test_a_further_tick_never_takes_an_occurrence_from_being_kept(
    life: list[Recorded], day: date, by: str | None
) -> None:
    before, after = _with_one_more(life, day, by)

    kept_before, kept_after = _kept(before), _kept(after)

    assert kept_before <= kept_after


@worlds.SHORT
@given(worlds.lives(), st.lists(st.integers(-10, worlds.LENGTH + 10), min_size=2, max_size=2), worlds.days)
def test_a_window_answers_as_the_whole_history_does(life: list[Recorded], ends: list[int], today: date) -> None:
    state = State(life)
    ritual = state.rituals[WALK]
    since, until = (worlds.FIRST + timedelta(days=end) for end in sorted(ends))

    window = results_between(state, ritual, since, until, today)

    assert window == [one for one in _all(state, today) if _touches(one.occurrence, since, until)]


def test_a_window_far_into_a_long_habit_of_ticking_a_day_early_answers_as_the_whole_history_does() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY;INTERVAL=3"), since=worlds.FIRST)
    us.tick(*(worlds.FIRST + timedelta(days=n) for n in range(2, 400, 3)))
    end = worlds.FIRST + timedelta(days=396)

    window = us.results(end - timedelta(days=6), end, end + timedelta(days=1))

    whole = us.results(worlds.FIRST, end, end + timedelta(days=1))[-3:]
    assert window == whole
    assert [one.ticked_on[0] - one.occurrence.day for one in whole[:-1]] == [timedelta(days=2)] * (len(whole) - 1)


@worlds.SHORT
@given(worlds.lives(), st.lists(st.tuples(worlds.days, worlds.days), max_size=12))
def test_two_occurrences_never_share_a_day_whatever_moves_are_made(
    life: list[Recorded], moves: list[tuple[date, date]]
) -> None:
    moved = [
        record(
            e.OccurrenceMoved(WALK, day, to), lamport=100 + n // 2, number=900 + n, device=("laptop", "phone")[n % 2]
        )
        for n, (day, to) in enumerate(moves)
    ]
    ritual = State([*life, *moved]).rituals[WALK]

    planned = occurrences(ritual, worlds.FIRST - timedelta(days=30), worlds.FIRST + timedelta(days=400), 0)

    days = [day for one in planned if not one.is_quota for day in one.days]
    assert len(days) == len(set(days))
    assert len({one.key for one in planned if not one.is_quota}) == len([one for one in planned if not one.is_quota])


@worlds.SHORTER
@given(worlds.lives(), worlds.days.filter(lambda day: day > worlds.FIRST))
def test_who_joins_changes_nothing_of_that_day_or_before(life: list[Recorded], day: date) -> None:
    joining = record(e.PersonJoined("cy", "Cy", day), lamport=1_000, number=1_000)

    alone, joined = (_all(State(records), day) for records in (life, [*life, joining]))

    assert [r for r in joined if r.occurrence.day <= day] == [r for r in alone if r.occurrence.day <= day]


@worlds.SHORTER
@given(worlds.lives(), worlds.days, st.sampled_from([TOGETHER, EACH, ANA]))
def test_for_whom_it_is_from_a_day_on_changes_nothing_of_before(life: list[Recorded], day: date, who: str) -> None:
    given_on = record(e.RitualEdited(WALK, who=who, who_from=day), lamport=1_000, number=1_000)
    out_of_reach = day - timedelta(days=REPAIR_DAYS)

    before, after = (
        [result for result in _all(State(records), day) if result.occurrence.last < out_of_reach]
        for records in (life, [*life, given_on])
    )

    assert after == before


@worlds.SHORTER
@given(worlds.lives(), worlds.days)
def test_what_is_open_today_is_closed_for_good_later(life: list[Recorded], today: date) -> None:
    state = State(life)

    for now, then in zip(_all(state, today), _all(state, today + timedelta(days=365)), strict=True):
        assert then.outcome is not OPEN
        if now.outcome in (KEPT, QUIET):
            assert then.outcome is now.outcome


def _all(state: State, today: date) -> list[OccurrenceResult]:
    since, until = worlds.FIRST - timedelta(days=60), worlds.FIRST + timedelta(days=worlds.LENGTH + 60)
    return results_between(state, state.rituals[WALK], since, until, today)


def _touches(occurrence: Occurrence, since: date, until: date) -> bool:
    return occurrence.day <= until and occurrence.last >= since


def _with_one_more(life: Iterable[Recorded], day: date, by: str | None) -> tuple[State, State]:
    more = record(e.RitualTicked(WALK, day, by), lamport=500, number=500)
    return State(life), State([*life, more])


def _kept(state: State) -> set[tuple[bool, date]]:
    closed = worlds.FIRST + timedelta(days=400)
    return {(one.occurrence.is_quota, one.occurrence.key) for one in _all(state, closed) if one.outcome is KEPT}
