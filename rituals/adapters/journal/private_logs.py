"""The private logs of everyone here, each opened when it is read first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rituals.adapters.journal.disk import listed, loading
from rituals.core.events.door import is_id
from rituals.core.model import PersonId
from rituals.errors import StorageError
from rituals.ports import EventLog


class PrivateLogs(Mapping[PersonId, EventLog]):
    """One private log per person, opened on first access."""

    def __init__(self, folder: Path, open_log: Callable[[Path], EventLog]) -> None:
        self._folder = folder
        self._open_log = open_log
        self._open: dict[PersonId, EventLog] = {}

    def __getitem__(self, person: PersonId) -> EventLog:
        if not is_id(person):
            raise StorageError("Nothing private is read or written for somebody whose id can't be a folder's name.")
        if person not in self._open:
            self._open[person] = self._open_log(self._folder / person)
        return self._open[person]

    def __iter__(self) -> Iterator[PersonId]:
        with loading(self._folder):
            return filter(is_id, [folder.name for folder in listed(self._folder)])

    def __len__(self) -> int:
        return sum(1 for _ in self)
