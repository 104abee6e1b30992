"""The service's part for consent: each person answers in private, and only what both agreed to is revealed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from rituals.core.catalogue import consent
from rituals.core.catalogue.model import Entry
from rituals.core.events import BothSaidYes, RitualEdited, WordsErased
from rituals.core.model import PersonId, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.core.state.written import WordsAbout
from rituals.errors import StorageError
from rituals.service.ledger import Ledger
from rituals.service.private import PrivateService


class ConsentService:
    """The commands on entries that need both people's consent; it never reveals whose answer is which."""

    def __init__(self, ledger: Ledger, private: Callable[[PersonId], PrivateService]) -> None:
        self._ledger = ledger
        self._private = private

    def said_yes(self, about: str, *, by: PersonId) -> bool:
        """Whether one person wants to see an entry, by its id; while their log is locked, whether everyone does."""
        private = self._private(by)
        known = PrivateState() if private.is_locked else private.now
        return consent.said_yes(self._ledger.state, known, about, by=self._ledger.known(by))

    def say(self, about: str, *, by: PersonId, given: bool) -> None:
        """Record in one person's private log whether they want to see an entry, by its id, and for both to see once
        everyone does, or no longer."""
        self._ledger.welcome_somebody()
        with self._ledger.logs.shared.exclusive():
            if not given:
                self._ledger.record(lambda state: consent.take_yes_back(state, about))
            state = self._ledger.state
            private = self._private(by)
            known = None if private.is_locked else private.now
            private.put_in(consent.set_consent(state, known, about, given=given))
            if given:
                self._ledger.record(lambda state: self._join_yeses(state, about))

    def words_to_lose(self, entry: Entry) -> WordsAbout:
        """What people wrote about an entry's ritual, which `withdraw` erases."""
        return consent.words_to_lose(self._ledger.state, entry)

    def withdraw(self, entry: Entry, *, by: PersonId) -> None:
        """Take one person's yes back, and erase what was written about the entry's ritual."""
        with self._ledger.logs.shared.exclusive():
            self._ledger.record(
                lambda state: [
                    *consent.take_yes_back(state, entry.id),
                    *consent.erase_with_yes(state, entry.id, entry.name),
                ]
            )
            self.say(entry.id, by=by, given=False)  # last: once it is said, nobody would see that words are left
        self._ledger.refresh()
        self._ledger.finish_erasing()  # tells why it is refused

    def agreed(self, entries: Iterable[Entry]) -> frozenset[str]:
        """The ids of those entries that need both people's consent and have it."""
        needing = [entry.id for entry in consent.in_need_of_both(entries)]
        return consent.agreed(self._ledger.state, needing, self._ledger.couple, self._privates)

    def hidden(self) -> set[RitualId]:
        """The couple's rituals that must not be shown now; private logs are read only if a ritual needs consent."""
        return consent.hidden_rituals(self._ledger.state, self._ledger.couple, self._privates)

    def catch_up(self, state: State) -> list[BothSaidYes | RitualEdited | WordsErased]:
        """What other machines, an earlier version on this one, or a yes said while another's log was locked leave to be
        done here: say that everyone said yes, and erase what a yes hid that was taken back elsewhere."""
        kept = consent.in_need_of_both_kept(state)
        untold = {ritual.catalogue for ritual in kept if not state.consents.knows(ritual.catalogue)}
        if any(self._private(person.id).has_lock_set for person in self._ledger.couple):
            untold = untold.union(*(private.yeses for private in self._privates().values()))
        joined = [yes for about in sorted(untold) for yes in self._join_yeses(state, about)]
        return [*joined, *consent.erase_hidden(state)]

    def _join_yeses(self, state: State, about: str) -> list[BothSaidYes]:
        return consent.join_yeses(state, about, self._ledger.couple, self._privates)

    def _privates(self) -> dict[PersonId, PrivateState]:
        return {person.id: self._answers_of(person.id) for person in self._ledger.couple}

    def _answers_of(self, person: PersonId) -> PrivateState:
        """A person's private state; if it can't be read, an empty one, which consents to nothing."""
        with suppress(StorageError):
            return self._private(person).now
        return PrivateState()
