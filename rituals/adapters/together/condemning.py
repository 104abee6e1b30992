"""The limit on what another machine may erase or take back of what was written here without asking a person."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Raw

from rituals.adapters.journal.disk import Disk, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.mirrors import mirror_stems, taken_folder
from rituals.adapters.together.taken import Taken
from rituals.core.events import ImportTakenBack, PrivateErased, Undone, WordsErased
from rituals.core.events.erasure import TOMBSTONES
from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId

MOST_UNASKED = 20
WITHIN = 24 * 60 * 60
"""Seconds in which a machine may condemn so many: not at every look anew."""


class Question(msgspec.Struct, frozen=True):
    """That a machine asks to erase or take back so many records written here, and the records in which it does."""

    condemned: int
    ids: tuple[EventId, ...]
    erases: bool = True
    """Whether anything would be erased, and not only taken back."""


class _Answers(msgspec.Struct, frozen=True):
    allowed: tuple[EventId, ...] = ()
    refused: tuple[EventId, ...] = ()


class _Condemned(msgspec.Struct, frozen=True):
    """The records that a machine condemned unasked, by when."""

    at: Mapping[EventId, float] = {}


class Condemning:
    """Holds back what condemns too much, until a person answers."""

    def __init__(self, data: Path, now: Callable[[], float] = time.time) -> None:
        self._data = data
        self._now = now
        self._folder = data / "together" / "questions"

    def held_back(
        self, stem: str, records: Iterable[Recorded], ours: Callable[[], Mapping[EventId, Raw]]
    ) -> Collection[EventId]:
        """The ids of records, newly come for a mirror, that are not to be taken in; a question is left if need be."""
        answers, earlier = self._answers(), self.questions().get(stem, Question(0, ()))
        condemning = [record for record in records if _names(record) and record.id not in answers.allowed]
        held_back = {record.id for record in condemning} & {*answers.refused, *earlier.ids}
        asking = [record for record in condemning if record.id not in held_back]
        condemned = _condemned(asking, ours()) if asking else set()
        if not condemned or self._is_little(stem, condemned):
            return held_back
        ids = {record.id for record in asking}
        takes_back_only = all(isinstance(record.event, Undone | ImportTakenBack) for record in asking)
        erases = not takes_back_only or (bool(earlier.ids) and earlier.erases)
        question = Question(earlier.condemned + len(condemned), tuple(sorted(ids.union(earlier.ids))), erases)
        self._save(self._folder / f"{stem}.json", question)
        return held_back | ids

    def _is_little(self, stem: str, condemned: Collection[EventId]) -> bool:
        """Whether a machine condemns few with these, together with what it did of late; remembered, if so."""
        path, now = self._data / "together" / "condemned" / f"{stem}.json", self._now()
        earlier = kept(path, _Condemned) or _Condemned()
        lately = {name: at for name, at in earlier.at.items() if abs(now - at) < WITHIN}
        lately = dict.fromkeys(condemned, now) | lately
        is_little = len(lately) <= MOST_UNASKED
        if is_little:
            self._save(path, _Condemned(lately))
        return is_little

    def questions(self) -> Mapping[str, Question]:
        """The questions that wait for a person, by the mirror of the machine that asks."""
        questions = {path.stem: kept(path, Question) for path in sorted(self._folder.glob("*.json"))}
        return {stem: question for stem, question in questions.items() if question}

    def answer(self, stem: str, *, allow: bool) -> None:
        """Let what a machine asks happen at the next look, or never; `StorageError` where the disk refuses, or a look
        takes long."""
        lock = self._data / "together" / "lock"
        with saving(lock), FileLock(lock):  # or what a look takes in meanwhile is remembered without the answer
            self._remember(stem, allow=allow)

    def _remember(self, stem: str, *, allow: bool) -> None:
        question, answers = self.questions().get(stem), self._answers()
        if question is None:  # answered in another window
            return
        name = "allowed" if allow else "refused"
        ids = (*getattr(answers, name), *question.ids)
        self._save(self._answers_path, msgspec.structs.replace(answers, **{name: ids}))
        if stem in mirror_stems(self._data):
            keep(taken_folder(self._data) / f"{stem}.json", Taken())
        (self._folder / f"{stem}.json").unlink(missing_ok=True)

    def _answers(self) -> _Answers:
        return kept(self._answers_path, _Answers) or _Answers()

    def _save(self, path: Path, content: msgspec.Struct) -> None:
        """Keep what nobody could learn anew."""
        with saving(path):
            make_folder(path.parent)
            JournalFile(path, Disk()).replace([msgspec.json.encode(content)])

    @property
    def _answers_path(self) -> Path:
        return self._data / "together" / "answers.json"


def _names(record: Recorded) -> Collection[str]:
    """The ids of what a record erases or takes back, or what they begin with."""
    event = record.event
    if isinstance(event, Undone | WordsErased):
        return event.of
    if isinstance(event, ImportTakenBack):
        return (event.import_id,)
    if isinstance(event, PrivateErased):  # of which none belongs in a shared log, but one may come
        return (event.entry, *event.records)
    field = TOMBSTONES.get(type(event))
    return (getattr(event, field),) if field else ()


def _condemned(records: Iterable[Recorded], ours: Mapping[EventId, Raw]) -> Collection[EventId]:
    """Which of our records these erase or take back."""
    ids = {name for record in records for name in _names(record)}
    not_ids = (_names(record) for record in records if not isinstance(record.event, Undone | WordsErased))
    things = [name.encode() for names in not_ids for name in names if name not in ours]
    notes = (name for name, document in ours.items() if things and any(thing in bytes(document) for thing in things))
    return ids & ours.keys() | set(notes)
