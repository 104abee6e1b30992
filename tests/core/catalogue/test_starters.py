"""The rules of the first minute."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from rituals.content.loader import catalogue
from rituals.core.catalogue.model import Entry
from rituals.core.catalogue.starters import A_FEW, checked_names, first_day_of, proposed, retimed
from rituals.core.model import Rule
from rituals.errors import RuleError, UsageError

SUNDAY = date(2026, 11, 22)
STARTERS = [entry for entry in catalogue().offered() if entry.starter]
WALKS = Rule("FREQ=WEEKLY;BYDAY=TU,SU", at=time(18))


@pytest.mark.parametrize("days", range(7))
def test_on_every_weekday_three_are_proposed_of_which_one_is_due_today(days: int) -> None:
    today = SUNDAY + timedelta(days=days)

    found = proposed(STARTERS, today=today)

    assert len({entry.id for entry in found}) == A_FEW
    assert first_day_of(found[0].cadence, today) == today


@pytest.mark.parametrize("days", range(7))
def test_no_two_proposals_are_of_one_section(days: int) -> None:
    found = proposed(STARTERS, today=SUNDAY + timedelta(days=days))

    assert len({entry.section for entry in found}) == A_FEW


def test_one_of_them_is_something_to_look_forward_to() -> None:
    on_a_thursday = proposed(STARTERS, today=date(2026, 11, 26))

    assert "date-night" in [entry.id for entry in on_a_thursday]


def test_what_comes_first_stands_first() -> None:
    found = proposed(STARTERS, today=SUNDAY)

    assert [entry.id for entry in found] == ["walk-and-talk", "long-hug", "appreciation-jar"]


def test_fewer_starters_than_wanted_are_all_proposed() -> None:
    nothing: list[Entry] = []

    assert len(proposed(STARTERS[:2], today=SUNDAY)) == 2
    assert proposed(nothing, today=SUNDAY) == []


def test_names_are_tidied_and_an_empty_second_one_is_nobody() -> None:
    assert checked_names(["  Ana  Lu ", "  "]) == ["Ana Lu"]


@pytest.mark.parametrize("names", [["", "Sam"], ["   "]])
def test_the_first_name_is_asked_for(names: list[str]) -> None:
    with pytest.raises(UsageError, match="still missing"):
        checked_names(names)


def test_somebody_known_does_not_lose_their_name() -> None:
    with pytest.raises(UsageError, match="still missing"):
        checked_names(["Ana", ""], current=["Ana", "Sam"])


def test_two_people_of_one_name_are_told_how_to_differ() -> None:
    with pytest.raises(RuleError, match="A letter more"):
        checked_names(["Ana", "aná"])


@pytest.mark.parametrize("names", [["both"], ["Ana", "Me"], ["Nobody", "Sam"]])
def test_a_word_that_stands_for_people_is_no_name(names: list[str]) -> None:
    with pytest.raises(UsageError, match="stands for people"):
        checked_names(names)


def test_names_that_came_from_elsewhere_pass_as_long_as_they_stay() -> None:
    assert checked_names(["both", "both", "Cy"], current=["both", "both"]) == ["both", "both", "Cy"]
    with pytest.raises(RuleError, match="A letter more"):
        checked_names(["Ana", "ana"], current=["Ana", "Sam"])
    with pytest.raises(UsageError, match="stands for people"):
        checked_names(["both", "both", "each"], current=["both", "both"])


@pytest.mark.parametrize("text", ["20:15", "at 20:15", " 8:15pm "])
def test_a_time_alone_keeps_the_days(text: str) -> None:
    assert retimed(WALKS, text, today=SUNDAY) == Rule(WALKS.rrule, at=time(20, 15))


def test_other_words_replace_the_days() -> None:
    assert retimed(WALKS, "every sat", today=SUNDAY) == Rule("FREQ=WEEKLY;BYDAY=SA")


def test_days_that_have_gone_by_are_refused() -> None:
    with pytest.raises(UsageError, match="Give it a later end"):
        retimed(WALKS, "every day until 2020-01-01", today=SUNDAY)


@pytest.mark.parametrize("text", ["", "some day", "at noonish", "9" * 10_000])
def test_what_is_no_time_and_no_cadence_is_told_in_its_own_words(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read as when"):
        retimed(WALKS, text, today=SUNDAY)
