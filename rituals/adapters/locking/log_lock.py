"""The lock of one private log: whether it is set and open here, and how its documents are written and read."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Raw

from rituals.adapters.journal.disk import Disk, saving
from rituals.adapters.journal.document_form import DocumentForm
from rituals.adapters.journal.document_json import to_raw
from rituals.adapters.journal.lines import KEY
from rituals.core.events.recorded import Recorded, from_json, to_document
from rituals.core.model import PersonId
from rituals.errors import StorageError
from rituals.files import is_there

if TYPE_CHECKING:
    from rituals.adapters.locking.locking import NewLock
    from rituals.adapters.locking.opening import LogOpener

_Signature = tuple[int, int, int]


class LogLock(DocumentForm):
    """Holds what opens the log, as long as it is open here; whoever changes the key file, or touches it, closes the log
    in every process. What derives a key takes a second, and may be called on any thread, as all that returns or takes
    an opener."""

    def __init__(self, data: Path, person: PersonId, disk: Disk | None = None) -> None:
        self._data = data
        self._person = person
        self._folder = data / "private" / person
        self._disk = disk
        self._opener: LogOpener | None = None
        self._changes = 0
        self._signature: _Signature | None = None

    @property
    def is_set(self) -> bool:
        """Whether the log is locked by its person, open here or not; one `stat`."""
        return is_there(self._folder / KEY)

    @property
    def is_open(self) -> bool:
        """Whether a log that is locked can be read in this process now; one `stat` at most."""
        if self._opener is not None and self._signature != _signature(self._folder):
            self.close()
        return self._opener is not None

    def hold(self, opener: LogOpener) -> None:
        """Read the log with what opens it, until it is closed; it stays closed if another lock was set meanwhile, or
        its key file can't be read any more."""
        from rituals.adapters.locking.key_file import key_file  # as below

        self.close()
        self._signature = _signature(self._folder)
        with suppress(StorageError):
            file = key_file(self._folder)
            if file is not None and file.log == opener.key.log:
                self._opener = opener

    def close(self) -> None:
        """Forget what opens it."""
        self._opener = None
        self._changes += 1

    def close_everywhere(self) -> None:
        """Have every process forget what opens it."""
        self.close()
        with saving(self._folder / KEY), suppress(FileNotFoundError):  # it was taken off meanwhile
            touch(self._folder / KEY)

    # what takes a while

    def opener(self, typed: str) -> LogOpener | None:
        """What opens the log, by its passphrase or its twelve words; None for others. What was put in meanwhile is
        sealed anew. `RitualsError` if it can't be tried."""
        from rituals.adapters.locking.opening import opener_for  # loads libsodium, as all of these do

        return opener_for(self._data, self._person, typed, self._disk)

    def prepare(self, passphrase: str) -> NewLock:
        """A lock with this passphrase that can be set, with the twelve words that open it as well."""
        from rituals.adapters.locking.locking import new_lock

        return new_lock(passphrase)

    def set(self, lock: NewLock) -> None:
        """Lock the log, and seal or drop every copy of what is in it; `RitualsError` if that is not possible."""
        from rituals.adapters.locking.locking import set_lock

        set_lock(self._data, self._folder, lock, self._disk)

    def change(self, opener: LogOpener, passphrase: str) -> None:
        """Let another passphrase open it, in place of the one that did."""
        from rituals.adapters.locking.locking import change_passphrase

        change_passphrase(self._data, self._folder, opener.key, passphrase, self._disk)

    def take_off(self, opener: LogOpener) -> None:
        """Let the log be as before it was locked, here and in the backups."""
        from rituals.adapters.locking.locking import take_off

        take_off(self._data, self._folder, opener, self._disk)

    # how documents are written and read

    @property
    def reading(self) -> int:
        _ = self.is_open  # or a log that was locked anew meanwhile would be read with what opened it before
        return 2 * self._changes + self.is_set  # without the key file, nothing that is sealed is read as if it weren't

    def record(self, document: Raw | bytes) -> Recorded | None:
        record = from_json(document)
        if record is not None or b'"day":' not in bytes(document):
            return record
        from rituals.adapters.locking.opening import closed_record, refuse_without_key  # only where it is sealed

        if self._opener:
            return self._opener.record(document)
        if self.is_set:
            return closed_record(document)
        refuse_without_key(self._folder)
        return None  # what could not be opened when the lock was taken off

    def original(self, document: Raw) -> bytes:
        if from_json(document) is not None:
            return bytes(document)
        from rituals.adapters.locking.opening import closed_original  # only where something is sealed

        return self._opener.original(document) if self._opener else closed_original(document)

    def stored(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self.is_set:
            return document
        from rituals.adapters.locking.opening import stored_in  # only where it is locked

        return stored_in(self._folder, document, self._opener)

    def written(self, record: Recorded) -> Raw:
        return to_raw(self.stored(to_document(record))) if self.is_set else super().written(record)


def touch(path: Path) -> None:
    """Give a file a later time than it has, so that whoever holds what it opens lets go of it."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, max(time.time_ns(), status.st_mtime_ns + 1)))


def _signature(folder: Path) -> _Signature | None:
    """What is another once the key file is changed or touched; None without one."""
    try:
        status = (folder / KEY).stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
