"""The records of one subject, and the value they fold to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, RitualId

Value = TypeVar("Value")

Concerned: TypeAlias = Collection[RitualId | None]
"""The rituals that a record may have changed; None among them stands for all."""

EVERY_RITUAL: Concerned = (None,)
NO_RITUAL: Concerned = ()


class Folded(Generic[Value]):
    """The fold of its records, without undone ones, in the order (lamport, id); cached until something changes."""

    def __init__(self, fold: Callable[[Sequence[Recorded]], Value], undone: AbstractSet[EventId]) -> None:
        self._fold = fold
        self._undone = undone
        self._records: dict[EventId, Recorded] = {}

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
        """Drop the cached value, because something was undone."""
        self.__dict__.pop("value", None)

    @cached_property
    def value(self) -> Value:
        """The value that the records fold to."""
        standing = [record for record in self._records.values() if record.id not in self._undone]
        return self._fold(sorted(standing, key=lambda record: (record.lamport, record.id)))
