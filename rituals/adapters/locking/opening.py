"""Opens a private log that its person has locked, reads it, and seals anew what was put in meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from rituals.adapters.journal.disk import Disk, journals, loading, saving
from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.adapters.journal.lines import KEY
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.locking.key_file import LogKey, key_file
from rituals.adapters.locking.rewriting import (
    Change,
    Document,
    has_sealed_journals,
    is_plain,
    rewrite_log,
    unsealing,
)
from rituals.adapters.locking.sealed_documents import SealedDocument, put_document, seal_document, sealed_document
from rituals.adapters.pairing.joined import Joining, as_joined, joinings
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import PersonId
from rituals.errors import KeyGoneError, Remedy, RuleError, StorageError
from rituals.files import content_of, is_there

_TO_SEAL = (b'"put":', b'"event":')
"""What stands in the clear of what was put in, or is not sealed at all."""


class LogOpener:
    """Reads the documents of a locked log; what was written before this machine joined a couple is read as what it
    became since."""

    def __init__(self, key: LogKey, log: str, earlier: Sequence[Joining], told: str = "") -> None:
        self.key = key
        self.told = told
        """What its person has to know, in a sentence; empty if all is well."""
        self._log = log
        self._earlier = earlier

    @property
    def is_joined(self) -> bool:
        """Whether records from before may have become others as this machine joined a couple."""
        return bool(self._earlier)

    def record(self, document: Raw | bytes) -> Recorded | None:
        """The record in a sealed document; None if it can't be read, or nothing of it is left."""
        opened = self._opened(sealed_document(document))
        return None if opened is None else from_json(opened)

    def original(self, document: Raw) -> bytes:
        """The JSON that the record was written in; of one that can't be read, what stands in the clear."""
        opened = self._opened(sealed_document(document))
        return closed_original(document) if opened is None else bytes(opened)

    def plain(self, document: Document) -> Document | None:
        """A document as it is without a lock; None if nothing of it is left."""
        opened = unsealing(self.key)(document)
        return document if opened is document else as_joined(self._earlier, self._log, opened)

    def settling(self) -> Change:
        """What writes instead of a document: one that is sealed if it was plain, and anew if it was put in while the
        log was locked, or changed as this machine joined a couple; nothing if nothing of it is left, or it is there
        already, as where a backup from before brought it back."""
        seen: set[object] = set()

        def settled(document: Document) -> Document | None:
            sealed = None if is_plain(document) else sealed_document(to_raw(document))
            opened = sealed.document(self.key) if sealed else to_raw(document)
            if opened is None or from_json(opened) is None:
                return document
            before: Document = from_raw(opened)
            after = as_joined(self._earlier, self._log, before)
            if after is None or after["id"] in seen:
                return None
            seen.add(after["id"])
            return document if sealed and sealed.box and after == before else seal_document(after, self.key)

        return settled

    def _opened(self, sealed: SealedDocument | None) -> Raw | None:
        opened = sealed.document(self.key) if sealed else None
        if opened is None or not self._earlier or from_json(opened) is None:
            return opened
        joined = as_joined(self._earlier, self._log, from_raw(opened))
        return None if joined is None else Raw(msgspec.json.encode(joined))


def opener_for(data: Path, person: PersonId, typed: str, disk: Disk | None = None) -> LogOpener | None:
    """What opens a person's log, by what was typed; None if that is neither its passphrase nor its twelve words."""
    folder = data / "private" / person
    file = key_file(folder)
    if file is None:
        raise RuleError("These pages are not locked.")
    key = file.key(typed)
    if key is None:
        return None
    told = ""
    if key.public != file.public:
        told = (
            "The key file of these pages was changed, and not by rituals: what was put in while they were locked may "
            "have gone to somebody else, and can't be opened here."
        )
    opener = LogOpener(key, f"private/{person}", joinings(data), told)
    with suppress(StorageError):  # it is read all the same, and sealed anew the next time
        _settle(folder, opener, disk or Disk())
        if told:
            _put_right(folder, key, disk or Disk())
    return opener


def refuse_without_key(folder: Path) -> None:
    """Raise `KeyGoneError` for a locked log whose key file is gone, as nothing in it can be read or put in."""
    with loading(folder):
        if has_sealed_journals(folder) and not is_there(folder / KEY):
            raise KeyGoneError(
                f"The file that opens the private pages in {folder} is gone. A backup holds it.", Remedy.BRING_BACK
            )


def closed_record(document: Raw | bytes) -> Recorded | None:
    """What is known of a sealed record without opening it; None if it is none that a device writes."""
    sealed = sealed_document(document)
    return None if sealed is None else sealed.closed


def closed_original(document: Raw) -> bytes:
    """The same as JSON; what is no sealed record as it stands."""
    closed = closed_record(document)
    return bytes(document) if closed is None else msgspec.json.encode(closed)


def stored_in(folder: Path, document: Mapping[str, Any], opener: LogOpener | None) -> Mapping[str, Any]:
    """A record's document as it is written into a log that is locked: sealed with its key, where that is at hand."""
    file = key_file(folder)
    if file is None:
        return document
    if opener is not None and opener.key.log == file.log:
        return seal_document(document, opener.key)
    return put_document(document, file.log, file.public)


def _settle(folder: Path, opener: LogOpener, disk: Disk) -> None:
    """Seal anew what has to be, if there may be any, and nobody took the lock off meanwhile."""
    with loading(folder):
        is_any = any(mark in content for content in map(content_of, journals(folder)) for mark in _TO_SEAL)
    if is_any or opener.is_joined:
        with saving(folder / KEY), FileLock(folder / ".lock") as lock:
            file = key_file(folder)
            if file is not None and file.log == opener.key.log:
                rewrite_log(folder, opener.settling(), lock, disk)


def _put_right(folder: Path, key: LogKey, disk: Disk) -> None:
    """Write the public key that belongs to a log into its key file again."""
    with saving(folder / KEY), FileLock(folder / ".lock"):
        file = key_file(folder)
        if file is not None and file.log == key.log:
            msgspec.structs.replace(file, public=key.public).keep(folder, disk)
