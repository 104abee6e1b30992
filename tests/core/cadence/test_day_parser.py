"""Single days as people name them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rituals.core.cadence.day_parser import parse_day, weekday_near
from rituals.errors import UsageError

A_SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "back", "ahead"),
    [
        ("2026-11-20", date(2026, 11, 20), date(2026, 11, 20)),
        ("today", A_SUNDAY, A_SUNDAY),
        ("Yesterday", date(2026, 11, 21), date(2026, 11, 21)),
        (" tomorrow ", date(2026, 11, 23), date(2026, 11, 23)),
        ("-3", date(2026, 11, 19), date(2026, 11, 19)),
        ("−3", date(2026, 11, 19), date(2026, 11, 19)),
        ("+2", date(2026, 11, 24), date(2026, 11, 24)),
        ("3 days ago", date(2026, 11, 19), date(2026, 11, 19)),
        ("in 2 days", date(2026, 11, 24), date(2026, 11, 24)),
        ("fri", date(2026, 11, 20), date(2026, 11, 27)),
        ("on friday", date(2026, 11, 20), date(2026, 11, 27)),
        ("sun", A_SUNDAY, A_SUNDAY),
        ("last sun", date(2026, 11, 15), date(2026, 11, 15)),
        ("next sun", date(2026, 11, 29), date(2026, 11, 29)),
        ("last fri", date(2026, 11, 20), date(2026, 11, 20)),
        ("20 nov", date(2026, 11, 20), date(2027, 11, 20)),
        ("24 dec", date(2025, 12, 24), date(2026, 12, 24)),
        ("22 nov", A_SUNDAY, A_SUNDAY),
        ("dec 24th", date(2025, 12, 24), date(2026, 12, 24)),
        ("the 24th of December 2024", date(2024, 12, 24), date(2024, 12, 24)),
        ("29 feb 2028", date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_back_from_today_or_ahead_of_it(text: str, back: date, ahead: date) -> None:
    assert parse_day(text, today=A_SUNDAY) == back
    assert parse_day(text, today=A_SUNDAY, ahead=True) == ahead


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no date, weekday or number of days"),
        ("fryday", "Did you mean “friday”?"),
        ("todya", "Did you mean “today”?"),
        ("2026-02-30", "no day of the calendar"),
        ("2026-13-01", "no day of the calendar"),
        ("31 nov", "November has no day 31"),
        ("0 nov", "November has no day 0"),
        ("29 feb", "name the year too"),
        ("29 feb 2027", "There is no 29 February 2027"),
        ("1969-12-31", "days go from 1970 to 2200"),
        ("2201-01-01", "days go from 1970 to 2200"),
        ("-99999", "days go from 1970 to 2200"),
        ("+999999", "too far off"),
        ("24 dec 0000", "There is no 24 December 0"),
        ("fri" * 1_000, "at most 60 characters"),
    ],
)
def test_what_is_no_day_gets_a_sentence_that_helps(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as problem:
        parse_day(text, today=A_SUNDAY)

    message = str(problem.value)
    assert reason in message
    assert message.startswith(f"“{text[:60]}”")


def test_the_three_days_that_an_error_shows_all_work() -> None:
    with pytest.raises(UsageError) as problem:
        parse_day("someday", today=A_SUNDAY)

    shown = str(problem.value).partition("Try ")[2].split("“")[1:]
    assert len([parse_day(day.partition("”")[0], today=A_SUNDAY) for day in shown]) == 3


@given(st.integers(0, 6), st.dates(date(1980, 1, 1), date(2190, 1, 1)))
def test_a_weekday_is_never_a_week_away(weekday: int, today: date) -> None:
    back = weekday_near(weekday, today=today, ahead=False)
    ahead = weekday_near(weekday, today=today, ahead=True)

    assert back.weekday() == ahead.weekday() == weekday
    assert -7 < (back - today).days <= 0 <= (ahead - today).days < 7


@given(st.dates(date(1970, 1, 1), date(2200, 12, 31)), st.dates())
def test_a_day_in_figures_is_that_day_whenever_it_is_said(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today=today) == day


@given(st.text(max_size=70) | st.from_regex(r"[-+]?[0-9]{1,7}|(last|next) [a-z]{2,4}|[0-9]{1,2} [a-z]{3}"), st.dates())
@example("tomorrow", date.max)
@example("last mon", date.min)
@example("31 dec", date.min)
@example("1 jan", date.max)
def test_any_text_is_a_day_or_refused_with_a_sentence(text: str, today: date) -> None:
    try:
        day = parse_day(text, today=today, ahead=True)
    except UsageError as problem:
        assert "Try “" in str(problem)  # noqa: PT017 - either outcome is right
        return
    assert 1970 <= day.year <= 2200
