"""Reads the logs, folds them, appends new events under the shared lock, then tells subscribers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date, datetime, tzinfo
from typing import TypeVar

from rituals.core import events as e
from rituals.core.calendar import day_of
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.model import HIGHEST_LAMPORT, EventId, Person, PersonId, Ritual, RitualId
from rituals.core.occurrences.planned import tick_day
from rituals.core.rituals import household_commands
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState, expired_ids
from rituals.core.state.undo import latest_intent
from rituals.errors import RuleError, StorageError
from rituals.ports import Clock, EventLog, Logs

Decided = TypeVar("Decided", bound=AnyEvent)
Hidden = Callable[[], Collection[RitualId]]
"""Gives the rituals that may not be seen as it all stands now."""

_MUCH = 500  # nudges in memory, some months of them
NOBODY_YET = "me"  # stands for the one person there is before anything was put down


class Ledger:
    """What was recorded, kept up to date, and the one way to record more; only one thread may use it."""

    def __init__(self, logs: Logs, clock: Clock, new_id: Callable[[], str], login: str, hidden: Hidden) -> None:
        self.logs = logs
        self.new_id = new_id
        self.state = State()
        self.device_state = DeviceState()
        self._clock = clock
        self._login = login
        self._hidden = hidden
        self._subscribers: list[Callable[[], None]] = []

    # time

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self._clock.now()

    def zone(self) -> tzinfo:
        """The zone this machine is in at this moment."""
        return self._clock.zone()

    def local(self) -> datetime:
        """The wall time here, without its zone."""
        return self.now().astimezone(self.zone()).replace(tzinfo=None)

    def today(self) -> date:
        """The couple's day."""
        return day_of(self.local(), self.state.household.day_starts_at)

    def today_of(self, ritual: Ritual) -> date:
        """The day that a tick of this ritual belongs to now."""
        return tick_day(ritual, self.local(), self.state.household.day_starts_at)

    # people

    @property
    def couple(self) -> tuple[Person, ...]:
        """Who is in the couple today; before anyone said a name, one person named after the login."""
        return self.state.couple(self.today()) or (Person(NOBODY_YET, self._login, self.today()),)

    @property
    def seated(self) -> Person:
        """Who is at the keyboard."""
        couple = self.couple
        return next((person for person in couple if person.id == self.device_state.seated), couple[0])

    def known(self, person: PersonId) -> PersonId:
        """The person's id, also of the one who was there before anyone said a name."""
        return self.couple[0].id if person == NOBODY_YET else person

    def welcome_somebody(self) -> None:
        """Before anything is put down there is one person, named after the login; undo leaves them alone."""
        if not self.state.people:
            person = self.new_id()
            self.record(lambda s: [] if s.people else household_commands.join(s, person, self._login, on=self.today()))

    # what is so

    def subscribe(self, changed: Callable[[], None]) -> None:
        """Be told after each change, whoever made it."""
        self._subscribers.append(changed)

    def refresh(self) -> bool:
        """Take in what other processes and devices wrote; True if there was anything."""
        shared = self.logs.shared.fresh()
        if shared.rewritten:
            self.state = State()
        if shared.shelf:
            self.state.attach_archive(shared.shelf)
        self.state.add(shared.records)
        # First of all, before anybody is told: what comes next may fail, and the screen goes on.
        unseen_changed = self.state.hide(self._hidden())
        local = self.logs.local.fresh()
        if local.rewritten:
            self.device_state = DeviceState()
        self.device_state.add(local.records)
        if shared.records:
            self._finish_erasing()
        changed = bool(shared.records or shared.rewritten or local.records or local.rewritten or unseen_changed)
        if changed:
            for tell in self._subscribers:
                tell()
        return changed

    def _finish_erasing(self) -> None:
        """Take words that were to be erased, here or on another device, out of what this device wrote."""
        ids_to_erase = self.ids_to_erase()
        if ids_to_erase:
            with suppress(StorageError):  # a later look tries again; until then nothing shows them
                self.logs.shared.erase(ids_to_erase)

    def ids_to_erase(self) -> list[EventId]:
        """Records of erased notes that are for this device to take off its disk."""
        return self.state.jar.ids_to_erase({*self.logs.shared.devices, *self.device_state.imported})

    # putting down

    def record(self, decide: Callable[[State], Sequence[Decided]]) -> Sequence[Decided]:
        """Decide and write under the shared log's lock, so that what was decided on is still so; then show it.

        Gives the events, which say what came of it.
        """
        with self.logs.shared.exclusive():
            self.refresh()
            events = decide(self.state)
            if events:
                self._append(self.logs.shared, events, self.state.lamport + 1)
        if events:
            self.refresh()
        return events

    def record_locally(self, decide: Callable[[State, DeviceState], Sequence[AnyEvent]]) -> None:
        """Decide on what only this machine remembers and write it, both under the local log's lock, so that no other
        copy does the same; `StorageError` if it can't be kept."""
        # The shared lock first: it is read on here, and putting down reads on in the local log while holding it.
        with self.logs.shared.exclusive(), self.logs.local.exclusive():
            self.refresh()
            events = decide(self.state, self.device_state)
            if events:
                self._append(self.logs.local, events, self.device_state.lamport + 1)
        if events:
            self.refresh()

    def compact_local(self) -> None:
        """Let this machine forget what nobody asks it any more, once that is much; `StorageError` if it can't."""
        local = self.logs.local
        if len(self.device_state.told) < _MUCH:
            return
        if local.problems():  # erasing drops what is damaged, untold and for good
            return
        with local.exclusive():
            records = (record for document in local.documents() if (record := from_json(document)) is not None)
            if gone := expired_ids(records, self.today()):
                local.erase(gone)

    def undo(self) -> tuple[AnyEvent, ...]:
        """Take back this device's latest intent that still stands, whole, and say what it was."""
        undone: list[Recorded] = []

        def decide(state: State) -> Sequence[AnyEvent]:
            undone.extend(latest_intent(state, self.logs.shared.newest_first()))
            if not undone:
                raise RuleError("There is nothing to undo on this machine.")
            return [e.Undone(tuple(record.id for record in undone))]

        self.record(decide)
        return tuple(record.event for record in undone)

    def _append(self, log: EventLog, events: Sequence[AnyEvent], lamport: int) -> None:
        """One intent is one commit; its events share a lamport, which is how undo knows them again."""
        now, lamport = self._clock.now(), min(lamport, HIGHEST_LAMPORT)
        log.append([Recorded(self.new_id(), log.device, lamport, now, event) for event in events])
