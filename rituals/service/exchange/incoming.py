"""In from a file: read by the format it has, and what this program exported taken in."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.events import DevicesImported
from rituals.core.exchange.export import originals
from rituals.core.exchange.foreign import ForeignFile, ImportSource
from rituals.core.exchange.imported import Arriving, Export, missing_records
from rituals.core.text import joined, printable
from rituals.errors import Remedy, RuleError, UsageError
from rituals.ports import EventLog, ImportFormat
from rituals.service.couple import CoupleService


def read_file(
    source: ImportSource, formats: Sequence[ImportFormat], chosen: str = ""
) -> tuple[ImportFormat, Export | ForeignFile]:
    """A file as the format reads it that was chosen by its id, else the first one that can; `UsageError` where none
    can, or there is no such format."""
    if chosen and all(candidate.id != chosen for candidate in formats):
        raise UsageError(f"There is no format “{printable(chosen)}”.", Remedy.LIST_FORMATS)
    for candidate in formats:
        if candidate.id == chosen or (not chosen and candidate.can_read(source)):
            if len(source.content) > candidate.largest:
                raise UsageError(f"The file is larger than {candidate.name} can be.", Remedy.LIST_FORMATS)
            return candidate, candidate.read(source)
    names = joined(dict.fromkeys(candidate.name for candidate in formats))
    raise UsageError(f"The file is nothing that can be brought in. What can be: {names}.")


def arriving_count(service: CoupleService, exported: Export, *, merge: bool = False) -> int:
    """How many records of an export the logs lack; raises as `take_in`."""
    service.refresh()
    if not merge:
        _refuse_others(service, exported)
    private = _new(service.logs.private[exported.person], exported.private) if exported.private else ()
    return len(_new(service.logs.shared, exported.shared)) + len(private)


def take_in(service: CoupleService, exported: Export, *, merge: bool = False) -> int:
    """Write the records of an export that the logs lack, and return how many those were.

    `RuleError` if the export is of other people than those in this data folder, unless `merge` says that all belong
    together.
    """
    service.refresh()
    if not merge:
        _refuse_others(service, exported)
    new = _new(service.logs.shared, exported.shared)
    devices = {arriving.record.device for arriving in new} - {*service.logs.shared.devices}
    if devices - service.device_state.imported:
        service.record_locally(lambda *_: [DevicesImported(tuple(sorted(devices)))])
    count = _add(service.logs.shared, exported.shared)
    if exported.private:
        count += _add(service.logs.private[exported.person], exported.private)
    service.refresh()
    return count


def _refuse_others(service: CoupleService, exported: Export) -> None:
    own_people = {person.id for person in service.state.people}
    if own_people and not own_people & exported.people:
        names = joined(person.name for person in service.couple)
        raise RuleError(f"The file is of other people than {names}.", Remedy.MERGE)


def _add(log: EventLog, arriving: Sequence[Arriving]) -> int:
    with log.exclusive():
        new = _new(log, arriving)
        log.take_in([addition.document for addition in new])
    return len(new)


def _new(log: EventLog, arriving: Sequence[Arriving]) -> Sequence[Arriving]:
    return missing_records(arriving, [original.record for original in originals(log.documents())])
