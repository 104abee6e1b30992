"""Events about the couple itself: its members, when its week and day begin, and the day they met."""

from datetime import date
from typing import ClassVar

from msgspec import UNSET, UnsetType

from rituals.core.events.base import Event
from rituals.core.model import PersonId, WallTime, Weekday


class PersonJoined(Event, frozen=True, tag="person_joined"):
    says: ClassVar[str] = "Somebody belongs to the couple from that day on."
    text_fields = ("name",)

    person: PersonId
    name: str
    on: date


class PersonRenamed(Event, frozen=True, tag="person_renamed"):
    says: ClassVar[str] = "The name somebody goes by from here on."
    text_fields = ("name",)

    person: PersonId
    name: str


class PersonLeft(Event, frozen=True, tag="person_left"):
    says: ClassVar[str] = "From that day on the couple goes on without them."

    person: PersonId
    on: date


class PersonRemoved(Event, frozen=True, tag="person_removed"):
    says: ClassVar[str] = "Somebody was added by mistake and never did anything, so they never belonged to the couple."

    person: PersonId


class HouseholdEdited(Event, frozen=True, tag="household_edited"):
    says: ClassVar[str] = "The couple's week start (0 = Monday) or day start, or the day they met; what is unset stays."

    week_starts_on: Weekday | UnsetType = UNSET
    day_starts_at: WallTime | UnsetType = UNSET
    met_on: date | UnsetType | None = UNSET
