"""A talk in the app, in a real terminal: whatever ends it, no typed word is on the disk or left on the screen."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from tests.kit.terminal import Terminal
from tests.kit.traces import SECRET, after_leaving, in_shell, machine, words_on_disk

pytestmark = pytest.mark.terminal

APP = [sys.executable, "-m", "tui"]
BUGGY = """
import rituals.core.talk.session as flows
def broken(self, here, answer):
    raise ValueError(f"{answer} was typed")
flows.TalkSession._checked = broken
from tui.app import run
raise SystemExit(run())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A machine of its own with one ritual in it, so that no welcome comes up."""
    made = machine(tmp_path)
    in_shell(made, "add", "Long hug", "--every", "day")
    return made


def begun(terminal: Terminal) -> None:
    """Go to the first talk, by the words on safety, and type a secret into its first step."""
    terminal.wait_for("Long hug")
    for keys, shows in (("5", "Look underneath"), ("\r", "Before you begin"), ("\r", "Describe the distance")):
        terminal.mark()
        terminal.send(keys)
        terminal.wait_for(shows)
    terminal.send(SECRET)
    terminal.wait_for(SECRET[-5:])


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL"])
def test_a_signal_in_the_middle_leaves_no_word(environment: dict[str, str], tmp_path: Path, ending: str) -> None:
    with Terminal(APP, environment) as terminal:
        begun(terminal)
        terminal.mark()
        terminal.send("\r")
        terminal.wait_for("Which needs of yours")
        terminal.signal(signal.Signals[ending])
        terminal.wait()

    assert words_on_disk(tmp_path, SECRET) == []
    if ending != "SIGKILL":
        assert SECRET.encode() not in after_leaving(terminal.output)


def test_a_bug_in_the_middle_tells_where_it_was_and_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "user" / "buggy.py"
    script.write_text(BUGGY, encoding="utf-8")

    with Terminal([sys.executable, str(script)], environment) as terminal:
        begun(terminal)
        terminal.mark()
        terminal.send("\r")
        code = terminal.wait()

    stays = after_leaving(terminal.output)
    assert code != 0
    assert b"ValueError" in stays
    assert SECRET.encode() not in stays
    assert words_on_disk(tmp_path, SECRET) == []


def test_a_talk_that_is_stopped_and_an_app_that_is_closed_leave_no_word(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(APP, environment) as terminal:
        begun(terminal)
        for keys, shows in (("\x1b", "Stop here?"), ("y", "Listen, say back")):
            terminal.mark()
            terminal.send(keys)
            terminal.wait_for(shows)
        terminal.mark()
        terminal.send("q")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in after_leaving(terminal.output)
    assert words_on_disk(tmp_path, SECRET) == []


def test_where_help_is_stays_neither_on_the_screen_nor_on_the_disk(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        for keys, shows in (("\x1bOQ", "findahelpline.com"), ("\x1b", "Long hug")):
            terminal.mark()
            terminal.send(keys)
            terminal.wait_for(shows)
        terminal.mark()
        terminal.send("q")
        assert terminal.wait() == 0

    assert b"799" not in after_leaving(terminal.output)
    assert words_on_disk(tmp_path, "findahelpline.com") == []
