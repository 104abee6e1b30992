"""A file that another process puts into the inbox: who takes it in, and who never waits for its folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from rituals.bootstrap import open_session
from tests.kit.desktop import until
from tests.kit.mounts import hung, may_hang, may_mount, read_only

if sys.platform == "win32":
    pytest.skip("Windows ends a process that nobody waits for in another way", allow_module_level=True)

ONLY_WHERE_IT_IS_ON = ("rituals.adapters.inbox", "rituals.core.inbox.wishes", "rituals.service.inbox")
PATIENCE = 120.0
AT_ONCE = 30.0
"""Seconds that a few verbs may take on a busy machine, and far fewer than any wait for a folder that hangs."""

VERB = "from rituals.cli.main import main; main({words})"
APP = """
import asyncio, time
from pathlib import Path
from rituals import bootstrap
from tui.app import RitualsApp

bootstrap.INBOX_SECONDS = 0.05

async def work():
    session = bootstrap.open_session()
    app = RitualsApp(session, welcome=False)
    with bootstrap.upkeep(session.places):
        async with app.run_test() as pilot:
            ends = time.monotonic() + 60
            while {waits} and time.monotonic() < ends:
                await pilot.pause(0.05)

asyncio.run(work())
"""
NUDGES = """
import os, signal, threading, time
from pathlib import Path
from rituals import bootstrap
from rituals.cli.main import main
from rituals.service.nudges import scheduler

bootstrap.INBOX_SECONDS, scheduler.LONGEST_WAIT = 0.05, 0.1

def end():
    ends = time.monotonic() + 60
    while (signal.getsignal(signal.SIGTERM) is signal.SIG_DFL or {waits}) and time.monotonic() < ends:
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=end, daemon=True).start()
main(["nudge", "run"])
"""


class Home:
    """A home of its own with tea in it every day, and a folder into which a phone writes."""

    def __init__(self, home: Path) -> None:
        self.data = home / "data"
        self.phone = home / "phone"
        self.phone.mkdir(parents=True)
        self.wish = self.phone / "wish.txt"
        self.environment = {
            **os.environ,
            "RITUALS_HOME": str(home),
            "RITUALS_TZ": "Europe/Berlin",
            "PYTHONUTF8": "1",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        }
        self.run("people", "add", "Sam", "--not-me")
        self.run("add", "Tea", "--every", "every day")

    def switch_on(self) -> None:
        self.run("inbox", "on", str(self.phone))
        until((self.data / "inbox" / "looked.json").exists, "somebody looked", PATIENCE)
        os.utime(self.data / "inbox" / "looked.json", (0, 0))

    def write_elsewhere(self) -> None:
        """Let another process put a file into the folder, as an engine does."""
        words = "Tick tea: with milk\\nSam: thank you for the soup ♥\\nwlak\\n"
        draft = self.phone / ".wish.tmp"
        subprocess.run(["sh", "-c", f'printf "{words}" > "{draft}"; mv "{draft}" "{self.wish}"'], check=True)

    def run(self, *words: str, before: Sequence[str] = ()) -> str:
        return self.done(*before, sys.executable, "-m", "rituals", *words)

    def done(self, *argv: str) -> str:
        ran = subprocess.run(
            argv,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def imported_by(self, script: str) -> str:
        """Which modules of the inbox a script has imported at its end."""
        whole = f"import sys\n{script}\nprint([name for name in {ONLY_WHERE_IT_IS_ON} if name in sys.modules])"
        return self.done(sys.executable, "-c", whole).splitlines()[-1]


def scripts(waits: str) -> Mapping[str, str]:
    """What each kind of process does; the latter two go on as long as `waits` is true."""
    return {
        "today": VERB.format(words=["today"]),
        "tick": VERB.format(words=["tick", "tea"]),
        "app": APP.format(waits=waits),
        "nudges": NUDGES.format(waits=waits),
    }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.mark.parametrize("who", ["today", "tick", "app", "nudges"])
def test_where_it_is_off_nobody_imports_or_touches_anything_of_it(home: Home, who: str) -> None:
    home.write_elsewhere()

    assert home.imported_by(scripts("time.monotonic() < ends - 57")[who]) == "[]"

    assert home.wish.exists()
    assert not (home.data / "inbox").exists()


@pytest.mark.parametrize("who", ["today", "app", "nudges"])
def test_a_file_from_another_process_becomes_a_tick_and_a_thank_you(home: Home, who: str) -> None:
    home.switch_on()
    home.write_elsewhere()

    home.done(sys.executable, "-c", scripts(f"Path({str(home.wish)!r}).exists()")[who])

    until(lambda: not home.wish.exists(), "it was taken in", PATIENCE)
    until(lambda: "Came by phone" in home.run("inbox"), "it was carried out", PATIENCE)
    assert "you for the soup ♥" in home.run("jar", "list")
    state = open_session(str(home.data.parent)).service.state
    (ritual,) = state.rituals
    ticks = state.ticks(ritual)
    assert [(tick.note, tick.by_phone) for of_day in ticks.values() for tick in of_day] == [("with milk", True)]
    said = home.run("inbox")
    assert "Done: Tea, today" in said
    assert "A thank-you from Sam is in the jar" in said
    assert "wish.txt, line 3: “wlak”" in said
    modes = {path.stat().st_mode & 0o077 for path in home.data.rglob("*")}
    assert modes == {0}


@pytest.mark.skipif(not may_mount(), reason="this login may not mount")
@pytest.mark.durability
def test_from_a_folder_that_is_read_only_a_file_is_taken_in_once_and_that_is_told(home: Home) -> None:
    home.switch_on()
    home.write_elsewhere()

    take = "import rituals.cli.inbox.process as process; process.take_wishes()"
    verbs = '"$0" -c "$1"; "$0" -c "$1"; "$0" -m rituals inbox; "$0" -m rituals jar list'
    said = home.done(*read_only(home.phone), "sh", "-c", verbs, sys.executable, take)

    assert f"The inbox {home.phone} can't be written by this login. Let it, so that files can be taken out." in said
    assert said.count("you for the soup") == 1


@pytest.mark.skipif(not may_hang(), reason="this login may not mount by FUSE")
@pytest.mark.durability
def test_where_the_folder_hangs_no_verb_waits_and_it_is_told(home: Home) -> None:
    home.switch_on()
    begun = time.monotonic()

    take = "import rituals.cli.inbox.process as process; process.LONGEST_LOOK = 2.0; process.take_wishes()"
    verbs = '"$0" -c "$1"; "$0" -m rituals tick tea; "$0" -m rituals today; "$0" -m rituals inbox'
    said = home.done(*hung(home.phone), "sh", "-c", verbs, sys.executable, take)

    assert time.monotonic() - begun < AT_ONCE
    assert "Done: Tea" in said
    assert f"The inbox {home.phone} does not answer. Look at what it lies on." in said
