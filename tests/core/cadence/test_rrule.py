"""RRULE text: one canonical form, and a sentence for what is no rule of whole days."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core.cadence.rrule import Parts, explicit, normalised, parts_of, text_of
from rituals.errors import UsageError
from tests.kit.cadences import SAYABLE, UNSAYABLE


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("rrule:byday=su,MO;freq=weekly", "FREQ=WEEKLY;BYDAY=MO,SU"),
        ("FREQ=DAILY;INTERVAL=1;", "FREQ=DAILY"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=SA", "FREQ=WEEKLY;BYDAY=SA"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=SA;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;WKST=SU"),
        ("FREQ=WEEKLY;WKST=MO;BYDAY=SA;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;WKST=MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15,+1,1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("FREQ=MONTHLY;BYDAY=-1SU,1SA,1MO", "FREQ=MONTHLY;BYDAY=1MO,1SA,-1SU"),
        ("COUNT=10;FREQ=YEARLY;BYDAY=3SA;BYMONTH=1", "FREQ=YEARLY;BYMONTH=1;BYDAY=3SA;COUNT=10"),
        ("FREQ=DAILY;UNTIL=20261224T235959Z", "FREQ=DAILY;UNTIL=20261224"),
        ("FREQ=DAILY;UNTIL=20261224T180000", "FREQ=DAILY;UNTIL=20261224"),
        ("FREQ=DAILY;BYMONTH=5;BYSETPOS=-1", "FREQ=DAILY;BYMONTH=5"),
    ],
)
def test_a_rule_has_one_canonical_text(text: str, canonical: str) -> None:
    assert normalised(text) == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no part of a rule"),
        ("BYDAY=SA", "“FREQ” has to be"),
        ("FREQ=SECONDLY", "more often than once a day"),
        ("FREQ=DAILY;BYMINUTE=3", "“BYMINUTE” is not for a rule of whole days"),
        ("FREQ=DAILY;BYEASTER=0", "“BYEASTER=0” is no part"),
        ("FREQ=DAILY;FREQ=DAILY", "stands in the rule twice"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL goes from 1 to 366"),
        ("FREQ=WEEKLY;INTERVAL=1e3", "INTERVAL goes from 1 to 52"),
        ("FREQ=WEEKLY;BYDAY=1SA", "takes FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYDAY=XX", "“XX” is no weekday"),
        ("FREQ=MONTHLY;BYDAY=0SA", "“0SA” is no weekday"),
        ("FREQ=MONTHLY;BYDAY=SA,1SU", "mixes counted weekdays"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "“32” does not work in BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTH=-1", "“-1” does not work in BYMONTH"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "picks from other parts"),
        ("FREQ=DAILY;BYMONTH=1;BYSETPOS=2", "never comes"),
        ("FREQ=DAILY;UNTIL=20261224;COUNT=3", "cannot both end"),
        ("FREQ=DAILY;UNTIL=20261324", "is no day"),
        ("FREQ=DAILY;UNTIL=00010101T000000Z", "too far off"),
        ("FREQ=DAILY;WKST=1", "is no weekday"),
        ("FREQ=DAILY;" * 100, "at most 400 characters"),
    ],
)
def test_what_is_no_rule_of_whole_days_gets_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        normalised(text)


@given(SAYABLE | UNSAYABLE)
def test_text_and_parts_are_the_same_thing(parts: Parts) -> None:
    text = text_of(parts)

    assert parts_of(text) == parts
    assert normalised(text) == text


@given(st.text(alphabet="FREQ=DAILYWKMOTHBSUNCP;,-+019:Zé\x00", max_size=60).map(lambda text: "FREQ=DAILY;" + text))
def test_any_text_is_a_rule_or_refused_with_a_sentence(text: str) -> None:
    try:
        canonical = normalised(text, zone=UTC)
    except UsageError:
        return
    assert normalised(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=22"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=22"),
        ("FREQ=YEARLY;BYMONTH=3", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=22"),
        ("FREQ=YEARLY;BYDAY=3SA", "FREQ=YEARLY;BYDAY=3SA"),
        ("FREQ=DAILY;BYMONTH=3", "FREQ=DAILY;BYMONTH=3"),
    ],
)
def test_the_days_that_a_first_day_implies_are_written_out(text: str, canonical: str) -> None:
    assert text_of(explicit(parts_of(text), date(2026, 11, 22))) == canonical


@pytest.mark.parametrize(
    "rrule", ["FREQ=MONTHLY;BYDAY=53MO", "FREQ=MONTHLY;BYDAY=1TU,-6MO", "FREQ=YEARLY;BYMONTH=2;BYDAY=53MO"]
)
def test_no_month_has_more_than_five_of_a_weekday(rrule: str) -> None:
    with pytest.raises(UsageError, match="no month has more than five"):
        normalised(rrule)


def test_a_year_has_up_to_fifty_three() -> None:
    assert normalised("FREQ=YEARLY;BYDAY=53MO") == "FREQ=YEARLY;BYDAY=53MO"
