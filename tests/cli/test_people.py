"""Who is here, and how a ritual or a person is named."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs


def test_a_partner_joins_and_both_are_listed(empty: Runs) -> None:
    assert empty.done("people", "add", "Sam") == "Welcome, Sam.\n"
    assert empty.done("people") == "ana (at the keyboard)\nSam\n"


def test_before_any_welcome_the_login_can_be_renamed(empty: Runs) -> None:
    assert empty.done("people", "rename", "ana", "Ana-María") == "ana goes by Ana-María now.\n"
    assert empty.done("people") == "Ana-María (at the keyboard)\n"


def test_whoever_sits_down_ticks_from_then_on(shell: Runs) -> None:
    assert shell.done("people", "here", "sam") == "Sam is at the keyboard.\n"

    assert shell.done("tick", "hug") == "Done: Long hug, today · Sam.\n"


def test_people_as_a_document(shell: Runs) -> None:
    document = shell("people", "--json").document

    assert document["format"] == 1
    assert [(one["name"], one["here"]) for one in document["people"]] == [("ana", True), ("Sam", False)]
    assert document["people"][0]["joined"] == "2026-11-22"


@pytest.mark.parametrize("words", [("tick", "hug", "--by"), ("people", "here"), ("rest", "hug", "--by")])
def test_someone_unknown_is_answered_with_who_is_here(shell: Runs, words: tuple[str, ...]) -> None:
    sentence = shell.refused(*words, "Robin")

    assert "“Robin” is nobody here; there is ana or Sam" in sentence


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a\nb", "\x00", "\x1b[2J"])
def test_a_person_needs_a_name_that_can_be_kept(empty: Runs, name: str) -> None:
    assert "name" in empty.refused("people", "add", name)


def test_a_name_is_not_given_twice(shell: Runs) -> None:
    assert "already" in shell.refused("people", "add", "SAM", exit_code=1)


def test_a_ritual_can_be_for_one_person_even_before_any_welcome(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every day", "--who", "ana")
    empty.done("people", "add", "Sam")
    empty.done("add", "Coffee", "--every", "every day", "--who", "sam")

    today = empty.done("today")

    assert "any time · ana" in today
    assert "any time · Sam" in today


@pytest.mark.parametrize("part", ["evening walk", "EVENING", "walk", "wALK", "ing wa"])
def test_any_part_of_a_name_will_do(shell: Runs, part: str) -> None:
    assert shell.done("tick", part).startswith("Done: Evening walk")


def test_an_id_will_do_and_accents_are_no_hurdle(shell: Runs) -> None:
    shell.done("add", "Café à deux", "--every", "every day")
    ritual = shell("show", "cafe a", "--json").document["ritual"]["id"]

    assert shell.done("tick", ritual).startswith("Done: Café à deux")


def test_a_whole_name_wins_over_a_part_of_another(shell: Runs) -> None:
    shell.done("add", "Walk", "--every", "every day")

    assert shell.done("tick", "walk").startswith("Done: Walk,")


def test_an_ambiguous_part_lists_whom_it_may_mean(shell: Runs) -> None:
    shell.done("add", "Morning walk", "--every", "every day")

    sentence = shell.refused("tick", "walk")

    assert "Evening walk (evening-walk-" in sentence
    assert " or Morning walk (morning-walk-" in sentence


def test_many_candidates_are_not_all_listed(shell: Runs) -> None:
    for number in range(9):
        shell.done("add", f"Walk {number}", "--every", "every day")

    assert "or 4 more." in shell.refused("tick", "walk")


def test_a_mistyped_name_gets_a_suggestion(shell: Runs) -> None:
    assert "Did you mean “Evening walk”?" in shell.refused("tick", "wlak")


@pytest.mark.parametrize("name", ["", " ", "\x00", "[/b]", "\x1b[2J", "\u202e", "🫂", "x" * 10_000, "\udcff\n"])
@pytest.mark.parametrize("verb", ["tick", "untick", "rest", "pause", "resume", "show", "edit", "archive", "restore"])
def test_a_name_that_nothing_has_is_refused_in_one_safe_sentence(shell: Runs, verb: str, name: str) -> None:
    words = (verb, name, "--minutes", "5") if verb == "edit" else (verb, name)

    sentence = shell.refused(*words)

    assert sentence.startswith("No ritual is called “")
    assert "\x1b" not in sentence
    assert "\u202e" not in sentence
    assert len(sentence) < 250
