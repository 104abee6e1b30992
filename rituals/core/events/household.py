"""What can happen to the couple itself: who belongs to it, and when its week and day begin."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, UnsetType

from rituals.core.events.base import Event
from rituals.core.model import PersonId, WallTime


class PersonJoined(Event, frozen=True, tag="person_joined"):
    person: PersonId
    name: str
    on: date


class PersonRenamed(Event, frozen=True, tag="person_renamed"):
    person: PersonId
    name: str


class PersonLeft(Event, frozen=True, tag="person_left"):
    person: PersonId
    on: date


class HouseholdEdited(Event, frozen=True, tag="household_edited"):
    """The couple's week start (0 = Monday) or day start; what is unset stays."""

    week_starts_on: int | UnsetType = UNSET
    day_starts_at: WallTime | UnsetType = UNSET
