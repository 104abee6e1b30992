"""What can happen, as bare facts, and the stamp the service puts on each.

A kind is never renamed and a field never loses its default: partners upgrade at different times. Kinds this
version does not know come back as `Unknown`, are kept and passed over.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from rituals.core.model import Cadence, DeviceId, EventId, PersonId, RitualId, Who


class Event(msgspec.Struct, frozen=True, tag_field="kind", tag=str, omit_defaults=True, gc=False):
    """A bare fact, told by its kind."""


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
    day_starts_at: time | UnsetType = UNSET


class RitualAdded(Event, frozen=True, tag="ritual_added"):
    ritual: RitualId
    on: date
    name: str
    cadence: Cadence
    who: Who = "together"
    section: str = ""
    minutes: int = 0
    remind: tuple[int, ...] | None = None
    cue: str = ""
    private: bool = False
    streak: bool = True
    catalogue: str = ""


class RitualEdited(Event, frozen=True, tag="ritual_edited"):
    """New words or numbers for a ritual, last writer per field; what is unset stays."""

    ritual: RitualId
    name: str | UnsetType = UNSET
    who: Who | UnsetType = UNSET
    section: str | UnsetType = UNSET
    minutes: int | UnsetType = UNSET
    remind: tuple[int, ...] | UnsetType | None = UNSET
    cue: str | UnsetType = UNSET


class CadenceChanged(Event, frozen=True, tag="cadence_changed"):
    """From `on` the ritual is kept under this cadence; what came before stays as it was lived."""

    ritual: RitualId
    on: date
    cadence: Cadence


class RitualArchived(Event, frozen=True, tag="ritual_archived"):
    ritual: RitualId
    on: date


class RitualRestored(Event, frozen=True, tag="ritual_restored"):
    ritual: RitualId
    on: date


class RitualTicked(Event, frozen=True, tag="ritual_ticked"):
    """We did it on `day`; `by` is None when it serves everyone."""

    ritual: RitualId
    day: date
    by: PersonId | None = None
    tiny: bool = False
    note: str = ""


class RitualUnticked(Event, frozen=True, tag="ritual_unticked"):
    """Takes back the tick events it names."""

    ritual: RitualId
    of: tuple[EventId, ...]


class OccurrenceRested(Event, frozen=True, tag="occurrence_rested"):
    """`day` names the occurrence by its original day; for a quota, any day of the period. `by` None rests everyone."""

    ritual: RitualId
    day: date
    by: PersonId | None = None
    rested: bool = True
    reason: str = ""


class OccurrenceMoved(Event, frozen=True, tag="occurrence_moved"):
    """The occurrence that was on `day` is on `to`, the last writer's choice."""

    ritual: RitualId
    day: date
    to: date
    at: time | None = None


class PauseBegan(Event, frozen=True, tag="pause_began"):
    """`ritual` None pauses everything; both days are included."""

    pause: str
    since: date
    until: date | None = None
    reason: str = ""
    ritual: RitualId | None = None


class PauseEnded(Event, frozen=True, tag="pause_ended"):
    """`on` is the first day that is not paused any more."""

    pause: str
    on: date


class Undone(Event, frozen=True, tag="undone"):
    """Takes back every event it names, whatever their kind."""

    of: tuple[EventId, ...]


class PersonSeated(Event, frozen=True, tag="person_seated"):
    """Local: who is at the keyboard of this machine."""

    person: PersonId


class NudgeTold(Event, frozen=True, tag="nudge_told"):
    """Local: a nudge left, or was set aside for the app; written before it is sent, so that none comes twice.

    `key` is the nudge's identity (see `rituals.core.reminders`), `on` the app's day it counted towards, `part_of` the
    key of the one it was told together with. Where it is told of twice, as when it could not be delivered, the later
    word holds.
    """

    key: str
    on: date
    shown: bool = True
    part_of: str = ""


class NudgingBegan(Event, frozen=True, tag="nudging_began"):
    """Local: nudges come from this machine since the instant of this record; what lay before it stays silent."""


class NudgeSnoozed(Event, frozen=True, tag="nudge_snoozed"):
    """Local: stay quiet about this ritual's occurrence, named by its original day, until `until` (UTC)."""

    ritual: RitualId
    day: date
    until: datetime


class Unknown(Event, frozen=True, tag="unknown"):
    """Stands for an event of a kind, or in a shape, that a later version wrote; the log keeps the original."""

    what: str


AnyEvent: TypeAlias = (
    PersonJoined
    | PersonRenamed
    | PersonLeft
    | HouseholdEdited
    | RitualAdded
    | RitualEdited
    | CadenceChanged
    | RitualArchived
    | RitualRestored
    | RitualTicked
    | RitualUnticked
    | OccurrenceRested
    | OccurrenceMoved
    | PauseBegan
    | PauseEnded
    | Undone
    | PersonSeated
    | NudgeTold
    | NudgingBegan
    | NudgeSnoozed
    | Unknown
)


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as it stands in a log; `at` is aware UTC, the order of everything is (lamport, id)."""

    id: EventId
    device: DeviceId
    lamport: int
    at: datetime
    event: AnyEvent


class _Kind(msgspec.Struct):
    kind: str


class _Stamp(msgspec.Struct):
    id: EventId
    device: DeviceId
    lamport: int
    at: datetime
    event: _Kind


_recorded = msgspec.json.Decoder(Recorded)
_stamp = msgspec.json.Decoder(_Stamp)


def to_document(record: Recorded) -> dict[str, Any]:
    """The record as the plain values TinyDB keeps."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def from_json(line: bytes | msgspec.Raw) -> Recorded | None:
    """A record from its JSON; what a later version wrote comes as `Unknown`, what is no record at all as None."""
    try:
        return _recorded.decode(line)
    except msgspec.DecodeError:
        pass
    try:
        stamp = _stamp.decode(line)
    except msgspec.DecodeError:
        return None
    return Recorded(stamp.id, stamp.device, stamp.lamport, stamp.at, Unknown(what=stamp.event.kind))
