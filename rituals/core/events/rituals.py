"""Events about rituals: added, edited, ticked, rested, moved, paused, archived."""

from datetime import date
from typing import ClassVar

from msgspec import UNSET, UnsetType

from rituals.core.events.base import Event
from rituals.core.model import Cadence, EventId, Minutes, PersonId, Reminders, RitualId, WallTime, Who


class RitualEvent(Event, frozen=True):
    """An event about one ritual."""

    ritual: RitualId


class RitualAdded(RitualEvent, frozen=True, tag="ritual_added"):
    says: ClassVar[str] = (
        "A ritual was taken up on that day, in these words and on this cadence. `discreet` says whether its nudges "
        "leave its name out; null leaves that to the settings, its section and its name, and it is missing where the "
        "sentence was not shown before the ritual was kept. `since` is an earlier day from which it counts."
    )
    text_fields = ("name", "cue")

    on: date
    name: str
    cadence: Cadence
    who: Who = "together"
    section: str = ""
    minutes: Minutes = 0
    remind: Reminders | None = None
    cue: str = ""
    private: bool = False
    streak: bool = True
    catalogue: str = ""
    needs_both: bool = False
    discreet: bool | UnsetType | None = UNSET
    since: date | None = None


class RitualEdited(RitualEvent, frozen=True, tag="ritual_edited"):
    says: ClassVar[str] = (
        "New words or numbers for a ritual, last writer per field; what is unset stays. `since` is the day from which "
        "it counts, up to the one on which it was added or brought back. `who_from` is the day from which `who` holds; "
        "where it is missing, what was lived since the last such day is for `who` as well."
    )
    text_fields = ("name", "cue")

    name: str | UnsetType = UNSET
    who: Who | UnsetType = UNSET
    section: str | UnsetType = UNSET
    minutes: Minutes | UnsetType = UNSET
    remind: Reminders | UnsetType | None = UNSET
    cue: str | UnsetType = UNSET
    discreet: bool | UnsetType | None = UNSET
    since: date | UnsetType = UNSET
    who_from: date | UnsetType = UNSET


class CadenceChanged(RitualEvent, frozen=True, tag="cadence_changed"):
    says: ClassVar[str] = "From `on` the ritual is kept under this cadence; what came before stays as it was lived."

    on: date
    cadence: Cadence


class LivedBefore(RitualEvent, frozen=True, tag="lived_before"):
    says: ClassVar[str] = (
        "It was kept under this cadence from `since` on before it was taken up here, on the machine of somebody who "
        "joined later or in another program; up to, not including, `until`, or to where it was taken up."
    )

    since: date
    cadence: Cadence
    until: date | None = None


class RitualArchived(RitualEvent, frozen=True, tag="ritual_archived"):
    says: ClassVar[str] = "It was put away from that day on; its history stays."

    on: date


class RitualRestored(RitualEvent, frozen=True, tag="ritual_restored"):
    says: ClassVar[str] = "It was brought back on that day."

    on: date


class RitualTicked(RitualEvent, frozen=True, tag="ritual_ticked"):
    says: ClassVar[str] = "We did it on `day`; `by` is null when it serves everyone. `by_phone`: it came by the inbox."
    text_fields = ("note",)

    day: date
    by: PersonId | None = None
    tiny: bool = False
    note: str = ""
    by_phone: bool = False


class RitualUnticked(RitualEvent, frozen=True, tag="ritual_unticked"):
    says: ClassVar[str] = "Takes back the tick events it names."

    of: tuple[EventId, ...]


class OccurrenceRested(RitualEvent, frozen=True, tag="occurrence_rested"):
    says: ClassVar[str] = (
        "`day` names the occurrence by its original day; for a quota, any day of the period. `by` null rests everyone. "
        "`by_phone`: it came by the inbox."
    )
    text_fields = ("reason",)

    day: date
    by: PersonId | None = None
    rested: bool = True
    reason: str = ""
    by_phone: bool = False


class OccurrenceMoved(RitualEvent, frozen=True, tag="occurrence_moved"):
    says: ClassVar[str] = "The occurrence that was on `day` is on `to`, the last writer's choice."

    day: date
    to: date
    at: WallTime | None = None


class PauseBegan(Event, frozen=True, tag="pause_began"):
    says: ClassVar[str] = "`ritual` null pauses everything; both days are included."
    text_fields = ("reason",)

    pause: str
    since: date
    until: date | None = None
    reason: str = ""
    ritual: RitualId | None = None


class PauseEnded(Event, frozen=True, tag="pause_ended"):
    says: ClassVar[str] = "`on` is the first day that is not paused any more."

    pause: str
    on: date
