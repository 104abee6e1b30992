"""What comes next of a ritual: the days that ask for it, past what is paused, rested, kept or moved away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from rituals.core.calendar import add_days
from rituals.core.model import Pause, Quota, Ritual
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.state.couple_state import State

_LOOK_AHEAD = (7, 60, 400, 4_000)  # days, so that a daily ritual is quick and 29 February is found


class Coming(Struct, frozen=True):
    """The next days of a ritual, none for a quota, and the pause it is in; of several in a row, the last one."""

    days: tuple[date, ...]
    pause: Pause | None


def coming(state: State, ritual: Ritual, today: date, *, since: date | None = None, count: int = 5) -> Coming:
    """What comes next of a ritual, as of `today`, from that day or from `since` on."""
    first = since or today
    days = (
        next((day for day in result.occurrence.days if day >= first and day not in result.paused_on), None)
        for result in _open_ahead(state, ritual, today, first, count)
    )
    return Coming(tuple(day for day in days if day is not None), running_pause(state.pauses_of(ritual.id), today))


def next_open(state: State, ritual: Ritual, today: date) -> OccurrenceResult | None:
    """The next open occurrence from today on; None for a quota, or if none comes."""
    return next(iter(_open_ahead(state, ritual, today, today, 1)), None)


def _open_ahead(state: State, ritual: Ritual, today: date, first: date, count: int) -> list[OccurrenceResult]:
    """The next open occurrences, as of `today`, from the day `first` on."""
    if isinstance(ritual.cadence, Quota) and not ritual.moves:
        return []  # without a look at ten years of its periods
    pauses = state.pauses_of(ritual.id)
    if pause := running_pause(pauses, first):
        if pause.until is None:
            return []
        first = add_days(pause.until, 1)
    endless = min((pause.since for pause in pauses if pause.until is None), default=date.max)
    ahead: list[OccurrenceResult] = []
    for distance in _LOOK_AHEAD:
        last = min(add_days(first, distance), add_days(endless, -1))
        results = results_between(state, ritual, first, last, today)
        is_open = (r for r in results if r.outcome is Outcome.OPEN and not r.occurrence.is_quota)
        ahead = list(is_open)[:count]
        if len(ahead) == count or last < add_days(first, distance):
            break
    return ahead


def running_pause(pauses: Iterable[Pause], today: date) -> Pause | None:
    """Which of these pauses holds today; where others follow it without a day between, the last of them."""
    pauses = list(pauses)
    running = _longest(pauses, today)
    while running is not None and running.until is not None:
        following = _longest(pauses, add_days(running.until, 1))
        if following is None or following == running:
            break
        running = following
    return running


def _longest(pauses: Iterable[Pause], day: date) -> Pause | None:
    return max((p for p in pauses if p.covers(day)), key=lambda pause: pause.until or date.max, default=None)
