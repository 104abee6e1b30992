"""What this one machine remembers: who is at the keyboard, which nudges were told, what is snoozed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rituals.core import events as e
from rituals.core.events import Recorded
from rituals.core.model import EventId, PersonId, RitualId


class Machine:
    """The fold of the local log; like `State`, it depends on the set of records and not on their order."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        self.lamport = 0
        self.seated: PersonId | None = None
        self.told: dict[str, e.NudgeTold] = {}
        self.told_at: dict[str, datetime] = {}
        self.nudging_since: datetime | None = None
        self.snoozed: dict[tuple[RitualId, date], datetime] = {}
        self._latest: dict[object, tuple[int, EventId]] = {}
        self.add(records)

    def add(self, records: Iterable[Recorded]) -> None:
        """Take records in, in any order, once or more often."""
        for record in records:
            self.lamport = max(self.lamport, record.lamport)
            match record.event:
                case e.PersonSeated(person) if self._is_latest("seated", record):
                    self.seated = person
                case e.NudgeSnoozed(ritual, day, until) if self._is_latest((ritual, day), record):
                    self.snoozed[ritual, day] = until
                case e.NudgingBegan() if self._is_latest("nudging", record):
                    self.nudging_since = record.at
                case e.NudgeTold(key) as told if self._is_latest(key, record):
                    self.told[key] = told
                    self.told_at[key] = record.at
                case _:
                    pass

    def _is_latest(self, subject: object, record: Recorded) -> bool:
        order = (record.lamport, record.id)
        if self._latest.get(subject, (-1, "")) >= order:
            return False
        self._latest[subject] = order
        return True
