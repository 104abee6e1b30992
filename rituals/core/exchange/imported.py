"""The records of an import, and which of them a log lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rituals.core import events as e
from rituals.core.events.erasure import Erasure
from rituals.core.events.recorded import Recorded
from rituals.core.model import PersonId


class Arriving(NamedTuple):
    """A record to import: the document as it is written into the log, and the record as this version reads it."""

    document: dict[str, object]
    record: Recorded


class Export(NamedTuple):
    """The content of an export: whom it was made for, the shared records, and that person's private ones."""

    person: PersonId
    shared: Sequence[Arriving]
    private: Sequence[Arriving]

    @property
    def people(self) -> set[PersonId]:
        """The ids of everyone who joined the couple in it."""
        events = (arrival.record.event for arrival in self.shared)
        return {event.person for event in events if isinstance(event, e.PersonJoined)}

    @property
    def of_a_later_version(self) -> int:
        """How many of its records this version cannot show."""
        return sum(isinstance(arrival.record.event, e.Unknown) for arrival in (*self.shared, *self.private))


def missing_records(arriving: Sequence[Arriving], existing: Sequence[Recorded]) -> list[Arriving]:
    """The arriving records that a log lacks, without what was erased on either side."""
    existing_ids = {record.id for record in existing}
    erasure = Erasure.in_events(record.event for record in (*existing, *(arrival.record for arrival in arriving)))
    missing = (arrival for arrival in arriving if arrival.record.id not in existing_ids)
    left = ((erasure.applied(arrival.document), arrival.record) for arrival in missing)
    return [Arriving(dict(document), record) for document, record in left if document is not None]
