"""What `rituals help` says: of each verb what --help says, and of exit codes all there are."""

from __future__ import annotations

import re

import pytest
from click.shell_completion import BashComplete

from rituals.cli.group import VERBS, rituals
from rituals.cli.main import COMPLETE_VARIABLE
from rituals.errors import RitualsError
from rituals.exit import BUG, ENDS_WITH, PIPE_CLOSED
from tests.kit.handbook import FOR_PEOPLE, page_text
from tests.kit.runs import Runs


@pytest.mark.parametrize("words", [(), ("jar",), ("jar", "add"), *((verb,) for verb in VERBS)])
def test_help_says_what_the_option_says(empty: Runs, words: tuple[str, ...]) -> None:
    assert empty.done("help", *words) == empty.done(*words, "--help")


def test_help_knows_what_is_no_verb(empty: Runs) -> None:
    assert "Did you mean “tick”?" in empty.refused("help", "tikc")
    assert "Leave out “walk”." in empty.refused("help", "tick", "walk")
    assert "Leave out “tick”." in empty.refused("help", "exit", "tick")
    assert "rituals help json lists" in empty.refused("help", "json", "export")


def test_a_word_of_a_few_that_is_left_out_is_named_in_one_sentence(empty: Runs) -> None:
    assert "Choose from: bash, zsh, fish. rituals completion --help" in empty.refused("completion")


def test_an_option_without_its_word_leads_to_the_help_of_its_verb(empty: Runs) -> None:
    assert "requires an argument. rituals add --help" in empty.refused("add", "Walk", "--every")
    assert "requires an argument. rituals jar add --help" in empty.refused("jar", "add", "--for")
    assert "requires an argument. rituals --help" in empty.refused("--color")


def test_every_exit_code_is_told(empty: Runs) -> None:
    told = dict(ENDS_WITH)

    assert {str(error.exit_code) for error in kinds_of(RitualsError)} <= told.keys()
    assert {"0", str(BUG), str(PIPE_CLOSED)} <= told.keys()
    named = {code for page in FOR_PEOPLE for code in re.findall(r"exit code (\w+)", page_text(page))}
    assert named <= told.keys()
    assert re.findall(r"^(\d\S*(?: \+ n)?)  ", empty.done("help", "exit"), re.MULTILINE) == [
        code for code, _ in ENDS_WITH
    ]


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        ((), "j", ["json", "jar"]),
        (("json",), "tod", ["today"]),
        (("jar",), "dr", ["draw"]),
        (("json", "lock"), "", ["change", "now", "off", "set", "status"]),
        (("tikc",), "", []),
    ],
)
def test_help_completes_verbs(empty: Runs, words: tuple[str, ...], begun: str, offered: list[str]) -> None:
    completer = BashComplete(rituals, {"obj": empty.shell()}, "rituals", COMPLETE_VARIABLE)

    assert [item.value for item in completer.get_completions(["help", *words], begun)] == offered


def kinds_of(error: type[RitualsError]) -> set[type[RitualsError]]:
    """A kind of error, and what descends from it."""
    return {error, *(kind for below in error.__subclasses__() for kind in kinds_of(below))}
