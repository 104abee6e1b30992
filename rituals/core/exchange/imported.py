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
        events = (arriving.record.event for arriving in self.shared)
        return {event.person for event in events if isinstance(event, e.PersonJoined)}

    @property
    def of_a_later_version(self) -> int:
        """How many of its records this version cannot show."""
        return sum(isinstance(arriving.record.event, e.Unknown) for arriving in (*self.shared, *self.private))


def missing(arriving: Sequence[Arriving], existing: Sequence[Recorded]) -> list[Arriving]:
    """What of it a log has not got yet; words that were erased, there or here, stay erased."""
    existing_ids = {record.id for record in existing}
    erased = erased_in([*existing, *(candidate.record for candidate in arriving)])
    return [
        candidate
        for candidate in arriving
        if candidate.record.id not in existing_ids and not holds_erased(candidate.record.event, erased)
    ]
