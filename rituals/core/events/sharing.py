"""Events about what both see besides rituals and the jar: check-ins that one of them shared, and favourite
questions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeAlias

from rituals.core.events.base import Event
from rituals.core.model import EntryId, PersonId


class CheckinShared(Event, frozen=True, tag="checkin_shared"):
    says: ClassVar[str] = (
        "Somebody shows the others what they answered once, by item; the check-in itself stays in their own log."
    )
    text_fields = ("answers",)

    entry: EntryId
    by: PersonId
    on: date
    answers: dict[str, int]


class CheckinTakenBack(Event, frozen=True, tag="checkin_taken_back"):
    says: ClassVar[str] = "What was shared is not shown any more."

    entry: EntryId


class QuestionFavoured(Event, frozen=True, tag="question_favoured"):
    says: ClassVar[str] = "A question was made a favourite, or is none any more."

    question: str
    favourite: bool = True


AnyNoticingEvent: TypeAlias = CheckinShared | CheckinTakenBack | QuestionFavoured
