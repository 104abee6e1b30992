"""A program from before there was a couple's folder, on one of two laptops that share one."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from rituals.core.events import AppreciationAdded
from tests.kit.desktop import need_programs
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk
from tests.kit.two_laptops import Laptop, OneFolder, twelve_words

REPOSITORY = Path(__file__).parents[3]
CAME_WITH = "rituals/adapters/together/__init__.py"
ON_SUNDAY = """
import sys
from datetime import UTC, datetime
from rituals.adapters.clock import SystemClock
from rituals.cli.main import main
SystemClock.now = lambda clock: datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
sys.exit(main())
"""
"""Runs a verb in a process of its own, at the hour at which the others stand still."""


def git(*words: str) -> bytes:
    """What git says of this repository; skips where it says nothing, as of sources without a history."""
    ran = subprocess.run(["git", "-C", str(REPOSITORY), *words], capture_output=True, timeout=60)
    if ran.returncode:
        pytest.skip(f"needs the history of the repository: {ran.stderr.decode()}")
    return ran.stdout


@pytest.fixture(scope="module")
def older_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as they were before there was a couple's folder, from the history of this repository."""
    need_programs("git")
    commits = git("log", "--first-parent", "--diff-filter=A", "--format=%H %P", "--", CAME_WITH).decode().split()
    if len(commits) < 2:
        pytest.skip("needs the repository's history, which a shallow clone has not")
    folder = tmp_path_factory.mktemp("older")
    with tarfile.open(fileobj=BytesIO(git("archive", commits[1], "rituals", "tui"))) as sources:
        sources.extractall(folder, filter="data")
    assert not (folder / CAME_WITH).exists()
    return folder


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
    sam("pair", "join", str(sam.folder), "--as", "Sam", "--yes")
    sam("ask", "answer", "the otter")
    sam("jar", "add", "For the train.")
    sam("jar", "add", "Quickly forgotten.")
    between.both_look()
    before, records = ana.says(), ana.records()
    known = "".join(path.read_text("utf-8") for path in (older_program / "rituals" / "core" / "events").glob("*.py"))
    kinds = {type(event).__name__ for event in records.values()}
    assert {kind for kind in kinds if f"class {kind}(" not in known} == {"LivedBefore"}

    def older(*words: str) -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "RITUALS_TZ": "Europe/Berlin"}
        environment |= {"PYTHONPATH": str(older_program), "RITUALS_HOME": str(ana.shell.home)}
        command = [sys.executable, "-c", ON_SUNDAY, *words]
        ran = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60)
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
