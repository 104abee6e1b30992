"""“So many times in so many days”, as habit trackers count, as a cadence of the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta
from math import log
from typing import Literal, TypeAlias

import msgspec

from rituals.core.cadence.rrule import CODES, LONGEST_INTERVAL
from rituals.core.cadence.words import words
from rituals.core.exchange.foreign import Foreign, ForeignTick
from rituals.core.model import Cadence, Quota, Rule

_WEEK, _TWO_WEEKS, _MONTH = 7, 14, 30
_MONTHS = range(28, 32)
"""How many days a month has, to those who count in days."""
_NEAR_ENOUGH = 0.1
"""How far, as a logarithm, a quota of a week may be from what is asked before one of a month is looked at."""
_DAILY = "FREQ=DAILY"

_Window: TypeAlias = Literal["week", "month"]


def at_frequency(ritual: Foreign, times: int, days: int, at: time | None = None) -> Foreign:
    """The ritual with the cadence of `times` in any `days` days, and with what is told of that, as no calendar has
    windows that begin on any day. Less than once in any days at all is no cadence."""
    if times < 1 or days < 1:
        return ritual
    cadence = _cadence(times, days, ritual.ticks, at)
    told = ritual.told if times >= days else (*ritual.told, _window_words(times, days, cadence))
    return msgspec.structs.replace(ritual, cadence=cadence, told=told)


def _cadence(times: int, days: int, ticks: Sequence[ForeignTick], at: time | None) -> Cadence:
    if times >= days:
        return Rule(_DAILY, None, at)
    if days == _WEEK:
        return Quota(times, "week", at)
    if days in _MONTHS:
        return Quota(times, "month", at)
    if times > 1:
        return _nearest(times / days, at)
    ticked = [tick.day for tick in ticks]
    first = min(ticked, default=None)
    if days == _TWO_WEEKS and first is not None:
        return _every_two_weeks(ticked, first, at)
    if days == _TWO_WEEKS:
        return Rule("FREQ=WEEKLY;INTERVAL=2", None, at)
    return Rule(f"{_DAILY};INTERVAL={min(days, LONGEST_INTERVAL['DAILY'])}", first, at)


def _every_two_weeks(ticked: Sequence[date], first: date, at: time | None) -> Rule:
    """Every two weeks on the commonest weekday of these days, in the weeks in which most of them lie; the later of two
    that are as common."""
    weekdays = Counter(day.weekday() for day in sorted(ticked, reverse=True))
    weekday = weekdays.most_common(1)[0][0]
    start = first + timedelta((weekday - first.weekday()) % _WEEK)
    fortnights = Counter((day - start).days // _WEEK % 2 for day in sorted(ticked, reverse=True))
    start += timedelta(_WEEK * fortnights.most_common(1)[0][0])
    return Rule(f"FREQ=WEEKLY;INTERVAL=2;BYDAY={CODES[weekday]}", start, at)


def _nearest(a_day: float, at: time | None) -> Cadence:
    """The quota that asks most nearly for so many a day, of a week where that is near enough; every day if that is
    nearer."""
    windows: tuple[tuple[_Window, int], ...] = (("week", _WEEK), ("month", _MONTH))
    quotas = [(max(1, round(a_day * days)), window, days) for window, days in windows]
    times, window, days = min(quotas, key=lambda quota: max(_NEAR_ENOUGH, abs(log(quota[0] / quota[2] / a_day))))
    return Quota(times, window, at) if times < days else Rule(_DAILY, None, at)


def _window_words(times: int, days: int, cadence: Cadence) -> str:
    often = {1: "once", 2: "twice"}.get(times, f"{times:,} times")
    is_equal = days == _WEEK or days in _MONTHS or times == 1
    here = "here it is" if is_equal else "the nearest here is"
    return f"There it was {often} in any {days:,} days; {here} {_bare_words(cadence)}{_counted_words(cadence)}."


def _counted_words(cadence: Cadence) -> str:
    """How the days of a cadence are counted, where that has to be said."""
    if isinstance(cadence, Quota):
        return ", by the calendar"
    if not isinstance(cadence, Rule) or cadence.start is None:
        return ""
    if "BYDAY" in cadence.rrule:
        return ", the weekday on which it was kept most"
    return ", counted from the first day on which it was kept"


def _bare_words(cadence: Cadence) -> str:
    """What a cadence is called, whenever it begins and whatever its time."""
    bare = Rule(cadence.rrule) if isinstance(cadence, Rule) else msgspec.structs.replace(cadence, at=None)
    return words(bare)
