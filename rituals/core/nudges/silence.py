"""Whether all nudges of a ritual fall into the quiet hours, so that none ever goes out, and what would let one come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta

from rituals.core.model import EACH, TOGETHER, Quota, Ritual
from rituals.core.nudges.reminders import PlannerInput, leads
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.times import after_quiet, is_quiet
from rituals.core.occurrences.coming import next_open
from rituals.core.phrases import clock_words
from rituals.core.state.couple_state import State
from rituals.core.text import joined, titled
from rituals.errors import Problem, Remedy

_ANY_DAY = datetime(2001, 1, 2, tzinfo=UTC)
_ROUND_STEPS = (10, 5, 1)  # minutes; the roundest lead that works is offered
_A_DAY = 24 * 60
_NAMED_AT_MOST = 4


def silence(planner_input: PlannerInput, ritual: Ritual, moved_to: time | None = None) -> Problem | None:
    """Why no nudge of a ritual goes out that is meant to, and what would let one come; None where one goes out, or none
    is meant to. `moved_to` is the time that one occurrence was moved to.

    Wall times decide: a clock change lets nothing through that the quiet hours hold on every other day.
    """
    settings = planner_input.settings
    at = moved_to or ritual.cadence.at
    starts, minutes_before = (settings.digest_at, {0}) if at is None else (at, leads(ritual))
    goes_out = any(_goes_out(starts, minutes, settings) for minutes in minutes_before)
    if goes_out or not _is_meant_to_be_nudged(planner_input, ritual):
        return None
    held = joined([clock_words(_earlier(starts, minutes)) for minutes in sorted(minutes_before, reverse=True)])
    lie = f"{held} {'lies' if len(minutes_before) == 1 else 'lie'}"
    hours = f"in the quiet hours, from {clock_words(settings.quiet_from)} until {clock_words(settings.quiet_until)}"
    earlier = _fewest_minutes(starts, settings)
    clock = clock_words(_earlier(starts, earlier))
    if at is None:
        return Problem(
            f"What has no time of its own gets no nudge, as the evening nudge at {lie} {hours}. "
            f"One at {clock} would come; or choose other quiet hours.",
            remedy=Remedy.BE_NUDGED_EVENINGS,
        )
    then = " then" if moved_to else ""
    day_before = " the day before" if earlier > starts.hour * 60 + starts.minute else ""
    return Problem(
        f"No nudge of {titled(ritual.name)} comes{then}, as {lie} {hours}. "
        f"A reminder {earlier} min before, at {clock}{day_before}, would come; or choose other quiet hours.",
        remedy=Remedy.BE_NUDGED,
    )


def silences(planner_input: PlannerInput) -> Collection[Problem]:
    """Every such problem of the rituals that are kept; one for all that have no time of their own."""
    problems = (silence(planner_input, ritual) for ritual in nudged_rituals(planner_input.state))
    return dict.fromkeys(problem for problem in problems if problem is not None)


def silenced(planner_input: PlannerInput, earlier: NudgeSettings) -> Problem | None:
    """Of which rituals no nudge goes out any more, where one did by earlier settings; None if that is so of none."""
    by_earlier = planner_input._replace(settings=earlier)
    silent = {
        ritual.name: problem
        for ritual in nudged_rituals(planner_input.state)
        if (problem := silence(planner_input, ritual)) is not None and silence(by_earlier, ritual) is None
    }
    if len(set(silent.values())) <= 1:
        return next(iter(silent.values()), None)
    names = [titled(name) for name in silent]
    listed = [*names[:_NAMED_AT_MOST], "others"] if len(names) > _NAMED_AT_MOST else names
    return Problem(
        f"No nudge of {joined(listed)} comes in these quiet hours. "
        "Earlier reminders would come; or choose other quiet hours.",
        remedy=Remedy.BE_NUDGED,
    )


def nudged_rituals(state: State) -> Sequence[Ritual]:
    """The rituals of which nudges may come."""
    return [ritual for ritual in state.rituals.values() if not ritual.is_archived and not ritual.private]


def is_of_residents(planner_input: PlannerInput, ritual: Ritual) -> bool:
    """Whether a ritual is of somebody who lives here."""
    here = {person.id for person in planner_input.state.couple(planner_input.local.date())}
    return ritual.who in {TOGETHER, EACH, *here}


def _is_meant_to_be_nudged(planner_input: PlannerInput, ritual: Ritual) -> bool:
    if not planner_input.settings.on or ritual.private or ritual.is_archived or ritual.remind == ():
        return False
    return is_of_residents(planner_input, ritual) and _has_days_ahead(planner_input, ritual)


def _has_days_ahead(planner_input: PlannerInput, ritual: Ritual) -> bool:
    if isinstance(ritual.cadence, Quota):
        return True
    return next_open(planner_input.state, ritual, planner_input.local.date()) is not None


def _earlier(clock: time, minutes: int) -> time:
    return (datetime.combine(_ANY_DAY, clock) - timedelta(minutes=minutes)).time()


def _goes_out(starts: time, minutes: int, settings: NudgeSettings) -> bool:
    """Whether a reminder so many minutes before a time is sent, if only at the end of the quiet hours."""
    instant = datetime.combine(_ANY_DAY, starts, UTC)
    sent_at = after_quiet(instant - timedelta(minutes=minutes), settings, UTC)
    return sent_at <= instant + timedelta(minutes=settings.grace_minutes)


def _fewest_minutes(starts: time, settings: NudgeSettings) -> int:
    """The fewest minutes before a time at which it is not quiet, as round as may be; quiet hours never take a whole
    day, so that there are some."""
    instant = datetime.combine(_ANY_DAY, starts, UTC)
    return next(
        minutes
        for step in _ROUND_STEPS
        for minutes in range(step, _A_DAY + 1, step)
        if not is_quiet(instant - timedelta(minutes=minutes), settings, UTC)
    )
