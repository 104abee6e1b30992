"""Events about the list of what both would like to do someday."""

from datetime import date
from typing import ClassVar, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from rituals.core.events.base import Event
from rituals.core.model import IdeaId, PersonId

IdeaEnd: TypeAlias = Literal["done", "ritual", "away"]


class SomedayAdded(Event, frozen=True, tag="someday_added"):
    says: ClassVar[str] = (
        "Something that both would like went on the list: with the day it is meant for, or for the next us-meeting, or "
        "with neither."
    )
    text_fields = ("text",)

    idea: IdeaId
    by: PersonId
    text: str
    on: date | None = None
    for_meeting: bool = False


class SomedayEdited(Event, frozen=True, tag="someday_edited"):
    says: ClassVar[str] = "Other words or another day for what is on the list, last writer per field."
    text_fields = ("text",)

    idea: IdeaId
    text: str | UnsetType = UNSET
    on: date | UnsetType | None = UNSET
    for_meeting: bool | UnsetType = UNSET


class SomedayDropped(Event, frozen=True, tag="someday_dropped"):
    says: ClassVar[str] = "It is off the list from that day on: it was done, became a ritual, or was put away."

    idea: IdeaId
    on: date
    why: IdeaEnd = "away"


AnySomedayEvent: TypeAlias = SomedayAdded | SomedayEdited | SomedayDropped
