"""The service's part for questions: which were shown is recorded on this machine, favourites are shared."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rituals.core.events import AnyEvent
from rituals.core.questions import deck as questions_deck
from rituals.core.questions.deck import UNASKED, ChooseIndex, Prompt
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.service.ledger import Ledger


class QuestionService:
    """The commands on the deck of questions."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def tonight(self, deck: Sequence[Prompt], depths: Collection[int] = UNASKED) -> Prompt:
        """The question for tonight; the same all day, recorded or not, and on every machine of the couple."""
        shown, today = self._ledger.device_state.questions_shown, self._ledger.today()
        if not self._ledger.logs.is_paired():
            return questions_deck.tonights_question(deck, shown, today, depths)
        couple = [person.id for person in self._ledger.couple]
        return questions_deck.couples_question(deck, shown, today, couple, depths)

    def came_up(self, question: Prompt) -> None:
        """Record that a question was shown, so that the rest of the deck comes first."""
        today = self._ledger.today()
        self._ledger.remember(
            lambda _, device_state: questions_deck.show_events(device_state.questions_shown, question, today)
        )

    def another(self, deck: Sequence[Prompt], choose: ChooseIndex, depths: Collection[int] = UNASKED) -> Prompt:
        """Skip tonight's question: draws another one, which is tonight's from then on."""
        drawn: list[Prompt] = []

        def decide(_: State, device_state: DeviceState) -> Sequence[AnyEvent]:
            shown, today = device_state.questions_shown, self._ledger.today()
            drawn.append(questions_deck.another(deck, shown, today, choose, depths))
            return questions_deck.show_events(shown, drawn[-1], today)

        self._ledger.remember(decide)
        return drawn[-1]

    def favour(self, deck: Sequence[Prompt], question: str, *, favourite: bool = True) -> None:
        """Make a question a favourite, or none any more."""
        self._ledger.record(lambda state: questions_deck.favour_question(state, deck, question, favourite=favourite))
