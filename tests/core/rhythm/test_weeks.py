"""Rhythm: weeks in a row by DESIGN's rule, and what no tick or pause may ever do to them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.events.recorded import Recorded
from rituals.core.model import Quota, Rule
from rituals.core.occurrences.matching import Outcome
from rituals.core.rhythm.history import ritual_history
from rituals.core.rhythm.summary import rhythm
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import DAILY, EVERY_FRIDAY, THREE_A_WEEK, WALK, Couple, april, march, on_march, record

KEPT, RESTED, PAUSED, QUIET, OPEN = Outcome.KEPT, Outcome.RESTED, Outcome.PAUSED, Outcome.QUIET, Outcome.OPEN
FIVE_A_WEEK = Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
TWO_DAYS = Rule("FREQ=WEEKLY;BYDAY=TU,SU")


def rhythm_on(state: State, today: date) -> Rhythm:
    starts_on = state.household.week_starts_on
    return rhythm([ritual_history(state, ritual, today) for ritual in state.rituals.values()], today, starts_on)


def outcomes(us: Couple, today: date) -> dict[date, Outcome | None]:
    return {week.first: week.outcome for week in rhythm_on(us.state, today).weeks}


# worked examples


def test_three_of_five_are_enough_and_two_are_not() -> None:
    us = Couple()
    us.keep(Quota(5, "week"), since=march(2))
    us.tick(*on_march(2, 3, 4, 9, 10))

    found = rhythm_on(us.state, march(16))

    assert [(week.planned, week.kept, week.outcome) for week in found.weeks] == [
        (5, 3, KEPT),
        (5, 2, QUIET),
        (5, 0, OPEN),
    ]
    assert (found.current, found.best) == (0, 1)


def test_what_is_rested_by_itself_is_not_planned() -> None:
    us = Couple()
    us.keep(FIVE_A_WEEK, since=march(2))
    us.tick(*on_march(2, 3))

    (week, _) = rhythm_on(us.state, march(9)).weeks

    assert (week.planned, week.kept, week.outcome) == (3, 2, KEPT)


def test_a_paused_week_is_passed_over() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.tick(*on_march(6, 20))
    us.pause(march(9), march(15))

    assert outcomes(us, march(20)) == {march(2): KEPT, march(9): PAUSED, march(16): KEPT}
    assert rhythm_on(us.state, march(20)).current == 2


def test_a_week_with_nothing_planned_is_passed_over() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), since=march(2))
    us.tick(*on_march(6, 20))

    assert outcomes(us, march(22)) == {march(2): KEPT, march(9): None, march(16): KEPT}
    assert rhythm_on(us.state, march(22)).current == 2


def test_a_running_week_is_passed_over_until_it_gets_there() -> None:
    us = Couple()
    us.keep(TWO_DAYS, since=march(2))
    us.tick(*on_march(3, 8, 10))
    on_tuesday = rhythm_on(us.state, march(10))

    us.tick(march(15))

    assert (on_tuesday.weeks[-1].outcome, on_tuesday.weeks[-1].planned, on_tuesday.current) == (OPEN, 2, 1)
    assert rhythm_on(us.state, march(15)).current == 2


def test_last_weeks_sunday_may_still_bring_last_week_home() -> None:
    us = Couple()
    us.keep(TWO_DAYS, since=march(2))
    us.tick(march(3))
    on_tuesday, on_wednesday = rhythm_on(us.state, march(10)), rhythm_on(us.state, march(11))

    us.tick(march(10))

    assert on_tuesday.weeks[0].outcome is OPEN
    assert on_wednesday.weeks[0].outcome is QUIET
    assert rhythm_on(us.state, march(11)).weeks[0].outcome is QUIET  # Tuesday has one of its own


def test_a_weekly_quota_keeps_no_more_than_it_plans() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.tick(*on_march(2, 3, 4, 5, 6))
    us.keep(TWO_DAYS, since=march(2), name="tea")

    week = rhythm_on(us.state, march(11)).weeks[0]

    assert (week.planned, week.kept, week.outcome) == (5, 3, KEPT)


def test_a_monthly_quota_belongs_to_the_week_in_which_its_month_ends() -> None:
    us = Couple()
    us.keep(Quota(2, "month"), since=march(1))
    us.tick(*on_march(3, 20))

    found = rhythm_on(us.state, april(5))

    assert [(week.first, week.planned, week.kept) for week in found.weeks] == [(march(30), 1, 1)]


def test_a_quota_that_was_cut_short_is_not_planned_unless_met() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(8))

    assert outcomes(us, march(9)) == {march(2): None, march(9): OPEN}


def test_what_was_moved_stays_in_the_week_of_its_original_day() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.move(march(6), march(25))
    while_open = outcomes(us, march(9))
    us.tick(march(25))

    assert while_open == {march(2): OPEN, march(9): OPEN}
    assert outcomes(us, march(25))[march(2)] is KEPT


def test_weeks_begin_when_the_couples_do() -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=6))
    us.keep(TWO_DAYS)
    us.tick(*on_march(1, 3))

    assert rhythm_on(us.state, march(7)).weeks[0] == (march(1), 2, 2, KEPT)


def test_what_is_private_or_not_to_be_counted_is_left_out() -> None:
    us = Couple()
    for name, private, streak in (("a", True, True), ("b", False, False)):
        us.say(e.RitualAdded(name, march(2), name, activated(DAILY, on=march(2)), private=private, streak=streak))
        us.say(e.RitualTicked(name, march(2)))

    assert rhythm_on(us.state, march(9)) == (0, 0, ())


def test_nothing_at_all_has_no_weeks() -> None:
    assert rhythm_on(State(), march(9)) == (0, 0, ())


def test_a_quiet_week_ends_the_row_and_the_best_stays() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.tick(*on_march(6, 13, 27))

    assert rhythm_on(us.state, march(31))[:2] == (1, 2)


def test_the_last_tick_of_a_week_does_not_end_the_row_before_the_week_is_over() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=TU,FR"), since=march(2))
    us.tick(*on_march(3, 6))

    before = rhythm_on(us.state, march(13))
    us.tick(march(13))

    assert (before.current, rhythm_on(us.state, march(13)).current) == (1, 1)
    assert rhythm_on(us.state, march(16)).current == 0


# laws


@worlds.SHORT
@given(worlds.lives(), worlds.days, worlds.people, worlds.days)
def test_a_further_tick_never_shortens_the_rhythm(life: list[Recorded], day: date, by: str | None, today: date) -> None:
    before = State(life)
    after = State([*life, record(e.RitualTicked(WALK, day, by), lamport=500, number=500)])

    for now in (today, worlds.FIRST + timedelta(days=worlds.LENGTH + 10)):
        shorter, longer = rhythm_on(before, now), rhythm_on(after, now)
        assert shorter.current <= longer.current
        assert shorter.best <= longer.best


@worlds.SHORT
@given(worlds.lives(), worlds.days)
def test_what_is_ticked_after_a_day_changes_nothing_on_it(life: list[Recorded], today: date) -> None:
    until_then = [one for one in life if not isinstance(one.event, e.RitualTicked) or one.event.day <= today]

    assert rhythm_on(State(life).as_of(today), today) == rhythm_on(State(until_then), today)
