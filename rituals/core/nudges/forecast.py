"""Forecasts nudges by running the planner ahead on a copy of the device's state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from rituals.core.nudges.planner import NudgeChoice, choose_nudge
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.words import NudgeText, NudgeWords, nudge_text
from rituals.core.occurrences.matching import results_between


class ForecastNudge(NamedTuple):
    """A nudge to come: its instant, its text, and the rituals it is about."""

    at: datetime
    nudge: NudgeText
    about: tuple[NudgeSubject, ...]


class NudgeAhead(NamedTuple):
    """A nudge to come, before anybody reads its text, and what it will be planned from."""

    planner_input: PlannerInput
    choice: NudgeChoice

    @property
    def at(self) -> datetime:
        """Its instant."""
        return self.planner_input.now


def forecast_nudges(planner_input: PlannerInput, words: NudgeWords, until: datetime) -> Iterator[ForecastNudge]:
    """Every nudge after now, as the scheduler will send them if nobody ticks, rests or edits anything."""
    for then, choice in coming_nudges(planner_input, until):
        yield ForecastNudge(then.now, nudge_text(then, choice.about, words, key=choice.key), choice.about)


def coming_nudges(planner_input: PlannerInput, until: datetime) -> Iterator[NudgeAhead]:
    """The same without their texts, for which a catalogue would be read."""
    if not planner_input.settings.on:
        return
    device_state, watched = planner_input.device_state.for_forecast(planner_input.now), planner_input.now
    then = planner_input._replace(device_state=device_state, matching=cache(results_between))
    while then.now <= until:
        choice = choose_nudge(then, watched=watched)
        device_state.told.update((mark.key, mark) for mark in choice.marks)
        if choice.key:
            yield NudgeAhead(then, choice)
        then, watched = then._replace(now=choice.wake), then.now
