"""What can happen to the jar and its notes."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, UnsetType

from rituals.core.events.base import Event
from rituals.core.model import AppreciationId, PersonId, Seal


class AppreciationAdded(Event, frozen=True, tag="appreciation_added"):
    """A note went into the jar; `to` is empty where it is for nobody by name, `day` the one it is about."""

    appreciation: AppreciationId
    by: PersonId
    day: date
    text: str
    to: PersonId = ""
    seal: Seal | None = None


class AppreciationEdited(Event, frozen=True, tag="appreciation_edited"):
    """Other words, last writer per field; what is unset stays."""

    appreciation: AppreciationId
    text: str | UnsetType = UNSET
    to: PersonId | UnsetType = UNSET
    day: date | UnsetType = UNSET
    seal: Seal | UnsetType | None = UNSET


class AppreciationErased(Event, frozen=True, tag="appreciation_erased"):
    """What is left of a note that was erased for good; each device takes what it wrote of it off its own disk."""

    appreciation: AppreciationId


class AppreciationFavoured(Event, frozen=True, tag="appreciation_favoured"):
    """A note was made a favourite, or is none any more."""

    appreciation: AppreciationId
    favourite: bool = True


class JarOpened(Event, frozen=True, tag="jar_opened"):
    """The jar was opened together on a day, and these notes read aloud; those sealed until then are open now."""

    day: date
    read: tuple[AppreciationId, ...] = ()
