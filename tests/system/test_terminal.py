"""The program as a person meets it: in a real terminal, with keys, signals and closed windows."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

import resource

from tests.kit.terminal import APP, Terminal
from tests.kit.traces import SECRET, after_leaving

pytestmark = pytest.mark.terminal

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
CURSOR_SHOWN = b"\x1b[?25h"
TITLE = b"\x1b]2;rituals\x07"
TITLE_AS_BEFORE = b"\x1b[23;2t"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and nothing of the real one."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "RITUALS_HOME": str(tmp_path / "home"), "RITUALS_TZ": "Europe/Berlin", "HOME": str(tmp_path)}


def verb(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a verb in a shell's way and return what it printed."""
    done = subprocess.run([*APP, *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def is_clean(terminal: Terminal) -> bool:
    """Whether the program left the terminal as it found it."""
    left = terminal.output.rfind(LEFT_ALTERNATE_SCREEN)
    return left >= 0 and terminal.output.rfind(CURSOR_SHOWN) >= 0 and b"\x1b[?1049h" not in terminal.output[left:]


def tick(terminal: Terminal) -> None:
    """Tick the ritual that shows in an app that was just opened."""
    terminal.wait_for("Long hug")
    terminal.mark()
    terminal.send(" ")
    terminal.wait_for("●")


def write_note(terminal: Terminal) -> None:
    """Begin a note in an app that was just opened."""
    terminal.wait_for("Long hug")
    terminal.send("a")
    terminal.wait_for("A thank-you")
    terminal.send(SECRET)
    terminal.wait_for(SECRET[-5:])


def find_note(environment: Mapping[str, str]) -> None:
    """Open the app anew and see what stood unfinished in the note."""
    with Terminal(APP, environment) as again:
        again.wait_for("Long hug")
        again.send("a")
        again.wait_for(SECRET)


def test_a_day_is_ticked_in_a_terminal_and_found_in_the_shell(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        assert set(re.findall(rb"\x1b\][012];([^\x07\x1b]*)", terminal.output)) == {b"rituals"}
        tick(terminal)
        terminal.send("q")
        code = terminal.wait()

    assert code == 0
    assert is_clean(terminal)
    assert terminal.output.endswith(TITLE_AS_BEFORE)
    assert re.search(r"●\s+kept\s+Long hug", verb(environment, "today"))


def test_the_package_itself_opens_the_app_too(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal([sys.executable, "-m", "rituals"], environment) as terminal:
        terminal.wait_for("Long hug")
        terminal.send("q")

        assert terminal.wait() == 0
        assert is_clean(terminal)


def test_the_next_launch_finds_everything(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")
    verb(environment, "tick", "hug", "--note", "by the window")

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("by the window")
        terminal.send("q")

        assert terminal.wait() == 0


def test_a_tick_from_the_shell_shows_in_the_open_app(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        terminal.mark()
        verb(environment, "tick", "hug")

        terminal.wait_for("●")


ENDINGS = pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])


@ENDINGS
def test_a_signal_leaves_a_clean_terminal_and_everything_saved(environment: dict[str, str], ending: str) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        tick(terminal)
        terminal.signal(signal.Signals[ending])
        code = terminal.wait()

    assert code == 128 + signal.Signals[ending]
    assert is_clean(terminal)
    assert "Traceback" not in terminal.text
    assert "kept" in verb(environment, "today")


@ENDINGS
def test_a_signal_in_the_middle_of_a_note_leaves_no_word_and_the_note_is_there_the_next_time(
    environment: dict[str, str], ending: str
) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        write_note(terminal)
        terminal.signal(signal.Signals[ending])
        code = terminal.wait()
        is_echoing = terminal.is_echoing
    find_note(environment)

    assert code == 128 + signal.Signals[ending]
    assert is_echoing
    assert is_clean(terminal)
    assert SECRET.encode() not in after_leaving(terminal.output)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the limits of another process")
def test_a_crash_of_the_interpreter_would_write_no_picture_of_its_memory(environment: dict[str, str]) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("this machine forbids such files already")
    verb(environment, "add", "Long hug")
    lifted = f"ulimit -S -c $(ulimit -H -c); exec {shlex.join(APP)}"

    with Terminal(["/bin/sh", "-c", lifted], environment) as terminal:
        terminal.wait_for("Long hug")

        assert resource.prlimit(terminal.process.pid, resource.RLIMIT_CORE)[0] == 0


def test_a_closed_terminal_ends_the_app_and_everything_is_saved(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        tick(terminal)
        terminal.hang_up()
        terminal.process.wait(30)

    assert "kept" in verb(environment, "today")


def test_a_note_is_there_the_next_time_when_its_window_was_closed(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        write_note(terminal)
        terminal.hang_up()
        terminal.process.wait(30)

    find_note(environment)


def test_a_bug_ends_with_a_clean_terminal_and_none_of_the_words(environment: dict[str, str], tmp_path: Path) -> None:
    verb(environment, "add", "Long hug")
    verb(environment, "tick", "hug", "--note", "only for us")
    script = tmp_path / "buggy.py"
    script.write_text(
        "from tui.today.screen import TodayScreen\n"
        "def broken(self):\n"
        "    words = [row.notes for row in self.board.rows]\n"
        "    raise ValueError(words)\n"
        "TodayScreen.action_tick = broken\n"
        "from tui.app import run\n"
        "raise SystemExit(run())\n",
        encoding="utf-8",
    )

    with Terminal([sys.executable, str(script)], environment) as terminal:
        terminal.wait_for("only for us")
        terminal.mark()
        terminal.send(" ")
        code = terminal.wait()

    said = terminal.text[terminal.text.rfind("rituals met a bug") :]
    assert code == 1
    assert is_clean(terminal)
    assert "ValueError" in said
    assert "only for us" not in said


def test_without_a_terminal_todays_list_is_printed(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    assert "Long hug" in verb(environment)


def test_a_name_is_asked_about_before_a_login_becomes_a_person_beside_it(environment: dict[str, str]) -> None:
    with Terminal([*APP, "people", "add", "Bo"], environment) as terminal:
        terminal.wait_for("Is Bo you (now called ")
        terminal.send("me\n")
        terminal.wait_for("goes by Bo now.")
        first = terminal.wait()
    verb(environment, "people", "add", "Sam")

    assert first == 0
    assert verb(environment, "people") == "Bo (at the keyboard)\nSam\n"


@pytest.mark.parametrize(("answer", "people"), [("else\n", 2), ("\n", 1)])
def test_the_question_is_answered_either_way_or_not_at_all(
    environment: dict[str, str], answer: str, people: int
) -> None:
    with Terminal([*APP, "people", "add", "Bo"], environment) as terminal:
        terminal.wait_for("Type me or else")
        terminal.send(answer)
        code = terminal.wait()

    assert code == 0
    assert len(verb(environment, "people").splitlines()) == people


def test_a_terminal_that_can_only_print_gets_todays_list(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment, kind="dumb") as terminal:
        code = terminal.wait()

    assert code == 0
    assert "Long hug" in terminal.text
    assert b"\x1b" not in terminal.output


def test_without_other_letters_the_app_and_the_shell_have_plain_ones_and_no_escapes(
    environment: dict[str, str],
) -> None:
    verb(environment, "add", "Thé with Zoë", "--every", "every day")
    plain = {**environment, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}

    with Terminal(APP, plain) as terminal:
        terminal.wait_for("o  The with Zoe")
        terminal.mark()
        terminal.send(" ")
        terminal.wait_for("*  The with Zoe")
        terminal.send("q")
        assert terminal.wait() == 0
    in_shell = subprocess.run([*APP, "tick", "nothing"], env=plain, capture_output=True, check=False)

    assert terminal.output.isascii()
    assert rb"\u" not in terminal.output + in_shell.stderr
    assert b'"nothing"' in in_shell.stderr


def test_it_gives_the_terminal_to_the_shell_and_comes_back_as_it_was(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(["/bin/sh", "-i"], {**environment, "PS1": "$ "}) as terminal:
        terminal.send(f"{shlex.join(APP)}\n")
        terminal.wait_for("Long hug")
        terminal.read_on()  # with the page's last line drawn, nothing but the way back draws it once more
        terminal.send("\x1a\r ")
        terminal.wait_for("Stopped")
        assert is_clean(terminal)
        assert terminal.output.rindex(TITLE_AS_BEFORE) > terminal.output.rindex(TITLE)
        terminal.mark()
        terminal.send("echo $((40 + 2)) in the shell\n")
        terminal.wait_for("42 in the shell")
        terminal.mark()
        terminal.send("fg\n")
        terminal.wait_for("6 Check-in")
        terminal.wait_for("Long hug")
        assert "○" in terminal.text
        assert TITLE in terminal.output
        tick(terminal)
        terminal.send("q")
        terminal.wait_for("$")
        terminal.send("echo ended with $?\n")
        terminal.wait_for("ended with 0")


def test_while_the_shell_has_the_terminal_it_stays_stopped_and_ends_when_it_is_told(
    environment: dict[str, str],
) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(["/bin/sh", "-i"], {**environment, "PS1": "$ "}) as terminal:
        terminal.send(f"{shlex.join(APP)}\n")
        terminal.wait_for("Long hug")
        terminal.send("\x1a")
        terminal.wait_for("Stopped")
        terminal.mark()
        terminal.send("bg\n")
        for _ in range(100):
            if "Stopped" not in terminal.text:
                terminal.send("jobs\n")
                terminal.read_on(seconds=0.2)
        terminal.send("fg\n")
        terminal.wait_for("Long hug")
        terminal.mark()
        terminal.send("\x1a")
        terminal.wait_for("Stopped")
        terminal.send("kill -TERM %1; kill -CONT %1; while kill -0 %1; do sleep 0.1; done; echo $((40 + 2)) then\n")
        terminal.wait_for("42 then")


def test_what_is_stopped_from_outside_and_goes_on_draws_itself_anew_reads_each_key_and_ends(
    environment: dict[str, str],
) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        terminal.read_on()
        for _ in range(3):
            terminal.mark()
            terminal.signal(signal.SIGSTOP)
            terminal.signal(signal.SIGCONT)
            terminal.wait_for("Long hug")
        tick(terminal)
        terminal.send("q")

        assert terminal.wait() == 0


def test_ctrl_z_while_it_closes_does_not_stop_it_half_way(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        terminal.send("q")
        terminal.wait_until_given_back()  # from then on it is the terminal that makes a signal of the key
        terminal.send("\x1a")

        assert terminal.wait() == 0


def test_where_no_shell_waits_it_stays(environment: dict[str, str]) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("Long hug")
        terminal.send("\x1a")
        terminal.wait_for("No shell waits behind this")
        tick(terminal)


@pytest.mark.parametrize(("charset", "read"), [("utf-8", "caf�!"), ("latin-1", "café!")])
def test_letters_of_another_character_set_than_utf_8_are_read_or_replaced_and_end_nothing(
    environment: dict[str, str], charset: str, read: str
) -> None:
    verb(environment, "add", "Long hug")

    with Terminal(APP, {**environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": charset}) as terminal:
        terminal.wait_for("Long hug")
        terminal.send("n")
        terminal.wait_for("A line to remember it by")
        terminal.send("café!\r", charset="latin-1")
        terminal.wait_for("1 in a row")
        terminal.send("q")
        assert terminal.wait() == 0

    assert read in verb(environment, "today")
