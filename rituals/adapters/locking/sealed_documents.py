"""The documents of a locked log, one for each record.

In the clear stand its id, device, counter and day; of a note to ask about its entry's id and its day, of one that was
asked about that id; and of what was erased the ids of the records, as backups are cleaned by whoever comes next, who
has no key. All else, the kind included, is one box: the JSON of the record padded with blanks to a multiple of 256
bytes.

    {"id": …, "device": …, "lamport": …, "day": "2026-11-22", "box": base64(nonce ‖ box)}

It is bound to "rituals-private2|<log>|" with the JSON of what stands in the clear. What is put in while the log is
locked has "put" instead: a sealed box (libsodium's crypto_box_seal) to the log's public key, in which the same words
stand before the JSON, with a line's end between. It is sealed anew when the log is next open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import Raw

from rituals.adapters.locking.key_file import LogKey
from rituals.adapters.sealing import opened, sealed
from rituals.core.events import AskAboutAdded, AskAboutDone, PrivateErased
from rituals.core.events.any_event import AnyEvent, Unknown
from rituals.core.events.door import admitted
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import DeviceId, EntryId, EventId, Lamport
from rituals.errors import Remedy, StorageError

PADDED_TO = 256
CLOSED = "sealed"
"""The kind that a record is read as of which nothing can be read now."""


class SealedDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record of a locked log."""

    id: EventId
    device: DeviceId
    lamport: Lamport
    day: date
    asks: EntryId = ""
    on: date | None = None
    asked: EntryId = ""
    gone: tuple[EventId, ...] = ()
    box: bytes = b""
    put: bytes = b""

    @property
    def closed(self) -> Recorded:
        """What is known of the record without opening it."""
        event: AnyEvent = Unknown(what=CLOSED)
        if self.asks and self.on:
            event = AskAboutAdded(self.asks, self.on, "")
        elif self.asked:
            event = AskAboutDone(self.asked)
        elif self.gone:
            event = PrivateErased(self.id, self.gone)  # the entry is known to whoever opens it
        at = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return Recorded(self.id, self.device, self.lamport, at, event)

    def document(self, key: LogKey) -> Raw | None:
        """The record as it was written; None if it is damaged, or was sealed for another log or place."""
        place = _place(key.log, self)
        content = opened(key.secret, place, self.box) if self.box else _put_content(key, place, self.put)
        return None if content is None else Raw(content.rstrip(b" "))


_sealed = msgspec.json.Decoder(SealedDocument)


def sealed_document(document: bytes | memoryview | Raw) -> SealedDocument | None:
    """A sealed document in its JSON; None if it is none that a device writes."""
    try:
        read = _sealed.decode(document)
        return admitted(read) if bool(read.box) != bool(read.put) else None
    except (ValueError, RecursionError):
        return None


def seal_document(document: Mapping[str, Any], key: LogKey) -> dict[str, Any]:
    """A record as a locked log holds it."""
    clear = _clear(document)
    box = sealed(key.secret, _place(key.log, clear), _padded(document))
    return _as_dict(msgspec.structs.replace(clear, box=box))


def put_document(document: Mapping[str, Any], log: str, public: bytes) -> dict[str, Any]:
    """A record as it is put into a log that is locked, by its id and public key."""
    from nacl.bindings import crypto_box_seal  # loads libsodium
    from nacl.exceptions import CryptoError

    clear = _clear(document)
    try:
        box = crypto_box_seal(_place(log, clear) + b"\n" + _padded(document), public)
    except CryptoError:
        raise StorageError(
            "The key file of these pages is damaged, so that nothing can be put in. A backup holds it as it was.",
            Remedy.BRING_BACK,
        ) from None
    return _as_dict(msgspec.structs.replace(clear, put=box))


def _put_content(key: LogKey, place: bytes, box: bytes) -> bytes | None:
    from nacl.bindings import crypto_box_seal_open  # loads libsodium
    from nacl.exceptions import CryptoError

    try:
        said, _, content = crypto_box_seal_open(box, *key.pair).partition(b"\n")
    except (ValueError, CryptoError, TypeError):
        return None
    return content if said == place else None


def _clear(document: Mapping[str, Any]) -> SealedDocument:
    """What stands in the clear of a record."""
    record = from_json(msgspec.json.encode(document))
    assert record is not None, "only records are sealed"
    clear = SealedDocument(record.id, record.device, record.lamport, record.at.date())
    match record.event:
        case AskAboutAdded(entry, day):
            return msgspec.structs.replace(clear, asks=entry, on=day)
        case AskAboutDone(entry):
            return msgspec.structs.replace(clear, asked=entry)
        case PrivateErased(_, records):
            return msgspec.structs.replace(clear, gone=records)
    return clear


def _place(log: str, sealed_or_clear: SealedDocument) -> bytes:
    clear = msgspec.structs.replace(sealed_or_clear, box=b"", put=b"")
    return f"rituals-private2|{log}|".encode() + msgspec.json.encode(clear)


def _padded(document: Mapping[str, Any]) -> bytes:
    content = msgspec.json.encode(document)
    return content + b" " * (-len(content) % PADDED_TO)


def _as_dict(document: SealedDocument) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return plain
