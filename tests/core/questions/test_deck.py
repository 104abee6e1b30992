"""The deck of questions: stable for an evening, none twice before it is through, and no telling who passed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.content.loader import catalogue
from rituals.core.events import QuestionFavoured, QuestionShown
from rituals.core.questions import deck as q
from rituals.core.questions.deck import Prompt
from rituals.core.state.device_state import DeviceState
from rituals.errors import RuleError, UsageError
from tests.kit.histories import Couple, march, record

DECK = [Prompt(f"q{number}", 1 + number % 4, "interest", f"Question {number}?") for number in range(16)]
EASY = [prompt for prompt in DECK if prompt.depth == 1]


def first(_: int) -> int:
    return 0


def evenings(deck: list[Prompt], count: int) -> list[Prompt]:
    """What comes up on so many evenings, each remembered."""
    shown: list[QuestionShown] = []
    found = []
    for number in range(count):
        day = march(1) + timedelta(days=number)
        found.append(q.tonights_question(deck, shown, day, {1}))
        shown += q.show_events(shown, found[-1], day)
    return found


def test_tonights_question_is_the_same_all_day_whether_it_is_remembered_or_not() -> None:
    before = q.tonights_question(DECK, [], march(1))
    shown = q.show_events([], before, march(1))

    assert q.tonights_question(DECK, [], march(1)) == before
    assert q.tonights_question(DECK, shown, march(1)) == before
    assert q.show_events(shown, before, march(1)) == []


def test_nobody_who_did_not_ask_gets_a_question_deeper_than_warm() -> None:
    days = [march(1) + timedelta(days=number) for number in range(60)]

    assert {q.tonights_question(DECK, [], day).depth for day in days} == {1, 2}
    assert {q.tonights_question(DECK, [], day, {4}).depth for day in days} == {4}


def test_the_days_differ() -> None:
    assert len({q.tonights_question(DECK, [], march(day)).id for day in range(1, 29)}) > 3


def test_none_comes_twice_before_the_deck_is_through() -> None:
    found = evenings(DECK, 3 * len(EASY))

    rounds = [found[place : place + len(EASY)] for place in range(0, len(found), len(EASY))]
    assert all({prompt.id for prompt in one} == {prompt.id for prompt in EASY} for one in rounds)


def test_none_comes_again_within_three_months_though_others_are_passed_each_evening() -> None:
    shown: list[QuestionShown] = []
    for number in range(400):
        day = march(1) + timedelta(days=number)
        for _ in range(1 + (number % 4 == 0)):  # every fourth evening one is passed
            drawn = q.another(catalogue().prompt, shown, day, q.by_day(day))
            shown += q.show_events(shown, drawn, day)

    for place, showing in enumerate(shown):
        before = [earlier.on for earlier in shown[:place] if earlier.question == showing.question]
        assert all((showing.on - on).days >= q.NOT_AGAIN_WITHIN for on in before)


def test_what_stayed_an_evening_comes_not_again_within_three_months_though_ten_are_passed_each_evening() -> None:
    shown: list[QuestionShown] = []
    stayed: dict[str, date] = {}
    for number in range(200):
        day = march(1) + timedelta(days=number)
        evening = [q.tonights_question(catalogue().prompt, shown, day)]
        shown += q.show_events(shown, evening[0], day)
        for _ in range(10):
            evening.append(q.another(catalogue().prompt, shown, day, q.by_day(day)))
            shown += q.show_events(shown, evening[-1], day)
        ids = [question.id for question in evening]
        assert len(set(ids)) == 11
        assert all((day - stayed[name]).days >= q.NOT_AGAIN_WITHIN for name in ids if name in stayed)
        stayed[ids[-1]] = day


def test_none_comes_again_within_three_months_on_two_machines() -> None:
    asked: dict[str, date] = {}
    for number in range(400):
        day = march(1) + timedelta(days=number)
        drawn = q.couples_question(catalogue().prompt, [], day, ["ana", "sam"]).id
        assert drawn not in asked or (day - asked[drawn]).days >= 90
        asked[drawn] = day


def test_a_question_added_on_one_of_two_machines_leaves_both_with_the_same_each_evening() -> None:
    own = Prompt(f"{q.OWN_PREFIX}1", 1, "interest", "Own?")
    days = [march(day) for day in range(1, 29)]

    assert all(
        q.couples_question([*DECK, own], [], day, ["ana", "sam"]) == q.couples_question(DECK, [], day, ["ana", "sam"])
        for day in days
    )
    assert q.couples_question([own], [], march(1), ["ana", "sam"]) == own


def test_the_same_never_comes_twice_in_a_row() -> None:
    found = evenings(DECK, 40)

    assert all(one != other for one, other in pairwise(found))


@given(st.lists(st.integers(0, 15), max_size=60), st.sets(st.integers(1, 4), min_size=1))
def test_a_question_is_left_in_every_round(shown: list[int], depths: set[int]) -> None:
    ids = [prompt.id for prompt in DECK if prompt.depth in depths]

    left = q.left_in_round(ids, [f"q{number}" for number in shown])

    assert left
    assert set(left) <= set(ids)


def test_passing_brings_another_which_is_tonights_from_then_on() -> None:
    today = march(1)
    shown = [QuestionShown(q.tonights_question(DECK, [], today).id, today)]

    other = q.another(DECK, shown, today, first)
    shown += q.show_events(shown, other, today)

    assert other.id != shown[0].question
    assert q.tonights_question(DECK, shown, today) == other


def test_the_log_cannot_tell_what_was_passed_from_what_was_answered() -> None:
    answered = q.show_events([], DECK[0], march(1))
    passed = q.show_events([], q.another(DECK, [], march(1), first), march(1))

    assert {type(event) for event in (*answered, *passed)} == {QuestionShown}
    assert answered == passed


def test_going_deeper_for_once_leaves_the_others_question_where_it_was() -> None:
    easy = QuestionShown("q0", march(1))
    tender = QuestionShown("q3", march(1))

    assert q.tonights_question(DECK, [easy, tender], march(1)).id == "q0"
    assert q.tonights_question(DECK, [easy, tender], march(1), {4}).id == "q3"


def test_a_question_that_is_not_in_the_deck_any_more_is_passed_over() -> None:
    gone = QuestionShown("own-gone", march(1))

    assert q.tonights_question(DECK, [gone], march(1)) in DECK


def test_a_depth_without_a_question_gets_a_sentence() -> None:
    with pytest.raises(RuleError, match="another depth"):
        q.tonights_question(EASY, [], march(1), {4})
    with pytest.raises(UsageError, match=r"1 \(easy\), 2 \(warm\)"):
        q.depth_of(catalogue().depth, 9)


def test_favourites_are_shared_and_undoable() -> None:
    us = Couple()

    said = us.say(q.favour_question(us.state, DECK, "q1", favourite=True)[0])
    liked = q.favourite_questions(us.state, DECK)
    again = q.favour_question(us.state, DECK, "q1", favourite=True)
    us.undo(said)

    assert [prompt.id for prompt in liked] == ["q1"]
    assert again == []
    assert q.favourite_questions(us.state, DECK) == []


def test_a_favourite_can_be_let_go_of_again() -> None:
    us = Couple()
    us.say(QuestionFavoured("q1"))

    us.say(q.favour_question(us.state, DECK, "q1", favourite=False)[0])

    assert not us.state.favourite_questions


def test_only_what_is_in_the_deck_becomes_a_favourite() -> None:
    with pytest.raises(UsageError, match="not in the deck"):
        q.favour_question(Couple().state, DECK, "nothing", favourite=True)


def test_what_came_up_is_read_in_order_whatever_order_it_arrives_in() -> None:
    said = [record(QuestionShown(f"q{n}", march(n)), lamport=n, number=n) for n in range(1, 5)]

    seen = {
        tuple(one.question for one in DeviceState([*order, order[0]]).questions_shown) for order in permutations(said)
    }

    assert seen == {("q1", "q2", "q3", "q4")}


def test_the_choice_of_a_day_stays_within_what_there_is() -> None:
    for places in (1, 2, 7, 32):
        assert all(0 <= q.by_day(date(2026, 1, 1) + timedelta(days=n))(places) < places for n in range(50))
