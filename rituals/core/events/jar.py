"""Events about the jar and its notes."""

from datetime import date
from typing import ClassVar

from msgspec import UNSET, UnsetType

from rituals.core.events.base import Event
from rituals.core.model import AppreciationId, PersonId, Seal


class AppreciationAdded(Event, frozen=True, tag="appreciation_added"):
    says: ClassVar[str] = (
        "A note went into the jar; `to` is empty where it is for no one in particular, `day` the one it is about. "
        "`by_phone`: it came by the inbox."
    )
    text_fields = ("text",)

    appreciation: AppreciationId
    by: PersonId
    day: date
    text: str
    to: PersonId = ""
    seal: Seal | None = None
    by_phone: bool = False


class AppreciationEdited(Event, frozen=True, tag="appreciation_edited"):
    says: ClassVar[str] = "Other words, last writer per field; what is unset stays."
    text_fields = ("text",)

    appreciation: AppreciationId
    text: str | UnsetType = UNSET
    to: PersonId | UnsetType = UNSET
    day: date | UnsetType = UNSET
    seal: Seal | UnsetType | None = UNSET


class AppreciationErased(Event, frozen=True, tag="appreciation_erased"):
    says: ClassVar[str] = (
        "What is left of a note that was erased for good; each device takes what it wrote of it off its own disk."
    )

    appreciation: AppreciationId


class AppreciationFavoured(Event, frozen=True, tag="appreciation_favoured"):
    says: ClassVar[str] = "A note was made a favourite, or is none any more."

    appreciation: AppreciationId
    favourite: bool = True


class AppreciationAnswered(Event, frozen=True, tag="appreciation_answered"):
    says: ClassVar[str] = "A line under a note by somebody it was for, last writer wins; an empty one takes it away."
    text_fields = ("text",)

    appreciation: AppreciationId
    by: PersonId
    text: str


class JarOpened(Event, frozen=True, tag="jar_opened"):
    says: ClassVar[str] = (
        "The jar was opened together on a day, and these notes read aloud; those sealed until then are open now."
    )

    day: date
    read: tuple[AppreciationId, ...] = ()
