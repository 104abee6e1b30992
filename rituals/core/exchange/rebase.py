"""Makes one couple's records of another's, when a machine joins: under new ids, about the people and rituals that the
couple has already. Which fields hold an id follows from their types in `core.model`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, get_args

import msgspec
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded, import_of
from rituals.core.model import EACH, EventId, ImportId, MilestoneId, NudgeKey, PersonId, RitualId
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded
from rituals.errors import RuleError

_OF_THE_COUPLE = (e.HouseholdEdited,)
"""What is as the couple has it, whatever it was for who joins."""
_OF_A_PERSON = (e.PersonJoined, e.PersonRenamed, e.PersonLeft, e.PersonRemoved)
_OF_A_RITUAL = (
    e.RitualAdded,
    e.RitualEdited,
    e.CadenceChanged,
    e.LivedBefore,
    e.RitualArchived,
    e.RitualRestored,
    e.PauseBegan,
)


class Rebase(msgspec.Struct, frozen=True):
    """How the records of who joins become the couple's; once it is settled it is the same for ever."""

    couple: str
    on: date
    """The day of joining."""
    people: Mapping[PersonId, PersonId]
    """Those whom the couple has already, by the ids that they had here."""
    rituals: Mapping[RitualId, RitualId]
    """The rituals that the couple has already, by the ids that they had here."""
    others: Mapping[RitualId, RitualId] = {}
    """The rituals that get another id, as the couple uses theirs for something else."""
    each: frozenset[RitualId] = frozenset()
    """The rituals, by the ids that they had here, that each of them ticks."""
    common: frozenset[EventId] = frozenset()
    """The records that the couple has already, as one home was copied from the other; they stay as they are."""
    names: Mapping[str, PersonId] = {}
    """The people here by name, whatever its case, with their ids afterwards."""

    def is_done(self, record: EventId) -> bool:
        """Whether a record is the couple's already."""
        return record.startswith(self.couple) or record in self.common

    def event_id(self, event: EventId) -> EventId:
        """The id of a record afterwards; those of an import still begin with one id, and fold in their order."""
        if self.is_done(event):
            return event
        if import_id := import_of(event):
            number, _, more = event.removeprefix(f"{import_id}-").partition(" ")
            return f"{self._renamed(import_id)}-{number}{_hash(self.couple, more) if more else ''}"
        return self._renamed(event)

    def import_id(self, import_id: ImportId) -> ImportId:
        """What the ids of an import's records begin with afterwards."""
        is_common = any(import_of(event) == import_id for event in self.common)
        return import_id if is_common or self.is_done(import_id) else self._renamed(import_id)

    def _renamed(self, name: str) -> str:
        return f"{self.couple}{_hash(self.couple, name)}"

    def person_id(self, person: PersonId) -> PersonId:
        """The id of a person afterwards."""
        return self.people.get(person, person)

    def ritual_id(self, ritual: RitualId) -> RitualId:
        """The id of a ritual afterwards."""
        return self.rituals.get(ritual) or self.others.get(ritual, ritual)

    def record(self, record: Recorded) -> Recorded | None:
        """A record as it is afterwards, the same once it is the couple's; None if nothing of it stays."""
        if self.is_done(record.id):
            return record
        event = record.event
        if isinstance(event, e.Unknown):
            return record  # which `refuse_later_kinds` did not let in before
        if self._is_known_otherwise(event):
            return None
        return replace(record, id=self.event_id(record.id), event=self.event(event))

    def event(self, event: AnyEvent) -> AnyEvent:
        """An event with the ids that hold afterwards, whatever else becomes of it."""
        changes: dict[str, Any] = {}
        for field, kind in id_fields(type(event)).items():
            value = getattr(event, field)
            if isinstance(value, str):
                changes[field] = self._renaming[kind](value)
            elif isinstance(value, tuple):
                changes[field] = tuple(map(self._renaming[kind], value))
        if isinstance(event, e.PersonJoined):
            changes["on"] = self.on
        if isinstance(event, e.RitualTicked | e.OccurrenceRested) and self._is_everybodys(event):
            changes["by"] = None
        return replace(event, **changes) if changes else event

    @property
    def _renaming(self) -> Mapping[str, Callable[[str], str]]:
        """How each type of id is changed."""
        return {
            "PersonId": self.person_id,
            "Who": self.person_id,
            "RitualId": self.ritual_id,
            "EventId": self.event_id,
            "ImportId": self.import_id,
            "NudgeKey": self._nudge_key,
            "MilestoneId": self._milestone_id,
        }

    def _nudge_key(self, key: NudgeKey) -> NudgeKey:
        ritual, at, rest = key.rpartition("@")
        return f"{self.ritual_id(ritual)}{at}{rest}"

    def _milestone_id(self, milestone: MilestoneId) -> MilestoneId:
        ritual, *rest = milestone.rsplit("/", 2)
        return "/".join([self.ritual_id(ritual), *rest])

    def _is_known_otherwise(self, event: AnyEvent) -> bool:
        """Whether the couple has its own word on what an event says."""
        of_known_person = isinstance(event, _OF_A_PERSON) and event.person in self.people
        of_known_ritual = isinstance(event, _OF_A_RITUAL) and event.ritual in self.rituals
        of_everything = isinstance(event, e.PauseBegan) and event.ritual is None  # `made_by_joining` has what stays
        return of_known_person or of_known_ritual or of_everything or isinstance(event, _OF_THE_COUPLE)

    def _is_everybodys(self, event: e.RitualTicked | e.OccurrenceRested) -> bool:
        """Whether it was done by somebody who joins only now, where everyone of that day is asked: on the day of
        joining, for what only they had, too, as nobody else could do that."""
        is_new = event.by is not None and event.by not in self.people
        is_of_before = event.day < self.on or (event.day == self.on and event.ritual not in self.rituals)
        return is_new and is_of_before and event.ritual in self.each


@cache
def id_fields(event: type[msgspec.Struct]) -> Mapping[str, str]:
    """The fields of an event that hold ids of people, rituals or records, each with the name of its type."""
    kinds = {"PersonId", "Who", "RitualId", "EventId", "ImportId", "NudgeKey", "MilestoneId"}
    id_kinds = ((field, kinds & names) for field, names in declared_types(event).items())
    return {field: next(iter(names)) for field, names in id_kinds if names}


def declared_types(event: type[msgspec.Struct]) -> Mapping[str, frozenset[str]]:
    """The names of the types that each field of an event is made of; an id has its own, though it is a text."""
    return {field.name: frozenset(_type_names(field.type)) for field in msgspec.structs.fields(event)}


def _type_names(annotation: Any) -> Iterator[str]:
    names = [name for name in getattr(annotation, "__metadata__", ()) if isinstance(name, str)]
    if isinstance(annotation, type) and not names:
        names = [annotation.__name__]
    yield from names
    if not names:
        for part in get_args(annotation):
            yield from _type_names(part)


def rebase_onto(
    couple: str,
    on: date,
    *,
    inviter: Sequence[Recorded],
    joiner: Sequence[Recorded],
    people: Mapping[PersonId, PersonId],
    rituals: Mapping[RitualId, RitualId],
) -> Rebase:
    """How the joiner's shared records become the couple's; `people` and `rituals` are those that are the same, the
    joiner's ids first. `RuleError` if two of one side would become one."""
    refuse_later_kinds(joiner)
    theirs, ours = State(inviter), State(joiner)
    people_there = {person.id for person in theirs.people}
    known = {person.id: person.id for person in ours.people if person.id in people_there} | dict(people)
    common = frozenset(record.id for record in inviter) & {record.id for record in joiner}
    same = {ritual: ritual for ritual in _rituals_in(r for r in joiner if r.id in common)} | dict(rituals)
    for mapping, what in ((known, "people"), (same, "rituals")):
        if len(set(mapping.values())) < len(mapping):
            raise RuleError(f"Two {what} of this machine can't become one. Choose another for one of them.")
    used = _rituals_in(inviter) - same.keys()
    others = {ritual: f"ritual-{_hash(couple, ritual)}" for ritual in _rituals_in(joiner) & used}
    each = {
        ritual.id
        for ritual in ours.all_rituals.values()
        if EACH in theirs.all_rituals.get(same.get(ritual.id, ""), ritual).every_who
    }
    names = {casefolded(person.name): known.get(person.id, person.id) for person in ours.people}
    return Rebase(couple, on, known, same, others, frozenset(each), common, names)


def refuse_later_kinds(records: Iterable[Recorded]) -> None:
    """Raise `RuleError` if there are records of a kind that this version does not know, in which ids may stand."""
    if any(isinstance(record.event, e.Unknown) for record in records):
        raise RuleError("A later version of rituals wrote here as well. Update it on this machine, then join.")


def made_by_joining(rebase: Rebase, *, inviter: Sequence[Recorded], joiner: Sequence[Recorded]) -> Iterator[Recorded]:
    """The records that no record of the joiner's becomes."""
    yield from _lived_before(rebase, inviter, joiner)
    yield from _own_pauses(rebase, joiner)


def _lived_before(rebase: Rebase, inviter: Sequence[Recorded], joiner: Sequence[Recorded]) -> Iterator[Recorded]:
    """What gives the couple's rituals the spans that reach further back at the joiner's, stamped as the joiner's taking
    them up was; or as the import that a span came with was, with which it goes."""
    theirs, ours = State(inviter).all_rituals, State(joiner)
    for own, same in sorted(rebase.rituals.items()):
        if own not in ours.all_rituals or same not in theirs:
            continue
        first = theirs[same].spans[0].since
        records = ours.in_force(ours.ritual_records(own))
        added = next(record for record in records if isinstance(record.event, e.RitualAdded))
        imported = {
            record.event.since: record
            for record in records
            if isinstance(record.event, e.LivedBefore) and import_of(record.id)
        }
        for span in ours.all_rituals[own].spans:
            until = min(span.until or first, first)
            if span.since < until:
                event = e.LivedBefore(same, span.since, span.cadence, until)
                record = imported.get(span.since, added)
                name = rebase.event_id(f"{record.id} {span.since}")
                yield replace(record, id=name, event=event)


def _own_pauses(rebase: Rebase, joiner: Sequence[Recorded]) -> Iterator[Recorded]:
    """The joiner's pauses of everything, as pauses of each ritual that only the joiner had: the couple's go on."""
    ours = State(joiner)
    pauses = {pause.id: pause for pause in ours.pauses if pause.ritual is None}
    for record in ours.in_force(ours.pause_records):
        if isinstance(record.event, e.PauseBegan) and not rebase.is_done(record.id) and record.event.pause in pauses:
            pause = pauses.pop(record.event.pause)
            for own in sorted(ours.all_rituals.keys() - rebase.rituals.keys()):
                name, ritual = f"{pause.id} {own}", rebase.ritual_id(own)
                event = e.PauseBegan(name, pause.since, pause.until, pause.reason, ritual)
                yield replace(record, id=rebase.event_id(f"{record.id} {own}"), event=event)


def _rituals_in(records: Iterable[Recorded]) -> set[RitualId]:
    """The rituals that records are about, whatever became of them."""
    return {record.event.ritual for record in records if isinstance(record.event, e.RitualEvent)}


def _hash(couple: str, text: str) -> str:
    return blake2b(text.encode(), digest_size=8, key=couple.encode()).hexdigest()
