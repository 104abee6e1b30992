"""What `rituals help` says: of each verb what --help says, and of exit codes all there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rituals.cli.group import VERBS
from rituals.errors import RitualsError
from rituals.exit import BUG, ENDS_WITH, PIPE_CLOSED
from tests.kit.runs import Runs

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("words", [(), ("jar",), ("jar", "add"), *((verb,) for verb in VERBS)])
def test_help_says_what_the_option_says(empty: Runs, words: tuple[str, ...]) -> None:
    assert empty.done("help", *words) == empty.done(*words, "--help")


def test_help_knows_what_is_no_verb(empty: Runs) -> None:
    assert "Did you mean “tick”?" in empty.refused("help", "tikc")
    assert "Leave out “walk”." in empty.refused("help", "tick", "walk")
    assert "rituals help json lists" in empty.refused("help", "json", "export")


def test_every_exit_code_is_told(empty: Runs) -> None:
    told = dict(ENDS_WITH)

    assert {str(error.exit_code) for error in kinds_of(RitualsError)} <= told.keys()
    assert {"0", str(BUG), str(PIPE_CLOSED)} <= told.keys()
    assert set(re.findall(r"exit code (\w+)", README.read_text(encoding="utf-8"))) <= told.keys()
    assert re.findall(r"^(\d\S*(?: \+ n)?)  ", empty.done("help", "exit"), re.MULTILINE) == [
        code for code, _ in ENDS_WITH
    ]


def kinds_of(error: type[RitualsError]) -> set[type[RitualsError]]:
    """A kind of error, and what descends from it."""
    return {error, *(kind for below in error.__subclasses__() for kind in kinds_of(below))}
