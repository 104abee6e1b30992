"""Parses single days as people type them: 2026-11-20, yesterday, -3, fri, 20 nov."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from rituals.core.cadence.lexer import date_of, tidied, within_reach
from rituals.core.cadence.vocabulary import MONTH_NAMED, WEEKDAY_NAMED
from rituals.core.calendar import MONTH_LENGTHS, WEEKDAYS, month_name
from rituals.core.text import likely, printable
from rituals.errors import UsageError

_LONGEST_TEXT = 60
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_AWAY = re.compile(r"([+-])([0-9]{1,6})")
_AGO = re.compile(r"([0-9]{1,6}) days? ago")
_IN = re.compile(r"in ([0-9]{1,6}) days?")
_WEEKDAY = re.compile(r"(?:(last|next|this|on) )?([a-z]+)")
_DAY_MONTH = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th|\.)?(?: of)? ?([a-z]+)\.?,?(?: ([0-9]{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? ?([0-9]{1,2})(?:st|nd|rd|th)?,?(?: ([0-9]{4}))?")


def parse_day(text: str, *, today: date, ahead: bool = False) -> date:
    """The day that a text names; a bare weekday or date is the latest one up to today, or with `ahead` the next from
    it.

    `UsageError` quotes a text that cannot be parsed and shows three that can.
    """
    try:
        return _day(text, today, ahead)
    except UsageError as problem:
        raise UsageError(
            f"“{printable(text)[:_LONGEST_TEXT]}” is not understood as a day: {problem} "
            f"Try “{today}”, “yesterday” or “fri”."
        ) from None


def day_of_year(month: int, day: int, *, today: date, ahead: bool, year: int | None = None) -> date:
    """The date of a day and month in `year`; without one, the nearest up to today, or with `ahead` from today on.
    `UsageError` if there is no such day, or for 29 February without a year."""
    if not 1 <= day <= MONTH_LENGTHS[month - 1]:
        raise UsageError(f"{month_name(month)} has no day {day}.")
    if year is not None:
        return within_reach(_exact(year, month, day))
    if (month, day) == (2, 29):
        raise UsageError("29 February does not come every year; name the year too, as in 2028-02-29.")
    this = _exact(today.year, month, day)
    if ahead:
        return within_reach(this if this >= today else _exact(today.year + 1, month, day))
    return within_reach(this if this <= today else _exact(today.year - 1, month, day))


def weekday_near(weekday: int, *, today: date, ahead: bool, strictly: bool = False) -> date:
    """The nearest date with this weekday up to today, or with `ahead` from today on; `strictly` excludes today
    itself."""
    distance = (weekday - today.weekday()) % 7 if ahead else (today.weekday() - weekday) % 7
    if strictly and distance == 0:
        distance = 7
    return days_from(today, distance if ahead else -distance)


def _day(text: str, today: date, ahead: bool) -> date:
    if len(text) > _LONGEST_TEXT:
        raise UsageError(f"A day takes at most {_LONGEST_TEXT} characters.")
    words = tidied(text.replace("\N{MINUS SIGN}", "-"))
    day = day_named(words, today=today, ahead=ahead)
    if day is not None:
        return day
    guess = likely(words, (*_NAMED, *WEEKDAYS))
    raise UsageError(f"Did you mean “{guess}”?" if guess else "It is no date, weekday or number of days.")


def day_named(words: str, *, today: date, ahead: bool) -> date | None:
    """The day that tidied words name, as in `parse_day`; None if they name none, `UsageError` if no calendar has it."""
    if words in _NAMED:
        return days_from(today, _NAMED[words])
    for pattern, read in _SHAPES:
        match = pattern.fullmatch(words)
        day = None if match is None else read(match, today, ahead)
        if day is not None:
            return day
    return None


def _away(match: re.Match[str], today: date, _: bool) -> date:
    return days_from(today, int(match[1] + match[2]))


def _weekday(match: re.Match[str], today: date, ahead: bool) -> date | None:
    which, word = match[1], match[2]
    if word not in WEEKDAY_NAMED:
        return None
    ahead = ahead if which in (None, "on") else which != "last"
    return weekday_near(WEEKDAY_NAMED[word], today=today, ahead=ahead, strictly=which in ("last", "next"))


def _day_month(match: re.Match[str], today: date, ahead: bool) -> date | None:
    return _of_year(match[2], match[1], match[3], today, ahead)


def _month_day(match: re.Match[str], today: date, ahead: bool) -> date | None:
    return _of_year(match[1], match[2], match[3], today, ahead)


def _of_year(month: str, day: str, year: str | None, today: date, ahead: bool) -> date | None:
    if month not in MONTH_NAMED:
        return None
    return day_of_year(MONTH_NAMED[month], int(day), today=today, ahead=ahead, year=None if year is None else int(year))


def _exact(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UsageError(f"There is no {day} {month_name(month)} {year}.") from None


def days_from(today: date, days: int) -> date:
    """The date `days` later, or earlier if negative; `UsageError` outside the years that people may name."""
    try:
        return within_reach(today + timedelta(days=days))
    except OverflowError:
        raise UsageError("That is too far off.") from None


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], date | None]], ...] = (
    (_ISO, lambda match, _today, _ahead: date_of(match[0])),
    (_AWAY, _away),
    (_AGO, lambda match, today, _: days_from(today, -int(match[1]))),
    (_IN, lambda match, today, _: days_from(today, int(match[1]))),
    (_WEEKDAY, _weekday),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
)
