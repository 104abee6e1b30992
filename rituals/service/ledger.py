"""Reads the logs, folds them, appends new events under the shared lock, then tells subscribers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, tzinfo
from functools import partial
from itertools import count
from typing import TypeAlias, TypeVar

from msgspec import Struct

from rituals.core import events as e
from rituals.core.calendar import day_of
from rituals.core.events.recorded import Recorded, imported_id
from rituals.core.model import EventId, Person, PersonId, Ritual, RitualId
from rituals.core.occurrences.planned import tick_day
from rituals.core.rituals import household_commands
from rituals.core.rituals.audience import Audience
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.errors import RuleError, StorageError, taking_off_disk
from rituals.ports import Clock, EventLog, Logs
from rituals.waiting import at_once

Decided = TypeVar("Decided", bound=e.AnyEvent)
Decide: TypeAlias = Callable[[State], Sequence[Decided]]
Hidden = Callable[[], Collection[RitualId]]
"""Returns the rituals that must not be shown, as of now."""

NOBODY_YET = "me"  # the id of the one person there is before anything was recorded


class Retraction(Struct, frozen=True):
    """What an undo took back, in the order it was recorded, and for each thing that it left on its way there a sentence
    with what helps, the latest first."""

    records: tuple[Recorded, ...]
    passed_over: tuple[RuleError, ...] = ()

    @property
    def events(self) -> tuple[e.AnyEvent, ...]:
        """The events that were taken back."""
        return tuple(record.event for record in self.records)


class Ledger:
    """The recorded events as up-to-date states, and the only way to record more; only one thread may use it."""

    def __init__(self, logs: Logs, clock: Clock, new_id: Callable[[], str], login: str, hidden: Hidden) -> None:
        self.logs = logs
        self.new_id = new_id
        self.state = State()
        self.device_state = DeviceState(devices=self.logs.local.devices)
        self._clock = clock
        self.login = login
        """The name of this machine's login, which the first person goes by until they have one of their own."""
        self._hidden = hidden
        self._subscribers: list[Callable[[], None]] = []
        self.latest: Sequence[Recorded] = ()
        """What the latest command of this run recorded, or the records that it undid."""
        self._sitter, self._opened = NOBODY_YET, frozenset[PersonId]()
        self._since_sitting: set[EventId] = set()
        """What this process wrote since that person sat down."""

    # time

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self._clock.now()

    def zone(self) -> tzinfo:
        """The zone this machine is in now."""
        return self._clock.zone()

    def local(self) -> datetime:
        """The naive wall time here."""
        return self.now().astimezone(self.zone()).replace(tzinfo=None)

    def today(self) -> date:
        """The couple's day."""
        return day_of(self.local(), self.state.household.day_starts_at)

    def today_of(self, ritual: Ritual) -> date:
        """The day that a tick of this ritual made now belongs to."""
        return tick_day(ritual, self.local(), self.state.household.day_starts_at)

    # people

    @property
    def couple(self) -> tuple[Person, ...]:
        """Who is in the couple today; before anyone has joined, one person named after the login."""
        return self.state.couple(self.today()) or (Person(NOBODY_YET, self.login, self.today()),)

    @property
    def everyone(self) -> tuple[Person, ...]:
        """Who is in the couple today, and then who left it."""
        couple = self.couple
        return (*couple, *(person for person in self.state.people if person not in couple))

    @property
    def seated(self) -> Person:
        """The person at the keyboard."""
        return self._seated_of(self.couple)

    def _seated_of(self, couple: Sequence[Person]) -> Person:
        return next((person for person in couple if person.id == self.device_state.seated), couple[0])

    def audience(self, day: date | None = None) -> Audience:
        """For whom a text about today or `day` is."""
        couple, today = self.couple, self.today()
        return Audience(self.state.couple(day or today) or couple, self._seated_of(couple).id, today)

    @property
    def has_begun(self) -> bool:
        """Whether anything is there that a couple begins with: a person, or a ritual."""
        return bool(self.state.people or self.state.rituals)

    def known(self, person: PersonId) -> PersonId:
        """The person's id; for `NOBODY_YET`, the id that the first person has by now."""
        return self.couple[0].id if person == NOBODY_YET else person

    def welcome_somebody(self) -> None:
        """Let the first person join, named after the login, if nobody has; to be called before anything is recorded.
        Undo never takes it back."""
        if not self.state.people:
            person = self.new_id()
            self.record(lambda s: [] if s.people else household_commands.join(s, person, self.login, on=self.today()))

    def has_written(self, record: EventId) -> bool:
        """Whether a record was written by the person at the keyboard, in this run since they sat down."""
        return record in self._since_sitting

    def count_as_written(self, records: Iterable[Recorded]) -> None:
        """Have what this run recorded, here or by a ledger on another thread, count as theirs."""
        self._since_sitting.update(record.id for record in records)

    # reading

    def subscribe(self, changed: Callable[[], None]) -> None:
        """Call `changed` after each change of the states, whoever made it."""
        self._subscribers.append(changed)

    def refresh(self) -> bool:
        """Read what other processes and devices wrote; True if anything changed."""
        records, is_changed = self._read_shared()
        local = self.logs.local.fresh()
        if local.rewritten:
            self.device_state = DeviceState(devices=self.logs.local.devices)
        self.device_state.add(local.records)
        if records and self.has_to_erase:
            with suppress(StorageError):  # a later look tries again; until then nothing shows it
                at_once(self.finish_erasing)
                self._read_shared()  # what is left lies elsewhere in its journal now
        earlier, self._opened = self._opened, self.logs.opened(self.state.people)  # what waited for them, or hides now
        changed = any((records, is_changed, local.records, local.rewritten)) or self._opened != earlier
        if changed:
            sat_down = any(isinstance(record.event, e.PersonSeated) for record in local.records)
            if sat_down or self.seated.id != self._sitter:
                self._since_sitting.clear()
                self.latest = ()
            self._sitter = self.seated.id
            for tell in self._subscribers:
                tell()
        return changed

    def _read_shared(self) -> tuple[Sequence[Recorded], bool]:
        """Read the shared log on: the new records, and whether anything changed besides."""
        shared = self.logs.shared.fresh()
        if shared.rewritten:
            self.state = State()
        if shared.shelf:
            self.state.attach_archive(shared.shelf)
        self.state.add(shared.records)
        # Before anything that may fail: the screen goes on after an error, and must not show hidden rituals.
        return shared.records, self.state.hide(self._hidden()) or shared.rewritten

    def finish_erasing(self) -> None:
        """Take off this machine's disk what any device erased; `StillOnDiskError` if the disk refuses. That words are
        off is recorded, so that no later start looks for them."""
        with taking_off_disk():
            if ids_to_erase := self.ids_to_erase():
                self.logs.shared.erase(ids_to_erase)
            if pending := self._words_to_erase():
                self.logs.shared.erase_words(self.state.wordless)
                self._append(self.logs.local, [e.ErasingDone(tuple(sorted(pending)))], self.device_state.lamport + 1)

    @property
    def has_to_erase(self) -> bool:
        """Whether something that any device erased is not off this machine's journals yet."""
        try:
            return bool(self.ids_to_erase() or self._words_to_erase())
        except StorageError:
            return True  # so that whoever erases says what is in the way

    def _words_to_erase(self) -> Collection[EventId]:
        """The ids of the records by which words were erased that are not off this machine's disk yet."""
        return self.state.words_erased - self.device_state.erasings_done

    def ids_to_erase(self) -> list[EventId]:
        """The ids of erased notes' records that this device must remove from its disk."""
        return self.state.jar.ids_to_erase({*self.logs.shared.devices, *self.device_state.imported})

    # recording

    def record(self, decide: Callable[[State], Sequence[Decided]]) -> Sequence[Decided]:
        """Decide and write under the shared log's lock, then refresh; returns the events, which say what happened."""
        return self.record_under(None, decide)

    def record_import(self, decide: Callable[[State], Sequence[Decided]]) -> Sequence[Decided]:
        """As `record`, for what a file of another program becomes; by the ids of its records all of it is one import,
        which one small record takes back."""
        return self.record_under(map(partial(imported_id, self.new_id()), count()), decide)

    def record_under(self, ids: Iterable[EventId] | None, decide: Decide[Decided]) -> Sequence[Decided]:
        """As `record`, under these ids, which are asked for once it is decided; None for new ones."""
        with self.logs.shared.exclusive():
            self.refresh()
            events = decide(self.state)
            if events:
                self.latest = self._append(self.logs.shared, events, self.state.lamport + 1, ids)
        if events:
            self.refresh()
        return events

    def record_locally(self, decide: Callable[[State, DeviceState], Sequence[e.AnyEvent]]) -> None:
        """Decide on events for the local log and write them, under both logs' locks, so that no other process does the
        same; `StorageError` if they can't be written."""
        # The shared lock first, as in `record`: a refresh under it locks the local log.
        with self.logs.shared.exclusive(), self.logs.local.exclusive():
            self.refresh()
            events = decide(self.state, self.device_state)
            if events:
                self._append(self.logs.local, events, self.device_state.lamport + 1)
        if events:
            self.refresh()

    def remember(self, decide: Callable[[State, DeviceState], Sequence[e.AnyEvent]]) -> None:
        """As `record_locally`, for what is only remembered so that something else is shown the next time: where the
        disk refuses, it is decided all the same."""
        try:
            self.record_locally(decide)
        except StorageError:
            decide(self.state, self.device_state)

    def erase_words(self, records: Collection[EventId]) -> None:
        """Take the words out of these shared records for good; what happened stays. `StorageError` if the disk refuses;
        if it is a `StillOnDiskError`, a later refresh tries again."""
        from rituals.core.state.written import erase_words  # only to erase

        with self.logs.shared.exclusive():
            self.record(lambda state: erase_words(state, records))
            self.latest = ()  # what was written anew takes no words back
            self.refresh()
            self.finish_erasing()  # tells why it is refused

    def mark_lock_screen_asked(self) -> None:
        """Record that which names nudges may show was asked on this machine, unless that was recorded already."""
        self.record_locally(lambda _, device_state: [] if device_state.is_lock_screen_asked else [e.LockScreenAsked()])

    def undo(self, asking: Callable[[str], str] = lambda _: "") -> Retraction:
        """Undo this device's latest command that the person at the keyboard may take back; `RuleError` says why there
        is none. `asking` gives the words of a question by its id."""
        from rituals.core.rituals.undo_words import name_taken_words, nothing_to_undo, passed_over_words  # only to undo
        from rituals.core.state.undo import LatestIntent, latest_intent, taking_back

        latest = LatestIntent((), (), frozenset())
        passed_over: list[RuleError] = []

        def decide(state: State) -> Sequence[e.AnyEvent]:
            nonlocal latest
            latest = latest_intent(
                state,
                self.logs.shared.newest_first(),
                person=self.seated.id,
                since_sitting=self._since_sitting,
            )
            today = self.today()
            passed_over.extend(
                passed_over_words(passed, state, today=today, asking=asking) for passed in latest.passed_over
            )
            passed_over.extend(name_taken_words(taken, state, today=today) for taken in latest.names_taken)
            if not latest.records:
                raise passed_over[0] if passed_over else nothing_to_undo(latest.others, state)
            return [taking_back(latest.records)]

        self.record(decide)
        self.latest = latest.records
        return Retraction(tuple(latest.records), tuple(passed_over))

    def _append(
        self, log: EventLog, events: Sequence[e.AnyEvent], lamport: int, ids: Iterable[EventId] | None = None
    ) -> Sequence[Recorded]:
        """Write a command's events as one commit; its records share lamport and instant, by which undo finds them."""
        now, names = self._clock.now(), iter(self.new_id, None) if ids is None else ids
        records = [Recorded(name, log.device, lamport, now, event) for name, event in zip(names, events, strict=False)]
        log.append(records)
        self.count_as_written(records)
        return records
