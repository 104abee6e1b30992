"""Every choice of every step of every flow leads somewhere: none is asked for and then forgotten by the talk itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pytest
from msgspec.structs import replace

from rituals.content.loader import catalogue
from rituals.core.talk.detours import back_after, detour_after
from rituals.core.talk.outcomes import keepsakes
from rituals.core.talk.route import Participant, StepAnswer
from rituals.core.talk.session import TalkSession, begin
from rituals.core.talk.steps import CARE, Flow, Step

FLOWS = catalogue().flow
TWO, ONE = (Participant("ana", "Ana"), Participant("sam", "Sam")), (Participant("ana", "Ana"),)
_ROUNDS = 100  # more stops than any talk has

every_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
alone_or_two = pytest.mark.parametrize("people", [ONE, TWO], ids=["alone", "two"])


@every_flow
@alone_or_two
def test_no_choice_is_dead(flow: Flow, people: tuple[Participant, ...]) -> None:
    dead = [
        f"{run.current_stop.step.id}: {choice}"
        for run in _at_choices(begin(flow, *people))
        for choice in run.choices
        if not where_it_leads(run, choice)
    ]

    assert dead == []


def where_it_leads(run: TalkSession, choice: str) -> str:
    """Where a choice of the current stop leads, in a word; "" where it makes no difference at all."""
    if way := _way_of_its_own(run, choice):
        return way
    others = [other for other in run.choices if other != choice]
    return "on, as no other does" if others and all(_way_of_its_own(run, other) for other in others) else ""


def _way_of_its_own(run: TalkSession, choice: str) -> str:
    """Where a choice leads other than to the next stop; "" where it doesn't."""
    if leads_away(run, choice):
        return "elsewhere"
    if run.current_stop.step.seats:
        return "to who speaks"
    if choice == run.current_stop.step.lets_go:
        return "to what is left out"
    return "to later words" if _is_named_later(run, choice) else ""


def leads_away(run: TalkSession, choice: str) -> bool:
    """Whether the talk does something else after this choice than go on, or beside that."""
    step = run.current_stop.step
    if detour_after(step, choice) or back_after(step, choice) is not None:
        return True
    chosen = run.answer(_as_answer(step, choice))
    return bool(chosen.leads_to) or len(chosen.trail) <= len(run.trail)


def _is_named_later(run: TalkSession, choice: str) -> bool:
    """Whether something after this choice says it again: a text, a sentence that is composed, what is shown to the
    other, or what is offered for keeping."""
    words = "plum" if run.current_stop.step.own == choice else choice
    on = run.answer(_as_answer(run.current_stop.step, words))
    texts = []
    for later in _onward(on):
        if later.current is not None:
            texts += [later.text, later.composed]
        if later.current is not None and later.current.kind == "together":
            texts += [text or "" for row in later.side_by_side for _, text in row.shown]
        texts += [keepsake.text for keepsake in keepsakes(later)]
    return any(words in text for text in texts)


def _at_choices(run: TalkSession) -> Iterator[TalkSession]:
    """The talk at each stop of the flow that asks for a choice."""
    for at in _onward(run):
        stop = at.current
        if stop is not None and stop.kind == "step" and stop.step.asks_for in ("choice", "list"):
            yield at


def _onward(run: TalkSession) -> Iterator[TalkSession]:
    """The talk, and as it is after each further answer up to its end, as somebody gives them who goes on."""

    def all_of_them(at: TalkSession) -> Iterator[TalkSession]:
        yield at
        while at.current is not None:
            at = at.answer(_going_on(at))
            yield at

    return islice(all_of_them(run), _ROUNDS)


def _going_on(run: TalkSession) -> StepAnswer:
    step = run.current_stop.step
    if step.asks_for == "text":
        return "quince"
    if step.asks_for == "list":
        return run.choices[:3]
    if step.asks_for == "choice":
        return next(choice for choice in run.choices if choice not in {*step.leads, *step.returns})
    return ""


def _as_answer(step: Step, choice: str) -> StepAnswer:
    return (choice,) if step.asks_for == "list" else choice


# it finds what it is there to find


def a_flow(*steps: Step) -> TalkSession:
    """A talk of such steps."""
    return begin(replace(FLOWS[0], id="plums", step=steps), *ONE)


def a_step(step: str = "mark", **fields: Any) -> Step:
    """A step that asks for one of two choices."""
    asked = {"asks_for": "choice", "choices": ("toast it", "smile"), "text": "Mark it.", **fields}
    return Step(id=step, who="me", **asked)


SAID = Step(id="end", who="me", text="So: {mark}.")


@pytest.mark.parametrize(
    ("steps", "leads"),
    [
        ((a_step(),), ["", ""]),
        ((a_step(keep="ask"),), ["to later words", "to later words"]),
        ((a_step(), SAID), ["to later words", "to later words"]),
        ((a_step(leads={"smile": CARE}),), ["on, as no other does", "elsewhere"]),
        ((a_step(by_way_of={"smile": CARE}),), ["on, as no other does", "elsewhere"]),
        ((a_step(back_in={"smile": 20}),), ["on, as no other does", "elsewhere"]),
        ((a_step(returns={"smile": "mark"}),), ["on, as no other does", "elsewhere"]),
        ((a_step(seats="speaker"),), ["to who speaks", "to who speaks"]),
        ((a_step(choices=("toast it", "smile", "nap"), leads={"smile": CARE}),), ["", "elsewhere", ""]),
        ((a_step(asks_for="list"),), ["", ""]),
        ((a_step(asks_for="list"), SAID), ["to later words", "to later words"]),
    ],
)
def test_a_dead_choice_is_found(steps: Sequence[Step], leads: list[str]) -> None:
    run = a_flow(*steps)

    assert [where_it_leads(run, choice) for choice in run.choices] == leads


# where they lead to is there


@every_flow
def test_what_a_choice_leads_to_is_there(flow: Flow) -> None:
    ids = {CARE, *(other.id for other in FLOWS)} - {flow.id}

    for step in flow.step:
        assert {*step.leads.values(), *step.by_way_of.values()} <= ids
        assert {*step.by_way_of, *step.back_in} <= set(step.choices)
        assert step.asks_for == "choice" or not (step.by_way_of or step.back_in or step.leads or step.returns)
        assert all(minutes >= 0 for minutes in step.back_in.values())


@pytest.mark.parametrize(
    ("flow", "step", "choice", "way"),
    [
        ("weekly-us-meeting", "listen", "listen, say back and check", "reflective-listening"),
        ("weekly-us-meeting", "listen", "take a pause first", "pause-and-return"),
        ("weekly-us-meeting", "listen", "talk it over freely", ""),
        ("getting-help", "alone-first", "I would rather talk to someone alone first", CARE),
        ("forgiveness", "ready", "I am not sure", CARE),
    ],
)
def test_some_choices_come_by_way_of_something_else(flow: str, step: str, choice: str, way: str) -> None:
    met = next(other for other in FLOWS if other.id == flow)

    assert detour_after(next(other for other in met.step if other.id == step), choice) == way
