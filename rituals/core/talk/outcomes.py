"""What can be kept at the end of a talk: nothing, or answers that somebody chooses, and what they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.events import AskAboutAdded, FlowKept, KeptAnswer
from rituals.core.model import EACH, TOGETHER, EntryId, PersonId, Ritual, RitualId
from rituals.core.phrases import date_words
from rituals.core.state.couple_state import State
from rituals.core.talk.route import Participant, StepInstance
from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import Becoming, Flow
from rituals.core.text import NAME_LIMIT, clean_note
from rituals.errors import UsageError


class KeepableAnswer(NamedTuple):
    """An answer that can be kept: whose it is (both people's if they answered together), its label, and its text."""

    whose: tuple[Participant, ...]
    step: str
    label: str
    text: str
    becomes: tuple[Becoming, ...]


class KeepRequest(NamedTuple):
    """The answers to offer for keeping, to one person or, if `of` is None, to both together."""

    of: Participant | None
    keepsakes: tuple[KeepableAnswer, ...]


def keepsakes(run: TalkSession) -> tuple[KeepableAnswer, ...]:
    """The answers of a finished talk that can be kept; none if it was stopped."""
    if not run.is_finished:
        return ()
    answers = (_keepsake(run, stop) for stop in run.stops if stop.kind == "step" and stop.step.keep == "ask")
    return tuple(answer for answer in answers if answer.text)


def keep_requests(run: TalkSession) -> list[KeepRequest]:
    """Whom to ask what to keep: both about what they answered together, then each alone about their own."""
    answers = keepsakes(run)
    groups: list[tuple[Participant | None, tuple[KeepableAnswer, ...]]] = [
        (None, tuple(answer for answer in answers if len(answer.whose) > 1)),
        *(
            (participant, tuple(answer for answer in answers if answer.whose == (participant,)))
            for participant in run.participants
        ),
    ]
    return [KeepRequest(of, some) for of, some in groups if some]


def flows_kept(
    flow: Flow, chosen: Iterable[KeepableAnswer], *, on: date, entries: Mapping[PersonId, EntryId]
) -> dict[PersonId, FlowKept]:
    """The event for each person's private log; `entries` holds an entry id for everyone who took part."""
    answers: dict[PersonId, list[KeptAnswer]] = {}
    for answer in chosen:
        for participant in answer.whose:
            answers.setdefault(participant.id, []).append(KeptAnswer(answer.step, answer.text))
    return {
        person: FlowKept(entries[person], flow.id, on, tuple(kept_answers)) for person, kept_answers in answers.items()
    }


def kept_words(kept: FlowKept, flow: Flow) -> str:
    """What was kept of a talk, each answer after its label, to be shown to others."""
    return "\n".join(f"{flow.label_of(answer.step)}: {answer.text}" for answer in kept.answers)


def name_for(keepsake: KeepableAnswer) -> str:
    """A proposed name for a ritual made of an answer: its first line, cut to the length of a name."""
    line = " ".join(keepsake.text.split("\n")[0].split())
    return line if len(line) <= NAME_LIMIT else line[:NAME_LIMIT].rsplit(" ", 1)[0]


def to_ask_about(text: str, *, entry: EntryId, day: date, today: date) -> AskAboutAdded:
    """A note to ask the other about something, on a day from today on."""
    words = clean_note(text)
    if not words:
        raise UsageError("What is it about? A few words are enough.")
    if day < today:
        raise UsageError(f"{date_words(day, today)} has gone by. Give today or a day after it.")
    return AskAboutAdded(entry, day, words)


def to_tick(
    state: State, entries: Sequence[RitualId], *, day_of: Callable[[Ritual], date], person: PersonId
) -> list[Ritual]:
    """The rituals that completing a flow ticks: those taken from the `entries` that name it and not ticked yet."""
    rituals = (state.kept_as(entry) for entry in entries)
    return [ritual for ritual in rituals if ritual is not None and _is_open(state, ritual, day_of(ritual), person)]


def _is_open(state: State, ritual: Ritual, day: date, person: PersonId) -> bool:
    ticks = state.ticks(ritual.id, day, day).get(day, ())
    who = ritual.who_on(day)
    if who == EACH:
        return all(tick.by not in (None, person) for tick in ticks)
    return not ticks and who in (TOGETHER, person)


def _keepsake(run: TalkSession, stop: StepInstance) -> KeepableAnswer:
    answered = run.words_at(stop)
    is_read = bool(stop.step.compose) and stop.step.asks_for == "none" and run.answers.get(stop.key) is not None
    goes = (not answered and not is_read) or (stop.step.lets_go and answered == stop.step.lets_go)
    text = "" if goes else run.composed_at(stop) if stop.step.compose else answered
    present = [participant for participant in run.participants if participant.id]
    whose = [participant for participant in present if stop.participant in (None, participant)] or present
    return KeepableAnswer(tuple(whose), stop.step.id, stop.step.label, text, stop.step.becomes)
