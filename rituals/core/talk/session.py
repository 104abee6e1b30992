"""One talk through a flow: the current stop, what it asks of whom, and the answers so far. Nothing of it is written to
disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeAlias

from rituals.core.phrases import may_see_words
from rituals.core.talk.route import (
    PARTNER,
    Participant,
    StepAnswer,
    StepInstance,
    StepKey,
    filled_choices,
    is_answered,
    plan_stops,
)
from rituals.core.talk.steps import Flow
from rituals.core.talk.text import composed, told
from rituals.core.text import clean_note, titled
from rituals.errors import UsageError

LONGEST_ANSWER = 20_000

AnswerTrail: TypeAlias = tuple[tuple[StepKey, StepAnswer | None], ...]


class Progress(NamedTuple):
    """The number of the current stop, from 1 on, and how many there are as far as the answers determine it."""

    place: int
    of: int


class SideBySide(NamedTuple):
    """What each person chose to show of one separate answer; None if withheld or not answered."""

    label: str
    shown: tuple[tuple[Participant, str | None], ...]


def begin(flow: Flow, *people: Participant) -> TalkSession:
    """A talk for one or two people, the one at the keyboard first."""
    first, second = (*people, PARTNER)[:2]
    return TalkSession(flow, (first, second))


@dataclass(frozen=True, repr=False)
class TalkSession:
    """A flow and the answers so far; immutable, each step returns a new one. It has no repr, so that no crash report
    can print what people wrote."""

    flow: Flow
    participants: tuple[Participant, Participant]
    trail: AnswerTrail = ()
    is_stopped: bool = False
    drafts: Mapping[StepKey, StepAnswer] = field(default_factory=dict, compare=False)
    """Answers that were given before somebody went back, and unfinished ones."""

    # the current stop

    @property
    def is_alone(self) -> bool:
        """Whether one person uses the app without the other."""
        return PARTNER in self.participants

    @property
    def intro(self) -> str:
        """The introduction of the flow, for one person or for two."""
        return (self.is_alone and self.flow.alone) or self.flow.intro

    @cached_property
    def answers(self) -> dict[StepKey, StepAnswer | None]:
        """The answer at each stop so far; None if skipped."""
        return dict(self.trail)

    @cached_property
    def stops(self) -> list[StepInstance]:
        """The whole route, as far as the answers so far determine it."""
        return plan_stops(self.flow, self.participants, self.answers)

    @property
    def current(self) -> StepInstance | None:
        """The stop to show; None at the end."""
        return self.stops[len(self.trail)] if not self.is_stopped and len(self.trail) < len(self.stops) else None

    @property
    def last(self) -> StepInstance | None:
        """The stop before the current one; None at the beginning."""
        return self.stops[len(self.trail) - 1] if self.trail else None

    @property
    def progress(self) -> Progress:
        return Progress(min(len(self.trail) + 1, len(self.stops)), len(self.stops))

    @property
    def leads_to(self) -> str:
        """Where the last answer leads instead of the next stop, such as to `CARE`; empty if it doesn't."""
        last = self.last
        answer = self.answers[last.key] if last else None
        return last.step.leads.get(answer, "") if last and isinstance(answer, str) else ""

    @property
    def is_finished(self) -> bool:
        """Whether it was completed: not stopped, and not led elsewhere."""
        return self.current is None and not self.is_stopped and not self.leads_to

    # what the current stop asks; only before the end

    @property
    def current_stop(self) -> StepInstance:
        """The stop to show; only before the end."""
        stop = self.current
        assert stop is not None, "the run is over"
        return stop

    @property
    def text(self) -> str:
        """The text of the current stop, with names and earlier answers filled in."""
        stop = self.current_stop
        if stop.kind == "hand-over":
            assert stop.participant is not None
            return f"Hand the keyboard to {titled(stop.participant.name)}. What was written before is out of sight."
        if stop.kind == "show":
            return may_see_words(self._other_than(stop.participant).name)
        if stop.kind == "together":
            return "Side by side, what each of you chose to show. Read it, and ask before you answer."
        return told((self.is_alone and stop.step.alone) or stop.step.text, self.values_at(stop))

    @property
    def turn(self) -> str:
        """Whose turn it is, as text; empty if the stop's text says so, or it is clear."""
        stop = self.current_stop
        is_clear = stop.role == "me" and not stop.is_apart
        if self.is_alone or is_clear or stop.kind == "hand-over":
            return ""
        if stop.participant is None:
            return "Both of you"
        name = stop.participant.name
        if stop.is_apart:
            return f"{name}, unseen by {self._other_than(stop.participant).name}"
        roles = {
            "speaker": f"{name} speaks, {stop.listener.name} listens",
            "listener": f"{name}, as the one who listens",
        }
        return roles.get(stop.role, name)

    @property
    def hands_to(self) -> Participant | None:
        """Who gets the keyboard for this stop, if it has to change hands."""
        stop = self.current
        if stop is None or stop.kind == "hand-over" or stop.participant is None or not stop.participant.id:
            return None
        if not _needs_keyboard(stop):
            return None
        typed = (earlier for earlier in self.stops[: len(self.trail)] if _needs_keyboard(earlier))
        holders = [earlier.participant for earlier in typed if earlier.participant and earlier.participant.id]
        holder = holders[-1] if holders else self.participants[0]
        return stop.participant if stop.participant != holder else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices of the current stop, with names filled in; at a stop that asks what to show, the labels of the
        separate answers."""
        stop = self.current_stop
        if stop.kind == "show":
            return tuple(answered.step.label for answered in self._apart_answers(stop))
        return filled_choices(stop.step, self.participants)

    @property
    def draft(self) -> StepAnswer | None:
        """What was answered at the current stop before somebody went back, or left unfinished."""
        return self.drafts.get(self.current_stop.key)

    @property
    def composed(self) -> str:
        """The text that the current or the next composing step makes of the answers so far."""
        coming = (stop for stop in self.stops[len(self.trail) :] if stop.step.compose)
        return "".join(self.composed_at(stop) for stop in islice(coming, 1))

    @property
    def side_by_side(self) -> list[SideBySide]:
        """At the stop for both after separate answers: what each shows; an answer that neither shows is left out."""
        current, rows = self.current_stop, list[SideBySide]()
        shows = [stop for stop in self.stops if stop.kind == "show" and stop.step.id == current.step.id]
        chosen = {stop.participant: self.answers.get(stop.key) or () for stop in shows}
        words = [(stop, self.words_at(stop)) for show in shows for stop in self._apart_answers(show)]
        for label in dict.fromkeys(stop.step.label for stop, _ in words):
            texts = {stop.participant: text for stop, text in words if stop.step.label == label}
            shown = tuple(
                (participant, texts.get(participant) if label in chosen.get(participant, ()) else None)
                for participant in self.participants
            )
            rows += [SideBySide(label, shown)] if any(text for _, text in shown) else []
        return rows

    # moves, each of which returns a new session

    def answer(self, answer: StepAnswer = "") -> TalkSession:
        """The next stop after an answer, which is empty if nothing is asked; `UsageError` if the answer is invalid.

        A choice may lead back to an earlier step; an empty text counts as skipped.
        """
        stop = self.current_stop
        checked = self._checked(stop, answer)
        if isinstance(checked, str) and checked in stop.step.returns:
            return self._back_to(stop.step.returns[checked])
        return replace(self, trail=(*self.trail, (stop.key, checked)))

    def skip(self) -> TalkSession:
        """The next stop, without an answer at this one."""
        return replace(self, trail=(*self.trail, (self.current_stop.key, None)))

    def drafted(self, answer: StepAnswer) -> TalkSession:
        """The same stop with an unfinished answer, which is there again when somebody comes back to it."""
        drafts = {key: draft for key, draft in self.drafts.items() if key != self.current_stop.key}
        return replace(self, drafts={**drafts, self.current_stop.key: answer} if answer else drafts)

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier stop, and going back shows nobody the other's separate answers."""
        last, current = self.last, self.current
        if last is None or self.is_stopped:
            return False
        return not last.is_apart or (
            current is not None and current.is_apart and current.participant == last.participant
        )

    def back(self) -> TalkSession:
        """The previous stop, with its answer as a draft; `UsageError` if there is no way back."""
        if not self.can_go_back:
            raise UsageError("There is no way back from here. You can go on, or stop.")
        return self._first(len(self.trail) - 1)

    def stop(self) -> TalkSession:
        """Stop the talk and drop all its answers."""
        return TalkSession(self.flow, self.participants, is_stopped=True)

    # the answers

    def words_at(self, stop: StepInstance) -> str:
        """The answer at a stop as one text; empty if there is none."""
        answer = self.answers.get(stop.key)
        return ", ".join(answer) if isinstance(answer, tuple) else answer or ""

    def composed_at(self, stop: StepInstance) -> str:
        """The text that a step composes of the answers before it."""
        return composed(stop.step.compose, self.values_at(stop))

    def values_at(self, stop: StepInstance) -> dict[str, str]:
        """The values of `{references}` at a stop: names, and the answers that its participant may see."""
        own = [
            earlier
            for earlier in self.stops[: len(self.trail)]
            if not earlier.is_apart or earlier.participant == stop.participant
        ]
        words = {
            earlier.step.id: "" if words in (earlier.step.own, earlier.step.lets_go) else words
            for earlier in own
            for words in [self.words_at(earlier)]
        }
        me = stop.participant or self.participants[0]
        names = {"speaker": stop.speaker, "listener": stop.listener, "me": me, "other": self._other_than(me)}
        return {**{name: participant.name for name, participant in names.items()}, **words}

    def _other_than(self, participant: Participant | None) -> Participant:
        return self.participants[1] if participant == self.participants[0] else self.participants[0]

    def _apart_answers(self, show: StepInstance) -> list[StepInstance]:
        """One person's separate answers that a "show" stop offers to show."""
        end = self.stops.index(show)
        earlier = [stop for stop in self.stops[:end] if stop.is_apart and stop.participant == show.participant]
        begins = max(place for place, stop in enumerate(earlier) if stop.step.id == show.step.id)
        return [
            stop
            for stop in earlier[begins:]
            if stop.kind == "step" and not stop.step.unshown and is_answered(self.answers.get(stop.key))
        ]

    def _back_to(self, step: str) -> TalkSession:
        if step == self.current_stop.step.id:
            return self
        places = [place for place, stop in enumerate(self.stops[: len(self.trail)]) if stop.step.id == step]
        return self._first(places[-1])

    def _first(self, count: int) -> TalkSession:
        taken_back = {key: answer for key, answer in self.trail[count:] if answer is not None}
        return replace(self, trail=self.trail[:count], drafts={**self.drafts, **taken_back})

    def _checked(self, stop: StepInstance, answer: StepAnswer) -> StepAnswer | None:
        if stop.step.asks_for in ("none", "timer"):
            return ""
        if stop.step.asks_for == "text":
            return clean_note(_one(answer), LONGEST_ANSWER) or None
        if stop.step.asks_for == "choice":
            return self._chosen(stop, _one(answer))
        chosen = answer if isinstance(answer, tuple) else (answer,) if answer else ()
        several = tuple(dict.fromkeys(self._chosen(stop, choice) for choice in chosen))
        if stop.step.at_most and len(several) > stop.step.at_most:
            raise UsageError(f"Choose up to {stop.step.at_most} here. Leave the ones out that weigh less today.")
        return several

    def _chosen(self, stop: StepInstance, choice: str) -> str:
        words = clean_note(choice, LONGEST_ANSWER)
        if words not in self.choices and not (stop.step.own and words):
            raise UsageError("That is none of the choices here. Take one of them, or skip this.")
        return words


def _needs_keyboard(stop: StepInstance) -> bool:
    return stop.kind == "hand-over" or stop.step.asks_for not in ("none", "timer")


def _one(answer: StepAnswer) -> str:
    if isinstance(answer, tuple):
        raise UsageError("One answer is asked for here.")
    return answer
