"""Closed histories: what a summary comes to over them and what is open is what the whole history comes to."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import Ritual
from rituals.core.rhythm.closed import STRENGTH_SHOWN, ClosedHistory, strength_lately
from rituals.core.rhythm.history import RitualHistory, ritual_history, run_all, strength
from rituals.core.rhythm.summary import RitualSummary, summarise
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import BEGUN, DAILY, WALK, Couple, record
from tests.kit.work import calls_made

AFTER_ALL = worlds.FIRST + timedelta(days=worlds.LENGTH + 10)
LATER = st.integers(-60, 1_000).map(lambda days: AFTER_ALL + timedelta(days=days))


def numbers(summary: RitualSummary) -> tuple[object, ...]:
    return (
        summary.streak,
        summary.weeks,
        summary.days_kept,
        summary.first_ticked_day,
        summary.milestones,
        summary.strength,
    )


def numbers_of_whole(history: RitualHistory) -> tuple[object, ...]:
    first = next(iter(history.ticks), None)
    now = strength(history).now
    return (history.streak, history.weeks, history.days_kept, first, history.milestones, now)


def closed_and_summary(
    state: State, ritual: Ritual, today: date, earlier: ClosedHistory | None = None
) -> tuple[ClosedHistory, RitualSummary]:
    return run_all(summarise(state, ritual, today, earlier))


def after(years: int) -> tuple[Couple, date, ClosedHistory]:
    """A couple that did something every other day for so long, the day on which that is, and what is closed of it."""
    us, today = Couple(), add_days(BEGUN, 365 * years)
    us.keep(DAILY)
    us.tick(*(add_days(BEGUN, 2 * n) for n in range(180 * years)))
    return us, today, closed_and_summary(us.state, us.ritual, today)[0]


def test_looking_again_takes_no_more_work_after_twenty_years_than_after_two() -> None:
    def work_after(years: int) -> int:
        us, today, closed = after(years)
        us.tick(today)
        return calls_made(lambda: closed_and_summary(us.state, us.ritual, today, closed))

    assert work_after(20) < 1.2 * work_after(2)


def test_the_strength_of_a_year_takes_no_more_work_after_twenty_years_than_after_three() -> None:
    def work_after(years: int) -> int:
        us, today, closed = after(years)
        return calls_made(lambda: run_all(strength_lately(us.state, us.ritual, closed, today)))

    assert work_after(20) < 1.2 * work_after(3)


# laws


@worlds.SHORT
@given(worlds.lives(), st.lists(LATER, min_size=1, max_size=4))
def test_what_is_closed_and_what_is_open_come_to_what_the_whole_history_does(
    life: list[Recorded], days: list[date]
) -> None:
    state, closed = State(life), None
    for ritual in state.rituals.values():
        for today in days:
            closed, summary = closed_and_summary(state, ritual, today, closed)
            whole = ritual_history(state, ritual, today)

            assert numbers(summary) == numbers_of_whole(whole)
            lately, curve = run_all(strength_lately(state, ritual, closed, today)), strength(whole)
            assert lately.values == curve.values[len(curve.values) - len(lately.values) :]
            assert len(lately.values) >= min(STRENGTH_SHOWN, len(curve.values))
            assert summary.results == tuple(r for r in whole.results if r.occurrence.last >= summary.since)
            assert summary.ticks == {day: ticks for day, ticks in whole.ticks.items() if day >= summary.since}
            assert summary.kept_days == tuple(day for day in whole.kept_days if day >= summary.since)


@worlds.SHORT
@given(worlds.lives(), st.lists(st.one_of(worlds.facts, worlds.gifts), min_size=1, max_size=6), LATER, st.data())
def test_whatever_comes_in_later_is_in_the_summary(
    life: list[Recorded], more: list[AnyEvent], today: date, data: st.DataObject
) -> None:
    state = State(life)
    closed, _ = closed_and_summary(state, state.rituals[WALK], today)
    ids = [recorded.id for recorded in life]
    for number, event in enumerate(more):
        taken_back = data.draw(st.lists(st.sampled_from(ids), max_size=2))
        events: list[AnyEvent] = [event, e.Undone(tuple(taken_back)), e.RitualUnticked(WALK, tuple(taken_back))]
        added = [record(fact, lamport=500 + number, number=500 + 3 * number + n) for n, fact in enumerate(events)]
        state.add(added)
        for ritual in state.rituals.values():
            later = add_days(today, data.draw(st.integers(-40, 400)))
            closed, summary = closed_and_summary(state, ritual, later, closed)

            assert numbers(summary) == numbers_of_whole(ritual_history(state, ritual, later))
