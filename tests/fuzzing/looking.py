"""Everything that anybody ever sees of what was recorded, asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from rituals.core.board import board
from rituals.core.calendar import later
from rituals.core.machine import Machine
from rituals.core.milestones import milestones, reached_since
from rituals.core.nudge_settings import NudgeSettings
from rituals.core.nudge_words import NudgeWords
from rituals.core.nudges import last_told, plan
from rituals.core.nudges_ahead import foreseen
from rituals.core.nudges_waiting import seen, waiting_nudges
from rituals.core.past import Pasts, reaching, rhythm, strength
from rituals.core.planned import next_days, tick_day
from rituals.core.private import Private
from rituals.core.recorded import Recorded
from rituals.core.reminders import Circumstances
from rituals.core.state import State
from rituals.core.telling import day_words, row_words
from rituals.core.undo import latest_intent
from rituals.core.week_ahead import calendar_week, week_ahead
from rituals.core.words import words
from rituals.core.year import calendar, minutes_by_week, year_of, year_of_all

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
LOCAL = NOW.astimezone(ZONE).replace(tzinfo=None)
TODAY = LOCAL.date()
_NUDGE_WORDS = NudgeWords(("{name}, if you feel like it.",), ("Something small.",))


def look(records: Sequence[Recorded]) -> None:
    """Fold the records and look at Today, the week, the rhythm, the jar, the nudges, and what one keeps for oneself."""
    state = State(records)
    _look_at_days(state)
    _look_back(state)
    _look_into_the_jar(state)
    _look_at_nudges(state, Machine(records))
    if state.people:
        latest_intent(state, reversed(records))
    private = Private(records)
    assert private.checkins is not None
    assert private.kept is not None
    assert private.to_ask is not None
    assert private.asked is not None
    private.condemned()


def _look_at_days(state: State) -> None:
    for now in (state, state.as_of(later(TODAY, -30))):
        today = board(now, LOCAL)
        for row in today.rows:
            row_words(row, today.people, TODAY, local=LOCAL)
        week_ahead(now, TODAY, LOCAL)
        calendar_week(now, later(TODAY, -30), LOCAL)
    for ritual in state.rituals.values():
        words(ritual.cadence)
        days = next_days(ritual, TODAY, state.household.week_starts_on)
        assert all(day_words(day, TODAY) for day in days)
    assert state.shared_checkins is not None
    assert state.favourite_questions is not None


def _look_back(state: State) -> None:
    household = state.household
    pasts = Pasts().all(state, lambda ritual: tick_day(ritual, LOCAL, household.day_starts_at))
    since, until = later(TODAY, -364), later(TODAY, 31)
    rhythm(pasts, TODAY, household.week_starts_on)
    for past in pasts:
        strength(past)
        milestones(past)
        year_of(past, since, TODAY)
    reached_since(pasts, since)
    year_of_all(pasts, since, TODAY)
    calendar([reaching(state, past, until) for past in pasts], since, until)
    minutes_by_week(pasts, since, TODAY, household.week_starts_on)


def _look_into_the_jar(state: State) -> None:
    jar = state.jar
    for note in jar.notes:
        jar.is_sealed(note, TODAY)
    jar.unread(TODAY)
    jar.search("r0 walk", TODAY)
    jar.draw([note.id for note in jar.notes], TODAY, lambda weights: len(weights) - 1)
    jar.condemned(["laptop"])


def _look_at_nudges(state: State, machine: Machine) -> None:
    given = Circumstances(state, machine, NudgeSettings(), NOW, ZONE, frozenset({later(TODAY, -1)}))
    plan(given, _NUDGE_WORDS, watched=NOW - timedelta(hours=1))
    list(islice(foreseen(given, _NUDGE_WORDS, NOW + timedelta(days=7)), 30))
    waiting_nudges(given, _NUDGE_WORDS)
    seen(machine)
    last_told(machine)
    assert machine.drawn is not None
    assert machine.questions_shown is not None
