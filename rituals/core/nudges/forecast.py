"""What will be told, nudge by nudge, for as long a span as anybody asks about: the loop, played through beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from rituals.core.nudges.planner import plan
from rituals.core.nudges.reminders import Circumstances, Subject
from rituals.core.nudges.words import NudgeWords, Said


class Foreseen(NamedTuple):
    """A nudge to come: its instant, its words, and what it speaks of."""

    at: datetime
    nudge: Said
    about: tuple[Subject, ...]


def foreseen(given: Circumstances, words: NudgeWords, until: datetime) -> Iterator[Foreseen]:
    """Every nudge after `given.now`, as the loop tells them where it runs undisturbed and nobody does anything."""
    if not given.settings.on:
        return
    machine, watched = given.machine.imagined(given.now), given.now
    now = given.now
    while now <= until:
        decided = plan(given._replace(machine=machine, now=now), words, watched=watched)
        machine.told.update((mark.key, mark) for mark in decided.marks)
        if decided.nudge is not None:
            yield Foreseen(now, decided.nudge, decided.about)
        now, watched = decided.wake, now
