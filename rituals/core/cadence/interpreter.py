"""From the pieces a sentence holds to the cadence it means, one row per kind of cadence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from rituals.core.cadence.day_parser import day_of_year
from rituals.core.cadence.lexer import within_reach
from rituals.core.cadence.phrases import CadencePhrases, NthOfMonth
from rituals.core.cadence.rrule import LONGEST_INTERVAL, Freq, Nth, Parts, explicit, text_of
from rituals.core.cadence.vocabulary import Every, UnitName
from rituals.core.calendar import MONTH_LENGTHS, MONTHS, add_days
from rituals.core.model import MOST_DAYS_IN_A_ROW, Cadence, Once, Quota, Rule
from rituals.core.text import LAST, ordinal
from rituals.errors import UsageError

MOST_TIMES: dict[Literal["week", "month"], int] = {"week": 7, "month": 28}
_FREQ_OF: dict[UnitName, Freq] = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_MOST_WEEKDAYS_A_MONTH = 5
_MOST_OF_A_GROUP = 20
_MOST_DAYS_A_MONTH = 31


class Interpretation(NamedTuple):
    """A kind of cadence: how a sentence shows that it means this one, and how to make it."""

    is_meant: Callable[[CadencePhrases], bool]
    make: Callable[[CadencePhrases, date], Cadence]


def cadence_of(said: CadencePhrases, today: date) -> Cadence:
    """The cadence that the pieces mean together; `UsageError` if they contradict each other or say too little."""
    for sense in SENSES:
        if sense.is_meant(said):
            return sense.make(said, today)
    raise UsageError("It does not say on which days.")


def _quota(said: CadencePhrases, today: date) -> Cadence:
    assert said.quota is not None
    times, unit = said.quota
    if said != CadencePhrases(at=said.at, quota=said.quota):
        raise UsageError(f"It says both how many times a {unit} and on which days; keep one of them.")
    if unit == "year":
        raise UsageError("“A year” does not go with a number of times; name a day, as in “every year on 14 feb”.")
    if unit == "day":
        if times == 1:
            return _unit_alone(CadencePhrases(at=said.at, every=Every(1, "day")), today)
        raise UsageError("Once a day is the most; say “every day”.")
    if not 1 <= times <= MOST_TIMES[unit]:
        raise UsageError(f"“{times} times a {unit}” does not work; a {unit} takes 1 to {MOST_TIMES[unit]}.")
    return Quota(times, unit, said.at)


def _once(said: CadencePhrases, today: date) -> Cadence:
    day, days = said.day, 1 if said.length is None else said.length
    if day is None and said.anniversary is not None:
        month, number = said.anniversary
        day = day_of_year(month, number, today=today, ahead=True)
    if day is None:
        raise UsageError("A length such as “for 3 days” goes with one day, as in “on 24 dec for 3 days”.")
    if said != CadencePhrases(at=said.at, day=said.day, anniversary=said.anniversary, length=said.length):
        raise UsageError(f"The day {day} comes only once, and yet it says more about which days; keep one of them.")
    if said.day is not None and said.anniversary is not None:
        raise UsageError("It names two days; keep one of them.")
    if not 1 <= days <= MOST_DAYS_IN_A_ROW:
        raise UsageError(f"“For {days} days” does not work; days in a row go from 1 to {MOST_DAYS_IN_A_ROW}.")
    within_reach(add_days(day, days - 1))
    return Once(day, days, said.at)


def _anniversary(said: CadencePhrases, _: date) -> Cadence:
    assert said.anniversary is not None
    month, day = said.anniversary
    if said.weekdays or said.picks or said.months:
        raise UsageError("It names a day of the year and other days as well; keep one of them.")
    if not 1 <= day <= MONTH_LENGTHS[month - 1]:
        raise UsageError(f"{MONTHS[month - 1].title()} has no day {day}; that never comes.")
    return _rule(said, Parts("YEARLY", _interval(said, "year"), months=(month,), month_days=(day,)))


def _picked(said: CadencePhrases, _: date) -> Cadence:
    if said.weekdays:
        raise UsageError("It names weekdays and days of the month; keep one of them.")
    if said.every is not None and said.every.unit == "year" and not said.months:
        raise UsageError("It does not say in which month; say it as in “every year on the 3rd sat of january”.")
    unit: UnitName = "year" if said.months else "month"
    months = tuple(sorted(set(said.months)))
    picked = _picked_days(said.picks)
    if picked.positions and len(months) > 1:
        raise UsageError("A weekday of several months does not work; name one month.")
    freq, interval = _FREQ_OF[unit], _interval(said, unit)
    return _rule(said, msgspec.structs.replace(picked, freq=freq, interval=interval, months=months))


def _picked_days(picks: tuple[NthOfMonth, ...]) -> Parts:
    """The picks as parts of a rule; they have to be of one kind."""
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


def _weekly(said: CadencePhrases, _: date) -> Cadence:
    every = said.every or Every(1)
    if said.months or every.unit in ("month", "year"):
        raise UsageError("It does not say which of those weekdays; say it as in “every month on the 1st sat”.")
    if every.unit == "day" and every.number != 1:
        raise UsageError(f"It says both every {every.number} days and on which weekdays; keep one of them.")
    weekdays = tuple(Nth(0, weekday) for weekday in sorted(set(said.weekdays)))
    unit: UnitName = "day" if every.unit == "day" else "week"
    return _rule(said, Parts("WEEKLY", _interval(said, unit), weekdays=weekdays))


def _unit_alone(said: CadencePhrases, today: date) -> Cadence:
    assert said.every is not None
    if said.every.unit is None:
        raise UsageError("“Every” wants to know every what, as in “every day” or “every fri”.")
    if said.months:
        raise UsageError("It does not say which day of the month; say it as in “every year on 14 feb”.")
    parts = Parts(_FREQ_OF[said.every.unit], _interval(said, said.every.unit))
    return _rule(said, explicit(parts, today))


def _interval(said: CadencePhrases, unit: UnitName) -> int:
    """The number of units from one time to the next, which has to go with the kind of days."""
    every = said.every or Every(1)
    if every.unit not in (None, unit) or (every.unit is None and every.number != 1 and unit != "week"):
        raise UsageError(
            f"“Every {every.number} {every.unit or 'other'}s” does not go with those days; leave one of them out."
        )
    most = LONGEST_INTERVAL[_FREQ_OF[unit]]
    if not 1 <= every.number <= most:
        raise UsageError(f"“Every {every.number} {unit}s” does not work; {unit}s go from 1 to {most}.")
    return every.number


def _rule(said: CadencePhrases, parts: Parts) -> Rule:
    return Rule(text_of(parts), at=said.at)


SENSES = (
    Interpretation(lambda said: said.quota is not None, _quota),
    Interpretation(lambda said: said.day is not None or said.length is not None, _once),
    Interpretation(
        lambda said: said.anniversary is not None and replace(said, at=None, anniversary=None) == CadencePhrases(),
        _once,
    ),
    Interpretation(lambda said: said.anniversary is not None, _anniversary),
    Interpretation(lambda said: bool(said.picks), _picked),
    Interpretation(lambda said: bool(said.weekdays), _weekly),
    Interpretation(lambda said: said.every is not None, _unit_alone),
)
