"""Sentences about the week ahead, shared by the app and the command line."""

from __future__ import annotations

from datetime import date

from rituals.core.calendar import Period
from rituals.core.model import EACH, TOGETHER, Quota
from rituals.core.occurrences.matching import Outcome
from rituals.core.occurrences.planned import Occurrence
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import (
    clock_words,
    date_words,
    day_beside,
    day_words,
    held_words,
    minutes_words,
    which_period,
    who_words,
)
from rituals.core.rituals.audience import Audience, doer_words
from rituals.core.rituals.week import Planned, PlannedDay, WeekAhead

_BETWEEN = " · "


def week_heading(week: WeekAhead) -> str:
    """The days of the week: "Sunday 22 November to Saturday 28 November"."""
    return f"{date_words(week.first, week.today)} to {date_words(week.last, week.today)}"


def day_heading(day: PlannedDay, today: date) -> str:
    """A day and the minutes planned on it: "Sunday 22 November · today · 1 h 30 min"."""
    near = day_words(day.day, today) if abs((day.day - today).days) <= 1 else ""
    minutes = minutes_words(day.minutes) if day.planned else "nothing planned"
    return _BETWEEN.join(part for part in (date_words(day.day, today), near, minutes) if part)


def sign_words(planned: Planned) -> str:
    """The word beside the sign; a past occurrence without a tick is "quiet"."""
    return planned.result.outcome.value if planned.result.outcome is Outcome.QUIET else planned.sign.value


def planned_words(planned: Planned, audience: Audience, today: date) -> str:
    """Its time, who did it or will, and its original day if it was moved."""
    if planned.result.occurrence.is_quota:
        return _quota_words(planned, today)
    moved = f"moved from {day_words(planned.moved_from, today)}" if planned.moved_from else ""
    return _BETWEEN.join(part for part in (*_parts(planned, audience), moved) if part)


def _parts(planned: Planned, audience: Audience) -> list[str]:
    who = planned.ritual.who_on(planned.day)
    when = clock_words(planned.at) or "any time"
    is_on_the_day = planned.day == audience.today
    whose = doer_words(planned.ritual, planned.result.kept_by, audience, planned.day, is_on_the_day=is_on_the_day)
    match planned.sign:
        case Sign.RESTED:
            return ["not this time"]
        case Sign.PAUSED:
            return ["paused"]
        case Sign.KEPT | Sign.HELD:
            return [_held_words(planned), whose or when, _for_words(planned.result.occurrence, planned.day)]
        case Sign.HALF | Sign.QUARTER | Sign.MIDWAY | Sign.NEARLY:
            return [when, whose]
        case _:
            return [when, who_words(who, audience.people) if who not in (TOGETHER, EACH) else ""]


def _held_words(planned: Planned) -> str:
    held_on = planned.result.held_on if planned.sign is Sign.HELD else None
    return held_words(held_on, planned.day) if held_on is not None else ""


def _for_words(occurrence: Occurrence, day: date) -> str:
    """For which day it was held, where that isn't the one it is listed under."""
    return "" if occurrence.day <= day <= occurrence.last else f"for {day_beside(occurrence.day, day)}"


def _quota_words(planned: Planned, today: date) -> str:
    """The progress in a period: "1 of 3 this week, any days"."""
    cadence = planned.result.occurrence.span.cadence
    assert isinstance(cadence, Quota)
    occurrence = planned.result.occurrence
    period = f"{which_period(Period(occurrence.day, occurrence.last), today) or 'that'} {cadence.per}"
    if planned.sign is Sign.PAUSED:
        return "paused"
    if planned.sign is Sign.RESTED:
        return f"not {period}"
    left = planned.result.needed - planned.result.done
    done = f"{min(planned.result.done, planned.result.needed)} of {planned.result.needed} {period}"
    return done if left <= 0 else f"{done}, any {'day' if left == 1 else 'days'}"
