"""The events of the local log, which never leaves this machine."""

from datetime import date
from typing import ClassVar

from rituals.core.events.base import LocalEvent
from rituals.core.model import (
    AppreciationId,
    DeviceId,
    EntryId,
    EventId,
    Instant,
    MilestoneId,
    NudgeKey,
    PersonId,
    RitualId,
    Seal,
)


class PersonSeated(LocalEvent, frozen=True, tag="person_seated"):
    says: ClassVar[str] = "Who is at the keyboard of this machine."

    person: PersonId


class NudgeTold(LocalEvent, frozen=True, tag="nudge_told"):
    says: ClassVar[str] = (
        "A nudge left, or was set aside for the app; written before it is sent, so that none comes twice. `key` is "
        "the nudge's identity (see `core.nudges.reminders`), `on` the app's day it counted towards, `part_of` the key "
        "of the one it was told together with. Where it is told of twice, as when it could not be delivered, the "
        "later word holds."
    )

    key: NudgeKey
    on: date
    shown: bool = True
    part_of: NudgeKey = ""


class NudgesSeen(LocalEvent, frozen=True, tag="nudges_seen"):
    says: ClassVar[str] = "What was set aside for the app up to here has been seen there, and is not brought up again."


class NudgingBegan(LocalEvent, frozen=True, tag="nudging_began"):
    says: ClassVar[str] = (
        "Nudges come from this machine since the instant of this record; what lay before it stays silent."
    )


class LockScreenAsked(LocalEvent, frozen=True, tag="lock_screen_asked"):
    says: ClassVar[str] = "Which names of rituals nudges may show was asked on this machine; it is not asked again."


class LockOffered(LocalEvent, frozen=True, tag="lock_offered"):
    says: ClassVar[str] = "A lock of this person's private pages was offered on this machine; it is not offered again."

    person: PersonId


class NudgeSnoozed(LocalEvent, frozen=True, tag="nudge_snoozed"):
    says: ClassVar[str] = "Stay quiet about this ritual's occurrence, named by its original day, until `until` (UTC)."

    ritual: RitualId
    day: date
    until: Instant


class ReturnSet(LocalEvent, frozen=True, tag="return_set"):
    says: ClassVar[str] = (
        "Somebody paused a talk and said when they come back to it, `at` (UTC); without it nobody is to come back any "
        "more. The latest holds; nothing of the talk is in it."
    )

    at: Instant | None = None


class AppreciationDrawn(LocalEvent, frozen=True, tag="appreciation_drawn"):
    says: ClassVar[str] = "A note was drawn from the jar, so that others come up sooner."

    appreciation: AppreciationId


class QuestionShown(LocalEvent, frozen=True, tag="question_shown"):
    says: ClassVar[str] = "A question came up, answered or not, so that the rest of the deck comes first."

    question: str
    on: date


class MilestoneTold(LocalEvent, frozen=True, tag="milestone_told"):
    says: ClassVar[str] = (
        "A milestone was smiled at, by `rituals.core.rhythm.milestones.Milestone.id`, and is not told again."
    )

    milestone: MilestoneId


class MemoryPutAway(LocalEvent, frozen=True, tag="memory_put_away"):
    says: ClassVar[str] = (
        "What a day brought back is not to come again: `day` is the day it was of, `on` the day on which it was shown, "
        "which brings nothing else back either."
    )

    day: date
    on: date


class EveningClosed(LocalEvent, frozen=True, tag="evening_closed"):
    says: ClassVar[str] = "The evening of this day was gone through on this machine; it is not offered again."

    on: date


class TrialAsked(LocalEvent, frozen=True, tag="trial_asked"):
    says: ClassVar[str] = (
        "How it went with a ritual that was for two weeks was asked, and opened; it is not asked again."
    )

    ritual: RitualId


class KeptTrialAsked(LocalEvent, frozen=True, tag="kept_trial_asked"):
    says: ClassVar[str] = (
        "How it went with what somebody kept of a talk to try was asked, and opened; it is not asked again."
    )

    entry: EntryId


class DraftKept(LocalEvent, frozen=True, tag="draft_kept"):
    says: ClassVar[str] = (
        "Words for the jar that were not put in yet, the latest of each person; in a log of its own, to be erased."
    )
    text_fields = ("text",)

    by: PersonId
    text: str
    day: date | None = None
    to: PersonId = ""
    seal: Seal | None = None


class DevicesImported(LocalEvent, frozen=True, tag="devices_imported"):
    says: ClassVar[str] = (
        "Records that these devices wrote lie in this one's own journal, which therefore erases them too."
    )

    devices: tuple[DeviceId, ...]


class ErasingDone(LocalEvent, frozen=True, tag="erasing_done"):
    says: ClassVar[str] = "The words that these records erased are off this machine's disk."

    of: tuple[EventId, ...]
