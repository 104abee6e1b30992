"""The couple's service: the commands on rituals, people and days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.calendar import ritual_day
from rituals.core.events import AnyEvent
from rituals.core.model import Cadence, Person, PersonId, Ritual, RitualId
from rituals.core.rituals import commands, household_commands
from rituals.core.rituals.alone import check_counted_for, check_given_on, check_taken_up
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, titled
from rituals.errors import Remedy, RuleError, StorageError, UsageError
from rituals.service.subjects import SubjectServices

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Entry
    from rituals.core.rituals.board import Board, BoardCache

Subject = TypeVar("Subject", Ritual, e.RitualAdded)
Decided = TypeVar("Decided", bound=AnyEvent)


class CoupleService(SubjectServices):
    """All commands of the couple."""

    _gathered: list[AnyEvent] | None = None
    """What was decided so far within `as_one`; None outside of it."""

    def days_to_ask(self, here: Sequence[str]) -> frozenset[date]:
        """The days of the notes on what to ask about, of everyone who lives here, as the setting says it."""
        from rituals.core.nudges.residents import residents  # only for those who nudge

        days: set[date] = set()
        for person in residents(here, self.couple):
            with suppress(StorageError):  # reported where the notes are opened; nudges and Today go on without them
                days.update(self.private(person.id).days_to_ask)
        return frozenset(days)

    # time

    def day_for(self, cadence: Cadence) -> date:
        """The day that a ritual of this cadence begins if it is taken up now."""
        return ritual_day(self.local(), self.state.household.day_starts_at, cadence.at)

    # the board

    def board(self) -> Board:
        """Today's board, as of now, for who sits here."""
        return self._board(self.state, self.local(), self._lately)

    @cached_property
    def _lately(self) -> BoardCache:
        from rituals.core.rituals.board import BoardCache  # as below

        return BoardCache()

    def board_on(self, day: date) -> Board:
        """The board of a day: a past one as of its evening, without later ticks; today and later days as of now."""
        if day == self.today():
            return self.board()
        day_ends = datetime.combine(day, time(23, 59))
        return self._board(self.state.as_of(day), day_ends)

    def _board(self, state: State, local: datetime, cache: BoardCache | None = None) -> Board:
        from rituals.core.rituals.board import board, board_for  # only for those who look at a day

        return board_for(board(state, local, cache), self.seated.id, self.today())

    # commands

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Record the commands within as one, which one undo takes back, or none of them if any is refused; each is
        decided on what was so before."""
        self.welcome_somebody()
        with self.logs.shared.exclusive():
            self.refresh()
            gathered: list[AnyEvent] = []
            self._gathered = gathered
            try:
                yield
            finally:
                self._gathered = None
            self.record(lambda _: gathered)

    def record(self, decide: Callable[[State], Sequence[Decided]]) -> Sequence[Decided]:
        if self._gathered is None:
            return super().record(decide)
        events = decide(self.state)
        self._gathered.extend(events)
        return events

    def tick(
        self,
        ritual: RitualId,
        day: date | None = None,
        *,
        by: Sequence[PersonId] | None = None,
        tiny: bool = False,
        note: str = "",
    ) -> bool:
        """Tick a ritual today or on `day`; False if it was ticked already. `by` None is the person at the keyboard;
        `RuleError` if it is for somebody else than `by` alone."""
        self.welcome_somebody()
        whose = self._whose(by)

        def decide(state: State) -> Sequence[AnyEvent]:
            ticked = self._ritual(state, ritual)
            today = self.today_of(ticked)
            check_counted_for(ticked, day or today, self.state.people, by=by)
            return commands.tick_ritual(state, ticked, day or today, today=today, by=whose, tiny=tiny, note=note)

        return bool(self.record(decide))

    def untick(self, ritual: RitualId, day: date | None = None, *, by: Sequence[PersonId] | None = None) -> None:
        """Take back that day's ticks; if each person ticks for themselves, only those of `by`."""
        whose, audience = self._whose(by), self.audience()

        def decide(state: State, ritual: Ritual) -> Sequence[AnyEvent]:
            ticked_day = day or self.today_of(ritual)
            check_counted_for(ritual, ticked_day, self.state.people, by=by)
            return commands.untick_ritual(state, ritual, ticked_day, by=whose, audience=audience)

        self._on_ritual(ritual, decide)

    def rest(
        self,
        ritual: RitualId,
        day: date | None = None,
        *,
        by: PersonId | None = None,
        rested: bool = True,
        reason: str = "",
    ) -> Sequence[e.OccurrenceRested]:
        """Rest what is planned today or on `day`, or with `rested` False take the rest back; returns the events."""
        person = self._whose(None if by is None else [by])[0]

        def decide(state: State) -> Sequence[e.OccurrenceRested]:
            rests = self._ritual(state, ritual)
            today = self.today_of(rests)
            check_counted_for(rests, day or today, self.state.people, by=None if by is None else [by])
            return commands.rest_occurrence(
                state, rests, day or today, today=today, by=person, rested=rested, reason=reason
            )

        return self.record(decide)

    def move(self, ritual: RitualId, to: date, *, day: date | None = None, at: time | None = None) -> None:
        """Move one occurrence to another day, and to another time if given."""
        self._on_ritual(ritual, lambda s, r: commands.move_occurrence(s, r, to, today=self.today_of(r), day=day, at=at))

    def pause(
        self, ritual: RitualId | None = None, *, since: date | None = None, until: date | None = None, reason: str = ""
    ) -> None:
        """Pause one ritual, or all, until a day or until resumed."""
        name, first = self.new_id(), since or self.today()

        def decide(state: State) -> Sequence[AnyEvent]:
            paused = self._ritual(state, ritual) if ritual else None
            return commands.begin_pause(state, paused, pause_id=name, since=first, until=until, reason=reason)

        self.record(decide)

    def resume(
        self, ritual: RitualId | None = None, *, on: date | None = None, running: bool = True, planned: bool = False
    ) -> Sequence[e.PauseEnded]:
        """End the pauses of one ritual that are `running`, those still `planned`, or both; or those of all."""
        day = on or self.today()

        def decide(state: State) -> Sequence[e.PauseEnded]:
            resumed = self._ritual(state, ritual) if ritual else None
            return commands.end_pauses(state, resumed, on=day, running=running, planned=planned)

        return self.record(decide)

    def add(self, added: e.RitualAdded) -> RitualId:
        """Add a ritual and return its id."""
        self.welcome_somebody()
        wish = replace(added, who=self._whose([added.who])[0])
        self.record(lambda state: commands.add_ritual(state, self._for_themselves(wish)))
        return added.ritual

    def take_up(self, entry: Entry, cadence: Cadence | None = None) -> Sequence[e.RitualAdded | e.RitualRestored]:
        """Add a ritual from an entry of the catalogue, or restore it if it is archived; with `cadence`, if given.

        Returns the events; `RuleError` if the couple keeps it already.
        """
        self.welcome_somebody()
        wish = entry.adopted(self.day_for(cadence or entry.cadence))
        if cadence is not None:
            wish = replace(wish, cadence=cadence)
        with self.logs.shared.exclusive():
            self.refresh()
            self._for_themselves(wish)
            events = self.record(lambda state: commands.take_up_ritual(state, wish, today_of=self.today_of))
            if cadence is not None:  # a restored ritual has its last cadence until then
                self.edit(entry.id, e.RitualEdited(entry.id), cadence=cadence)
        return events

    def new_ritual_id(self) -> RitualId:
        """A new id for a couple's own ritual; it holds none of its words, which can be taken back and erased."""
        return f"ritual-{self.new_id()[-8:]}"

    def edit(self, ritual: RitualId, wish: e.RitualEdited, *, cadence: Cadence | None = None) -> Sequence[AnyEvent]:
        """Change a ritual from today on; no events if nothing differs."""

        def decide(state: State, edited: Ritual) -> Sequence[AnyEvent]:
            check_given_on(edited, wish.who, self.couple, by=self.seated.id)
            return commands.edit_ritual(state, edited, wish, today=self.today_of(edited), cadence=cadence)

        return self._on_ritual(ritual, decide)

    def archive(self, ritual: RitualId) -> e.RitualArchived:
        """Archive a ritual; its history stays. `RuleError` if it is another one's alone."""

        def decide(state: State) -> Sequence[e.RitualArchived]:
            away = self._ritual(state, ritual)
            return commands.archive_ritual(state, away, today=self.today_of(away), by=self.seated.id)

        return self.record(decide)[0]

    def restore(self, ritual: RitualId) -> None:
        """Restore an archived ritual; `RuleError` if another one took its name meanwhile, or has it of those restored
        as one with it."""

        def decide(state: State, away: Ritual) -> Sequence[AnyEvent]:
            beside = [event.ritual for event in self._gathered or () if isinstance(event, e.RitualRestored)]
            if casefolded(away.name) in {casefolded(state.rituals[other].name) for other in beside}:
                raise RuleError(f"Two of these are called {titled(away.name)}. Bring back one, and rename it first.")
            return commands.restore_ritual(state, self._for_themselves(away), today=self.today_of(away))

        self._on_ritual(ritual, decide)

    def join(self, name: str) -> Person:
        """Add someone to the couple, or bring back somebody of that name who left."""
        self.welcome_somebody()
        person = self.new_id()
        joined = self.record(lambda state: household_commands.join(state, person, name, on=self.today()))
        return next(member for member in self.state.people if member.id == joined[0].person)

    def rename(self, person: PersonId, name: str) -> Sequence[e.PersonRenamed]:
        """Change a person's name; no events if it is their name already."""
        self.welcome_somebody()
        return self.record(lambda state: household_commands.rename_person(state, self._whose([person])[0], name))

    def edit_household(self, wish: e.HouseholdEdited) -> bool:
        """Change when the week or the day begins; False if nothing differs."""
        return bool(self.record(lambda state: household_commands.edit_household(state, wish, self.today())))

    def seat(self, person: PersonId) -> None:
        """Record who is at the keyboard of this machine."""
        if person != self.seated.id:
            self.record_locally(lambda *_: [e.PersonSeated(person)])

    def snooze(self, ritual: RitualId, day: date, until: datetime) -> None:
        """Send no nudge about an occurrence, named by its original day, until an instant (aware)."""
        self.record_locally(lambda *_: [e.NudgeSnoozed(ritual, day, until)])

    def begin_nudging(self) -> None:
        """Record that nudges are sent from now on, unless that was recorded already; a time ahead of now, from when the
        clock was wrong, is replaced."""
        now = self.now()
        self.record_locally(
            lambda _, device_state: (
                [e.NudgingBegan()] if device_state.nudging_since is None or device_state.nudging_since > now else []
            )
        )

    # helpers

    def _ritual(self, state: State, ritual: RitualId) -> Ritual:
        try:
            return state.rituals[ritual]
        except KeyError:
            raise UsageError("That ritual isn't there any more.", Remedy.LIST_RITUALS) from None

    def _on_ritual(self, ritual: RitualId, decide: Callable[[State, Ritual], Sequence[AnyEvent]]) -> Sequence[AnyEvent]:
        return self.record(lambda state: decide(state, self._ritual(state, ritual)))

    def _for_themselves(self, subject: Subject) -> Subject:
        """A ritual that who sits here takes up; `RuleError` if it, or what is put away of its id, is another's."""
        away = self.state.rituals.get(subject.ritual) if isinstance(subject, e.RitualAdded) else None
        for who in {subject.who, away.who if away and away.is_archived else subject.who}:
            check_taken_up(who, self.state.people, by=self.seated.id)
        return subject

    def _whose(self, by: Sequence[PersonId] | None) -> list[PersonId]:
        if by is None:
            return [self.seated.id]
        return [self.known(person) for person in by]
