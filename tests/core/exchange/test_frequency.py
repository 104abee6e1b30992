"""So many times in so many days, as a cadence of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest

from rituals.core.exchange.foreign import Foreign, ForeignTick
from rituals.core.exchange.frequency import at_frequency
from rituals.core.model import Cadence, Quota, Rule

FIRST = date(2026, 6, 3)  # a Wednesday


def foreign(days: Sequence[date] = ()) -> Foreign:
    return Foreign("Walk", ticks=tuple(ForeignTick(day) for day in days))


@pytest.mark.parametrize(
    ("times", "days", "cadence"),
    [
        (1, 1, Rule("FREQ=DAILY")),
        (7, 7, Rule("FREQ=DAILY")),
        (9, 7, Rule("FREQ=DAILY")),
        (1, 7, Quota(1, "week")),
        (3, 7, Quota(3, "week")),
        (1, 30, Quota(1, "month")),
        (2, 31, Quota(2, "month")),
        (4, 28, Quota(4, "month")),
        (2, 10, Quota(6, "month")),
        (5, 6, Quota(6, "week")),
        (3, 14, Quota(6, "month")),
        (99, 100, Rule("FREQ=DAILY")),
        (3, 365, Quota(1, "month")),
        (1, 3, Rule("FREQ=DAILY;INTERVAL=3", FIRST)),
        (1, 400, Rule("FREQ=DAILY;INTERVAL=366", FIRST)),
    ],
)
def test_a_frequency_is_the_cadence_of_the_calendar_that_comes_nearest(times: int, days: int, cadence: Cadence) -> None:
    assert at_frequency(foreign([FIRST]), times, days).cadence == cadence


def test_once_in_two_weeks_falls_on_the_commonest_weekday_in_the_weeks_that_most_days_lie_in() -> None:
    saturdays = [date(2026, 6, 13) + timedelta(14 * number) for number in range(4)]

    cadence = at_frequency(foreign([FIRST, *saturdays, date(2026, 8, 1)]), 1, 14).cadence

    assert cadence == Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", date(2026, 6, 13))


def test_without_a_day_it_begins_on_the_day_on_which_it_is_taken_up() -> None:
    assert at_frequency(foreign(), 1, 14).cadence == Rule("FREQ=WEEKLY;INTERVAL=2")
    assert at_frequency(foreign(), 1, 5).cadence == Rule("FREQ=DAILY;INTERVAL=5")


@pytest.mark.parametrize(("times", "days"), [(0, 1), (1, 0), (-1, -1), (0, 0)])
def test_less_than_once_is_no_cadence(times: int, days: int) -> None:
    assert at_frequency(foreign([FIRST]), times, days) == foreign([FIRST])


@pytest.mark.parametrize("days", [1, 7, 14, 20, 30])
def test_the_time_of_day_goes_with_it(days: int) -> None:
    cadence = at_frequency(foreign([FIRST]), 1, days, time(19, 30)).cadence

    assert cadence is not None
    assert cadence.at == time(19, 30)


@pytest.mark.parametrize(
    ("times", "days", "told"),
    [
        (1, 1, ()),
        (3, 7, ("There it was 3 times in any 7 days; here it is 3 times a week, by the calendar.",)),
        (1, 30, ("There it was once in any 30 days; here it is once a month, by the calendar.",)),
        (2, 10, ("There it was twice in any 10 days; the nearest here is 6 times a month, by the calendar.",)),
        (99, 100, ("There it was 99 times in any 100 days; the nearest here is every day.",)),
        (
            *(1, 14),
            (
                "There it was once in any 14 days; here it is every 2 weeks on wed, the weekday on which it was kept "
                "most.",
            ),
        ),
        (
            *(1, 3),
            (
                "There it was once in any 3 days; here it is every 3 days, counted from the first day on which it was "
                "kept.",
            ),
        ),
    ],
)
def test_what_has_no_equal_in_the_calendar_is_told_once(times: int, days: int, told: tuple[str, ...]) -> None:
    assert at_frequency(foreign([FIRST]), times, days, time(19, 30)).told == told
