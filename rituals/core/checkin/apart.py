"""A check-in that two take apart at one keyboard, and what each lets the other see of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rituals.core.checkin.scoring import CheckinAnswers, CheckinItem, Form, Needs, needs
from rituals.core.model import Person


class AnswersApart(NamedTuple):
    """What somebody answered unseen, and the ids of the items that the other may see."""

    person: Person
    answers: CheckinAnswers
    shown: frozenset[str] = frozenset()

    @property
    def visible(self) -> CheckinAnswers:
        """The answers that the other may see."""
        return {item: value for item, value in self.answers.items() if item in self.shown}


class AnswerPair(NamedTuple):
    """What two people show of their answers to one item; None if withheld or passed, which nobody can tell apart."""

    item: CheckinItem
    values: tuple[int | None, ...]


def apart_from(form: Form, person: Person, answers: CheckinAnswers, places: Iterable[int]) -> AnswersApart:
    """The answers of one who shows those at some places, from 0, among the items that they answered."""
    items = answered_items(form, answers)
    return AnswersApart(person, answers, frozenset(items[place].id for place in places))


def answered_items(form: Form, answers: CheckinAnswers) -> list[CheckinItem]:
    """The items that were not passed, in the form's order."""
    return [item for item in form.items if item.id in answers]


def answer_pairs(form: Form, both: Sequence[AnswersApart]) -> list[AnswerPair]:
    """What both show, item by item, without those that neither shows; without sums, so that nobody is measured
    against the other."""
    pairs = [AnswerPair(item, tuple(one.visible.get(item.id) for one in both)) for item in form.items]
    return [pair for pair in pairs if any(value is not None for value in pair.values)]


def needs_shown(form: Form, both: Sequence[AnswersApart]) -> Needs:
    """What the answers that both show want; what is withheld has no say, as it would be told by it."""
    return needs(form, [one.visible for one in both])
