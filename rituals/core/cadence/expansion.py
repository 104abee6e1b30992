"""Expands cadences into days: activation, the days in a window, the next days, and how often that is per week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import Literal

import msgspec

from rituals.core.cadence.rrule import Freq, Nth, Parts, explicit, parts_of, text_of
from rituals.core.calendar import LAST_DAY, add_days, month_of, week_of
from rituals.core.model import MONDAY, YEARS, Cadence, Once, Quota, Rule
from rituals.core.phrases import whole_date_words
from rituals.errors import UsageError

_NEVER_AFTER_YEARS = 40  # the longest wait there is: 29 February on a given weekday, across a year like 2100
_LONGEST_WEEKLY_WAIT = 800
_FREQ_NUMBERS: dict[Freq, Literal[0, 1, 2, 3]] = {"YEARLY": 0, "MONTHLY": 1, "WEEKLY": 2, "DAILY": 3}  # dateutil's
_BEYOND_THE_CALENDAR: dict[Freq, int] = {"YEARLY": 10_000, "MONTHLY": 120_000}
_A_SAMPLE_SINCE = date(2024, 1, 1)
_A_SAMPLE_DAYS = 4 * 365 + 1
_ANY_WEEKDAY = tuple(Nth(0, weekday) for weekday in range(7))
_SATURDAY, _SUNDAY = 5, 6
_WEEKS_A_YEAR = 52
_MONTHS_A_YEAR = 12


def activated(cadence: Cadence, *, on: date, week_starts_on: int = MONDAY) -> Cadence:
    """The cadence as it is planned from the day `on`: its rule begins on its first matching day from then on, and has
    the couple's week start where that matters and it names none.

    A rule that names its start counts from there, its COUNT and the weeks between too, whether that is ahead or past.
    `UsageError` if the rule never matches, or ends before it starts; quotas and one-offs stay as they are.
    """
    if not isinstance(cadence, Rule):
        return cadence
    begins = cadence.start or on
    parts = explicit(parts_of(cadence.rrule), begins)
    if parts.week_start_matters:
        parts = parts.with_weeks_from(_week_start_for(parts, week_starts_on))
    stored = msgspec.structs.replace(parts, week_start=parts.first_weekday or None)  # Monday goes without saying
    rule = Rule(text_of(stored), first_matching_day(stored, begins), cadence.at)
    _check_end(rule, stored, on)
    return rule


def _check_end(rule: Rule, parts: Parts, on: date) -> None:
    """`UsageError` if a rule has no day from `on` on, because it ends before."""
    assert rule.start is not None
    if next_due_days(rule, after=on, count=1):
        return
    ends = whole_date_words(parts.until or max(due_days(rule, rule.start, on)))
    if rule.start < on:
        raise UsageError(f"That ended on {ends}; none of its days is ahead. Give it a later end.")
    begins = whole_date_words(rule.start)
    raise UsageError(f"That ends on {ends}, before its first day, {begins}. Give it a later end.")


def _week_start_for(parts: Parts, week_starts_on: int) -> int:
    """The couple's week start, except Monday where theirs would split a weekend: with weeks from Sunday, "every 2 weeks
    on sat and sun" would not take both days of one weekend."""
    weekdays = {nth.weekday for nth in parts.weekdays}
    return MONDAY if week_starts_on == _SUNDAY and {_SATURDAY, _SUNDAY} <= weekdays else week_starts_on


def first_matching_day(parts: Parts, on: date) -> date:
    """The first day on or after `on` that the rule matches, whatever its interval; `UsageError` if there is none.

    The interval plays no part because it is counted from the day found here.
    """
    each = msgspec.structs.replace(explicit(parts, on), interval=1)
    days = _soon(each, on) if each.is_plain or each.freq == "WEEKLY" else _some_year(each, on)
    if not days:
        raise UsageError("That never comes: no calendar has such a day. Choose another day.")
    return days[0]


def due_days(rule: Rule, since: date, until: date) -> list[date]:
    """The days of an activated rule from `since` to `until`, both included.

    The cost grows with the window, not with the rule's age, unless a COUNT has to be counted from the start.
    """
    if rule.start is None:
        raise ValueError("only an activated rule has days")
    parts = explicit(parts_of(rule.rrule), rule.start)
    last = until if parts.until is None else min(until, parts.until)
    if parts.count is None:
        return _expanded(parts, rule.start, since, last)
    return [day for day in _counted(parts, rule.start, parts.count) if since <= day <= last]


def reaching_back(cadence: Cadence, since: date) -> Cadence:
    """An activated cadence as it would have been from an earlier day on: its rule's start moved to the first day from
    `since` on, in step with its later days and without a COUNT, which is counted from the later start."""
    if not isinstance(cadence, Rule) or cadence.start is None or cadence.start <= since:
        return cadence
    parts = msgspec.structs.replace(explicit(parts_of(cadence.rrule), cadence.start), count=None)
    in_step = Rule(text_of(parts), _in_phase(parts, cadence.start, since), cadence.at)
    earlier_days = due_days(in_step, since, add_days(cadence.start, -1))
    return Rule(in_step.rrule, earlier_days[0], cadence.at) if earlier_days else cadence


def next_due_days(cadence: Cadence, *, after: date, count: int = 5, week_starts_on: int = MONDAY) -> list[date]:
    """The next days of a cadence from `after` on, which is included; none for a quota, fewer than `count` where it
    ends."""
    if isinstance(cadence, Rule) and cadence.start is None:
        cadence = activated(cadence, on=after, week_starts_on=week_starts_on)
    match cadence:
        case Rule(start=date() as start):
            return _next_days(cadence, start, after, count)
        case Once(day, days):
            stretch = (add_days(day, place) for place in range(days))
            return [day for day in stretch if day >= after][:count]
        case _:
            return []


def planned_per_week(cadence: Cadence) -> float:
    """About how many times a week a cadence is planned; exact where that is a whole number, so that it may be
    compared."""
    match cadence:
        case Once():
            return 0.0
        case Quota(times, "week"):
            return float(times)
        case Quota(times, _):
            return times * _MONTHS_A_YEAR / _WEEKS_A_YEAR
        case Rule(rrule):
            return _rule_per_week(parts_of(rrule))


@lru_cache(maxsize=512)
def _rule_per_week(parts: Parts) -> float:
    """Common rules by formula, others by counting the days of four years, which is dear, and asked for every block."""
    shape = msgspec.structs.replace(parts, interval=1, until=None, count=None, week_start=None)
    picks = len(parts.weekdays) or len(parts.month_days) or 1
    if shape == Parts("DAILY"):
        return 7 / parts.interval
    if shape == Parts("WEEKLY", weekdays=parts.weekdays):
        return picks / parts.interval
    counted = all(nth.ordinal for nth in parts.weekdays)
    if shape in (Parts("MONTHLY", month_days=parts.month_days), Parts("MONTHLY", weekdays=parts.weekdays)) and counted:
        return picks * _MONTHS_A_YEAR / (_WEEKS_A_YEAR * parts.interval)
    start = first_matching_day(shape, _A_SAMPLE_SINCE)
    sample = due_days(Rule(text_of(shape), start), start, add_days(start, _A_SAMPLE_DAYS - 1))
    return len(sample) * 7 / (_A_SAMPLE_DAYS * parts.interval)


def _next_days(rule: Rule, start: date, after: date, count: int) -> list[date]:
    parts = explicit(parts_of(rule.rrule), start)
    last = LAST_DAY if parts.until is None else parts.until
    if parts.count is not None:
        return list(_next_counted(parts, start, after, count))
    return list(islice(_days_from(parts, start, max(start, after), last), count))


@lru_cache(maxsize=64)
def _counted(parts: Parts, start: date, count: int) -> list[date]:
    """All the days of a rule with a COUNT, which has to be counted from its start."""
    return list(islice(_days_from(parts, start, start, date(YEARS[-1], 12, 31)), count))


@lru_cache(maxsize=64)
def _next_counted(parts: Parts, start: date, after: date, count: int) -> tuple[date, ...]:
    """The next days of a rule with a COUNT, counted from its start and no further than is asked."""
    counted = islice(_days_from(parts, start, start, date(YEARS[-1], 12, 31)), parts.count)
    return tuple(islice((day for day in counted if day >= after), count))


def _days_from(parts: Parts, start: date, since: date, until: date) -> Iterator[date]:
    """The days one by one, searched in ever longer windows: fast for a daily rule, and far enough for one of leap
    days."""
    length = 64
    while since <= until:
        last = min(add_days(since, length - 1), until)
        yield from _expanded(parts, start, since, last)
        if last == date.max:
            break
        since, length = add_days(last, 1), length * 2


def _expanded(parts: Parts, start: date, since: date, until: date) -> list[date]:
    """The days of an explicit rule in a window, its UNTIL and COUNT aside."""
    since = max(start, since)
    if since > until:
        return []
    if not parts.is_plain:
        # Period by period: where INTERVAL skips all that match, dateutil would look on until the year 9999.
        days = _by_dateutil(msgspec.structs.replace(parts, interval=1), start, since, until)
        first = _period(parts, start)
        return [day for day in days if (_period(parts, day) - first) % parts.interval == 0]
    if parts.freq == "DAILY":
        first = since.toordinal() + (start - since).days % parts.interval
        return [date.fromordinal(day) for day in range(first, until.toordinal() + 1, parts.interval)]
    return _by_weekday(parts, start, since, until)


def _by_weekday(parts: Parts, start: date, since: date, until: date) -> list[date]:
    """The days of a rule "every n weeks on some weekdays" by arithmetic: measured 6 to 18 times as fast as dateutil."""
    step = 7 * parts.interval
    week = start.toordinal() - (start.weekday() - parts.first_weekday) % 7
    first, end = since.toordinal(), until.toordinal() + 1
    phases = (week + (nth.weekday - parts.first_weekday) % 7 for nth in parts.weekdays)
    days = chain.from_iterable(range(first + (phase - first) % step, end, step) for phase in phases)
    return [date.fromordinal(day) for day in sorted(days)]


def _by_dateutil(parts: Parts, start: date, since: date, until: date) -> list[date]:
    """The days of any rule, by dateutil, expanded from the last period at or before `since` that INTERVAL includes.

    Starting at a whole period also makes BYSETPOS count through all of a rule's first week, as RFC 5545 §3.3.10 asks.
    """
    # Imported here: it costs 12 ms that the usual daily and weekly rituals do not need.
    from dateutil.rrule import rrule, weekday

    recurrence = rrule(
        _FREQ_NUMBERS[parts.freq],
        dtstart=_midnight(_in_phase(parts, start, since)),
        interval=parts.interval,
        wkst=parts.first_weekday,
        bymonth=parts.months or None,
        byweekno=parts.weeks or None,
        byyearday=parts.year_days or None,
        bymonthday=parts.month_days or None,
        byweekday=[weekday(nth.weekday, nth.ordinal or None) for nth in parts.weekdays] or None,
        bysetpos=parts.positions or None,
    )
    return [instant.date() for instant in recurrence.between(_midnight(since), _midnight(until), inc=True)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _period(parts: Parts, day: date) -> int:
    """The number of the day, week, month or year that a day lies in."""
    match parts.freq:
        case "DAILY":
            return day.toordinal()
        case "WEEKLY":
            return week_of(day, parts.first_weekday).first.toordinal() // 7
        case "MONTHLY":
            return day.year * 12 + day.month
        case "YEARLY":
            return day.year


def _in_phase(parts: Parts, start: date, since: date) -> date:
    """The first day of the last period at or before `since` that INTERVAL does not skip."""
    match parts.freq:
        case "DAILY":
            return since - timedelta(days=(since - start).days % parts.interval)
        case "WEEKLY":
            week = week_of(start, parts.first_weekday).first
            return since - timedelta(days=(since - week).days % (7 * parts.interval))
        case "MONTHLY":
            months = (since.year - start.year) * 12 + since.month - start.month
            year, month = divmod(since.year * 12 + since.month - 1 - months % parts.interval, 12)
            return date(year, month + 1, 1)
        case "YEARLY":
            return date(since.year - (since.year - start.year) % parts.interval, 1, 1)


def _soon(parts: Parts, on: date) -> list[date]:
    """The days of a weekly or plain rule in the next years; such a rule matches often, or never if it has no days to
    choose from."""
    if parts.positions and min(abs(position) for position in parts.positions) > len(parts.weekdays):
        return []
    return _expanded(
        parts, week_of(on, parts.first_weekday).first, on, add_days(on, 6 if parts.is_plain else _LONGEST_WEEKLY_WAIT)
    )


def _some_year(parts: Parts, on: date) -> list[date]:
    """The matching days of the first period that has any, searched period by period: dateutil would look for 30
    February until 9999."""
    freq: Freq = "MONTHLY" if parts.freq == "MONTHLY" else "YEARLY"
    days = parts.weekdays
    if parts.freq == "DAILY" and not (parts.weekdays or parts.month_days):
        days = _ANY_WEEKDAY  # or dateutil would take a year's first day for the one that is meant
    alone = msgspec.structs.replace(parts, freq=freq, interval=_BEYOND_THE_CALENDAR[freq], weekdays=days)
    since = on
    while since.year <= on.year + _NEVER_AFTER_YEARS and since < date.max:
        until = month_of(since).last if freq == "MONTHLY" else date(since.year, 12, 31)
        matching = _by_dateutil(alone, since, since, until)
        if matching:
            return matching
        since = add_days(until, 1)
    return []
