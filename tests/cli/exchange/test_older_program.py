"""A program from before there was a couple's folder, on one of two laptops that share one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.core.events import AppreciationAdded
from tests.kit.keyboard import Typed
from tests.kit.older_program import older_shell, program_before
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk
from tests.kit.two_laptops import Laptop, OneFolder, twelve_words

CAME_WITH = "rituals/adapters/together/__init__.py"


@pytest.fixture(scope="module")
def older_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as they were before there was a couple's folder, from the history of this repository."""
    return program_before(CAME_WITH, tmp_path_factory.mktemp("older"))


def test_an_older_program_lives_with_what_a_newer_one_shares(
    older_program: Path, shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    between = OneFolder(
        Laptop(shell, tmp_path / "folder"), Laptop(Runs(tmp_path / "sams", capsys), tmp_path / "folder")
    )
    ana, sam = between.laptops
    ana("people", "rename", "ana", "Ana")
    words = twelve_words(ana("pair", "new", str(ana.folder), "--yes"))
    sam.shell.clock.set("2026-11-13 19:00")
    sam("people", "rename", "ana", "Sam")
    sam("add", "cook together", "--every", "twice a week")
    sam("tick", "cook")
    sam.shell.clock.set("2026-11-22 19:00")
    piped(words)
    sam("pair", "join", str(sam.folder), "--for", "Sam", "--yes")
    sam("ask", "answer", "the otter")
    sam("jar", "add", "For the train.")
    sam("jar", "add", "Quickly forgotten.")
    between.both_look()
    before, records = ana.says(), ana.records()
    known = "".join(path.read_text("utf-8") for path in (older_program / "rituals" / "core" / "events").glob("*.py"))
    kinds = {type(event).__name__ for event in records.values()}
    assert {kind for kind in kinds if f"class {kind}(" not in known} == {"LivedBefore"}

    run = older_shell(older_program, ana.shell.home, tmp_path)

    def older(*words: str) -> str:
        ran = run(*words)
        assert (ran.returncode, ran.stderr) == (0, ""), ran
        return ran.stdout

    assert "pair" not in older("--help")
    assert "Cook together" in older("today")
    older("tick", "walk", "--on", "-1", "--note", "by the river")
    older("tick", "hug")
    older("jar", "add", "For the bread.")
    assert "For the train." in older("jar", "list")
    note = next(note["id"] for note in ana.notes() if note["text"] == "Quickly forgotten.")
    older("jar", "erase", note, "--yes")

    between.both_look()
    assert ana.says() == sam.says() != before
    assert "by the river" in sam("show", "walk") + sam("history")
    assert "For the bread." in sam("jar", "list")
    assert "1 day kept" in sam("show", "cook")
    for laptop in between.laptops:
        assert not words_on_disk(laptop.data, "Quickly forgotten")
    (lost,) = records.keys() - ana.records().keys()
    assert isinstance(records[lost], AppreciationAdded)
    assert ana.records().keys() == sam.records().keys()
    older("undo")
    between.both_look()
    assert ana.says() == sam.says()
