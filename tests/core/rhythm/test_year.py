"""Pictures: marks for each day, the year of one and of all, the calendar, minutes by section."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.calendar import add_days, week_of
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, Once, Quota, Rule
from rituals.core.rhythm.history import RitualHistory, days_between, ritual_history
from rituals.core.rhythm.year import DayMark, calendar, minutes_by_week, ritual_marks, year_of, year_of_all
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import (
    ANA,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    ONCE_FOR_THREE_DAYS,
    THREE_A_WEEK,
    WALK,
    Couple,
    extend_history,
    march,
    record,
)


def pasts_of(us: Couple, today: date) -> list[RitualHistory]:
    return [ritual_history(us.state, ritual, today) for ritual in us.state.rituals.values()]


def marks_on(us: Couple, today: date) -> dict[int, DayMark]:
    found = ritual_marks(ritual_history(us.state, us.ritual, today), march(1), march(31))
    return {day.day: mark for day, mark in sorted(found.items())}


# one ritual


def test_a_quiet_day_looks_like_one_with_nothing_planned() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.tick(march(1))
    us.tick(march(2), by=ANA)

    assert marks_on(us, march(9)) == {
        1: DayMark.KEPT,
        2: DayMark.PART,
        3: DayMark.RESTED,
        7: DayMark.OPEN,
        8: DayMark.OPEN,
        9: DayMark.OPEN,
        **dict.fromkeys(range(10, 16), DayMark.COMING),
    }


def test_each_day_of_a_one_off_is_marked_and_those_in_a_pause_as_paused() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.pause(march(10), march(10))

    assert marks_on(us, march(11)) == {10: DayMark.PAUSED, 11: DayMark.OPEN, 12: DayMark.COMING}


def test_a_pause_is_marked_on_all_its_days_and_a_tick_within_it_as_kept() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.pause(march(8), march(11))
    us.tick(march(9))

    assert marks_on(us, march(12)) == {
        8: DayMark.PAUSED,
        9: DayMark.KEPT,
        10: DayMark.PAUSED,
        11: DayMark.PAUSED,
        13: DayMark.COMING,
    }


def test_no_pause_shows_before_a_ritual_began_or_once_it_is_put_away() -> None:
    us = Couple()
    us.keep(DAILY, since=march(5))
    us.archive(march(8))
    us.pause(march(1), march(31), ritual=None)

    assert marks_on(us, march(20)) == dict.fromkeys((5, 6, 7), DayMark.PAUSED)


def test_a_rested_week_is_marked_on_all_its_days_and_one_cut_short_is_not() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(8))
    us.rest(march(9))
    us.tick(march(10))

    assert marks_on(us, march(17)) == {n: DayMark.KEPT if n == 10 else DayMark.RESTED for n in range(9, 16)}


def test_what_was_kept_on_another_day_shows_there_and_as_held_where_it_was_planned() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.tick(march(8))

    assert marks_on(us, march(9)) == {6: DayMark.HELD, 8: DayMark.KEPT, 13: DayMark.COMING}


def test_what_was_held_on_another_day_counts_there_alone_and_says_where_it_went() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.tick(march(8))
    pasts = pasts_of(us, march(9))

    friday, sunday = (day.happenings[0] for day in calendar(pasts, march(6), march(8)) if day.happenings)
    assert (friday.mark, friday.held_on, friday.ticks) == (DayMark.HELD, march(8), ())
    assert (sunday.mark, sunday.held_on, len(sunday.ticks)) == (DayMark.KEPT, None, 1)
    assert [(day.ticked, day.level) for day in year_of(pasts[0], march(6), march(8))] == [(0, 0), (0, 0), (1, 4)]
    assert [(day.mark, day.ticked) for day in year_of_all(pasts, march(6), march(8))] == [
        (DayMark.NOTHING, 0),
        (DayMark.NOTHING, 0),
        (DayMark.KEPT, 1),
    ]


def test_a_moved_one_is_held_on_another_day_than_the_new_one() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.move(march(6), march(7))
    us.tick(march(7))
    us.move(march(13), march(15))
    us.tick(march(16))

    assert marks_on(us, march(17)) == {7: DayMark.KEPT, 15: DayMark.HELD, 16: DayMark.KEPT, 20: DayMark.COMING}


def test_days_in_a_row_are_held_on_the_one_that_was_ticked() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    first = us.ritual.cadence.day  # type: ignore[union-attr]
    us.tick(add_days(first, 1))

    marks = marks_on(us, march(31))
    assert (marks[first.day], marks[first.day + 1]) == (DayMark.HELD, DayMark.KEPT)


def test_days_in_a_row_stay_paused_where_they_were_and_kept_on_the_one_that_was_ticked() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.pause(march(10), march(10))
    us.tick(march(11))

    marks = marks_on(us, march(31))
    (thing,) = [day.happenings[0] for day in calendar(pasts_of(us, march(31)), march(10), march(10))]

    assert (marks[10], marks[11]) == (DayMark.PAUSED, DayMark.KEPT)
    assert (thing.mark, thing.held_on) == (DayMark.PAUSED, None)


def test_a_friday_in_a_pause_that_was_held_on_sunday_after_all_says_so() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.pause(march(6), march(6))
    us.tick(march(8))

    assert marks_on(us, march(9)) == {6: DayMark.HELD, 8: DayMark.KEPT, 13: DayMark.COMING}


def test_what_each_did_on_days_of_their_own_is_in_part_on_both() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=EACH, since=march(2))
    us.tick(march(7), by=ANA)
    us.tick(march(8), by=BEN)

    assert marks_on(us, march(9)) == {6: DayMark.HELD, 7: DayMark.PART, 8: DayMark.PART, 13: DayMark.COMING}


def test_what_each_did_on_a_day_of_their_own_is_held_nowhere_else() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=EACH, since=march(2))
    us.tick(march(6), by=ANA)
    us.tick(march(8), by=BEN)

    assert marks_on(us, march(9)) == {6: DayMark.KEPT, 8: DayMark.PART, 13: DayMark.COMING}


def test_the_year_of_one_has_every_day_in_order() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2), who="each")
    us.tick(march(6))
    us.tick(march(9), by=ANA)

    days = year_of(ritual_history(us.state, us.ritual, march(10)), march(5), march(9))

    assert [(one.mark, one.level, one.ticked) for one in days] == [
        (DayMark.NOTHING, 0, 0),
        (DayMark.KEPT, 4, 1),
        (DayMark.NOTHING, 0, 0),
        (DayMark.NOTHING, 0, 0),
        (DayMark.PART, 2, 1),
    ]


# all of them


def test_the_level_says_how_many_were_ticked() -> None:
    us = Couple()
    for number in range(6):
        us.keep(DAILY, since=march(2), name=f"r{number}")
        for day in range(2, 2 + number):
            us.say(e.RitualTicked(f"r{number}", march(day)))

    days = year_of_all(pasts_of(us, march(10)), march(2), march(7))

    assert [(one.ticked, one.level) for one in days] == [(5, 4), (4, 3), (3, 3), (2, 2), (1, 1), (0, 0)]


def test_a_pause_of_everything_shows_and_that_of_one_ritual_among_others_does_not() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.keep(EVERY_FRIDAY, since=march(2), name="tea")
    us.pause(march(2), march(3), ritual="tea")
    us.pause(march(4), march(6), ritual=None, name="q")

    days = year_of_all(pasts_of(us, march(20)), march(2), march(13))

    assert [one.mark.value for one in days] == ["nothing"] * 2 + ["paused"] * 3 + ["nothing"] * 7


def test_a_day_of_rest_shows_where_nothing_else_was_planned() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.rest(march(6))

    assert [one.mark for one in year_of_all(pasts_of(us, march(9)), march(5), march(6))] == [
        DayMark.NOTHING,
        DayMark.RESTED,
    ]


def test_what_is_not_counted_is_not_in_the_year_of_all() -> None:
    us = Couple()
    us.say(e.RitualAdded(WALK, march(2), "Walk", activated(DAILY, on=march(2)), private=True))
    us.tick(march(2))

    assert [one.mark for one in year_of_all(pasts_of(us, march(9)), march(2), march(2))] == [DayMark.NOTHING]


# the calendar and the minutes


def test_the_calendar_holds_what_was_and_what_comes_in_order_of_time() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=FR", at=time(19, 30)), since=march(2))
    us.keep(Rule("FREQ=WEEKLY;BYDAY=FR", at=time(8)), since=march(2), name="coffee")
    us.keep(THREE_A_WEEK, since=march(2), name="tea")
    us.tick(march(6), note="by the river")
    us.say(e.RitualTicked("tea", march(6)))
    reached = [extend_history(us.state, one, march(31)) for one in pasts_of(us, march(9))]

    days = {one.day: one.happenings for one in calendar(reached, march(1), march(31))}

    assert [(one.ritual.id, one.mark) for one in days[march(6)]] == [
        (WALK, DayMark.KEPT),
        ("tea", DayMark.KEPT),
    ]
    assert [tick.note for tick in days[march(6)][0].ticks] == ["by the river"]
    assert [(one.ritual.id, one.mark, one.at) for one in days[march(27)]] == [
        ("coffee", DayMark.COMING, time(8)),
        (WALK, DayMark.COMING, time(19, 30)),
    ]
    assert days[march(10)] == ()
    assert len(days) == 31


def test_minutes_are_the_length_of_each_ticked_day_and_two_for_a_tiny_one() -> None:
    us = Couple()
    for name, section, minutes, private in (("a", "talk", 30, False), ("b", "", 1, False), ("c", "talk", 60, True)):
        added = e.RitualAdded(name, march(2), name, Quota(1, "week"), section=section, minutes=minutes, private=private)
        us.say(added)
        us.say(e.RitualTicked(name, march(3)))
        us.say(e.RitualTicked(name, march(9), None, True))

    weeks = minutes_by_week(pasts_of(us, march(18)), march(4), march(18), 0)

    assert [(week.first, week.minutes) for week in weeks] == [
        (march(2), {"talk": 30, "": 1}),
        (march(9), {"talk": 2, "": 1}),
        (march(16), {}),
    ]


# laws


def test_a_day_that_was_held_on_the_next_one_says_so_too_when_one_of_them_ticks_it() -> None:
    us = Couple()
    us.keep(Once(march(6)), who=EACH)
    us.tick(march(7))
    assert marks_on(us, march(20))[6] is DayMark.HELD

    us.tick(march(6), by=ANA)

    assert marks_on(us, march(20))[6] is DayMark.KEPT


def test_a_day_completed_from_the_day_before_stays_kept_once_that_day_is_ticked_by_both() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=FR"), who=EACH)
    us.tick(march(5), by=ANA)
    us.tick(march(6), by=BEN)
    assert marks_on(us, march(20))[6] is DayMark.KEPT

    us.tick(march(5))

    assert marks_on(us, march(20))[6] is DayMark.KEPT


@worlds.SHORT
@given(worlds.lives(), worlds.days, worlds.people)
def test_a_further_tick_never_makes_a_day_paler(life: list[Recorded], day: date, by: str | None) -> None:
    today = worlds.FIRST.replace(month=5)
    state = State(life)
    before = ritual_history(state, state.rituals[WALK], today)
    state.add([record(e.RitualTicked(WALK, day, by), lamport=500, number=500)])
    after = ritual_history(state, state.rituals[WALK], today)

    def levels(one: RitualHistory) -> list[int]:
        of_all, of_one = year_of_all([one], worlds.FIRST, today), year_of(one, worlds.FIRST, today)
        return [day.level for day in (*of_all, *of_one)]

    assert all(was <= now for was, now in zip(levels(before), levels(after), strict=True))


@worlds.SHORT
@given(worlds.lives(), worlds.days, st.integers(0, 40), st.integers(0, 40))
def test_the_days_between_two_are_those_of_the_whole_history(
    life: list[Recorded], since: date, more: int, later: int
) -> None:
    until = since + timedelta(days=more)
    today = until + timedelta(days=later)
    state = State(life)
    ritual = state.rituals[WALK]

    between = calendar([days_between(state, ritual, since, until, today)], since, until)

    assert between == calendar([ritual_history(state, ritual, today)], since, until)


@worlds.SHORT
@given(worlds.lives(), worlds.days, st.integers(0, 400), st.integers(-60, 60))
def test_the_pictures_of_a_window_of_days_are_those_of_the_whole_history(
    life: list[Recorded], since: date, more: int, later: int
) -> None:
    until = since + timedelta(days=more)
    today = until + timedelta(days=later)
    state = State(life)
    wholes = [extend_history(state, ritual_history(state, ritual, today), until) for ritual in state.rituals.values()]
    windows = [days_between(state, ritual, since, until, today) for ritual in state.rituals.values()]

    assert calendar(windows, since, until) == calendar(wholes, since, until)
    assert year_of_all(windows, since, until) == year_of_all(wholes, since, until)
    assert [year_of(days, since, until) for days in windows] == [year_of(whole, since, until) for whole in wholes]
    first, last = week_of(since, 0).first, week_of(until, 0).last
    within = [days_between(state, ritual, first, last, today) for ritual in state.rituals.values()]
    assert minutes_by_week(within, since, until, 0) == minutes_by_week(wholes, since, until, 0)
