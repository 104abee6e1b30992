"""Days, weeks and months, up to the ends of the calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core.calendar import Period, add_days, day_of, month_of, ritual_day, week_of
from tests.kit.histories import march

FOUR = time(4)


@pytest.mark.parametrize(
    ("local", "day"),
    [("2026-03-06 01:30", 5), ("2026-03-06 03:59", 5), ("2026-03-06 04:00", 6), ("2026-03-06 23:59", 6)],
)
def test_the_small_hours_belong_to_the_evening_before(local: str, day: int) -> None:
    assert day_of(datetime.fromisoformat(local), FOUR) == march(day)


def test_a_day_that_starts_at_midnight_is_the_calendars() -> None:
    assert day_of(datetime.fromisoformat("2026-03-06 00:00"), time(0)) == march(6)


def test_a_ritual_set_in_the_small_hours_owns_its_calendar_date_from_midnight_on() -> None:
    midnight = datetime.fromisoformat("2026-03-06 00:00")
    just_before = datetime.fromisoformat("2026-03-05 23:59")

    assert ritual_day(midnight, FOUR, time(0, 30)) == march(6)
    assert ritual_day(just_before, FOUR, time(0, 30)) == march(5)
    assert ritual_day(midnight, FOUR, FOUR) == march(5)
    assert ritual_day(midnight, FOUR, None) == march(5)


@pytest.mark.parametrize(("week_starts_on", "first"), [(0, 2), (6, 1), (2, 4), (3, 5), (4, -1)])
def test_a_week_begins_on_the_day_that_was_chosen(week_starts_on: int, first: int) -> None:
    assert week_of(march(5), week_starts_on) == Period(march(first), march(first + 6))


@given(st.dates(date(1, 1, 8), date(9999, 12, 24)), st.integers(0, 6))
def test_a_day_lies_in_its_week_of_seven_days_which_begins_as_it_should(day: date, week_starts_on: int) -> None:
    week = week_of(day, week_starts_on)

    assert week.first <= day <= week.last
    assert (week.last - week.first).days == 6
    assert week.first.weekday() == week_starts_on


@given(st.dates())
def test_a_day_lies_in_its_month_and_the_days_around_it_do_not(day: date) -> None:
    month = month_of(day)

    assert month.first <= day <= month.last
    assert month.first.day == 1
    assert month.last == date.max or (month.last + timedelta(days=1)).day == 1
    assert (month.last - month.first).days <= 30


@given(st.dates(), st.integers(-10_000_000, 10_000_000))
def test_a_later_day_stops_at_the_ends_of_the_calendar(day: date, days: int) -> None:
    there = add_days(day, days)

    assert there in (date.min, date.max) or (there - day).days == days
