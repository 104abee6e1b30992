"""Turns the phrases of a sentence into the `Cadence` they mean; one row per kind of cadence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from rituals.core.cadence.day_parser import day_of_year
from rituals.core.cadence.expansion import first_matching_day
from rituals.core.cadence.lexer import within_reach
from rituals.core.cadence.phrases import CadencePhrases, NthOfMonth
from rituals.core.cadence.rrule import LONGEST_INTERVAL, MOST_COUNT, Freq, Nth, Parts, explicit, text_of
from rituals.core.cadence.vocabulary import Every, UnitName
from rituals.core.calendar import MONTH_LENGTHS, add_days, month_name
from rituals.core.model import MOST_DAYS_IN_A_ROW, Cadence, Once, Quota, Rule
from rituals.core.phrases import whole_date_words
from rituals.core.text import LAST, ordinal
from rituals.errors import UsageError

MOST_TIMES: dict[Literal["week", "month"], int] = {"week": 7, "month": 28}
_FREQ_OF: dict[UnitName, Freq] = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_MOST_WEEKDAYS_A_MONTH = 5
_MOST_OF_A_GROUP = 20
_MOST_DAYS_A_MONTH = 31


class Interpretation(NamedTuple):
    """One kind of cadence: whether a sentence's phrases mean it, and how to make it of them."""

    is_meant: Callable[[CadencePhrases], bool]
    make: Callable[[CadencePhrases, date], Cadence]


def cadence_of(phrases: CadencePhrases, today: date) -> Cadence:
    """The cadence that the phrases mean together; `UsageError` if they contradict each other or say too little."""
    for interpretation in INTERPRETATIONS:
        if interpretation.is_meant(phrases):
            return interpretation.make(phrases, today)
    if phrases.in_all is not None:
        times = phrases.in_all.times
        raise UsageError(f"“{times} times” wants to know in what time, as in “{times} times a week”.")
    raise UsageError("It does not say on which days.")


def rule_of(phrases: CadencePhrases, parts: Parts, today: date) -> Rule:
    """The rule with the days that its first day implies, and with the first day, end and time that the phrases name."""
    if phrases.until is not None and phrases.in_all is not None:
        raise UsageError("It ends twice, on a day and after a number of times; keep one of them.")
    begins = phrases.start or today
    parts = explicit(parts, begins)
    if phrases.until is not None:
        parts = msgspec.structs.replace(parts, until=phrases.until)
    if phrases.in_all is not None:
        parts = msgspec.structs.replace(parts, count=_count(phrases.in_all.times))
    first_day = first_matching_day(parts, begins)
    return Rule(text_of(parts), within_reach(first_day) if phrases.start else None, phrases.at)


def _count(times: int) -> int:
    if not 1 <= times <= MOST_COUNT:
        raise UsageError(f"“{times} times” does not work; times in all go from 1 to {MOST_COUNT}.")
    return times


def _check_unbounded(phrases: CadencePhrases, instead: str = "") -> None:
    """`UsageError` if something without a rule is to have a first day or an end; `instead` says what it can have."""
    if phrases.is_bounded:
        again = "A first day or an end goes with days that come again, as in “every fri until 2026-12-18”"
        raise UsageError(f"{again}{instead}.")


def _quota(phrases: CadencePhrases, today: date) -> Cadence:
    assert phrases.quota is not None
    times, unit = phrases.quota
    _check_unbounded(phrases)
    if phrases != CadencePhrases(at=phrases.at, quota=phrases.quota):
        raise UsageError(f"It says both how many times a {unit} and on which days; keep one of them.")
    if unit == "year":
        raise UsageError("“A year” does not go with a number of times; name a day, as in “every year on 14 feb”.")
    if unit == "day":
        if times == 1:
            return _unit_alone(CadencePhrases(at=phrases.at, every=Every(1, "day")), today)
        raise UsageError("Once a day is the most; say “every day”.")
    if not 1 <= times <= MOST_TIMES[unit]:
        raise UsageError(f"“{times} times a {unit}” does not work; a {unit} takes 1 to {MOST_TIMES[unit]}.")
    return Quota(times, unit, phrases.at)


def _once(phrases: CadencePhrases, today: date) -> Cadence:
    day, days = phrases.day, 1 if phrases.length is None else phrases.length
    _check_unbounded(phrases, "; several days in a row are “on 2026-12-24 for 3 days”")
    if day is None and phrases.anniversary is not None:
        month, number = phrases.anniversary
        day = day_of_year(month, number, today=today, ahead=True)
    if day is None:
        raise UsageError("A length such as “for 3 days” goes with one day, as in “on 24 dec for 3 days”.")
    if phrases != CadencePhrases(
        at=phrases.at, day=phrases.day, anniversary=phrases.anniversary, length=phrases.length
    ):
        raise UsageError(
            f"{whole_date_words(day)} comes only once, and yet it says more about which days; keep one of them."
        )
    if phrases.day is not None and phrases.anniversary is not None:
        raise UsageError("It names two days; keep one of them.")
    if not 1 <= days <= MOST_DAYS_IN_A_ROW:
        raise UsageError(f"“For {days} days” does not work; days in a row go from 1 to {MOST_DAYS_IN_A_ROW}.")
    within_reach(add_days(day, days - 1))
    return Once(day, days, phrases.at)


def _anniversary(phrases: CadencePhrases, today: date) -> Cadence:
    assert phrases.anniversary is not None
    month, day = phrases.anniversary
    if phrases.weekdays or phrases.picks or phrases.months:
        raise UsageError("It names a day of the year and other days as well; keep one of them.")
    if not 1 <= day <= MONTH_LENGTHS[month - 1]:
        raise UsageError(f"{month_name(month)} has no day {day}; that never comes.")
    return rule_of(phrases, Parts("YEARLY", _interval(phrases, "year"), months=(month,), month_days=(day,)), today)


def _picked(phrases: CadencePhrases, today: date) -> Cadence:
    if phrases.weekdays:
        raise UsageError("It names weekdays and days of the month; keep one of them.")
    if phrases.every is not None and phrases.every.unit == "year" and not phrases.months:
        raise UsageError("It does not say in which month; say it as in “every year on the 3rd sat of january”.")
    unit: UnitName = "year" if phrases.months else "month"
    months = tuple(sorted(set(phrases.months)))
    picked = _picked_days(phrases.picks)
    if picked.positions and len(months) > 1:
        raise UsageError("A weekday of several months does not work; name one month.")
    freq, interval = _FREQ_OF[unit], _interval(phrases, unit)
    return rule_of(phrases, msgspec.structs.replace(picked, freq=freq, interval=interval, months=months), today)


def _picked_days(picks: tuple[NthOfMonth, ...]) -> Parts:
    """The picked days as parts of a rule; `UsageError` unless they are all of one kind."""
    groups = {pick.among for pick in picks if len(pick.among) > 1}
    kinds = {min(len(pick.among), 2) for pick in picks}
    if len(kinds) > 1 or len(groups) > 1:
        raise UsageError("It mixes days of the month with weekdays; keep one kind.")
    most = {0: _MOST_DAYS_A_MONTH, 1: _MOST_WEEKDAYS_A_MONTH, 2: _MOST_OF_A_GROUP}[kinds.pop()]
    for pick in picks:
        if not (1 <= pick.nth <= most or pick.nth == LAST):
            raise UsageError(f"“{ordinal(pick.nth)}” does not work there; a month has at most {most} of those.")
    in_order = sorted(set(picks), key=lambda pick: (pick.nth < 0, pick))
    nths = tuple(dict.fromkeys(pick.nth for pick in in_order))
    if groups:
        return Parts("MONTHLY", weekdays=tuple(Nth(0, weekday) for weekday in groups.pop()), positions=nths)
    if most == _MOST_DAYS_A_MONTH:
        return Parts("MONTHLY", month_days=nths)
    return Parts("MONTHLY", weekdays=tuple(Nth(nth, among[0]) for nth, among in in_order))


def _weekly(phrases: CadencePhrases, today: date) -> Cadence:
    every = phrases.every or Every(1)
    if phrases.months or every.unit in ("month", "year"):
        raise UsageError("It does not say which of those weekdays; say it as in “every month on the 1st sat”.")
    if every.unit == "day" and every.number != 1:
        raise UsageError(f"It says both every {every.number} days and on which weekdays; keep one of them.")
    weekdays = tuple(Nth(0, weekday) for weekday in sorted(set(phrases.weekdays)))
    unit: UnitName = "day" if every.unit == "day" else "week"
    return rule_of(phrases, Parts("WEEKLY", _interval(phrases, unit), weekdays=weekdays), today)


def _unit_alone(phrases: CadencePhrases, today: date) -> Cadence:
    assert phrases.every is not None
    if phrases.every.unit is None:
        raise UsageError("“Every” wants to know every what, as in “every day” or “every fri”.")
    if phrases.months:
        raise UsageError("It does not say which day of the month; say it as in “every year on 14 feb”.")
    unit, in_all = phrases.every.unit, phrases.in_all
    if in_all is not None and not in_all.is_clear and phrases.every.number == 1:
        times = f"{in_all.times} times"
        or_each = f"“{times} a {unit}” or " if unit in MOST_TIMES else ""
        raise UsageError(f"“{times}” does not say whether that is in all; say {or_each}“{times} in all”.")
    return rule_of(phrases, Parts(_FREQ_OF[unit], _interval(phrases, unit)), today)


def _interval(phrases: CadencePhrases, unit: UnitName) -> int:
    """The INTERVAL in this unit; `UsageError` if the sentence names another unit, or too many of them."""
    every = phrases.every or Every(1)
    if every.unit not in (None, unit) or (every.unit is None and every.number != 1 and unit != "week"):
        raise UsageError(
            f"“Every {every.number} {every.unit or 'other'}s” does not go with those days; leave one of them out."
        )
    most = LONGEST_INTERVAL[_FREQ_OF[unit]]
    if not 1 <= every.number <= most:
        raise UsageError(f"“Every {every.number} {unit}s” does not work; {unit}s go from 1 to {most}.")
    return every.number


INTERPRETATIONS = (
    Interpretation(lambda phrases: phrases.quota is not None, _quota),
    Interpretation(lambda phrases: phrases.day is not None or phrases.length is not None, _once),
    Interpretation(
        lambda phrases: (
            phrases.anniversary is not None
            and replace(phrases, at=None, anniversary=None, start=None, until=None, in_all=None) == CadencePhrases()
        ),
        _once,
    ),
    Interpretation(lambda phrases: phrases.anniversary is not None, _anniversary),
    Interpretation(lambda phrases: bool(phrases.picks), _picked),
    Interpretation(lambda phrases: bool(phrases.weekdays), _weekly),
    Interpretation(lambda phrases: phrases.every is not None, _unit_alone),
)
