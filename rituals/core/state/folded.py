"""Records of one subject, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from rituals.core.events.recorded import Recorded
from rituals.core.model import EventId, RitualId

Value = TypeVar("Value")

Concerned: TypeAlias = Collection[RitualId | None]
"""The rituals of which something may be different now; None among them stands for every one."""

EVERY_RITUAL: Concerned = (None,)
NO_RITUAL: Concerned = ()


class Folded(Generic[Value]):
    """What a fold makes of its records in force, in the order (lamport, id); made once, and anew after a change."""

    def __init__(self, fold: Callable[[Sequence[Recorded]], Value], undone: AbstractSet[EventId]) -> None:
        self._fold = fold
        self._undone = undone
        self._records: dict[EventId, Recorded] = {}

    @property
    def ids(self) -> AbstractSet[EventId]:
        """The ids of all its records, those that were undone among them."""
        return self._records.keys()

    def add(self, record: Recorded) -> Concerned:
        """Take a record in; twice is as good as once, and in any order."""
        self._records[record.id] = record
        self.reconsider()
        return EVERY_RITUAL

    def reconsider(self) -> None:
        """Make the value anew when it is next asked for, for something was undone."""
        self.__dict__.pop("value", None)

    @cached_property
    def value(self) -> Value:
        """What the records come to."""
        standing = [record for record in self._records.values() if record.id not in self._undone]
        return self._fold(sorted(standing, key=lambda record: (record.lamport, record.id)))
