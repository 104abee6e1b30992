"""The planner: what to tell now, what to leave to the app, and when to look again. Pure; the loop does the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from rituals.core.calendar import day_of
from rituals.core.events import NudgeTold
from rituals.core.model import RitualId
from rituals.core.nudges.reminders import ASK, DIGEST, NudgeSubject, PlannerInput, Reminder, reminders
from rituals.core.nudges.times import after_quiet
from rituals.core.nudges.words import SOMETHING_TO_ASK, NudgeText, NudgeWords, say
from rituals.core.state.device_state import DeviceState

A_DAY_AHEAD = timedelta(days=1)


class Plan(NamedTuple):
    """What to do now: put `marks` on disk, send `nudge` (if any, `about` some occurrences), look again at `wake`."""

    nudge: NudgeText | None
    about: tuple[NudgeSubject, ...]
    marks: tuple[NudgeTold, ...]
    wake: datetime


class _Sorted(NamedTuple):
    ready: list[Reminder]
    too_late: list[Reminder]
    ahead: list[datetime]


def plan(
    given: PlannerInput,
    words: NudgeWords,
    *,
    watched: datetime | None = None,
    horizon: timedelta = A_DAY_AHEAD,
) -> Plan:
    """Decide, from what is so, what was told and what time it is.

    `watched` is the instant up to which somebody was there to tell. What would have been told by then and wasn't
    had not been planned yet, or was taken back since: nobody is nudged about it while they are at it.
    """
    end = given.now + horizon
    sorted_out = _sort(given, _untold(given, end), watched)
    telling, superseded = _latest_of_each(sorted_out.ready)
    day = day_of(given.local, given.state.household.day_starts_at)
    if told_on(given.device_state, day) >= given.settings.at_most:
        telling, superseded = [], sorted_out.ready
    aside = [NudgeTold(one.key, day, shown=False) for one in (*sorted_out.too_late, *superseded)]
    about = _about(telling)
    return Plan(
        nudge=_say(given, about, words, telling[0].key) if telling else None,
        about=about,
        marks=(*_marks(telling, day), *aside),
        wake=min([end, *sorted_out.ahead]),
    )


def told_on(device_state: DeviceState, day: date) -> int:
    """How many nudges were sent on one of the couple's days; those told in one with another do not count."""
    return sum(told.on == day and told.shown and not told.part_of for told in device_state.told.values())


def last_told(device_state: DeviceState) -> tuple[str, datetime] | None:
    """The identity of the nudge that was sent last, and when."""
    sent = [
        (device_state.told_at[key], key) for key, told in device_state.told.items() if told.shown and not told.part_of
    ]
    at, key = max(sent, default=(None, ""))
    return (key, at) if at is not None else None


def ritual_in(key: str) -> RitualId | None:
    """The ritual that a nudge's identity speaks of; None for a digest, and for what is to be asked about."""
    return None if key.startswith((DIGEST, ASK)) else key.rpartition("@")[0]


def _untold(given: PlannerInput, until: datetime) -> Iterable[Reminder]:
    """A first start is silent about what lay before it."""
    began = given.device_state.nudging_since or given.now
    return (one for one in reminders(given, until) if one.due >= began and one.key not in given.device_state.told)


def _sort(given: PlannerInput, untold: Iterable[Reminder], watched: datetime | None) -> _Sorted:
    """Tell apart what may be told now, what only the app will show, and what comes at its time or after quiet hours."""
    sorted_out = _Sorted([], [], [])
    for one in untold:
        moment = after_quiet(max(one.due, given.now), given.settings, given.zone)
        if one.is_over or moment > one.matters + given.grace:
            if one.is_over or one.due <= given.now:
                sorted_out.too_late.append(one)
        elif moment > given.now:
            sorted_out.ahead.append(moment)
        elif watched is not None and after_quiet(one.due, given.settings, given.zone) <= watched:
            sorted_out.too_late.append(one)
        else:
            sorted_out.ready.append(one)
    return sorted_out


def _latest_of_each(ready: Sequence[Reminder]) -> tuple[list[Reminder], list[Reminder]]:
    """Of one ritual only the latest reminder is told; the others are superseded by it."""
    latest = {one.key if one.is_of_no_one_ritual else one.subjects[0].ritual.id: one.key for one in ready}
    telling = [one for one in ready if one.key in latest.values()]
    return telling, [one for one in ready if one.key not in latest.values()]


def _marks(telling: Sequence[Reminder], day: date) -> list[NudgeTold]:
    """What goes out in one notification is marked as one: the first, and the others as part of it."""
    return [NudgeTold(one.key, day, part_of="" if one is telling[0] else telling[0].key) for one in telling]


def _about(telling: Sequence[Reminder]) -> tuple[NudgeSubject, ...]:
    return tuple({subject.ritual.id: subject for one in telling for subject in one.subjects}.values())


def _say(given: PlannerInput, about: Sequence[NudgeSubject], words: NudgeWords, key: str) -> NudgeText:
    if not about:
        return SOMETHING_TO_ASK
    return say(about, words, key=key, local=given.local, discreet=given.settings.discreet)
