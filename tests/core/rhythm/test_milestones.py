"""Milestones: what is reached when, what it is called, and what it is remembered by."""

from __future__ import annotations

from datetime import date, timedelta

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.rhythm.history import ritual_history
from rituals.core.rhythm.milestones import reached_since
from rituals.core.rhythm.words import milestone_words
from tests.kit.histories import DAILY, EVERY_FRIDAY, WALK, Couple, march, on_march


def reached(us: Couple, today: date) -> list[tuple[str, date]]:
    return [(one.id, one.reached_on) for one in ritual_history(us.state, us.ritual, today).milestones]


def test_the_tenth_day_is_worth_a_smile_and_the_ninth_is_just_a_day() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(*range(1, 10)))
    before = reached(us, march(20))

    us.tick(march(12))

    assert before == []
    assert reached(us, march(20)) == [("walk/days/10", march(12))]


def test_a_year_is_reached_on_the_first_tick_after_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(6), date(2027, 3, 5))
    before = reached(us, date(2027, 3, 9))

    us.tick(date(2027, 3, 12), date(2027, 3, 19))

    assert before == []
    assert reached(us, date(2027, 3, 20)) == [("walk/years/1", date(2027, 3, 12))]


def test_a_year_from_29_february_is_reached_on_1_march() -> None:
    us = Couple(joined=date(2028, 2, 1))
    us.keep(DAILY, since=date(2028, 2, 1))
    us.tick(date(2028, 2, 29), date(2029, 2, 28), date(2029, 3, 1))

    assert reached(us, date(2029, 3, 2)) == [("walk/years/1", date(2029, 3, 1))]


def test_an_identity_stays_when_a_forgotten_day_is_added_or_the_name_changes() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(*range(2, 12)))
    before = reached(us, march(20))
    us.tick(march(1))
    us.say(e.RitualEdited(WALK, name="Stroll"))

    after = reached(us, march(20))

    assert [one for one, _ in before] == [one for one, _ in after] == ["walk/days/10"]
    assert after[0][1] == march(10)


def test_what_is_not_counted_has_none() -> None:
    us = Couple()
    us.say(e.RitualAdded(WALK, march(1), "Walk", activated(DAILY, on=march(1)), streak=False))
    us.tick(*on_march(*range(1, 12)))

    assert reached(us, march(20)) == []


def test_only_what_was_reached_since_a_day_is_told() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*(march(1) + timedelta(days=n) for n in range(30)))
    found = [ritual_history(us.state, us.ritual, march(31))]

    assert [one.number for one in reached_since(found, march(10))] == [10, 25]
    assert [one.number for one in reached_since(found, march(11))] == [25]


def test_milestones_are_said_in_words() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(*range(1, 11)), date(2027, 3, 1), date(2028, 3, 1))

    said = [milestone_words(one) for one in ritual_history(us.state, us.ritual, date(2028, 3, 2)).milestones]

    assert said == ["Walk: 10 days", "Walk: a year", "Walk: 2 years"]
