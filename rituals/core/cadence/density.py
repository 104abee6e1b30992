"""Proposes a cadence for a ritual of which only the days are known, by how close together they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from rituals.core.cadence.rrule import Nth, Parts, text_of
from rituals.core.calendar import Period, add_days, month_of, week_of
from rituals.core.model import MONDAY, Cadence, Once, Quota, Rule

_DAYS_A_WEEK = 7
_MOST_OF_WEEK = 6
_OFTEN, _SELDOM = 2 / 3, 1 / 5
"""The shares of its weeks in which a weekday is one of those that are planned, or surely none."""
_NEARLY_DAILY = 3 / 4
_LEAST = 3 * _DAYS_A_WEEK
"""The days over which weekdays tell something."""
_MONTH, _NEARLY_A_YEAR = 30.44, 320
_LAST_DAY_OF_ALL_MONTHS = 28


def proposed_cadence(days: Iterable[date]) -> Cadence:
    """The cadence under which somebody most likely did something on these days: a rule without a start, a number of
    times a week or month that asks for no more than was usual, or the one day if there is only one."""
    ordered = sorted(set(days))
    if not ordered:
        return Quota(1, "week")
    if len(ordered) == 1:
        return Once(ordered[0])
    gap = _median([(later - earlier).days for earlier, later in pairwise(ordered)])
    if gap > _MONTH * 1.5:
        return _seldom(ordered[-1], gap)
    return _weekly(ordered) or _quota(ordered)


def _weekly(days: Sequence[date]) -> Rule | None:
    """Every day or the same weekdays; None where the days have no such order."""
    length = (days[-1] - days[0]).days + 1
    done = Counter(day.weekday() for day in days)
    begun = days[0].weekday()
    shares = [done[weekday] / _weeks_of(weekday, begun, length) for weekday in range(_DAYS_A_WEEK)]
    often = [weekday for weekday, share in enumerate(shares) if share >= _OFTEN]
    is_ordered = all(share >= _OFTEN or share <= _SELDOM for share in shares) and length >= _LEAST
    if is_ordered and 1 <= len(often) <= _MOST_OF_WEEK:
        return Rule(text_of(Parts("WEEKLY", weekdays=tuple(Nth(0, weekday) for weekday in often))))
    return Rule("FREQ=DAILY") if len(days) >= max(_NEARLY_DAILY * length, _DAYS_A_WEEK) else None


def _weeks_of(weekday: int, begun: int, length: int) -> int:
    """How often a weekday comes in so many days, of which the first is the weekday `begun`; once at least."""
    return max((length - 1 - (weekday - begun) % _DAYS_A_WEEK) // _DAYS_A_WEEK + 1, 1)


def _quota(days: Sequence[date]) -> Quota:
    """As many times as in most weeks, or else in most months."""
    if times := _median(_counts(days, lambda day: week_of(day, MONDAY))):
        return Quota(min(times, _MOST_OF_WEEK), "week")
    return Quota(max(_median(_counts(days, month_of)), 1), "month")


def _counts(days: Sequence[date], period_of: Callable[[date], Period]) -> Sequence[int]:
    """How many of the days lie in each week or month; the first and the last one, of which only a part may be known,
    are left out where there are others."""
    counts = Counter(map(period_of, days))
    periods = [period_of(days[0])]
    while periods[-1].last < days[-1]:
        periods.append(period_of(add_days(periods[-1].last, 1)))
    return [counts[period] for period in periods[1:-1] or periods]


def _seldom(last: date, gap: int) -> Rule:
    """Every year or every few months, on the day of the month on which it was last."""
    day = min(last.day, _LAST_DAY_OF_ALL_MONTHS)
    if gap >= _NEARLY_A_YEAR:
        return Rule(text_of(Parts("YEARLY", months=(last.month,), month_days=(day,))))
    return Rule(text_of(Parts("MONTHLY", max(round(gap / _MONTH), 2), month_days=(day,))))


def _median(numbers: Sequence[int]) -> int:
    """The middle one, the lower of two."""
    return sorted(numbers)[(len(numbers) - 1) // 2]
