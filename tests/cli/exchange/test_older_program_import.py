"""A program from before files of other programs could be brought in, where one was, and was taken back."""

from __future__ import annotations

from pathlib import Path

from tests.kit.importing import SAMPLES
from tests.kit.older_program import older_shell, program_before
from tests.kit.runs import Runs

CAME_WITH = "rituals/core/state/brought_in.py"


def test_an_older_program_reads_what_was_brought_in_and_keeps_that_it_was_taken_back(
    shell: Runs, tmp_path: Path
) -> None:
    shell.done("import", str(SAMPLES / "loop.db"), "--together", "--yes")
    older = older_shell(program_before(CAME_WITH, tmp_path / "older"), shell.home, tmp_path)
    brought_in = older("list", "--all")
    assert (brought_in.returncode, brought_in.stderr) == (0, "")
    assert "Sauna" in brought_in.stdout

    shell.done("undo")
    ticked = older("tick", "Dance", "--note", "by the older one")

    assert (ticked.returncode, ticked.stderr) == (0, "")
    assert "Sauna" not in shell.done("list", "--all")
    assert older("undo").returncode == 0
    assert "Sauna" not in shell.done("list", "--all")
