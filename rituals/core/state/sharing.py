"""The folds of shared check-ins and favourite questions."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.events import CheckinShared, CheckinTakenBack, QuestionFavoured
from rituals.core.events.recorded import Recorded
from rituals.core.model import EntryId


def shared_checkins_of(records: Sequence[Recorded]) -> tuple[CheckinShared, ...]:
    """The check-ins that are visible to both, in the order they were shared."""
    shared: dict[EntryId, CheckinShared] = {}
    for record in records:
        match record.event:
            case CheckinShared(entry) as checkin:
                shared[entry] = checkin
            case CheckinTakenBack(entry):
                shared.pop(entry, None)
    return tuple(shared.values())


def favourite_questions_of(records: Sequence[Recorded]) -> frozenset[str]:
    """The ids of the favourite questions."""
    events = (record.event for record in records)
    liked = {event.question: event.favourite for event in events if isinstance(event, QuestionFavoured)}
    return frozenset(question for question, is_liked in liked.items() if is_liked)
