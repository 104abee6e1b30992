"""What an undo must know of each kind of event: whose it is, and which later ones rest on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any, TypeAlias, TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import astuple

from rituals.core import events as e
from rituals.core.events import AnyEvent, Event
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, TOGETHER, AppreciationId, DeviceId, EventId, PersonId, RitualId, Who
from rituals.core.state.couple_state import State
from rituals.core.state.sharing import records_about

Kind = TypeVar("Kind", bound=Event)

NEVER_UNDONE = (
    e.Undone,
    e.ImportTakenBack,
    e.Unknown,
    e.AppreciationErased,
    e.WordsErased,
    e.CheckinShared,
    e.CheckinTakenBack,
    e.BothSaidYes,
    e.YesTakenBack,
    e.RoundBegan,
    e.AnswerSealed,
    e.AnswerShown,
    e.AnswerLetGo,
    e.LivedBefore,
)
"""The kinds that no undo takes back: erasing is for good, sharing, consenting and withdrawing are chosen on purpose,
and what came along when somebody joined was done long before."""

NOBODY = None
Whose: TypeAlias = PersonId | None
"""A person; None for what names nobody, which either of the couple may take back."""


class InForce(Struct, frozen=True):
    """A record in force, as far as it matters to an earlier one; a tick's too, of which the state keeps no record."""

    id: EventId
    device: DeviceId
    """Empty for a tick."""
    lamport: int
    event: AnyEvent


class Undoable(Struct, frozen=True):
    """A kind of event that can be undone."""

    whose: Callable[[Any, State], Iterable[Whose]]
    """Whom an event names, itself or by the ritual or note it is about."""
    among: Callable[[Any, State], Iterable[InForce]]
    """What is in force about the same subject, whenever it was recorded."""
    rests: Callable[[Any, EventId, Any], bool]
    """Whether the event, of that id, must stay because of a later one among these."""


# whose something is


def _nobodys(*_: object) -> Iterable[Whose]:
    return (NOBODY,)


def _of(who: Who) -> Whose:
    return NOBODY if who in {"", TOGETHER, EACH} else who


def _ritual_of(ritual: RitualId | None, state: State) -> Whose:
    current = state.all_rituals.get(ritual) if ritual is not None else None
    return _of(current.who) if current else NOBODY


def _about_ritual(event: e.RitualEvent | e.PauseBegan, state: State) -> Iterable[Whose]:
    return (_ritual_of(event.ritual, state),)


def _of_put_away(event: e.RitualArchived, state: State) -> Iterable[Whose]:
    """Whose it is; nobody's once that one left, who can't sit here to take back what was put away along with that."""
    whose = _ritual_of(event.ritual, state)
    has_left = any(person.id == whose and person.left is not None for person in state.people)
    return (NOBODY if has_left else whose,)


def _of_ticked(event: e.RitualTicked, state: State) -> Iterable[Whose]:
    return (event.by or _ritual_of(event.ritual, state),)


def _of_unticked(event: e.RitualUnticked, state: State) -> Iterable[Whose]:
    named = {tick.by for tick in state.ticks_by_id(event.ritual, set(event.of))}
    return {by or _ritual_of(event.ritual, state) for by in named} or {_ritual_of(event.ritual, state)}


def _of_pause(event: e.PauseEnded, state: State) -> Iterable[Whose]:
    filed = (record.event for record in state.pause_records)
    begun = (earlier for earlier in filed if isinstance(earlier, e.PauseBegan) and earlier.pause == event.pause)
    return {_ritual_of(pause.ritual, state) for pause in begun}


def _writer_of(note: AppreciationId, state: State) -> Iterable[Whose]:
    filed = (record.event for record in state.jar.records(note))
    return {_of(added.by) for added in filed if isinstance(added, e.AppreciationAdded)}


# what may rest on it


def _about_the_same(event: AnyEvent, state: State) -> Iterable[Recorded]:
    """The records, ticks and pauses of a ritual aside, about the ritual, note or other subject that an event is about;
    for someone's joining, all that may name them."""
    match event:
        case e.RitualEvent(ritual):
            return state.ritual_records(ritual)
        case e.PauseBegan() | e.PauseEnded():
            return state.pause_records
        case (
            e.AppreciationAdded(note)
            | e.AppreciationEdited(note)
            | e.AppreciationFavoured(note)
            | e.AppreciationAnswered(note)
        ):
            return chain(state.jar.records(note), state.jar.openings)
        case e.PersonRenamed() | e.PersonLeft() | e.PersonRemoved():
            return state.people_records
        case e.HouseholdEdited():
            return state.household_records
        case e.QuestionFavoured():
            return state.favourite_question_records
        case e.SomedayAdded(idea) | e.SomedayEdited(idea) | e.SomedayDropped(idea):
            return records_about(idea, state.someday.records)
        case e.PersonJoined():
            notes = chain.from_iterable(map(state.jar.records, state.jar.known))
            others = (state.shared_checkin_records, state.apart.records, state.someday.records, notes)
            return chain(state.people_records, state.all_ritual_records, *others)
        case _:
            return ()


def _filed(event: AnyEvent, state: State) -> Iterable[InForce]:
    return _of_records(_about_the_same(event, state), state)


def _of_records(records: Iterable[Recorded], state: State) -> Iterable[InForce]:
    changed = (record for record in state.in_force(records) if not state.is_written_anew(record))
    return (InForce(r.id, r.device, r.lamport, r.event) for r in changed)


def _ticks(ritual: RitualId, state: State, since: date = date.min, until: date = date.max) -> Iterable[InForce]:
    for ticks in state.ticks(ritual, since, until).values():
        for tick in ticks:
            event = e.RitualTicked(ritual, tick.day, tick.by, tick.tiny, tick.note)
            yield InForce(tick.id, "", tick.lamport, event)


def _all_of_ritual(event: e.RitualAdded | e.RitualRestored, state: State) -> Iterable[InForce]:
    yield from _filed(event, state)
    yield from _ticks(event.ritual, state)
    yield from _pauses(event.ritual, state)


def others_about_ritual(ritual: RitualId, state: State, records: Collection[Recorded]) -> Iterable[InForce]:
    """All that is in force about a ritual but for these of its records, with its ticks and pauses."""
    own = {record.id for record in records}
    filed = chain(_of_records(state.ritual_records(ritual), state), _pauses(ritual, state))
    yield from (in_force for in_force in filed if in_force.id not in own)
    if state.has_other_ticks(ritual, [record.id for record in records if isinstance(record.event, e.RitualTicked)]):
        yield from (tick for tick in _ticks(ritual, state) if tick.id not in own)


def _pauses(ritual: RitualId, state: State) -> Iterable[InForce]:
    return (pause for pause in _of_records(state.pause_records, state) if ritual in astuple(pause.event))


def _lived_since_change(event: e.CadenceChanged, state: State) -> Iterable[InForce]:
    yield from _filed(event, state)
    yield from _ticks(event.ritual, state, since=event.on)


def _on_new_day(event: e.OccurrenceMoved, state: State) -> Iterable[InForce]:
    yield from _filed(event, state)
    yield from _ticks(event.ritual, state, event.to, event.to)


def _all_of_person(event: e.PersonJoined, state: State) -> Iterable[InForce]:
    yield from _filed(event, state)
    for ritual in state.all_rituals:
        yield from _ticks(ritual, state)


def _nothing_rests(*_: object) -> bool:
    return False


def _lives_in(_: e.RitualAdded | e.RitualRestored, __: EventId, later: AnyEvent) -> bool:
    """Whether there would be less without the ritual; of what was unticked nothing is left."""
    return not isinstance(later, e.RitualUnticked)


def _names(joined: e.PersonJoined, _: EventId, later: AnyEvent) -> bool:
    return joined.person in astuple(later)


def _is_same(*fields: str) -> Callable[[Event, EventId, Event], bool]:
    """Whether a later event of the same kind is about the same thing."""

    def is_about_the_same(event: Event, _: EventId, later: Event) -> bool:
        return type(later) is type(event) and all(getattr(later, name) == getattr(event, name) for name in fields)

    return is_about_the_same


def _edits_the_same(event: Event, _: EventId, later: Event) -> bool:
    """Whether a later edit has a field of this one, whose last writer it is."""
    fields = [name for name in event.__struct_fields__ if name not in {"ritual", "appreciation", "idea"}]
    return type(later) is type(event) and any(
        getattr(event, name) is not UNSET and getattr(later, name) is not UNSET for name in fields
    )


def _lives_by(_: e.CadenceChanged, __: EventId, later: AnyEvent) -> bool:
    return isinstance(later, e.CadenceChanged | e.OccurrenceRested | e.OccurrenceMoved | e.RitualTicked)


def _moves_or_ticks(moved: e.OccurrenceMoved, _: EventId, later: AnyEvent) -> bool:
    return isinstance(later, e.RitualTicked) or (isinstance(later, e.OccurrenceMoved) and later.day == moved.day)


def _unticks(_: e.RitualTicked, tick: EventId, later: AnyEvent) -> bool:
    return isinstance(later, e.RitualUnticked) and tick in later.of


def _puts_away_or_brings_back(_: e.RitualArchived, __: EventId, later: AnyEvent) -> bool:
    return isinstance(later, e.RitualArchived | e.RitualRestored)


def _ends(begun: e.PauseBegan, _: EventId, later: AnyEvent) -> bool:
    return isinstance(later, e.PauseEnded) and later.pause == begun.pause


def _is_about_idea(*_: object) -> bool:
    return True


def _is_about_note(added: e.AppreciationAdded, _: EventId, later: AnyEvent) -> bool:
    return not isinstance(later, e.JarOpened) or added.appreciation in later.read


def _row(
    event: type[Kind],
    whose: Callable[[Kind, State], Iterable[Whose]] = _nobodys,
    rests: Callable[[Kind, EventId, Any], bool] = _nothing_rests,
    among: Callable[[Kind, State], Iterable[InForce]] | None = None,
) -> tuple[type[Event], Undoable]:
    """One row of the table; the signature lets mypy check that the event and its functions fit."""
    return event, Undoable(whose, among or _filed, rests)


UNDOABLE: Mapping[type[Event], Undoable] = dict(
    [
        _row(e.PersonJoined, lambda joined, _: (joined.person,), _names, _all_of_person),
        _row(e.PersonRenamed, lambda renamed, _: (renamed.person,), _is_same("person")),
        _row(e.PersonLeft, _nobodys, _is_same("person")),  # who left can't sit here to take it back
        _row(e.PersonRemoved, _nobodys, _is_same("person")),
        _row(e.HouseholdEdited, _nobodys, _edits_the_same),
        _row(e.RitualAdded, lambda added, _: (_of(added.who),), _lives_in, _all_of_ritual),
        _row(e.RitualEdited, _about_ritual, _edits_the_same),
        _row(e.CadenceChanged, _about_ritual, _lives_by, _lived_since_change),
        _row(e.RitualArchived, _of_put_away, _puts_away_or_brings_back),
        _row(e.RitualRestored, _about_ritual, _lives_in, _all_of_ritual),
        _row(e.RitualTicked, _of_ticked, _unticks),
        _row(e.RitualUnticked, _of_unticked),
        _row(e.OccurrenceRested, _about_ritual, _is_same("day", "by")),
        _row(e.OccurrenceMoved, _about_ritual, _moves_or_ticks, _on_new_day),
        _row(e.PauseBegan, _about_ritual, _ends),
        _row(e.PauseEnded, _of_pause, _is_same("pause")),
        _row(e.AppreciationAdded, lambda added, _: (_of(added.by),), _is_about_note),
        _row(e.AppreciationEdited, lambda edited, state: _writer_of(edited.appreciation, state), _edits_the_same),
        _row(e.AppreciationFavoured, _nobodys, _is_same()),  # anyone makes a note a favourite
        _row(e.AppreciationAnswered, lambda answered, _: (answered.by,), _is_same("appreciation")),
        _row(e.JarOpened),
        _row(e.QuestionFavoured, _nobodys, _is_same("question")),
        _row(e.SomedayAdded, lambda added, _: (_of(added.by),), _is_about_idea),
        _row(e.SomedayEdited, _nobodys, _edits_the_same),  # what is on the list is both's
        _row(e.SomedayDropped, _nobodys, _is_same("idea")),
    ]
)
"""Each kind of event that can be undone."""
