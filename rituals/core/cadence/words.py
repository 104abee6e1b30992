"""Cadences as sentences: `parse` reads one, `words` writes one, and `parse` can read all that `words` writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, time, tzinfo
from typing import NamedTuple

import msgspec

from rituals.core.cadence.expansion import first_matching_day
from rituals.core.cadence.interpreter import cadence_of, rule_of
from rituals.core.cadence.lexer import tokens
from rituals.core.cadence.parser import CadenceParser
from rituals.core.cadence.phrases import CadencePhrases
from rituals.core.cadence.rrule import Nth, Parts, parts_of, text_of
from rituals.core.calendar import MONTH_LENGTHS, MONTHS, MONTHS_SHORT, WEEKDAYS_SHORT, add_days, month_name
from rituals.core.model import Cadence, Once, Quota, Rule
from rituals.core.phrases import day_words, short_day
from rituals.core.text import LAST, joined, ordinal, printable
from rituals.errors import UsageError

WHEN_WANTED = "In your own words, such as “every fri at 19:30” or “3 times a week”."
"""How a cadence is asked for."""
LONGEST_TEXT = 400
_LONGEST_QUOTE = 60
_EXAMPLES = "“every fri at 19:30”, “3 times a week” or “every month on the 1st sat”"
_RRULE = re.compile(r"(?:RRULE:)?FREQ=\S*|\S*;FREQ=\S*", re.IGNORECASE)
_FEBRUARY, _SHORTEST_MONTH = 2, 28
_WORKDAYS = tuple(Nth(0, weekday) for weekday in range(5))


def parse(text: str, *, today: date, zone: tzinfo = UTC) -> Cadence:
    """The cadence that a sentence or an RRULE means, not yet activated; `zone` makes an RRULE's UNTIL in UTC a local
    date.

    `UsageError` quotes the text, says which word was not understood, and shows three sentences that work.
    """
    try:
        return _parsed(text, today, zone)
    except UsageError as problem:
        quote = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
        raise UsageError(printable(f"“{quote}” cannot be read as when: {problem} These work: {_EXAMPLES}.")) from None


def words(cadence: Cadence, today: date | None = None, *, on: date | None = None) -> str:
    """The sentence people would use for a cadence; an RRULE without one is shown as it is.

    Days are written as `parse` reads them on any day, or with `today` as they are called on that day; then the first
    day of a rule is named too, where `start_ahead` has one on the day `on`, which is today unless it is named.
    """
    return _worded(cadence, today, on=on or today)


def words_to_type(cadence: Cadence, today: date) -> str:
    """The sentence that a person would type on this day for a cadence, its first day included as in `words`; days are
    written as `parse` reads them on any day."""
    return _worded(cadence, None, on=today)


def _worded(cadence: Cadence, today: date | None, *, on: date | None) -> str:
    match cadence:
        case Rule():
            return _rule_words(cadence, today, on)
        case Quota(times, per):
            wording = f"{_times_words(times)} a {per}"
        case Once(day, days):
            is_near = today is not None and abs((day - today).days) <= 1
            on_day = f"{'' if is_near else 'on '}{_day(day, today)}"
            wording = on_day if days == 1 else f"{on_day} for {days} days"
    return f"{wording}{_at_words(cadence.at)}"


def _rule_words(rule: Rule, today: date | None, on: date | None) -> str:
    """A rule as a sentence, ignoring WKST; an RRULE that only a later version can read comes back unchanged."""
    try:
        parts = parts_of(rule.rrule)
    except UsageError:
        return f"{rule.rrule}{_at_words(rule.at)}"
    start = on and start_ahead(rule, on)
    from_day = f" from {_day(start, today)}" if start else ""
    plain = msgspec.structs.replace(parts, week_start=None, until=None, count=None)
    wording = next((wording for wording_of in _WORDINGS if (wording := wording_of(plain)) is not None), None)
    if wording is None:
        return f"{text_of(parts)}{from_day}{_at_words(rule.at)}"
    until = f" until {_day(parts.until, today)}" if parts.until else ""
    in_all = f", {_times_words(parts.count)} in all" if parts.count else ""
    return f"{wording}{from_day}{until}{_at_words(rule.at)}{in_all}"


def _day(day: date, today: date | None) -> str:
    """A day of a cadence; one gone by has its date, as “until Thursday” is the next one."""
    if today is None:
        return str(day)
    return day_words(day, today) if day >= add_days(today, -1) else short_day(day, today)


def start_ahead(cadence: Cadence, today: date) -> date | None:
    """The first day of a rule that lies ahead because somebody chose it: without it, a day of the rule would come
    before."""
    if not isinstance(cadence, Rule) or cadence.start is None or cadence.start <= today:
        return None
    earliest = first_matching_day(parts_of(cadence.rrule), today)
    return cadence.start if earliest < cadence.start else None


def skipping_words(cadence: Cadence) -> str:
    """A sentence on the months or years that a rule skips because they don't have its day, and on the day to say that
    each of them has; empty for any other cadence.

    A rule with a start is asked only about the months that its interval leads to.
    """
    if not isinstance(cadence, Rule):
        return ""
    parts = msgspec.structs.replace(parts_of(cadence.rrule), until=None, count=None, week_start=None)
    is_of_months = parts.freq == "MONTHLY" or bool(parts.months) or bool(parts.month_days)
    in_each = min(_shortest(month) for month in _months(parts, cadence.start))
    skipped = [pick for pick in _picked(parts, in_each) if is_of_months and pick.nth > pick.least]
    if not skipped:
        return ""
    period, of_month = ("years", f" of {month_name(parts.months[0])}") if len(parts.months) == 1 else ("months", "")
    without = " or ".join(f"a {pick.words.removeprefix('the ')}{of_month}" for pick in skipped)
    instead = " and ".join(dict.fromkeys(f"{pick._replace(nth=LAST).words}{of_month}" for pick in skipped))
    return f"It skips {period} without {without}; “on {instead}” skips none."


def _months(parts: Parts, start: date | None) -> Iterable[int]:
    """The months in which a rule looks for its days."""
    if parts.months or parts.freq != "MONTHLY" or start is None:
        return parts.months or range(1, 13)
    return {(start.month - 1 + step * parts.interval) % 12 + 1 for step in range(12)}


def _shortest(month: int) -> int:
    return _SHORTEST_MONTH if month == _FEBRUARY else MONTH_LENGTHS[month - 1]


def _times_words(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _at_words(at: time | None) -> str:
    return f" at {at:%H:%M}" if at is not None else ""


def _parsed(text: str, today: date, zone: tzinfo) -> Cadence:
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"That is {len(text):,} characters long; {LONGEST_TEXT} are enough.")
    rrule = _RRULE.search(text)
    if rrule is None:
        return cadence_of(CadenceParser(tokens(text), today).read(), today)
    return _from_rrule(rrule[0], f"{text[: rrule.start()]} {text[rrule.end() :]}", today, zone)


def _from_rrule(rrule_text: str, rest: str, today: date, zone: tzinfo) -> Rule:
    """The rule of an RRULE text; `rest` may hold nothing but a time and a first day."""
    phrases = CadenceParser(tokens(rest), today).read()
    if phrases != CadencePhrases(at=phrases.at, start=phrases.start):
        raise UsageError("Beside an RRULE there is room for a time and a first day only, as in “FREQ=DAILY at 19:30”.")
    return rule_of(phrases, parts_of(rrule_text, zone, phrases.at), today)


def _every(number: int, unit: str) -> str:
    return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def _days(parts: Parts) -> str | None:
    return _every(parts.interval, "day") if parts == Parts("DAILY", parts.interval) else None


def _weekdays(parts: Parts) -> str | None:
    if not parts.weekdays or parts != Parts("WEEKLY", parts.interval, weekdays=parts.weekdays):
        return None
    named = joined(WEEKDAYS_SHORT[nth.weekday] for nth in parts.weekdays)
    if parts.interval > 1:
        return f"{_every(parts.interval, 'week')} on {named}"
    return "every weekday" if parts.weekdays == _WORKDAYS else f"every {named}"


def _monthly(parts: Parts) -> str | None:
    picks = _picks(parts)
    if picks is None or parts.freq != "MONTHLY" or parts.months:
        return None
    return f"{_every(parts.interval, 'month')} on {joined(picks)}"


def _anniversary(parts: Parts) -> str | None:
    one_day = len(parts.months) == len(parts.month_days) == 1 and parts.month_days[0] > 0
    if not one_day or _picks(parts) is None or parts.freq != "YEARLY":
        return None
    return f"{_every(parts.interval, 'year')} on {parts.month_days[0]} {MONTHS_SHORT[parts.months[0] - 1]}"


def _of_months(parts: Parts) -> str | None:
    picks = _picks(parts)
    if picks is None or parts.freq != "YEARLY" or not parts.months or (parts.positions and len(parts.months) > 1):
        return None
    months = joined(MONTHS[month - 1] for month in parts.months)
    return f"{_every(parts.interval, 'year')} on {joined(picks)} of {months}"


class _Pick(NamedTuple):
    """A day that a rule picks in each of its months: the nth of some, of which a month has from `least` to `most`."""

    nth: int
    least: int
    most: int
    name: str

    @property
    def words(self) -> str:
        return f"the {ordinal(self.nth)}{self.name or (' day' if self.nth < 0 else '')}"


def _picks(parts: Parts) -> list[str] | None:
    """The days of a month that a rule picks, as words; None if it has other parts, or a day without a name."""
    picks = _picked(parts)
    if not picks or not all(1 <= pick.nth <= pick.most or pick.nth == LAST for pick in picks):
        return None
    return [pick.words for pick in picks]


def _picked(parts: Parts, days_in_each: int = _SHORTEST_MONTH) -> list[_Pick]:
    """The days of a month that a rule picks; empty if it has other parts. `days_in_each` of its months are sure."""
    base = Parts(parts.freq, parts.interval, months=parts.months)
    if parts == msgspec.structs.replace(base, month_days=parts.month_days):
        return [_Pick(day, days_in_each, 31, "") for day in parts.month_days]
    if parts == msgspec.structs.replace(base, weekdays=parts.weekdays):
        return [_Pick(nth.ordinal, 4, 5, f" {WEEKDAYS_SHORT[nth.weekday]}") for nth in parts.weekdays]
    if parts == msgspec.structs.replace(base, weekdays=_WORKDAYS, positions=parts.positions):
        return [_Pick(position, 20, 20, " weekday") for position in parts.positions]
    return []


_WORDINGS: tuple[Callable[[Parts], str | None], ...] = (_days, _weekdays, _monthly, _anniversary, _of_months)
