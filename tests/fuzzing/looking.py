"""Everything that anybody ever sees of what was recorded, asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from rituals.core.cadence.words import words
from rituals.core.calendar import add_days
from rituals.core.events.recorded import Recorded
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.planner import last_told, plan_nudge
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.undelivered import mark_nudges_seen, waiting_nudges
from rituals.core.nudges.words import NudgeWords
from rituals.core.occurrences.coming import coming
from rituals.core.occurrences.planned import tick_day
from rituals.core.phrases import day_words
from rituals.core.rhythm.history import strength
from rituals.core.rhythm.history_cache import HistoryCache
from rituals.core.rhythm.milestones import reached_since
from rituals.core.rhythm.summary import rhythm
from rituals.core.rhythm.year import calendar, minutes_by_week, year_of, year_of_all
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import board
from rituals.core.rituals.week import calendar_week, week_ahead
from rituals.core.rituals.words import row_words
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.core.state.private_state import PrivateState
from rituals.core.state.undo import latest_intent
from tests.kit.histories import extend_history

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
    _look_at_nudges(state, DeviceState(records))
    if state.people:
        latest_intent(state, reversed(records), person=state.people[-1].id)
    private = PrivateState(records)
    assert private.checkins is not None
    assert private.kept is not None
    assert private.to_ask is not None
    assert private.asked is not None
    private.ids_to_erase()


def _look_at_days(state: State) -> None:
    for now in (state, state.as_of(add_days(TODAY, -30))):
        today = board(now, LOCAL)
        for row in today.rows:
            row_words(row, Audience(today.people, "", TODAY), TODAY, local=LOCAL)
        week_ahead(now, TODAY, LOCAL)
        calendar_week(now, add_days(TODAY, -30), LOCAL)
    for ritual in state.rituals.values():
        words(ritual.cadence)
        assert all(day_words(day, TODAY) for day in coming(state, ritual, TODAY).days)
    assert state.shared_checkins is not None
    assert state.favourite_questions is not None


def _look_back(state: State) -> None:
    household = state.household
    pasts = HistoryCache().all(state, lambda ritual: tick_day(ritual, LOCAL, household.day_starts_at))
    since, until = add_days(TODAY, -364), add_days(TODAY, 31)
    rhythm(pasts, TODAY, household.week_starts_on)
    for past in pasts:
        strength(past)
        _ = past.milestones
        year_of(past, since, TODAY)
    reached_since(pasts, since)
    year_of_all(pasts, since, TODAY)
    calendar([extend_history(state, past, until) for past in pasts], since, until)
    minutes_by_week(pasts, since, TODAY, household.week_starts_on)


def _look_into_the_jar(state: State) -> None:
    jar = state.jar
    for note in jar.notes:
        jar.is_sealed(note, TODAY)
    jar.unread(TODAY)
    jar.search("r0 walk", TODAY)
    jar.draw([note.id for note in jar.notes], TODAY, lambda weights: len(weights) - 1)
    jar.ids_to_erase(["laptop"])


def _look_at_nudges(state: State, device_state: DeviceState) -> None:
    given = PlannerInput(state, device_state, NudgeSettings(), NOW, ZONE, frozenset({add_days(TODAY, -1)}))
    plan_nudge(given, _NUDGE_WORDS, watched=NOW - timedelta(hours=1))
    list(islice(forecast_nudges(given, _NUDGE_WORDS, NOW + timedelta(days=7)), 30))
    waiting_nudges(given, _NUDGE_WORDS)
    mark_nudges_seen(device_state)
    last_told(given)
    assert device_state.drawn is not None
    assert device_state.questions_shown is not None
