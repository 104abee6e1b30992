"""A check-in of two apart: nothing is seen unless it was chosen, and what is kept back tells nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rituals.content.loader import catalogue
from rituals.core.checkin.apart import AnswersApart, answer_pairs, answered_items, apart_from, needs_shown
from rituals.core.model import Person

FORM = catalogue().form
IDS = [item.id for item in FORM.items]
ADA, BEN = (Person(name, name, date(2026, 3, 1)) for name in ("Ada", "Ben"))

any_answers = st.dictionaries(st.sampled_from(IDS), st.integers(0, 4))


def test_only_what_each_chose_is_seen_and_there_are_no_sums() -> None:
    adas = AnswersApart(ADA, {"c1": 1, "c2": 0, "c3": 3}, frozenset({"c1", "c3"}))
    bens = AnswersApart(BEN, {"c1": 4, "c2": 2}, frozenset({"c1"}))

    pairs = answer_pairs(FORM, [adas, bens])

    assert [(pair.item.id, pair.values) for pair in pairs] == [("c1", (1, 4)), ("c3", (3, None))]


def test_nothing_is_seen_unless_it_was_chosen() -> None:
    both = [AnswersApart(ADA, {"c1": 0}), AnswersApart(BEN, {"c1": 0})]

    assert answer_pairs(FORM, both) == []
    assert needs_shown(FORM, both) == ([], "no")


def test_what_is_shown_is_chosen_by_its_place_among_what_was_answered() -> None:
    answers = {"c2": 1, "c5": 3}

    assert [item.id for item in answered_items(FORM, answers)] == ["c2", "c5"]
    assert apart_from(FORM, ADA, answers, [1]).visible == {"c5": 3}
    assert apart_from(FORM, ADA, answers, []).visible == {}


@given(any_answers, any_answers, st.sets(st.sampled_from(IDS)), any_answers)
def test_what_is_kept_back_changes_nothing_that_is_seen(
    adas: dict[str, int], bens: dict[str, int], shown: set[str], others: dict[str, int]
) -> None:
    """Whatever else Ada had answered where she shows nothing, both would see the same."""
    visible = {item: value for item, value in adas.items() if item in shown}
    withheld = {item: value for item, value in others.items() if item not in shown}
    ben = AnswersApart(BEN, bens, frozenset(IDS))

    might_be = [AnswersApart(ADA, answers, frozenset(shown)) for answers in (adas, {**withheld, **visible}, visible)]
    seen = [(answer_pairs(FORM, [ada, ben]), needs_shown(FORM, [ada, ben])) for ada in might_be]

    assert seen[0] == seen[1] == seen[2]
