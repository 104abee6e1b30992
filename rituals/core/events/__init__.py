"""The events that logs record; the only package whose `__init__` imports its own modules, so that all can be imported
from here.

A kind is never renamed and a field never loses its default: partners upgrade at different times. Kinds that this
version does not know are read as `Unknown`, kept, and skipped by the folds.

Its modules do not postpone annotations: each start reads the types of all fields, and would compile them from text.
"""

from rituals.core.events.any_event import AnyEvent as AnyEvent
from rituals.core.events.any_event import ImportTakenBack as ImportTakenBack
from rituals.core.events.any_event import Undone as Undone
from rituals.core.events.any_event import Unknown as Unknown
from rituals.core.events.any_event import WordsErased as WordsErased
from rituals.core.events.apart import AnswerLetGo as AnswerLetGo
from rituals.core.events.apart import AnswerSealed as AnswerSealed
from rituals.core.events.apart import AnswerShown as AnswerShown
from rituals.core.events.apart import RoundBegan as RoundBegan
from rituals.core.events.base import Event as Event
from rituals.core.events.base import LocalEvent as LocalEvent
from rituals.core.events.device import AppreciationDrawn as AppreciationDrawn
from rituals.core.events.device import DevicesImported as DevicesImported
from rituals.core.events.device import DraftKept as DraftKept
from rituals.core.events.device import ErasingDone as ErasingDone
from rituals.core.events.device import EveningClosed as EveningClosed
from rituals.core.events.device import KeptTrialAsked as KeptTrialAsked
from rituals.core.events.device import LockOffered as LockOffered
from rituals.core.events.device import LockScreenAsked as LockScreenAsked
from rituals.core.events.device import MemoryPutAway as MemoryPutAway
from rituals.core.events.device import MilestoneTold as MilestoneTold
from rituals.core.events.device import NudgeSnoozed as NudgeSnoozed
from rituals.core.events.device import NudgesSeen as NudgesSeen
from rituals.core.events.device import NudgeTold as NudgeTold
from rituals.core.events.device import NudgingBegan as NudgingBegan
from rituals.core.events.device import PersonSeated as PersonSeated
from rituals.core.events.device import QuestionShown as QuestionShown
from rituals.core.events.device import ReturnSet as ReturnSet
from rituals.core.events.device import TrialAsked as TrialAsked
from rituals.core.events.household import HouseholdEdited as HouseholdEdited
from rituals.core.events.household import PersonJoined as PersonJoined
from rituals.core.events.household import PersonLeft as PersonLeft
from rituals.core.events.household import PersonRemoved as PersonRemoved
from rituals.core.events.household import PersonRenamed as PersonRenamed
from rituals.core.events.jar import AppreciationAdded as AppreciationAdded
from rituals.core.events.jar import AppreciationAnswered as AppreciationAnswered
from rituals.core.events.jar import AppreciationEdited as AppreciationEdited
from rituals.core.events.jar import AppreciationErased as AppreciationErased
from rituals.core.events.jar import AppreciationFavoured as AppreciationFavoured
from rituals.core.events.jar import JarOpened as JarOpened
from rituals.core.events.private import AnswerWritten as AnswerWritten
from rituals.core.events.private import AnyPrivateEvent as AnyPrivateEvent
from rituals.core.events.private import AskAboutAdded as AskAboutAdded
from rituals.core.events.private import AskAboutDone as AskAboutDone
from rituals.core.events.private import CheckinTaken as CheckinTaken
from rituals.core.events.private import ConsentSaid as ConsentSaid
from rituals.core.events.private import FlowKept as FlowKept
from rituals.core.events.private import GatePassed as GatePassed
from rituals.core.events.private import KeptAnswer as KeptAnswer
from rituals.core.events.private import PrivateErased as PrivateErased
from rituals.core.events.private import PrivateEvent as PrivateEvent
from rituals.core.events.rituals import CadenceChanged as CadenceChanged
from rituals.core.events.rituals import LivedBefore as LivedBefore
from rituals.core.events.rituals import OccurrenceMoved as OccurrenceMoved
from rituals.core.events.rituals import OccurrenceRested as OccurrenceRested
from rituals.core.events.rituals import PauseBegan as PauseBegan
from rituals.core.events.rituals import PauseEnded as PauseEnded
from rituals.core.events.rituals import RitualAdded as RitualAdded
from rituals.core.events.rituals import RitualArchived as RitualArchived
from rituals.core.events.rituals import RitualEdited as RitualEdited
from rituals.core.events.rituals import RitualEvent as RitualEvent
from rituals.core.events.rituals import RitualRestored as RitualRestored
from rituals.core.events.rituals import RitualTicked as RitualTicked
from rituals.core.events.rituals import RitualUnticked as RitualUnticked
from rituals.core.events.sharing import AnyNoticingEvent as AnyNoticingEvent
from rituals.core.events.sharing import BothSaidYes as BothSaidYes
from rituals.core.events.sharing import CheckinShared as CheckinShared
from rituals.core.events.sharing import CheckinTakenBack as CheckinTakenBack
from rituals.core.events.sharing import QuestionFavoured as QuestionFavoured
from rituals.core.events.sharing import YesTakenBack as YesTakenBack
from rituals.core.events.someday import SomedayAdded as SomedayAdded
from rituals.core.events.someday import SomedayDropped as SomedayDropped
from rituals.core.events.someday import SomedayEdited as SomedayEdited
