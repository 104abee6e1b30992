"""Forecasts nudges by running the planner ahead on a copy of the device's state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from rituals.core.nudges.planner import plan_nudge
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.words import NudgeText, NudgeWords


class ForecastNudge(NamedTuple):
    """A nudge to come: its instant, its text, and the rituals it is about."""

    at: datetime
    nudge: NudgeText
    about: tuple[NudgeSubject, ...]


def forecast_nudges(planner_input: PlannerInput, words: NudgeWords, until: datetime) -> Iterator[ForecastNudge]:
    """Every nudge after now, as the scheduler will send them if nobody ticks, rests or edits anything."""
    if not planner_input.settings.on:
        return
    device_state, watched = planner_input.device_state.for_forecast(planner_input.now), planner_input.now
    instant = planner_input.now
    while instant <= until:
        decided = plan_nudge(planner_input._replace(device_state=device_state, now=instant), words, watched=watched)
        device_state.told.update((mark.key, mark) for mark in decided.marks)
        if decided.nudge is not None:
            yield ForecastNudge(instant, decided.nudge, decided.about)
        instant, watched = decided.wake, instant
