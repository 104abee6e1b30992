"""What will be told, nudge by nudge, for as long a span as anybody asks about: the loop, played through beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from rituals.core.nudges.planner import plan
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.words import NudgeText, NudgeWords


class ForecastNudge(NamedTuple):
    """A nudge to come: its instant, its words, and what it speaks of."""

    at: datetime
    nudge: NudgeText
    about: tuple[NudgeSubject, ...]


def foreseen(given: PlannerInput, words: NudgeWords, until: datetime) -> Iterator[ForecastNudge]:
    """Every nudge after `given.now`, as the loop tells them where it runs undisturbed and nobody does anything."""
    if not given.settings.on:
        return
    device_state, watched = given.device_state.for_forecast(given.now), given.now
    now = given.now
    while now <= until:
        decided = plan(given._replace(device_state=device_state, now=now), words, watched=watched)
        device_state.told.update((mark.key, mark) for mark in decided.marks)
        if decided.nudge is not None:
            yield ForecastNudge(now, decided.nudge, decided.about)
        now, watched = decided.wake, now
