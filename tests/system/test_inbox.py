"""A file that another process puts into the inbox: who takes it in, and who never waits for its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rituals.bootstrap import open_session
from tests.kit.desktop import until
from tests.kit.mounts import hung, may_hang, may_mount, read_only
from tests.kit.process_home import LONGEST_RUN, NUDGES, VERB, ProcessHome

if sys.platform == "win32":
    pytest.skip("Windows ends a process that nobody waits for in another way", allow_module_level=True)

ONLY_WHERE_IT_IS_ON = ("rituals.adapters.inbox", "rituals.core.inbox.wishes", "rituals.service.inbox")

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


class Home(ProcessHome):
    """A home of its own with tea in it every day, and a folder into which a phone writes."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.data = home / "data"
        self.phone = home / "phone"
        self.phone.mkdir(parents=True)
        self.wish = self.phone / "wish.txt"
        self.run("people", "add", "Sam", "--not-me")
        self.run("add", "Tea", "--every", "every day")

    def switch_on(self) -> None:
        self.run("inbox", "on", str(self.phone))
        until((self.data / "inbox" / "looked.json").exists, "somebody looked", LONGEST_RUN)
        os.utime(self.data / "inbox" / "looked.json", (0, 0))

    def write_elsewhere(self) -> None:
        """Let another process put a file into the folder, as an engine does."""
        words = "Tick tea: with milk\\nSam: thank you for the soup ♥\\nwlak\\n"
        draft = self.phone / ".wish.tmp"
        subprocess.run(["sh", "-c", f'printf "{words}" > "{draft}"; mv "{draft}" "{self.wish}"'], check=True)


def scripts(waits: str) -> Mapping[str, str]:
    """What each kind of process does; the latter two go on as long as `waits` is true."""
    return {
        "today": VERB.format(words=["today"]),
        "tick": VERB.format(words=["tick", "tea"]),
        "app": APP.format(waits=waits),
        "nudges": NUDGES.format(looks="INBOX_SECONDS", waits=waits),
    }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.mark.parametrize("who", ["today", "tick", "app", "nudges"])
def test_where_it_is_off_nobody_imports_or_touches_anything_of_it(home: Home, who: str) -> None:
    home.write_elsewhere()

    assert home.imported_by(scripts("time.monotonic() < ends - 57")[who], ONLY_WHERE_IT_IS_ON) == "[]"

    assert home.wish.exists()
    assert not (home.data / "inbox").exists()


@pytest.mark.parametrize("who", ["today", "app", "nudges"])
def test_a_file_from_another_process_becomes_a_tick_and_a_thank_you(home: Home, who: str) -> None:
    home.switch_on()
    home.write_elsewhere()

    home.done(sys.executable, "-c", scripts(f"Path({str(home.wish)!r}).exists()")[who])

    until(lambda: not home.wish.exists(), "it was taken in", LONGEST_RUN)
    until(lambda: "Came by phone" in home.run("inbox"), "it was carried out", LONGEST_RUN)
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

    take = "import rituals.cli.inbox.process as process; process.LONGEST_LOOK = 2.0; process.take_wishes()"
    verbs = '"$0" -c "$1"; "$0" -m rituals tick tea; "$0" -m rituals today; "$0" -m rituals inbox'
    said = home.done(*hung(home.phone), "sh", "-c", verbs, sys.executable, take)

    assert "Done: Tea" in said
    assert f"The inbox {home.phone} does not answer. Look at what it lies on." in said
