"""RRULEs of whole days (RFC 5545 §3.3.10): parsed, checked, and written in one canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

import msgspec

from rituals.core.calendar import FIRST_DAY, LAST_DAY
from rituals.core.model import MONDAY
from rituals.core.text import printable
from rituals.errors import UsageError

Freq: TypeAlias = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]
FREQS: tuple[Freq, ...] = get_args(Freq)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_INTERVAL: dict[Freq, int] = {"DAILY": 366, "WEEKLY": 52, "MONTHLY": 24, "YEARLY": 10}
MOST_COUNT = 9999
LONGEST_TEXT = 400
_MOST_OF_A_WEEKDAY = 5  # in a month; beyond, dateutil runs off the end of its year


class Nth(msgspec.Struct, frozen=True, order=True):
    """A weekday, Monday = 0; `ordinal` picks one of the month or year (-1 the last), 0 means every one."""

    ordinal: int
    weekday: int


class Parts(msgspec.Struct, frozen=True):
    """The parts of an RRULE; every tuple is sorted, without duplicates, and empty where the part is absent."""

    freq: Freq
    interval: int = 1
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[Nth, ...] = ()
    positions: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    week_start: int | None = None
    """The first day of a week where the rule names one; Monday otherwise (RFC 5545 §3.3.10, WKST)."""

    @property
    def first_weekday(self) -> int:
        """The first day of the weeks by which the rule counts."""
        return MONDAY if self.week_start is None else self.week_start

    def with_weeks_from(self, weekday: int) -> Parts:
        """The rule with weeks that begin on this weekday, unless it names one itself."""
        return self if self.week_start is not None else msgspec.structs.replace(self, week_start=weekday)

    @property
    def week_start_matters(self) -> bool:
        """Whether the rule's days depend on the first day of the week (RFC 5545 §3.3.10, WKST)."""
        weekly = self.freq == "WEEKLY" and (self.interval > 1 or bool(self.positions))
        return weekly or bool(self.weeks)

    @property
    def is_plain(self) -> bool:
        """Whether it is "every n days" or "every n weeks on these weekdays", UNTIL and COUNT aside."""
        plain = Parts(self.freq, self.interval, weekdays=self.weekdays, until=self.until, count=self.count)
        days_only = self.freq == "DAILY" and not self.weekdays
        return (days_only or self.freq == "WEEKLY") and msgspec.structs.replace(self, week_start=None) == plain


class _Numbers(msgspec.Struct, frozen=True):
    field: str
    most: int
    may_be_negative: bool
    freqs: tuple[Freq, ...]


_NUMBERS: dict[str, _Numbers] = {
    "BYMONTH": _Numbers("months", 12, False, FREQS),
    "BYWEEKNO": _Numbers("weeks", 53, True, ("YEARLY",)),
    "BYYEARDAY": _Numbers("year_days", 366, True, ("YEARLY",)),
    "BYMONTHDAY": _Numbers("month_days", 31, True, ("YEARLY", "MONTHLY", "DAILY")),
    "BYSETPOS": _Numbers("positions", 366, True, FREQS),
}
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST", *_NUMBERS}
_OF_THE_CLOCK = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_BYDAY = r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)"
_UNTIL = r"([0-9]{8})(?:T([0-9]{6})(Z?))?"


def normalised(rrule_text: str, *, zone: tzinfo = UTC) -> str:
    """The canonical text of an RRULE; `zone` makes an UNTIL in UTC a local date. `UsageError` if it is invalid or not
    supported."""
    return text_of(parts_of(rrule_text, zone))


@lru_cache(maxsize=512)
def parts_of(rrule_text: str, zone: tzinfo = UTC, at: time | None = None) -> Parts:
    """The parts of an RRULE, checked; `UsageError` says what is wrong with it.

    `at` is the local time of what it plans: its UNTIL becomes the last day on which that time is not after it. So the
    end is settled once; another time of day later leaves the last day as it is.
    """
    values = _values_by_name(rrule_text)
    freq = _freq(values.get("FREQ", ""))
    numbers = {row.field: _numbers(name, values[name], freq) for name, row in _NUMBERS.items() if name in values}
    until, count = values.get("UNTIL"), values.get("COUNT")
    if until is not None and count is not None:
        raise UsageError("UNTIL and COUNT cannot both end a rule; keep one of them.")
    parts = Parts(
        freq,
        interval=_whole("INTERVAL", values.get("INTERVAL", "1"), LONGEST_INTERVAL[freq]),
        weekdays=_weekdays(values["BYDAY"], freq) if "BYDAY" in values else (),
        until=None if until is None else _until(until, zone, at),
        count=None if count is None else _whole("COUNT", count, MOST_COUNT),
        week_start=_week_start(values["WKST"]) if "WKST" in values else None,
        **numbers,
    )
    return _consistent(parts)


def text_of(parts: Parts) -> str:
    """The canonical RRULE text: its parts in a fixed order, without those that only repeat a default."""
    assignments = [f"FREQ={parts.freq}"]
    if parts.interval != 1:
        assignments.append(f"INTERVAL={parts.interval}")
    lists: tuple[tuple[str, Iterable[object]], ...] = (
        ("BYMONTH", parts.months),
        ("BYWEEKNO", parts.weeks),
        ("BYYEARDAY", parts.year_days),
        ("BYMONTHDAY", parts.month_days),
        ("BYDAY", [f"{nth.ordinal or ''}{CODES[nth.weekday]}" for nth in parts.weekdays]),
        ("BYSETPOS", parts.positions),
    )
    assignments += [f"{name}={','.join(map(str, values))}" for name, values in lists if values]
    if parts.until is not None:
        assignments.append(f"UNTIL={parts.until:%Y%m%d}")
    if parts.count is not None:
        assignments.append(f"COUNT={parts.count}")
    if parts.week_start is not None:
        assignments.append(f"WKST={CODES[parts.week_start]}")
    return ";".join(assignments)


def explicit(parts: Parts, on: date) -> Parts:
    """The rule with the days that its first day implies written out (RFC 5545 §3.3.10, last paragraphs)."""
    if parts.weekdays or parts.month_days or parts.year_days or parts.weeks or parts.freq == "DAILY":
        return parts
    if parts.freq == "WEEKLY":
        return msgspec.structs.replace(parts, weekdays=(Nth(0, on.weekday()),))
    if parts.freq == "YEARLY":
        parts = msgspec.structs.replace(parts, months=parts.months or (on.month,))
    return msgspec.structs.replace(parts, month_days=(on.day,))


def _values_by_name(rrule_text: str) -> dict[str, str]:
    """The values by part name, in capitals; `UsageError` for an unknown part, or one that comes twice."""
    text = rrule_text.strip().upper().removeprefix("RRULE:").strip(";")
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"A rule has at most {LONGEST_TEXT} characters; this one has {len(text):,}.")
    values: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if name in _OF_THE_CLOCK:
            raise UsageError(f"“{name}” is not for a rule of whole days; say the time after it, as in “at 19:30”.")
        if not equals or not value or name not in _KNOWN:
            raise UsageError(f"“{printable(part)[:40]}” is no part of a rule of whole days, such as BYDAY=SA.")
        if name in values:
            raise UsageError(f"“{name}” stands in the rule twice; keep one.")
        values[name] = value
    return values


def _freq(value: str) -> Freq:
    for freq in FREQS:
        if value == freq:
            return freq
    if value in {"HOURLY", "MINUTELY", "SECONDLY"}:
        raise UsageError(f"“FREQ={value}” is more often than once a day; FREQ=DAILY is the most.")
    raise UsageError("“FREQ” has to be DAILY, WEEKLY, MONTHLY or YEARLY.")


def _whole(name: str, value: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", value) or not 1 <= int(value) <= most:
        raise UsageError(f"“{name}={printable(value)[:20]}” does not work; {name} goes from 1 to {most} here.")
    return int(value)


def _numbers(name: str, value: str, freq: Freq) -> tuple[int, ...]:
    row = _NUMBERS[name]
    if freq not in row.freqs:
        raise UsageError(f"“{name}” does not go with FREQ={freq} (RFC 5545, section 3.3.10).")
    numbers = set()
    for item in value.split(","):
        fits = re.fullmatch(r"[+-]?[0-9]{1,3}", item) is not None
        least = -row.most if row.may_be_negative else 1
        if not fits or int(item) == 0 or not least <= int(item) <= row.most:
            raise UsageError(f"“{printable(item)[:20]}” does not work in {name}; it counts up to {row.most}.")
        numbers.add(int(item))
    return tuple(sorted(numbers, key=_first_things_first))


def _first_things_first(number: int) -> tuple[bool, int]:
    """A sort key that puts numbers counted from the end last: 1, 15, -2, -1."""
    return number < 0, number


def _weekdays(value: str, freq: Freq) -> tuple[Nth, ...]:
    weekdays = set()
    for item in value.split(","):
        match = re.fullmatch(_BYDAY, item)
        if match is None or (match[1] is not None and not 1 <= abs(int(match[1])) <= 53):
            raise UsageError(f"“{printable(item)[:20]}” is no weekday of BYDAY, such as SA or -1SU.")
        weekdays.add(Nth(int(match[1] or 0), CODES.index(match[2])))
    counted = {bool(nth.ordinal) for nth in weekdays}
    if True in counted and freq not in ("MONTHLY", "YEARLY"):
        raise UsageError(f"“BYDAY={printable(value)[:40]}” counts weekdays, which takes FREQ=MONTHLY or FREQ=YEARLY.")
    if len(counted) > 1:
        raise UsageError(f"“BYDAY={printable(value)[:40]}” mixes counted weekdays with plain ones; keep one kind.")
    return tuple(sorted(weekdays, key=lambda nth: (*_first_things_first(nth.ordinal), nth.weekday)))


def _until(value: str, zone: tzinfo, at: time | None) -> date:
    """The last day of an UNTIL; with a time of day, the last one on which `at` is not after it (RFC 5545 §3.3.10)."""
    match = re.fullmatch(_UNTIL, value)
    try:
        if match is None:
            raise ValueError(value)
        ends = datetime.strptime(match[1] + (match[2] or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - floating, unless Z
        if match[3]:
            ends = ends.replace(tzinfo=UTC).astimezone(zone)
        # In UTC, because times of one zone are compared by the clock on the wall, which a clock change puts back.
        is_after = at is not None and _moment(datetime.combine(ends, at, ends.tzinfo)) > _moment(ends)
        day = ends.date() - timedelta(days=is_after)
    except (ValueError, OverflowError):
        raise UsageError(f"“UNTIL={printable(value)[:20]}” is no day; write it like UNTIL=20261224.") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageError(f"“UNTIL={value}” is too far off; days go from {FIRST_DAY.year} to {LAST_DAY.year}.")
    return day


def _moment(local: datetime) -> datetime:
    return local if local.tzinfo is None else local.astimezone(UTC)


def _week_start(value: str) -> int:
    if value not in CODES:
        raise UsageError(f"“WKST={printable(value)[:20]}” is no weekday, such as MO or SU.")
    return CODES.index(value)


def _consistent(parts: Parts) -> Parts:
    """The parts without those that change nothing; `UsageError` if they contradict each other."""
    picks = parts.months or parts.weeks or parts.year_days or parts.month_days or parts.weekdays
    if parts.positions and not picks:
        raise UsageError("“BYSETPOS” picks from other parts; name them, as in BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1.")
    if parts.weeks and any(nth.ordinal for nth in parts.weekdays):
        raise UsageError("“BYWEEKNO” does not go with counted weekdays in BYDAY (RFC 5545, section 3.3.10).")
    of_months = parts.freq == "MONTHLY" or parts.months
    if of_months and any(abs(nth.ordinal) > _MOST_OF_A_WEEKDAY for nth in parts.weekdays):
        raise UsageError(
            "“BYDAY” says a day that never comes: no month has more than five of a weekday. Choose another."
        )
    if parts.freq == "DAILY" and parts.positions:
        if not {1, -1} & set(parts.positions):
            raise UsageError("“BYSETPOS” never comes to anything there; a day has only one day to pick from.")
        parts = msgspec.structs.replace(parts, positions=())
    if parts.week_start_matters:
        return parts
    return msgspec.structs.replace(parts, week_start=None)
