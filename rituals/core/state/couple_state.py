"""The couple's state, folded from shared events; independent of arrival order.

Records are filed by id under what they speak of, and read in the order (lamport, id) when that is asked for. Adding one
again changes nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from datetime import date
from typing import TypeAlias

from rituals.core import events as e
from rituals.core.events import CheckinShared
from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, Pause, Person, Ritual, RitualId, Tick
from rituals.core.state.folded import Concerned, Folded
from rituals.core.state.jar import Jar
from rituals.core.state.pauses import pauses_of
from rituals.core.state.people import Household, household_of, people_of
from rituals.core.state.ritual_fold import Rests, RitualFolds
from rituals.core.state.sharing import favourite_questions_of, shared_checkins_of
from rituals.core.state.ticks import TickArchive, Ticks, TicksOfDay

TicksByDay = Mapping[date, TicksOfDay]

Fold: TypeAlias = Callable[[Recorded], Concerned]
"""Takes a record in, and says which rituals it concerns."""

_LATELY = 100  # ticks that undo may soon speak of


class State:
    """Everything the couple shares, as it stands; grows by `add`, answers from then on."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        self.lamport = 0
        self._horizon = date.max
        self._undone: set[EventId] = set()
        self._ticks = Ticks()
        self._lately: deque[tuple[EventId, RitualId]] = deque(maxlen=_LATELY)
        self._news: Counter[RitualId | None] = Counter()
        self._people = Folded(people_of, self._undone)
        self._household = Folded(household_of, self._undone)
        self._rituals = RitualFolds(self._undone)
        self._pauses = Folded(pauses_of, self._undone)
        self.jar = Jar(self._undone)
        self._shared_checkins = Folded(shared_checkins_of, self._undone)
        self._favourite_questions = Folded(favourite_questions_of, self._undone)
        self.folds = self._folds()
        self.add(records)

    def _folds(self) -> Mapping[type[e.Event], Fold]:
        """Where each kind of event is taken in; the others are nothing that a couple shares."""
        return {
            e.PersonJoined: self._people.add,
            e.PersonRenamed: self._people.add,
            e.PersonLeft: self._people.add,
            e.HouseholdEdited: self._household.add,
            e.RitualAdded: self._rituals.add,
            e.RitualEdited: self._rituals.add,
            e.CadenceChanged: self._rituals.add,
            e.RitualArchived: self._rituals.add,
            e.RitualRestored: self._rituals.add,
            e.RitualTicked: self._add_tick,
            e.RitualUnticked: self._rituals.add,
            e.OccurrenceRested: self._rituals.add,
            e.OccurrenceMoved: self._rituals.add,
            e.PauseBegan: self._pauses.add,
            e.PauseEnded: self._pauses.add,
            e.AppreciationAdded: self.jar.add,
            e.AppreciationEdited: self.jar.add,
            e.AppreciationErased: self.jar.add,
            e.AppreciationFavoured: self.jar.add,
            e.JarOpened: self.jar.add,
            e.CheckinShared: self._shared_checkins.add,
            e.CheckinTakenBack: self._shared_checkins.add,
            e.QuestionFavoured: self._favourite_questions.add,
            e.Undone: self._undo,
        }

    def add(self, records: Iterable[Recorded]) -> None:
        """Take records in; twice is as good as once, and in any order."""
        for record in records:
            self.lamport = max(self.lamport, record.lamport)
            if fold := self.folds.get(type(record.event)):
                for ritual in fold(record):
                    self._news[ritual] += 1

    def _add_tick(self, record: Recorded) -> Concerned:
        event = record.event
        assert isinstance(event, e.RitualTicked)
        self._ticks.add(event.ritual, Tick(record.id, record.lamport, event.day, event.by, event.tiny, event.note))
        self._lately.append((record.id, event.ritual))
        return (event.ritual,)

    def _undo(self, record: Recorded) -> Concerned:
        event = record.event
        assert isinstance(event, e.Undone)
        self._undone.update(event.of)
        shared = (self._shared_checkins, self._favourite_questions)
        for fold in (self._people, self._household, self._rituals, self._pauses, self.jar, *shared):
            fold.reconsider()
        ritual_by_event = {**dict(self._lately), **self._rituals.ritual_by_event(event.of)}
        return {ritual_by_event.get(undone) for undone in event.of}

    def attach_archive(self, archive: TickArchive) -> None:
        """Know of ticks that are read only once they are looked for."""
        self.lamport = max(self.lamport, archive.lamport)
        self._ticks.attach_archive(archive)

    def version(self, ritual: RitualId) -> tuple[int, int]:
        """Another one whenever something came in that may have to do with a ritual."""
        return self._news[ritual], self._news[None]

    def is_undone(self, event: EventId) -> bool:
        return event in self._undone

    # people and household

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone who ever joined, in the order they did."""
        return self._people.value

    def couple(self, day: date) -> tuple[Person, ...]:
        """Who belonged to the couple that day; before anyone had joined, those who were first to."""
        people = self.people
        members = tuple(p for p in people if p.joined <= day and (p.left is None or day < p.left))
        if members or not people:
            return members
        first = min(person.joined for person in people)
        return tuple(person for person in people if person.joined == first)

    @property
    def household(self) -> Household:
        return self._household.value

    # rituals and what was lived

    @property
    def rituals(self) -> Mapping[RitualId, Ritual]:
        """Every ritual that may be seen, put away or not, in the order they were added."""
        return self._rituals.visible

    @property
    def all_rituals(self) -> Mapping[RitualId, Ritual]:
        """Those that are hidden too: for deciding which are, and for nobody's eyes."""
        return self._rituals.all

    def kept_as(self, entry: RitualId) -> Ritual | None:
        """The couple's ritual that was taken from an entry of the catalogue, unless it is put away."""
        rituals = self.rituals.values()
        return next((ritual for ritual in rituals if ritual.catalogue == entry and not ritual.is_archived), None)

    def ticks(self, ritual: RitualId, since: date = date.min, until: date = date.max) -> TicksByDay:
        """The ticks in force on the days from `since` to `until`, by day, each day's in the order they were made."""
        undone, unticked = self._undone, self._rituals.facts(ritual).unticked
        days = {}
        for day, ticks in self._ticks.between(ritual, since, min(until, self._horizon)):
            if undone or unticked:
                ticks = tuple(tick for tick in ticks if tick.id not in undone and tick.id not in unticked)
            if ticks:
                days[day] = ticks
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
        """Replace the set of hidden rituals; true if it changed.

        It is as if they had never been taken up; what was said of them stays.
        """
        return self._rituals.hide(rituals)

    def rests(self, ritual: RitualId) -> Rests:
        """Which occurrences were rested, by original day, and for whom (None: for everyone)."""
        return self._rituals.facts(ritual).rests

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Every pause that covers at least a day."""
        return self._pauses.value

    def pauses_of(self, ritual: RitualId) -> tuple[Pause, ...]:
        """The pauses that hold for a ritual, its own and everyone's."""
        return tuple(pause for pause in self.pauses if pause.ritual in (None, ritual))

    # what they noticed

    @property
    def shared_checkins(self) -> tuple[CheckinShared, ...]:
        """The check-ins that are shown to both, in the order they were shared."""
        return self._shared_checkins.value

    @property
    def favourite_questions(self) -> frozenset[str]:
        """The ids of the questions they like."""
        return self._favourite_questions.value
