"""The deck of questions: which one comes up, by how deep it goes, and none twice before the deck is through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from zlib import crc32

from msgspec import Struct

from rituals.core.events import QuestionFavoured, QuestionShown
from rituals.core.state.couple_state import State
from rituals.errors import Remedy, RuleError, UsageError

UNASKED = frozenset({1, 2})
"""How deep a question goes that nobody asked to go deeper."""

ChooseIndex = Callable[[int], int]
"""Picks a place among so many, at random in life, by the day for tonight's, and as told in a test."""


class Depth(Struct, frozen=True):
    """How deep questions of a level go, and what to mind there."""

    level: int
    name: str
    note: str
    source: str


class Prompt(Struct, frozen=True):
    """One question; `source` is empty where its depth's holds."""

    id: str
    depth: int
    section: str
    text: str
    source: str = ""


def tonights_question(
    deck: Sequence[Prompt], shown: Sequence[QuestionShown], day: date, depths: Collection[int] = UNASKED
) -> Prompt:
    """The question for an evening, the same all day: the last one that came up on it, else one chosen by the day.

    `shown` has what came up, in that order. `RuleError` where the deck has none of these depths.
    """
    fitting = _of_depths(deck, depths)
    by_id = {prompt.id: prompt for prompt in fitting}
    todays = [by_id[showing.question] for showing in shown if showing.on == day and showing.question in by_id]
    return todays[-1] if todays else _drawn(fitting, [showing.question for showing in shown], by_day(day))


def another(
    deck: Sequence[Prompt], shown: Sequence[QuestionShown], choose: ChooseIndex, depths: Collection[int] = UNASKED
) -> Prompt:
    """A question that has not come up before the deck is through; passing one takes nothing more than this."""
    return _drawn(_of_depths(deck, depths), [showing.question for showing in shown], choose)


def by_day(day: date) -> ChooseIndex:
    """A choice that is the same all day, and on every device that has the same to choose from."""
    return lambda places: crc32(day.isoformat().encode()) % places


def left_in_round(ids: Collection[str], shown: Iterable[str]) -> list[str]:
    """What of a deck has not come up since it was last through, in the deck's order."""
    this_round: set[str] = set()
    for question in shown:
        if question in ids:
            this_round.add(question)
            if len(this_round) == len(ids):
                this_round.clear()
    return [question for question in ids if question not in this_round]


def show_events(shown: Sequence[QuestionShown], question: Prompt, day: date) -> list[QuestionShown]:
    """Note that a question came up, once for as long as it is the latest of the day."""
    latest = shown[-1] if shown else None
    return [] if latest == QuestionShown(question.id, day) else [QuestionShown(question.id, day)]


def favour_question(state: State, deck: Sequence[Prompt], question: str, *, favourite: bool) -> list[QuestionFavoured]:
    """Make a question a favourite, or none any more."""
    if all(prompt.id != question for prompt in deck):
        raise UsageError("That question is not in the deck.", Remedy.LIST_QUESTIONS)
    is_favourite = question in state.favourite_questions
    return [] if is_favourite == favourite else [QuestionFavoured(question, favourite)]


def favourite_questions(state: State, deck: Sequence[Prompt]) -> list[Prompt]:
    """The questions they like, in the deck's order."""
    return [prompt for prompt in deck if prompt.id in state.favourite_questions]


def depth_of(depths: Sequence[Depth], level: int) -> Depth:
    """A depth by its level; `UsageError` names those there are."""
    for depth in depths:
        if depth.level == level:
            return depth
    named = ", ".join(f"{depth.level} ({depth.name})" for depth in depths)
    raise UsageError(f"There is no depth {level}. Choose one of {named}.")


def _of_depths(deck: Sequence[Prompt], depths: Collection[int]) -> list[Prompt]:
    fitting = [prompt for prompt in deck if prompt.depth in depths]
    if not fitting:
        raise RuleError("The deck has no question as deep as that. Choose another depth.")
    return fitting


def _drawn(fitting: Sequence[Prompt], shown: Sequence[str], choose: ChooseIndex) -> Prompt:
    """One that is left in this round, and not the very latest again where there is another."""
    by_id = {prompt.id: prompt for prompt in fitting}
    left = left_in_round(by_id, shown)
    fresh = [question for question in left if question not in shown[-1:]] or left
    return by_id[fresh[choose(len(fresh))]]
