"""What a nudge offers as answers, what each of them does, and what the notification says of it.

No sentence here names a ritual: it stands where the nudge stood, which may be a discreet one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rituals.core.events import NudgeSnoozed, RitualTicked
from rituals.core.model import EACH
from rituals.core.nudges.answers import NudgeAnswer
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.snooze import Snooze, snoozed_until
from rituals.core.nudges.times import local_of
from rituals.core.occurrences.keepers import Keepers
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.planned import tick_day
from rituals.core.phrases import clock_words, on_day_words
from rituals.core.rituals.commands import tick_ritual
from rituals.errors import RuleError

DONE_WORDS = "Done."
OPENING_WORDS = "Opening …"
_NOT_THERE = "It isn't there any more, so nothing was put down."
_PUT_AWAY = "It has been put away, so nothing was put down."
_FOR_EACH = "It is for each of you to tick, so nothing was put down."
_NOTHING_LEFT = "Nothing of it is left to do, so there is nothing to hear of."


def answers_offered(planner_input: PlannerInput, about: Sequence[NudgeSubject]) -> tuple[NudgeAnswer, ...]:
    """What a nudge about these offers; `planner_input` asks only who lives here.

    Nobody answers for what several people tick each for themselves, and what is still ahead is not done yet.
    """
    is_for_all_here = bool(about) and all(len(_doers_of(planner_input, subject)) == 1 for subject in about)
    is_done_by_now = len(about) == 1 and about[0].day <= _today_of(planner_input, about[0])
    is_offered = {
        NudgeAnswer.DONE: is_for_all_here and is_done_by_now,
        NudgeAnswer.LATER: is_for_all_here,
        NudgeAnswer.OPEN: bool(planner_input.settings.open),
    }
    return tuple(answer for answer in NudgeAnswer if is_offered[answer])


def tick_nudged(planner_input: PlannerInput, subject: NudgeSubject) -> list[RitualTicked]:
    """Tick what a nudge was about on the nudge's own day, for whoever lives here; nothing if it is kept already.

    `RuleError` if that can't be ticked any more.
    """
    ritual = planner_input.state.rituals.get(subject.ritual.id)
    if ritual is None or ritual.is_archived:
        raise RuleError(_NOT_THERE if ritual is None else _PUT_AWAY)
    whose = _doers_of(planner_input, subject)
    if len(whose) != 1:
        raise RuleError(_FOR_EACH)
    result = _result_of(planner_input, subject)
    if result is not None and result.outcome is Outcome.KEPT and not result.occurrence.is_quota:
        return []
    by = [person for person in whose if person is not None]
    return tick_ritual(planner_input.state, ritual, subject.day, today=_today_of(planner_input, subject), by=by)


def snooze_nudged(planner_input: PlannerInput, about: Sequence[NudgeSubject]) -> list[NudgeSnoozed]:
    """Have a nudge come again in an hour, about all of it that is still open; `RuleError` if nothing is, or no nudge
    comes then."""
    results = {subject.ritual.id: _result_of(planner_input, subject) for subject in about}
    still_open = {
        ritual: result.occurrence
        for ritual, result in results.items()
        if result is not None and result.outcome is Outcome.OPEN
    }
    if not still_open:
        raise RuleError(_NOTHING_LEFT)
    return [
        NudgeSnoozed(ritual, occurrence.key, snoozed_until(Snooze.HOUR, planner_input, occurrence))
        for ritual, occurrence in still_open.items()
    ]


def heard_again_words(until: datetime, planner_input: PlannerInput) -> str:
    """Says when the nudge comes again."""
    again, today = local_of(until, planner_input.zone), planner_input.local.date()
    day = "" if again.date() == today else f" {on_day_words(again.date(), today)}"
    return f"You hear of it again{day} at {clock_words(again.time())}."


def _doers_of(planner_input: PlannerInput, subject: NudgeSubject) -> Keepers:
    """Who of those here may say that they did it, asked for it on its day or not; (None,) if a tick counts for all."""
    state = planner_input.state
    ritual = state.rituals.get(subject.ritual.id, subject.ritual)
    if ritual.who_on(subject.day) != EACH or not state.people:
        return (None,)
    return tuple(person.id for person in state.couple(_today_of(planner_input, subject)))


def _today_of(planner_input: PlannerInput, subject: NudgeSubject) -> date:
    return tick_day(subject.ritual, planner_input.local, planner_input.state.household.day_starts_at)


def _result_of(planner_input: PlannerInput, subject: NudgeSubject) -> OccurrenceResult | None:
    """The result of its occurrence; None if there is none any more around its day."""
    state, days = planner_input.state, sorted([subject.occurrence, subject.day])
    ritual = state.rituals.get(subject.ritual.id)
    if ritual is None or ritual.is_archived:
        return None
    results = results_between(state, ritual, days[0], days[1], planner_input.local.date())
    return next((result for result in results if result.occurrence.key == subject.occurrence), None)
