"""Which intent an undo takes back: this device's latest that isn't the other's alone, unless something of theirs rests
on it.

Who did something is stored nowhere. So what names nobody is for either to take back, and what names somebody for them,
whoever put it down; only what somebody did since they sat down they may take back whomever it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded, commit_of, import_of
from rituals.core.model import HIGHEST_FOLLOWED, EventId, PersonId, RitualId
from rituals.core.state.anew import is_former_gone, says_nothing
from rituals.core.state.brought_in import ImportedRitual
from rituals.core.state.couple_state import State
from rituals.core.state.namesakes import namesake_after
from rituals.core.state.undoable import UNDOABLE, InForce, others_about_ritual


class PassedOver(NamedTuple):
    """A record that stays, and what rests on it, or None where it replaced words that are off the disk; `person` is
    whom that names, if it is one who is not here."""

    record: Recorded
    resting: InForce | None
    person: PersonId | None


class NameTaken(Struct, frozen=True):
    """A record that stays because another ritual or person has since been given the name that was free with it."""

    record: Recorded
    name: str


class LatestIntent(Struct, frozen=True):
    """What an undo takes back, in the order it was recorded, and what it leaves on its way there, the latest first."""

    records: Sequence[Recorded]
    passed_over: Sequence[PassedOver]
    others: AbstractSet[PersonId]
    """Those whose alone an intent was."""
    names_taken: Sequence[NameTaken] = ()


def latest_intent(
    state: State, newest_first: Iterable[Recorded], *, person: PersonId, since_sitting: Collection[EventId] = ()
) -> LatestIntent:
    """The latest of these records, all of one device, that the person who sits there may take back; `since_sitting` are
    those that they made since they sat down.

    The joining of the first person is never undone, as without them nothing could have been recorded; nor is that of
    who sits there.
    """
    walk = _Walk(state, person, since_sitting)
    for _, commit in groupby(newest_first, key=commit_of):
        intent = walk.on(list(commit)[::-1])
        if intent:
            return LatestIntent(intent, walk.passed_over, walk.others, tuple(walk.names_taken))
    return LatestIntent((), walk.passed_over, walk.others, tuple(walk.names_taken))


def taking_back(intent: Sequence[Recorded]) -> e.Undone | e.ImportTakenBack:
    """The event that takes an intent back: all that came with an import goes by its id."""
    import_id = import_of(intent[0].id)
    return e.ImportTakenBack(import_id) if import_id else e.Undone(tuple(record.id for record in intent))


class _Walk:
    """A device's commits, from the latest on."""

    def __init__(self, state: State, person: PersonId, since_sitting: Collection[EventId]) -> None:
        self._state = state
        self._person = person
        self._since_sitting = since_sitting
        self._passed: set[EventId] = set()
        self.passed_over: list[PassedOver] = []
        self.names_taken: list[NameTaken] = []
        self.others: set[PersonId] = set()

    def on(self, commit: Sequence[Recorded]) -> Sequence[Recorded]:
        """The records of a commit if they may be taken back; nothing else, after noting why not."""
        self._passed.update(record.id for record in commit)
        if any(isinstance(record.event, e.WordsErased) for record in commit):
            return ()
        in_force = {record.id: record for record in self._state.in_force(commit)}
        as_recorded = (in_force[record.id] for record in commit if record.id in in_force)
        is_import = import_of(commit[0].id) is not None
        intent = [record for record in as_recorded if is_import or self._can_be_undone(record)]
        if not all(record.id in self._since_sitting for record in intent) and (alone := self._others_alone(intent)):
            self.others |= alone
            return ()
        own = {record.id for record in intent}
        left = self._left_of_import(intent, own) if is_import else (self._left(record, own) for record in intent)
        passed_over = next(filter(None, left), None)
        if passed_over:
            self.passed_over.append(passed_over)
            return ()
        if namesake := namesake_after(self._state, intent):
            self.names_taken.append(NameTaken(intent[0], namesake))
            return ()
        return intent

    def _can_be_undone(self, record: Recorded) -> bool:
        event = record.event
        if isinstance(event, e.PersonJoined):
            first = [person.id for person in self._state.people[:1]]
            if event.person in {*first, self._person}:
                return False
        if isinstance(event, e.PersonRemoved) and not self._has_name(event.person):
            return False
        came_by_phone = getattr(event, "by_phone", False)
        return type(event) in UNDOABLE and not came_by_phone and not says_nothing(event)

    def _has_name(self, person: PersonId) -> bool:
        """Whether a name of somebody is still on the disk, by which they could be here again."""
        return any(
            isinstance(record.event, e.PersonJoined | e.PersonRenamed)
            and record.event.person == person
            and record.id not in self._state.wordless
            for record in self._state.people_records
        )

    def _others_alone(self, intent: Iterable[Recorded]) -> set[PersonId]:
        """Whose alone it is, if not that of the person who sits here; what names nobody goes with the rest."""
        events = (record.event for record in intent)
        distinct = {(x.ritual, x.by) if isinstance(x, e.RitualTicked) else x: x for x in events}
        people = set().union(*map(self._people_of, distinct.values()))
        return set() if self._person in people else people

    def _people_of(self, event: AnyEvent) -> set[PersonId]:
        undoable = UNDOABLE.get(type(event))
        return {whose for whose in undoable.whose(event, self._state) if whose} if undoable else set()

    def _left(self, record: Recorded, own: Collection[EventId]) -> PassedOver | None:
        """What rests on a record, if anything does but what goes along with it."""
        if is_former_gone(self._state, record):
            return PassedOver(record, None, None)
        undoable = UNDOABLE[type(record.event)]
        return self._passed_over(
            (record, in_force)
            for in_force in undoable.among(record.event, self._state)
            if in_force.id not in own
            and self._is_later(in_force, record)
            and undoable.rests(record.event, record.id, in_force.event)
        )

    def _left_of_import(self, records: Iterable[Recorded], own: Collection[EventId]) -> Iterator[PassedOver | None]:
        """What rests on what was brought in, asked once of each ritual, of which there may be thousands of days."""
        by_ritual = defaultdict[RitualId, list[Recorded]](list)
        for record in records:
            if isinstance(record.event, e.RitualEvent):
                by_ritual[record.event.ritual].append(record)
        for ritual, brought_in in by_ritual.items():
            others = others_about_ritual(ritual, self._state, brought_in)
            later = [in_force for in_force in others if self._is_later(in_force, brought_in[0])]
            if later:
                resting = ImportedRitual(self._state, ritual, brought_in, own).resting
                yield self._passed_over(pair for in_force in later for pair in resting(in_force))

    def _passed_over(self, pairs: Iterable[tuple[Recorded, InForce]]) -> PassedOver | None:
        """Of records and what rests on each: the latest, but rather one that has a name."""
        latest_first = sorted(pairs, key=lambda pair: (pair[1].lamport, pair[1].id), reverse=True)
        passed_over = (PassedOver(record, in_force, self._name_of(in_force)) for record, in_force in latest_first)
        latest = next(passed_over, None)
        return latest if latest is None or latest.person else next((x for x in passed_over if x.person), latest)

    def _is_later(self, in_force: InForce, record: Recorded) -> bool:
        """Whether it comes after a record; among the highest lamports, where no order is left, whether it may.

        What this device wrote later has been passed, and is only in force because it may not be taken back either.
        """
        if in_force.device == record.device:
            return in_force.id in self._passed
        if in_force.lamport == record.lamport > HIGHEST_FOLLOWED:
            return True
        return (in_force.lamport, in_force.id) > (record.lamport, record.id)

    def _name_of(self, in_force: InForce) -> PersonId | None:
        people = self._people_of(in_force.event)
        return next(iter(people)) if len(people) == 1 and self._person not in people else None
