"""The events of one person's private log, which nobody else sees."""

from datetime import date
from typing import ClassVar, TypeAlias

from rituals.core.events.base import Event
from rituals.core.model import EntryId, EventId, Explained, RoundId


class PrivateEvent(Event, frozen=True):
    """An event of a private log; whose it is follows from the log it lies in."""


class KeptAnswer(Explained, frozen=True):
    says: ClassVar[str] = "What was answered at a step of a talk."
    text_fields: ClassVar[tuple[str, ...]] = ("text",)

    step: str
    text: str


class FlowKept(PrivateEvent, frozen=True, tag="flow_kept"):
    says: ClassVar[str] = "What somebody chose to keep of a talk, when they had come to its end."
    text_fields = ("answers",)

    entry: EntryId
    flow: str
    on: date
    answers: tuple[KeptAnswer, ...] = ()


class AskAboutAdded(PrivateEvent, frozen=True, tag="ask_about_added"):
    says: ClassVar[str] = "Something ahead of somebody on a day, to ask about afterwards."
    text_fields = ("text",)

    entry: EntryId
    day: date
    text: str


class AskAboutDone(PrivateEvent, frozen=True, tag="ask_about_done"):
    says: ClassVar[str] = "It was asked, or need not be any more."

    entry: EntryId


class CheckinTaken(PrivateEvent, frozen=True, tag="checkin_taken"):
    says: ClassVar[str] = (
        "A check-in: what was answered to each item by its id, on the catalogue's scale; what was passed is left out."
    )
    text_fields = ("answers",)

    entry: EntryId
    on: date
    answers: dict[str, int]


class ConsentSaid(PrivateEvent, frozen=True, tag="consent_said"):
    says: ClassVar[str] = (
        "Whether one wants to see what needs everyone's consent, by the catalogue entry's id. A yes holds as long as "
        "`after` names every known event that takes back what everyone said yes to."
    )

    about: str
    given: bool
    after: tuple[EventId, ...] = ()


class AnswerWritten(PrivateEvent, frozen=True, tag="answer_written"):
    says: ClassVar[str] = (
        "What somebody answered apart; it leaves this log only once everyone has sealed theirs. `of` is the entry "
        "whose words these are, if they were written before."
    )
    text_fields = ("text",)

    entry: EntryId
    round: RoundId
    text: str
    of: EntryId = ""


class GatePassed(PrivateEvent, frozen=True, tag="gate_passed"):
    says: ClassVar[str] = "The words on safety were read, so that they need not stand in the way again."


class PrivateErased(PrivateEvent, frozen=True, tag="private_erased"):
    says: ClassVar[str] = "What is left of an entry that was erased for good, with the ids of its records."

    entry: EntryId
    records: tuple[EventId, ...] = ()


AnyPrivateEvent: TypeAlias = (
    FlowKept | AskAboutAdded | AskAboutDone | CheckinTaken | ConsentSaid | AnswerWritten | GatePassed | PrivateErased
)
