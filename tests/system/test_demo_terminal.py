"""The demo in a real terminal: it opens, it ends, and however it ends its folder goes too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from rituals.demo.making import MAKING
from tests.kit.terminal import Terminal
from tui.demo import GOODBYE

pytestmark = pytest.mark.terminal

DEMO = [sys.executable, "-m", "tui", "--demo"]
KILLED_WHILE_IT_IS_MADE = """
import os, signal
import rituals.demo.year as year
def interrupted(*told):
    os.kill(os.getpid(), signal.SIGTERM)
year.begin_today = interrupted
from tui.demo import run_demo
raise SystemExit(run_demo())
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """The only place for throw-away folders."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(tmp_path: Path, scratch: Path) -> dict[str, str]:
    """Nothing of the real home."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "HOME": str(tmp_path / "home"), "TMPDIR": str(scratch), "RITUALS_TZ": "Europe/Berlin"}


def test_the_demo_opens_in_a_terminal_and_goes_when_it_is_closed(
    environment: dict[str, str], scratch: Path, tmp_path: Path
) -> None:
    with Terminal(DEMO, environment) as terminal:
        terminal.wait_for("Walk and talk")
        folders = list(scratch.iterdir())
        terminal.send("q")
        code = terminal.wait()

    assert code == 0
    assert len(folders) == 1
    assert GOODBYE in terminal.text
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda one: one.name)
def test_a_signal_takes_the_demo_away(environment: dict[str, str], scratch: Path, ending: signal.Signals) -> None:
    with Terminal(DEMO, environment) as terminal:
        terminal.wait_for("Walk and talk")
        terminal.signal(ending)
        terminal.wait()

    assert list(scratch.iterdir()) == []


def test_a_closed_terminal_takes_the_demo_away(environment: dict[str, str], scratch: Path) -> None:
    with Terminal(DEMO, environment) as terminal:
        terminal.wait_for("Walk and talk")
        terminal.hang_up()
        terminal.process.wait(30)

    assert list(scratch.iterdir()) == []


def test_a_signal_while_the_year_is_made_leaves_nothing_either(environment: dict[str, str], scratch: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_IT_IS_MADE], env=environment, capture_output=True, timeout=60, check=False
    )

    assert (ended.returncode, ended.stderr.decode()) == (128 + signal.SIGTERM, f"{MAKING}\n")
    assert list(scratch.iterdir()) == []
