"""The fold of the jar: its notes, which are sealed, which were read, and how to draw one."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import Appreciation, AppreciationId, DeviceId, EventId
from rituals.core.state.folded import NO_RITUAL, Concerned, TakenBack
from rituals.core.text import casefolded

ChooseWeighted = Callable[[Sequence[int]], int]
"""Picks an index by weights: at random in the app, fixed in tests."""


class Jar:
    """The notes after all events about them; each is folded when first read, and cached until a record changes it."""

    def __init__(self, taken_back: TakenBack) -> None:
        self._taken_back = taken_back
        self._filed: dict[AppreciationId, dict[EventId, Recorded]] = {}
        self._put_in: dict[AppreciationId, tuple[int, EventId]] = {}
        self._erased: set[AppreciationId] = set()
        self._openings: dict[EventId, Recorded] = {}
        self._made: dict[AppreciationId, Appreciation | None] = {}
        self._ordered: list[Appreciation] | None = None
        self._changed: set[AppreciationId] = set()
        self._read: frozenset[AppreciationId] | None = None
        self._folded: dict[AppreciationId, tuple[str, str]] = {}

    def add(self, record: Recorded) -> Concerned:
        """Add a record, in any order; adding one twice changes nothing."""
        match record.event:
            case e.AppreciationAdded(note):
                order = (record.lamport, record.id)
                self._put_in[note] = max(order, self._put_in.get(note, order))
                self._file(note, record)
            case e.AppreciationEdited(note) | e.AppreciationFavoured(note):
                self._file(note, record)
            case e.AppreciationErased(note):
                self._erased.add(note)
                self._remake(note)
            case e.JarOpened():
                self._openings[record.id] = record
                self._read = None
        return NO_RITUAL

    def _file(self, note: AppreciationId, record: Recorded) -> None:
        self._filed.setdefault(note, {})[record.id] = record
        self._remake(note)

    def _remake(self, note: AppreciationId) -> None:
        self._made.pop(note, None)
        self._changed.add(note)

    def reconsider(self) -> None:
        """Drop every cached note, because something was undone or erased."""
        self._made.clear()
        self._ordered = self._read = None

    def ids_to_erase(self, devices: Collection[DeviceId]) -> list[EventId]:
        """The ids of erased notes' records that these devices wrote and still hold."""
        return [record.id for note in self._erased for record in self.records(note) if record.device in devices]

    def records(self, name: AppreciationId) -> Collection[Recorded]:
        """All records about a note as they came."""
        return self._filed.get(name, {}).values()

    def is_held(self, name: AppreciationId) -> bool:
        """Whether there are records of a note besides its tombstone."""
        return name in self._filed

    @property
    def openings(self) -> Collection[Recorded]:
        """All records of openings as they came."""
        return self._openings.values()

    def words_of(self, name: AppreciationId) -> AbstractSet[str]:
        """Every text that a note ever had, as far as its records are still held."""
        return _texts(self.records(name))

    def words_in(self, ids: Collection[EventId]) -> AbstractSet[str]:
        """Every text in the records with these ids."""
        return _texts(filed[name] for filed in self._filed.values() for name in filed.keys() & ids)

    # what is in it

    @property
    def notes(self) -> Sequence[Appreciation]:
        """Every note, by the day it is about, each day's in the order they were put in."""
        if self._ordered is None:
            notes = [note for name in self._filed if (note := self._note(name)) is not None]
            self._ordered = sorted(notes, key=self._place)
        elif self._changed:
            self._ordered = [note for note in self._ordered if note.id not in self._changed]
            for name in self._changed:
                if (note := self._note(name)) is not None:
                    insort(self._ordered, note, key=self._place)
        self._changed.clear()
        return self._ordered

    def _place(self, note: Appreciation) -> tuple[date, tuple[int, EventId]]:
        return note.day, self._put_in[note.id]

    def __len__(self) -> int:
        return len(self.notes)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._note(name) is not None

    def __getitem__(self, name: AppreciationId) -> Appreciation:
        note = self._note(name)
        if note is None:
            raise KeyError(name)
        return note

    @property
    def known(self) -> Collection[AppreciationId]:
        """The ids of all notes whose text may still be on the disk, undone ones included."""
        return self._filed.keys() - self._erased

    def _note(self, name: AppreciationId) -> Appreciation | None:
        if name not in self._made:
            records = () if name in self._erased else self.records(name)
            self._made[name] = _note_of(self._taken_back.in_force(records))
        return self._made[name]

    # what is sealed, and what was read

    @property
    def read(self) -> AbstractSet[AppreciationId]:
        """The notes that were read aloud at an opening."""
        if self._read is None:
            standing = self._taken_back.in_force(self.openings)
            self._read = frozenset(note for r in standing if isinstance(r.event, e.JarOpened) for note in r.event.read)
        return self._read

    def is_sealed(self, note: Appreciation, today: date) -> bool:
        """Whether a note's text must not be shown yet."""
        if note.seal is None:
            return False
        if note.seal.until is not None:
            return today < note.seal.until
        return note.id not in self.read

    def open_notes(self, today: date) -> list[Appreciation]:
        """The notes that are not sealed, in order."""
        read = self.read
        return [
            note
            for note in self.notes
            if note.seal is None or (note.id in read if note.seal.until is None else note.seal.until <= today)
        ]

    def unread(self, today: date) -> list[Appreciation]:
        """The notes that an opening of the jar reads: all that no opening has read yet, in order, without those sealed
        until a later day."""
        read = self.read
        return [
            note
            for note in self.notes
            if note.id not in read and not (note.seal and note.seal.until and today < note.seal.until)
        ]

    # finding and drawing

    def search(self, words: str, today: date) -> list[Appreciation]:
        """The open notes that contain all these words, ignoring case and accents."""
        search_words = casefolded(words).split()
        return [note for note in self.open_notes(today) if all(word in self._searchable(note) for word in search_words)]

    def fold_ahead(self, notes: Iterable[Appreciation]) -> None:
        """Casefold these notes' texts now, so that a later search is fast."""
        for note in notes:
            self._searchable(note)

    def _searchable(self, note: Appreciation) -> str:
        folded = self._folded.get(note.id)
        if folded is None or folded[0] is not note.text:
            folded = self._folded[note.id] = (note.text, casefolded(note.text))
        return folded[1]

    def draw(self, drawn: Sequence[AppreciationId], today: date, choose: ChooseWeighted) -> Appreciation | None:
        """An open note at random; None if there is none. `drawn` holds those drawn before, the latest last: the longer
        ago, the likelier, and never the same twice in a row if there is another."""
        notes = self.open_notes(today)
        if not notes:
            return None
        weights = draw_weights([note.id for note in notes], drawn)
        return notes[choose(weights)]


def draw_weights(notes: Sequence[AppreciationId], drawn: Iterable[AppreciationId]) -> list[int]:
    """A weight for each note: the square of how many of the other notes were drawn after it; one never drawn counts as
    before all of them. If all weights would be 0, each is 1."""
    drawable = set(notes)
    order = [note for note in drawn if note in drawable]
    after = {note: len(order) - 1 - place for place, note in enumerate(order)}
    never = len(order) or 1
    weights = [after.get(note, never) ** 2 for note in notes]
    return weights if any(weights) else [1] * len(notes)


def _texts(records: Iterable[Recorded]) -> AbstractSet[str]:
    events = (record.event for record in records)
    texts = (event.text for event in events if isinstance(event, e.AppreciationAdded | e.AppreciationEdited))
    return {text for text in texts if text is not UNSET}


def _note_of(records: Iterable[Recorded]) -> Appreciation | None:
    """The note that these records fold to, in their order; None if it was never put in."""
    note: Appreciation | None = None
    edits: list[dict[str, object]] = []
    for record in records:
        match record.event:
            case e.AppreciationAdded(name, by, day, text, to, seal):
                note = Appreciation(name, by, day, text, to, seal)
            case e.AppreciationEdited() as edited:
                changes = msgspec.structs.asdict(edited)
                edits.append({key: new for key, new in changes.items() if new is not UNSET and key != "appreciation"})
            case e.AppreciationFavoured(_, favourite):
                edits.append({"favourite": favourite})
            case _:
                pass
    if note is None:
        return None
    return msgspec.structs.replace(note, **{key: new for edit in edits for key, new in edit.items()}) if edits else note
