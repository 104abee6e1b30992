"""Snoozing a ritual: for how long, whether there is anything to snooze, and the confirmation."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from rituals.core.cadence.lexer import clock_of, tidied
from rituals.core.calendar import add_days, day_of
from rituals.core.model import Quota, Ritual
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.times import after_quiet, instant_of, is_quiet, local_of
from rituals.core.occurrences.matching import Outcome
from rituals.core.occurrences.planned import Occurrence
from rituals.core.phrases import clock_words, on_day_words
from rituals.core.rituals.board import Group, board
from rituals.core.text import printable, titled
from rituals.errors import Remedy, RuleError, UsageError

_EVENING = time(20)
_LONGEST_QUOTE = 40
_LENGTH = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}) ?h(?:ours?)?)? ?(?:(?P<minutes>[0-9]{1,4}) ?(?P<unit>m(?:in(?:utes?)?)?)?)?"
)


class Snooze(StrEnum):
    """The lengths of a snooze that are offered; any other can be typed."""

    QUARTER = "15 min"
    HOUR = "1 h"
    EVENING = "this evening"
    AFTER_QUIET = "after the quiet hours"


def snoozed_until(text: str, planner_input: PlannerInput, occurrence: Occurrence | None = None) -> datetime:
    """The instant at which a snooze ends that begins now, from a length or a time of day: 30m, 1h30, 20:15, evening.

    "This evening" is 20:00, or in an hour if that is past. `UsageError` for what can't be read; `RuleError` for an end
    after today and the quiet hours that follow, or at which no nudge comes; for an `occurrence` also after the quota's
    period.
    """
    until = _end(tidied(text).removeprefix("this "), planner_input)
    if until is None:
        raise UsageError(
            f"“{printable(text[:_LONGEST_QUOTE])}” is no time to snooze for. Write it like 30m, 1h30, 20:15 or evening."
        )
    _check_end(until, planner_input, occurrence)
    return until


def _end(text: str, planner_input: PlannerInput) -> datetime | None:
    now, zone = planner_input.now, planner_input.zone
    if text == Snooze.AFTER_QUIET:
        return _next_instant_at(clock_words(planner_input.settings.quiet_until), now, zone)
    if text == "evening":
        evening = instant_of(datetime.combine(local_of(now, zone).date(), _EVENING), zone)
        return evening if evening is not None and evening > now else now + timedelta(hours=1)
    length = _LENGTH.fullmatch(text)
    if length is None:
        return None if "h" in text else _next_instant_at(text, now, zone)  # 1:30h may be a length, or a time of day
    if not (length["hours"] or length["unit"]):
        return None
    elapsed = timedelta(hours=int(length["hours"] or 0), minutes=int(length["minutes"] or 0))
    return now + elapsed if elapsed else None


def _next_instant_at(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The next instant at which clocks show a time; None where the text is none."""
    try:
        clock = clock_of(text)
    except UsageError:
        return None
    local = local_of(now, zone)
    return instant_of(datetime.combine(add_days(local.date(), int(clock <= local.time())), clock), zone)


def _check_end(until: datetime, planner_input: PlannerInput, occurrence: Occurrence | None) -> None:
    """Raise `RuleError` if a snooze can't end at an instant."""
    settings, zone, local_date = planner_input.settings, planner_input.zone, planner_input.local.date()

    def moment_words(instant: datetime) -> str:
        local = local_of(instant, zone)
        return f"{clock_words(local.time())} {on_day_words(local.date(), local_date)}"

    day_ends = _end_of_today(planner_input)
    latest = day_ends - timedelta(microseconds=1)
    ending_quota = _ending_quota(occurrence, _today(planner_input))
    if ending_quota is None:
        latest = after_quiet(latest, settings, zone)
    if until > latest:
        ends = f"by {moment_words(latest)}" if latest > day_ends else "today"
        raise RuleError(
            f"{moment_words(until)} is too late: a snooze ends {ends}. Choose an earlier time, or move it to another "
            "day."
        )
    if is_quiet(until, settings, zone):
        clock, begin, end = map(clock_words, (local_of(until, zone).time(), settings.quiet_from, settings.quiet_until))
        lies = f"{clock} lies in the quiet hours, from {begin} until {end}"
        next_moment = after_quiet(until, settings, zone)
        if ending_quota is not None and next_moment > latest:
            raise RuleError(f"{lies}, and its {ending_quota.per} ends today.")
        raise RuleError(f"{lies}. The next time that works is {moment_words(next_moment)}.", Remedy.SNOOZE_LATER)


def _ending_quota(occurrence: Occurrence | None, today: date) -> Quota | None:
    """The quota whose period ends today, so that nothing is left to be heard of tomorrow."""
    if occurrence is None or occurrence.last > today or not isinstance(occurrence.span.cadence, Quota):
        return None
    return occurrence.span.cadence


def _end_of_today(planner_input: PlannerInput) -> datetime:
    """The instant at which the couple's next day begins; in a day from now if the zone leaves that day out."""
    tomorrow = add_days(_today(planner_input), 1)
    begins = instant_of(datetime.combine(tomorrow, planner_input.state.household.day_starts_at), planner_input.zone)
    return begins or planner_input.now + timedelta(days=1)


def _today(planner_input: PlannerInput) -> date:
    return day_of(planner_input.local, planner_input.state.household.day_starts_at)


def why_not_snoozed(ritual: Ritual, planner_input: PlannerInput, day: date | None = None) -> str:
    """The sentence on why a ritual can't be snoozed; empty if it can. `day` is the one that is asked about, if not
    today."""
    if ritual.private or ritual.remind == () or ritual.id not in planner_input.state.rituals:
        return f"Nothing is said about {titled(ritual.name)} anyway, so there is nothing to snooze."
    rows = board(planner_input.state, planner_input.local).rows
    row = next((row for row in rows if row.ritual.id == ritual.id), None)
    result = row.result if row is not None and row.group is not Group.TOMORROW else None
    is_ahead = row is None or result is None or result.occurrence.day > row.day or (day is not None and day > row.day)
    if is_ahead or result is None or row is None or result.outcome_on(row.day) is not Outcome.OPEN:
        return f"{titled(ritual.name)} has nothing left to do today, so there is nothing to snooze."
    return ""


def snoozed_words(ritual: Ritual, until: datetime, now: datetime, zone: tzinfo) -> str:
    """The confirmation after a snooze."""
    at = local_of(until, zone)
    day = on_day_words(at.date(), local_of(now, zone).date())
    return f"{titled(ritual.name)} stays quiet until {clock_words(at.time())} {day}."
