"""The service's part for who belongs to the couple: leaving, being removed, and the name of the login."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice

import msgspec

from rituals.core import events as e
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import Person, PersonId
from rituals.core.rituals import household_commands
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded
from rituals.errors import StorageError, UsageError
from rituals.service.ledger import Decided, Ledger

_COMING_AND_GOING = (e.PersonJoined, e.PersonRenamed, e.PersonLeft, e.PersonRemoved)


class PeopleService:
    """The commands on who belongs to the couple."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def who_left(self) -> Sequence[Person]:
        """Those who belonged to the couple and left."""
        return list(self._ledger.everyone[len(self._ledger.couple) :])

    @property
    def login_named(self) -> Person | None:
        """Who still goes by the name of the login, which nobody may have chosen; None if nobody does."""
        login = casefolded(self._ledger.login)
        return next((person for person in self._ledger.couple if casefolded(person.name) == login), None)

    @property
    def unnamed(self) -> Person | None:
        """Who may go by the login's name for want of one of their own: alone here, or without a trace so far."""
        person = self.login_named
        if person is None or len(self._ledger.couple) == 1:
            return person
        return None if self.has_traces(person.id) else person

    def leave(self, person: PersonId) -> Sequence[e.PersonLeft | e.RitualArchived]:
        """Let someone leave from today on, with the rituals of theirs alone put away; somebody else sits here then."""
        today, today_of = self._ledger.today(), self._ledger.today_of
        return self._record_without(
            person,
            lambda state: household_commands.leave_couple(state, self._member(person), today=today, today_of=today_of),
        )

    def leave_others(self, person: PersonId, part: Callable[[], None]) -> None:
        """Let someone leave as the couple's other machines have it, while `part` parts this one from them; here they
        stay. If it can't, nobody has left."""
        ledger = self._ledger
        seated = ledger.seated.id
        events = self.leave(person)
        left = tuple(record.id for record in islice(ledger.logs.shared.newest_first(), len(events)))
        try:
            part()
        finally:
            ledger.record(lambda _: [e.Undone(left)])
            ledger.record_locally(lambda *_: [e.PersonSeated(seated)])

    def remove(self, person: PersonId) -> Sequence[e.PersonRemoved]:
        """Remove someone who never did anything; `RuleError` if they did."""
        today = self._ledger.today()
        return self._record_without(
            person,
            lambda state: household_commands.remove_person(
                state, self._member(person), today=today, has_traces=self.has_traces(person)
            ),
        )

    def has_traces(self, person: PersonId) -> bool:
        """Whether anything here is by somebody, for them, or in a log of theirs, beside their coming and going."""
        logs = self._ledger.logs
        own = chain(logs.private[person].documents(), _naming(logs.drafts.documents(), person))
        if next(own, None) is not None:
            return True
        records = (from_json(document) for document in _naming(logs.shared.documents(), person))
        return any(record is not None and self._is_a_deed(record) for record in records)

    def _is_a_deed(self, record: Recorded) -> bool:
        """Whether a record that names somebody stands, and is about more than their coming and going."""
        state, event = self._ledger.state, record.event
        if state.is_undone(record.id) or isinstance(event, _COMING_AND_GOING):
            return False
        if isinstance(event, e.RitualTicked):
            standing = state.ticks(event.ritual, event.day, event.day).get(event.day, ())
            return any(tick.id == record.id for tick in standing)
        return True

    def _member(self, person: PersonId) -> Person:
        member = next((member for member in self._ledger.couple if member.id == person), None)
        if member is None:
            raise UsageError("That person isn't one of you any more.")
        return member

    def _record_without(self, person: PersonId, decide: Callable[[State], Sequence[Decided]]) -> Sequence[Decided]:
        """Record that someone goes; where they sat here, somebody else does from then on, also once they come back."""
        ledger = self._ledger
        sat_here = ledger.seated.id == person
        events = ledger.record(decide)
        if sat_here:
            with suppress(StorageError):  # without it, only their coming back would change who sits here
                ledger.record_locally(lambda *_: [e.PersonSeated(ledger.couple[0].id)])
        return events


def _naming(documents: Iterable[bytes], person: PersonId) -> Iterator[bytes]:
    """The documents in which somebody's id stands as a value."""
    quoted = msgspec.json.encode(person)
    return (document for document in documents if quoted in document)
