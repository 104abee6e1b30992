"""The domain's values: people, cadences, rituals, pauses, ticks and notes of the jar."""

from datetime import date, datetime, time
from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Meta

LONGEST_MINUTES = 24 * 60

HIGHEST_LAMPORT = 2**40
"""The highest that a record may count to; one beyond it is passed over."""

HIGHEST_FOLLOWED = 2**39
"""The highest that a device follows others to, so that what it writes next can be read whatever anybody counted to."""

WallTime: TypeAlias = Annotated[time, Meta(tz=False)]
"""A floating local time, without a zone (RFC 5545 §3.3.12, form 1)."""

Instant: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""An aware datetime, the same moment in every zone."""

Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=LONGEST_MINUTES)]

MinutesBefore: TypeAlias = Annotated[int, Meta(ge=0, le=7 * LONGEST_MINUTES)]

Reminders: TypeAlias = Annotated[tuple[MinutesBefore, ...], Meta(max_length=100)]

Weekday: TypeAlias = Annotated[int, Meta(ge=0, le=6)]
"""Monday is 0."""

Lamport: TypeAlias = Annotated[int, Meta(ge=0, le=HIGHEST_LAMPORT)]

YEARS = range(1900, 2300)
"""The years that dates in records may have: more than a person may type, so that a wrong clock loses no record; few
enough that code may loop over every day of them."""

# Ids are texts that carry their name, so that a field tells which kind it holds.
PersonId: TypeAlias = Annotated[str, "PersonId"]
RitualId: TypeAlias = Annotated[str, "RitualId"]
EventId: TypeAlias = Annotated[str, "EventId"]
ImportId: TypeAlias = Annotated[str, "ImportId"]
"""What the ids of all records of one import begin with."""
DeviceId: TypeAlias = Annotated[str, "DeviceId"]
AppreciationId: TypeAlias = Annotated[str, "AppreciationId"]
EntryId: TypeAlias = Annotated[str, "EntryId"]
RoundId: TypeAlias = Annotated[str, "RoundId"]
IdeaId: TypeAlias = Annotated[str, "IdeaId"]
NudgeKey: TypeAlias = Annotated[str, "NudgeKey"]
"""What a nudge is known by: a ritual's id up to the last “@”, unless it is about several."""
MilestoneId: TypeAlias = Annotated[str, "MilestoneId"]
"""What a milestone is known by: a ritual's id up to the last but one “/”."""

TOGETHER = "together"
EACH = "each"
Who: TypeAlias = Annotated[str, "Who"]
"""`together`, `each`, or the id of one person."""

A_COUPLE = 2
"""How many people are told "both"."""

NOBODY = "nobody"
MYSELF = "me"
WORDS_FOR_EVERYONE = frozenset({"both", "all", "everyone", "us"})
WORDS_FOR_PEOPLE = WORDS_FOR_EVERYONE | {NOBODY, MYSELF, TOGETHER, EACH}
"""The words that may stand where a person is named, case-folded; nobody goes by one of them."""

DEFAULT_DAY_STARTS_AT = time(4)
MONDAY = 0
MOST_DAYS_IN_A_ROW = 366


class Explained(msgspec.Struct, frozen=True):
    """A struct that appears in exports, with its meaning in `says`: docstrings would be missing under `python -OO`."""

    says: ClassVar[str]


class Rule(Explained, frozen=True, tag="rule"):
    says: ClassVar[str] = (
        "Days that follow a rule: an RFC 5545 RRULE of whole days, the day it starts, and `at`, a floating local time."
    )

    rrule: str
    start: date | None = None
    at: WallTime | None = None


class Quota(Explained, frozen=True, tag="quota"):
    says: ClassVar[str] = "`times` ticked days in each calendar week or month, on any days."

    times: Annotated[int, Meta(ge=1, le=31)]
    per: Literal["week", "month"]
    at: WallTime | None = None


class Once(Explained, frozen=True, tag="once"):
    says: ClassVar[str] = "One day, or `days` in a row that make one occurrence."

    day: date
    days: Annotated[int, Meta(ge=1, le=MOST_DAYS_IN_A_ROW)] = 1
    at: WallTime | None = None


Cadence: TypeAlias = Rule | Quota | Once


class Absence(msgspec.Struct, frozen=True):
    """The days from `since` up to, not including, `until`, on which someone who came back had left the couple."""

    since: date
    until: date


class Person(msgspec.Struct, frozen=True):
    """Someone in the couple, from the day they joined until the day they left, if they did."""

    id: PersonId
    name: str
    joined: date
    left: date | None = None
    away: tuple[Absence, ...] = ()
    lamport: int = 0
    """That of the event by which they first joined."""

    def belongs_on(self, day: date) -> bool:
        """Whether they are one of the couple that day."""
        is_between = self.joined <= day and (self.left is None or day < self.left)
        is_away = self.away and any(absence.since <= day < absence.until for absence in self.away)
        return is_between and not is_away

    def came_on(self, day: date) -> bool:
        """Whether that is the day on which they joined or came back."""
        return self.joined == day or (bool(self.away) and any(absence.until == day for absence in self.away))


class Span(msgspec.Struct, frozen=True):
    """The days on which a ritual has one cadence: from `since` up to, not including, `until`."""

    since: date
    until: date | None
    cadence: Cadence


class EarlierWho(msgspec.Struct, frozen=True):
    """For whom a ritual was on the days before `until`, after any other that ends earlier."""

    until: date
    who: Who


class Move(msgspec.Struct, frozen=True):
    """The rescheduling of one occurrence, known by its original `day`, to another day and perhaps another time."""

    day: date
    to: date
    at: time | None = None


class Pause(msgspec.Struct, frozen=True):
    """Days that a couple took out on purpose, both ends included: for one ritual, or for all if `ritual` is None.
    Without an `until` it lasts until it is ended."""

    id: str
    since: date
    until: date | None
    reason: str = ""
    ritual: RitualId | None = None

    def covers(self, day: date) -> bool:
        return self.overlaps(day, day)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether one of its days lies between these two, both included."""
        return self.since <= last and (self.until is None or first <= self.until)


class Tick(msgspec.Struct, frozen=True, gc=False):
    """One record that a ritual was done on a day; `by` is None when it counts for everyone."""

    id: EventId
    lamport: int
    day: date
    by: PersonId | None = None
    tiny: bool = False
    note: str = ""
    by_phone: bool = False


class Seal(Explained, frozen=True):
    says: ClassVar[str] = (
        "Hides a note's words until a day, or with no day until the next opening of the jar; a curtain, not a lock."
    )

    until: date | None = None


class Reply(msgspec.Struct, frozen=True, gc=False):
    """The line that one of those a note was for left under it."""

    by: PersonId
    text: str


class Appreciation(msgspec.Struct, frozen=True, gc=False):
    """A note in the jar with every later edit applied; `to` is empty if it is addressed to no one in particular."""

    id: AppreciationId
    by: PersonId
    day: date
    text: str
    to: PersonId = ""
    seal: Seal | None = None
    favourite: bool = False
    reply: Reply | None = None
    by_phone: bool = False


class Ritual(msgspec.Struct, frozen=True):
    """Something a couple does on a cadence, with every later edit applied."""

    id: RitualId
    name: str
    added_on: date
    spans: tuple[Span, ...]
    who: Who = TOGETHER
    section: str = ""
    minutes: int = 0
    remind: tuple[int, ...] | None = None
    cue: str = ""
    private: bool = False
    streak: bool = True
    catalogue: str = ""
    needs_both: bool = False
    discreet: bool | None = None
    """Whether its nudges leave its name out; None leaves that to the settings, its section and its name."""
    is_sentence_shown: bool = False
    """Whether the sentence of its nudges was there to be read before it was kept."""
    named_by: DeviceId = ""
    """The device on which its name was written."""
    archived_on: date | None = None
    moves: tuple[Move, ...] = ()
    since: date | None = None
    """The day from which it counts, where that is set before the day on which it was added or brought back."""
    earlier_who: tuple[EarlierWho, ...] = ()
    """For whom it was before it was for `who`, in order of days."""

    def who_on(self, day: date) -> Who:
        """For whom it is on a day, or was."""
        for earlier in self.earlier_who:
            if day < earlier.until:
                return earlier.who
        return self.who

    @property
    def every_who(self) -> frozenset[Who]:
        """For whom it is, and for whom it ever was."""
        return frozenset([self.who, *(earlier.who for earlier in self.earlier_who)])

    @property
    def is_counted(self) -> bool:
        """Whether it counts in streaks, in the rhythm and in milestones."""
        return self.streak and not self.private

    def is_open_to(self, person: PersonId) -> bool:
        """Whether its streak, strength, history and milestones show to a person: of what is for one person alone, only
        to that one."""
        return self.who in (TOGETHER, EACH, person)

    @property
    def is_archived(self) -> bool:
        return self.archived_on is not None

    @property
    def begun_on(self) -> list[date]:
        """The days from which it counts: as it was added, and whenever it was brought back after it had been put
        away."""
        begun: list[date] = []
        until: date | None = None
        for span in self.spans:
            if not begun or (until is not None and until < span.since):
                begun.append(span.since)
            until = span.until
        return begun

    @property
    def cadence(self) -> Cadence:
        """The current cadence, or the last one if the ritual is archived."""
        return self.spans[-1].cadence
