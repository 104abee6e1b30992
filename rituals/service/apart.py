"""The service's part for what is answered apart: sealed in one's private log, shown once everyone's is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from rituals.core.checkin.scoring import Form
from rituals.core.checkin.words import checkin_words
from rituals.core.events import AnswerLetGo, AnswerShown, AnswerWritten, ErasingDone, WordsErased
from rituals.core.model import EntryId, Person, PersonId, RoundId
from rituals.core.questions import rounds
from rituals.core.questions.rounds import Standing
from rituals.core.state.apart import Round
from rituals.core.state.couple_state import State
from rituals.errors import RuleError, StorageError
from rituals.service.ledger import Ledger
from rituals.service.private import PrivateService


class ApartService:
    """The commands on answers apart; nothing here tells anybody whether somebody else has answered."""

    def __init__(self, ledger: Ledger, private: Callable[[PersonId], PrivateService]) -> None:
        self._ledger = ledger
        self._private = private

    def begin(self, about: str) -> Round:
        """Today's round about a question, talk or check-in, by its id; begun if it isn't yet. `RuleError` for one
        alone."""
        couple, today = self._ledger.couple, self._ledger.today()
        self._ledger.record(lambda state: rounds.begin_round(state, couple, about, today))
        return self._round(rounds.round_id(couple, about, today))

    def seal(self, asked: RoundId, text: str, *, by: PersonId, of: EntryId = "") -> None:
        """Keep an answer in one's private log, and say that it is there; where all have, all are shown. `of` is the
        entry whose words these are, if it is one."""
        answer = rounds.checked_answer(text)
        with self._ledger.logs.shared.exclusive():
            self._ledger.refresh()
            sealing = rounds.seal_answer(self._ledger.state, self._round(asked), by=by, today=self._ledger.today())
            entry = self._ledger.new_id()
            self._private(by).put_in([AnswerWritten(entry, asked, answer, of)])
            self._ledger.record(lambda _: sealing)

    def seal_checkin(self, form: Form, entry: EntryId, *, by: Person) -> Round:
        """Seal a check-in, to be shown once everyone has sealed one, and return its round: the latest that is open to
        them, or else one begun today."""
        taken = next((taken for taken in self._private(by.id).now.checkins if taken.entry == entry), None)
        words = checkin_words(form, taken.answers) if taken else ""
        return self.seal_entry(rounds.CHECKIN, entry, words, by=by)

    def seal_entry(self, about: str, entry: EntryId, text: str, *, by: Person) -> Round:
        """Seal the words of an entry of one's own, and return the round: the latest about this that is open to them,
        or else one begun today."""
        private = self._private(by.id)
        if not private.is_locked:  # else it was put in just now
            if entry not in private.now:
                raise RuleError("That is not there any more, so there is nothing to seal.")
            if entry in private.now.sealed_entries:
                raise RuleError(rounds.ANSWERED)
        is_open = (asked for asked, stands in self.begun(by) if (asked.about, stands) == (about, "open"))
        asked = next(is_open, None) or self.begin(about)
        self.seal(asked.id, text, by=by.id, of=entry)
        return self.as_it_is(asked)

    def let_go_of(self, entry: EntryId, *, by: PersonId) -> bool:
        """Let go of one's answers that hold the words of an entry; whether any was where all can see it."""
        own = {asked.id for asked in self._ledger.state.apart.value.values() if by in asked.sealed - asked.let_go}
        let_go = [self.let_go(name, by=by) for name in own.intersection(self._private(by).now.rounds_with(entry))]
        return any(by in was.texts for was in let_go)

    def let_go(self, asked: RoundId, *, by: PersonId) -> Round:
        """Let one's answer go for good, with those that were shown beside it, and return the round as it was;
        `StillOnDiskError` if the disk refuses."""
        with self._ledger.logs.shared.exclusive():
            self._ledger.refresh()
            was = self._round(asked)
            self._ledger.record(lambda state: rounds.let_answer_go(state, self._round(asked), by=by))
        self.erase_let_go()
        self._ledger.finish_erasing()  # tells why it is refused
        return was

    # looking

    def as_it_is(self, asked: Round) -> Round:
        """A round with what is known of it by now."""
        return self._ledger.state.apart.value.get(asked.id, asked)

    def standing(self, asked: Round, person: Person) -> Standing:
        """How a round stands for a person, without a word on the others."""
        return rounds.standing(self._ledger.state, asked, person.id, self._ledger.today())

    def begun(self, person: Person) -> list[tuple[Round, Standing]]:
        """The rounds of which there is something to say to a person, the latest first."""
        stands = [(asked, self.standing(asked, person)) for asked in self._ledger.state.apart.value.values()]
        told = [(asked, standing) for asked, standing in stands if standing != "over"]
        return sorted(told, key=lambda pair: pair[0].on, reverse=True)

    def listed(self) -> list[Round]:
        """The rounds of which there is something to say to anyone of the couple, the latest first."""
        couple, begun = self._ledger.couple, self._ledger.state.apart.value.values()
        told = [asked for asked in begun if any(self.standing(asked, person) != "over" for person in couple)]
        return sorted(told, key=lambda asked: asked.on)[::-1]

    def answered(self, person: Person) -> list[Round]:
        """The rounds that hold an answer of a person's own, which they may let go; the latest last."""
        rounds_begun = self._ledger.state.apart.value.values()
        own = [asked for asked in rounds_begun if person.id in asked.sealed - asked.let_go]
        return sorted(own, key=lambda asked: asked.on)

    def answers(self, asked: Round) -> Sequence[tuple[Person, str]]:
        """Everyone's words on a round that is shown, else none."""
        if not asked.is_shown(self._ledger.state.couple(asked.on)):
            return ()
        return [(person, asked.texts[person.id]) for person in self._ledger.everyone if person.id in asked.texts]

    def answers_to(self, about: str) -> Sequence[tuple[Person, str]]:
        """Everyone's words on today's round about something, if they are shown."""
        name = rounds.round_id(self._ledger.couple, about, self._ledger.today())
        asked = self._ledger.state.apart.value.get(name)
        return self.answers(asked) if asked else ()

    # what is done unasked

    def catch_up(self, state: State) -> list[AnswerShown | AnswerLetGo | WordsErased]:
        """What events from elsewhere, or the days that went by, leave to be done here: show one's words once everyone
        sealed theirs, and let go what is old."""
        today = self._ledger.today()
        shown = [
            AnswerShown(asked.id, person, text)
            for asked, person in rounds.to_open(state, today)
            for text in self._words(asked, person)
        ]
        return [*shown, *rounds.catch_up(state, today)]

    def erase_let_go(self) -> None:
        """Erase from the private logs on this machine what was let go on any; `StorageError` if the disk refuses."""
        done = self._ledger.device_state.erasings_done
        let_go = {
            record.id: record.event
            for record in self._ledger.state.apart.records
            if isinstance(record.event, AnswerLetGo) and record.id not in done
        }
        if let_go:
            erased = tuple(sorted(name for name, event in let_go.items() if self._erase_words(event)))
            self._ledger.record_locally(lambda *_: [ErasingDone(erased)] if erased else [])

    def _erase_words(self, event: AnswerLetGo) -> bool:
        """Erase a person's words of a round; False where they can't be read now."""
        private = self._private(event.by)
        try:
            entries = [answer.entry for answer in private.now.answers_apart(event.round)]
        except StorageError:
            return False
        for entry in entries:
            with suppress(RuleError):  # another process did
                private.erase(entry)
        return True

    def _words(self, asked: Round, person: PersonId) -> Iterator[str]:
        """What a person answered on this machine, if they did and it can be read."""
        with suppress(StorageError):
            yield from (answer.text for answer in self._private(person).now.answers_apart(asked.id)[-1:])

    def _round(self, name: RoundId) -> Round:
        try:
            return self._ledger.state.apart.value[name]
        except KeyError:
            raise RuleError("That is not there to be answered any more.") from None
