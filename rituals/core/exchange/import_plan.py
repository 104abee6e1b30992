"""What an import would do: each ritual of another program's file beside what it becomes here, and the events of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from hashlib import blake2b

from msgspec import UNSET, Struct, UnsetType
from msgspec.json import encode
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.density import proposed_cadence
from rituals.core.cadence.expansion import activated
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import import_of
from rituals.core.exchange.foreign import EVERYONE, Foreign, ForeignFile, clean_foreign_name
from rituals.core.exchange.import_events import ByOn, brought_into, taken_up
from rituals.core.exchange.left_out_words import (
    GONE,
    NO_NAME,
    TWICE,
    another_name_words,
    same_days_words,
    shortened_words,
    strangers_words,
)
from rituals.core.model import A_COUPLE, EACH, TOGETHER, Cadence, PersonId, Ritual, RitualId, Who
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, is_unseen
from rituals.errors import UsageError

_SURE_DAYS = 5
"""How many days must be the same for a ritual of another name to be taken for one that is kept."""


class RitualChoice(Struct, frozen=True):
    """What somebody chose for one ritual of a file; what is unset is as it is proposed."""

    is_taken: bool | UnsetType = UNSET
    name: str = ""
    cadence: Cadence | None = None
    joins: RitualId | UnsetType | None = UNSET
    """The ritual that it goes on as; None: it becomes a new one."""


class Answers(Struct, frozen=True):
    """What somebody says to a preview: whose the days are that the file gives to nobody (a person's id, or `EVERYONE`;
    None: not said yet), or that all of it is `TOGETHER`, whomever the file names; and what was chosen for single
    rituals, by their place in the file."""

    whose: Who | None = None
    choices: Mapping[int, RitualChoice] = {}


class Couple(Struct, frozen=True):
    """Whom days can count for, by id, who sits there, the couple's today, and when their week begins."""

    people: Mapping[PersonId, str]
    seated: PersonId
    today: date
    week_starts_on: int


class ImportLine(Struct, frozen=True):
    """One ritual of a file, beside what it becomes here."""

    place: int
    foreign: Foreign
    name: str
    """The name that it has here."""
    cadence: Cadence
    who: Who
    is_taken: bool
    days: int
    """Days with a tick, in the file."""
    notes: int
    first: date | None
    """Of its ticks and rests; None if it has neither."""
    last: date | None
    told: tuple[str, ...]
    kept: Ritual | None = None
    """The ritual kept here that it goes on as, if it does."""
    new_days: int = 0
    """Days that are not here yet."""
    new_notes: int = 0
    new_rests: int = 0
    new_moves: int = 0
    wrong: str = ""
    """Why it can't be brought in as it is; empty if it can."""

    @property
    def is_brought_in(self) -> bool:
        return self.is_taken and not self.wrong


class ImportPlan(Struct, frozen=True):
    """What an import would do: its lines in the order of the file, and what else is to be said of the file."""

    lines: tuple[ImportLine, ...]
    told: tuple[str, ...]
    asks_whose: bool
    """Whether the file doesn't say whose some of its days are, and nobody said it yet."""
    events: tuple[AnyEvent, ...]
    """All of it, to be recorded as one commit; empty where there is nothing new."""

    @property
    def brought_in(self) -> list[ImportLine]:
        """The lines that are brought in."""
        return [line for line in self.lines if line.is_brought_in]


def import_plan(
    state: State, file: ForeignFile, answers: Answers, couple: Couple, new_id: Callable[[], str]
) -> ImportPlan:
    """What bringing in a file does with these answers."""
    names = frozenset(casefolded(clean_foreign_name(foreign.name)) for foreign in file.rituals)
    planner = _Planner(state, answers, couple, new_id, names)
    lines = tuple(planner.line(place, foreign) for place, foreign in enumerate(file.rituals))
    told = (*file.told, *strangers_words(planner.strangers))
    return ImportPlan(lines, told, planner.asks_whose, tuple(planner.events))


class _Planner:
    """Goes through a file, ritual by ritual."""

    def __init__(
        self, state: State, answers: Answers, couple: Couple, new_id: Callable[[], str], names_there: Collection[str]
    ) -> None:
        self._state = state
        self._answers = answers
        self._couple = couple
        self._new_id = new_id
        self._names_there = names_there
        self._by_name = {casefolded(name): person for person, name in couple.people.items()}
        self._joined: set[RitualId] = set()
        self._imported_days: dict[RitualId, AbstractSet[date]] = {}
        kept = (ritual for ritual in state.rituals.values() if not ritual.is_archived)
        self._names = {casefolded(r.name): (r.name, couple.people.get(r.who, "")) for r in kept}
        self.strangers: Counter[str] = Counter()
        """How many ticks are of names that nobody here has."""
        self.asks_whose = False
        self.events: list[AnyEvent] = []

    def line(self, place: int, foreign: Foreign) -> ImportLine:
        """One ritual of the file; what it brings joins the events."""
        choice = self._answers.choices.get(place, RitualChoice())
        names = Counter([tick.by for tick in foreign.ticks])
        days = {tick.day for tick in foreign.ticks}
        lived = [*days, *foreign.rests]
        name = clean_foreign_name(choice.name or foreign.name)
        line = ImportLine(
            place,
            foreign,
            name,
            choice.cadence or foreign.cadence or proposed_cadence(days),
            self._who(names),
            is_taken=not foreign.is_plan if choice.is_taken is UNSET else choice.is_taken,
            days=len(days),
            notes=sum([1 for tick in foreign.ticks if tick.note]),
            first=min(lived, default=None),
            last=max(lived, default=None),
            told=(*foreign.told, *shortened_words(name, choice.name or foreign.name)),
        )
        if not line.is_taken:
            return line
        try:
            return self._taken(line, choice, names)
        except UsageError as problem:
            return replace(line, wrong=str(problem))

    def _taken(self, line: ImportLine, choice: RitualChoice, names: Mapping[str, int]) -> ImportLine:
        """A line that is brought in, with the ritual that it joins and what is new of it; `UsageError` if it can't
        be."""
        today = self._couple.today
        kept, told = self._kept(line, choice)
        if kept:
            brought = brought_into(self._state, kept, line.foreign, line.cadence, self._by_on(names, kept), today)
            line = replace(line, kept=kept, name=kept.name, who=kept.who, cadence=kept.cadence)
        else:
            begins = min(line.first or today, today)
            cadence = activated(line.cadence, on=begins, week_starts_on=self._couple.week_starts_on)
            self._take_name(line.name)
            line = replace(line, cadence=cadence)
            added = e.RitualAdded(self._ritual_id(line), begins, line.name, cadence, line.who)
            brought = taken_up(added, line.foreign, self._by_on(names), today)
        self._note_names(names)
        self.events += brought.events
        return replace(
            line,
            told=(*line.told, *told, *brought.told),
            new_days=brought.days,
            new_notes=brought.notes,
            new_rests=brought.rests,
            new_moves=brought.moves,
        )

    # the same as one that is kept?

    def _kept(self, line: ImportLine, choice: RitualChoice) -> tuple[Ritual | None, tuple[str, ...]]:
        """The ritual kept here that a foreign one goes on as, and a sentence on why, where its name doesn't say it;
        `UsageError` if the one that was chosen can't be that."""
        if choice.joins is None:
            return None, ()
        if choice.joins is not UNSET:
            return self._joined_with(self._chosen(choice.joins))
        free = [r for r in self._state.rituals.values() if r.id not in self._joined and self._is_open(r)]
        name = casefolded(line.name)
        namesakes = sorted((r for r in free if casefolded(r.name) == name), key=lambda ritual: ritual.is_archived)
        if namesakes:
            return self._joined_with(namesakes[0])
        unnamed = [] if choice.name else [ritual for ritual in free if casefolded(ritual.name) not in self._names_there]
        same = [ritual for ritual in unnamed if self._came_in_as(line.foreign, ritual)]
        return self._joined_with(same[0], same_days_words(same[0].name)) if len(same) == 1 else (None, ())

    def _chosen(self, ritual: RitualId) -> Ritual:
        kept = self._state.rituals.get(ritual)
        if kept is None or not self._is_open(kept):
            raise UsageError(GONE)
        if ritual in self._joined:
            raise UsageError(TWICE)
        return kept

    def _joined_with(self, kept: Ritual, *told: str) -> tuple[Ritual, tuple[str, ...]]:
        self._joined.add(kept.id)
        return kept, told

    def _is_open(self, ritual: Ritual) -> bool:
        """Whether days can be brought into it: not into what is another's alone."""
        whose = self._answers.whose
        return ritual.who in (TOGETHER, EACH, whose if whose in self._couple.people else self._couple.seated)

    def _came_in_as(self, foreign: Foreign, kept: Ritual) -> bool:
        """Whether all that was brought into a ritual before is in a foreign one, which then is the same, renamed."""
        if kept.id not in self._imported_days:
            ticks = (tick for day in self._state.ticks(kept.id).values() for tick in day)
            self._imported_days[kept.id] = {tick.day for tick in ticks if import_of(tick.id)}
        earlier = self._imported_days[kept.id]
        return _SURE_DAYS <= len(earlier) <= len(foreign.ticks) and earlier <= {tick.day for tick in foreign.ticks}

    # a new one

    def _take_name(self, name: str) -> None:
        """Let a new ritual have a name; `UsageError` if it can't."""
        if is_unseen(name):
            raise UsageError(NO_NAME)
        if casefolded(name) in self._names:
            raise UsageError(another_name_words(*self._names[casefolded(name)]))
        self._names[casefolded(name)] = name, ""

    def _ritual_id(self, line: ImportLine) -> RitualId:
        """The id of a new ritual: the same for the same content, so that a file that comes in on two machines at once
        is one ritual once they meet. It is made of none of its words, which can be taken back and erased."""
        days = [tick.day.toordinal() for tick in line.foreign.ticks]
        content = encode((line.place, line.cadence, line.who, days))
        ritual = f"ritual-{blake2b(content, digest_size=8).hexdigest()}"
        return self._new_id() if ritual in self._state.all_rituals else ritual

    def _who(self, names: Mapping[str, int]) -> Who:
        """Whom a new ritual is for: who sits here alone if all its days are theirs, each if the file names somebody,
        else together."""
        if len(self._couple.people) < A_COUPLE or self._answers.whose == TOGETHER:
            return TOGETHER
        owners = {self._person_of(name) for name in names} or {self._person_of("")}
        if owners == {None}:
            return TOGETHER
        return self._couple.seated if owners == {self._couple.seated} else EACH

    # whose days they are

    def _person_of(self, name: str) -> PersonId | None:
        """Whom a tick of this name counts for; None is everyone."""
        if name == EVERYONE:
            return None
        known = self._by_name.get(casefolded(name)) if name else None
        return known or (self._answers.whose if self._answers.whose in self._couple.people else None)

    def _by_on(self, names: Mapping[str, int], kept: Ritual | None = None) -> ByOn:
        """Whom a tick of a day counts for, by its name in the file, in a ritual that is kept or a new one."""
        people = {name: self._person_of(name) for name in names} | {"": self._person_of("")}
        if kept is None:
            is_each = self._who(names) == EACH
            return lambda name, _: people[name] if is_each else None
        if kept.every_who == {EACH}:
            return lambda name, _: people[name]
        return lambda name, day: people[name] if kept.who_on(day) == EACH else None

    def _note_names(self, names: Mapping[str, int]) -> None:
        """Note whom the file names that nobody here is, and whether it leaves open whose its days are."""
        for name, count in names.items():
            if name == EVERYONE or casefolded(name) in self._by_name:
                continue
            self.asks_whose |= self._answers.whose is None and len(self._couple.people) >= A_COUPLE
            if name:
                self.strangers[name] += count
