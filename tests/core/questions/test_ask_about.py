"""What to ask the other about: on its day, a few days after it, and a discreet word the evening after."""

from __future__ import annotations

import pytest

from rituals.core.events import AnyPrivateEvent, AskAboutAdded, PrivateErased
from rituals.core.questions import ask_about
from rituals.core.state.private_state import PrivateState
from rituals.errors import RuleError, UsageError
from tests.kit.histories import march, record

DENTIST = AskAboutAdded("d", march(10), "the dentist")


def private(*events: AnyPrivateEvent) -> PrivateState:
    return PrivateState(record(event, lamport=number, number=number) for number, event in enumerate(events, 1))


def test_a_note_is_kept_for_a_day_ahead() -> None:
    assert ask_about.note_down("d", "  the dentist ", march(10), today=march(8)) == [DENTIST]


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_an_empty_note_gets_a_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="nothing to ask about yet"):
        ask_about.note_down("d", text, march(10), today=march(8))


def test_a_day_that_is_over_gets_a_sentence() -> None:
    with pytest.raises(UsageError, match="Yesterday is over"):
        ask_about.note_down("d", "the dentist", march(7), today=march(8))


def test_it_is_shown_on_its_day_and_for_a_week_after_until_it_was_asked() -> None:
    own = private(DENTIST)

    days = [day for day in range(1, 31) if ask_about.due_to_ask(own, march(day))]

    assert days == list(range(10, 18))


def test_once_asked_it_is_brought_up_no_more() -> None:
    own = private(DENTIST, *ask_about.mark_asked(private(DENTIST), "d"))

    assert ask_about.due_to_ask(own, march(10)) == []
    assert own.asked == [DENTIST]
    with pytest.raises(RuleError, match="any more"):
        ask_about.mark_asked(own, "d")


def test_what_was_erased_is_not_brought_up() -> None:
    own = private(DENTIST, PrivateErased("d"))

    assert ask_about.due_to_ask(own, march(10)) == []


def test_the_words_look_ahead_before_and_back_after() -> None:
    assert ask_about.note_words(DENTIST, march(10)) == "Today: the dentist"
    assert ask_about.note_words(DENTIST, march(9)) == "Tomorrow: the dentist"
    assert ask_about.note_words(DENTIST, march(1)) == "Tue 10 Mar: the dentist"
    assert ask_about.note_words(DENTIST, march(11)) == "How did it go yesterday: the dentist?"
    assert ask_about.noted_words(DENTIST, march(8)) == "Kept for you alone: the dentist, on Tuesday."


def test_two_notes_from_elsewhere_that_share_a_record_s_order_are_both_there() -> None:
    notes = [AskAboutAdded("a", march(10), "the dentist"), AskAboutAdded("b", march(10), "the exam")]

    private = PrivateState(record(note, lamport=1, number=1) for note in notes)

    assert list(private.to_ask) == notes
