"""Today at a glance."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, Cadence, Once, Quota, RitualId, Rule
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import BoardCache, Group, Part, board
from rituals.core.rituals.words import row_words
from rituals.core.state.couple_state import State, TicksByDay
from tests.kit import worlds
from tests.kit.histories import (
    ANA,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    ONCE_FOR_THREE_DAYS,
    THREE_A_WEEK,
    TUESDAY_AND_SUNDAY,
    WALK,
    Couple,
    march,
    on_march,
    record,
)


def strip(us: Couple, local: str) -> list[Sign]:
    return [day.sign for day in us.board(local).week]


def test_what_is_due_today_stands_under_today_and_is_due_once_its_time_has_come() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY", at=time(19, 30)))

    before, after = us.row("2026-03-06 19:29"), us.row("2026-03-06 19:30")

    assert before is not None
    assert after is not None
    assert (before.group, before.sign, before.at, before.is_due) == (Group.TODAY, Sign.OPEN, time(19, 30), False)
    assert after.is_due


def test_the_part_of_a_row_follows_from_what_is_still_to_do() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY", at=time(19, 30)))
    us.tick(march(6))
    us.rest(march(7))

    parts = [row.part for moment in MOMENTS if (row := us.row(moment)) is not None]

    assert parts == [Part.LATER, Part.NOW, Part.DONE, Part.RESTING]


MOMENTS = ("2026-03-05 19:29", "2026-03-05 19:30", "2026-03-06 20:00", "2026-03-07 20:00")


def test_what_is_carried_over_is_for_now_and_tomorrow_comes_last() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)

    coming, carried_over = us.row("2026-03-12 12:00"), us.row("2026-03-14 12:00")

    assert coming is not None
    assert carried_over is not None
    assert (coming.part, carried_over.part) == (Part.TOMORROW, Part.NOW)


def test_a_ticked_row_says_by_whom_with_which_notes_and_whether_it_was_the_tiny_version() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.tick(march(6), by=ANA, note="rain", tiny=True)

    row = us.row("2026-03-06 20:00")

    assert row is not None
    assert (row.sign, row.ticked_by, row.notes, row.tiny) == (Sign.HALF, frozenset({ANA}), ("rain",), True)
    assert not row.is_done


def test_both_ticks_make_each_done() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.tick(march(6), by=ANA)
    us.tick(march(6), by=BEN)

    row = us.row("2026-03-06 20:00")

    assert row is not None
    assert row.is_done


@pytest.mark.parametrize(("local", "is_there"), [("2026-03-15 20:00", True), ("2026-03-16 20:00", False)])
def test_fridays_date_can_be_caught_up_with_until_it_closes(local: str, is_there: bool) -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)

    row = us.row(local)

    assert (row is not None) is is_there
    if row is not None:
        assert row.is_from_before
        assert row.group is Group.TODAY


def test_what_was_caught_up_with_today_shows_kept() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(15))

    row = us.row("2026-03-15 20:00")

    assert row is not None
    assert row.result is not None
    assert (row.sign, row.result.occurrence.day) == (Sign.KEPT, march(13))


def test_a_tick_two_days_ahead_of_its_day_shows_kept_even_across_the_week_end() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=TU"))
    us.tick(march(3), march(8))

    row = us.row("2026-03-08 20:00")

    assert row is not None
    assert row.result is not None
    assert (row.sign, row.result.occurrence.day) == (Sign.KEPT, march(10))


def test_an_extra_shows_kept_on_its_day_rather_than_what_comes_tomorrow() -> None:
    us = Couple()
    us.keep(TUESDAY_AND_SUNDAY)
    us.tick(march(8), march(9))

    row = us.row("2026-03-09 20:00")

    assert row is not None
    assert (row.group, row.sign, row.result) == (Group.TODAY, Sign.KEPT, None)


def test_one_partners_extra_is_half_of_each() -> None:
    us = Couple()
    us.keep(TUESDAY_AND_SUNDAY, who="each")
    us.tick(march(8))
    us.tick(march(9), by=ANA)

    row = us.row("2026-03-09 20:00")

    assert row is not None
    assert row.sign is Sign.HALF


def test_tomorrows_ritual_is_announced() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)

    row = us.row("2026-03-12 20:00")

    assert row is not None
    assert (row.group, row.sign) == (Group.TOMORROW, Sign.COMING)


@pytest.mark.parametrize(
    ("times", "ticked", "sign"),
    [
        (3, [], Sign.OPEN),
        (3, [2], Sign.QUARTER),
        (2, [2], Sign.MIDWAY),
        (3, [2, 3], Sign.MIDWAY),
        (4, [2, 3, 4], Sign.NEARLY),
        (3, [2, 3, 4], Sign.KEPT),
    ],
)
def test_a_quota_shows_how_far_it_has_come(times: int, ticked: list[int], sign: Sign) -> None:
    us = Couple()
    us.keep(Quota(times, "week"), since=march(2))
    us.tick(*on_march(*ticked))

    row = us.row("2026-03-06 20:00")

    assert row is not None
    assert (row.group, row.sign) == (Group.THIS_WEEK, sign)


def test_a_monthly_quota_stands_under_this_month() -> None:
    us = Couple()
    us.keep(Quota(2, "month"))

    row = us.row("2026-03-06 20:00")

    assert row is not None
    assert row.group is Group.THIS_MONTH


def test_a_quota_that_is_paused_today_says_so() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(2))
    us.pause(march(6), march(6))

    row = us.row("2026-03-06 20:00")

    assert row is not None
    assert row.sign is Sign.PAUSED


def test_a_one_off_of_several_days_is_paused_on_the_first_and_open_on_the_next() -> None:
    us = Couple()
    us.keep(Once(march(10), 3, at=time(18)))
    us.pause(march(10), march(10))

    rows = [us.row(f"2026-03-{when}") for when in ("09 20:00", "10 20:00", "11 12:00", "11 20:00", "12 09:00")]

    assert [row and (row.sign, row.is_due, row.part) for row in rows] == [
        (Sign.PAUSED, False, Part.TOMORROW),
        (Sign.PAUSED, False, Part.RESTING),
        (Sign.OPEN, False, Part.LATER),
        (Sign.OPEN, True, Part.NOW),
        (Sign.OPEN, True, Part.NOW),
    ]


def test_the_strip_shows_each_day_of_a_one_off() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)
    us.pause(march(10), march(10))

    assert strip(us, "2026-03-11 20:00")[1:5] == [Sign.PAUSED, Sign.OPEN, Sign.COMING, Sign.COMING]


def test_the_small_hours_still_show_the_evening_before() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)

    board = us.board("2026-03-14 01:30")
    row = us.row("2026-03-14 01:30")

    assert board.day == march(13)
    assert row is not None
    assert row.day == march(13)


def test_a_ritual_set_in_the_small_hours_owns_its_date_from_midnight_on() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=FR", at=time(0, 30)))

    row = us.row("2026-03-13 00:05")

    assert row is not None
    assert (row.day, row.group) == (march(13), Group.TODAY)


def test_what_was_moved_into_the_small_hours_owns_its_date_too() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY;INTERVAL=2", at=time(20)), since=march(1))
    us.move(march(5), march(6), time(0, 30))

    row = us.row("2026-03-06 00:45")

    assert row is not None
    assert (row.day, row.is_due) == (march(6), True)


def test_every_day_of_a_one_off_shows_it() -> None:
    us = Couple()
    us.keep(ONCE_FOR_THREE_DAYS)

    groups = [row.group if (row := us.row(f"2026-03-{day:02} 20:00")) else None for day in range(8, 16)]

    assert groups == [None, Group.TOMORROW, *[Group.TODAY] * 5, None]


def test_what_is_put_away_is_gone_from_that_day_on_and_still_there_when_looking_back() -> None:
    us = Couple()
    us.keep(DAILY)
    us.archive(march(10))

    assert us.row("2026-03-10 20:00") is None
    assert us.row("2026-03-09 20:00") is not None


def test_before_it_was_taken_up_a_ritual_is_not_there() -> None:
    us = Couple()
    us.keep(THREE_A_WEEK, since=march(5))

    assert us.row("2026-03-04 20:00") is None
    assert us.row("2026-03-05 20:00") is not None


def test_the_week_shows_one_sign_a_day() -> None:
    us = Couple()
    us.keep(DAILY, since=march(2))
    us.tick(march(2))
    us.rest(march(3))
    us.pause(march(4), march(4))

    assert strip(us, "2026-03-06 20:00") == [
        Sign.KEPT,
        Sign.RESTED,
        Sign.PAUSED,
        Sign.COMING,
        Sign.OPEN,
        Sign.COMING,
        Sign.COMING,
    ]


def test_a_quiet_day_looks_like_any_other() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.keep(Rule("FREQ=WEEKLY;BYDAY=MO"), name="dinner")

    assert strip(us, "2026-03-22 20:00") == [Sign.COMING] * 7


def test_whatever_it_served_a_day_with_a_tick_shows_kept_in_the_week() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(11), march(12))

    assert strip(us, "2026-03-13 20:00")[2:5] == [Sign.KEPT, Sign.KEPT, Sign.HELD]


def test_what_each_did_on_days_of_their_own_is_in_part_in_the_week_on_both() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=EACH)
    us.tick(march(7), by=ANA)
    us.tick(march(8), by=BEN)

    assert strip(us, "2026-03-08 20:00")[4:] == [Sign.HELD, Sign.HALF, Sign.HALF]


def test_what_was_held_on_another_day_says_nothing_of_a_day_with_something_else() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.keep(DAILY, name="hug")
    us.tick(march(12))

    assert strip(us, "2026-03-13 20:00")[4] is Sign.OPEN
    us.say(e.RitualTicked("hug", march(13)))
    assert strip(us, "2026-03-13 20:00")[4] is Sign.KEPT


def test_on_its_own_day_what_was_held_before_is_done_and_says_when() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(12))

    row = us.row("2026-03-13 20:00")

    assert row is not None
    assert (row.sign, row.part, row.held_on) == (Sign.HELD, Part.DONE, march(12))
    audience = Audience(us.state.couple(march(13)), ANA, march(13))
    assert row_words(row, audience, march(13)) == "held on Thursday · you both"
    us.tick(march(13))  # once more is as good as any
    row = us.row("2026-03-13 20:00")
    assert row is not None
    assert (row.sign, row.held_on) == (Sign.KEPT, None)


def test_a_week_that_begins_on_sunday_shows_sunday_first() -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=6))
    us.keep(DAILY)

    days = [day.day for day in us.board("2026-03-06 20:00").week]

    assert days == list(on_march(1, 2, 3, 4, 5, 6, 7))


def test_what_has_no_streak_leaves_the_week_alone() -> None:
    us = Couple()
    us.say(e.RitualAdded(WALK, march(1), "Kiss", Rule("FREQ=DAILY", march(1)), streak=False))
    us.tick(march(2))

    assert set(strip(us, "2026-03-06 20:00")) == {Sign.COMING}


def test_rows_follow_the_couples_day_and_stay_where_they_are_when_ticked() -> None:
    us = Couple()
    for name, at in (("supper", time(19)), ("kiss", time(0, 30)), ("tea", time(7)), ("any", None)):
        us.keep(Rule("FREQ=DAILY", at=at), name=name)
    names = [row.ritual.id for row in us.board("2026-03-06 20:00").rows]

    us.say(e.RitualTicked("supper", march(6)))

    assert names == ["tea", "supper", "kiss", "any"]
    assert [row.ritual.id for row in us.board("2026-03-06 20:00").rows] == names


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1, 1, 1), date(9999, 12, 31), date(9999, 12, 1)])
def test_a_clock_gone_wrong_shows_a_board_all_the_same(day: date) -> None:
    us = Couple()
    cadences: list[Cadence] = [DAILY, THREE_A_WEEK, Quota(2, "month"), ONCE_FOR_THREE_DAYS, EVERY_FRIDAY]
    for number, cadence in enumerate(cadences):
        us.keep(cadence, name=f"ritual-{number}")

    board = us.board(str(datetime.combine(day, time(20))))

    assert board.day == day
    assert len(board.week) <= 7


@worlds.SHORT
@given(worlds.lives(), worlds.days, st.data())
def test_a_board_that_follows_what_comes_in_is_the_one_made_anew(
    life: list[Recorded], today: date, data: st.DataObject
) -> None:
    local, lately, state = datetime.combine(today, time(19)), BoardCache(), State()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(life)), max_size=4), "cuts"))

    for since, until in pairwise([0, *cuts, len(life)]):
        state.add(life[since:until])
        if until > since and data.draw(st.booleans(), "undone"):
            taken_back = data.draw(st.sampled_from(life[:until]), "taken back")
            state.add([record(e.Undone((taken_back.id,)), lamport=900 + until, number=900 + until)])

        assert board(state, local, lately) == board(state, local)


def test_a_board_looks_again_only_at_the_ritual_that_something_came_in_on(monkeypatch: pytest.MonkeyPatch) -> None:
    us, lately, looks, local = Couple(), BoardCache(), Counter[RitualId](), datetime.combine(march(6), time(19))
    for name in (WALK, "tea", "talk"):
        us.keep(DAILY, name=name)
    ticks = State.ticks

    def counted(state: State, ritual: RitualId, since: date = date.min, until: date = date.max) -> TicksByDay:
        looks[ritual] += 1
        return ticks(state, ritual, since, until)

    board(us.state, local, lately)
    us.tick(march(6))
    monkeypatch.setattr(State, "ticks", counted)
    board(us.state, local, lately)

    assert looks["tea"] == looks["talk"] == 1  # what its row says of today
    assert looks[WALK] > 1
