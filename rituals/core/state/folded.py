"""The records of one subject, and the value they fold to; what was undone or erased is left out of all folds alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from msgspec.structs import replace

from rituals.core.events import AnyEvent, ImportTakenBack, Undone, WordsErased
from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, ImportId, RitualId

Value = TypeVar("Value")

Concerned: TypeAlias = Collection[RitualId | None]
"""The rituals that a record may have changed; None among them stands for all."""

EVERY_RITUAL: Concerned = (None,)
NO_RITUAL: Concerned = ()


class TakenBack:
    """Which events and imports were undone, and which events lost their words."""

    def __init__(self, events: Iterable[AnyEvent] = ()) -> None:
        self.undone: set[EventId] = set()
        self.imports: set[ImportId] = set()
        self.wordless: set[EventId] = set()
        for event in events:
            self.add(event)

    def add(self, event: AnyEvent) -> None:
        """Take in an event that undoes others, or takes their words."""
        match event:
            case Undone(of):
                self.undone.update(of)
            case ImportTakenBack(import_id):
                self.imports.add(import_id)
            case WordsErased(of):
                self.wordless.update(of)

    def __bool__(self) -> bool:
        return bool(self.undone or self.imports or self.wordless)

    @property
    def is_undone(self) -> Callable[[EventId], bool]:
        """Tells whether an event was undone, itself or with all that came with it; asked of each tick."""
        return self._is_undone if self.imports else self.undone.__contains__

    def _is_undone(self, event: EventId) -> bool:
        return event in self.undone or event.partition("-")[0] in self.imports

    def concerns(self, events: AbstractSet[EventId]) -> bool:
        """Whether any of these events was undone, or lost its words."""
        if not (self.undone.isdisjoint(events) and self.wordless.isdisjoint(events)):
            return True
        return bool(self.imports) and any(map(self._is_undone, events))

    def in_force(self, records: Iterable[Recorded]) -> list[Recorded]:
        """The records that are not undone, without erased words, in the order (lamport, id)."""
        is_undone = self.is_undone
        standing = [self._bare(record) for record in records if not is_undone(record.id)]
        return standing if len(standing) < 2 else sorted(standing, key=lambda record: (record.lamport, record.id))

    def _bare(self, record: Recorded) -> Recorded:
        if record.id not in self.wordless:
            return record
        from rituals.core.events.erasure import without_words  # most couples never erase anything

        return replace(record, event=without_words(record.event))


class Folded(Generic[Value]):
    """The fold of its records that are in force; cached until something changes."""

    def __init__(self, fold: Callable[[Sequence[Recorded]], Value], taken_back: TakenBack) -> None:
        self._fold = fold
        self._taken_back = taken_back
        self._records: dict[EventId, Recorded] = {}

    @property
    def records(self) -> Collection[Recorded]:
        """All its records as they came, undone ones included."""
        return self._records.values()

    @property
    def ids(self) -> AbstractSet[EventId]:
        """The ids of all its records, undone ones included."""
        return self._records.keys()

    def add(self, record: Recorded) -> Concerned:
        """Add a record, in any order; adding one twice changes nothing."""
        self._records[record.id] = record
        self.reconsider()
        return EVERY_RITUAL

    def reconsider(self) -> None:
        """Drop the cached value, because something was undone or erased."""
        self.__dict__.pop("value", None)

    @cached_property
    def value(self) -> Value:
        """The value that the records fold to."""
        return self._fold(self._taken_back.in_force(self._records.values()))
