"""One person's private state: kept answers, check-ins, consents, and what to ask about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from rituals.core.events import (
    AnswerWritten,
    AskAboutAdded,
    AskAboutDone,
    CheckinTaken,
    ConsentSaid,
    FlowKept,
    GatePassed,
    PrivateErased,
)
from rituals.core.events.recorded import Recorded
from rituals.core.model import HIGHEST_FOLLOWED, EntryId, EventId, RoundId

Order = tuple[int, EventId]


class PrivateState:
    """The fold of a private log; like `State`, it depends on the set of records and not on their order."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        self.lamport = 0
        self.gate_passed = False
        self._entries: dict[EntryId, tuple[Order, Recorded]] = {}
        self._erased: set[EntryId] = set()
        self._asked: set[EntryId] = set()
        self._consents: dict[str, tuple[Order, ConsentSaid]] = {}
        self.add(records)

    def add(self, records: Iterable[Recorded]) -> None:
        """Add records, in any order; adding one twice changes nothing."""
        for record in records:
            if self.lamport < record.lamport <= HIGHEST_FOLLOWED:
                self.lamport = record.lamport
            order = (record.lamport, record.id)
            match record.event:
                case FlowKept(entry) | CheckinTaken(entry) | AskAboutAdded(entry) | AnswerWritten(entry):
                    self._entries[entry] = (order, record)
                case AskAboutDone(entry):
                    self._asked.add(entry)
                case PrivateErased(entry):
                    self._erased.add(entry)
                case ConsentSaid(about) as said if self._consents.get(about, (order,))[0] <= order:
                    self._consents[about] = (order, said)
                case GatePassed():
                    self.gate_passed = True
                case _:
                    pass

    @property
    def kept(self) -> Sequence[FlowKept]:
        """The answers kept from flows, in the order they were kept."""
        return [event for event in self._standing() if isinstance(event, FlowKept)]

    @property
    def checkins(self) -> Sequence[CheckinTaken]:
        """The check-ins, in the order they were taken."""
        return [event for event in self._standing() if isinstance(event, CheckinTaken)]

    @property
    def to_ask(self) -> Sequence[AskAboutAdded]:
        """The notes on what to ask about that are not marked as asked, by day."""
        notes = [event for event in self._standing() if isinstance(event, AskAboutAdded)]
        return sorted((note for note in notes if note.entry not in self._asked), key=lambda note: note.day)

    @property
    def asked(self) -> Sequence[AskAboutAdded]:
        """The notes that are marked as asked, in the order they were made."""
        notes = [event for event in self._standing() if isinstance(event, AskAboutAdded)]
        return [note for note in notes if note.entry in self._asked]

    def answers_apart(self, to: RoundId) -> Sequence[AnswerWritten]:
        """What was answered apart in a round, the latest last, which counts."""
        return [answer for answer in self._answers_apart if answer.round == to]

    def rounds_with(self, entry: EntryId) -> list[RoundId]:
        """The rounds in which an entry was what somebody answered."""
        return [answer.round for answer in self._answers_apart if answer.of == entry]

    @property
    def sealed_entries(self) -> set[EntryId]:
        """The entries that somebody answered with apart."""
        return {answer.of for answer in self._answers_apart if answer.of}

    @property
    def _answers_apart(self) -> list[AnswerWritten]:
        return [event for event in self._standing() if isinstance(event, AnswerWritten)]

    @property
    def yeses(self) -> frozenset[str]:
        """The ids of the entries that the person said yes to, whatever was taken back since."""
        return frozenset(about for about, (_, said) in self._consents.items() if said.given)

    def consents_to(self, about: str, taken_back: Collection[EventId] = ()) -> bool:
        """Whether the person consents to see an entry that needs both, in knowledge of these events that took a yes
        back."""
        _, said = self._consents.get(about, (None, None))
        return said is not None and said.given and set(taken_back) <= set(said.after)

    def ids_of(self, entry: EntryId) -> tuple[EventId, ...]:
        """The ids of the records that hold an entry."""
        return (self._entries[entry][1].id,) if entry in self._entries else ()

    def ids_to_erase(self) -> list[EventId]:
        """The ids of erased entries' records that are still there."""
        return [record.id for entry, (_, record) in self._entries.items() if entry in self._erased]

    def __contains__(self, entry: object) -> bool:
        return entry in self._entries and entry not in self._erased

    def _standing(self) -> list[object]:
        held = [held for entry, held in self._entries.items() if entry not in self._erased]
        return [record.event for _, record in sorted(held, key=itemgetter(0))]  # two may share an order, from elsewhere
