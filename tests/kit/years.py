"""What a file of another program may bring in: years of days of a dozen rituals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.model import TOGETHER, Rule

YEARS_BEGAN = date(2016, 11, 21)
A_DOZEN = 12


def years_of_days(days: int, note: str = "so good") -> Sequence[AnyEvent]:
    """A dozen rituals and so many days of each, every tenth with a note."""
    daily = Rule("FREQ=DAILY", YEARS_BEGAN)
    rituals = [f"came-{number}" for number in range(A_DOZEN)]
    added = [e.RitualAdded(ritual, YEARS_BEGAN, ritual.title(), daily, TOGETHER) for ritual in rituals]
    notes = [note, *[""] * 9]
    ticks = [
        e.RitualTicked(ritual, YEARS_BEGAN + timedelta(day), note=notes[(day + number) % 10])
        for day in range(days)
        for number, ritual in enumerate(rituals)
    ]
    return [*added, *ticks]
