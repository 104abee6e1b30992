"""The deck of questions: draws one of the chosen depths, and none twice until all were shown, nor within three months
where there are enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from zlib import crc32

from msgspec import Struct

from rituals.core.calendar import add_days
from rituals.core.events import QuestionFavoured, QuestionShown
from rituals.core.model import PersonId
from rituals.core.state.couple_state import State
from rituals.core.text import printable
from rituals.errors import Remedy, RuleError, UsageError

NOT_AGAIN_WITHIN = 90
"""Days within which no question comes up twice, where the deck has enough of them."""
UNASKED = frozenset({1, 2})
"""The depths that questions have if nobody asked for others."""

OWN_PREFIX = "own-"
"""Begins the ids of a machine's own questions, so that a later version of the app may ship any id without meeting one
of these."""

ChooseIndex = Callable[[int], int]
"""Picks an index below a count: at random in the app, by the day for tonight's question, fixed in tests."""


class Depth(Struct, frozen=True):
    """A level of depth, from 1 to 4, and what to mind at it."""

    level: int
    name: str
    note: str
    source: str


class Prompt(Struct, frozen=True):
    """One question; with an empty `source`, its depth's source holds."""

    id: str
    depth: int
    section: str
    text: str
    source: str = ""


def tonights_question(
    deck: Sequence[Prompt], shown: Sequence[QuestionShown], day: date, depths: Collection[int] = UNASKED
) -> Prompt:
    """The question of a day, stable all day: the last one shown on it, else one chosen by the day.

    `shown` is in the order of showing. `RuleError` if the deck has no question of these depths.
    """
    fitting = _of_depths(deck, depths)
    by_id = {prompt.id: prompt for prompt in fitting}
    todays = [by_id[showing.question] for showing in shown if showing.on == day and showing.question in by_id]
    return todays[-1] if todays else _drawn(fitting, shown, day, by_day(day))


def couples_question(
    deck: Sequence[Prompt],
    shown: Sequence[QuestionShown],
    day: date,
    couple: Iterable[PersonId],
    depths: Collection[int] = UNASKED,
) -> Prompt:
    """The question of a day for people who use several machines, the same on each with this deck: the last one shown
    here on that day, else one drawn by couple and day alone, in an order that stays, so that none comes twice before
    the deck is through; of one's own, which the other machines do not have, only where there is nothing else."""
    fitting = _of_depths(deck, depths)
    by_id = {prompt.id: prompt for prompt in fitting}
    if todays := [by_id[showing.question] for showing in shown if showing.on == day and showing.question in by_id]:
        return todays[-1]
    people = "\n".join(sorted(couple))
    of_all = [prompt for prompt in fitting if not prompt.id.startswith(OWN_PREFIX)] or fitting
    from hashlib import blake2b  # it loads OpenSSL, and all who read the catalogue know this module

    in_turn = sorted(of_all, key=lambda prompt: blake2b(f"{people}\n{prompt.id}".encode()).digest())
    return in_turn[day.toordinal() % len(in_turn)]


def another(
    deck: Sequence[Prompt],
    shown: Sequence[QuestionShown],
    day: date,
    choose: ChooseIndex,
    depths: Collection[int] = UNASKED,
) -> Prompt:
    """A question to show now, as far as possible one that was not shown lately; skipping one has no other effect."""
    return _drawn(_of_depths(deck, depths), shown, day, choose)


def by_day(day: date) -> ChooseIndex:
    """A choice that depends on the day alone, so that it is the same on every device with the same questions left."""
    return lambda places: crc32(day.isoformat().encode()) % places


def left_in_round(ids: Collection[str], shown: Iterable[str]) -> list[str]:
    """The ids of a deck that have not been shown since all of them last were, in the deck's order."""
    this_round: set[str] = set()
    for question in shown:
        if question in ids:
            this_round.add(question)
            if len(this_round) == len(ids):
                this_round.clear()
    return [question for question in ids if question not in this_round]


def show_events(shown: Sequence[QuestionShown], question: Prompt, day: date) -> list[QuestionShown]:
    """Record that a question was shown; no event if it is already the latest of the day."""
    latest = shown[-1] if shown else None
    return [] if latest == QuestionShown(question.id, day) else [QuestionShown(question.id, day)]


def favour_question(state: State, deck: Sequence[Prompt], question: str, *, favourite: bool) -> list[QuestionFavoured]:
    """Make a question a favourite, or none any more."""
    if all(prompt.id != question for prompt in deck):
        raise UsageError("That question is not in the deck.", Remedy.LIST_QUESTIONS)
    is_favourite = question in state.favourite_questions
    return [] if is_favourite == favourite else [QuestionFavoured(question, favourite)]


def favourite_questions(state: State, deck: Sequence[Prompt]) -> list[Prompt]:
    """The favourite questions, in the deck's order."""
    return [prompt for prompt in deck if prompt.id in state.favourite_questions]


def depth_of(depths: Sequence[Depth], level: int) -> Depth:
    """The depth with this level; `UsageError` names the levels there are."""
    for depth in depths:
        if depth.level == level:
            return depth
    named = ", ".join(f"{depth.level} ({depth.name})" for depth in depths)
    raise UsageError(f"There is no depth {level}. Choose one of {named}.")


def added_question_words(question: Prompt, depth: Depth) -> str:
    """The confirmation after somebody added a question of their own."""
    return f"In your deck now, among the {depth.name} ones: {printable(question.text)}"


def _of_depths(deck: Sequence[Prompt], depths: Collection[int]) -> list[Prompt]:
    fitting = [prompt for prompt in deck if prompt.depth in depths]
    if not fitting:
        raise RuleError("The deck has no question as deep as that. Choose another depth.")
    return fitting


def _drawn(fitting: Sequence[Prompt], shown: Sequence[QuestionShown], day: date, choose: ChooseIndex) -> Prompt:
    """A question left in this round, as far as possible one that was not shown lately, else one that was passed lately
    and stayed on no evening, else one shown long ago."""
    by_id = {prompt.id: prompt for prompt in fitting}
    left = left_in_round(by_id, [showing.question for showing in shown])
    last_shown = {showing.question: (showing.on, place) for place, showing in enumerate(shown)}
    rested = {
        name for name in by_id if name not in last_shown or add_days(last_shown[name][0], NOT_AGAIN_WITHIN) <= day
    }
    in_turn = sorted(by_id, key=lambda name: last_shown.get(name, (date.min, 0)))
    stayed = {showing.on: showing.question for showing in shown if add_days(showing.on, NOT_AGAIN_WITHIN) > day}
    passed = [name for name in in_turn if name not in stayed.values()] if len(by_id) > NOT_AGAIN_WITHIN else []
    longest_ago = _first_half(in_turn)
    pools = (
        [name for name in left if name in rested],
        sorted(rested),
        _first_half(passed),
        [name for name in left if name in longest_ago],
    )
    names = next(filter(None, pools), left)
    return by_id[names[choose(len(names))]]


def _first_half(names: Sequence[str]) -> Sequence[str]:
    return names[: (len(names) + 1) // 2]
