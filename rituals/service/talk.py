"""The service's part for talks: who takes part, whether to show the safety notice, and what is kept at the end."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from rituals.core.events import AnyEvent, AnyPrivateEvent, FlowKept, GatePassed, KeptTrialAsked, TrialAsked
from rituals.core.model import Person, PersonId, Ritual, RitualId
from rituals.core.talk.outcomes import KeepableAnswer, flows_kept, to_ask_about, to_tick
from rituals.core.talk.route import Participant
from rituals.core.talk.session import TalkSession, begin
from rituals.core.talk.steps import Flow
from rituals.core.talk.trials import Trial, ended_trials, kept_trials, ritual_trials, trial_ritual
from rituals.errors import StorageError
from rituals.service.couple import CoupleService


class TalkService:
    """The commands on talks; nothing is written until somebody asks for it."""

    def __init__(self, service: CoupleService) -> None:
        self._service = service
        self._kept: set[tuple[PersonId, Hashable]] = set()
        self._has_passed: set[PersonId] = set()

    def begin(self, flow: Flow, beside: Person | None = None, *, apart: bool = False) -> TalkSession:
        """A new talk for the person at the keyboard and the one `beside` them; without it, the first of the others, or
        with `apart` nobody."""
        seated = self._service.seated
        others = [person for person in self._service.couple if person != seated and not apart]
        taking_part = (seated, *([beside] if beside else others[:1]))
        return begin(flow, *(Participant(person.id, person.name) for person in taking_part))

    def gate_before(self, run: TalkSession) -> Participant | None:
        """Who takes part in the current stop and has not passed the safety notice yet, if the flow asks for that.

        Handing over is no part in it yet: whoever gets the keyboard reads the notice with it in hand.
        """
        stop = run.current
        if stop is None or not run.flow.safety or stop.kind == "hand-over":
            return None
        taking_part = run.participants if stop.participant is None else (stop.participant,)
        first = () if run.trail else run.participants[:1]
        return next((one for one in (*first, *taking_part) if one.id and self._gate_stands(one.id)), None)

    def pass_gate(self, person: PersonId) -> None:
        """Record that somebody has read the safety notice; where the disk refuses, they see it again the next time."""
        self._has_passed.add(person)
        with suppress(StorageError):
            self._service.welcome_somebody()
            private = self._service.private(person)
            private.put_in([] if not private.is_locked and private.now.gate_passed else [GatePassed()])

    def _gate_stands(self, person: PersonId) -> bool:
        """Whether somebody has not read the safety notice yet, or that can't be read."""
        try:
            return person not in self._has_passed and not self._service.private(person).now.gate_passed
        except StorageError:
            return True

    def keep(self, run: TalkSession, chosen: Iterable[KeepableAnswer]) -> Mapping[PersonId, FlowKept]:
        """Record the chosen answers in the private logs of those whose they are, and return them; `StorageError` if the
        disk refuses."""
        service = self._service
        service.welcome_somebody()
        entries = {participant.id: service.new_id() for participant in run.participants}
        flow_kept_by = flows_kept(run.flow, chosen, on=service.today(), entries=entries)
        for person, flow_kept in flow_kept_by.items():
            self._keep_once(person, flow_kept, flow_kept.answers)
        return flow_kept_by

    def put_in_jar(self, keepsake: KeepableAnswer) -> Sequence[AnyEvent]:
        """Put an answer into the jar as a note by the first of those whose it is."""
        return self._service.jar.put_in(keepsake.text, by=keepsake.whose[0].id)

    def try_for_a_while(self, name: str, *, section: str) -> RitualId:
        """Add a trial ritual under a name of one's own: daily for two weeks from today."""
        service = self._service
        added = trial_ritual(name, ritual=service.new_ritual_id(), on=service.today(), section=section)
        return service.add(added)

    def ask_about(self, keepsake: KeepableAnswer, day: date) -> None:
        """Record a note to ask about an answer on a day, for each person whose it is, in their private log."""
        service = self._service
        service.welcome_somebody()
        for participant in keepsake.whose:
            note = to_ask_about(keepsake.text, entry=service.new_id(), day=day, today=service.today())
            self._keep_once(participant.id, note, (note.text, day))

    def to_tick(self, entries: Sequence[RitualId]) -> list[Ritual]:
        """The rituals that a completed flow ticks, from the entries that name it, without those ticked already."""
        service = self._service
        return to_tick(service.state, entries, day_of=service.today_of, person=service.seated.id)

    # asked after

    def trial_to_ask(self, flows: Iterable[Flow]) -> Trial | None:
        """What was tried for two weeks and is to be asked after now: of what was kept only that of who sits here, and
        nothing of it while that is locked."""
        service = self._service
        today, seated, asked = service.today(), service.seated.id, service.device_state.trials_asked
        trials = ritual_trials(ended_trials(service.state, today, asked), flows, seated=seated)
        private = service.private(seated)
        if not trials and not private.is_locked:
            is_alone = len(service.couple) == 1
            trials = kept_trials(service.state, private.now, today, flows, asked, is_alone=is_alone)
        return next(iter(trials), None)

    def have_asked(self, trial: Trial) -> None:
        """Remember on this machine that it was asked."""
        asked = TrialAsked(trial.ritual) if trial.ritual else KeptTrialAsked(trial.entry)
        self._service.remember(lambda _, device: [] if trial.id in device.trials_asked else [asked])

    def _keep_once(self, person: PersonId, event: AnyPrivateEvent, content: Hashable) -> None:
        """Record an event unless this talk did already: if the disk refused one person's, a second try doesn't
        duplicate the other's."""
        if (person, content) not in self._kept:
            self._service.private(person).put_in([event])
            self._kept.add((person, content))
