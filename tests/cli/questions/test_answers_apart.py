"""The verbs of answers apart: nothing typed is shown before both have answered, and not a word on the other."""

from __future__ import annotations

from tests.kit.keyboard import Typed
from tests.kit.runs import Runs

SEALED = "Yours is sealed. You will both see both."


def test_an_answer_is_sealed_until_the_other_one_is_and_then_both_are_shown(shell: Runs, piped: Typed) -> None:
    question = shell("ask", "--json").document["question"]["text"]
    before = shell.done("ask", "answers", "--by", "sam")
    piped("the plum tree")

    assert "sealed until you both have answered" in shell.done("ask", "answer")
    mine = shell.done("ask", "answer", "-")

    assert mine == shell.done("ask", "answer") == f"{question}\n{SEALED}\n"
    assert shell.done("ask", "answers", "--by", "sam") == before
    assert shell("ask", "answers", "--json").document["answers"] == []
    piped("the stairs")
    both = shell.done("ask", "answer", "-", "--by", "sam")
    assert both == f"{question}\nana: the plum tree\nSam: the stairs\n"
    assert shell.done("ask", "answers") == f"Today: {both}"
    (shown,) = shell("ask", "answers", "--json").document["answers"]
    assert [one["text"] for one in shown["by"]] == ["the plum tree", "the stairs"]


def test_what_was_let_go_is_not_asked_for_again(shell: Runs) -> None:
    shell.done("ask", "answer", "the plum tree")

    assert "off this machine now" in shell.done("ask", "take-back")

    assert "over" in shell.refused("ask", "answer", exit_code=1)
    assert "No question was answered apart today" in shell.refused("ask", "take-back")
    assert "plum" not in "".join(path.read_text() for path in shell.home.rglob("*.jsonl"))


def test_a_question_of_another_evening_can_be_answered_still(shell: Runs) -> None:
    shell.done("ask", "answer", "the plum tree")
    shell.clock.pass_time(days=2)

    assert "ana: the plum tree" in shell.done("ask", "answer", "the stairs", "--on", "-2", "--by", "sam")
    assert "No question was answered apart" in shell.refused("ask", "answer", "--on", "-1")
    assert "already" in shell.refused("ask", "answer", "more", "--on", "-2", exit_code=1)
    shell.clock.pass_time(days=12)
    assert "ana: the plum tree" in shell.done("ask", "answers")


def test_nothing_in_no_words_gets_a_sentence(shell: Runs, piped: Typed) -> None:
    piped("  ")

    assert "A few words are enough" in shell.refused("ask", "answer", "-")


def test_one_alone_is_told_that_it_takes_two(empty: Runs) -> None:
    assert "takes two" in empty.refused("ask", "answer", exit_code=1)
