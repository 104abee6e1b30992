"""Tab in real shells: what is typed, begun with and without quotes, becomes a call that does what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.kit.desktop import need_programs
from tests.kit.terminal import Terminal

SHELLS: Mapping[str, tuple[Sequence[str], str]] = {
    "bash": (("bash", "--norc", "--noprofile", "-i"), 'eval "$(rituals completion bash)"'),
    "zsh": (("zsh", "-f", "-i"), 'eval "$(rituals completion zsh)"'),
    "fish": (("fish", "--no-config", "-i"), 'eval "$(rituals completion fish)"'),
}
CALLS = (
    ('rituals people add "Zoë O\'Neil 💛" --not-me', "Welcome, Zoë O'Neil 💛."),
    ("rituals people here zo\t", "Zoë O'Neil 💛 is at the keyboard."),
    ("rituals people here 'Zo\t", "Zoë O'Neil 💛 is at the keyboard."),
    ('rituals add "Hobby h\t', "Hobby hour is yours now"),
    ("rituals edit hobby --every every\\ month\\ on\\ the\\ 1\t", "every month on the 1st sat"),
    ("rituals --home {home} rest hob\t --on=tom\t", "Hobby hour"),
    ("rituals import ours/o\t", "nothing that can be brought in"),
)
"""What is typed, and what the call then says."""


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_a_call_that_works(tmp_path: Path, shell: str) -> None:
    need_programs(shell)
    argv, sets_up = SHELLS[shell]
    program = tmp_path / "bin" / "rituals"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rituals "$@"\n')
    program.chmod(0o755)
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "our export.json").write_text("{}")
    (ours / "another.txt").touch()
    env = {
        "HOME": str(tmp_path),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LANG": "C.UTF-8",
        "RITUALS_HOME": str(tmp_path / "home"),
        "RITUALS_TZ": "Europe/Berlin",
    }

    with Terminal(argv, env, columns=200) as terminal:
        terminal.send(f"cd {tmp_path}; {sets_up}; echo re''ady\n")
        terminal.wait_for("ready")
        for typed, says in CALLS:
            terminal.mark()
            terminal.send(typed.format(home=tmp_path / "home") + "\r")
            terminal.wait_for(says)
            terminal.read_on()


def test_being_asked_makes_no_file_and_changes_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    asking = {**os.environ, "RITUALS_HOME": str(home), "_RITUALS_COMPLETE": "fish_complete", "COMP_CWORD": ""}

    def offered(line: str) -> str:
        env = {**asking, "COMP_WORDS": line}
        ran = subprocess.run(
            [sys.executable, "-m", "rituals"], env=env, capture_output=True, text=True, timeout=60, check=True
        )
        assert not ran.stderr
        return ran.stdout

    assert "plain,date-night\tDate night\n" in offered("rituals add ")
    assert offered("rituals tick ") == "\n"
    assert not home.exists()

    subprocess.run(
        [sys.executable, "-m", "rituals", "add", "Date night"],
        env={**os.environ, "RITUALS_HOME": str(home)},
        check=True,
        timeout=60,
    )
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}

    assert offered("rituals tick ") == "plain,date-night\tDate night\n"
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
