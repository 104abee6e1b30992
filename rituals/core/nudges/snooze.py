"""Snoozing a ritual: whether there is anything to snooze, and the confirmation."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from rituals.core.model import Ritual
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.times import local_of
from rituals.core.occurrences.matching import Outcome
from rituals.core.phrases import clock_words, on_day_words
from rituals.core.rituals.board import Group, board
from rituals.core.text import titled


def why_not_snoozed(ritual: Ritual, planner_input: PlannerInput, day: date | None = None) -> str:
    """The sentence on why a ritual can't be snoozed; empty if it can. `day` is the one that is asked about, if not
    today."""
    if ritual.private or ritual.remind == () or ritual.id not in planner_input.state.rituals:
        return f"Nothing is said about {titled(ritual.name)} anyway, so there is nothing to snooze."
    rows = board(planner_input.state, planner_input.local).rows
    row = next((row for row in rows if row.ritual.id == ritual.id), None)
    result = row.result if row is not None and row.group is not Group.TOMORROW else None
    is_ahead = row is None or result is None or result.occurrence.day > row.day or (day is not None and day > row.day)
    if is_ahead or result is None or result.outcome is not Outcome.OPEN:
        return f"{titled(ritual.name)} has nothing left to do today, so there is nothing to snooze."
    return ""


def snoozed_words(ritual: Ritual, until: datetime, now: datetime, zone: tzinfo) -> str:
    """The confirmation after a snooze."""
    at = local_of(until, zone)
    day = on_day_words(at.date(), local_of(now, zone).date())
    return f"{titled(ritual.name)} stays quiet until {clock_words(at.time())} {day}."
