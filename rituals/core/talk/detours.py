"""What follows from a choice beside the next stop: something that comes first, and when somebody comes back."""

from __future__ import annotations

from collections.abc import Iterable

from rituals.core.talk.route import StepAnswer
from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import Flow, Step


def detour_after(step: Step, answer: StepAnswer) -> str:
    """What comes first after this answer: the page with helplines, a flow by its id, or "" for nothing."""
    return step.by_way_of.get(answer, "") if isinstance(answer, str) else ""


def back_after(step: Step, answer: StepAnswer) -> int | None:
    """In how many minutes somebody comes back after this answer, 0 for not any more; None if nothing is said of it."""
    return step.back_in.get(answer) if isinstance(answer, str) else None


def coming_back_step(flows: Iterable[Flow]) -> tuple[Flow, str]:
    """The talk that sets a time to come back at, and its step for whoever is back."""
    return next((flow, step.id) for flow in flows for step in flow.step if 0 in step.back_in.values())


def passed_over_to(run: TalkSession, step: str) -> TalkSession:
    """The talk at a step, with those before it passed over."""
    while run.current_stop.step.id != step:
        run = run.skip()
    return run


def brought_along(begun: TalkSession, outer: TalkSession | None) -> TalkSession:
    """A talk that is begun inside another, with what both of them wrote there last as a draft, if it begins by asking
    for words."""
    if outer is None or begun.current_stop.step.asks_for != "text":
        return begun
    answered = outer.stops[: len(outer.trail)]
    texts = [outer.words_at(stop) for stop in answered if stop.step.asks_for == "text" and stop.participant is None]
    return begun.drafted(next((text for text in reversed(texts) if text), ""))
