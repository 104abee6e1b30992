"""What cadence is proposed for a ritual of which a file says only the days."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core.cadence.density import proposed_cadence
from rituals.core.cadence.expansion import activated
from rituals.core.cadence.words import words
from rituals.core.model import Cadence, Once, Quota, Rule
from rituals.core.state.ritual_fold import is_understood
from tests.kit.worlds import SHORT

MONDAY = date(2026, 1, 5)
LONG = 7 * 26


def every(*weekdays: int, weeks: int = 26) -> list[date]:
    """These weekdays, Monday being 0, of so many weeks."""
    return [MONDAY + timedelta(weeks=week, days=weekday) for week in range(weeks) for weekday in weekdays]


def some(days: list[date], share: float) -> list[date]:
    """So many of the days, the same each time."""
    chance = Random(7)
    return [day for day in days if chance.random() < share]


def of_each_month(day: int, *, every: int = 1, months: int = 12) -> list[date]:
    return [date(2025 + month // 12, month % 12 + 1, day) for month in range(0, months, every)]


DAILY = every(*range(7))


@pytest.mark.parametrize(
    ("days", "cadence"),
    [
        (DAILY, Rule("FREQ=DAILY")),
        (some(DAILY, 0.85), Rule("FREQ=DAILY")),
        (every(*range(7), weeks=2), Rule("FREQ=DAILY")),
        (every(0, 1, 2, 3, 4), Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
        (some(every(0, 1, 2, 3, 4), 0.85), Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
        (every(0, 1, 2, 3, 4, 5), Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA")),
        (every(4), Rule("FREQ=WEEKLY;BYDAY=FR")),
        ([*every(4), MONDAY], Rule("FREQ=WEEKLY;BYDAY=FR")),
        (every(4, weeks=4), Rule("FREQ=WEEKLY;BYDAY=FR")),
        (every(5, 6), Rule("FREQ=WEEKLY;BYDAY=SA,SU")),
        (every(4, weeks=3), Quota(1, "week")),
        (every(0, weeks=1) + every(1, weeks=1), Quota(2, "week")),
        ([MONDAY + timedelta(weeks=n, days=d + n % 3) for n in range(26) for d in (0, 2, 4)], Quota(3, "week")),
        ([MONDAY + timedelta(weeks=n, days=n % 5) for n in range(26)], Quota(1, "week")),
        ([MONDAY + timedelta(weeks=2 * n) for n in range(26)], Quota(2, "month")),
        (of_each_month(1), Quota(1, "month")),
        (of_each_month(31, months=1) + of_each_month(28)[1:], Quota(1, "month")),
        (of_each_month(15, every=3), Rule("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15")),
        ([date(year, 2, 14) for year in range(2020, 2027)], Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14")),
        ([date(2020, 2, 29), date(2024, 2, 29)], Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28")),
        ([MONDAY], Once(MONDAY)),
        ([], Quota(1, "week")),
    ],
)
def test_a_plain_life_is_seen_as_what_it_is(days: list[date], cadence: Cadence) -> None:
    assert proposed_cadence(days) == cadence
    assert proposed_cadence([*reversed(days), *days]) == cadence


@SHORT
@given(st.lists(st.dates(date(1970, 1, 1), date(2200, 12, 31)), max_size=60))
def test_whatever_the_days_there_is_a_cadence_that_can_be_lived(days: list[date]) -> None:
    cadence = activated(proposed_cadence(days), on=min(days, default=MONDAY))

    assert is_understood(cadence)
    assert words(cadence)


@SHORT
@given(st.integers(1, 5), st.randoms(use_true_random=False))
def test_a_number_of_times_asks_for_no_more_than_was_usual(times: int, chance: Random) -> None:
    days = [MONDAY + timedelta(weeks=week, days=day) for week in range(26) for day in chance.sample(range(7), times)]

    proposed = proposed_cadence(days)

    assert not isinstance(proposed, Quota) or proposed.times <= times
