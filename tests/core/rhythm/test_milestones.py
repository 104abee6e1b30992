"""Milestones: what is reached when, what it is called, and what it is remembered by."""

from __future__ import annotations

from datetime import date, timedelta

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.model import TOGETHER
from rituals.core.rhythm.history import ritual_history
from rituals.core.rhythm.milestones import reached_since, worded
from rituals.core.rhythm.words import milestone_words
from tests.kit.histories import ANA, DAILY, EVERY_FRIDAY, WALK, Couple, march, on_march


def reached(us: Couple, today: date) -> list[tuple[str, date]]:
    return [(one.id, one.reached_on) for one in ritual_history(us.state, us.ritual, today).milestones]


FIRST = "walk/first/1"


def hundred_days(first_in_march: int = 1) -> list[date]:
    return [march(first_in_march) + timedelta(days=n) for n in range(100)]


def test_the_hundredth_time_is_worth_a_smile_and_the_ninety_ninth_is_just_a_day() -> None:
    us = Couple()
    us.keep(DAILY)
    *days, last = hundred_days()
    us.tick(*days)
    before = reached(us, last)

    us.tick(last)

    assert before == [(FIRST, march(1))]
    assert reached(us, last) == [(FIRST, march(1)), ("walk/days/100", last)]


def test_a_year_is_reached_on_the_first_tick_after_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(6), date(2027, 3, 5))
    before = reached(us, date(2027, 3, 9))

    us.tick(date(2027, 3, 12), date(2027, 3, 19))

    assert before == [(FIRST, march(6))]
    assert reached(us, date(2027, 3, 20)) == [(FIRST, march(6)), ("walk/years/1", date(2027, 3, 12))]


def test_a_year_from_29_february_is_reached_on_1_march() -> None:
    us = Couple(joined=date(2028, 2, 1))
    us.keep(DAILY, since=date(2028, 2, 1))
    us.tick(date(2028, 2, 29), date(2029, 2, 28), date(2029, 3, 1))

    assert reached(us, date(2029, 3, 2))[1:] == [("walk/years/1", date(2029, 3, 1))]


def test_an_identity_stays_when_a_forgotten_day_is_added_or_the_name_changes() -> None:
    us = Couple()
    us.keep(DAILY)
    days = hundred_days(2)
    us.tick(*days)
    before = reached(us, days[-1])
    us.tick(march(1))
    us.say(e.RitualEdited(WALK, name="Stroll"))

    after = reached(us, days[-1])

    assert [one for one, _ in before] == [one for one, _ in after] == [FIRST, "walk/days/100"]
    assert after[1][1] == days[-2]


def test_what_is_not_counted_has_none() -> None:
    us = Couple()
    us.say(e.RitualAdded(WALK, march(1), "Walk", activated(DAILY, on=march(1)), streak=False))
    us.tick(*on_march(*range(1, 12)))

    assert reached(us, march(20)) == []


def test_what_one_of_them_does_alone_and_affection_have_none() -> None:
    for who, section in ((ANA, ""), (TOGETHER, "affection")):
        us = Couple()
        us.say(e.RitualAdded(WALK, march(1), "Walk", activated(DAILY, on=march(1)), who, section))
        us.tick(*hundred_days(), by=ANA)

        assert reached(us, march(1) + timedelta(days=400)) == []


def test_only_what_was_reached_since_a_day_is_told() -> None:
    us = Couple()
    us.keep(DAILY)
    days = hundred_days()
    us.tick(*days)
    histories = [ritual_history(us.state, us.ritual, days[-1])]

    assert [one.unit for one in reached_since(histories, march(1))] == ["first", "days"]
    assert [one.unit for one in reached_since(histories, march(2))] == ["days"]


def test_a_first_is_told_by_its_words_and_not_without_any() -> None:
    silent, told = Couple(), Couple()
    for us in (silent, told):
        us.keep(DAILY)
    silent.tick(march(4))
    told.tick(march(4), note="in the rain")
    for us in (silent, told):
        us.tick(march(5), note="in the sun")

    def said(us: Couple) -> list[str]:
        return [milestone_words(m) for m in worded(us.state, ritual_history(us.state, us.ritual, march(9)).milestones)]

    assert said(silent) == []
    assert said(told) == ["Your first Walk: “in the rain”"]


def test_milestones_are_said_in_words() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*hundred_days(), date(2027, 3, 1), date(2028, 3, 1))

    milestones = ritual_history(us.state, us.ritual, date(2028, 3, 2)).milestones

    assert [milestone_words(one) for one in milestones[1:]] == [
        "Walk: 100 times",
        "Walk: a year of it",
        "Walk: two years of it",
    ]
