"""Strength: how settled a habit is, from 0 to 1, day by day.

The formula is Loop Habit Tracker's score (uhabits-core, `Score.compute` and `ScoreList.recompute`): exponential
smoothing in which a daily habit left alone halves in 13 days, and a rarer one is given more time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from math import sqrt
from typing import NamedTuple

import msgspec

from rituals.core.cadence.expansion import due_days
from rituals.core.cadence.rrule import Parts, explicit, parts_of, text_of
from rituals.core.calendar import add_days
from rituals.core.model import Cadence, Once, Quota, Rule, Span

_HALVES_IN = 13
_WEEK, _MONTH, _YEAR = 7, 30, 365  # days, as the formula counts them


class Pace(NamedTuple):
    """How often a cadence asks for a ritual: `times` in `days` days."""

    times: int
    days: int


class Curve(NamedTuple):
    """A strength for every day from `since` on; no days before the first tick."""

    since: date
    values: tuple[float, ...]

    @property
    def now(self) -> float:
        """The strength on the last day, 0 if there is none yet."""
        return self.values[-1] if self.values else 0.0


def strengths(
    ticked: Iterable[date], left_out: Collection[date], pace: Pace, since: date, until: date, *, start: float = 0.0
) -> list[float]:
    """The strength of each day from `since` to `until`, both included, where it was `start` the day before.

    With m = 0.5^(√f / 13) and f = times / days, a day takes it from s to s·m + c·(1 − m); c is the share of ticked
    days among those that the last `days` days ask for, at most 1. Where f < 1 both are doubled, so that an uneven
    week does no harm. Ticked days before `since` count in that window; a day left out leaves s as it is.
    """
    keeps = 0.5 ** (sqrt(pace.times / pace.days) / _HALVES_IN)
    times, days = (2 * pace.times, 2 * pace.days) if pace.times < pace.days else pace
    length = (until - since).days + 1
    marks = _marks(ticked, add_days(since, -days), days + length)
    skipped = _marks(left_out, since, length)
    gains = [min(1.0, ticked_days / times) * (1 - keeps) for ticked_days in range(days + 1)]
    counted, strength, values = sum(marks[:days]), start, []
    for coming, going, is_skipped in zip(marks[days:], marks, skipped, strict=False):
        counted += coming - going
        if not is_skipped:
            strength = strength * keeps + gains[counted]
        values.append(strength)
    return values


def _marks(days: Iterable[date], since: date, length: int) -> bytearray:
    """One byte per day from `since` on, 1 for the given days; the window of `strengths` slides along it."""
    marks, first = bytearray(max(0, length)), since.toordinal()
    for day in days:
        place = day.toordinal() - first
        if 0 <= place < length:
            marks[place] = 1
    return marks


def curve(spans: Iterable[Span], ticked: Collection[date], left_out: Collection[date], today: date) -> Curve:
    """The strength over a ritual's whole history, each day with the pace of its cadence then.

    It begins with the first ticked day and ends yesterday, or today once today is ticked. Days without a pace, when the
    ritual was archived or a one-off, leave it unchanged.
    """
    first = min((day for day in ticked if day <= today), default=today)
    return Curve(first, tuple(strengths_through(spans, ticked, left_out, first, last_of_curve(ticked, today))))


def last_of_curve(ticked: Collection[date], today: date) -> date:
    """The day on which a strength ends: today once it is ticked, else yesterday."""
    return today if today in ticked else add_days(today, -1)


def strengths_through(
    spans: Iterable[Span],
    ticked: Collection[date],
    left_out: Collection[date],
    since: date,
    until: date,
    *,
    start: float = 0.0,
) -> list[float]:
    """The strength of each day from `since` to `until`, where it was `start` the day before; none if no span has a
    pace then. `ticked` reaches back as far as `longest_window`."""
    values: list[float] = []
    for span in spans:
        first = max(since, span.since)
        last = until if span.until is None else min(until, add_days(span.until, -1))
        pace = pace_of(span.cadence) if first <= last else None
        if pace is None:
            continue
        reached = values[-1] if values else start
        values += [reached] * ((first - since).days - len(values))
        values += strengths(ticked, left_out, pace, first, last, start=reached)
    return values + values[-1:] * ((until - since).days + 1 - len(values))


def longest_window(spans: Iterable[Span], since: date) -> int:
    """How many days before `since` a tick may bear on the strength from then on."""
    paces = (pace_of(span.cadence) for span in spans if span.until is None or span.until > since)
    return max((2 * pace.days for pace in paces if pace is not None), default=0)


def pace_of(cadence: Cadence) -> Pace | None:
    """How often a cadence asks for it; None for a one-off.

    Daily is 1 in 1, every i days 1 in i, k weekdays every w weeks k in 7w, k days every w months k in 30w, yearly k in
    365, a quota n in 7 or 30; any other rule is as often as it falls in the 365 days from its start.
    """
    match cadence:
        case Once():
            return None
        case Quota(times, per):
            return Pace(times, _WEEK if per == "week" else _MONTH)
        case Rule(rrule, start):
            return _rule_pace(rrule, start or date.min)


def _rule_pace(rrule: str, start: date) -> Pace:
    parts = explicit(parts_of(rrule), start)
    shape = msgspec.structs.replace(parts, interval=1, until=None, count=None, week_start=None)
    if shape == Parts("DAILY"):
        return Pace(1, parts.interval)
    if shape == Parts("WEEKLY", weekdays=shape.weekdays):
        return Pace(len(parts.weekdays), _WEEK * parts.interval)
    picks = _picks(shape)
    if picks and shape.freq == "MONTHLY" and not shape.months:
        return Pace(picks, _MONTH * parts.interval)
    if picks and shape.freq == "YEARLY" and shape.months:
        return Pace(picks * len(shape.months), _YEAR * parts.interval)
    endless = Rule(text_of(msgspec.structs.replace(parts, until=None, count=None)), start)
    return Pace(len(due_days(endless, start, add_days(start, _YEAR - 1))), _YEAR)


def _picks(shape: Parts) -> int:
    """How many days of its month a rule names one by one; 0 if it doesn't name them so."""
    bare = Parts(shape.freq, months=shape.months)
    if shape == msgspec.structs.replace(bare, month_days=shape.month_days):
        return len(shape.month_days)
    if shape == msgspec.structs.replace(bare, weekdays=shape.weekdays, positions=shape.positions):
        return len(shape.positions) or len(shape.weekdays) * all(nth.ordinal for nth in shape.weekdays)
    return 0
