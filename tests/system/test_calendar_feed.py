"""Who keeps the calendar file up to date: verbs, the app and what nudges, each by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rituals.bootstrap import open_session
from rituals.config import CalendarSettings
from rituals.core.events import RitualAdded
from rituals.core.model import Rule
from tests.kit.desktop import until
from tests.kit.mounts import hung, may_hang, may_mount, read_only
from tests.kit.process_home import LONGEST_RUN, NUDGES, VERB, ProcessHome

if sys.platform == "win32":
    pytest.skip("Windows ends a process that nobody waits for in another way", allow_module_level=True)

ONLY_TO_WRITE_ONE = ("icalendar", "rituals.core.exchange.calendar", "rituals.adapters.formats.calendar_ics")
ONLY_WHERE_ONE_IS_KEPT = (*ONLY_TO_WRITE_ONE, "rituals.adapters.feed")

APP = """
import asyncio, time
from pathlib import Path
from rituals import bootstrap
from rituals.config import places
from rituals.core.events import RitualAdded
from rituals.core.model import Rule
from tui.app import RitualsApp

bootstrap.FEED_SECONDS = 0.05

async def work():
    session = bootstrap.open_session()
    app = RitualsApp(session, welcome=False)
    with bootstrap.feeder(session.places):
        async with app.run_test() as pilot:
            await pilot.press("space")
            session.service.add(RitualAdded("later", session.service.today(), "Later", Rule("FREQ=DAILY")))
            {wait}

asyncio.run(work())
"""
IN_APP = """ends = time.monotonic() + 60
            while b"Later" not in Path({file!r}).read_bytes() and time.monotonic() < ends:
                await pilot.pause(0.05)"""


class Home(ProcessHome):
    """A home of its own with tea in it every day, for processes of theirs."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.file = home / "shown" / "us.ics"
        self.file.parent.mkdir(parents=True)
        self.run("add", "Tea", "--every", "every day")

    def keep_feed(self) -> None:
        """Have the file kept, with nothing due and nobody at it; a verb would leave a process behind."""
        open_session(str(self.home)).keep_calendar(CalendarSettings(str(self.file)))
        self.done(sys.executable, "-m", "rituals.cli.exchange.feed_process")

    def add(self, name: str) -> None:
        """Record a ritual as another machine's records come: by no verb."""
        service = open_session(str(self.home)).service
        service.add(RitualAdded(name, service.today(), name, Rule("FREQ=DAILY")))

    @property
    def content(self) -> str:
        return self.file.read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def scripts(home: Home, *, is_kept: bool) -> Mapping[str, str]:
    """What each kind of process does: where a file is kept, the latter two go on until it says what is new."""
    in_app = IN_APP.format(file=str(home.file)) if is_kept else "await pilot.pause(0.3)"
    waits = f"b'Later' not in Path({str(home.file)!r}).read_bytes()" if is_kept else "time.sleep(0.5)"
    return {
        "today": VERB.format(words=["today"]),
        "tick": VERB.format(words=["tick", "tea"]),
        "edit": VERB.format(words=["edit", "tea", "--name", "Green tea"]),
        "app": APP.format(wait=in_app),
        "nudges": NUDGES.format(looks="FEED_SECONDS", waits=waits),
    }


@pytest.mark.parametrize("who", ["today", "tick", "edit", "app", "nudges"])
def test_where_no_file_is_kept_nobody_imports_anything_of_it(home: Home, who: str) -> None:
    assert home.imported_by(scripts(home, is_kept=False)[who], ONLY_WHERE_ONE_IS_KEPT) == "[]"


@pytest.mark.parametrize("who", ["today", "tick", "edit", "app", "nudges"])
def test_where_one_is_kept_nobody_imports_what_writes_it(home: Home, who: str) -> None:
    home.keep_feed()
    if who == "nudges":
        home.add("Later")

    assert home.imported_by(scripts(home, is_kept=True)[who], ONLY_TO_WRITE_ONE) == "[]"

    new = {"edit": "Green tea", "app": "Later", "nudges": "Later"}.get(who, "Tea")
    until(lambda: new in home.content, f"{new} is in it", LONGEST_RUN)


def test_ticks_do_not_touch_the_file(home: Home) -> None:
    home.keep_feed()
    before = home.file.stat()

    for words in (["tick", "tea"], ["untick", "tea"], ["tick", "tea", "--note", "with milk"]):
        home.run(*words)
    home.run("calendar", "feed")  # which waits for what is due

    after = home.file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_many_at_once_leave_the_newest_and_nothing_else(home: Home) -> None:
    home.run("calendar", "feed", str(home.file))

    adding = [
        subprocess.Popen(
            [sys.executable, "-m", "rituals", "add", f"Song {n}", "--every", "every day"],
            env=home.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for n in range(6)
    ]

    assert [process.wait(LONGEST_RUN) for process in adding] == [0] * 6
    until(lambda: all(f"Song {n}" in home.content for n in range(6)), "all are in it", LONGEST_RUN)
    until(lambda: list(home.file.parent.iterdir()) == [home.file], "nothing else is left there", LONGEST_RUN)


@pytest.mark.skipif(not may_mount(), reason="this login may not mount")
@pytest.mark.durability
def test_on_a_disk_that_is_read_only_verbs_go_on(home: Home) -> None:
    home.keep_feed()

    assert "Tea" in home.run("today", before=read_only(home.file.parent))


@pytest.mark.skipif(not may_hang(), reason="this login may not mount by FUSE")
@pytest.mark.durability
def test_where_the_folder_hangs_no_verb_waits_and_it_is_told(home: Home) -> None:
    home.keep_feed()
    home.add("Later")

    upkeep = "from rituals.cli.exchange import feed_process as feed; feed.LONGEST_WRITE = 10.0; feed.keep_calendar()"
    verbs = '"$0" -c "$1"; "$0" -m rituals tick tea; "$0" -m rituals today; "$0" -m rituals calendar feed'
    told = home.done(*hung(home.file.parent), "sh", "-c", verbs, sys.executable, upkeep)

    assert "Done: Tea" in told
    assert f"The calendar file is not up to date: {home.file} does not answer." in told
