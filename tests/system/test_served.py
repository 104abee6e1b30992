"""The app as textual-serve runs it, over two pipes: it starts, takes keys, and ends with whoever shows it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.served import PROTOCOL, Served, served
from tests.kit.terminal import APP
from tests.kit.traces import SECRET, in_shell, machine
from tui.crash import CLOSED_ON_A_BUG

if sys.platform == "win32":
    pytest.skip("pipes that can be waited for are a POSIX thing", allow_module_level=True)


MET_A_BUG = f"""
from tui.app import RitualsApp, run

def action_thank(self):
    raise ValueError("".join({[*SECRET]}))

RitualsApp.action_thank = action_thank
raise SystemExit(run())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A machine on which a ritual was taken up."""
    ours = machine(tmp_path)
    in_shell(ours, "add", "Long hug", "--every", "every day")
    return ours


def write_note(page: Served) -> None:
    """Begin a note."""
    page.wait_for("Long hug")
    page.send("a")
    page.wait_for("Six words are enough")
    page.send(SECRET)
    page.wait_for(SECRET[-5:])


def test_the_app_opens_without_a_terminal_and_takes_a_tick(environment: dict[str, str]) -> None:
    with served(environment) as page:
        page.wait_for("Long hug")
        page.send(" ")
        page.wait_for("●")
        page.send("q")
        code, complaints = page.wait()

    assert (code, complaints) == (0, "")
    assert "●" in in_shell(environment, "today")


@pytest.mark.parametrize("pipes", [("stdin",), ("stdin", "stdout")], ids=" and ".join)
def test_it_ends_with_whoever_shows_it_and_keeps_what_was_written(
    environment: dict[str, str], pipes: tuple[str, ...]
) -> None:
    with served(environment) as page:
        write_note(page)
        page.lose(*pipes)
        code, complaints = page.wait()
    with served(environment) as again:
        again.wait_for("Long hug")
        again.send("a")
        again.wait_for("Here is what you began")
        again.wait_for(SECRET)

    assert (code, complaints) == (0, "")


def test_it_ends_when_nobody_takes_what_it_draws(environment: dict[str, str]) -> None:
    with served(environment) as page:
        page.wait_for("Long hug")
        page.lose("stdout")
        page.send("a")
        code, complaints = page.wait()

    assert (code, complaints) == (0, "")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda it: it.name)
def test_a_signal_ends_it_as_in_a_terminal(environment: dict[str, str], ending: signal.Signals) -> None:
    with served(environment) as page:
        write_note(page)
        page.process.send_signal(ending)
        code, complaints = page.wait()

    assert (code, complaints) == (128 + ending, "")


def test_there_is_no_shell_to_go_to(environment: dict[str, str]) -> None:
    with served(environment) as page:
        page.wait_for("Long hug")
        page.send("\x1a")
        page.wait_for("No shell waits behind this")


def test_where_a_bug_was_is_told_to_whoever_serves_and_no_words_are(environment: dict[str, str]) -> None:
    with served(environment, program=[sys.executable, "-c", MET_A_BUG]) as page:
        page.wait_for("Long hug")
        page.send("a")
        code, complaints = page.wait()

    assert code == 1
    assert complaints.startswith(CLOSED_ON_A_BUG)
    assert SECRET not in complaints


def test_the_demo_opens_on_a_page_and_leaves_nothing(environment: dict[str, str]) -> None:
    with served(environment, "--demo") as page:
        page.wait_for("Walk and talk")
        page.lose("stdin", "stdout")
        code, _ = page.wait()

    assert code == 0
    assert list(Path(environment["TMPDIR"]).iterdir()) == []


@pytest.mark.parametrize("driver", ["screen", "nowhere:Driver", "os:getcwd", "textual.driver:None"])
def test_what_shows_no_app_is_named(environment: dict[str, str], driver: str) -> None:
    ended = subprocess.run(
        APP, env={**environment, "TEXTUAL_DRIVER": driver}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert ended.stderr == f"rituals: TEXTUAL_DRIVER names nothing that shows the app: {driver!r}. Unset it.\n"


def test_verbs_are_as_ever_where_an_app_would_be_shown(environment: dict[str, str]) -> None:
    assert in_shell({**environment, **PROTOCOL}, "today") == in_shell(environment, "today")


def test_what_shows_an_app_costs_nobody_else_anything() -> None:
    loaded = "import sys, tui.app, tui.served_driver; print({'aiohttp', 'textual_serve', 'jinja2'} & {*sys.modules})"
    ours = "import sys, tui.app; print({'tui.served_driver', 'textual.drivers.web_driver'} & {*sys.modules})"

    for code in (loaded, ours):
        printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert printed == "set()\n"
