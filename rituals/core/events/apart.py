"""The shared events of what two answer apart: begun, sealed, shown once all have sealed theirs, let go."""

from datetime import date
from typing import ClassVar, TypeAlias

from rituals.core.events.base import Event
from rituals.core.model import PersonId, RoundId


class RoundBegan(Event, frozen=True, tag="round_began"):
    says: ClassVar[str] = (
        "Something may be answered apart, by the id of a question, talk or check-in; whether anybody did is not in it."
    )

    round: RoundId
    about: str
    on: date


class AnswerSealed(Event, frozen=True, tag="answer_sealed"):
    says: ClassVar[str] = "Somebody answered; the words stay in their own log until everyone in the couple has."

    round: RoundId
    by: PersonId


class AnswerShown(Event, frozen=True, tag="answer_shown"):
    says: ClassVar[str] = (
        "What somebody answered, written once all had sealed theirs; it is shown once everyone's is there."
    )
    text_fields = ("text",)

    round: RoundId
    by: PersonId
    text: str


class AnswerLetGo(Event, frozen=True, tag="answer_let_go"):
    says: ClassVar[str] = "Somebody's answer is not shown, or no more, and its words are gone; for good."

    round: RoundId
    by: PersonId


AnyRoundEvent: TypeAlias = RoundBegan | AnswerSealed | AnswerShown | AnswerLetGo
