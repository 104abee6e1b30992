"""The fold of the jar: its notes, which are sealed, which were read, and how to draw one."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from operator import attrgetter
from typing import TypeAlias

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import Appreciation, AppreciationId, DeviceId, EventId, Reply
from rituals.core.state.drawing import ChooseWeighted, draw_weights
from rituals.core.state.folded import NO_RITUAL, Concerned, TakenBack
from rituals.core.state.jar_archive import NOTHING_ARCHIVED, NoteArchive, NoteOrder, ShelvedNote
from rituals.core.state.note_fold import note_about, note_of, texts_in, texts_of
from rituals.core.state.ticks import MonthNumber, month_number
from rituals.core.text import casefolded

_FEW = 200  # notes for which finding each one's place costs less than to sort a full jar

NoteHead: TypeAlias = Appreciation | ShelvedNote
"""A note, as far as can be told of it without reading its words; one that is loaded already has them too."""


class Jar:
    """The notes after all events about them; each is folded when first read, and cached until a record changes it."""

    def __init__(self, taken_back: TakenBack) -> None:
        self._taken_back = taken_back
        self._archive = NOTHING_ARCHIVED
        self._shelved: dict[AppreciationId, ShelvedNote] | None = None
        self._unsure = True  # whether something of a note on the shelf may have been taken back
        self._filed: dict[AppreciationId, dict[EventId, Recorded]] = {}
        self._put_in: dict[AppreciationId, NoteOrder] = {}
        self._erased: set[AppreciationId] = set()
        self._openings: dict[EventId, Recorded] = {}
        self._made: dict[AppreciationId, Appreciation | None] = {}
        self._ordered: list[NoteHead] | None = None
        self._changed: set[AppreciationId] = set()
        self._read: frozenset[AppreciationId] | None = None
        self._folded: dict[AppreciationId, str] = {}  # texts with case and accents folded

    def add(self, record: Recorded) -> Concerned:
        """Add a record, in any order; adding one twice changes nothing."""
        match record.event:
            case e.AppreciationAdded(note):
                order = (record.lamport, record.id)
                self._put_in[note] = max(order, self._put_in.get(note, order))
                self._file(note, record)
            case e.AppreciationEdited(note) | e.AppreciationFavoured(note) | e.AppreciationAnswered(note):
                self._file(note, record)
            case e.AppreciationErased(note):
                self._erased.add(note)
                self._take_down([note])
                self._remake(note)
            case e.JarOpened():
                self._openings[record.id] = record
                self._read = None
        return NO_RITUAL

    def _file(self, note: AppreciationId, record: Recorded) -> None:
        self._take_down([note])
        self._filed.setdefault(note, {})[record.id] = record
        self._remake(note)

    def _remake(self, note: AppreciationId) -> None:
        self._made.pop(note, None)
        self._folded.pop(note, None)
        self._changed.add(note)

    def reconsider(self) -> None:
        """Drop every cached note, because something was undone or erased."""
        self._made.clear()
        self._folded.clear()
        self._ordered = self._read = None
        self._unsure = True

    # what the snapshot holds

    def attach_archive(self, archive: NoteArchive) -> None:
        """Attach notes that are loaded only when somebody looks for them."""
        self._archive, self._shelved = archive, None
        self.reconsider()

    @property
    def _shelf(self) -> dict[AppreciationId, ShelvedNote]:
        """The archived notes that are as the archive says, because nothing came later; the others are filed."""
        if self._shelved is None:
            self._shelved = {entry.id: entry for entry in self._archive.entries()}
            self._take_down([*self._filed, *self._erased])
        if self._unsure:
            self._unsure = False
            self._take_down(self._recorded_in(self._taken_back.concerns) if self._taken_back else [])
        return self._shelved

    def _take_down(self, notes: Iterable[AppreciationId]) -> None:
        """File the archived records of these notes, so that what else is known of them is folded together."""
        shelved = self._shelved
        entries = [shelved.pop(note) for note in notes if note in shelved] if shelved else []
        of_month = self._archive.month_of
        places = sorted(place for entry in entries for place in of_month(entry).places()[entry.id].values())
        for record in self._archive.records(places) if places else ():
            note = note_about(record)
            self._filed.setdefault(note, {}).setdefault(record.id, record)
        for entry in entries:
            order = of_month(entry).orders()[entry.id]
            self._put_in[entry.id] = max(order, self._put_in.get(entry.id, order))
            self._made.pop(entry.id, None)

    def _recorded_in(self, concerns: Callable[[AbstractSet[EventId]], bool]) -> list[AppreciationId]:
        """The archived notes for whose records this is so."""
        by_month = (month.places().items() for month in self._archive.months.values())
        return [note for notes in by_month for note, places in notes if concerns(places.keys())]

    def _fetch(self, entries: Iterable[ShelvedNote]) -> None:
        """Make these notes, with the words that the archive reads for them."""
        by_place = sorted(entries, key=attrgetter("text_at"))
        texts = self._archive.texts([x.text_at for x in by_place]) if by_place else ()
        replies = self._replies_of(by_place)
        for x, text in zip(by_place, texts, strict=True):
            self._made[x.id] = (
                text
                if text is None
                else Appreciation(x.id, x.by, x.day, text, x.to, x.seal, x.favourite, replies.get(x.id), x.by_phone)
            )

    def _replies_of(self, entries: Iterable[ShelvedNote]) -> Mapping[AppreciationId, Reply]:
        """The lines under these notes, as the archive reads them."""
        answered = sorted((place, x.id, x.replied_by) for x in entries if (place := x.reply_at))
        texts = self._archive.texts([place for place, _, _ in answered]) if answered else ()
        return {note: Reply(by, text) for (_, note, by), text in zip(answered, texts, strict=True) if text}

    def ids_to_erase(self, devices: Collection[DeviceId]) -> list[EventId]:
        """The ids of erased notes' records that these devices wrote and still hold."""
        if self._erased - self._archive.erased:
            self._shelf  # noqa: B018  # files what is archived of them
        records = (record for note in self._erased for record in self._filed.get(note, {}).values())
        return [record.id for record in records if record.device in devices]

    def records(self, name: AppreciationId) -> Collection[Recorded]:
        """All records about a note as they came."""
        if name in self._shelf:
            self._take_down([name])
        return self._filed.get(name, {}).values()

    def is_held(self, name: AppreciationId) -> bool:
        """Whether there are records of a note besides its tombstone."""
        return name in self._filed or name in self._shelf

    @property
    def openings(self) -> Collection[Recorded]:
        """All records of openings as they came."""
        return self._openings.values()

    def words_of(self, name: AppreciationId) -> AbstractSet[str]:
        """Every text that a note ever had, as far as its records are still held."""
        return texts_in(self.records(name))

    def words_in(self, ids: Collection[EventId]) -> AbstractSet[str]:
        """Every text in the records with these ids."""
        wanted = set(ids)
        if self._shelf:
            self._take_down(self._recorded_in(lambda ids: not wanted.isdisjoint(ids)))
        return texts_in(filed[name] for filed in self._filed.values() for name in filed.keys() & wanted)

    # what is in it

    @property
    def notes(self) -> Sequence[Appreciation]:
        """Every note, by the day it is about, each day's in the order they were put in."""
        return self.worded(self.heads)

    @property
    def heads(self) -> Sequence[NoteHead]:
        """Every note in the order of `notes`, without reading any words; another list as soon as one is different."""
        shelf = self._shelf
        if self._ordered is None:
            self._ordered = self._with_the_filed(list(shelf.values()))
        elif self._changed:
            self._ordered = [head for head in self._ordered if head.id not in self._changed]
            for note in self._notes(self._changed):
                insort(self._ordered, note, key=self._place)
        self._changed.clear()
        return self._ordered

    def _place(self, note: NoteHead) -> tuple[date, NoteOrder]:
        if (shelved := self._shelf.get(note.id)) is not None:
            return note.day, self._archive.month_of(shelved).orders()[note.id]
        return note.day, self._put_in[note.id]

    def _with_the_filed(self, shelved: list[NoteHead]) -> list[NoteHead]:
        """What the shelf holds, in its order, and the filed notes at their places among it."""
        filed = self._notes(self._filed)
        if len(filed) > _FEW:
            return sorted([*shelved, *filed], key=self._place)
        for note in filed:
            insort(shelved, note, key=self._place)
        return shelved

    def worded(self, heads: Iterable[NoteHead]) -> list[Appreciation]:
        """These notes with their words; those not read yet are read in one go."""
        heads = list(heads)
        if self._shelved is None:
            self._fetch(x for x in heads if isinstance(x, ShelvedNote) and x.id not in self._made)
        names, shelf = [head.id for head in heads], self._shelved or {}
        self._fetch(shelf[name] for name in names if name not in self._made and name in shelf)
        return self._notes(names)

    def _notes(self, names: Iterable[AppreciationId]) -> list[Appreciation]:
        return [note for name in names if (note := self._made.get(name) or self._note(name)) is not None]

    @property
    def ids(self) -> Collection[AppreciationId]:
        """The ids of every note."""
        return [head.id for head in self.heads]

    def __len__(self) -> int:
        return len(self.heads)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self._shelf or self._note(name) is not None)

    def __getitem__(self, name: AppreciationId) -> Appreciation:
        note = self._note(name)
        if note is None:
            raise KeyError(name)
        return note

    @property
    def known(self) -> Collection[AppreciationId]:
        """The ids of all notes whose text may still be on the disk, undone ones included."""
        return (self._shelf.keys() | self._filed.keys()) - self._erased

    def _note(self, name: AppreciationId) -> Appreciation | None:
        if name not in self._made and (entry := self._shelf.get(name)):
            self._fetch([entry])
        return self._fold(name)

    def _fold(self, name: AppreciationId) -> Appreciation | None:
        """A note from its filed records."""
        if name not in self._made:
            records = () if name in self._erased else self._filed.get(name, {}).values()
            self._made[name] = note_of(self._taken_back.in_force(records))
        return self._made[name]

    # what is sealed, and what was read

    @property
    def read(self) -> AbstractSet[AppreciationId]:
        """The notes that were read aloud at an opening."""
        if self._read is None:
            standing = self._taken_back.in_force(self.openings)
            self._read = frozenset(note for r in standing if isinstance(r.event, e.JarOpened) for note in r.event.read)
        return self._read

    def is_sealed(self, note: NoteHead, today: date) -> bool:
        """Whether a note's text must not be shown yet."""
        if note.seal is None:
            return False
        until = note.seal.until
        return today < until if until is not None else note.id not in self.read

    def notes_on(self, day: date) -> list[Appreciation]:
        """The notes about a day with their words; of the archive only its month is read."""
        return self.worded(head for head in self._heads_in([month_number(day)]) if head.day == day)

    def sealed_heads(self) -> list[NoteHead]:
        """The notes that were put in with a seal, also where it is open by now; of the archive only the months are read
        that have one."""
        return [head for head in self._heads_in(self._archive.sealed) if head.seal is not None]

    def _heads_in(self, months: Iterable[MonthNumber]) -> Iterable[NoteHead]:
        """At least the notes of these months, in the order of the jar; every note where the archive alone can't tell,
        or was read already."""
        if self._shelved is not None or self._filed.keys() - self._put_in.keys():
            return self.heads
        archived = [self._archive.months[month] for month in months if month in self._archive.months]
        gone = self._taken_back
        if gone and any(gone.concerns(places.keys()) for month in archived for places in month.places().values()):
            return self.heads
        away = self._filed.keys() | self._erased
        order = {name: place for month in archived for name, place in month.orders().items()} | self._put_in
        heads = [x for month in archived for x in month.entries() if x.id not in away]
        return sorted(
            [*heads, *filter(None, map(self._fold, self._filed))], key=lambda head: (head.day, order[head.id])
        )

    def open_heads(self, today: date) -> list[NoteHead]:
        """The notes that are not sealed, in order."""
        return [head for head in self.heads if head.seal is None or not self.is_sealed(head, today)]

    def open_notes(self, today: date) -> list[Appreciation]:
        """The same, with their words."""
        return self.worded(self.open_heads(today))

    def unread(self, today: date) -> list[Appreciation]:
        """The notes that an opening reads: all that none has read yet, in order, without those sealed until later."""
        read = self.read
        return self.worded(
            head
            for head in self.heads
            if head.id not in read and not (head.seal and head.seal.until and today < head.seal.until)
        )

    # finding and drawing

    def search(self, words: str, today: date) -> list[Appreciation]:
        """The open notes that contain all these words, or the line under them does, ignoring case and accents."""
        matches = self.open_heads(today)
        self.fold_ahead(matches)
        for word in casefolded(words).split():
            matches = [head for head in matches if word in self._folded.get(head.id, "")]
        return self.worded(matches)

    def unfolded(self) -> list[NoteHead]:
        """The notes whose texts a search would have to read first."""
        return [head for head in self.heads if head.id not in self._folded]

    def fold_ahead(self, heads: Iterable[NoteHead]) -> None:
        """Casefold these notes' texts now, so that a later search is fast."""
        notes = self.worded([head for head in heads if head.id not in self._folded])
        self._folded |= {note.id: casefolded("\n".join(texts_of(note))) for note in notes}

    def draw(self, drawn: Sequence[AppreciationId], today: date, choose: ChooseWeighted) -> Appreciation | None:
        """An open note at random; None if there is none. `drawn` holds those drawn before, the latest last: the longer
        ago, the likelier, and never the same twice in a row if there is another."""
        notes = [head.id for head in self.open_heads(today)]
        return self[notes[choose(draw_weights(notes, drawn))]] if notes else None
