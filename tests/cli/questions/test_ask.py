"""The verbs of curiosity: tonight's question, favourites, and what to ask the other about."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.cli.questions.ask_about import show_notes
from rituals.cli.shared.private_pages import PrivatePages
from rituals.content.loader import catalogue
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs
from tests.kit.script import Script


def words_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def notes_shown(shell: Runs, *, of: str = "") -> str:
    """The page of what somebody noted, by default of who sits at the keyboard."""
    script = Script("")
    pages = PrivatePages(script, shell.shell())
    service = pages.service
    show_notes(pages, next((person for person in service.couple if person.name == of), service.seated))
    return script.page


def test_tonights_question_is_the_same_until_it_is_passed(shell: Runs) -> None:
    first = shell.done("ask")

    assert shell.done("ask") == first
    other = shell.done("ask", "--another")
    assert other != first
    assert shell.done("ask") == other
    shell.clock.pass_time(days=1)
    assert shell.done("ask") not in (first, other)


def test_it_says_how_deep_it_goes_and_what_to_mind_there(shell: Runs) -> None:
    assert "tender: Agree to it first. Either of you may pass" in shell.done("ask", "--depth", "4")
    assert "--depth 4 --another passes." in shell.done("ask", "--depth", "4")
    assert "easy: " in shell.done("ask", "--depth", "1")


def test_undo_names_the_question_that_was_made_a_favourite(shell: Runs) -> None:
    shell.done("ask", "favourite")
    question = shell("ask", "--json").document["question"]["text"]

    assert shell.done("undo") == f"Took back: the question “{question}”, a favourite.\n"


def test_a_depth_that_is_not_there_gets_a_sentence(shell: Runs) -> None:
    assert "1 (easy), 2 (warm), 3 (deep), 4 (tender)" in shell.refused("ask", "--depth", "5")


def test_a_question_of_their_own_is_in_the_deck_at_once(shell: Runs, piped: Typed) -> None:
    assert shell.done("ask", "add", "Which street", "of ours?", "--depth", "4") == (
        "In your deck now, among the tender ones: Which street of ours?\n"
    )
    piped("And which river?\n")
    assert shell.done("ask", "add", "-") == "In your deck now, among the easy ones: And which river?\n"
    assert "in the deck already" in shell.refused("ask", "add", "and which RIVER?")
    assert "1 (easy)" in shell.refused("ask", "add", "Which hill?", "--depth", "7")
    shell.done("ask", "--depth", "4")
    seen = {shell.done("ask", "--depth", "4", "--another") for _ in range(len(catalogue().prompt))}
    assert any("Which street of ours?" in question for question in seen)


def test_the_question_as_a_document(shell: Runs) -> None:
    shell.done("ask", "favourite")

    document = shell("ask", "--json").document

    assert document["format"] == 1
    assert document["question"].keys() == {"id", "text", "depth", "section", "favourite"}
    assert document["question"]["depth"].keys() == {"level", "name", "note"}
    assert document["question"]["favourite"] is True
    assert shell("ask", "favourites", "--json").document["questions"] == [document["question"]]


def test_favourites_are_listed_and_let_go_of(shell: Runs) -> None:
    assert "None yet" in shell.done("ask", "favourites")
    said = shell.done("ask", "favourite")

    assert said.removeprefix("Among your favourites now: ").strip() in " ".join(shell.done("ask", "favourites").split())
    shell.done("ask", "favourite", "--not")
    assert "None yet" in shell.done("ask", "favourites")


def test_a_note_is_shown_on_its_day_and_asked_about_afterwards(shell: Runs) -> None:
    assert shell.done("ask", "about", "the", "dentist", "--on", "tue") == "Kept for you alone, on Tuesday.\n"
    assert "Tuesday: the dentist" in notes_shown(shell)
    shell.clock.set("2026-11-25 12:00")
    assert "How did it go yesterday: the dentist?" in notes_shown(shell)

    assert shell.done("ask", "done", "dentist") == "Asked; it is not on your list any more.\n"

    assert "Nothing to ask about yet" in notes_shown(shell)


def test_the_list_says_whose_it_is_and_holds_nothing_of_the_others(shell: Runs) -> None:
    shell.done("ask", "about", "her exam", "--by", "sam")

    assert notes_shown(shell, of="Sam").startswith("What Sam noted, for Sam alone:")
    assert "exam" in notes_shown(shell, of="Sam")
    assert "exam" not in notes_shown(shell)


def test_the_list_is_for_a_terminal_alone_as_a_check_in_is(shell: Runs) -> None:
    shell.done("ask", "about", "the dentist")

    refusals = [shell.refused(*words, exit_code=1) for words in (["ask", "about"], ["checkin", "--history"])]

    assert {words.partition(" needs a terminal")[2] for words in refusals} == {
        ", where nothing of it stays behind. Open one and try there."
    }


def test_no_sentence_about_a_note_repeats_its_words(shell: Runs) -> None:
    said = [
        shell.done("ask", "about", "the dentist on Main Street"),
        shell.done("ask", "about", "the talk with Grandma"),
        shell.done("ask", "done", "dentist"),
        shell.done("ask", "erase", "dentist"),
        shell.done("ask", "erase", "talk"),
    ]

    assert not any(word in " ".join(said) for word in ("dentist", "Main Street", "talk", "Grandma"))


def test_more_notes_than_a_page_holds_are_read_page_by_page(shell: Runs) -> None:
    for number in range(30):
        shell.done("ask", "about", f"matter number {number}")
    script = Script("", "")

    pages = PrivatePages(script, shell.shell())
    show_notes(pages, pages.service.seated)

    shown = ["\n".join(page) for page in script.pages[1:]]
    assert len(shown) == 2
    assert "Enter reads on. q leaves." in shown[0]
    assert sorted(number for number in range(30) if f"matter number {number}\n" in script.text) == list(range(30))
    assert all(len(page) < 24 for page in script.pages)


def test_a_note_is_erased_for_good_also_once_it_was_asked(shell: Runs) -> None:
    shell.done("ask", "about", "the dentist")
    shell.done("ask", "about", "the job talk")
    shell.done("ask", "done", "job")

    shell.done("ask", "erase", "dentist")
    shell.done("ask", "erase", "job")

    assert b"dentist" not in words_under(shell.home)
    assert b"job talk" not in words_under(shell.home)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (("about", "--on", "tue"), "--on goes with what it is about"),
        (("about", "x", "--on", "yesterday"), "Yesterday is over"),
        (("about", " "), "There is nothing to ask about yet"),
        (("done", "nothing"), "No note has “nothing” in it"),
        (("done", ""), "No note has “” in it"),
        (("done", "the"), "could be several notes"),
    ],
)
def test_what_cannot_be_gets_a_sentence(shell: Runs, call: tuple[str, ...], sentence: str) -> None:
    shell.done("ask", "about", "the dentist")
    shell.done("ask", "about", "the talk")

    assert sentence in shell.refused("ask", *call)


def test_a_note_is_known_by_the_id_the_list_shows(shell: Runs) -> None:
    shell.done("ask", "about", "the dentist")
    line = next(line for line in notes_shown(shell).splitlines() if "dentist" in line)

    shell.done("ask", "done", line.split()[0])

    assert "Nothing to ask about yet" in notes_shown(shell)


def test_all_of_it_works_before_any_welcome(empty: Runs) -> None:
    empty.done("ask")
    assert "Nothing to ask about yet" in notes_shown(empty)
    empty.done("ask", "about", "the dentist")

    assert "the dentist" in notes_shown(empty)
