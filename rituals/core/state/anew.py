"""Names, cues and texts in force that would go with erased words: which are written anew, and which edits an undo can't
take back any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.erasure import without_words
from rituals.core.events.recorded import Recorded
from rituals.core.model import AppreciationId, EventId
from rituals.core.state.couple_state import State
from rituals.core.state.sharing import records_about

_FIELDS = ("name", "cue", "text")
_BEGINNINGS = (e.RitualAdded, e.PersonJoined, e.AppreciationAdded, e.SomedayAdded)
_EDITS = (e.RitualEdited, e.PersonRenamed, e.AppreciationEdited, e.AppreciationAnswered, e.SomedayEdited)


def written_anew(state: State, ids: Collection[EventId]) -> Iterator[AnyEvent]:
    """The names, cues and texts to write anew when these records lose their words: those in force that stand in them,
    or would once the one edit after them was undone."""
    for ritual in state.all_rituals.values():
        if fields := _fields_to_keep(state, state.ritual_records(ritual.id), ids):
            yield e.RitualEdited(ritual.id, **{field: getattr(ritual, field) for field in fields})
    for person in state.people:
        about = (record for record in state.people_records if getattr(record.event, "person", None) == person.id)
        if _fields_to_keep(state, about, ids):
            yield e.PersonRenamed(person.id, person.name)
    for note in state.jar.notes:
        if _fields_to_keep(state, _wordings_of(state, note.id), ids):
            yield e.AppreciationEdited(note.id, text=note.text)
        if note.reply and _fields_to_keep(state, answers_to(state, note.id), ids):
            yield e.AppreciationAnswered(note.id, note.reply.by, note.reply.text)
    for idea in state.someday.value.values():
        if _fields_to_keep(state, records_about(idea.id, state.someday.records), ids):
            yield e.SomedayEdited(idea.id, text=idea.text)


def answers_to(state: State, note: AppreciationId) -> list[Recorded]:
    """The records of lines under a note."""
    return [record for record in state.jar.records(note) if isinstance(record.event, e.AppreciationAnswered)]


def _wordings_of(state: State, note: AppreciationId) -> list[Recorded]:
    """The records of what a note itself says."""
    return [record for record in state.jar.records(note) if not isinstance(record.event, e.AppreciationAnswered)]


def _fields_to_keep(state: State, records: Iterable[Recorded], ids: Collection[EventId]) -> list[str]:
    about = list(records)
    if not any(record.id in ids for record in about):
        return []
    worded = [record for record in about if record.id not in state.wordless]
    return [field for field in _FIELDS if _is_to_keep(_setting(state, worded, field), field, ids)]


def _is_to_keep(setting: list[Recorded], field: str, ids: Collection[EventId]) -> bool:
    """Whether at most one of the records that set a field comes after the last one that loses it."""
    losing = [place for place, record in enumerate(setting) if record.id in ids and _loses(record.event, field)]
    return bool(losing) and len(setting) - losing[-1] <= 2


def _loses(event: AnyEvent, field: str) -> bool:
    return bool(getattr(without_words(event), field) != getattr(event, field))


def is_former_gone(state: State, edit: Recorded) -> bool:
    """Whether an edit in force replaced words that are off the disk, or that were written anew over it since, so that
    undoing it brings nothing back."""
    records = list(_about(state, edit.event))
    if state.wordless.isdisjoint(record.id for record in records):
        return False
    return any(_is_field_gone(state, edit, _setting(state, records, field), field) for field in _FIELDS)


def _about(state: State, event: AnyEvent) -> Iterable[Recorded]:
    """All records about what an edit changed; none for any other event."""
    match event:
        case e.RitualEdited(ritual):
            return state.ritual_records(ritual)
        case e.AppreciationEdited(note):
            return _wordings_of(state, note)
        case e.AppreciationAnswered(note):
            return answers_to(state, note)
        case e.SomedayEdited(idea):
            return records_about(idea, state.someday.records)
        case e.PersonRenamed(person):
            return (record for record in state.people_records if getattr(record.event, "person", None) == person)
        case _:
            return ()


def says_nothing(event: AnyEvent) -> bool:
    """Whether nothing is left of an edit, because all of it was words that are erased."""
    match event:
        case e.PersonRenamed(_, name):
            return not name
        case e.RitualEdited() | e.AppreciationEdited() | e.SomedayEdited():
            return all(getattr(event, field) is UNSET for field in event.__struct_fields__[1:])
        case _:
            return False


def _is_field_gone(state: State, edit: Recorded, setting: list[Recorded], field: str) -> bool:
    place = next((place for place, record in enumerate(setting) if record.id == edit.id), None)
    if place is None:
        return False
    if any(map(state.is_written_anew, setting[place + 1 :])):
        return True
    # of a ritual that lost its name nobody can tell whether it had a cue as well
    had = (record for record in reversed(setting[:place]) if record.id not in state.wordless or field != "cue")
    before = next(had, None)
    if before is None:
        return False
    is_same = getattr(before.event, field) == getattr(edit.event, field)  # as what came between lost its words
    return before.id in state.wordless or is_same


def _setting(state: State, records: Iterable[Recorded], field: str) -> list[Recorded]:
    """The records in force that set a field, in their order."""
    kinds = (*_BEGINNINGS, *_EDITS)
    in_force = state.in_force(record for record in records if isinstance(record.event, kinds))
    return [record for record in in_force if getattr(record.event, field, UNSET) is not UNSET]
