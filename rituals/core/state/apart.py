"""The fold of what is answered apart: which rounds were begun, who sealed an answer, and what was shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from rituals.core.events import AnswerLetGo, AnswerSealed, AnswerShown, RoundBegan
from rituals.core.events.apart import AnyRoundEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import Person, PersonId, RoundId


class Round(Struct, frozen=True):
    """Something that is answered apart, and what became of each one's answer; only for deciding what to show."""

    id: RoundId
    about: str
    on: date
    sealed: frozenset[PersonId] = frozenset()
    opened: frozenset[PersonId] = frozenset()
    """Whose answers were written where all can see them, erased ones too."""
    texts: Mapping[PersonId, str] = {}
    """The words of those; of each person what was written first."""
    let_go: frozenset[PersonId] = frozenset()

    def is_full(self, couple: Iterable[Person]) -> bool:
        """Whether everyone of its day's couple sealed an answer and nobody let theirs go."""
        return bool(self.sealed) and not self.let_go and all(person.id in self.sealed for person in couple)

    def is_shown(self, couple: Collection[Person]) -> bool:
        """Whether everyone's words are there besides, so that all may be shown."""
        return self.is_full(couple) and all(person.id in self.texts for person in couple)


def rounds_of(records: Sequence[Recorded]) -> Mapping[RoundId, Round]:
    """The rounds by their id, in the order they were begun; what is about a round that is not known yet waits."""
    by_round: defaultdict[RoundId, list[AnyRoundEvent]] = defaultdict(list)
    for record in records:
        if isinstance(record.event, AnyRoundEvent):
            by_round[record.event.round].append(record.event)
    began = {record.event.round: record.event for record in reversed(records) if isinstance(record.event, RoundBegan)}
    return {name: _round(began[name], events) for name, events in by_round.items() if name in began}


def _round(began: RoundBegan, events: Sequence[AnyRoundEvent]) -> Round:
    shown = [event for event in events if isinstance(event, AnswerShown)]
    return Round(
        began.round,
        began.about,
        began.on,
        sealed=frozenset(event.by for event in events if isinstance(event, AnswerSealed)),
        opened=frozenset(event.by for event in shown),
        texts={event.by: event.text for event in reversed(shown) if event.text},
        let_go=frozenset(event.by for event in events if isinstance(event, AnswerLetGo)),
    )
