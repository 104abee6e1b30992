"""On this day: which day comes back, what of it is told, and what never is."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.evenings.memory import Memory, long_ago, memory
from rituals.core.model import TOGETHER, Once, PersonId, Rule, Seal, Who
from tests.kit.histories import ANA, BEN, WALK, Couple

TODAY = date(2026, 11, 22)
A_YEAR_AGO, TWO_YEARS_AGO, A_MONTH_AGO = date(2025, 11, 22), date(2024, 11, 22), date(2026, 10, 22)
DAILY = Rule("FREQ=DAILY")


def couple_since(day: date, who: Who = TOGETHER) -> Couple:
    couple = Couple(joined=day)
    couple.keep(DAILY, since=day, who=who)
    return couple


def remembered(couple: Couple, today: date = TODAY, *, seated: PersonId = ANA, put_away: date | None = None) -> str:
    away = {} if put_away is None else {put_away: add_days(TODAY, -365)}
    told = memory(couple.state, today, seated=seated, put_away=away)
    return "" if told is None else f"{long_ago(told.day, today)}: {told.what} “{told.text}”"


def thank(couple: Couple, day: date, text: str, seal: Seal | None = None) -> str:
    return couple.say(e.AppreciationAdded(text, BEN, day, text, ANA, seal))


def test_a_years_note_comes_back_on_its_day() -> None:
    couple = couple_since(TWO_YEARS_AGO)
    couple.tick(A_YEAR_AGO, note="along the canal, it rained and you sang")

    assert remembered(couple) == "A year ago today: Walk “along the canal, it rained and you sang”"
    assert remembered(couple, date(2026, 11, 23)) == ""


def test_of_several_years_the_nearest_with_something_to_tell_is_told() -> None:
    couple = couple_since(date(2020, 1, 1))
    couple.tick(date(2019 + 1, 11, 22), note="the first snow")
    couple.tick(TWO_YEARS_AGO, note="by the lake")
    couple.tick(A_YEAR_AGO)

    assert remembered(couple) == "Two years ago today: Walk “by the lake”"
    assert remembered(couple, put_away=TWO_YEARS_AGO) == "Six years ago today: Walk “the first snow”"


def test_a_month_ago_is_told_only_to_those_who_have_no_year_yet() -> None:
    young, old = couple_since(date(2026, 3, 1)), couple_since(A_YEAR_AGO)
    for couple in (young, old):
        couple.tick(A_MONTH_AGO, note="the new path")

    assert remembered(young) == "A month ago today: Walk “the new path”"
    assert remembered(old) == ""


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2028, 2, 29)])
def test_a_day_that_a_month_or_a_year_does_not_have_brings_nothing_back(today: date) -> None:
    couple = couple_since(date(today.year - (today.month == 2), 1, 1))
    couple.tick(*(date(today.year - (today.month == 2), 2, day) for day in range(1, 29)), note="a walk")

    assert remembered(couple, today) == ""


def test_a_leap_day_comes_back_on_the_next_one() -> None:
    couple = couple_since(date(2024, 1, 1))
    couple.tick(date(2024, 2, 29), note="a day more")

    assert remembered(couple, date(2028, 2, 29)) == "Four years ago today: Walk “a day more”"


def test_a_thank_you_is_told_where_nothing_else_has_words() -> None:
    couple = couple_since(TWO_YEARS_AGO)
    thank(couple, A_YEAR_AGO, "for the soup")
    couple.tick(A_YEAR_AGO)

    assert remembered(couple) == "A year ago today: Ben to Ana “for the soup”"


def test_what_is_not_everyday_is_told_without_words_too() -> None:
    couple = couple_since(TWO_YEARS_AGO)
    couple.keep(Once(A_YEAR_AGO), since=TWO_YEARS_AGO, name="the lake")
    couple.tick(A_YEAR_AGO)
    couple.say(e.RitualTicked("the lake", A_YEAR_AGO))

    assert remembered(couple) == "A year ago today: The Lake “”"


def test_a_sealed_note_stays_sealed() -> None:
    couple = couple_since(TWO_YEARS_AGO)
    thank(couple, A_YEAR_AGO, "for later", Seal(date(2027, 1, 1)))
    thank(couple, A_YEAR_AGO, "for the opening", Seal())

    assert remembered(couple) == ""


def test_what_is_for_another_person_alone_is_not_told() -> None:
    couple = couple_since(TWO_YEARS_AGO, who=BEN)
    couple.tick(A_YEAR_AGO, by=BEN, note="alone with the sea")

    assert remembered(couple, seated=ANA) == ""
    assert remembered(couple, seated=BEN) == "A year ago today: Walk “alone with the sea”"


def test_what_was_taken_back_erased_or_only_rested_is_not_told() -> None:
    couple = couple_since(date(2020, 1, 1))
    couple.untick(*couple.tick(A_YEAR_AGO, note="not so"))
    erased = couple.tick(TWO_YEARS_AGO, note="words that are gone")
    couple.say(e.WordsErased(tuple(erased)))
    couple.rest(date(2023, 11, 22))
    gone = thank(couple, date(2022, 11, 22), "gone too")
    couple.say(e.AppreciationErased("gone too"))
    couple.undo(gone)

    assert remembered(couple) == ""


def test_nothing_is_told_of_the_time_before_somebody_left() -> None:
    couple = couple_since(date(2020, 1, 1))
    couple.tick(A_YEAR_AGO, TWO_YEARS_AGO, note="with you")
    couple.say(e.PersonLeft(BEN, date(2025, 6, 1)))

    assert remembered(couple) == "A year ago today: Walk “with you”"
    couple.say(e.PersonLeft(BEN, date(2026, 6, 1)))
    assert remembered(couple) == ""


def test_the_longest_words_of_a_day_are_told() -> None:
    couple = couple_since(TWO_YEARS_AGO)
    couple.tick(A_YEAR_AGO, note="rain")
    couple.tick(A_YEAR_AGO, note="rain, and you sang")

    told = memory(couple.state, TODAY, seated=ANA)

    assert told == Memory(A_YEAR_AGO, WALK.title(), "rain, and you sang")


def test_a_day_on_which_a_memory_was_put_away_brings_nothing_else_back() -> None:
    couple = couple_since(date(2020, 1, 1))
    couple.tick(A_YEAR_AGO, TWO_YEARS_AGO, note="with you")

    assert memory(couple.state, TODAY, seated=ANA, put_away={A_YEAR_AGO: TODAY}) is None


def test_the_day_they_met_comes_back_first_and_stays_away_once_it_was_put_away() -> None:
    couple = couple_since(TWO_YEARS_AGO)
    couple.tick(A_YEAR_AGO, note="by the lake")
    couple.say(e.HouseholdEdited(met_on=date(2019, 11, 22)))

    assert remembered(couple) == "7 years ago today: The day you met “”"
    assert remembered(couple, put_away=date(2019, 11, 22)) == "A year ago today: Walk “by the lake”"
