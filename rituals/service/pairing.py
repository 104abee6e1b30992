"""Two machines of one couple: beginning in a folder, joining who began there, and leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from rituals.core.events import PersonSeated, Undone
from rituals.core.exchange.known_device import KnownDevice
from rituals.core.exchange.pairing_words import (
    ALONE,
    KNOWN_ALREADY,
    SETTLED_ONCE,
    coming_words,
    newcomer_words,
    sameness_words,
    travelling_words,
)
from rituals.core.exchange.same import could_be_same, same_people, same_rituals
from rituals.core.model import DeviceId, EventId, Person, PersonId, Ritual, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.undoable import NEVER_UNDONE
from rituals.core.text import casefolded
from rituals.errors import BusyError, Remedy, RuleError
from rituals.ports import OpenedCouple, PairedMachine
from rituals.service.couple import CoupleService
from rituals.service.people import PeopleService
from rituals.waiting import Patience, patience

LONGEST_LOOK = 120
"""Seconds in which what is there has come in, also where it is the whole life of a couple."""


class Agreement(NamedTuple):
    """What is settled before a joining: who and what here is the same there, by id, and for an empty home, the name of
    who sits here."""

    people: Mapping[PersonId, PersonId] = {}
    rituals: Mapping[RitualId, RitualId] = {}
    name: str = ""


class Invitation:
    """What a couple has that this machine may join, beside what is here."""

    def __init__(self, couple: OpenedCouple, service: CoupleService) -> None:
        self.couple = couple
        self.ours = service.state
        self.seated = service.seated
        self._today = service.today()
        if not self.theirs.people:
            raise RuleError("Nothing of the other machine has been carried here yet. Try again once it has.")

    @cached_property
    def theirs(self) -> State:
        """What the couple has."""
        return State(self.couple.records)

    @property
    def people_there(self) -> Sequence[Person]:
        """Who is in the couple today."""
        return self.theirs.couple(self._today)

    @property
    def people_here(self) -> Sequence[Person]:
        """Who is in this home today, who sits here first; nobody in an empty one."""
        return sorted(self.ours.couple(self._today), key=lambda person: person != self.seated)

    @property
    def is_to_empty_home(self) -> bool:
        """Whether there is nothing here that would have to become the couple's."""
        return not self.ours.people

    def is_newcomer(self, agreement: Agreement) -> bool:
        """Whether somebody sits down in an empty home who is not there yet."""
        name = agreement.name
        return self.is_to_empty_home and bool(name) and person_called(name, self.people_there) is None

    def is_settled(self, agreement: Agreement) -> bool:
        """Whether nobody comes in and nothing here has to change, as nothing is here or it is the couple's already."""
        return not self.is_newcomer(agreement) and (self.is_to_empty_home or self.couple.is_joined_before)

    def people(self, chosen: Mapping[PersonId, PersonId | None] | None = None) -> Mapping[PersonId, PersonId]:
        """Who here is who there: as it was chosen, None for somebody new, and else by id and name."""
        chosen = chosen or {}
        proposed = same_people(self.theirs, self.ours)
        others = {own: other for own, other in proposed.items() if own not in chosen and other not in chosen.values()}
        return others | {own: other for own, other in chosen.items() if other is not None}

    def rituals(self, people: Mapping[PersonId, PersonId]) -> Mapping[RitualId, RitualId]:
        """Which rituals here are which there, by entry of the catalogue and by name."""
        return same_rituals(self.theirs, self.ours, people)

    def candidates(self, ritual: Ritual, people: Mapping[PersonId, PersonId]) -> Sequence[Ritual]:
        """The rituals there that one of here may be, whatever they are called."""
        return could_be_same(self.theirs, ritual, people)

    def preview(self, agreement: Agreement) -> Sequence[str]:
        """Sentences on what joining does."""
        new = [newcomer_words(agreement.name, self.theirs, self.people_there)] if self.is_newcomer(agreement) else []
        if self.couple.is_joined_before:
            return [*new, KNOWN_ALREADY]
        if self.is_to_empty_home:
            return [*new, coming_words(self.theirs), *ALONE]
        people, rituals = agreement.people, agreement.rituals
        return [
            *sameness_words(self.ours, self.theirs, people, rituals),
            travelling_words(self.ours, people, rituals),
            *ALONE,
            SETTLED_ONCE,
        ]


class PairingService:
    """Pairs this machine with others, and parts it from them.

    Every call may take a while and raises `RitualsError`; each has a service of its own, so that it can be made on any
    thread while a session is open.
    """

    def __init__(
        self,
        open_service: Callable[[], CoupleService],
        machine: PairedMachine,
        open_couple: Callable[[Path, str], OpenedCouple],
        arriving: Callable[[], tuple[int, int] | None],
    ) -> None:
        self._open_service = open_service
        self._machine = machine
        self._open_couple = open_couple
        self.arriving = arriving
        """How many files of how many were looked through, while much comes in; fast."""

    @property
    def place(self) -> Path | None:
        """The folder through which this machine is paired; None if it is not."""
        return self.last_place if self._machine.key else None

    @property
    def last_place(self) -> Path | None:
        """The folder through which it is paired, or was before it left; None if it never was."""
        return self._machine.last_place

    @property
    def words(self) -> str:
        """The twelve words; `RuleError` if this machine is not paired."""
        if self._machine.key is None:
            raise RuleError("This machine is not paired, so there are no words.")
        return self._machine.key.words

    def finish(self) -> None:
        """Go on with a joining that could not be carried out; `StorageError` says why it still can't be."""
        self._machine.finish()

    def preview_beginning(self, place: Path) -> Sequence[str]:
        """Sentences on what beginning in a folder does; `RitualsError` where nobody can begin."""
        self._machine.refuse_to_begin(place)
        state = self._opened().state
        if not state.people:
            raise RuleError("There is nothing here yet that could travel.", Remedy.ADD_RITUAL)
        return [travelling_words(state), *ALONE]

    def begin(self, place: Path) -> str:
        """Begin in a folder with what is here, and return the twelve words."""
        _stay_seated(self._opened())
        words = self._machine.begin(place).words
        self._machine.look()
        return words

    def refuse_to_join(self, place: Path) -> None:
        """Raise `RitualsError` if there is nobody in a folder whom this machine can join."""
        self._machine.couple_in(place)

    def invitation(self, place: Path, words: str) -> Invitation:
        """What lies in a folder, opened with the twelve words, numbered or not; nothing of it is taken in."""
        bare = " ".join(word for word in words.split() if not word.isdigit())
        return Invitation(self._open_couple(place, bare), self._opened())

    def join(self, invitation: Invitation, agreement: Agreement) -> None:
        """Join as it was agreed, and take in what is there; it goes on with what an earlier try began."""
        service, couple = self._opened(), invitation.couple
        if not invitation.is_to_empty_home:
            _stay_seated(service)
        self.finish()
        if not couple.is_joined_now:
            people, rituals = agreement.people, agreement.rituals
            couple.join(on=service.today(), people=people, rituals=rituals)
        self._machine.look()
        if invitation.is_to_empty_home and agreement.name:
            self._sit_down(service, agreement.name)

    def _sit_down(self, service: CoupleService, name: str) -> None:
        """Let somebody sit here, by their name or as a newcomer, once it has come in who is there."""
        Patience(given_up_after=LONGEST_LOOK).wait_until(partial(self._has_come, service), str)
        if not service.state.people:
            raise RuleError("Not all of it has come in yet. Try again once it has.")
        known = person_called(name, service.couple)
        service.seat((known or service.join(name)).id)
        self._machine.look()

    def _has_come(self, service: CoupleService) -> bool:
        """Whether people are here; another process may be at it, which takes a while."""
        service.refresh()
        if not service.state.people:
            self._machine.surely_look()
            service.refresh()
        return bool(service.state.people)

    def leave(self, *, remove: bool) -> None:
        """Share no more on this machine; with `remove`, first take what it put into the folder out of it."""
        self._machine.leave(remove=remove)

    def leave_for_good(self) -> None:
        """Share no more, once who sits here has left the couple as the other machines have it; `RitualsError` says what
        keeps it from that, and then nobody has left."""
        service = self._opened()
        PeopleService(service).leave_others(service.seated.id, self._leave_after_looking)

    def _leave_after_looking(self) -> None:
        if not patience().wait_until(self._machine.surely_look, lambda: "another process"):
            raise BusyError("Nothing was done, as another process looks into the couple's folder. Try again soon.")
        self._machine.leave(remove=False)

    @property
    def devices(self) -> Sequence[KnownDevice]:
        """The couple's other machines, as far as they are known here."""
        return self._machine.devices

    def look_for_devices(self) -> Sequence[KnownDevice]:
        """The couple's other machines as they are now; `RitualsError` says what keeps from looking."""
        if self.place is None:
            raise RuleError("This machine is not paired.")
        self._machine.surely_look()
        return self.devices

    def to_take_back(self, device: DeviceId, since: date) -> list[EventId]:
        """The ids of what was written on a machine from a day on, by its clock, and can be taken back."""
        in_force = self._opened().state.in_force(self._machine.written_on(device))
        return [
            record.id for record in in_force if record.at.date() >= since and not isinstance(record.event, NEVER_UNDONE)
        ]

    def forget(self, device: DeviceId, since: date | None = None) -> str:
        """Forget another machine, as one that is lost, and return the new words; what was written there from the day
        `since` on is taken back."""
        words = self._machine.forget(device).words
        if since and (ids := self.to_take_back(device, since)):
            self._opened().record(lambda _: [Undone(tuple(ids))])
            self._machine.look()
        return words

    def _opened(self) -> CoupleService:
        service = self._open_service()
        service.refresh()
        return service


def person_called(name: str, people: Sequence[Person]) -> Person | None:
    """Who of some people goes by a name, whatever its case."""
    return next((person for person in people if casefolded(person.name) == casefolded(name.strip())), None)


def _stay_seated(service: CoupleService) -> None:
    """Write down who sits here, which may be nobody's word yet: once others come, it would be the first of all."""
    seated = service.seated.id
    service.record_locally(lambda *_: [PersonSeated(seated)])
