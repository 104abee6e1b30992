"""Several rituals in one command: all of it is put down, or none, and one undo takes all of it back."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs


def test_one_call_ticks_several_and_one_undo_takes_all_of_it_back(shell: Runs) -> None:
    before = shell.done("today")

    said = shell.done("tick", "walk", "Long hug", "cook", "walk", "--note", "at last")

    assert said.splitlines() == [
        "Done: Evening walk, today · you both.",
        "Done: Long hug, today · ana.",
        "Done: Cook together, today · you both.",
    ]
    assert shell.done("today").count("“at last”") == 3
    assert shell.done("undo").startswith(
        "Took back: Evening walk, ticked today; Long hug, ticked today; Cook together, ticked today.\n"
    )
    assert shell.done("today") == before


@pytest.mark.parametrize(
    ("call", "which"),
    [
        ("tick walk hgu", "No ritual is called “hgu”. Did you mean"),
        ("rest walk o", "“o” could be Cook together"),
        ("tick walk tea", "Tea has been put away. rituals restore"),
        ("archive walk tea", "Tea has been put away. rituals restore"),
        ("restore tea walk", "Evening walk"),
        ("untick walk hug", "Long hug"),
        ("pause walk hug", "Long hug"),
    ],
)
def test_where_one_word_or_ritual_will_not_do_nothing_is_put_down(shell: Runs, call: str, which: str) -> None:
    shell.done("add", "Tea", "--every", "every day")
    shell.done("archive", "tea")
    shell.done("pause", "hug")
    shell.done("tick", "walk")
    before = shell.done("list", "--all"), shell.done("today")

    sentence = shell(*call.split()).err

    assert which in sentence
    assert sentence.endswith(" Nothing was changed.\n")
    assert (shell.done("list", "--all"), shell.done("today")) == before


def test_several_are_unticked_rested_paused_and_put_away_and_come_back(shell: Runs) -> None:
    before = shell.done("list")

    shell.done("tick", "walk", "hug")
    assert len(shell.done("untick", "walk", "hug").splitlines()) == 2
    assert len(shell.done("rest", "walk", "hug").splitlines()) == 2
    assert len(shell.done("rest", "walk", "hug", "--not").splitlines()) == 2
    assert shell.done("pause", "walk", "hug").endswith("Long hug is paused from today until you resume.\n")
    assert shell.done("resume", "walk", "hug") == "Evening walk goes on from today.\nLong hug goes on from today.\n"
    assert shell.done("undo") == "Took back: the end of the pause of Evening walk; the end of the pause of Long hug.\n"
    shell.done("resume", "walk", "hug")
    shell.done("archive", "walk", "hug")
    assert len(shell.done("list").splitlines()) == 1
    shell.done("restore", "walk", "hug")
    assert sorted(shell.done("list").splitlines()) == sorted(before.splitlines())


def test_two_of_one_name_are_not_brought_back_together(shell: Runs) -> None:
    away = []
    for _ in range(2):
        shell.done("add", "Tea", "--every", "every day")
        away += [ritual["id"] for ritual in shell("list", "--json").document["rituals"] if ritual["name"] == "Tea"]
        shell.done("archive", away[-1])

    sentence = shell.refused("restore", *away, exit_code=1)

    assert sentence == "Two of these are called Tea. Bring back one, and rename it first. Nothing was changed."
    assert "Tea" not in shell.done("list")
