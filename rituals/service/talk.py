"""Talk as a part of the service: who takes part, the words on safety once for each, and what is kept at the end."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from rituals.core.events import AnyEvent, AnyPrivateEvent, GatePassed
from rituals.core.model import PersonId, Ritual, RitualId
from rituals.core.talk.outcomes import KeepableAnswer, flows_kept, to_ask_about, to_tick, trial_ritual
from rituals.core.talk.route import Participant
from rituals.core.talk.session import TalkSession, begin
from rituals.core.talk.steps import Flow
from rituals.errors import StorageError
from rituals.service.couple import CoupleService


class TalkService:
    """What can be done with flows; nothing is written before somebody asks for it."""

    def __init__(self, service: CoupleService) -> None:
        self._service = service
        self._kept: set[tuple[PersonId, Hashable]] = set()

    def begin(self, flow: Flow) -> TalkSession:
        """A run of a flow for who is at the keyboard, with the other one if there is one."""
        seated = self._service.seated
        others = [person for person in self._service.couple if person != seated]
        return begin(flow, *(Participant(person.id, person.name) for person in (seated, *others[:1])))

    def gate_stands(self, flow: Flow) -> bool:
        """Whether the one at the keyboard has the words on safety still to read before this flow, or may have."""
        try:
            return flow.safety and not self._service.private(self._service.seated.id).now.gate_passed
        except StorageError:
            return True

    def pass_gate(self) -> None:
        """They were read by the one at the keyboard."""
        self._service.welcome_somebody()
        private = self._service.private(self._service.seated.id)
        private.keep(lambda now: [] if now.gate_passed else [GatePassed()])

    def keep(self, run: TalkSession, chosen: Iterable[KeepableAnswer]) -> None:
        """Put what was chosen into the own notes of whoever it is; `StorageError` if it can't be kept."""
        service = self._service
        service.welcome_somebody()
        entries = {participant.id: service.new_id() for participant in run.participants}
        flow_kept_by = flows_kept(run.flow, chosen, on=service.today(), entries=entries)
        for person, flow_kept in flow_kept_by.items():
            self._keep_once(person, flow_kept, flow_kept.answers)

    def put_in_jar(self, keepsake: KeepableAnswer) -> Sequence[AnyEvent]:
        """Make a note for the jar of it, from the first of those whose it is."""
        return self._service.jar.put_in(keepsake.text, by=keepsake.whose[0].id)

    def try_for_a_while(self, name: str, *, section: str) -> RitualId:
        """Take up a ritual under a name of one's own, daily for two weeks from today, after which it ends by itself."""
        service = self._service
        added = trial_ritual(name, ritual=service.new_ritual_id(name), on=service.today(), section=section)
        return service.add(added)

    def ask_about(self, keepsake: KeepableAnswer, day: date) -> None:
        """Remind those whose it is, each in their own notes, to ask about it on a day."""
        service = self._service
        service.welcome_somebody()
        for participant in keepsake.whose:
            note = to_ask_about(keepsake.text, entry=service.new_id(), day=day, today=service.today())
            self._keep_once(participant.id, note, (note.text, day))

    def to_tick(self, entries: Sequence[RitualId]) -> list[Ritual]:
        """The rituals that a flow named by these entries keeps, and that are not ticked yet."""
        service = self._service
        return to_tick(service.state, entries, day_of=service.today_of, person=service.seated.id)

    def _keep_once(self, person: PersonId, event: AnyPrivateEvent, content: Hashable) -> None:
        """Keep it; a second try, after the disk refused the other one's, keeps nobody's twice."""
        if (person, content) not in self._kept:
            self._service.private(person).keep(lambda _: [event])
            self._kept.add((person, content))
