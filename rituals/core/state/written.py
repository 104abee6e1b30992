"""What people wrote in shared records, and how it is taken off the disk once it was taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from msgspec import UNSET, Struct

from rituals.core import events as e
from rituals.core.events import AnyEvent, Event
from rituals.core.events.erasure import holds_words
from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, PersonId, Ritual, RitualId
from rituals.core.state.anew import answers_to, written_anew
from rituals.core.state.couple_state import State
from rituals.core.state.sharing import records_about
from rituals.core.state.undoable import UNDOABLE

MOST_NAMED = 4_000
"""How many records one erases: more would be too long to travel to another machine."""
_Written: TypeAlias = tuple[EventId, AnyEvent]
"""The id of a record and its event."""
_Finder: TypeAlias = Callable[[State, Any], Iterable[_Written]]


class WordsAbout(Struct, frozen=True):
    """The ids of the records with what people wrote about a ritual, by where that is shown."""

    names: Sequence[EventId]
    """Names and cues."""
    notes: Sequence[EventId]
    reasons: Sequence[EventId]
    """Why it was rested or paused."""

    @property
    def ids(self) -> list[EventId]:
        """All of them."""
        return [*self.names, *self.notes, *self.reasons]


def words_taken_back(state: State, records: Iterable[Recorded]) -> dict[EventId, AnyEvent]:
    """The records, by their ids, whose words these took back or, where they are undone, hold themselves; `state` knows
    all of them."""
    written: list[_Written] = []
    for record in records:
        if state.is_undone(record.id):
            written += [(record.id, record.event)] if holds_words(record.event) else []
            written += _undone(state, record.event)
        elif find := _FINDERS.get(type(record.event)):
            written += find(state, record.event)
    return {name: event for name, event in written if name not in state.wordless}


def is_anothers_alone(state: State, event: AnyEvent, person: PersonId) -> bool:
    """Whether the words of a record are another person's alone; those of somebody who left are for whoever is here."""
    here = {member.id for member in state.people if member.left is None}
    return bool(whose_alone(state, event, person) & here)


def whose_alone(state: State, event: AnyEvent, person: PersonId) -> set[PersonId]:
    """Whose alone the words of a record are, but for this person, by whom it names or by whose the ritual or note is
    that it is about; what someone goes by is nobody's alone, and neither is a note that was written for both."""
    if isinstance(event, e.PersonJoined | e.PersonRenamed):
        return set()
    if isinstance(event, e.RitualTicked) and _is_noted_by(state, person, event):
        return set()
    undoable = UNDOABLE.get(type(event))
    named = (getattr(event, "by", None), *(undoable.whose(event, state) if undoable else ()))
    people = {whose for whose in named if whose}
    return set() if person in people else people


def _is_noted_by(state: State, person: PersonId, other: e.RitualTicked) -> bool:
    ticks = state.written_ticks_on(other.ritual, other.day)
    return any((tick.by, tick.note) == (person, other.note) for tick in ticks)


def former_words(state: State, ritual: Ritual) -> dict[EventId, AnyEvent]:
    """The records, by their ids, with a name or a cue that a ritual had before."""
    written = _edited(state, e.RitualEdited(ritual.id, name=ritual.name, cue=ritual.cue))
    return {name: event for name, event in written if name not in state.wordless}


def own_words_on(
    state: State, ritual: RitualId, day: date, person: PersonId, planned_on: Collection[date] = ()
) -> dict[EventId, AnyEvent]:
    """The records, by their ids, in which a person, or nobody by name, or somebody who left, wrote something about a
    ritual's day, whatever became of it; `planned_on` are the days by which its rests may name it otherwise."""
    ticks = ((name, tick) for name, tick in _notes(state, ritual) if tick.day == day)
    rests = (
        (record.id, record.event)
        for record in state.ritual_records(ritual)
        if isinstance(rest := record.event, e.OccurrenceRested)
        and rest.reason
        and (rest.day == day or rest.day in planned_on)
    )
    return {
        name: event
        for name, event in chain(ticks, rests, _pauses_over(state, ritual, day))
        if name not in state.wordless and not is_anothers_alone(state, event, person)
    }


def _pauses_over(state: State, ritual: RitualId, day: date) -> Iterator[_Written]:
    """The pauses with a reason, of a ritual or of all, that hold on a day or were ended on it."""
    records = state.pause_records
    ended_on = {r.event.pause: r.event.on for r in records if isinstance(r.event, e.PauseEnded)}
    for record in records:
        pause = record.event
        if isinstance(pause, e.PauseBegan) and pause.reason and pause.ritual in (None, ritual):
            last = min(pause.until or date.max, ended_on.get(pause.pause, date.max))
            if pause.since <= day <= max(pause.since, last):
                yield record.id, pause


def words_about(state: State, ritual: RitualId, *, but: Collection[str] = ()) -> WordsAbout:
    """What people wrote about a ritual, whatever became of it; the names in `but` are not theirs."""
    about = [record for record in state.ritual_records(ritual) if record.id not in state.wordless]
    pauses = [record for record in state.pause_records if record.id not in state.wordless]
    return WordsAbout(
        names=[r.id for r in about if isinstance(r.event, e.RitualAdded | e.RitualEdited) and _is_own(r.event, but)],
        notes=[tick.id for tick in state.written_ticks(ritual)],
        reasons=[
            *(r.id for r in about if isinstance(r.event, e.OccurrenceRested) and r.event.reason),
            *(r.id for r in pauses if isinstance(p := r.event, e.PauseBegan) and p.reason and p.ritual == ritual),
        ],
    )


def _is_own(event: e.RitualAdded | e.RitualEdited, others: Collection[str]) -> bool:
    return any(text is not UNSET and text not in ("", *others) for text in (event.name, event.cue))


def erase_words(state: State, ids: Collection[EventId]) -> list[AnyEvent]:
    """Erase the words of these records; those that still hold are written anew. No events without ids."""
    in_order = sorted(ids)
    parts = [in_order[since : since + MOST_NAMED] for since in range(0, len(in_order), MOST_NAMED)]
    return [*written_anew(state, set(ids)), *(e.WordsErased(tuple(part)) for part in parts)] if ids else []


# what an event takes back


def _undone(state: State, event: Event) -> Iterable[_Written]:
    """All that was written about what was never there after all: former and other words, written anew perhaps."""
    match event:
        case e.RitualAdded(ritual) if ritual not in state.all_rituals:
            pauses = (record for record in state.pause_records if getattr(record.event, "ritual", None) == ritual)
            records = [*state.ritual_records(ritual), *pauses]
            return [*_notes(state, ritual), *((r.id, r.event) for r in records if holds_words(r.event))]
        case e.PersonJoined(person) if all(member.id != person for member in state.people):
            return _removed(state, event)
        case e.AppreciationAdded(note) if note not in state.jar:
            return [(record.id, record.event) for record in state.jar.records(note) if holds_words(record.event)]
        case e.SomedayAdded(idea) if idea not in state.someday.value:
            about = records_about(idea, state.someday.records)
            return [(record.id, record.event) for record in about if holds_words(record.event)]
        case _:
            return ()


def _notes(
    state: State, ritual: RitualId, of: Collection[EventId] | None = None
) -> Iterator[tuple[EventId, e.RitualTicked]]:
    for tick in state.written_ticks(ritual, of):
        yield tick.id, e.RitualTicked(ritual, tick.day, tick.by, tick.tiny, tick.note)


def _unticked(state: State, event: e.RitualUnticked) -> Iterator[_Written]:
    return _notes(state, event.ritual, event.of)


def _rested(state: State, event: e.OccurrenceRested) -> Iterator[_Written]:
    if not event.rested:
        for record in state.ritual_records(event.ritual):
            rest = record.event
            if isinstance(rest, e.OccurrenceRested) and rest.reason and (rest.day, rest.by) == (event.day, event.by):
                yield record.id, record.event


def _resumed(state: State, event: e.PauseEnded) -> Iterator[_Written]:
    for record in state.pause_records:
        if isinstance(record.event, e.PauseBegan) and record.event.pause == event.pause and record.event.reason:
            yield record.id, record.event


def _edited(state: State, event: e.RitualEdited) -> Iterator[_Written]:
    """The records that called the ritual otherwise, or had another cue."""
    for record in state.ritual_records(event.ritual):
        if isinstance(record.event, e.RitualAdded | e.RitualEdited) and any(
            getattr(record.event, field) not in (UNSET, "", new)
            for field in event.text_fields
            if (new := getattr(event, field)) is not UNSET
        ):
            yield record.id, record.event


def _renamed(state: State, event: e.PersonRenamed) -> Iterator[_Written]:
    for record in state.people_records:
        match record.event:
            case e.PersonJoined(event.person, name) | e.PersonRenamed(event.person, name) if name != event.name:
                yield record.id, record.event
            case _:
                pass


def _removed(state: State, event: e.PersonRemoved | e.PersonJoined) -> Iterator[_Written]:
    for record in state.people_records:
        if isinstance(record.event, e.PersonJoined | e.PersonRenamed) and record.event.person == event.person:
            yield record.id, record.event


def _rewrote(state: State, event: e.AppreciationEdited) -> Iterator[_Written]:
    if event.text is UNSET:
        return
    for record in state.jar.records(event.appreciation):
        match record.event:
            case e.AppreciationAdded(text=text) | e.AppreciationEdited(text=text) if text not in (UNSET, event.text):
                yield record.id, record.event
            case _:
                pass


def _answered_otherwise(state: State, event: e.AppreciationAnswered) -> Iterator[_Written]:
    """The records with what stood under the note before."""
    for record in answers_to(state, event.appreciation):
        if getattr(record.event, "text", "") not in ("", event.text):
            yield record.id, record.event


def _off_the_list(state: State, event: e.SomedayDropped | e.SomedayEdited) -> Iterator[_Written]:
    """The records that called it otherwise than an edit does, or all with its words once it is off the list."""
    new = getattr(event, "text", "")
    for record in records_about(event.idea, state.someday.records) if new is not UNSET else ():
        if getattr(record.event, "text", UNSET) not in (UNSET, "", new):
            yield record.id, record.event


def _no_longer_shared(state: State, event: e.CheckinTakenBack) -> Iterator[_Written]:
    for record in state.shared_checkin_records:
        if isinstance(record.event, e.CheckinShared) and record.event.entry == event.entry:
            yield record.id, record.event


_FINDERS: Mapping[type[Event], _Finder] = {
    e.RitualUnticked: _unticked,
    e.OccurrenceRested: _rested,
    e.PauseEnded: _resumed,
    e.RitualEdited: _edited,
    e.PersonRenamed: _renamed,
    e.PersonRemoved: _removed,
    e.AppreciationEdited: _rewrote,
    e.AppreciationAnswered: _answered_otherwise,
    e.CheckinTakenBack: _no_longer_shared,
    e.SomedayEdited: _off_the_list,
    e.SomedayDropped: _off_the_list,
}
"""By the kind of event that takes words back: the records that they stand in."""
