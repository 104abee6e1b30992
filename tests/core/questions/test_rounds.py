"""Answers apart: sealed until all are there, shown together, let go for good, and never a word on the other."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.model import Person, PersonId
from rituals.core.questions import rounds
from rituals.core.questions.deck import Prompt, couples_question
from rituals.core.state.apart import Round
from rituals.core.state.couple_state import State
from rituals.errors import RuleError, UsageError
from tests.kit.histories import ANA, BEGUN, BEN, Couple, march, record

QUESTION = "p05"
TODAY = march(3)


def begun(*people: str) -> tuple[Couple, str]:
    """A couple, and the id of a round that was begun."""
    us = Couple(*people)
    (began,) = rounds.begin_round(us.state, us.state.people, QUESTION, TODAY)
    us.say(began)
    return us, began.round


def asked(us: Couple) -> Round:
    (only,) = us.state.apart.value.values()
    return only


def standing(us: Couple, person: PersonId, today: date = TODAY) -> str:
    return rounds.standing(us.state, asked(us), person, today)


def test_a_round_is_the_same_on_two_machines_and_another_for_others() -> None:
    ana, ben, kim = (Person(name, name, BEGUN) for name in ("ana", "ben", "kim"))

    same = {rounds.round_id(couple, QUESTION, TODAY) for couple in ([ana, ben], [ben, ana])}
    others = {
        rounds.round_id([ana, kim], QUESTION, TODAY),
        rounds.round_id([ana, ben], "p06", TODAY),
        rounds.round_id([ana, ben], QUESTION, march(4)),
    }

    assert len(same) == 1
    assert len(others - same) == 3


def test_what_one_sealed_changes_nothing_for_the_other() -> None:
    us, name = begun()
    before = standing(us, BEN)

    us.say(e.AnswerSealed(name, ANA))

    assert standing(us, ANA) == "sealed"
    assert standing(us, BEN) == before == "open"
    assert rounds.to_open(us.state, TODAY) == []


def test_once_all_have_sealed_each_machine_opens_what_lies_there_and_none_is_shown_alone() -> None:
    us, name = begun()
    for person in (ANA, BEN):
        us.say(e.AnswerSealed(name, person))
    assert rounds.to_open(us.state, TODAY) == [(asked(us), ANA), (asked(us), BEN)]

    us.say(e.AnswerShown(name, ANA, "the sea"))
    assert [standing(us, person) for person in (ANA, BEN)] == ["sealed", "sealed"]
    assert rounds.to_open(us.state, TODAY) == [(asked(us), BEN)]

    us.say(e.AnswerShown(name, BEN, "the stairs"))
    assert [standing(us, person) for person in (ANA, BEN)] == ["shown", "shown"]


def test_what_is_shown_without_a_seal_of_everyones_is_not_seen() -> None:
    us, name = begun(ANA, BEN, "kim")
    for person in (ANA, BEN):
        us.say(e.AnswerSealed(name, person))
        us.say(e.AnswerShown(name, person, "early"))
    us.say(e.AnswerShown(name, "kim", "unsealed"))

    assert standing(us, ANA) == "sealed"
    assert standing(us, "kim") == "open"


@pytest.mark.parametrize("shown", [False, True])
def test_what_is_let_go_is_shown_to_nobody_and_its_words_are_gone(shown: bool) -> None:
    us, name = begun()
    for person in (ANA, BEN):
        us.say(e.AnswerSealed(name, person))
        if shown:
            us.say(e.AnswerShown(name, person, "words"))

    for event in rounds.let_answer_go(us.state, asked(us), by=ANA):
        us.say(event)

    assert asked(us).texts == {}
    assert standing(us, ANA) == "over"
    assert standing(us, BEN) == ("over" if shown else "sealed")
    with pytest.raises(RuleError):
        rounds.let_answer_go(us.state, asked(us), by=ANA)
    with pytest.raises(RuleError, match="over"):
        rounds.seal_answer(us.state, asked(us), by=ANA, today=TODAY)


def test_words_that_come_after_they_were_let_go_are_erased() -> None:
    us, name = begun()
    for person in (ANA, BEN):
        us.say(e.AnswerSealed(name, person))
    us.say(e.AnswerLetGo(name, ANA))
    late = us.say(e.AnswerShown(name, ANA, "late"))

    assert rounds.catch_up(us.state, TODAY) == [e.WordsErased((late,))]


def test_after_two_weeks_nothing_is_said_and_after_ninety_days_the_words_go() -> None:
    us, name = begun()
    us.say(e.AnswerSealed(name, ANA))
    two_weeks, ninety = TODAY + timedelta(days=14), TODAY + timedelta(days=90)

    assert standing(us, ANA, two_weeks) == "sealed"
    assert standing(us, ANA, two_weeks + timedelta(days=1)) == "over"
    us.say(e.AnswerSealed(name, BEN))
    shown = [us.say(e.AnswerShown(name, person, "words")) for person in (ANA, BEN)]
    assert standing(us, ANA, ninety) == "shown"
    assert rounds.catch_up(us.state, ninety) == []
    assert rounds.catch_up(us.state, ninety + timedelta(days=1)) == [
        e.AnswerLetGo(name, ANA),
        e.AnswerLetGo(name, BEN),
        e.WordsErased(tuple(sorted(shown))),
    ]


def test_one_alone_and_an_empty_answer_get_a_sentence() -> None:
    us = Couple(ANA)

    with pytest.raises(RuleError, match="takes two"):
        rounds.begin_round(us.state, us.state.people, QUESTION, TODAY)
    with pytest.raises(UsageError, match="A few words"):
        rounds.checked_answer(" \n ")


EVENTS = st.lists(
    st.one_of(
        st.builds(e.AnswerSealed, st.just("r"), st.sampled_from((ANA, BEN))),
        st.builds(e.AnswerShown, st.just("r"), st.sampled_from((ANA, BEN)), st.sampled_from(("sea", "stairs"))),
        st.builds(e.AnswerLetGo, st.just("r"), st.sampled_from((ANA, BEN))),
        st.just(e.RoundBegan("r", QUESTION, TODAY)),
    ),
    max_size=8,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_shows_the_same_and_never_one_alone(events: list[e.AnyEvent], chance: Random) -> None:
    written = [record(event, lamport=number, number=100 + number) for number, event in enumerate(events)]
    shuffled = [*written, *written]
    chance.shuffle(shuffled)
    couple = Couple().records

    state, other = State([*couple, *written]), State([*couple, *shuffled])

    assert state.apart.value == other.apart.value
    for one in state.apart.value.values():
        stands = {rounds.standing(state, one, person, TODAY) for person in (ANA, BEN)}
        assert ("shown" in stands) <= (stands == {"shown"} and set(one.texts) == one.sealed == {ANA, BEN})
        assert not (one.let_go and "shown" in stands)


# tonight's question of a couple with several machines

DECK = [Prompt(f"q{number}", 1 + number % 2, "interest", f"Question {number}?") for number in range(12)]


def test_both_machines_draw_the_same_and_none_twice_before_the_deck_is_through() -> None:
    first = -TODAY.toordinal() % len(DECK)
    days = [TODAY + timedelta(days=first + number) for number in range(len(DECK))]

    ours = [couples_question(DECK, [], day, (ANA, BEN)) for day in days]

    assert ours == [couples_question(DECK, [], day, (BEN, ANA)) for day in days]
    assert len({question.id for question in ours}) == len(DECK)
    assert ours != [couples_question(DECK, [], day, (ANA, "kim")) for day in days]


def test_what_was_passed_here_today_stays_passed_here() -> None:
    drawn = couples_question(DECK, [], TODAY, (ANA, BEN))
    other = next(prompt for prompt in DECK if prompt != drawn)

    assert couples_question(DECK, [e.QuestionShown(other.id, TODAY)], TODAY, (ANA, BEN)) == other
