"""The service's part for words that were taken back: what of them is still on the disk, and taking it off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import commit_of
from rituals.core.model import EventId, Ritual
from rituals.core.occurrences.matching import results_between
from rituals.core.occurrences.tick_matching import REPAIR_DAYS
from rituals.core.phrases import on_day_words
from rituals.core.rituals.people_words import writers_words
from rituals.core.state.folded import TakenBack
from rituals.core.state.written import former_words, is_anothers_alone, own_words_on, whose_alone, words_taken_back
from rituals.core.text import titled
from rituals.errors import RuleError
from rituals.service.ledger import Ledger

if TYPE_CHECKING:
    from rituals.service.jar import JarService


class ErasableWords(Struct, frozen=True):
    """The ids of the records that hold what may be erased of a day, and who wrote it: "you and Sam wrote"."""

    ids: Sequence[EventId]
    writers: str


class ErasingService:
    """Takes words off the disk; what happened stays."""

    def __init__(self, ledger: Ledger, jar: Callable[[], JarService]) -> None:
        self._ledger = ledger
        self._jar = jar

    def erase(self, records: Collection[EventId]) -> None:
        """Take the words out of these shared records, and with those of notes what is left of their drafts.
        `StorageError` if the disk refuses."""
        ledger = self._ledger
        with ledger.logs.shared.exclusive():
            ledger.refresh()
            if words := ledger.state.jar.words_in(records):
                self._jar().let_go_of_unfinished(words)  # first: once the rest is gone, nothing names them
            ledger.erase_words(records)

    def recall(self) -> None:
        """Go on where an earlier run ended: its latest command counts as that of this run."""
        commits = groupby(self._ledger.logs.shared.newest_first(), key=commit_of)
        latest = next((list(commit) for _, commit in commits), [])
        if any(isinstance(record.event, e.WordsErased) for record in latest):
            latest = []  # what was written anew takes no words back
        gone = TakenBack(record.event for record in latest)
        if gone:
            latest = [record for record in self._ledger.logs.shared.newest_first() if gone.is_undone(record.id)]
        self._ledger.latest = latest

    def taken_back(self) -> list[EventId]:
        """The ids of the records whose words the latest command of this run took back, and which still hold them;
        without those that are another person's alone."""
        written = words_taken_back(self._ledger.state, self._ledger.latest)
        return [name for name, event in written.items() if not self._is_anothers(name, event)]

    def leaves_others_words(self) -> bool:
        """Whether the latest command of this run took words back that are another person's alone."""
        written = words_taken_back(self._ledger.state, self._ledger.latest)
        return any(self._is_anothers(name, event) for name, event in written.items())

    def _is_anothers(self, name: EventId, event: AnyEvent) -> bool:
        own = self._ledger.has_written(name)
        return not own and is_anothers_alone(self._ledger.state, event, self._ledger.seated.id)

    def erase_taken_back(self) -> bool:
        """Take the words of `taken_back` off the disk; False if there are none."""
        ids = self.taken_back()
        self.erase(ids)
        self.forget()
        return bool(ids)

    def forget(self) -> None:
        """Offer the words of the latest command no longer."""
        self._ledger.latest = ()

    def erase_former_words(self, ritual: Ritual) -> None:
        """Take the names and cues that a ritual had before off the disk; `RuleError` if there are none, or if they are
        another person's alone."""
        written = former_words(self._ledger.state, ritual)
        if not written:
            raise RuleError(f"{titled(ritual.name)} was called nothing else before, or it is off the disk already.")
        if any(self._is_anothers(name, event) for name, event in written.items()):
            raise RuleError(
                f"{titled(ritual.name)} is for someone else alone, who takes off the disk what it was called before."
            )
        self.erase(list(written))

    def own_words(self, ritual: Ritual, day: date) -> ErasableWords:
        """What the person at the keyboard wrote about a ritual's day, what is nobody's by name or of somebody who left
        included; `RuleError` if there is nothing."""
        state, person = self._ledger.state, self._ledger.seated.id
        written = own_words_on(state, ritual.id, day, person, self._planned_on(ritual, day))
        if not written:
            when = on_day_words(day, self._ledger.today())
            raise RuleError(f"There are no words of yours about {titled(ritual.name)} {when}.")
        alone = [whose_alone(state, event, person) for event in written.values()]
        left = [member for member in state.people if any(member.id in people for people in alone)]
        return ErasableWords(list(written), writers_words(left, is_own_too=not all(alone)))

    def _planned_on(self, ritual: Ritual, day: date) -> set[date]:
        """The original days of what is planned on a day, or else still open from before it, and all days of a
        period."""
        state, today = self._ledger.state, self._ledger.today()
        around = [o.occurrence for o in results_between(state, ritual, add_days(day, -REPAIR_DAYS), day, today)]
        planned = [occurrence for occurrence in around if occurrence.last >= day] or around[-1:]
        return {name for o in planned for name in (o.key, *(o.days if o.is_quota else ()))}
