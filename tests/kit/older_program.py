"""The program as it was before something came to it, from the history of this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.kit.desktop import need_programs

REPOSITORY = Path(__file__).parents[2]
ON_SUNDAY = """
import sys
from datetime import UTC, datetime
from rituals.adapters.clock import SystemClock
from rituals.cli.main import main
SystemClock.now = lambda clock: datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
sys.exit(main())
"""
"""Runs a verb in a process of its own, at the hour at which the others stand still."""


def program_before(came_with: str, folder: Path) -> Path:
    """Put the sources as they were before a file came to them into a folder; skips where there is no history."""
    need_programs("git")
    commits = git("log", "--first-parent", "--diff-filter=A", "--format=%H %P", "--", came_with).decode().split()
    if len(commits) < 2:
        pytest.skip("needs the repository's history, which a shallow clone has not")
    with tarfile.open(fileobj=BytesIO(git("archive", commits[1], "rituals", "tui"))) as sources:
        sources.extractall(folder, filter="data")
    assert not (folder / came_with).exists()
    return folder


def git(*words: str) -> bytes:
    """What git says of this repository; skips where it says nothing, as of sources without a history."""
    ran = subprocess.run(["git", "-C", str(REPOSITORY), *words], capture_output=True, timeout=60)
    if ran.returncode:
        pytest.skip(f"needs the history of the repository: {ran.stderr.decode()}")
    return ran.stdout


def older_shell(program: Path, home: Path, scratch: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What runs the verbs of an older program in a home; `typed` goes in through a pipe."""

    def run(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(scratch), "RITUALS_TZ": "Europe/Berlin"}
        environment |= {"PYTHONPATH": str(program), "RITUALS_HOME": str(home)}
        command = [sys.executable, "-c", ON_SUNDAY, *words]
        return subprocess.run(
            command, env=environment, cwd=scratch, input=typed, capture_output=True, text=True, timeout=60
        )

    return run
