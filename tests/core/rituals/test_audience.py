"""Who did it, in words: by name on the day itself, and on no other."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.core.model import EACH, TOGETHER, EarlierWho, Person, PersonId, Ritual
from rituals.core.rituals.audience import Audience, doer_words

TODAY = date(2026, 11, 22)
ANA, SAM, KIM = (Person(name.lower(), name, date(2026, 1, 1)) for name in ("Ana", "Sam", "Kim"))
ALONE, TWO, THREE = (ANA,), (ANA, SAM), (ANA, SAM, KIM)


def said(
    people: tuple[Person, ...],
    by: set[PersonId | None],
    *,
    seated: Person = ANA,
    who: str = EACH,
    is_on_the_day: bool = False,
    section: str = "",
    catalogue: str = "",
) -> str:
    ritual = Ritual("hug", "Hug", TODAY, (), who, section=section, catalogue=catalogue)
    return doer_words(ritual, by, Audience(people, seated.id, TODAY), TODAY, is_on_the_day=is_on_the_day)


@pytest.mark.parametrize(
    ("people", "by", "words"),
    [
        (TWO, {"sam"}, "Sam"),
        (TWO, {"ana", "sam"}, "you both"),
        (THREE, {"ana", "kim"}, "Ana, Kim"),
        (THREE, {"ana", "sam", "kim"}, "all of you"),
        (ALONE, {"ana"}, "Ana"),
    ],
)
def test_on_the_day_itself_names_are_said(people: tuple[Person, ...], by: set[PersonId | None], words: str) -> None:
    assert said(people, by, is_on_the_day=True) == words


@pytest.mark.parametrize(
    ("people", "by", "words"),
    [
        (TWO, {"sam"}, ""),
        (TWO, {"ana"}, "you did"),
        (TWO, {"ana", "sam"}, "you both"),
        (TWO, {None}, "you both"),
        (THREE, {"sam", "kim"}, ""),
        (THREE, {"ana", "kim"}, "you did"),
        (THREE, {"ana", "sam", "kim"}, "all of you"),
        (ALONE, {"ana"}, "you did"),
        (TWO, set(), ""),
    ],
)
def test_on_another_day_only_oneself_is_told(people: tuple[Person, ...], by: set[PersonId | None], words: str) -> None:
    assert said(people, by) == words


def test_it_follows_who_sits_here() -> None:
    assert said(TWO, {"sam"}, seated=SAM) == "you did"
    assert said(THREE, {"sam", "ana"}, seated=KIM) == ""


@pytest.mark.parametrize(("section", "catalogue"), [("forgiveness", ""), ("warning-signs", "closeness-checkin")])
def test_a_check_in_or_a_forgiveness_never_has_a_name(section: str, catalogue: str) -> None:
    def on_the_day(people: tuple[Person, ...], by: set[PersonId | None], who: str = EACH) -> str:
        return said(people, by, who=who, is_on_the_day=True, section=section, catalogue=catalogue)

    assert on_the_day(TWO, {"sam"}) == ""
    assert on_the_day(TWO, {"ana"}) == "you did"
    assert on_the_day(TWO, {"ana", "sam"}) == "you both"
    assert on_the_day(TWO, {None}, TOGETHER) == "you both"
    assert on_the_day(TWO, {None}, "sam") == ""


def test_a_day_is_told_as_of_whom_it_was_for_then() -> None:
    ritual = Ritual("run", "Run", TODAY, (), TOGETHER, earlier_who=(EarlierWho(TODAY, "sam"),))
    audience = Audience(TWO, ANA.id, TODAY)

    days = (date(2026, 11, 21), TODAY)

    assert [doer_words(ritual, {None}, audience, day, is_on_the_day=True) for day in days] == ["Sam", "you both"]
