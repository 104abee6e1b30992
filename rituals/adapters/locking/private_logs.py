"""The private logs of everyone here, each opened when it is read first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rituals.adapters.journal.disk import listed, loading
from rituals.adapters.locking.log_lock import LogLock
from rituals.core.events.door import is_id
from rituals.core.model import PersonId
from rituals.errors import StorageError
from rituals.ports import EventLog


class PrivateLogs(Mapping[PersonId, EventLog]):
    """One private log per person, opened on first access."""

    def __init__(self, data: Path, open_log: Callable[..., EventLog]) -> None:
        self._data = data
        self._open_log = open_log
        self._open: dict[PersonId, EventLog] = {}
        self._locks: dict[PersonId, LogLock] = {}

    def lock_of(self, person: PersonId) -> LogLock:
        """The lock of a person's log, which may be set or not."""
        if not is_id(person):
            raise StorageError("Nothing private is read or written for somebody whose id can't be a folder's name.")
        if person not in self._locks:
            self._locks[person] = LogLock(self._data, person)
        return self._locks[person]

    def __getitem__(self, person: PersonId) -> EventLog:
        if person not in self._open:
            self._open[person] = self._open_log(self._data / "private" / person, form=self.lock_of(person))
        return self._open[person]

    def __iter__(self) -> Iterator[PersonId]:
        folder = self._data / "private"
        with loading(folder):
            return filter(is_id, [entry.name for entry in listed(folder)])

    def __len__(self) -> int:
        return sum(1 for _ in self)
