"""The ledger with a service for each subject, made when it is first used, and what these do unasked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from rituals.core.events import AnyEvent
from rituals.core.events.recorded import from_json
from rituals.core.model import PersonId, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import expired_ids
from rituals.errors import StorageError
from rituals.ports import Clock, Logs
from rituals.service.ledger import Ledger
from rituals.waiting import at_once

if TYPE_CHECKING:
    from rituals.service.apart import ApartService
    from rituals.service.checkin import CheckinService
    from rituals.service.consent import ConsentService
    from rituals.service.erasing import ErasingService
    from rituals.service.jar import JarService
    from rituals.service.private import PrivateService
    from rituals.service.questions import QuestionService
_MUCH = 500  # nudges in the local log, some months of them


class SubjectServices(Ledger):
    """The ledger with the services of the subjects."""

    def __init__(self, logs: Logs, clock: Clock, new_id: Callable[[], str], login: str) -> None:
        super().__init__(logs, clock, new_id, login, self._not_agreed)
        self.subscribe(self._catch_up)

    @cached_property
    def jar(self) -> JarService:
        """The commands on the jar."""
        from rituals.service.jar import JarService  # Today's list does without this and the next ones

        return JarService(self)

    @cached_property
    def checkin(self) -> CheckinService:
        """The commands on check-ins."""
        from rituals.service.checkin import CheckinService

        return CheckinService(self, self.private, lambda: self.apart, lambda: self.consent)

    @cached_property
    def questions(self) -> QuestionService:
        """The commands on the deck of questions."""
        from rituals.service.questions import QuestionService

        return QuestionService(self)

    @cached_property
    def consent(self) -> ConsentService:
        """The commands on entries that need both people's consent."""
        from rituals.service.consent import ConsentService

        return ConsentService(self, self.private)

    @cached_property
    def apart(self) -> ApartService:
        """The commands on answers apart."""
        from rituals.service.apart import ApartService

        return ApartService(self, self.private)

    @cached_property
    def erasing(self) -> ErasingService:
        """The commands that take words off the disk."""
        from rituals.service.erasing import ErasingService

        return ErasingService(self, lambda: self.jar)

    def private(self, person: PersonId) -> PrivateService:
        """One person's private log."""
        whose = self.known(person)
        if whose not in self._private:
            from rituals.service.private import PrivateService

            self._private[whose] = PrivateService(self, whose)
        return self._private[whose]

    @cached_property
    def _private(self) -> dict[PersonId, PrivateService]:
        return {}

    def compact_local(self) -> None:
        """Erase local records that are no longer needed, once there are many; `StorageError` if they can't be
        erased."""
        local = self.logs.local
        if len(self.device_state.told) < _MUCH:
            return
        if local.problems():  # erasing would remove damaged lines for good, without telling anyone
            return
        with local.exclusive():
            records = (record for document in local.documents() if (record := from_json(document)) is not None)
            if gone := expired_ids(records, self.today()):
                local.erase(gone)

    def _not_agreed(self) -> Collection[RitualId]:
        """The rituals that need both people's consent and lack it; cheap for couples without such a ritual."""
        return self.consent.hidden() if self._needs_both() else ()

    def _needs_both(self) -> bool:
        return any(ritual.needs_both for ritual in self.state.all_rituals.values())

    def _catch_up(self) -> None:
        """Do what events from elsewhere leave to be done on this machine; where the disk refuses, or another process
        is busy with it, a later look does it."""
        if self._left_to_do(self.state):
            latest = self.latest
            with suppress(StorageError):
                at_once(lambda: self.record(self._left_to_do))
            self.latest = latest  # nobody commanded it
        if self.state.apart.ids:
            with suppress(StorageError):
                at_once(self.apart.erase_let_go)

    def _left_to_do(self, state: State) -> Sequence[AnyEvent]:
        consents = self.consent.catch_up(state) if self._needs_both() or self._opened else ()
        return [*consents, *(self.apart.catch_up(state) if state.apart.ids else ())]
