"""The one way in: an intent becomes events, goes to disk, and only then changes what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, tzinfo

from msgspec.structs import replace

from rituals.core import events as e
from rituals.core import intents
from rituals.core.board import Board, board
from rituals.core.calendar import day_of, ritual_day
from rituals.core.events import AnyEvent, Recorded
from rituals.core.machine import Machine
from rituals.core.model import Cadence, Person, PersonId, Ritual, RitualId
from rituals.core.planned import tick_day
from rituals.core.state import State
from rituals.core.undo import latest_intent
from rituals.errors import RuleBroken, WrongCall
from rituals.ports import Clock, EventLog, Logs

Decide = Callable[[State], Sequence[AnyEvent]]

NOBODY_YET = "me"  # stands for the one person there is before anything was put down


class Rituals:
    """Everything a couple can do, over the three logs; only one thread may use it."""

    def __init__(self, logs: Logs, clock: Clock, new_id: Callable[[], str], login: str) -> None:
        self._logs = logs
        self._clock = clock
        self._new_id = new_id
        self._login = login
        self._subscribers: list[Callable[[], None]] = []
        self.state = State()
        self.machine = Machine()

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

    def day_for(self, cadence: Cadence) -> date:
        """The day that a ritual of this cadence begins if it is taken up now."""
        return ritual_day(self.local(), self.state.household.day_starts_at, cadence.at)

    def today_of(self, ritual: Ritual) -> date:
        """The day that a tick of this ritual belongs to now."""
        return tick_day(ritual, self.local(), self.state.household.day_starts_at)

    # seeing

    def subscribe(self, changed: Callable[[], None]) -> None:
        """Be told after each change, whoever made it."""
        self._subscribers.append(changed)

    def refresh(self) -> bool:
        """Take in what other processes and devices wrote; True if there was anything."""
        shared = self._logs.shared.fresh()
        if shared.rewritten:
            self.state = State()
        self.state.add(shared.records)
        local = self._logs.local.fresh()
        if local.rewritten:
            self.machine = Machine()
        self.machine.add(local.records)
        changed = bool(shared.records or shared.rewritten or local.records or local.rewritten)
        if changed:
            self._tell()
        return changed

    def board(self) -> Board:
        """Today at a glance, as it stands."""
        return board(self.state, self.local())

    def board_on(self, day: date) -> Board:
        """A day at a glance as its evening left it; today and days ahead as they look from now."""
        if day == self.today():
            return self.board()
        day_ends = datetime.combine(day, time(23, 59))
        return board(self.state.as_of(day), day_ends)

    @property
    def couple(self) -> tuple[Person, ...]:
        """Who is in the couple today; before anyone said a name, one person named after the login."""
        return self.state.couple(self.today()) or (Person(NOBODY_YET, self._login, self.today()),)

    @property
    def seated(self) -> Person:
        """Who is at the keyboard."""
        couple = self.couple
        return next((person for person in couple if person.id == self.machine.seated), couple[0])

    # doing

    def tick(
        self,
        ritual: RitualId,
        day: date | None = None,
        *,
        by: Sequence[PersonId] | None = None,
        tiny: bool = False,
        note: str = "",
    ) -> bool:
        """We did it, today or on `day`; False where that was said already. `by` None is who is at the keyboard."""
        self._welcome_somebody()
        whose = self._whose(by)

        def decide(state: State) -> Sequence[AnyEvent]:
            kept = self._ritual(state, ritual)
            today = self.today_of(kept)
            return intents.tick(state, kept, day or today, today=today, by=whose, tiny=tiny, note=note)

        return bool(self._do(decide))

    def untick(self, ritual: RitualId, day: date | None = None, *, by: Sequence[PersonId] | None = None) -> None:
        """Take back that day's ticks; where each counts for themselves, those of `by`."""
        whose = self._whose(by)
        self._on_ritual(ritual, lambda s, r: intents.untick(s, r, day or self.today_of(r), by=whose))

    def rest(
        self,
        ritual: RitualId,
        day: date | None = None,
        *,
        by: PersonId | None = None,
        rested: bool = True,
        reason: str = "",
    ) -> None:
        """Not today: rest what is planned, or with `rested` False plan it again."""
        person = by or self.seated.id
        self._on_ritual(
            ritual,
            lambda s, r: intents.rest(
                s, r, day or self.today_of(r), today=self.today_of(r), by=person, rested=rested, reason=reason
            ),
        )

    def move(self, ritual: RitualId, to: date, *, day: date | None = None, at: time | None = None) -> None:
        """Give one occurrence another day, and another time if wanted."""
        self._on_ritual(ritual, lambda s, r: intents.move(s, r, to, today=self.today_of(r), day=day, at=at))

    def pause(
        self, ritual: RitualId | None = None, *, since: date | None = None, until: date | None = None, reason: str = ""
    ) -> None:
        """Pause one ritual, or all, until a day or until resumed."""
        name, first = self._new_id(), since or self.today()

        def decide(state: State) -> Sequence[AnyEvent]:
            paused = self._ritual(state, ritual) if ritual else None
            return intents.pause(state, paused, pause_id=name, since=first, until=until, reason=reason)

        self._do(decide)

    def resume(self, ritual: RitualId | None = None, *, on: date | None = None) -> None:
        """End the pauses of one ritual, or those of all."""
        day = on or self.today()
        self._do(lambda state: intents.resume(state, self._ritual(state, ritual) if ritual else None, on=day))

    def add(self, added: e.RitualAdded) -> RitualId:
        """Take up a ritual."""
        self._welcome_somebody()
        wish = replace(added, who=self._whose([added.who])[0])
        self._do(lambda state: intents.add(state, wish))
        return added.ritual

    def new_ritual_id(self, name: str) -> RitualId:
        """An id for a couple's own ritual, readable and not to be met twice."""
        words = "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in name.lower()).split())
        return f"{words[:40] or 'ritual'}-{self._new_id()[:4]}"

    def edit(self, ritual: RitualId, wish: e.RitualEdited, *, cadence: Cadence | None = None) -> bool:
        """Change a ritual from today on; False where nothing is different."""
        return bool(
            self._on_ritual(ritual, lambda s, r: intents.edit(s, r, wish, today=self.today_of(r), cadence=cadence))
        )

    def archive(self, ritual: RitualId) -> None:
        """Put a ritual away; its history stays."""
        self._on_ritual(ritual, lambda s, r: intents.archive(s, r, today=self.today_of(r)))

    def restore(self, ritual: RitualId) -> None:
        """Bring a ritual back."""
        self._on_ritual(ritual, lambda _, r: intents.restore(r, today=self.today_of(r)))

    def join(self, name: str) -> Person:
        """Welcome someone into the couple."""
        self._welcome_somebody()
        person = self._new_id()
        self._do(lambda state: intents.join(state, person, name, on=self.today()))
        return next(one for one in self.state.people if one.id == person)

    def rename(self, person: PersonId, name: str) -> None:
        """Give someone the name they go by."""
        self._welcome_somebody()
        self._do(lambda state: intents.rename_person(state, self._whose([person])[0], name))

    def edit_household(self, wish: e.HouseholdEdited) -> bool:
        """Change when the week or the day begins; False where nothing is different."""
        return bool(self._do(lambda state: intents.edit_household(state, wish)))

    def seat(self, person: PersonId) -> None:
        """Say who is at the keyboard of this machine."""
        if person != self.seated.id:
            self.remember(lambda *_: [e.PersonSeated(person)])

    def snooze(self, ritual: RitualId, day: date, until: datetime) -> None:
        """Stay quiet about an occurrence, named by its original day, until an instant (aware)."""
        self.remember(lambda *_: [e.NudgeSnoozed(ritual, day, until)])

    def begin_nudging(self) -> None:
        """Let nudges come from now on, where they have not come before or, so the clock once said, only will."""
        now = self._clock.now()
        self.remember(
            lambda _, machine: (
                [e.NudgingBegan()] if machine.nudging_since is None or machine.nudging_since > now else []
            )
        )

    def remember(self, decide: Callable[[State, Machine], Sequence[AnyEvent]]) -> None:
        """Decide on what only this machine remembers and write it, both under the local log's lock, so that no other
        copy does the same; `StorageProblem` if it can't be kept."""
        with self._logs.local.exclusive():
            self.refresh()
            events = decide(self.state, self.machine)
            if events:
                self._append(self._logs.local, events, self.machine.lamport + 1)
        if events:
            self.refresh()

    def undo(self) -> tuple[AnyEvent, ...]:
        """Take back this device's latest intent that still stands, whole, and say what it was."""
        taken: list[Recorded] = []

        def decide(state: State) -> Sequence[AnyEvent]:
            taken.extend(latest_intent(state, self._logs.shared.newest_first()))
            if not taken:
                raise RuleBroken("There is nothing to undo on this machine.")
            return [e.Undone(tuple(record.id for record in taken))]

        self._do(decide)
        return tuple(record.event for record in taken)

    # how it is done

    def _ritual(self, state: State, ritual: RitualId) -> Ritual:
        try:
            return state.rituals[ritual]
        except KeyError:
            raise WrongCall("That ritual isn't there any more. rituals list shows the ones that are.") from None

    def _on_ritual(self, ritual: RitualId, decide: Callable[[State, Ritual], Sequence[AnyEvent]]) -> Sequence[AnyEvent]:
        return self._do(lambda state: decide(state, self._ritual(state, ritual)))

    def _whose(self, by: Sequence[PersonId] | None) -> list[PersonId]:
        if by is None:
            return [self.seated.id]
        return [self.couple[0].id if person == NOBODY_YET else person for person in by]

    def _welcome_somebody(self) -> None:
        """Before anything is put down there is one person, named after the login; undo leaves them alone."""
        if not self.state.people:
            person = self._new_id()
            self._do(lambda s: [] if s.people else intents.join(s, person, self._login, on=self.today()))

    def _do(self, decide: Decide) -> Sequence[AnyEvent]:
        """Decide and write under the shared log's lock, so that what was decided on is still so; then show it."""
        with self._logs.shared.exclusive():
            self.refresh()
            events = decide(self.state)
            if events:
                self._append(self._logs.shared, events, self.state.lamport + 1)
        if events:
            self.refresh()
        return events

    def _append(self, log: EventLog, events: Sequence[AnyEvent], lamport: int) -> None:
        """One intent is one commit; its events share a lamport, which is how undo knows them again."""
        now = self._clock.now()
        log.append([Recorded(self._new_id(), log.device, lamport, now, event) for event in events])

    def _tell(self) -> None:
        for changed in self._subscribers:
            changed()
