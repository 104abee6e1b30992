"""The consents' part of the service: each says for themselves, and only what both want is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rituals.core.catalogue import consent
from rituals.core.catalogue.model import Entry
from rituals.core.model import PersonId, RitualId
from rituals.core.state.private_state import PrivateState
from rituals.errors import StorageError
from rituals.service.ledger import Ledger
from rituals.service.private import PrivateService


class ConsentService:
    """What two people can do about what needs both of them; whose answer is which never leaves it."""

    def __init__(self, ledger: Ledger, private: Callable[[PersonId], PrivateService]) -> None:
        self._ledger = ledger
        self._private = private

    def say(self, about: str, *, by: PersonId, given: bool) -> None:
        """What one person wants to see, by the catalogue entry's id; kept in their own log."""
        self._ledger.welcome_somebody()
        self._private(by).keep(lambda private: consent.set_consent(private, about, given=given))

    def agreed(self, entries: Iterable[Entry]) -> frozenset[str]:
        """The ids of those entries in need of both that both want to see."""
        needing = [entry.id for entry in consent.in_need_of_both(entries)]
        return consent.agreed(needing, self._ledger.couple, self._privates())

    def hidden(self) -> set[RitualId]:
        """The couple's rituals that may not be seen now; private logs are read only where one is in need of both."""
        if not consent.in_need_of_both_kept(self._ledger.state):
            return set()
        return consent.hidden_rituals(self._ledger.state, self._ledger.couple, self._privates())

    def _privates(self) -> dict[PersonId, PrivateState]:
        return {person.id: self._answers_of(person.id) for person in self._ledger.couple}

    def _answers_of(self, person: PersonId) -> PrivateState:
        """A person's answers; as long as they can't be read, they are a no."""
        try:
            return self._private(person).now
        except StorageError:
            return PrivateState()
