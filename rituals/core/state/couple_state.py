"""The couple's state, folded from shared events; independent of the order in which they arrive.

Records are filed by id under the ritual, note or person they are about, and folded in the order (lamport, id) when that
is asked for. Adding a record again changes nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from copy import copy
from datetime import date, datetime
from typing import TypeAlias

from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import HIGHEST_FOLLOWED, DeviceId, EventId, Pause, Person, PersonId, Ritual, RitualId, Tick
from rituals.core.state.apart import rounds_of
from rituals.core.state.folded import EVERY_RITUAL, Concerned, Folded, TakenBack
from rituals.core.state.jar import Jar
from rituals.core.state.jar_archive import Shelf
from rituals.core.state.pauses import pauses_of
from rituals.core.state.people import Household, counting_on, household_of, members_on, people_of
from rituals.core.state.ritual_fold import Rests, RitualFolds, ritual_of
from rituals.core.state.sharing import Consents, favourite_questions_of, ideas_of, shared_checkins_of
from rituals.core.state.ticks import Ticks, TicksOfDay, ids_checksum

TicksByDay = Mapping[date, TicksOfDay]

Fold: TypeAlias = Callable[[Recorded], Concerned]
"""Adds a record to a fold, and returns the rituals it affects."""

_LATELY = 100  # the latest ticks, which an undo is likely to be about


class State:
    """Everything the couple shares; it grows by `add`."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        self.lamport = 0
        self.words_erased: set[EventId] = set()
        self._erasings: set[tuple[DeviceId, int, datetime]] = set()
        self._horizon = self._pauses_known_on = date.max
        self._asked: frozenset[PersonId] | None = None
        self._taken_back = TakenBack()
        self._ticks = Ticks()
        self._lately: deque[tuple[EventId, RitualId]] = deque(maxlen=_LATELY)
        self._news: Counter[RitualId | None] = Counter()
        self._people = Folded(people_of, self._taken_back)
        self._household = Folded(household_of, self._taken_back)
        self._rituals = RitualFolds(self._taken_back)
        self._pauses = Folded(pauses_of, self._taken_back)
        self.jar = Jar(self._taken_back)
        self._shared_checkins = Folded(shared_checkins_of, self._taken_back)
        self._favourite_questions = Folded(favourite_questions_of, self._taken_back)
        self.consents = Consents()
        self.apart = Folded(rounds_of, self._taken_back)
        self.someday = Folded(ideas_of, self._taken_back)
        self.folds = self._folds()
        self.add(records)

    def _folds(self) -> Mapping[type[e.Event], Fold]:
        """The fold for each kind of event; kinds that are missing do not belong to the shared state."""
        return {
            **dict.fromkeys((e.PersonJoined, e.PersonRenamed, e.PersonLeft, e.PersonRemoved), self._people.add),
            e.HouseholdEdited: self._household.add,
            **dict.fromkeys((e.RitualAdded, e.RitualEdited, e.CadenceChanged, e.LivedBefore), self._rituals.add),
            **dict.fromkeys((e.RitualArchived, e.RitualRestored), self._rituals.add),
            e.RitualTicked: self._add_tick,
            **dict.fromkeys((e.RitualUnticked, e.OccurrenceRested, e.OccurrenceMoved), self._rituals.add),
            **dict.fromkeys((e.PauseBegan, e.PauseEnded), self._pauses.add),
            **dict.fromkeys((e.AppreciationAdded, e.AppreciationEdited, e.AppreciationErased), self.jar.add),
            **dict.fromkeys((e.AppreciationFavoured, e.AppreciationAnswered, e.JarOpened), self.jar.add),
            e.CheckinShared: self._shared_checkins.add,
            e.CheckinTakenBack: self._shared_checkins.add,
            e.QuestionFavoured: self._favourite_questions.add,
            **dict.fromkeys((e.BothSaidYes, e.YesTakenBack), self.consents.add),
            **dict.fromkeys((e.RoundBegan, e.AnswerSealed, e.AnswerShown, e.AnswerLetGo), self.apart.add),
            **dict.fromkeys((e.SomedayAdded, e.SomedayEdited, e.SomedayDropped), self.someday.add),
            e.Undone: self._undo,
            e.ImportTakenBack: self._undo_import,
            e.WordsErased: self._erase_words,
        }

    def add(self, records: Iterable[Recorded]) -> None:
        """Add records, in any order; adding one twice changes nothing."""
        fold_of, news = self.folds.get, self._news
        for record in records:
            if self.lamport < record.lamport <= HIGHEST_FOLLOWED:
                self.lamport = record.lamport
            if fold := fold_of(type(record.event)):
                for ritual in fold(record):
                    news[ritual] += 1

    def _add_tick(self, record: Recorded) -> Concerned:
        event = record.event
        assert isinstance(event, e.RitualTicked)
        tick = Tick(record.id, record.lamport, event.day, event.by, event.tiny, event.note, event.by_phone)
        self._ticks.add(event.ritual, tick)
        self._lately.append((record.id, event.ritual))
        return (event.ritual,)

    def _undo(self, record: Recorded) -> Concerned:
        event = record.event
        assert isinstance(event, e.Undone)
        self._taken_back.add(event)
        return self._reconsider(event.of)

    def _undo_import(self, record: Recorded) -> Concerned:
        self._taken_back.add(record.event)
        self._reconsider(())
        return EVERY_RITUAL

    def _erase_words(self, record: Recorded) -> Concerned:
        event = record.event
        assert isinstance(event, e.WordsErased)
        self.words_erased.add(record.id)
        self._erasings.add((record.device, record.lamport, record.at))
        self._taken_back.add(event)
        return self._reconsider(event.of)

    def _reconsider(self, events: Collection[EventId]) -> Concerned:
        """Fold anew, because these events were taken back; returns the rituals they are about."""
        shared = (self._shared_checkins, self._favourite_questions, self.apart, self.someday)
        for fold in (self._people, self._household, self._rituals, self._pauses, self.jar, *shared):
            fold.reconsider()
        ritual_by_event = {**dict(self._lately), **self._rituals.ritual_by_event(events)}
        is_of_all = not self._rituals.addings.keys().isdisjoint(events)
        return EVERY_RITUAL if is_of_all else {ritual_by_event.get(event) for event in events}

    def attach_archive(self, shelf: Shelf) -> None:
        """Attach ticks and notes that are loaded only when they are read."""
        self.lamport = max(self.lamport, shelf.ticks.lamport)
        self._ticks.attach_archive(shelf.ticks)
        self.jar.attach_archive(shelf.notes)

    def version(self, ritual: RitualId) -> tuple[int, int]:
        """A version of a ritual, which changes whenever a record comes in that may affect it."""
        return self._news[ritual], self._news[None]

    def is_undone(self, event: EventId) -> bool:
        return self._taken_back.is_undone(event)

    def is_written_anew(self, record: Recorded) -> bool:
        """Whether it was written only to keep what would have gone with erased words; nobody changed anything."""
        return (record.device, record.lamport, record.at) in self._erasings

    def in_force(self, records: Iterable[Recorded]) -> list[Recorded]:
        """Those of these records that are not undone, without erased words, in the order they are folded."""
        return self._taken_back.in_force(records)

    @property
    def wordless(self) -> Set[EventId]:
        """The ids of the records whose words were erased."""
        return self._taken_back.wordless

    # people and household

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone who ever joined, in the order they did, those who left included."""
        return self._people.value

    def couple(self, day: date) -> tuple[Person, ...]:
        """Who belonged to the couple that day; before the first joining, those who joined first."""
        return self._of_those_asked(members_on(self.people, day))

    def counting(self, day: date) -> tuple[Person, ...]:
        """Whom that day's rituals ask: from the day after they joined, those from before the first ritual at once."""
        return self._of_those_asked(counting_on(self.people, day, self._rituals.find_begun))

    @property
    def begun(self) -> int:
        """The lamport of the event by which the first ritual was added, beyond all where none is in force."""
        return self._rituals.find_begun()

    def _of_those_asked(self, people: tuple[Person, ...]) -> tuple[Person, ...]:
        return people if self._asked is None else tuple(person for person in people if person.id in self._asked)

    def people_without(self, events: Collection[EventId]) -> tuple[Person, ...]:
        """Everyone who ever joined, had these events been undone as well."""
        return people_of(self._taken_back.in_force(r for r in self.people_records if r.id not in events))

    @property
    def household(self) -> Household:
        return self._household.value

    # rituals and their ticks

    @property
    def rituals(self) -> Mapping[RitualId, Ritual]:
        """Every ritual that is not hidden, archived or not, in the order they were added."""
        visible, asked = self._rituals.visible, self._asked
        return visible if asked is None else {r.id: r for r in visible.values() if any(map(r.is_open_to, asked))}

    @property
    def all_rituals(self) -> Mapping[RitualId, Ritual]:
        """All rituals, hidden ones too; only for deciding which to hide, never to be shown."""
        return self._rituals.all

    def ritual_without(self, ritual: RitualId, events: Collection[EventId]) -> Ritual | None:
        """A ritual, had these events been undone as well."""
        return ritual_of(self._taken_back.in_force(r for r in self.ritual_records(ritual) if r.id not in events))

    def kept_as(self, entry: RitualId) -> Ritual | None:
        """The couple's ritual that was added from this catalogue entry, unless it is archived."""
        rituals = self.rituals.values()
        return next((ritual for ritual in rituals if ritual.catalogue == entry and not ritual.is_archived), None)

    def ticks(self, ritual: RitualId, since: date = date.min, until: date = date.max) -> TicksByDay:
        """The ticks from `since` to `until`, without those taken back, by day; each day's in the order they were
        made."""
        unticked, wordless = self._rituals.facts(ritual).unticked, self._taken_back.wordless
        between = self._ticks.between(ritual, since, min(until, self._horizon))
        if not (self._taken_back or unticked):
            return dict(between)
        is_undone, days = self._taken_back.is_undone, {}
        for day, ticks in between:
            ticks = tuple(tick for tick in ticks if not is_undone(tick.id) and tick.id not in unticked)
            if wordless:
                ticks = tuple(replace(tick, note="") if tick.id in wordless else tick for tick in ticks)
            if ticks:
                days[day] = ticks
        return days

    def ticks_checksum(self, ritual: RitualId, before: date) -> tuple[int, int]:
        """Checksums of a ritual's ticks in the months before that of a day, and of what may be taken back of them;
        the same in whatever order everything came, and whether it is loaded or not."""
        gone = self._taken_back
        taken_back = gone.undone | gone.imports | self._rituals.facts(ritual).unticked
        if taken_back:
            taken_back -= self._ticks.ids_from(before)
            taken_back -= self._rituals.ritual_by_event(taken_back).keys()
        return self._ticks.checksum(ritual, before), ids_checksum(taken_back)

    def has_other_ticks(self, ritual: RitualId, ids: Collection[EventId]) -> bool:
        """Whether a ritual has ticks beside these of its own, whatever became of them; it loads none."""
        return self._ticks.checksum(ritual, date.max) != ids_checksum(ids)

    def preload(self, ritual: RitualId) -> None:
        """Load all ticks of a ritual, so that reading them is fast from now on."""
        self._ticks.preload(ritual)

    def as_of(self, day: date, *, with_later_pauses: bool = True) -> State:
        """A copy without the ticks of later days, or also without the pauses begun or ended on them, only for
        reading."""
        past = copy(self)
        past._horizon = day
        past._pauses_known_on = date.max if with_later_pauses else day
        return past

    def asking(self, people: Collection[PersonId]) -> State:
        """A copy in which the couple is only these people, and no ritual is anybody else's alone, for reading only."""
        asked = copy(self)
        asked._asked = frozenset(people)
        return asked

    def hide(self, rituals: Collection[RitualId]) -> bool:
        """Replace the set of hidden rituals; true if it changed.

        They are left out as if they had never been added; their records stay.
        """
        return self._rituals.hide(rituals)

    def rests(self, ritual: RitualId) -> Rests:
        """The rests in force: original day of the occurrence, and whom it is for (None: everyone)."""
        return self._rituals.facts(ritual).rests

    def rests_by_phone(self, ritual: RitualId) -> Rests:
        """Those of the rests in force that came by phone."""
        return self._rituals.facts(ritual).rests_by_phone

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Every pause of at least one day."""
        known_on = self._pauses_known_on
        return self._pauses.value if known_on == date.max else pauses_of(self.in_force(self.pause_records), known_on)

    def pauses_of(self, ritual: RitualId) -> tuple[Pause, ...]:
        """The pauses of a ritual: its own, and those of all rituals."""
        return tuple(pause for pause in self.pauses if pause.ritual in (None, ritual))

    # shared check-ins and favourite questions

    @property
    def shared_checkins(self) -> tuple[e.CheckinShared, ...]:
        """The check-ins that are visible to both, in the order they were shared."""
        return self._shared_checkins.value

    @property
    def favourite_questions(self) -> frozenset[str]:
        """The ids of the favourite questions."""
        return self._favourite_questions.value

    # what was written, whatever became of it

    def ritual_records(self, ritual: RitualId) -> Collection[Recorded]:
        """All records about a ritual, ticks aside."""
        return self._rituals.records(ritual)

    @property
    def all_ritual_records(self) -> Iterable[Recorded]:
        return self._rituals.all_records

    @property
    def people_records(self) -> Collection[Recorded]:
        return self._people.records

    @property
    def pause_records(self) -> Collection[Recorded]:
        return self._pauses.records

    @property
    def household_records(self) -> Collection[Recorded]:
        return self._household.records

    @property
    def favourite_question_records(self) -> Collection[Recorded]:
        return self._favourite_questions.records

    @property
    def shared_checkin_records(self) -> Collection[Recorded]:
        return self._shared_checkins.records

    def written_ticks(self, ritual: RitualId, ids: Collection[EventId] | None = None) -> list[Tick]:
        """A ritual's ticks that have a note, whatever became of them; only those with these ids, if given."""
        return [tick for tick in self._ticks.find(ritual, ids) if tick.note and tick.id not in self.wordless]

    def written_ticks_on(self, ritual: RitualId, day: date) -> list[Tick]:
        """The same of one day, of which alone they are read."""
        near = (tick for _, ticks in self._ticks.between(ritual, day, day) for tick in ticks)
        return [tick for tick in near if tick.note and tick.id not in self.wordless]

    def ticks_by_id(self, ritual: RitualId, ids: Collection[EventId]) -> Sequence[Tick]:
        """A ritual's ticks with these ids, whatever became of them."""
        return self._ticks.find(ritual, ids) if ids else ()
