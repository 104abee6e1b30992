"""What a file brought in, taken back in a shell: said in a few words, and erased if asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.importing import SAMPLES
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk

LOOP = str(SAMPLES / "loop.db")
ALL_OF_IT = "8 rituals, 402 days, 86 notes and 5 rests"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Ana and Sam's home, with Loop's file brought in, on the day after it ends."""
    shell = Runs(tmp_path / "home", capsys)
    shell.clock.set("2026-11-28 19:00")
    shell.done("people", "add", "Sam")
    shell.done("import", LOOP, "--together", "--yes")
    return shell


def test_an_undo_says_how_much_it_took_back_and_offers_its_words(shell: Runs) -> None:
    told = shell.done("undo")

    assert told == (
        f"Took back: {ALL_OF_IT}, brought in from a file.\n"
        "The words are still on the disk; rituals erase takes them off as well.\n"
    )
    assert shell.done("erase") == "The words are off the disk; what happened stays.\n"
    assert not words_on_disk(shell.home, "Long hug")


def test_an_undo_takes_its_words_off_the_disk_at_once_if_asked(shell: Runs) -> None:
    told = shell.done("undo", "--erase")

    assert told.endswith("The words are off the disk as well.\n")
    assert not words_on_disk(shell.home, "Long hug")


def test_what_was_brought_in_as_anas_is_not_for_sam_to_take_back(shell: Runs) -> None:
    shell.done("undo")
    shell.done("import", LOOP, "--by", "ana", "--yes")
    shell.done("people", "here", "Sam")

    told = shell.refused("undo", exit_code=1)

    assert told == "What is left to undo on this machine is ana's."
    shell.done("people", "here", "ana")
    assert ALL_OF_IT in shell.done("undo")
