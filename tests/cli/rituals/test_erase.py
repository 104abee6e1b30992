"""Words off the disk in a shell: each takes off their own, and what is the other's alone stays."""

from __future__ import annotations

import pytest

from tests.kit.keyboard import Typed
from tests.kit.runs import Runs

WORD = "zebra"


@pytest.fixture
def run(shell: Runs) -> Runs:
    """Ana and Sam, with a ritual for both, one for each and one of Ana's own; Ana sits here."""
    shell.done("add", "Walk", "--every", "every day")
    shell.done("add", "Hugs", "--every", "every day", "--who", "each")
    shell.done("add", "Yoga", "--every", "every day", "--who", "me")
    return shell


def is_on_disk(runs: Runs) -> bool:
    return any(WORD.encode() in path.read_bytes() for path in runs.home.rglob("*") if path.is_file())


@pytest.mark.parametrize("ritual", ["Hugs", "Yoga"])
def test_nobody_erases_what_the_other_wrote_for_themselves(run: Runs, ritual: str) -> None:
    run.done("tick", ritual, "--note", WORD)
    run.done("people", "here", "sam")

    refusal = run.refused("erase", ritual, "--yes", exit_code=1)

    assert refusal == f"There are no words of yours about {ritual} today."
    assert is_on_disk(run)


@pytest.mark.parametrize("take_back", [("untick", "Hugs"), ("untick", "Yoga"), ("undo",)])
def test_nobody_erases_what_the_other_took_back(run: Runs, take_back: tuple[str, ...]) -> None:
    run.done("tick", take_back[-1] if len(take_back) > 1 else "Yoga", "--note", WORD)
    run.done(*take_back)
    run.done("people", "here", "sam")

    refusal = run.refused("erase", exit_code=1)

    assert "no words of yours" in refusal
    assert is_on_disk(run)


@pytest.mark.parametrize("untick", [("Yoga",), ("Hugs", "--by", "ana")])
def test_unticking_for_the_other_leaves_their_words_and_says_so(run: Runs, untick: tuple[str, ...]) -> None:
    run.done("tick", untick[0], "--note", WORD)
    run.done("people", "here", "sam")

    said = run.done("untick", *untick, "--erase")

    assert said.endswith("Somebody else's words stay on the disk; only they can take them off.\n")
    assert is_on_disk(run)


@pytest.mark.parametrize("erase", [("untick", "Hugs", "--by", "both", "--erase"), ("erase", "Hugs", "--yes")])
def test_what_was_written_for_both_is_either_ones_to_erase(run: Runs, erase: tuple[str, ...]) -> None:
    run.done("tick", "Hugs", "--by", "both", "--note", WORD)
    run.done("people", "here", "sam")

    run.done(*erase)

    assert not is_on_disk(run)


def test_what_a_ritual_of_one_alone_was_called_goes_off_the_disk_by_that_one_alone(run: Runs) -> None:
    run.done("edit", "Yoga", "--name", WORD)
    run.done("edit", WORD, "--name", "Stretching")
    run.done("people", "here", "sam")

    refusal = run.refused("edit", "Stretching", "--erase", exit_code=1)
    run.done("people", "here", "ana")

    assert "for someone else alone" in refusal
    assert is_on_disk(run)
    run.done("edit", "Stretching", "--erase")
    assert not is_on_disk(run)


def test_what_names_nobody_either_takes_off_the_disk(run: Runs) -> None:
    run.done("tick", "Walk", "--note", WORD)
    run.done("people", "here", "sam")

    run.done("erase", "Walk", "--yes")

    assert not is_on_disk(run)


@pytest.mark.parametrize("ritual", ["Hugs", "Yoga"])
def test_words_of_somebody_who_left_are_erased_by_whoever_is_here_once_it_is_said_whose(
    run: Runs, typed: Typed, ritual: str
) -> None:
    run.done("tick", ritual, "--note", WORD)
    run.done("people", "here", "sam")
    run.done("tick", "Hugs", "--note", "mine")
    run.done("people", "leave", "ana")
    typed("y\n")

    erased = run("erase", ritual)

    assert f"Take what {'you and ' * (ritual == 'Hugs')}ana wrote about {ritual}, today, off the disk?" in erased.err
    assert erased.out.startswith("What ")
    assert not is_on_disk(run)


def test_what_somebody_who_left_took_back_is_erased_by_whoever_is_here(run: Runs) -> None:
    run.done("tick", "Yoga", "--note", WORD)
    run.done("untick", "Yoga")
    run.done("people", "here", "sam")
    run.done("people", "leave", "ana")

    run.done("erase", "Yoga", "--yes")

    assert not is_on_disk(run)


def test_what_somebody_who_left_called_a_ritual_of_theirs_is_erased_by_whoever_is_here(run: Runs) -> None:
    run.done("edit", "Yoga", "--name", WORD)
    run.done("edit", WORD, "--name", "Stretching")
    run.done("people", "here", "sam")
    run.done("people", "leave", "ana")

    run.done("edit", "Stretching", "--erase")

    assert not is_on_disk(run)
