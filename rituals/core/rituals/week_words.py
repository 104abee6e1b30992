"""The words of the week ahead, the same on the screen and in the shell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rituals.core.calendar import add_days
from rituals.core.model import EACH, TOGETHER, Person, Quota
from rituals.core.occurrences.matching import Outcome
from rituals.core.occurrences.planned import Occurrence
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import clock_words, date_words, day_words, minutes_words, who_words, whose_words
from rituals.core.rituals.week import Planned, PlannedDay, WeekAhead

_BETWEEN = " · "


def week_heading(week: WeekAhead) -> str:
    """The days of the week: "Sunday 22 November to Saturday 28 November"."""
    return f"{date_words(week.first)} to {date_words(week.last)}"


def day_heading(one: PlannedDay, today: date) -> str:
    """A day and how much of it is spoken for: "Sunday 22 November · today · 1 h 30 min"."""
    near = day_words(one.day, today) if abs((one.day - today).days) <= 1 else ""
    taken = minutes_words(one.minutes) if one.planned else "nothing planned"
    return _BETWEEN.join(part for part in (date_words(one.day), near, taken) if part)


def sign_words(one: Planned) -> str:
    """The word beside the sign; what has gone by unmarked is quiet."""
    return one.result.outcome.value if one.result.outcome is Outcome.QUIET else one.sign.value


def planned_words(one: Planned, people: Sequence[Person], today: date) -> str:
    """When it is, who did it or is to, and where it was moved from."""
    if one.result.occurrence.is_quota:
        return _quota_words(one, today)
    moved = f"moved from {day_words(one.moved_from, today)}" if one.moved_from else ""
    return _BETWEEN.join(part for part in (*_parts(one, people, today), moved) if part)


def _parts(one: Planned, people: Sequence[Person], today: date) -> list[str]:
    who = one.ritual.who
    when = clock_words(one.at) or "any time"
    match one.sign:
        case Sign.RESTED:
            return ["not this time"]
        case Sign.PAUSED:
            return ["paused"]
        case Sign.KEPT:
            days = one.result.ticked_on
            is_elsewhere = set(days).isdisjoint(one.result.occurrence.days)
            keepers = whose_words(one.result.kept_by, people, who)  # none where whoever did it isn't here any more
            return [keepers or when, day_words(days[-1], today) if is_elsewhere else ""]
        case Sign.HALF:
            return [when, whose_words(one.result.kept_by, people, who)]
        case _:
            return [when, who_words(who, people) if who not in (TOGETHER, EACH) else ""]


def _quota_words(one: Planned, today: date) -> str:
    """How far a period has come: "1 of 3 this week, any days"."""
    cadence = one.result.occurrence.span.cadence
    assert isinstance(cadence, Quota)
    period = f"{_which(one.result.occurrence, cadence.per, today)} {cadence.per}"
    if one.sign is Sign.PAUSED:
        return "paused"
    if one.sign is Sign.RESTED:
        return f"not {period}"
    left = one.result.needed - one.result.done
    done = f"{min(one.result.done, one.result.needed)} of {one.result.needed} {period}"
    return done if left <= 0 else f"{done}, any {'day' if left == 1 else 'days'}"


def _which(period: Occurrence, per: str, today: date) -> str:
    """Whether a period is this one, the next one or another, seen from today."""
    if period.day <= today <= period.last:
        return "this"
    day_before = add_days(period.day, -1)
    one_before = day_before.replace(day=1) if per == "month" else add_days(day_before, -6)
    return "next" if one_before <= today <= day_before else "that"
