"""The union of all events, and the four that belong to no subject."""

from typing import ClassVar, TypeAlias, get_args

from rituals.core.events.apart import AnyRoundEvent
from rituals.core.events.base import Event
from rituals.core.events.base import LocalEvent as LocalEvent
from rituals.core.events.device import (
    AppreciationDrawn,
    DevicesImported,
    DraftKept,
    ErasingDone,
    EveningClosed,
    KeptTrialAsked,
    LockOffered,
    LockScreenAsked,
    MemoryPutAway,
    MilestoneTold,
    NudgeSnoozed,
    NudgesSeen,
    NudgeTold,
    NudgingBegan,
    PersonSeated,
    QuestionShown,
    ReturnSet,
    TrialAsked,
)
from rituals.core.events.household import HouseholdEdited, PersonJoined, PersonLeft, PersonRemoved, PersonRenamed
from rituals.core.events.jar import (
    AppreciationAdded,
    AppreciationAnswered,
    AppreciationEdited,
    AppreciationErased,
    AppreciationFavoured,
    JarOpened,
)
from rituals.core.events.private import AnyPrivateEvent
from rituals.core.events.rituals import (
    CadenceChanged,
    LivedBefore,
    OccurrenceMoved,
    OccurrenceRested,
    PauseBegan,
    PauseEnded,
    RitualAdded,
    RitualArchived,
    RitualEdited,
    RitualRestored,
    RitualTicked,
    RitualUnticked,
)
from rituals.core.events.sharing import AnyNoticingEvent
from rituals.core.events.someday import AnySomedayEvent
from rituals.core.model import EventId, ImportId


class Undone(Event, frozen=True, tag="undone"):
    says: ClassVar[str] = "Takes back every event it names, whatever their kind."

    of: tuple[EventId, ...]


class ImportTakenBack(Event, frozen=True, tag="import_taken_back"):
    says: ClassVar[str] = "Takes back every event of one import: those whose ids begin with its id and a hyphen."

    import_id: ImportId


class WordsErased(Event, frozen=True, tag="words_erased"):
    says: ClassVar[str] = (
        "What people wrote in the records it names is gone for good; what happened stays. It is never undone."
    )

    of: tuple[EventId, ...]


class Unknown(Event, frozen=True, tag="unknown"):
    says: ClassVar[str] = (
        "Stands for an event of a kind, or in a shape, that a later version wrote; the log keeps the original."
    )

    what: str


AnyEvent: TypeAlias = (
    PersonJoined
    | PersonRenamed
    | PersonLeft
    | PersonRemoved
    | HouseholdEdited
    | RitualAdded
    | RitualEdited
    | CadenceChanged
    | LivedBefore
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
    | AppreciationAnswered
    | JarOpened
    | Undone
    | ImportTakenBack
    | WordsErased
    | PersonSeated
    | NudgeTold
    | NudgesSeen
    | NudgingBegan
    | LockOffered
    | LockScreenAsked
    | NudgeSnoozed
    | ReturnSet
    | AppreciationDrawn
    | QuestionShown
    | MilestoneTold
    | MemoryPutAway
    | EveningClosed
    | TrialAsked
    | KeptTrialAsked
    | DraftKept
    | DevicesImported
    | ErasingDone
    | AnyNoticingEvent
    | AnyRoundEvent
    | AnySomedayEvent
    | AnyPrivateEvent
    | Unknown
)

KINDS = frozenset(str(event.__struct_config__.tag) for event in get_args(AnyEvent))
"""The kinds of events that this version knows."""
