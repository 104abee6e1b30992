"""The check-in's part of the service: kept in one's own log, shown to the other on purpose, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rituals.core.catalogue.model import Entry
from rituals.core.checkin import commands as checkin_commands
from rituals.core.checkin.scoring import CheckinAnswers, Form, Result, checkin_result
from rituals.core.events import CheckinShared, CheckinTaken, CheckinTakenBack, RitualTicked
from rituals.core.model import EntryId, PersonId, Ritual
from rituals.core.rituals import commands
from rituals.core.state.couple_state import State
from rituals.core.talk.outcomes import to_tick
from rituals.errors import RuleError
from rituals.service.ledger import Ledger
from rituals.service.private import PrivateService


class CheckinService:
    """What somebody can do with their check-ins."""

    def __init__(self, ledger: Ledger, private: Callable[[PersonId], PrivateService]) -> None:
        self._ledger = ledger
        self._private = private

    def take(self, form: Form, answers: CheckinAnswers, *, by: PersonId) -> EntryId:
        """Keep one's answers for oneself; `RuleError` where every line was passed."""
        checked_answers = checkin_commands.checked(form, answers)
        self._ledger.welcome_somebody()
        entry, today = self._ledger.new_id(), self._ledger.today()
        self._private(by).keep(lambda _: [CheckinTaken(entry, today, checked_answers)])
        return entry

    def result(self, form: Form, entry: EntryId, *, by: PersonId) -> Result:
        """What a check-in comes to, beside one's earlier ones."""
        return checkin_result(form, self._private(by).now.checkins, entry)

    # the rituals that a check-in keeps

    def to_tick(self, offered: Iterable[Entry], people: Iterable[PersonId]) -> Mapping[Ritual, Sequence[PersonId]]:
        """The couple's rituals of the catalogue's `offered` that a check-in keeps and that are open still, with those
        of `people` they are open for."""
        return self._to_tick(self._ledger.state, offered, people)

    def finish(self, offered: Iterable[Entry], people: Iterable[PersonId]) -> Sequence[RitualTicked]:
        """Tick those rituals; nothing where another copy of the app did so meanwhile."""

        def decide(state: State) -> Sequence[RitualTicked]:
            ticks: list[RitualTicked] = []
            for ritual, by in self._to_tick(state, offered, people).items():
                today = self._ledger.today_of(ritual)
                ticks += commands.tick_ritual(state, ritual, today, today=today, by=by)
            return ticks

        return self._ledger.record(decide)

    def _to_tick(
        self, state: State, offered: Iterable[Entry], people: Iterable[PersonId]
    ) -> Mapping[Ritual, Sequence[PersonId]]:
        entries = [entry.id for entry in offered if entry.screen == checkin_commands.SCREEN]
        open_for: dict[Ritual, list[PersonId]] = {}
        for person in map(self._ledger.known, people):
            for ritual in to_tick(state, entries, day_of=self._ledger.today_of, person=person):
                open_for.setdefault(ritual, []).append(person)
        return open_for

    # showing it, and letting go of it

    def is_shared(self, entry: EntryId) -> bool:
        """Whether both may see this check-in."""
        return checkin_commands.is_shared(self._ledger.state, entry)

    def share(self, entry: EntryId, *, by: PersonId) -> Sequence[CheckinShared]:
        """Show the other what one answered once."""
        whose = self._ledger.known(by)
        return self._ledger.record(lambda state: checkin_commands.share(state, self._private(by).now, entry, by=whose))

    def take_back(self, entry: EntryId, *, by: PersonId) -> Sequence[CheckinTakenBack]:
        """Show a check-in no more that one had shared."""
        whose = self._ledger.known(by)
        return self._ledger.record(lambda state: checkin_commands.take_back(state, entry, by=whose))

    def share_or_not(self, entry: EntryId, *, by: PersonId) -> Sequence[CheckinShared | CheckinTakenBack]:
        """Show the other what one answered, or show it no more where it was shown."""
        whose = self._ledger.known(by)

        def decide(state: State) -> Sequence[CheckinShared | CheckinTakenBack]:
            if checkin_commands.is_shared(state, entry):
                return checkin_commands.take_back(state, entry, by=whose)
            if len(self._ledger.couple) < 2:
                raise RuleError("There is nobody else here to show it to yet.")
            return checkin_commands.share(state, self._private(by).now, entry, by=whose)

        return self._ledger.record(decide)

    def let_go(self, entry: EntryId, *, by: PersonId) -> None:
        """Take a check-in off the disk for good, and show it no more where it was shown."""
        whose = self._ledger.known(by)

        def decide(state: State) -> Sequence[CheckinTakenBack]:
            if not checkin_commands.is_shared(state, entry):
                return []
            return checkin_commands.take_back(state, entry, by=whose)

        with self._ledger.logs.shared.exclusive():  # so that nobody shares it in between
            self._ledger.record(decide)
            self._private(by).erase(entry)
