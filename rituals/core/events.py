"""What can happen, as bare facts.

A kind is never renamed and a field never loses its default: partners upgrade at different times. Kinds this
version does not know come back as `Unknown`, are kept and passed over.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import UNSET, UnsetType

from rituals.core.bounds import Instant, Minutes, MinutesBefore, WallTime
from rituals.core.fact import Event
from rituals.core.fact import LocalEvent as LocalEvent
from rituals.core.import_events import DevicesImported
from rituals.core.model import AppreciationId, Cadence, EventId, PersonId, RitualId, Seal, Who
from rituals.core.noticing_events import AnyNoticingEvent
from rituals.core.private_events import AnyPrivateEvent


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


class RitualAdded(Event, frozen=True, tag="ritual_added"):
    ritual: RitualId
    on: date
    name: str
    cadence: Cadence
    who: Who = "together"
    section: str = ""
    minutes: Minutes = 0
    remind: tuple[MinutesBefore, ...] | None = None
    cue: str = ""
    private: bool = False
    streak: bool = True
    catalogue: str = ""
    needs_both: bool = False


class RitualEdited(Event, frozen=True, tag="ritual_edited"):
    """New words or numbers for a ritual, last writer per field; what is unset stays."""

    ritual: RitualId
    name: str | UnsetType = UNSET
    who: Who | UnsetType = UNSET
    section: str | UnsetType = UNSET
    minutes: Minutes | UnsetType = UNSET
    remind: tuple[MinutesBefore, ...] | UnsetType | None = UNSET
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
    at: WallTime | None = None


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


class Undone(Event, frozen=True, tag="undone"):
    """Takes back every event it names, whatever their kind."""

    of: tuple[EventId, ...]


class PersonSeated(LocalEvent, frozen=True, tag="person_seated"):
    """who is at the keyboard of this machine."""

    person: PersonId


class NudgeTold(LocalEvent, frozen=True, tag="nudge_told"):
    """a nudge left, or was set aside for the app; written before it is sent, so that none comes twice.

    `key` is the nudge's identity (see `rituals.core.reminders`), `on` the app's day it counted towards, `part_of` the
    key of the one it was told together with. Where it is told of twice, as when it could not be delivered, the later
    word holds.
    """

    key: str
    on: date
    shown: bool = True
    part_of: str = ""


class NudgesSeen(LocalEvent, frozen=True, tag="nudges_seen"):
    """What was set aside for the app up to here has been seen there, and is not brought up again."""


class NudgingBegan(LocalEvent, frozen=True, tag="nudging_began"):
    """nudges come from this machine since the instant of this record; what lay before it stays silent."""


class NudgeSnoozed(LocalEvent, frozen=True, tag="nudge_snoozed"):
    """stay quiet about this ritual's occurrence, named by its original day, until `until` (UTC)."""

    ritual: RitualId
    day: date
    until: Instant


class AppreciationDrawn(LocalEvent, frozen=True, tag="appreciation_drawn"):
    """a note was drawn from the jar, so that others come up sooner."""

    appreciation: AppreciationId


class QuestionShown(LocalEvent, frozen=True, tag="question_shown"):
    """a question came up, answered or not, so that the rest of the deck comes first."""

    question: str
    on: date


class MilestoneTold(LocalEvent, frozen=True, tag="milestone_told"):
    """a milestone was smiled at, by `rituals.core.milestones.Milestone.id`, and is not told again."""

    milestone: str


class DraftKept(LocalEvent, frozen=True, tag="draft_kept"):
    """Words for the jar that were not put in yet, the latest of each person; in a log of its own, to be erased."""

    by: PersonId
    text: str
    day: date | None = None
    to: PersonId = ""
    seal: Seal | None = None


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
    | AppreciationAdded
    | AppreciationEdited
    | AppreciationErased
    | AppreciationFavoured
    | JarOpened
    | Undone
    | PersonSeated
    | NudgeTold
    | NudgesSeen
    | NudgingBegan
    | NudgeSnoozed
    | AppreciationDrawn
    | QuestionShown
    | MilestoneTold
    | DraftKept
    | DevicesImported
    | AnyNoticingEvent
    | AnyPrivateEvent
    | Unknown
)
