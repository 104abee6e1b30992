"""Looking forward: what isn't everyday and comes soon; and the notes that open today."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.evenings.ahead import (
    Ahead,
    in_days_words,
    is_everyday,
    letters,
    letters_words,
    looking_forward,
)
from rituals.core.model import Cadence, Once, Quota, Rule, Seal
from tests.kit.histories import ANA, BEN, Couple

BEGUN, TODAY = date(2026, 1, 1), date(2026, 11, 22)


def ahead(couple: Couple, today: date = TODAY) -> list[str]:
    found = looking_forward(couple.state, today, seated=ANA)
    return [f"{coming.what} {in_days_words(coming.day, today)}" for coming in found]


def seal(couple: Couple, until: date | None, by: str = BEN) -> str:
    name = f"note {len(couple.records)}"
    couple.say(e.AppreciationAdded(name, by, TODAY, "not before then", ANA if by == BEN else BEN, Seal(until)))
    return name


@pytest.mark.parametrize(
    ("cadence", "everyday"),
    [
        (Rule("FREQ=DAILY"), True),
        (Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"), True),
        (Quota(3, "week"), True),
        (Quota(1, "month"), True),
        (Rule("FREQ=MONTHLY;BYDAY=1SA"), False),
        (Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14"), False),
        (Once(TODAY), False),
    ],
)
def test_what_comes_once_a_month_or_more_rarely_is_not_everyday(cadence: Cadence, everyday: bool) -> None:
    assert is_everyday(cadence) is everyday


def test_what_comes_within_two_months_is_told_the_soonest_first() -> None:
    couple = Couple(joined=BEGUN)
    couple.keep(Rule("FREQ=DAILY"), since=BEGUN, name="hug")
    couple.keep(Rule("FREQ=MONTHLY;BYMONTHDAY=24"), since=BEGUN, name="us")
    couple.keep(Once(add_days(TODAY, 14)), since=BEGUN, name="lake")
    couple.keep(Once(add_days(TODAY, 61)), since=BEGUN, name="far away")
    couple.keep(Once(add_days(TODAY, 1)), since=BEGUN, name="tomorrow")
    seal(couple, add_days(TODAY, 30))

    assert ahead(couple) == ["Us in 2 days", "Lake in 14 days", "A note from Ben in 30 days"]


def test_a_moved_day_is_told_where_it_is_now() -> None:
    couple = Couple(joined=BEGUN)
    couple.keep(Once(add_days(TODAY, 14)), since=BEGUN, name="lake")
    couple.say(e.OccurrenceMoved("lake", add_days(TODAY, 14), add_days(TODAY, 20), None))

    assert looking_forward(couple.state, TODAY, seated=ANA) == [Ahead(add_days(TODAY, 20), "Lake", ritual="lake")]


def test_what_is_put_away_paused_rested_or_another_persons_is_not_told() -> None:
    couple = Couple(joined=BEGUN)
    for name, who in (("away", "together"), ("paused", "together"), ("rested", "together"), ("theirs", BEN)):
        couple.keep(Once(add_days(TODAY, 14)), since=BEGUN, name=name, who=who)
    couple.say(e.RitualArchived("away", TODAY))
    couple.pause(TODAY, add_days(TODAY, 20), ritual="paused")
    couple.say(e.OccurrenceRested("rested", add_days(TODAY, 14)))

    assert ahead(couple) == []


def test_a_note_opens_on_its_day_until_it_was_read() -> None:
    couple = Couple(joined=BEGUN)
    today, by_opening = seal(couple, TODAY), seal(couple, None)
    seal(couple, add_days(TODAY, 1))

    opened = letters(couple.state, TODAY)
    assert letters_words(opened, couple.state.people) == "A note from Ben opens today"
    seal(couple, TODAY, by=ANA)
    assert letters_words(letters(couple.state, TODAY), couple.state.people) == "2 notes open today"
    couple.say(e.JarOpened(TODAY, (today, by_opening)))
    assert letters_words(letters(couple.state, TODAY), couple.state.people) == "A note from Ana opens today"
    assert letters(couple.state, add_days(TODAY, 1)) != opened


@pytest.mark.parametrize(
    ("met_on", "today", "words"),
    [
        (date(2018, 12, 10), TODAY, ["8 years since the day you met in 18 days"]),
        (date(2024, 1, 5), date(2026, 12, 31), ["Three years since the day you met in 5 days"]),
        (date(2025, 11, 23), TODAY, ["A year since the day you met tomorrow"]),
        (date(2026, 11, 20), TODAY, []),
        (date(2020, 2, 29), date(2026, 2, 20), ["Six years since the day you met in 9 days"]),
    ],
)
def test_the_day_they_met_is_looked_forward_to(met_on: date, today: date, words: list[str]) -> None:
    couple = Couple(joined=BEGUN)
    couple.say(e.HouseholdEdited(met_on=met_on))

    assert ahead(couple, today) == words
