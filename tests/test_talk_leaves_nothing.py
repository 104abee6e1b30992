"""A talk in a real terminal: whatever ends it, no typed word that was not kept is on the disk or left on the screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

TALK = [sys.executable, "-m", "rituals", "talk"]
ON, OFF = b"\x1b[?1049h", b"\x1b[?1049l"
SECRET = "quincewhisper"
"""A word that stands nowhere else."""

BUGGY = """
import sys
import rituals.core.flows as flows
def broken(self, here, answer):
    raise ValueError(f"{answer} was typed")
flows.Run._checked = broken
from rituals.cli import main
raise SystemExit(main(["talk", "outside-view"]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home and a place for throw-away files of its own, and nothing of the real ones."""
    for name in ("home", "scratch", "user"):
        (tmp_path / name).mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "HOME": str(tmp_path / "user"),
        "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
        "RITUALS_HOME": str(tmp_path / "home"),
        "RITUALS_TZ": "Europe/Berlin",
        "TMPDIR": str(tmp_path / "scratch"),
    }


def begun(terminal: Terminal) -> None:
    """Read the words on safety and type a secret into the first step."""
    terminal.wait_for("Before you begin")
    terminal.send("\n")
    terminal.wait_for("1 of 4")
    terminal.send(SECRET)
    terminal.wait_for(SECRET)


def go_on(terminal: Terminal, *lines: str) -> None:
    """Type lines, each once the next page has come up."""
    for line, shows in zip(lines[::2], lines[1::2], strict=True):
        terminal.mark()
        terminal.send(f"{line}\n")
        terminal.wait_for(shows)


def words_on_disk(folder: Path, word: str = SECRET) -> list[Path]:
    """Every file that holds a word."""
    return [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def what_stays(output: bytes) -> bytes:
    """What a program wrote that was not on the alternate screen."""
    before, _, rest = output.partition(ON)
    _, left, after = rest.rpartition(OFF)
    assert left, "the alternate screen was never left"
    return before + after


def in_shell(environment: dict[str, str], *words: str) -> str:
    argv: Sequence[str] = [sys.executable, "-m", "rituals", *words]
    return subprocess.run(argv, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_talk_to_its_end_without_a_yes_leaves_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal([*TALK, "outside-view"], environment) as terminal:
        begun(terminal)
        whole = terminal.output
        go_on(terminal, "", "2 of 4", SECRET, "3 of 4", SECRET, "4 of 4", SECRET, "Keep any of it")
        terminal.send("\n")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in what_stays(whole + terminal.output)
    assert words_on_disk(tmp_path) == []


def test_only_what_was_kept_is_on_the_disk_and_only_in_ones_own_log(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal([*TALK, "outside-view"], environment) as terminal:
        begun(terminal)
        go_on(terminal, "", "2 of 4", SECRET, "3 of 4", SECRET, "4 of 4", "keptplumword", "Keep any of it")
        terminal.send("y\n")
        assert terminal.wait() == 0

    assert words_on_disk(tmp_path) == []
    (log,) = words_on_disk(tmp_path, "keptplumword")
    assert log.parent.parent.name == "private"
    assert log.stat().st_mode & 0o077 == 0


def test_a_talk_that_is_stopped_leaves_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal([*TALK, "outside-view"], environment) as terminal:
        begun(terminal)
        terminal.send("\n:stop\n")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in what_stays(terminal.output)
    assert words_on_disk(tmp_path) == []


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (signal.SIGINT, 130),
        (signal.SIGTERM, 128 + signal.SIGTERM),
        (signal.SIGHUP, 128 + signal.SIGHUP),
        (signal.SIGQUIT, 128 + signal.SIGQUIT),
    ],
    ids=["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"],
)
def test_a_signal_leaves_the_screen_and_no_word(
    environment: dict[str, str], tmp_path: Path, ending: signal.Signals, code: int
) -> None:
    with Terminal([*TALK, "outside-view"], environment) as terminal:
        begun(terminal)
        terminal.send("\n")
        terminal.wait_for("2 of 4")
        terminal.signal(ending)
        ended = terminal.wait()

    assert ended == code
    assert SECRET.encode() not in what_stays(terminal.output)
    assert b"Traceback" not in terminal.output
    assert words_on_disk(tmp_path) == []


def test_a_bug_in_the_middle_tells_where_it_was_and_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "user" / "buggy.py"
    script.write_text(BUGGY, encoding="utf-8")

    with Terminal([sys.executable, str(script)], environment) as terminal:
        begun(terminal)
        terminal.send("\n")
        code = terminal.wait()

    stays = what_stays(terminal.output)
    assert code == 1
    assert b"ValueError" in stays
    assert SECRET.encode() not in stays
    assert words_on_disk(tmp_path) == []


def test_a_killed_talk_leaves_no_word_on_the_disk(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal([*TALK, "outside-view"], environment) as terminal:
        begun(terminal)
        terminal.send("\n")
        terminal.wait_for("2 of 4")
        terminal.signal(signal.SIGKILL)
        terminal.wait()

    assert words_on_disk(tmp_path) == []


def test_a_closed_window_ends_the_talk_and_leaves_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal([*TALK, "outside-view"], environment) as terminal:
        begun(terminal)
        terminal.hang_up()
        terminal.process.wait(30)

    assert words_on_disk(tmp_path) == []


def test_what_was_typed_ahead_does_not_reach_the_shell(environment: dict[str, str]) -> None:
    then_a_shell_reads = "import os, select; print('read:', select.select([0], [], [], 0)[0])"
    shell = f'"{sys.executable}" -m rituals talk outside-view; "{sys.executable}" -c "{then_a_shell_reads}"'

    with Terminal(["/bin/sh", "-c", shell], environment) as terminal:
        begun(terminal)
        terminal.send(f"\n:stop\n{SECRET}\n{SECRET}\n")
        terminal.wait_for("read:")
        terminal.wait()

    assert "read: []" in terminal.text


def test_ctrl_z_does_not_put_a_prompt_on_top_of_private_words(environment: dict[str, str]) -> None:
    with Terminal(["/bin/sh", "-i", "-m"], {**environment, "PS1": "shell> "}) as terminal:
        terminal.wait_for("shell> ")
        terminal.send(f'"{sys.executable}" -m rituals talk outside-view\n')
        begun(terminal)
        terminal.mark()
        terminal.send("\x1a\n")
        terminal.wait_for("2 of 4")
        terminal.send(":stop\n")
        terminal.wait_for("shell> ")
        terminal.send("exit\n")

        assert terminal.wait() == 0


def test_the_support_page_goes_with_any_key_and_makes_no_file(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal([*TALK, "support"], environment) as terminal:
        terminal.wait_for("1-800-799-7233")
        terminal.wait_for("Esc leaves")
        terminal.send("\x1b")
        code = terminal.wait()

    assert code == 0
    assert b"799" not in what_stays(terminal.output)
    assert list((tmp_path / "home").iterdir()) == []
    assert list((tmp_path / "user").iterdir()) == []
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_timer_runs_in_a_terminal_and_is_paused_by_enter(environment: dict[str, str]) -> None:
    with Terminal([*TALK, "coming-home-talk"], environment) as terminal:
        terminal.wait_for("10:00   Enter starts it")
        terminal.send("\n")
        terminal.wait_for("9:59   Enter pauses")
        terminal.send("\n")
        terminal.wait_for("paused, Enter goes on")
        terminal.send(":skip\n")
        terminal.wait_for("does you good")
        terminal.send("\n")

        assert terminal.wait() == 0


def test_a_talk_for_two_says_whom_to_hand_the_keyboard(environment: dict[str, str]) -> None:
    in_shell(environment, "people", "add", "Sam")

    with Terminal([*TALK, "good-news"], environment) as terminal:
        terminal.wait_for("Who brings the good news?")
        terminal.send("1\n")
        terminal.wait_for("Sam listens")
        terminal.send("\n\n1\n")
        terminal.wait_for("Hand the keyboard to Sam.")
        terminal.send(":stop\n")

        assert terminal.wait() == 0
