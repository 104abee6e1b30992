"""What is said of erasing where another machine has what is erased, until that looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from rituals.cli.shared.erasing import ON_DISK
from rituals.core.phrases import Elsewhere
from tests.kit.keyboard import Typed
from tests.kit.pairing import look, pair
from tests.kit.runs import Runs

GONE = "Gone from this machine now, from Sam's when it next looks"


@pytest.fixture
def sam(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """The machine that Sam lives with."""
    return Runs(tmp_path / "elsewhere", capsys)


@pytest.fixture
def ana(shell: Runs, sam: Runs, tmp_path: Path, piped: Typed) -> Runs:
    """Ana's machine."""
    shell.done("tick", "walk", "--note", "by the river")
    pair(shell, sam, tmp_path / "carried", piped)
    return shell


@pytest.mark.parametrize(
    "deeds",
    [
        [("untick", "walk", "--erase")],
        [("erase", "walk", "--yes")],
        [("jar", "add", "for the quince"), ("undo", "--erase")],
        [("jar", "add", "for the quince"), ("undo",), ("erase",)],
        [("edit", "walk", "--name", "Stroll"), ("edit", "Stroll", "--erase")],
    ],
)
def test_of_what_travels_it_is_said_when_it_goes_from_the_other(deeds: Sequence[Sequence[str]], ana: Runs) -> None:
    *before, erasing = deeds
    for deed in before:
        ana.done(*deed)

    assert GONE in ana.done(*erasing)


def test_a_note_of_the_jar_too(ana: Runs) -> None:
    ana.done("jar", "add", "for the quince")
    (note,) = ana("jar", "list", "--json").document["notes"]

    assert ana.done("jar", "erase", note["id"], "--yes").startswith(f"{GONE}. Copies made elsewhere")


def test_an_answer_goes_from_elsewhere_only_where_it_was_shown(ana: Runs) -> None:
    ana.done("ask", "answer", "the plum tree")
    assert ana.done("ask", "take-back") == "It is off this machine now.\n"

    ana.clock.pass_time(days=1)
    ana.done("ask", "answer", "the quince")
    ana.done("ask", "answer", "the stairs", "--by", "sam")
    assert ana.done("ask", "take-back") == f"{GONE}. What was shown beside it is gone too.\n"


def test_an_answer_that_was_sent_before_the_other_came_goes_from_elsewhere_too(ana: Runs, sam: Runs) -> None:
    ana.done("ask", "answer", "the plum tree")
    look(ana)
    look(sam)
    sam.done("ask", "answer", "the quince")
    look(sam)

    assert sam.done("ask", "take-back") == "Gone from this machine now, from ana's when it next looks.\n"


def test_of_words_that_were_only_taken_back_it_is_said_where_erasing_takes_them_from(ana: Runs) -> None:
    ana.done("jar", "add", "for the quince")

    assert ana.done("undo").endswith(f"{ON_DISK} Sam's machine does the same when it next looks.\n")


def test_of_what_is_private_nothing_is_said_as_it_never_left(ana: Runs) -> None:
    ana.done("ask", "about", "the quince")

    assert ana.done("ask", "erase", "quince") == "It is gone for good, from every file here.\n"


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        (Elsewhere(), "It is gone."),
        (Elsewhere(1, "Sam"), "Gone from this machine now, from Sam's when it next looks."),
        (Elsewhere(1), "Gone from this machine now, from your other machine when it next looks."),
        (Elsewhere(2), "Gone from this machine now, from your other machines when they next look."),
    ],
)
def test_whose_machine_it_is_is_said_where_that_is_known(elsewhere: Elsewhere, said: str) -> None:
    assert elsewhere.gone_words("It is gone.") == said
