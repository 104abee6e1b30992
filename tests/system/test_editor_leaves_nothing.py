"""The shell's editor in a real terminal, killed or stopped: its words lie among the drafts and are offered again."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from tests.kit.terminal import DEADLINE, Terminal
from tests.kit.traces import RITUALS, SECRET, in_shell, machine, words_on_disk

pytestmark = pytest.mark.terminal

ADD = [*RITUALS, "jar", "add"]
WRITES_AND_WAITS = f"""
path.write_text("{SECRET}")
(path.parent / ".note.txt.swp").write_text("{SECRET}")
print("in the editor", flush=True)
signal.pause()
"""
OUTLIVES_ITS_SHELL = f"signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{WRITES_AND_WAITS}"
ADDS_A_WORD = "path.write_text(path.read_text() + ' at last')"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    made = machine(tmp_path)
    in_shell(made, "people", "add", "Sam")
    settings = Path(made["RITUALS_HOME"]) / "settings.toml"
    settings.write_text("[nudges]\non = false\n", encoding="utf-8")  # the doctor has nothing to say of a desktop
    settings.chmod(0o600)
    return made


def with_editor(environment: dict[str, str], program: str) -> dict[str, str]:
    """An environment whose editor is some lines of Python, with `path` in them."""
    script = Path(environment["HOME"]) / f"editor{abs(hash(program))}.py"
    script.write_text(f"import pathlib, signal, sys\npath = pathlib.Path(sys.argv[1])\n{program}\n", encoding="utf-8")
    return {**environment, "VISUAL": shlex.join([sys.executable, "-S", str(script)])}


def words_left(tmp_path: Path) -> list[Path]:
    """Every file with the word, the editor's own program aside."""
    return [path for path in words_on_disk(tmp_path, SECRET) if not path.name.startswith("editor")]


def until_gone(process: int) -> None:
    """Wait until a process has ended."""
    ends = time.monotonic() + DEADLINE
    while Path(f"/proc/{process}/cmdline").exists() and Path(f"/proc/{process}/cmdline").read_bytes():
        assert time.monotonic() < ends
        time.sleep(0.01)


def goes_on(environment: dict[str, str]) -> str:
    """What the jar holds once somebody went on with the words that were left."""
    with Terminal(ADD, with_editor(environment, ADDS_A_WORD)) as terminal:
        terminal.wait_for("not put in yet; go on with them?")
        terminal.send("y\n")
        assert terminal.wait() == 0
        assert SECRET not in terminal.text
    (note,) = json.loads(in_shell(environment, "jar", "list", "--json"))["notes"]
    return str(note["text"])


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_keeps_the_words_for_the_next_time(environment: dict[str, str], tmp_path: Path, ending: str) -> None:
    number = signal.Signals[ending]

    with Terminal(ADD, with_editor(environment, WRITES_AND_WAITS)) as terminal:
        terminal.wait_for("in the editor")
        terminal.signal(number)
        code = terminal.wait()

    assert code == 128 + number
    assert SECRET not in terminal.text
    assert {path.parent.parent.name for path in words_left(tmp_path)} == {"editor"}
    assert list((tmp_path / "scratch").iterdir()) == []
    assert goes_on(environment) == f"{SECRET} at last"
    (journal,) = words_left(tmp_path)
    assert journal.parent.name == "shared"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the children of another process")
def test_what_was_killed_is_nobodys_as_long_as_its_editor_is_open_and_is_offered_then(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(ADD, with_editor(environment, OUTLIVES_ITS_SHELL)) as terminal:
        terminal.wait_for("in the editor")
        killed = terminal.process.pid
        (editor,) = map(int, Path(f"/proc/{killed}/task/{killed}/children").read_text().split())
        terminal.signal(signal.SIGKILL)
        terminal.wait()
        meanwhile = in_shell(environment, "doctor", "--repair")
        with Terminal(ADD, with_editor(environment, "path.write_text('')")) as another:
            assert another.wait() == 2
        os.kill(editor, signal.SIGKILL)
        until_gone(editor)

    assert meanwhile.endswith("All is well.\n")
    assert "go on with them" not in another.text
    assert {path.parent.parent.name for path in words_left(tmp_path)} == {"editor"}
    assert goes_on(environment) == f"{SECRET} at last"
    (journal,) = words_left(tmp_path)
    assert journal.parent.name == "shared"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the limits of another process")
def test_neither_the_verb_nor_its_editor_would_write_a_picture_of_its_memory(environment: dict[str, str]) -> None:
    shows_its_limit = "import resource\nprint('limit', resource.getrlimit(resource.RLIMIT_CORE)[0])"
    lifted = f"ulimit -S -c $(ulimit -H -c); exec {shlex.join(ADD)}"

    with Terminal(["/bin/sh", "-c", lifted], with_editor(environment, shows_its_limit)) as terminal:
        terminal.wait_for("limit 0")
