"""Getting everything out as one document, and back in."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.events import DevicesImported
from rituals.core.exchange.export import ExportStamp, document, originals
from rituals.core.exchange.imported import Arriving, Export, missing
from rituals.core.model import Person
from rituals.core.text import joined
from rituals.errors import RuleError, UsageError
from rituals.ports import EventLog, ImportFormat
from rituals.service.couple import CoupleService


def export(rituals: CoupleService, person: Person, *, by: str) -> str:
    """All that is a person's to see, as JSON; `by` is the version that writes it."""
    rituals.refresh()
    if not rituals.state.people:
        raise RuleError("There is nothing to export yet. rituals add takes up a first ritual.")
    private = rituals.logs.private[person.id]
    made = ExportStamp(person, rituals.now(), rituals.today(), by)
    return document(made, rituals.state, originals(rituals.logs.shared.documents()), originals(private.documents()))


def read(content: bytes, formats: Sequence[ImportFormat]) -> Export:
    """What a file holds, as the first format reads it that can; `UsageError` names them all where none can."""
    for candidate in formats:
        if candidate.can_read(content):
            return candidate.read(content)
    names = joined(candidate.name for candidate in formats)
    raise UsageError(f"The file is nothing that can be brought in. What can be: {names}.")


def take_in(rituals: CoupleService, exported: Export, *, merge: bool = False) -> int:
    """Write what an export holds and these logs do not, and say how many records that were.

    A home in which others live is refused, unless `merge` says that all of them belong together.
    """
    rituals.refresh()
    if not merge:
        _refuse_others(rituals, exported)
    new = _new(rituals.logs.shared, exported.shared)
    devices = {one.record.device for one in new} - {*rituals.logs.shared.devices}
    if devices - rituals.device_state.imported:
        rituals.record_locally(lambda *_: [DevicesImported(tuple(sorted(devices)))])
    count = _add(rituals.logs.shared, exported.shared)
    if exported.private:
        count += _add(rituals.logs.private[exported.person], exported.private)
    rituals.refresh()
    return count


def _refuse_others(rituals: CoupleService, exported: Export) -> None:
    here = {person.id for person in rituals.state.people}
    if here and not here & exported.people:
        names = " and ".join(person.name for person in rituals.couple)
        raise RuleError(
            f"The file is of other people than {names}. Import it into a folder of its own with --home, "
            "or add --merge to have all of you in this one."
        )


def _add(log: EventLog, arriving: Sequence[Arriving]) -> int:
    with log.exclusive():
        new = _new(log, arriving)
        log.take_in([one.document for one in new])
    return len(new)


def _new(log: EventLog, arriving: Sequence[Arriving]) -> Sequence[Arriving]:
    return missing(arriving, [one.record for one in originals(log.documents())])
