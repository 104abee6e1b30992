"""The folds of shared check-ins, favourite questions, and what everyone said yes to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rituals.core.events import BothSaidYes, CheckinShared, CheckinTakenBack, QuestionFavoured, YesTakenBack
from rituals.core.events.recorded import Recorded
from rituals.core.model import EntryId, EventId, PersonId
from rituals.core.state.folded import EVERY_RITUAL, Concerned


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


class Consents:
    """What everyone said yes to, and what was taken back; no undo changes either."""

    def __init__(self) -> None:
        self._yeses: dict[EventId, BothSaidYes] = {}
        self._taken_back: dict[EventId, str] = {}

    def add(self, record: Recorded) -> Concerned:
        """Add a record, in any order; adding one twice changes nothing."""
        match record.event:
            case BothSaidYes() as yes:
                self._yeses[record.id] = yes
            case YesTakenBack(about):
                self._taken_back[record.id] = about
        return EVERY_RITUAL

    def taken_back(self, about: str) -> tuple[EventId, ...]:
        """The ids of the known events that took a yes to an entry back."""
        return tuple(sorted(name for name, entry in self._taken_back.items() if entry == about))

    def knows(self, about: str) -> bool:
        """Whether everyone ever said yes to an entry, or took it back."""
        return about in self._taken_back.values() or any(yes.about == about for yes in self._yeses.values())

    def holds(self, about: str, people: Collection[PersonId] = ()) -> bool:
        """Whether a yes of everyone to an entry holds, among whom these people are."""
        taken_back = set(self.taken_back(about))
        return any(
            yes.about == about and taken_back <= set(yes.after) and set(people) <= set(yes.people)
            for yes in self._yeses.values()
        )
