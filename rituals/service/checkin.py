"""The check-in's part of the service: kept in one's own log, shown to the other on purpose, and taken back."""

from __future__ import annotations

from collections.abc import Callable

from rituals.core.checkin import commands as checkin_commands
from rituals.core.checkin.scoring import CheckinAnswers, Form, Result, checkin_result
from rituals.core.events import CheckinTaken
from rituals.core.model import EntryId, PersonId
from rituals.service.ledger import Ledger
from rituals.service.private import PrivateService


class CheckinService:
    """What somebody can do with their check-ins."""

    def __init__(self, ledger: Ledger, private: Callable[[PersonId], PrivateService]) -> None:
        self._ledger = ledger
        self._private = private

    def take(self, form: Form, answers: CheckinAnswers, *, by: PersonId) -> EntryId:
        """Keep one's answers for oneself; `RuleError` where every line was passed."""
        given = checkin_commands.checked(form, answers)
        self._ledger.welcome_somebody()
        entry, today = self._ledger.new_id(), self._ledger.today()
        self._private(by).keep(lambda _: [CheckinTaken(entry, today, given)])
        return entry

    def result(self, form: Form, entry: EntryId, *, by: PersonId) -> Result:
        """What a check-in comes to, beside one's earlier ones."""
        return checkin_result(form, self._private(by).now.checkins, entry)

    def share(self, entry: EntryId, *, by: PersonId) -> None:
        """Show the other what one answered once."""
        private, whose = self._private(by).now, self._ledger.known(by)
        self._ledger.record(lambda state: checkin_commands.share(state, private, entry, by=whose))

    def take_back(self, entry: EntryId, *, by: PersonId) -> None:
        """Show a check-in no more that one had shared."""
        whose = self._ledger.known(by)
        self._ledger.record(lambda state: checkin_commands.take_back(state, entry, by=whose))
