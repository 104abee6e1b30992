"""Cadences out of thin air, for laws that hold for all of them."""

from __future__ import annotations

from datetime import date, time

from hypothesis import strategies as st

from rituals.core.cadence.rrule import LONGEST_INTERVAL, Freq, Nth, Parts, text_of
from rituals.core.model import Cadence, Once, Quota, Rule

DAYS = st.dates(date(1996, 1, 1), date(2104, 12, 31))
WEEK_STARTS = st.integers(0, 6)
CLOCK_TIMES = st.none() | st.times().map(lambda at: time(at.hour, at.minute))


def _some(numbers: st.SearchStrategy[int], most: int = 4) -> st.SearchStrategy[tuple[int, ...]]:
    """A few numbers in canonical order, those that count from the end last."""
    return st.sets(numbers, min_size=1, max_size=most).map(lambda s: tuple(sorted(s, key=lambda n: (n < 0, n))))


def _interval(freq: Freq) -> st.SearchStrategy[int]:
    return st.integers(1, 4) | st.integers(1, LONGEST_INTERVAL[freq])


def _nths(ordinals: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[Nth, ...]]:
    """A few counted weekdays in canonical order."""
    nths = st.sets(st.builds(Nth, ordinals, st.integers(0, 6)), min_size=1, max_size=4)
    return nths.map(lambda s: tuple(sorted(s, key=lambda nth: (nth.ordinal < 0, nth))))


_MONTHS = _some(st.integers(1, 12))
_WORKDAYS = tuple(Nth(0, weekday) for weekday in range(5))
_PLAIN_WEEKDAYS = _nths(st.just(0))
_NTH_WEEKDAYS = _nths(st.sampled_from([1, 2, 3, 4, 5, -1]))
_ANY_NTH_WEEKDAYS = _nths(st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]))
_MONTH_DAYS = _some(st.integers(1, 31) | st.just(-1))
_ANY_MONTH_DAYS = _some(st.integers(1, 31) | st.integers(-31, -1))
_POSITIONS = _some(st.sampled_from([1, 2, 3, -1, -2]), most=2)

SAYABLE: st.SearchStrategy[Parts] = st.one_of(
    st.builds(Parts, st.just("DAILY"), _interval("DAILY")),
    st.builds(Parts, st.just("WEEKLY"), _interval("WEEKLY"), weekdays=_PLAIN_WEEKDAYS),
    st.builds(Parts, st.just("MONTHLY"), _interval("MONTHLY"), month_days=_MONTH_DAYS),
    st.builds(Parts, st.just("MONTHLY"), _interval("MONTHLY"), weekdays=_NTH_WEEKDAYS),
    st.builds(
        Parts,
        st.just("MONTHLY"),
        _interval("MONTHLY"),
        weekdays=st.just(_WORKDAYS),
        positions=_some(st.integers(1, 20)),
    ),
    st.builds(
        Parts,
        st.just("YEARLY"),
        _interval("YEARLY"),
        months=_MONTHS,
        month_days=_some(st.integers(1, 28) | st.just(-1)),
    ),
    st.builds(Parts, st.just("YEARLY"), _interval("YEARLY"), months=_MONTHS, weekdays=_NTH_WEEKDAYS),
)
UNSAYABLE: st.SearchStrategy[Parts] = st.one_of(
    st.builds(Parts, st.just("DAILY"), _interval("DAILY"), months=_MONTHS),
    st.builds(Parts, st.just("DAILY"), st.integers(1, 3), months=_MONTHS, weekdays=_PLAIN_WEEKDAYS),
    st.builds(Parts, st.just("WEEKLY"), _interval("WEEKLY"), months=_MONTHS, weekdays=_PLAIN_WEEKDAYS),
    st.builds(Parts, st.just("MONTHLY"), _interval("MONTHLY"), month_days=_ANY_MONTH_DAYS, positions=st.just((1,))),
    st.builds(Parts, st.just("MONTHLY"), _interval("MONTHLY"), weekdays=_ANY_NTH_WEEKDAYS),
    st.builds(Parts, st.just("MONTHLY"), st.integers(1, 3), month_days=_ANY_MONTH_DAYS, weekdays=_PLAIN_WEEKDAYS),
    st.builds(Parts, st.just("MONTHLY"), st.integers(1, 3), weekdays=_PLAIN_WEEKDAYS, positions=_POSITIONS),
    st.builds(Parts, st.just("YEARLY"), st.integers(1, 4), weeks=_some(st.integers(1, 53)), weekdays=_PLAIN_WEEKDAYS),
    st.builds(
        Parts, st.just("YEARLY"), st.integers(1, 4), year_days=_some(st.integers(1, 366) | st.integers(-366, -1))
    ),
    st.builds(Parts, st.just("YEARLY"), _interval("YEARLY"), months=st.just((2,)), month_days=st.just((29,))),
)
RULES: st.SearchStrategy[Rule] = st.builds(
    lambda parts, at: Rule(text_of(parts), at=at), SAYABLE | UNSAYABLE, CLOCK_TIMES
)
QUOTAS: st.SearchStrategy[Quota] = st.builds(Quota, st.integers(1, 7), st.just("week"), CLOCK_TIMES) | st.builds(
    Quota, st.integers(1, 28), st.just("month"), CLOCK_TIMES
)
ONE_OFFS: st.SearchStrategy[Once] = st.builds(Once, DAYS, st.integers(1, 366), CLOCK_TIMES)
CADENCES: st.SearchStrategy[Cadence] = RULES | QUOTAS | ONE_OFFS
