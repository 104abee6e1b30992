"""What is typed before the first picture stands: it acts, and answers nothing that nobody has seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from rituals.demo.making import MAKING
from tests.kit.terminal import APP, Terminal

pytestmark = pytest.mark.terminal


def the_program_has_not_begun(terminal: Terminal) -> None:
    """The keys are still the shell's, which has lines and turns enter into a new one."""
    assert terminal.output == b""


WHEN = pytest.mark.parametrize("wait_until", [the_program_has_not_begun, Terminal.wait_until_taken])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home of its own, and nothing of the real one."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "RITUALS_HOME": str(tmp_path / "home"), "RITUALS_TZ": "Europe/Berlin", "HOME": str(tmp_path)}


@WHEN
def test_it_ticks_goes_to_a_room_and_opens(environment: dict[str, str], wait_until: Callable[[Terminal], None]) -> None:
    subprocess.run([*APP, "add", "Long hug"], env=environment, capture_output=True, check=True)

    with Terminal(APP, environment) as terminal:
        wait_until(terminal)
        terminal.send(" 2\r")
        terminal.wait_for("1 day kept")


@WHEN
def test_on_the_welcome_a_name_stands_and_waits_for_a_look(
    environment: dict[str, str], wait_until: Callable[[Terminal], None]
) -> None:
    with Terminal(APP, environment) as terminal:
        wait_until(terminal)
        terminal.send("No\r")
        terminal.wait_for("Who are you?")
        terminal.send("or")
        terminal.wait_for("Noor")


def test_lines_pasted_in_one_go_with_the_key_of_a_note_are_kept_in_it(environment: dict[str, str]) -> None:
    subprocess.run([*APP, "add", "Long hug"], env=environment, capture_output=True, check=True)

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        terminal.send("n\x1b[200~in the rain,\rby the sea\x1b[201~\r")
        terminal.wait_for("“in the rain, by the sea”")


def test_in_the_demo_it_acts_too_and_what_said_that_it_is_made_is_wiped(environment: dict[str, str]) -> None:
    with Terminal([*APP, "--demo"], environment) as terminal:
        terminal.send("2")
        terminal.wait_until_taken()
        in_the_shell = terminal.output
        terminal.wait_for("The day we met")

    assert MAKING.encode() in in_the_shell
    assert in_the_shell.rindex(b"\r\x1b[K") > in_the_shell.rindex(MAKING.encode())
