"""The service's part for one person's private log: recorded, read, and erased for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from rituals.core.events import AnyPrivateEvent, PrivateErased
from rituals.core.events.recorded import Recorded
from rituals.core.model import EntryId, PersonId
from rituals.core.state.private_state import PrivateState
from rituals.errors import RuleError, StorageError, taking_off_disk
from rituals.ports import EventLog
from rituals.service.ledger import Ledger


class PrivateService:
    """One person's private log; read on first access, and again when something was written."""

    def __init__(self, ledger: Ledger, person: PersonId) -> None:
        self._ledger = ledger
        self._person = person
        self._private: PrivateState | None = None

    @property
    def now(self) -> PrivateState:
        """The private state, with what other processes wrote; the last known one if the log can't be read any more.

        `StorageError` if it was never read.
        """
        try:
            fresh = self._log.fresh()
        except StorageError:
            if self._private is None:
                raise
            return self._private
        if self._private is None or fresh.rewritten:
            self._private = PrivateState()
        self._private.add(fresh.records)
        if fresh.records:
            with suppress(StorageError):  # a later refresh tries again; until then nothing shows them
                self.finish_erasing()
        return self._private

    def keep(self, decide: Callable[[PrivateState], Sequence[AnyPrivateEvent]]) -> None:
        """Decide and write under the log's lock; `StorageError` if the disk refuses."""
        log = self._log
        with log.exclusive():
            private = self.now
            events = decide(private)
            stamp = (log.device, private.lamport + 1, self._ledger.now())
            log.append([Recorded(self._ledger.new_id(), *stamp, event) for event in events])

    def erase(self, entry: EntryId) -> None:
        """Erase an entry for good; a tombstone stays. `RuleError` if there is no such entry."""
        with self._log.exclusive():
            if entry not in self.now:
                raise RuleError("That is not there any more; nothing had to be erased.")
            self.keep(lambda _: [PrivateErased(entry)])
            _ = self.now
            self.finish_erasing()

    def finish_erasing(self) -> None:
        """Take what is left of erased entries off the disk; `StillOnDiskError` if the disk refuses."""
        ids_to_erase = self._private.ids_to_erase() if self._private else ()
        if ids_to_erase:
            with taking_off_disk():
                self._log.erase(ids_to_erase)

    @property
    def _log(self) -> EventLog:
        return self._ledger.logs.private[self._person]
