"""What comes in from a file, and what of it a log has not got yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.export import erased_in, holds_erased
from rituals.core.model import PersonId


class Arriving(NamedTuple):
    """A record on its way into a log, as it is written there and as this version understands it."""

    document: dict[str, object]
    record: Recorded


class Export(NamedTuple):
    """What an export holds: for whom it was made, what is shared, and what that one keeps for themselves."""

    person: PersonId
    shared: Sequence[Arriving]
    private: Sequence[Arriving]

    @property
    def people(self) -> set[PersonId]:
        """Everyone who joined the couple in it."""
        events = (arrival.record.event for arrival in self.shared)
        return {event.person for event in events if isinstance(event, e.PersonJoined)}

    @property
    def of_a_later_version(self) -> int:
        """How many of its records this version cannot show."""
        return sum(isinstance(arrival.record.event, e.Unknown) for arrival in (*self.shared, *self.private))


def missing_records(arriving: Sequence[Arriving], existing: Sequence[Recorded]) -> list[Arriving]:
    """The arriving records that a log has not got yet, without what was erased in either of them."""
    existing_ids = {record.id for record in existing}
    erased = erased_in([*existing, *(arrival.record for arrival in arriving)])
    return [
        arrival
        for arrival in arriving
        if arrival.record.id not in existing_ids and not holds_erased(arrival.record.event, erased)
    ]
