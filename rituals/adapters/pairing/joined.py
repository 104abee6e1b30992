"""What holds of the joinings carried out here: what is found later, as in a backup or an export, joins as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rituals.adapters.journal.disk import Disk, listed, loading, make_folder
from rituals.adapters.journal.document_json import to_raw
from rituals.adapters.journal.file import JournalFile
from rituals.core.events.erasure import Document
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.exchange.imported import Arriving, Export
from rituals.core.exchange.rebase import Rebase
from rituals.core.model import DeviceId, EventId
from rituals.errors import StorageError
from rituals.files import content_of

AnyJoining = TypeVar("AnyJoining", bound="Joining")


class Joining(msgspec.Struct, frozen=True):
    """What holds of a joining for good: no words, and nothing that opens the couple's folder."""

    rebase: Rebase
    until: Mapping[str, Mapping[DeviceId, int]] = {}
    """How far each device had counted in each log before; what is found later and counts no further is from before."""

    def is_from_before(self, log: str, record: Recorded) -> bool:
        """Whether a record, in the log of this name, was written here before the joining."""
        return record.lamport <= self.until.get(log, {}).get(record.device, -1)


def joinings(data: Path) -> Sequence[Joining]:
    """Every joining that was carried out here, the first one first."""
    with loading(_kept(data)):
        return [read_joining(path, Joining) for path in listed(_kept(data)) if path.suffix == ".json"]


def log_as_joined(earlier: Iterable[Joining], log: str) -> str:
    """The name of a log after all joinings, by its folder in the data: a private one goes by its person."""
    for joining in earlier:
        log = log_after(joining.rebase, log)
    return log


def id_as_joined(earlier: Iterable[Joining], record: EventId) -> EventId:
    """The id of a record from before, as it is after all joinings."""
    for joining in earlier:
        record = joining.rebase.event_id(record)
    return record


def as_joined(earlier: Iterable[Joining], log: str, document: Document) -> Document | None:
    """A document of a log, by its present name, that is found later, in a backup perhaps: as it is after all joinings;
    None if nothing of it stays."""
    for joining in earlier:
        record = from_json(to_raw(document))
        if record is None or not joining.is_from_before(log, record):
            continue
        after = document_after(joining.rebase, document, record)
        if after is None:
            return None
        document = after
    return document


def reading_as_joined(data: Path, read: Callable[[bytes], Export]) -> Callable[[bytes], Export]:
    """Reads exports as they are after all joinings: of one from before, the records are what they became."""
    return lambda content: _export_as_joined(joinings(data), read(content))


def _export_as_joined(earlier: Sequence[Joining], exported: Export) -> Export:
    private = log_as_joined(earlier, f"private/{exported.person}")
    return Export(
        private.removeprefix("private/"),
        list(_arriving(earlier, "shared", exported.shared)),
        list(_arriving(earlier, private, exported.private)),
    )


def _arriving(earlier: Sequence[Joining], log: str, arriving: Iterable[Arriving]) -> Iterator[Arriving]:
    for document in (as_joined(earlier, log, each.document) for each in arriving):
        record = None if document is None else from_json(to_raw(document))
        if document is not None and record is not None:
            yield Arriving(dict(document), record)


def log_after(rebase: Rebase, log: str) -> str:
    """The name of a log after one joining."""
    kind, _, person = log.partition("/")
    return f"{kind}/{rebase.person_id(person)}" if person else log


def keep_joining(data: Path, joining: Joining, disk: Disk) -> None:
    """Keep what holds of a joining that is carried out."""
    earlier = joinings(data)
    if joining not in earlier[-1:]:  # as it is when the process ended just after this
        make_folder(_kept(data))
        JournalFile(_kept(data) / f"{len(earlier):04}.json", disk).replace([msgspec.json.encode(joining)])


def document_after(rebase: Rebase, document: Document, record: Recorded | None) -> dict[str, Any] | None:
    """What is written instead of a document, which reads as this record; None if nothing of it stays. Fields that only
    a later version knows stay as they are."""
    after = rebase.record(record) if record is not None else None
    if record is None or after is record:
        return dict(document)
    if after is None:
        return None
    known = {"kind", *record.event.__struct_fields__}
    later = {name: value for name, value in document["event"].items() if name not in known}
    return {**document, "id": after.id, "event": {**later, **msgspec.to_builtins(after.event)}}


def read_joining(path: Path, kind: type[AnyJoining]) -> AnyJoining:
    """What was written of a joining; `StorageError` where it is damaged."""
    with loading(path):
        content = content_of(path)
    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError):
        raise StorageError(f"{path} is damaged, and with it how your records became the couple's.") from None


def _kept(data: Path) -> Path:
    return data / "together" / "joined"
