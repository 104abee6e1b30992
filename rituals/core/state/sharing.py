"""The folds of what both see besides rituals and the jar: shared check-ins, favourite questions, the list for someday,
and what everyone said yes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from rituals.core.events import (
    BothSaidYes,
    CheckinShared,
    CheckinTakenBack,
    QuestionFavoured,
    SomedayAdded,
    SomedayDropped,
    SomedayEdited,
    YesTakenBack,
)
from rituals.core.events.recorded import Recorded
from rituals.core.events.someday import AnySomedayEvent
from rituals.core.model import EntryId, EventId, IdeaId, PersonId
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


class Idea(Struct, frozen=True):
    """Something that both would like, and when it is meant for, if they said so."""

    id: IdeaId
    by: PersonId
    text: str
    on: date | None = None
    for_meeting: bool = False

    @property
    def name(self) -> str:
        """What it is called, as things are that people pick by name."""
        return self.text


def ideas_of(records: Sequence[Recorded]) -> Mapping[IdeaId, Idea]:
    """What is on the list, in the order it was put there; what is about something that is not known yet waits."""
    ideas: dict[IdeaId, Idea] = {}
    edits: dict[IdeaId, dict[str, Any]] = {}
    gone: set[IdeaId] = set()
    for record in records:
        match record.event:
            case SomedayAdded(name, by, text, on, for_meeting):
                ideas[name] = Idea(name, by, text, on, for_meeting)
            case SomedayEdited() as edited:
                changes = {field: new for field, new in asdict(edited).items() if new is not UNSET and field != "idea"}
                edits[edited.idea] = edits.get(edited.idea, {}) | changes
            case SomedayDropped(name):
                gone.add(name)
            case _:
                pass
    listed = (replace(idea, **edits.get(name, {})) for name, idea in ideas.items() if name not in gone)
    return {idea.id: idea for idea in listed if idea.text}  # empty once its words were erased


def records_about(idea: IdeaId, records: Iterable[Recorded]) -> list[Recorded]:
    """Those of these records that are about one thing on the list."""
    return [record for record in records if isinstance(record.event, AnySomedayEvent) and record.event.idea == idea]


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
