"""Bringing in another program's file: a preview first, then one commit."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.events import AnyEvent
from rituals.core.exchange.foreign import ForeignFile
from rituals.core.exchange.import_plan import Answers, Couple, ImportPlan, import_plan
from rituals.core.exchange.reading_words import refuse_too_many
from rituals.core.state.couple_state import State
from rituals.errors import UsageError
from rituals.service.couple import CoupleService

EMPTY = "There is nothing in the file that could be brought in."


def preview(service: CoupleService, file: ForeignFile, answers: Answers) -> ImportPlan:
    """What bringing in a file would do with these answers; nothing is written. `RuleError` if it holds more than can be
    brought in at once, `UsageError` if it holds nothing."""
    if not file.rituals:
        raise UsageError(" ".join((EMPTY, *file.told)))
    service.refresh()
    return _plan(service, service.state, file, answers)


def bring_in(service: CoupleService, file: ForeignFile, answers: Answers) -> ImportPlan:
    """Bring in a file with these answers, as one commit that one undo takes back; nothing is written if all of it is
    here already. Returns what was done; raises as `preview`."""
    service.welcome_somebody()
    plans: list[ImportPlan] = []

    def decide(state: State) -> Sequence[AnyEvent]:
        plans.append(_plan(service, state, file, answers))
        return plans[-1].events

    service.record_import(decide)
    return plans[-1]


def _plan(service: CoupleService, state: State, file: ForeignFile, answers: Answers) -> ImportPlan:
    days = sum(len(foreign.ticks) + len(foreign.rests) for foreign in file.rituals)
    refuse_too_many(rituals=len(file.rituals), days=days)
    household = state.household
    people = {person.id: person.name for person in service.couple}
    couple = Couple(people, service.seated.id, service.today(), household.week_starts_on)
    return import_plan(state, file, answers, couple, service.new_ritual_id)
