"""Where words are erased and the disk refuses half way: what is done, what is not yet, where, and that it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk

ERASING = {
    "a note": ("jelly", ("jar", "erase", "{note}", "--yes")),
    "words of a day": ("pond", ("erase", "walk", "--yes")),
    "with a tick": ("pond", ("untick", "walk", "--erase")),
    "a former name": ("quay", ("edit", "swim", "--erase")),
    "what to ask about": ("dentist", ("ask", "erase", "dentist")),
}
"""A word that is erased, and the verb that does it."""


@pytest.fixture
def written(shell: Runs) -> Runs:
    """Words of every kind, and a backup that holds them."""
    shell.done("jar", "add", "for the jelly")
    shell.done("tick", "walk", "--note", "past the pond")
    shell.done("add", "Swim to the quay", "--every", "every sat")
    shell.done("edit", "swim", "--name", "Swim")
    shell.done("ask", "about", "the dentist", "--on", "tue")
    shell.done("backup")
    for path in shell.home.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return shell


def in_the_way(place: str, runs: Runs) -> list[Path]:
    """Folders where a file must be written first before a journal, or a backup, can be written anew."""
    data = runs.home / "data"
    pattern = "backups/*.zip" if place == "backups" else "**/*.jsonl"
    blocked = [path.with_name(f"{path.name}.rewrite") for path in data.glob(pattern) if "drafts" not in path.parts]
    for path in blocked:
        path.mkdir(mode=0o700)
    return blocked


@pytest.mark.parametrize("place", ["journals", "backups"])
@pytest.mark.parametrize(("secret", "call"), ERASING.values(), ids=ERASING)
def test_it_says_what_is_done_and_where_it_is_not_yet_and_goes_on_by_itself(
    secret: str, call: tuple[str, ...], place: str, written: Runs
) -> None:
    note = written("jar", "list", "--json").document["notes"][0]["id"]
    blocked = in_the_way(place, written)

    told = written(*(word.format(note=note) for word in call))

    assert told.exit_code == 1
    assert "is shown nowhere any more" in told.err
    assert "not off the disk yet" in told.err
    assert "goes on by itself" in told.err
    assert "try again" not in told.err
    assert "for good" not in told.out
    where = written.home / "data" / "backups" if place == "backups" else written.home / "data"
    assert str(where) in told.err

    doctor = written("doctor")
    assert doctor.exit_code == 1
    assert "not off the disk yet" in doctor.out
    assert str(where) in doctor.out
    assert "not off the disk yet" in written("doctor", "--repair").out

    for path in blocked:
        path.rmdir()
    assert "not off the disk yet" not in written("doctor", "--repair").out
    assert words_on_disk(written.home, secret) == []
    assert "not off the disk yet" not in written("doctor").out


def test_what_was_erased_before_is_mended_by_whatever_verb_comes_next(written: Runs) -> None:
    note = written("jar", "list", "--json").document["notes"][0]["id"]
    blocked = in_the_way("backups", written)
    written("jar", "erase", note, "--yes")
    assert written("today").exit_code == 0
    for path in blocked:
        path.rmdir()

    written("today")

    assert not written.open_session(None).is_erasing
