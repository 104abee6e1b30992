"""A couple's own questions, from the same file as their own rituals."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.content.loader import catalogue
from rituals.content.own import with_own
from rituals.content.own_question import write_own_question
from rituals.core.catalogue.model import Catalogue
from rituals.core.catalogue.own import with_tables
from rituals.core.questions.deck import Prompt, tonights_question
from rituals.errors import StorageError, UsageError
from rituals.files import LARGEST_CATALOGUE
from tests.kit.histories import march

FILE = "catalogue.toml"
STREET = "Which street of ours do you like best?"


def own(content: Catalogue) -> list[Prompt]:
    """The questions that do not ship."""
    return list(content.prompt[len(catalogue().prompt) :])


def test_the_words_are_enough(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(f'[[prompt]]\ntext = "{STREET}"\n', encoding="utf-8")

    content = with_own(catalogue(), path)

    assert content.problems == ()
    assert [(one.text, one.depth, one.section) for one in own(content)] == [(STREET, 1, "interest")]
    assert content.evidence(own(content)[0].id) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_is_read_and_added_to_however_an_editor_saved_it(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(f'# für uns\r\n[[prompt]]\r\ntext = "{STREET}"\r\n'.encode(encoding))

    write_own_question(catalogue(), path, "Where would you go?", 2)

    assert [each.text for each in own(with_own(catalogue(), path))] == [STREET, "Where would you go?"]
    text = path.read_bytes().decode()
    assert text.startswith("# für uns\r\n")
    assert text.count("\n") == text.count("\r\n")


def test_it_comes_up_with_the_others() -> None:
    content = with_tables(catalogue(), {"prompt": [{"text": STREET, "depth": 4, "section": "quality-time"}]}, FILE)

    assert tonights_question(own(content), [], march(1), {4}).text == STREET


def test_its_id_stays_when_others_come_before_it_or_its_case_changes() -> None:
    alone = own(with_tables(catalogue(), {"prompt": [{"text": STREET}]}, FILE))
    among = own(with_tables(catalogue(), {"prompt": [{"text": "Tea?"}, {"text": STREET.upper()}]}, FILE))

    assert among[1].id == alone[0].id


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({}, "[[prompt]] 1, text: it is missing. Write the question."),
        ({"text": " "}, "[[prompt]] 1, text: there is nothing in it."),
        ({"text": 3}, "[[prompt]] 1, text: “3” is no text."),
        ({"text": "x" * 301}, "[[prompt]] 1, text: That question has 301 characters"),
        ("Tea?", "[[prompt]] 1, text: “Tea?” is no table."),
        ({"text": catalogue().prompt[0].text.upper()}, "is in the deck already."),
    ],
)
def test_a_question_without_its_words_is_left_out_and_says_why(row: object, sentence: str) -> None:
    content = with_tables(catalogue(), {"prompt": [row]}, FILE)

    assert own(content) == []
    assert len(content.problems) == 1
    assert sentence in content.problems[0]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("depth", 5, "“5” is none of 1, 2, 3, 4."),
        ("depth", True, "“True” is none of 1, 2, 3, 4."),
        ("section", "cooking", "“cooking” is none of warning-signs"),
        ("source", "a book", "there is no such key. The keys are text, depth, section."),
    ],
)
def test_what_else_is_wrong_stays_at_its_default_and_is_told(key: str, value: object, sentence: str) -> None:
    content = with_tables(catalogue(), {"prompt": [{"text": STREET, key: value}]}, FILE)

    assert [(one.text, one.depth, one.section) for one in own(content)] == [(STREET, 1, "interest")]
    assert f"[[prompt]] 1, {key}: {sentence}" in content.problems[0]


def test_rituals_and_questions_stand_beside_each_other() -> None:
    tables = {"ritual": [{"name": "Tea", "every": "every day"}], "prompt": [{"text": STREET}, {"text": STREET}]}

    content = with_tables(catalogue(), tables, FILE)

    assert content.ritual[-1].name == "Tea"
    assert len(own(content)) == 1
    assert len(content.problems) == 1


def test_one_alone_in_single_brackets_is_told() -> None:
    content = with_tables(catalogue(), {"prompt": {"text": STREET}}, FILE)

    assert content.problems == (f"{FILE}: [prompt] is for one only. Write [[prompt]] above each.",)


# added


def test_one_that_is_added_stands_in_the_file_and_is_in_the_deck(tmp_path: Path) -> None:
    path = tmp_path / "settings" / FILE

    added = write_own_question(catalogue(), path, '  Which “street”\tof \\ours is "best"? ', 2)

    content = with_own(catalogue(), path)
    assert content.problems == ()
    assert own(content) == [added]
    assert (added.text, added.depth) == ('Which “street” of \\ours is "best"?', 2)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "before",
    [
        '# ours\n[[prompt]]\ntext = "Tea?" # or coffee\n\n[[ritual]]\nname = "Pancakes"\nevery = "every day"\n',
        '[[ritual]]\r\nname = "Pancakes"\r\nevery = "every day"',
        "# nothing yet\n",
    ],
)
def test_adding_changes_nothing_that_is_there(tmp_path: Path, before: str) -> None:
    path = tmp_path / FILE
    path.write_bytes(before.encode())

    write_own_question(catalogue(), path, STREET, 1)
    write_own_question(catalogue(), path, "And why?", 1)

    assert path.read_bytes().decode().startswith(before)
    content = with_own(catalogue(), path)
    assert content.problems == ()
    assert [question.text for question in own(content)][-2:] == [STREET, "And why?"]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("[[prompt]\n", "is not TOML"),
        ("[[prompt]]\ndepth = 1\n", "text: it is missing"),
        ("[[song]]\n", "there is no table"),
        ('prompt = [{text = "Tea?"}]\n', "a [[prompt]] of its own"),
        (f"# {'x' * (LARGEST_CATALOGUE - 20)}\n", "has no room"),
    ],
)
def test_a_file_with_a_problem_is_not_written_over(tmp_path: Path, before: str, sentence: str) -> None:
    path = tmp_path / FILE
    path.write_text(before, encoding="utf-8")

    with pytest.raises(StorageError) as refusal:
        write_own_question(catalogue(), path, STREET, 1)

    assert sentence in str(refusal.value)
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" ", "There is nothing in it."), ("x" * 301, "301 characters"), (STREET.upper(), "is in the deck already.")],
)
def test_what_is_no_question_is_not_added(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / FILE
    write_own_question(catalogue(), path, STREET, 1)
    before = path.read_bytes()

    with pytest.raises(UsageError) as refusal:
        write_own_question(catalogue(), path, text, 1)

    assert sentence in str(refusal.value)
    assert path.read_bytes() == before
