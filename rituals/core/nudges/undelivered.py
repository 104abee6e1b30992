"""Nudges that reached nobody on the desktop, for the app to show today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from rituals.core.calendar import day_of
from rituals.core.events import NudgesSeen, NudgeTold
from rituals.core.model import RitualId
from rituals.core.nudges.planner import ritual_in
from rituals.core.nudges.reminders import ASK, RETURN, NudgeSubject, PlannerInput, is_spoken_of
from rituals.core.nudges.words import NudgeText, NudgeWords, nudge_text
from rituals.core.occurrences.matching import Outcome
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Row, board
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState

_SHOWN_BY_TODAY = (ASK, RETURN)
"""The keys of what Today has rows for by itself, sent or not."""


class Undelivered(NamedTuple):
    """The one nudge that the app shows instead of the desktop, and Today's rows that it is about."""

    nudge: NudgeText
    rows: tuple[Row, ...]


def waiting_nudges(planner_input: PlannerInput, words: NudgeWords) -> Undelivered | None:
    """Today's nudges that reached nobody, as far as their rituals are still open; None if there are none."""
    rows = waiting_rows(planner_input)
    if not rows:
        return None
    subjects = [_subject(planner_input, row) for row in rows]
    return Undelivered(nudge_text(planner_input, subjects, words, key=_waiting_keys(planner_input)[0]), rows)


def waiting_rows(planner_input: PlannerInput) -> tuple[Row, ...]:
    """Today's rows that such nudges are about, for which no text has to be chosen."""
    nudged_rituals = {ritual_in(key) for key in _waiting_keys(planner_input)}
    if not nudged_rituals:
        return ()
    return tuple(
        row
        for row in board(planner_input.state, planner_input.local).rows
        if _is_to_do(planner_input.state, row)
        and (row.ritual.id in nudged_rituals or (None in nudged_rituals and _is_in_digest(row)))
    )


def _waiting_keys(planner_input: PlannerInput) -> list[str]:
    today = day_of(planner_input.local, planner_input.state.household.day_starts_at)
    aside = [nudge.key for nudge in _set_aside(planner_input.device_state) if nudge.on == today]
    return [key for key in aside if not key.startswith(_SHOWN_BY_TODAY)]


def mark_nudges_seen(device_state: DeviceState) -> list[NudgesSeen]:
    """The event that marks waiting nudges as seen; none where no nudge waits."""
    return [NudgesSeen()] if any(_set_aside(device_state)) else []


def _set_aside(device_state: DeviceState) -> Iterator[NudgeTold]:
    """The nudges that nobody saw yet, except those superseded by a later one of the same ritual."""
    shown: dict[RitualId | None, int] = {}
    for key, nudge in device_state.told.items():
        if nudge.shown and not key.startswith(_SHOWN_BY_TODAY):
            shown[ritual_in(key)] = max(shown.get(ritual_in(key), 0), device_state.order_of(key))
    for key, nudge in device_state.told.items():
        order = device_state.order_of(key)
        if not nudge.shown and order > device_state.seen_up_to and order > shown.get(ritual_in(key), 0):
            yield nudge


def _is_to_do(state: State, row: Row) -> bool:
    result = row.result
    return result is not None and result.outcome is Outcome.OPEN and is_spoken_of(state, row.ritual, result, row.day)


def _is_in_digest(row: Row) -> bool:
    """Whether a row belongs to the digest: it has no time of its own, and its ritual may be nudged."""
    return row.at is None and row.ritual.remind != () and not row.ritual.private and row.sign is not Sign.COMING


def _subject(planner_input: PlannerInput, row: Row) -> NudgeSubject:
    assert row.result is not None, "nothing else is to do"
    occurrence, local = row.result.occurrence, planner_input.local
    if row.at is not None:
        local = datetime.combine(row.day if occurrence.is_quota else row.result.begins_on, row.at)
    return NudgeSubject(row.ritual, local, row.at is not None, row.day, occurrence.key)
