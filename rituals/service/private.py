"""The service's part for one person's private log: recorded, read, and erased for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from rituals.core.events import AnyPrivateEvent, LockOffered, PrivateErased
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.locking_words import NOT_ON_DISK, closed_words
from rituals.core.model import EntryId, PersonId
from rituals.core.phrases import person_name
from rituals.core.state.private_state import PrivateState
from rituals.errors import KeyGoneError, LockedError, Remedy, RuleError, StorageError, taking_off_disk
from rituals.ports import EventLog, PrivateLock
from rituals.service.ledger import Ledger


class PrivateService:
    """One person's private log; read on first access, and again when something was written. While its person has it
    locked, things can be put in, and nothing can be read."""

    def __init__(self, ledger: Ledger, person: PersonId) -> None:
        self._ledger = ledger
        self.person = person
        """Whose log it is, by id."""
        self._private: PrivateState | None = None

    @property
    def lock(self) -> PrivateLock | None:
        """The lock of the log, set or not; None where there is no disk."""
        return self._ledger.logs.lock_of(self.person)

    @property
    def lock_here(self) -> PrivateLock:
        """The same; `RuleError` where there is none."""
        if self.lock is None:
            raise RuleError(NOT_ON_DISK)
        return self.lock

    @property
    def has_lock_set(self) -> bool:
        """Whether its person has locked it, open here or not; fast."""
        return self.lock is not None and self.lock.is_set

    @property
    def is_locked(self) -> bool:
        """Whether nothing can be read before its person opens it; fast."""
        lock = self.lock
        return lock is not None and not lock.is_open and lock.is_set

    def offers_lock(self) -> bool:
        """Whether a lock is to be offered now: there can be one, and it never was on this machine; from now on it
        was."""
        if self.lock is None or self.has_lock_set or self.person in self._ledger.device_state.lock_offered:
            return False
        self._ledger.remember(
            lambda _, device: [] if self.person in device.lock_offered else [LockOffered(self.person)]
        )
        return True

    @property
    def now(self) -> PrivateState:
        """The private state, with what other processes wrote; the last known one if the log can't be read any more.

        `StorageError` if it was never read, `LockedError` while it is locked, `KeyGoneError` if nothing opens it.
        """
        if self.is_locked:
            raise LockedError(closed_words(person_name(self.person, self._ledger.state.people)), Remedy.UNLOCK)
        before = self._private and self._private.lamport
        private = self._last_known()
        if private.lamport != before:
            with suppress(StorageError):  # a later look tries again; until then nothing shows them
                self.finish_erasing()
        return private

    @property
    def days_to_ask(self) -> Sequence[date]:
        """The days of the notes to ask about, which are known while it is locked as well."""
        return [note.day for note in self._last_known().to_ask]

    def put_in(self, events: Sequence[AnyPrivateEvent]) -> None:
        """Write events that depend on nothing that is in it, locked or not; `StorageError` if the disk refuses."""
        log = self._log
        with log.exclusive():
            stamp = (log.device, self._last_known().lamport + 1, self._ledger.now())
            log.append([Recorded(self._ledger.new_id(), *stamp, event) for event in events])

    def keep(self, decide: Callable[[PrivateState], Sequence[AnyPrivateEvent]]) -> None:
        """Decide and write under the log's lock; `StorageError` if the disk refuses, or it is locked."""
        with self._log.exclusive():
            self.put_in(decide(self.now))

    def erase(self, entry: EntryId) -> None:
        """Erase an entry for good; a tombstone stays. `RuleError` if there is no such entry."""
        with self._log.exclusive():
            if entry not in self.now:
                raise RuleError("That is not there any more; nothing had to be erased.")
            self.keep(lambda private: [PrivateErased(entry, private.ids_of(entry))])
            _ = self.now
            self.finish_erasing()

    def finish_erasing(self) -> None:
        """Take what is left of erased entries off the disk; `StillOnDiskError` if the disk refuses."""
        ids_to_erase = self._private.ids_to_erase() if self._private else ()
        if ids_to_erase:
            with taking_off_disk():
                self._log.erase(ids_to_erase)

    def _last_known(self) -> PrivateState:
        """The state with what can be read of it now: of a log that is locked, its counter and the days to ask."""
        try:
            fresh = self._log.fresh()
        except KeyGoneError:
            raise
        except StorageError:
            if self._private is None:
                raise
            return self._private
        if self._private is None or fresh.rewritten:
            self._private = PrivateState()
        self._private.add(fresh.records)
        return self._private

    @property
    def _log(self) -> EventLog:
        return self._ledger.logs.private[self.person]
