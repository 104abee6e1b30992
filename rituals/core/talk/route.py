"""The route through a flow: its steps for the people present, and the extra stops that separate answers need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from rituals.core.model import PersonId
from rituals.core.talk.steps import Flow, Role, Step
from rituals.core.talk.text import fill_references
from rituals.core.text import capital

StepKind = Literal["step", "hand-over", "show", "together"]
StepAnswer: TypeAlias = str | tuple[str, ...]
"""A text or one choice; several choices of a list. Empty if the step asks for nothing."""


class Participant(NamedTuple):
    """Someone who takes part; the id is empty for a partner who does not use the app."""

    id: PersonId
    name: str


PARTNER = Participant("", "your partner")
"""The other person, if one person uses the app alone."""


class StepKey(NamedTuple):
    """The key of a stop within one talk."""

    kind: StepKind
    step: str
    round: int
    participant: Participant | None


StepAnswers: TypeAlias = Mapping[StepKey, StepAnswer | None]
"""The answers at the stops so far; None if skipped."""


@dataclass(frozen=True)
class StepInstance:
    """One stop of the route: a step of the flow for somebody, or an extra stop around separate answers."""

    kind: StepKind
    step: Step
    role: Role
    participant: Participant | None
    """Whose turn it is; None if it is both people's."""
    speaker: Participant
    listener: Participant
    round: int = 1
    is_apart: bool = False
    """Whether nobody else may see this stop, not even by going back."""

    @property
    def key(self) -> StepKey:
        return StepKey(self.kind, self.step.id, self.round, self.participant)


def is_answered(answer: StepAnswer | None) -> bool:
    """Whether something was typed or chosen."""
    return bool(answer)


def plan_stops(flow: Flow, participants: tuple[Participant, Participant], answers: StepAnswers) -> list[StepInstance]:
    """The whole route, as far as the answers so far determine it; the stops answered so far come first, in order."""
    return list(_Way(flow, participants, answers).stops())


class _Way:
    def __init__(self, flow: Flow, participants: tuple[Participant, Participant], answers: StepAnswers) -> None:
        self._chairs = participants
        self._answers = answers
        self._is_alone = PARTNER in participants
        self._steps = [step for step in flow.step if not (self._is_alone and step.only_two)]
        self._speaker, self._listener = participants if flow.me == "speaker" else participants[::-1]
        self._holder = participants[0]

    def stops(self) -> Iterator[StepInstance]:
        """Every stop up to the end, or up to an answer that leads out of the flow."""
        for stop in self._all():
            yield stop
            answer = self._answers.get(stop.key)
            if isinstance(answer, str) and answer in stop.step.leads:
                return
            self._take_seats(stop.step, answer)

    def _all(self) -> Iterator[StepInstance]:
        for is_apart, several in groupby(self._steps, key=lambda step: step.apart and not self._is_alone):
            steps = list(several)
            yield from self._apart(steps) if is_apart else self._open(steps)

    def _open(self, steps: Sequence[Step]) -> Iterator[StepInstance]:
        """Steps that both can see, each for the person whose turn it is."""
        for step in steps:
            if step.after and any(key.step == step.after and answer is None for key, answer in self._answers.items()):
                continue
            if step.each and not self._is_alone:
                yield from (self._stop(step, participant=participant) for participant in self._chairs)
                continue
            stop = self._stop(step)
            yield stop
            if step.again_from and self._answers.get(stop.key, "") is not None:
                self._speaker, self._listener = self._listener, self._speaker
                yield from (self._stop(again, round=2) for again in self._again(step))

    def _again(self, step: Step) -> Sequence[Step]:
        ids = [step.id for step in self._steps]
        return self._steps[ids.index(step.again_from) : ids.index(step.id)]

    def _apart(self, steps: Sequence[Step]) -> Iterator[StepInstance]:
        """Separate answers: each person in turn, unseen by the other, answers and chooses what to show; then both look
        together."""
        name = steps[0].id
        for participant in self._chairs:
            if participant != self._holder:
                yield self._made("hand-over", name, participant)
            own = [self._stop(step, participant=participant) for step in steps]
            yield from own
            if any(is_answered(self._answers.get(stop.key, "?")) and not stop.step.unshown for stop in own):
                yield self._made("show", name, participant)
            self._holder = participant
        yield self._made("together", name, None)

    def _made(self, kind: StepKind, name: str, participant: Participant | None) -> StepInstance:
        step = Step(id=name, who="both", text="", asks_for="list" if kind == "show" else "none")
        return StepInstance(kind, step, "both", participant, self._speaker, self._listener, is_apart=kind == "show")

    def _stop(self, step: Step, *, round: int = 1, participant: Participant | None = None) -> StepInstance:  # noqa: A002 - its name
        turns = {"me": self._chairs[0], "speaker": self._speaker, "listener": self._listener, "both": None}
        whose = participant or turns[step.who]
        is_apart = step.apart and not self._is_alone
        return StepInstance("step", step, step.who, whose, self._speaker, self._listener, round, is_apart)

    def _take_seats(self, step: Step, answer: StepAnswer | None) -> None:
        if step.seats and isinstance(answer, str) and answer:
            is_second = answer == filled_choices(step, self._chairs)[1]
            self._speaker, self._listener = self._chairs[::-1] if is_second else self._chairs


def filled_choices(step: Step, participants: tuple[Participant, Participant]) -> tuple[str, ...]:
    """The choices with the participants' names filled in."""
    names = {"one": participants[0].name, "two": participants[1].name}
    return tuple(capital(fill_references(choice, names)) if "{" in choice else choice for choice in step.choices)
