"""The planner: a pure function that decides which nudge to send now, which reminders only the app shows, and when to
look again; `Scheduler` does the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from rituals.core.calendar import day_of
from rituals.core.events import NudgeTold
from rituals.core.model import RitualId
from rituals.core.nudges.reminders import ASK, DIGEST, RETURN, NudgeSubject, PlannerInput, Reminder, reminders
from rituals.core.nudges.times import after_quiet
from rituals.core.nudges.words import NudgeText, NudgeWords, nudge_text

A_DAY_AHEAD = timedelta(days=1)


class Plan(NamedTuple):
    """What to do now: record `marks`, send `nudge` (if any; it is `about` these rituals), plan again at `wake`."""

    nudge: NudgeText | None
    about: tuple[NudgeSubject, ...]
    marks: tuple[NudgeTold, ...]
    wake: datetime


class NudgeChoice(NamedTuple):
    """A plan without the text: `key` is that of the nudge to send, empty if there is none."""

    key: str
    about: tuple[NudgeSubject, ...]
    marks: tuple[NudgeTold, ...]
    wake: datetime


class _Sorted(NamedTuple):
    ready: list[Reminder]
    too_late: list[Reminder]
    ahead: list[datetime]


def plan_nudge(
    planner_input: PlannerInput,
    words: NudgeWords,
    *,
    watched: datetime | None = None,
    horizon: timedelta = A_DAY_AHEAD,
) -> Plan:
    """What `choose_nudge` chooses, and the text to send."""
    choice = choose_nudge(planner_input, watched=watched, horizon=horizon)
    nudge = nudge_text(planner_input, choice.about, words, key=choice.key) if choice.key else None
    return Plan(nudge, choice.about, choice.marks, choice.wake)


def choose_nudge(
    planner_input: PlannerInput, *, watched: datetime | None = None, horizon: timedelta = A_DAY_AHEAD
) -> NudgeChoice:
    """Decide which nudge to send now, from the state, the nudges already sent and the time.

    `watched` is the instant up to which the scheduler has been running outside quiet hours. A reminder that was due by
    then and wasn't sent is new, or back after an undo, because of something that people just did in the app: they are
    not nudged about it.
    """
    end = planner_input.now + horizon
    sorted_out = _sort(planner_input, _untold(planner_input, end), watched)
    telling, superseded = _latest_of_each(sorted_out.ready)
    day = day_of(planner_input.local, planner_input.state.household.day_starts_at)
    if told_on(planner_input, day) >= planner_input.settings.at_most:
        telling = [reminder for reminder in telling if reminder.is_asked_for]
        superseded = [reminder for reminder in sorted_out.ready if reminder not in telling]
    aside = [NudgeTold(reminder.key, day, shown=False) for reminder in (*sorted_out.too_late, *superseded)]
    return NudgeChoice(
        key=telling[0].key if telling else "",
        about=_about(telling),
        marks=(*_marks(telling, day), *aside),
        wake=min([end, *sorted_out.ahead]),
    )


def told_on(planner_input: PlannerInput, day: date) -> int:
    """How many nudges somebody heard of on one of the couple's days; reminders that shared one count once."""
    return sum(nudge.on == day and not nudge.part_of for nudge in planner_input.heard.values())


def last_told(planner_input: PlannerInput) -> tuple[str, datetime] | None:
    """The key of the nudge that somebody heard of last, and when it was sent."""
    told_at = planner_input.device_state.told_at
    sent = [(told_at[key], key) for key, nudge in planner_input.heard.items() if not nudge.part_of]
    at, key = max(sent, default=(None, ""))
    return (key, at) if at is not None else None


def ritual_in(key: str) -> RitualId | None:
    """The ritual of a nudge's key; None for a digest, something to ask about, or a talk to come back to."""
    return None if key.startswith((DIGEST, ASK, RETURN)) else key.rpartition("@")[0]


def _untold(planner_input: PlannerInput, until: datetime) -> Iterable[Reminder]:
    """The reminders due by `until` that were not sent yet, from the time when nudging began."""
    began = planner_input.device_state.nudging_since or planner_input.now
    return (
        reminder
        for reminder in reminders(planner_input, until)
        if reminder.due >= began and reminder.key not in planner_input.device_state.told
    )


def _sort(planner_input: PlannerInput, untold: Iterable[Reminder], watched: datetime | None) -> _Sorted:
    """Sort reminders into those to send now, those that only the app will show, and the instants of those still ahead
    (after quiet hours, if they fall into them)."""
    sorted_out = _Sorted([], [], [])
    for reminder in untold:
        moment = after_quiet(max(reminder.due, planner_input.now), planner_input.settings, planner_input.zone)
        if reminder.is_over or moment > reminder.matters + planner_input.grace:
            if reminder.is_over or reminder.due <= planner_input.now:
                sorted_out.too_late.append(reminder)
        elif moment > planner_input.now:
            sorted_out.ahead.append(moment)
        elif watched is not None and after_quiet(reminder.due, planner_input.settings, planner_input.zone) <= watched:
            sorted_out.too_late.append(reminder)
        else:
            sorted_out.ready.append(reminder)
    return sorted_out


def _latest_of_each(ready: Sequence[Reminder]) -> tuple[list[Reminder], list[Reminder]]:
    """Split reminders into the latest of each ritual, which is sent, and those it supersedes."""
    latest = {
        reminder.key if reminder.is_of_no_one_ritual else reminder.subjects[0].ritual.id: reminder.key
        for reminder in ready
    }
    telling = [reminder for reminder in ready if reminder.key in latest.values()]
    return telling, [reminder for reminder in ready if reminder.key not in latest.values()]


def _marks(telling: Sequence[Reminder], day: date) -> list[NudgeTold]:
    """The marks of reminders that share one notification: the first stands for it, the others are `part_of` that
    one."""
    return [
        NudgeTold(reminder.key, day, part_of="" if reminder is telling[0] else telling[0].key) for reminder in telling
    ]


def _about(telling: Sequence[Reminder]) -> tuple[NudgeSubject, ...]:
    return tuple({subject.ritual.id: subject for reminder in telling for subject in reminder.subjects}.values())
