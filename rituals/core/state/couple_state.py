"""What is so, out of everything that was recorded.

The fold depends on the set of records, never on their order of arrival: records are filed by id under what they speak
of, and read in the order (lamport, id) when that is asked for. Adding one again changes nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from datetime import date, time
from functools import cached_property
from typing import NamedTuple

from msgspec import UNSET

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.events import CheckinShared, CheckinTakenBack, PrivateEvent, QuestionFavoured
from rituals.core.events.recorded import Recorded
from rituals.core.model import (
    DEFAULT_DAY_STARTS_AT,
    MONDAY,
    EntryId,
    EventId,
    Pause,
    Person,
    PersonId,
    Ritual,
    RitualId,
    Tick,
)
from rituals.core.state.jar import Jar
from rituals.core.state.ritual_fold import Rests, rests_of, ritual_of
from rituals.core.state.ticks import TickArchive, Ticks, TicksOfDay

TicksByDay = Mapping[date, TicksOfDay]
Filed = dict[EventId, Recorded]

_DERIVED = ("people", "household", "all_rituals", "rituals", "pauses", "shared_checkins", "favourite_questions")
"""What is read once, until something other than a tick comes in."""


_LATELY = 100  # ticks that undo may soon speak of


class Household(NamedTuple):
    """How the couple counts its days and weeks."""

    week_starts_on: int = MONDAY
    day_starts_at: time = DEFAULT_DAY_STARTS_AT


class State:
    """Everything the couple shares, as it stands; grows by `add`, answers from then on."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        self.lamport = 0
        self._horizon = date.max
        self._hidden: frozenset[RitualId] = frozenset()
        self._undone: set[EventId] = set()
        self._people: Filed = {}
        self._household: Filed = {}
        self._pauses: Filed = {}
        self._noticed: Filed = {}
        self._facts: dict[RitualId, Filed] = {}
        self._ticks = Ticks()
        self._news: Counter[RitualId | None] = Counter()
        self._lately: deque[tuple[EventId, RitualId]] = deque(maxlen=_LATELY)
        self.jar = Jar(self._undone)
        self.add(records)

    def add(self, records: Iterable[Recorded]) -> None:
        """Take records in; twice is as good as once, and in any order."""
        for record in records:
            self.lamport = max(self.lamport, record.lamport)
            event = record.event
            about: set[RitualId | None] = {None}
            match event:
                case e.RitualTicked():
                    said = Tick(record.id, record.lamport, event.day, event.by, event.tiny, event.note)
                    self._ticks.add(event.ritual, said)
                    self._lately.append((record.id, event.ritual))
                    self._news[event.ritual] += 1
                    continue
                case e.Undone():
                    self._undone.update(event.of)
                    self.jar.reconsider()
                    about = self._spoken_of(event.of)
                case (
                    e.AppreciationAdded()
                    | e.AppreciationEdited()
                    | e.AppreciationErased()
                    | e.AppreciationFavoured()
                    | e.JarOpened()
                ):
                    self.jar.add(record, event)
                    continue
                case e.PersonJoined() | e.PersonRenamed() | e.PersonLeft():
                    self._people[record.id] = record
                case e.HouseholdEdited():
                    self._household[record.id] = record
                case e.PauseBegan() | e.PauseEnded():
                    self._pauses[record.id] = record
                case CheckinShared() | CheckinTakenBack() | QuestionFavoured():
                    self._noticed[record.id] = record
                case e.Unknown() | e.LocalEvent() | PrivateEvent():
                    continue
                case _:
                    self._facts.setdefault(event.ritual, {})[record.id] = record
                    about = {event.ritual}
            self._news.update(about)
            for name in _DERIVED:
                self.__dict__.pop(name, None)

    def _spoken_of(self, events: Iterable[EventId]) -> set[RitualId | None]:
        """The rituals that some events are about; None where one may be about anything."""
        lately = dict(self._lately)
        told = ((filed.keys(), ritual) for ritual, filed in self._facts.items())
        lately |= {event: ritual for known, ritual in told for event in known & set(events)}
        return {lately.get(event) for event in events}

    def attach_archive(self, shelf: TickArchive) -> None:
        """Know of ticks that are read only once they are looked for."""
        self.lamport = max(self.lamport, shelf.lamport)
        self._ticks.attach_archive(shelf)

    # what was recorded, in order and in force

    def _in_force(self, filed: Filed) -> list[Recorded]:
        records = [record for record in filed.values() if record.id not in self._undone]
        return sorted(records, key=lambda record: (record.lamport, record.id))

    def version(self, ritual: RitualId) -> tuple[int, int]:
        """Another one whenever something came in that may have to do with a ritual."""
        return self._news[ritual], self._news[None]

    def is_undone(self, event: EventId) -> bool:
        return event in self._undone

    # people and household

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everyone who ever joined, in the order they did."""
        people: dict[PersonId, Person] = {}
        for record in self._in_force(self._people):
            match record.event:
                case e.PersonJoined(person, name, on):
                    before = people.get(person)
                    people[person] = Person(person, name, min(on, before.joined) if before else on)
                case e.PersonRenamed(person, name) if person in people:
                    people[person] = Person(person, name, people[person].joined, people[person].left)
                case e.PersonLeft(person, on) if person in people:
                    people[person] = Person(person, people[person].name, people[person].joined, on)
        return tuple(people.values())

    def couple(self, day: date) -> tuple[Person, ...]:
        """Who belonged to the couple that day; before anyone had joined, those who were first to."""
        people = self.people
        there = tuple(p for p in people if p.joined <= day and (p.left is None or day < p.left))
        if there or not people:
            return there
        first = min(person.joined for person in people)
        return tuple(person for person in people if person.joined == first)

    @cached_property
    def household(self) -> Household:
        household = Household()
        for record in self._in_force(self._household):
            event = record.event
            if isinstance(event, e.HouseholdEdited):
                if event.week_starts_on is not UNSET:
                    household = household._replace(week_starts_on=event.week_starts_on % 7)
                if event.day_starts_at is not UNSET:
                    household = household._replace(day_starts_at=event.day_starts_at)
        return household

    # rituals and what was lived

    @cached_property
    def rituals(self) -> Mapping[RitualId, Ritual]:
        """Every ritual that may be seen, put away or not, in the order they were added."""
        if not self._hidden:
            return self.all_rituals
        return {name: ritual for name, ritual in self.all_rituals.items() if name not in self._hidden}

    @cached_property
    def all_rituals(self) -> Mapping[RitualId, Ritual]:
        """Those that are hidden too: for deciding which are, and for nobody's eyes."""
        found = (ritual_of(self._in_force(filed)) for filed in self._facts.values())
        ordered = sorted((r for r in found if r is not None), key=lambda r: (r.added_on, r.name, r.id))
        return {ritual.id: ritual for ritual in ordered}

    def ticks(self, ritual: RitualId, since: date = date.min, until: date = date.max) -> TicksByDay:
        """The ticks in force on the days from `since` to `until`, by day, each day's in the order they were made."""
        taken_back = self._undone.union(
            *(
                record.event.of
                for record in self._in_force(self._facts.get(ritual, {}))
                if isinstance(record.event, e.RitualUnticked)
            )
        )
        days = {}
        for day, ticks in self._ticks.between(ritual, since, min(until, self._horizon)):
            standing = tuple(tick for tick in ticks if tick.id not in taken_back) if taken_back else ticks
            if standing:
                days[day] = standing
        return days

    def preload(self, ritual: RitualId) -> None:
        """Let the ticks of a ritual, all of them, be found at once from now on."""
        self._ticks.preload(ritual)

    def as_of(self, day: date) -> State:
        """The same, with nothing ticked after a day; for looking only."""
        past = copy(self)
        past._horizon = day
        return past

    def hide(self, rituals: Collection[RitualId]) -> bool:
        """Let exactly these be unseen, as if they had never been taken up; what was said of them stays. True if
        others were before."""
        differs = self._hidden != frozenset(rituals)
        if differs:
            self._hidden = frozenset(rituals)
            self.__dict__.pop("rituals", None)
        return differs

    def rests(self, ritual: RitualId) -> Rests:
        """Which occurrences were rested, by original day, and for whom (None: for everyone)."""
        return rests_of(self._in_force(self._facts.get(ritual, {})))

    @cached_property
    def pauses(self) -> tuple[Pause, ...]:
        """Every pause that covers at least a day."""
        pauses: dict[str, Pause] = {}
        for record in self._in_force(self._pauses):
            match record.event:
                case e.PauseBegan(pause, since, until, reason, ritual):
                    pauses[pause] = Pause(pause, since, until, reason, ritual)
                case e.PauseEnded(pause, on) if pause in pauses:
                    was = pauses[pause]
                    last = add_days(on, -1) if was.until is None else min(was.until, add_days(on, -1))
                    pauses[pause] = Pause(was.id, was.since, last, was.reason, was.ritual)
        return tuple(p for p in pauses.values() if p.until is None or p.since <= p.until)

    def pauses_of(self, ritual: RitualId) -> tuple[Pause, ...]:
        """The pauses that hold for a ritual, its own and everyone's."""
        return tuple(pause for pause in self.pauses if pause.ritual in (None, ritual))

    # what they noticed

    @cached_property
    def shared_checkins(self) -> tuple[CheckinShared, ...]:
        """The check-ins that are shown to both, in the order they were shared."""
        shared: dict[EntryId, CheckinShared] = {}
        for record in self._in_force(self._noticed):
            match record.event:
                case CheckinShared(entry) as one:
                    shared[entry] = one
                case CheckinTakenBack(entry):
                    shared.pop(entry, None)
        return tuple(shared.values())

    @cached_property
    def favourite_questions(self) -> frozenset[str]:
        """The ids of the questions they like."""
        said = [one.event for one in self._in_force(self._noticed) if isinstance(one.event, QuestionFavoured)]
        return frozenset(question for question, likes in {one.question: one.favourite for one in said}.items() if likes)


def kept_as(state: State, entry: RitualId) -> Ritual | None:
    """The couple's ritual that was taken from an entry of the catalogue, unless it is put away."""
    rituals = state.rituals.values()
    return next((one for one in rituals if one.catalogue == entry and one.archived_on is None), None)
