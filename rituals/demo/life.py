"""The ordinary evenings of the demo: which planned rituals are done, rested or put off, and the notes on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from rituals.core.cadence.expansion import due_days
from rituals.core.jar.commands import OPENING
from rituals.core.model import EACH, Cadence, Person, PersonId, Quota, Ritual, RitualId, Rule
from rituals.core.state.pauses import is_paused
from rituals.demo.clock import StoryClock
from rituals.demo.keeping import DemoRitual
from rituals.demo.notes import NOTES, REASONS
from rituals.service.couple import CoupleService

SEED = 20_260
BEDTIME = time(21, 50)
_TINY = 0.08
_LATER = 0.4  # of the rituals with a time that were not done: the share done a day later
_RESTED = 0.7  # of the others: the share rested
QUIET_STRETCH = range(99, 113)
"""How many days ago a quiet fortnight was, in which little was done."""
_LITTLE = 0.25
LATELY = 9
"""The last days, in which all is done except what is left open on purpose."""
LEFT_OPEN = {("screens-away-meal", 1), ("appreciation-jar", 3)}
TEA_DAYS_AGO = {1, 3, 7, 9}  # at most two of them lie in this week, whatever day today is
_DAYS_PER = {"week": 7, "month": 30}


class Life:
    """Ana's and Sam's evenings, played through the service; the same for the same `today`."""

    def __init__(self, service: CoupleService, clock: StoryClock, today: date, ana: Person, sam: Person) -> None:
        self.service = service
        self.clock = clock
        self.today = today
        self.ana = ana
        self.sam = sam
        self._chance = Random(SEED)
        self._of_ten: dict[RitualId, float] = {}
        self._notes = {ritual: list(notes) for ritual, notes in NOTES.items()}
        self._reasons = list(REASONS)
        self._days: dict[Rule, list[date]] = {}
        self._put_off: list[Ritual] = []

    def take_up(self, demo_ritual: DemoRitual) -> None:
        """Begin a ritual, on the day its event names; the one of Sam alone is Sam's to take up."""
        seated = self.service.seated.id
        if demo_ritual.added.who == self.sam.id:
            self.service.seat(self.sam.id)
        self.service.add(demo_ritual.added)
        self.service.seat(seated)
        self._of_ten[demo_ritual.added.ritual] = demo_ritual.of_ten

    def spend(self, day: date) -> None:
        """Tick what is done on a day, and rest or put off some of the rest."""
        self.clock.stand_at(day, BEDTIME)
        put_off, self._put_off = self._put_off, []
        for ritual in put_off:
            self._tick(ritual, day)
        is_full = (self.today - day).days in QUIET_STRETCH
        for ritual in self._planned(day):
            chance = _LITTLE if is_full else self._of_ten[ritual.id] / 10
            if ritual.who == EACH:
                self._tick_each(ritual, day, chance)
            elif self._chance.random() < chance:
                self._tick(ritual, day)
            elif not is_full and not isinstance(ritual.cadence, Quota):
                self._let_go(ritual, day)

    def spend_lately(self, day: date) -> None:
        """Tick everything of a day except what is left open on purpose, so that Today looks the same after any year."""
        self.clock.stand_at(day, BEDTIME)
        ago = (self.today - day).days
        for ritual in self._planned(day):
            is_done = ago in TEA_DAYS_AGO if isinstance(ritual.cadence, Quota) else (ritual.id, ago) not in LEFT_OPEN
            if is_done:
                both = [self.ana.id, self.sam.id]
                self.service.tick(ritual.id, by=both, note="" if ritual.who == EACH else self._note(ritual, day))

    def _planned(self, day: date) -> Iterator[Ritual]:
        """The rituals planned on a day, without paused and archived ones, and without opening the jar, which has its
        own evenings."""
        for ritual in self.service.state.rituals.values():
            if is_paused(self.service.state.pauses_of(ritual.id), day):
                continue
            if not ritual.is_archived and ritual.id != OPENING and self._falls_on(ritual, day):
                yield ritual

    def _falls_on(self, ritual: Ritual, day: date) -> bool:
        cadence = ritual.cadence
        if isinstance(cadence, Quota):
            return self._chance.random() < (cadence.times + 1) / _DAYS_PER[cadence.per] or self._is_lately(day)
        moved_here = any(move.to == day for move in ritual.moves)
        moved_away = any(move.day == day for move in ritual.moves)
        return moved_here or (not moved_away and isinstance(cadence, Rule) and day in self._days_of(cadence))

    def _is_lately(self, day: date) -> bool:
        return (self.today - day).days <= LATELY

    def _days_of(self, rule: Rule) -> list[date]:
        if rule not in self._days:
            assert rule.start is not None
            self._days[rule] = due_days(rule, rule.start, self.today)
        return self._days[rule]

    def _tick_each(self, ritual: Ritual, day: date, chance: float) -> None:
        doers: list[PersonId] = [person.id for person in (self.ana, self.sam) if self._chance.random() < chance]
        for person in doers:
            self.service.tick(ritual.id, by=[person], note=self._note(ritual, day))

    def _tick(self, ritual: Ritual, day: date) -> None:
        is_tiny = self._chance.random() < _TINY
        self.service.tick(ritual.id, day, tiny=is_tiny, note="" if is_tiny else self._note(ritual, day))

    def _let_go(self, ritual: Ritual, day: date) -> None:
        """Put the ritual off until tomorrow, or rest it, or do nothing."""
        has_time = ritual.cadence.at is not None
        if has_time and self._chance.random() < _LATER:
            self._put_off.append(ritual)
        elif self._chance.random() < _RESTED:
            reason = self._reasons[self._chance.randrange(len(self._reasons))] if has_time else ""
            self.service.rest(ritual.id, day, reason=reason)

    def _note(self, ritual: Ritual, day: date) -> str:
        """The next note for a ritual, or none, so that its notes are spread over the evenings left."""
        notes = self._notes.get(ritual.id)
        if not notes:
            return ""
        evenings = self._evenings_left(ritual.cadence, day)
        return notes.pop(0) if self._chance.random() * evenings < len(notes) else ""

    def _evenings_left(self, cadence: Cadence, day: date) -> float:
        if isinstance(cadence, Rule):
            return sum(day <= due for due in self._days_of(cadence))
        left = (self.today - day) / timedelta(days=1)
        return left * cadence.times / _DAYS_PER[cadence.per] if isinstance(cadence, Quota) else 1
