"""Pasts: one expansion from which everything is read, redone only as far as something changed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.calendar import add_days
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import Once, Quota, Rule
from rituals.core.rhythm.history import ritual_history, run_all
from rituals.core.rhythm.history_cache import HistoryCache
from rituals.core.rhythm.summary import rhythm, ritual_summary
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import (
    ANA,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    WALK,
    Couple,
    extend_history,
    march,
    on_march,
    record,
    streak,
)
from tests.kit.work import calls_made

EVERY_OTHER_DAY = Rule("FREQ=DAILY;INTERVAL=2", worlds.FIRST)
AFTER_ALL = worlds.FIRST + timedelta(days=worlds.LENGTH + 10)


def test_a_past_holds_the_streak_the_days_and_what_is_coming_this_week() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.tick(*on_march(6, 8))

    found = ritual_history(us.state, us.ritual, march(9))

    assert (found.streak, found.days_kept, found.kept_days) == ((1, 1), 2, on_march(6, 8))
    assert [one.occurrence.day for one in found.results] == [march(6), march(13)]
    assert found.until == march(15)


def test_a_past_can_reach_further_for_a_calendar() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.move(march(13), march(17))
    found = ritual_history(us.state, us.ritual, march(9))

    further = extend_history(us.state, found, march(22))

    assert [one.occurrence.day for one in found.results] == [march(6), march(17)]
    assert [one.occurrence.day for one in further.results] == [march(6), march(17), march(20)]
    assert extend_history(us.state, further, march(10)) is further


def test_what_is_private_or_not_to_be_counted_does_not_count() -> None:
    us = Couple()
    daily = activated(DAILY, on=march(1))
    us.say(e.RitualAdded("a", march(1), "A", daily, streak=False))
    us.say(e.RitualAdded("b", march(1), "B", daily, private=True))
    us.keep(Quota(1, "week"), name="c")

    counts = {one.id: one.is_counted for one in us.state.rituals.values()}

    assert counts == {"a": False, "b": False, "c": True}


def test_what_did_not_change_is_not_built_again() -> None:
    us, histories = Couple(), HistoryCache()
    us.keep(DAILY)
    us.keep(EVERY_FRIDAY, name="tea")
    before = histories.all(us.state, lambda _: march(9))

    us.tick(march(9))

    after = histories.all(us.state, lambda _: march(9))
    assert [one.ritual.id for one in after] == ["tea", WALK]
    assert after[0] is before[0]
    assert after[1].streak.current == 1


def test_a_past_is_built_in_steps_of_a_year() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(march(1), march(2) + timedelta(days=1_000))
    today = march(1) + timedelta(days=1_100)

    steps = HistoryCache().steps(us.state, us.ritual, today)

    assert sum(1 for _ in steps) == 4
    assert HistoryCache().of(us.state, us.ritual, today) == ritual_history(us.state, us.ritual, today)


def test_a_glance_has_the_numbers_of_the_past_and_is_taken_once() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(6, 7, 8))
    histories, whole = HistoryCache(), ritual_history(us.state, us.ritual, march(8))

    summary = run_all(histories.summary(us.state, us.ritual, march(8)))

    assert (summary.streak, summary.weeks, summary.ritual.is_counted) == (whole.streak, whole.weeks, True)
    assert run_all(histories.summary(us.state, us.ritual, march(8))) is summary


def test_a_glance_is_taken_again_of_the_one_ritual_that_something_became_of() -> None:
    us = Couple()
    us.keep(DAILY)
    us.keep(EVERY_FRIDAY, name="date")
    histories, date_night = HistoryCache(), us.state.rituals["date"]
    walk, night = (run_all(histories.summary(us.state, ritual, march(8))) for ritual in (us.ritual, date_night))

    us.tick(march(8))

    assert (walk.days_kept, run_all(histories.summary(us.state, us.ritual, march(8))).days_kept) == (0, 1)
    assert run_all(histories.summary(us.state, date_night, march(8))) is night
    assert run_all(histories.summary(us.state, us.ritual, march(9))).today == march(9)


def test_two_that_look_at_once_do_the_work_of_one() -> None:
    us, today = Couple(), march(3_650)
    us.keep(DAILY)
    alone = sum(1 for _ in HistoryCache().summary(us.state, us.ritual, today))
    histories = HistoryCache()
    left, staying = (histories.summary(us.state, us.ritual, today) for _ in range(2))
    for _ in range(alone // 2):
        next(left)
        next(staying)
    left.close()

    rest = sum(1 for _ in staying)

    assert rest <= 1
    summary = run_all(histories.summary(us.state, us.ritual, today))
    assert run_all(histories.summary(us.state, us.ritual, today)) is summary
    assert summary == ritual_summary(us.state, us.ritual, today)


def test_a_ritual_that_is_edited_between_two_steps_is_looked_at_as_it_is_then() -> None:
    us, today = Couple(), march(1_100)
    us.keep(DAILY)
    taken_up, looking_on, glancing = us.ritual, HistoryCache(), HistoryCache()
    steps, summary = looking_on.steps(us.state, taken_up, today), glancing.summary(us.state, taken_up, today)
    next(steps)
    next(summary)

    us.change(EVERY_FRIDAY, since=march(5))

    assert run_all(steps).ritual == run_all(summary).ritual == us.ritual != taken_up
    assert looking_on.of(us.state, us.ritual, today) == ritual_history(us.state, us.ritual, today)


def test_a_glance_that_something_comes_in_between_has_the_numbers_with_it() -> None:
    us, today = Couple(), march(1_100)
    us.keep(DAILY)
    summary = HistoryCache().summary(us.state, us.ritual, today)
    next(summary)

    us.tick(march(3), march(4), today)

    assert run_all(summary).streak == ritual_history(us.state, us.ritual, today).streak == (1, 2)


def test_a_week_and_a_month_that_begin_on_one_day_are_both_there() -> None:
    us, june = Couple(), march(93)
    us.keep(Quota(1, "week"), since=add_days(june, -7))
    us.change(Quota(2, "month"), since=add_days(june, 14))
    us.tick(*(add_days(june, days) for days in (-6, 1, 8)))
    today = add_days(june, 40)

    found = ritual_history(us.state, us.ritual, today)

    assert june == date(2026, 6, 1)
    assert found.streak == streak(us.state, us.ritual, today) == (4, 4)


def test_what_both_ticked_is_kept_and_what_one_ticked_is_not_yet() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.tick(march(2), march(3), by=ANA)
    us.tick(march(3), by=BEN)

    found = ritual_history(us.state, us.ritual, march(3))

    assert (found.kept_days, found.days_kept) == ((march(3),), 2)


def test_stretches_of_days_stay_in_order_after_a_change() -> None:
    us, histories = Couple(), HistoryCache()
    us.keep(Once(march(2), 60))
    us.change(Rule("FREQ=WEEKLY;BYDAY=MO"), since=march(20))
    today = march(120)
    histories.of(us.state, us.ritual, today)

    us.tick(march(115))

    assert histories.of(us.state, us.ritual, today) == ritual_history(us.state, us.ritual, today)


def test_the_rhythm_takes_no_more_work_after_twenty_years_than_after_two() -> None:
    def work_after(years: int) -> int:
        us, histories, today = Couple(), HistoryCache(), add_days(march(1), 365 * years)
        us.keep(DAILY)
        us.tick(*(add_days(march(1), 2 * n) for n in range(180 * years)))
        histories.rhythm([run_all(histories.summary(us.state, us.ritual, today))], today, 0)
        us.tick(today)
        summary = run_all(histories.summary(us.state, us.ritual, today))
        return calls_made(lambda: histories.rhythm([summary], today, 0))

    assert work_after(20) < 1.2 * work_after(2)


# laws


@worlds.SHORT
@given(worlds.lives(), st.lists(st.tuples(st.integers(-60, 1_000), worlds.facts), min_size=1, max_size=5))
def test_the_rhythm_of_closed_and_open_weeks_is_that_of_whole_histories(
    life: list[Recorded], steps: list[tuple[int, AnyEvent]]
) -> None:
    state, histories = State(life), HistoryCache()
    state.add([record(e.RitualAdded("hug", worlds.FIRST, "Hug", EVERY_OTHER_DAY), lamport=400, number=400)])
    for place, (number, event) in enumerate(steps):
        today, starts_on = AFTER_ALL + timedelta(days=number), state.household.week_starts_on
        rituals = list(state.rituals.values())
        summaries = [run_all(histories.summary(state, ritual, today)) for ritual in rituals]

        so_far = histories.rhythm(summaries, today, starts_on)

        assert so_far == rhythm([ritual_history(state, ritual, today) for ritual in rituals], today, starts_on)
        tick = e.RitualTicked("hug", add_days(worlds.FIRST, number), None, False, "")
        state.add([record(fact, lamport=500, number=500 + 2 * place + n) for n, fact in enumerate([event, tick])])


@worlds.SHORT
@given(worlds.lives(), st.lists(worlds.facts, max_size=6), worlds.days, worlds.days)
def test_redoing_what_changed_says_what_building_anew_says(
    life: list[Recorded], more: list[e.AnyEvent], one_day: date, another: date
) -> None:
    state, histories = State(life), HistoryCache()
    histories.all(state, lambda _: one_day)

    for number, event in enumerate(more):
        state.add([record(event, lamport=500 + number, number=500 + number)])
        for today in (one_day, another, AFTER_ALL):
            for ritual in state.rituals.values():
                assert histories.of(state, ritual, today) == ritual_history(state, ritual, today)


@worlds.SHORT
@given(worlds.lives(), worlds.days)
def test_a_past_tells_the_same_streak_as_the_history(life: list[Recorded], today: date) -> None:
    state = State(life).as_of(today)
    ritual = state.rituals[WALK]

    assert ritual_history(state, ritual, today).streak == streak(state, ritual, today)


@worlds.SHORT
@given(worlds.lives(), worlds.days, st.integers(0, 30), worlds.days)
def test_a_pause_never_ends_a_streak(life: list[Recorded], day: date, length: int, today: date) -> None:
    pause = e.PauseBegan("another", day, day + timedelta(days=length), "", WALK)
    before, after = State(life), State([*life, record(pause, lamport=500, number=500)])

    for now in (today, AFTER_ALL):
        without, paused = (ritual_history(state, state.rituals[WALK], now) for state in (before, after))
        assert without.streak.current <= paused.streak.current
        assert without.streak.best <= paused.streak.best
        assert without.days_kept == paused.days_kept


@worlds.SHORT
@given(worlds.lives(), worlds.days)
def test_what_is_ticked_after_a_day_changes_nothing_on_it(life: list[Recorded], today: date) -> None:
    until_then = [one for one in life if not isinstance(one.event, e.RitualTicked) or one.event.day <= today]
    then, now = State(until_then), State(life).as_of(today)

    assert ritual_history(now, now.rituals[WALK], today) == ritual_history(then, then.rituals[WALK], today)


@worlds.SHORT
@given(worlds.lives(), worlds.days, worlds.people)
def test_totals_never_fall(life: list[Recorded], day: date, by: str | None) -> None:
    state = State(life)
    before = ritual_history(state, state.rituals[WALK], AFTER_ALL)
    state.add([record(e.RitualTicked(WALK, day, by), lamport=500, number=500)])

    after = ritual_history(state, state.rituals[WALK], AFTER_ALL)

    assert before.days_kept <= after.days_kept
    assert set(before.kept_days) <= set(after.kept_days)
