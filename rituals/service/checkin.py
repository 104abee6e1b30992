"""The service's part for check-ins: recorded in one's private log, shared on purpose, withdrawn, erased."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rituals.core.catalogue.model import Catalogue, Entry
from rituals.core.catalogue.suggestions import Suggestion, suggested
from rituals.core.checkin import commands as checkin_commands
from rituals.core.checkin.scoring import CheckinAnswers, Form, Needs, Result, checkin_result
from rituals.core.events import CheckinShared, CheckinTaken, CheckinTakenBack, RitualTicked, WordsErased
from rituals.core.model import EntryId, PersonId, Ritual
from rituals.core.rituals import commands
from rituals.core.state.couple_state import State
from rituals.core.talk.outcomes import to_tick
from rituals.errors import RuleError
from rituals.service.apart import ApartService
from rituals.service.consent import ConsentService
from rituals.service.ledger import Ledger
from rituals.service.private import PrivateService


class CheckinService:
    """The commands on check-ins."""

    def __init__(
        self,
        ledger: Ledger,
        private: Callable[[PersonId], PrivateService],
        apart: Callable[[], ApartService],
        consent: Callable[[], ConsentService],
    ) -> None:
        self._ledger = ledger
        self._apart = apart
        self._consent = consent
        self._private = private

    def take(self, form: Form, answers: CheckinAnswers, *, by: PersonId) -> EntryId:
        """Record one's answers in one's private log; `RuleError` if every line was skipped."""
        checked_answers = checkin_commands.checked(form, answers)
        self._ledger.welcome_somebody()
        entry, today = self._ledger.new_id(), self._ledger.today()
        self._private(by).put_in([CheckinTaken(entry, today, checked_answers)])
        return entry

    def result(self, form: Form, entry: EntryId, *, by: PersonId) -> Result:
        """The result of a check-in, compared with one's earlier ones."""
        return checkin_result(form, self._private(by).now.checkins, entry)

    def suggestion(self, catalogue: Catalogue, needs: Needs) -> Suggestion | None:
        """The one thing that may help with what was answered, as it fits the couple; None if nothing does."""
        agreed = self._consent().agreed(catalogue.ritual)
        return suggested(catalogue, needs, self._ledger.state, agreed, is_alone=len(self._ledger.couple) < 2)

    # the rituals that a check-in ticks

    def to_tick(self, offered: Iterable[Entry], people: Iterable[PersonId]) -> Mapping[Ritual, Sequence[PersonId]]:
        """The couple's rituals, from these entries of the catalogue, that a check-in ticks, each with those of `people`
        who haven't ticked it yet."""
        return self._to_tick(self._ledger.state, offered, people)

    def finish(self, offered: Iterable[Entry], people: Iterable[PersonId]) -> Sequence[RitualTicked]:
        """Tick the rituals of `to_tick`, without those that another process has ticked meanwhile."""

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

    # sharing and erasing

    def is_shared(self, entry: EntryId) -> bool:
        """Whether a check-in is visible to both."""
        return checkin_commands.is_shared(self._ledger.state, entry)

    def share(self, entry: EntryId, *, by: PersonId) -> Sequence[CheckinShared]:
        """Make one's own check-in visible to the other."""
        whose = self._ledger.known(by)
        return self._ledger.record(lambda state: checkin_commands.share(state, self._private(by).now, entry, by=whose))

    def take_back(self, entry: EntryId, *, by: PersonId) -> None:
        """Make one's own shared check-in private again; what the other could read of it is erased."""
        whose = self._ledger.known(by)
        self._ledger.record(lambda state: checkin_commands.take_back(state, entry, by=whose))
        self._ledger.finish_erasing()  # tells why it is refused

    def share_or_not(self, entry: EntryId, *, by: PersonId) -> bool:
        """Share one's own check-in, or make it private again if it is shared; whether it is shared now. `RuleError` if
        there is nobody to share it with."""
        whose = self._ledger.known(by)

        def decide(state: State) -> Sequence[CheckinShared | CheckinTakenBack | WordsErased]:
            if checkin_commands.is_shared(state, entry):
                return checkin_commands.take_back(state, entry, by=whose)
            if len(self._ledger.couple) < 2:
                raise RuleError("There is nobody else here to show it to yet.")
            return checkin_commands.share(state, self._private(by).now, entry, by=whose)

        events = self._ledger.record(decide)
        self._ledger.finish_erasing()  # tells why it is refused
        return any(isinstance(event, CheckinShared) for event in events)

    def let_go(self, entry: EntryId, *, by: PersonId) -> bool:
        """Erase a check-in for good, wherever it is, and return whether it was where all can see it; it is taken back
        first if it is shared, or sealed."""
        with self._ledger.logs.shared.exclusive():  # so that nobody shares it in between
            self._ledger.refresh()
            was_shared = self.is_shared(entry)
            if was_shared:
                whose = self._ledger.known(by)
                self._ledger.record(lambda state: checkin_commands.take_back(state, entry, by=whose))
            else:  # what was taken back by an earlier version is still there
                self._ledger.record(lambda state: checkin_commands.erase_shown(state, entry))
            was_shown = self._apart().let_go_of(entry, by=self._ledger.known(by))
            self._private(by).erase(entry)
            self._ledger.finish_erasing()  # tells why it is refused
        return was_shared or was_shown
