"""Carries out the answers to nudges: each ticks, snoozes or opens something, and says so in a sentence without a
name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from rituals.core.events import AnyEvent, RitualTicked
from rituals.core.nudges.answering import DONE_WORDS, OPENING_WORDS, heard_again_words, snooze_nudged, tick_nudged
from rituals.core.nudges.answers import NudgeAnswer
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.residents import asking_residents
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.core.text import printable
from rituals.errors import Remedy, RitualsError, RuleError

ProgramStart = Callable[[Sequence[str]], None]
"""Starts a program with its words, which goes on by itself; `OSError` if it can't be started."""
_NOTHING_TO_OPEN = "Nothing is chosen any more for a nudge to open."


class AnsweredService(Protocol):
    """The part of the service that answers use."""

    state: State
    device_state: DeviceState

    def now(self) -> datetime: ...

    def zone(self) -> tzinfo: ...

    def record(self, decide: Callable[[State], Sequence[RitualTicked]]) -> Sequence[RitualTicked]: ...

    def record_locally(self, decide: Callable[[State, DeviceState], Sequence[AnyEvent]]) -> None: ...


class NudgeAnswering:
    """Carries out answers, one after the other; whoever calls it sees to that."""

    def __init__(
        self,
        service: AnsweredService,
        settings: Callable[[], NudgeSettings],
        here: Callable[[], tuple[str, ...]],
        start: ProgramStart,
    ) -> None:
        self._service = service
        self._settings = settings
        self._here = here
        self._start = start
        self._ways = {NudgeAnswer.DONE: self._tick, NudgeAnswer.LATER: self._snooze, NudgeAnswer.OPEN: self._open}
        self.last_problem: RitualsError | None = None
        """The error that kept the latest opening from going well; None if it went well."""

    def carry_out(self, answer: NudgeAnswer, about: Sequence[NudgeSubject]) -> str:
        """Do what an answer asks for, and return what to say of it; what can't be done is said too."""
        try:
            return self._ways[answer](about)
        except RitualsError as refusal:
            return str(refusal)
        except OSError as refusal:
            return f"Nothing was put down, as your files can't be used ({_reason(refusal)})."

    def _tick(self, about: Sequence[NudgeSubject]) -> str:
        self._service.record(lambda state: tick_nudged(self._given(state, self._service.device_state), about[0]))
        return DONE_WORDS

    def _snooze(self, about: Sequence[NudgeSubject]) -> str:
        words: list[str] = []

        def decide(state: State, device_state: DeviceState) -> Sequence[AnyEvent]:
            given = self._given(state, device_state)
            snoozes = snooze_nudged(given, about)
            words.append(heard_again_words(snoozes[0].until, given))
            return snoozes

        self._service.record_locally(decide)
        return words[-1]

    def _open(self, _about: Sequence[NudgeSubject]) -> str:
        command = self._settings().open
        if not command:
            raise RuleError(_NOTHING_TO_OPEN)
        try:
            self._start(command)
        except OSError as refusal:
            sentence = f"What a nudge opens could not be started ({printable(command[0])}: {_reason(refusal)})."
            self.last_problem = RitualsError(sentence, Remedy.DIAGNOSE)
            raise self.last_problem from refusal
        self.last_problem = None
        return OPENING_WORDS

    def _given(self, state: State, device_state: DeviceState) -> PlannerInput:
        now, zone = self._service.now(), self._service.zone()
        return asking_residents(PlannerInput(state, device_state, self._settings(), now, zone), self._here())


def _reason(refusal: OSError) -> str:
    return refusal.strerror or type(refusal).__name__
