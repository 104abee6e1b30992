"""Events about what both see besides rituals and the jar: check-ins that one of them shared, favourite questions, and
what both said yes to."""

from datetime import date
from typing import ClassVar, TypeAlias

from rituals.core.events.base import Event
from rituals.core.model import EntryId, EventId, PersonId


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


class BothSaidYes(Event, frozen=True, tag="both_said_yes"):
    says: ClassVar[str] = (
        "Everyone in `people` said yes, each on a page of their own, to what needs all of them, by the catalogue "
        "entry's id. It holds as long as `after` names every known event that takes such a yes back, so that a no that "
        "was said meanwhile wins."
    )

    about: str
    people: tuple[PersonId, ...]
    after: tuple[EventId, ...] = ()


class YesTakenBack(Event, frozen=True, tag="yes_taken_back"):
    says: ClassVar[str] = (
        "Somebody took back their yes to what needs everyone's; nobody is named. To have it again, each says yes anew."
    )

    about: str


AnyNoticingEvent: TypeAlias = CheckinShared | CheckinTakenBack | QuestionFavoured | BothSaidYes | YesTakenBack
