"""Two homes and the folder between them, by whole processes: who looks there, and who never waits for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rituals.adapters.journal.lock import FileLock
from rituals.adapters.together.beside import looker_place
from rituals.adapters.together.looking import FolderLooks
from rituals.adapters.together.report import last_report
from rituals.bootstrap import open_session
from rituals.core.events import RitualAdded, RitualTicked
from rituals.core.model import Rule
from tests.kit.couples_folder import Machine
from tests.kit.desktop import until
from tests.kit.mounts import hung, may_hang, may_mount, read_only
from tests.kit.nudge_runs import begun_yesterday, noon_zone
from tests.kit.terminal import Terminal

if sys.platform != "linux":
    pytest.skip("the processes of a login are listed in Linux's way", allow_module_level=True)

AT_ONCE = 30.0
"""Seconds that a verb may take on a busy machine, and far fewer than any wait for a folder that hangs."""
pytestmark = pytest.mark.durability

BERLIN = ZoneInfo("Europe/Berlin")


class Home:
    """A home of its own, for verbs in processes of theirs."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.machine = Machine(home, folder)
        self.data = self.machine.data
        self.folder = folder
        self.environment = {**os.environ, "RITUALS_HOME": str(home), "RITUALS_TZ": "Europe/Berlin", "PYTHONUTF8": "1"}

    def run(self, *words: str, before: Sequence[str] = ()) -> str:
        """What a verb says, whose exit and output nobody delays."""
        return self.done(*before, sys.executable, "-m", "rituals", *words)

    def done(self, *argv: str) -> str:
        """What a program says that goes well, and at once."""
        begun = time.monotonic()
        ran = subprocess.run(
            argv,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert time.monotonic() - begun < AT_ONCE
        return ran.stdout

    @property
    def published(self) -> int:
        """How many bytes this home has in the folder."""
        return sum(path.stat().st_size for path in self.folder.glob("rituals/log/*/*"))


def is_held(lock: FileLock) -> bool:
    """Whether a process holds a lock."""
    if not lock.try_acquire():
        return True
    lock.release()
    return False


def lookers(folder: Path | str) -> list[int]:
    """The processes that look for a home, by their number."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"rituals.adapters.together.looking" in words and any(
            word.startswith(os.fsencode(folder)) for word in words
        ):
            found.append(int(process.name))
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with a ritual, paired, in which nothing is new."""
    home = Home(tmp_path / "ana", tmp_path / "folder")
    service = open_session(str(tmp_path / "ana")).service
    service.add(RitualAdded("tea", service.today(), "Tea", Rule("FREQ=DAILY")))
    home.machine.pair()
    for _ in range(2):  # what was published is seen as it lies there
        FolderLooks(home.data).look()
    (home.data / "together" / "looked").touch(0o600)
    yield home
    for left in lookers(tmp_path):
        os.kill(left, signal.SIGKILL)


def test_what_a_verb_wrote_travels_by_a_process_that_outlives_it(home: Home, tmp_path: Path) -> None:
    before = home.published

    said = home.run("tick", "tea")

    assert said.startswith("Done: Tea")
    until(lambda: home.published > before, "it was published")
    other = Machine(tmp_path / "sam", home.folder)
    other.pair()
    other.looks().look()
    assert any(isinstance(event, RitualTicked) for event in other.records().values())
    until(lambda: not lookers(tmp_path), "it ended")
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "ana" / "data").rglob("*")}
    assert modes == {0}


def test_nobody_is_started_where_somebody_looks_anyway(home: Home, tmp_path: Path) -> None:
    before, looked = home.published, (home.data / "together" / "looked").stat().st_mtime_ns
    app, look = looker_place(home.data), FileLock(home.data / "together" / "lock")

    for lock in (app, look):
        with lock:
            home.run("tick", "tea", "--note", "soup")
            home.run("today")
            assert not lookers(tmp_path)

    assert home.published == before
    assert (home.data / "together" / "looked").stat().st_mtime_ns == looked
    assert (home.data / "together" / "again").exists()  # so that whoever was at it looks once more


def test_who_only_reads_has_somebody_look_if_nobody_did_for_a_while(home: Home, tmp_path: Path) -> None:
    looked = home.data / "together" / "looked"
    before = looked.stat().st_mtime_ns
    home.run("today")
    assert not lookers(tmp_path)
    assert looked.stat().st_mtime_ns == before

    os.utime(looked, (0, 0))
    home.run("today")

    until(lambda: looked.stat().st_mtime_ns > 0, "somebody looked")


def test_a_machine_that_is_not_paired_starts_and_keeps_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "ana", tmp_path / "folder")

    home.run("add", "Tea", "--every", "every day")
    home.run("tick", "tea")

    assert not lookers(tmp_path)
    assert not (home.data / "together").exists()


def test_a_folder_that_is_gone_is_told_of_by_the_look_and_by_no_verb(home: Home) -> None:
    home.folder.rename(home.folder.with_name("away"))

    home.run("tick", "tea")

    until(lambda: bool(last_report(home.data).away_since), "it was told")
    assert last_report(home.data).away_since == f"{datetime.now(BERLIN):%Y-%m-%d}"
    assert not home.folder.exists()


def test_with_nothing_new_neither_verbs_nor_the_app_import_what_seals(home: Home) -> None:
    verbs = "from rituals.cli.main import main; main({words})"
    app = """
import asyncio
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo
from rituals.bootstrap import looker_in_background, open_session
from tui.app import RitualsApp

async def paint():
    session = open_session()
    app = RitualsApp(session, make_looker=partial(looker_in_background, session.places), welcome=False)
    async with app.run_test() as pilot:
        while app._looker is None:
            await pilot.pause(0.1)
        app._looker.stop()
        app._looker.join(10)
    assert "rituals.adapters.together.taking_in" in sys.modules

asyncio.run(paint())
"""
    for script in (app, verbs.format(words=["today"]), verbs.format(words=["tick", "tea"])):
        whole = f"import sys\n{script}\nprint([name for name in ('nacl', 'mnemonic') if name in sys.modules])"
        ran = subprocess.run(
            [sys.executable, "-c", whole], env=home.environment, capture_output=True, text=True, timeout=60, check=True
        )
        assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not may_mount(), reason="this login may not mount")
def test_on_a_disk_that_is_read_only_a_verb_reads_and_nobody_waits(home: Home) -> None:
    os.utime(home.data / "together" / "looked", (0, 0))

    assert "Tea" in home.run("today", before=read_only(home.data.parent))


@pytest.mark.skipif(not may_hang(), reason="this login may not mount by FUSE")
def test_where_the_folder_hangs_no_verb_waits(home: Home, tmp_path: Path) -> None:
    verbs = '"$0" -m rituals tick tea; "$0" -c "$1" "$2/together/lock"; for verb in today "untick tea" list'
    verbs += ' "pair status" "pair leave"; do "$0" -m rituals $verb; done; exec "$0" -c "$3" "$4"'
    is_at_it = "import os, sys, time\nplace = f':{os.stat(sys.argv[1]).st_ino} '\n"
    is_at_it += "while place not in open('/proc/locks').read(): time.sleep(0.05)"
    count = "import sys; from tests.system.test_paired_processes import lookers; print(len(lookers(sys.argv[1])))"

    inside = ("sh", "-c", verbs, sys.executable, is_at_it, str(home.data), count, str(tmp_path))
    said = home.done(*hung(home.folder), *inside)

    assert "Done: Tea" in said
    assert said.splitlines()[-1] == "1"  # the first one's, at which the others saw that somebody is at it


@pytest.mark.terminal
@pytest.mark.skipif(not may_hang(), reason="this login may not mount by FUSE")
def test_where_the_folder_hangs_the_app_takes_keys_and_ends_at_q(home: Home) -> None:
    with Terminal([*hung(home.folder), sys.executable, "-m", "tui"], home.environment) as app:
        app.wait_for("Tea")
        until(lambda: is_held(looker_place(home.data)), "it looks")
        app.send(" ")
        app.wait_for("1 in a row")
        app.send("q")
        begun = time.monotonic()
        assert app.process.wait(AT_ONCE) == 0

    assert time.monotonic() - begun < AT_ONCE


@pytest.mark.terminal
@pytest.mark.skipif(not may_hang(), reason="this login may not mount by FUSE")
def test_where_a_folder_to_join_in_hangs_the_app_ends_at_q_and_gives_the_terminal_back(tmp_path: Path) -> None:
    home = Home(tmp_path / "ana", tmp_path / "folder")
    home.run("add", "Tea", "--every", "every day")
    with Terminal([*hung(home.folder), sys.executable, "-m", "tui"], home.environment) as app:
        app.wait_for("Tea")
        app.send("\x10two machines\r")
        app.wait_for("this one alone")
        app.send("\r")
        app.wait_for("who has begun elsewhere")
        app.send("j\r")
        app.wait_for("In which folder")
        app.send(f"{home.folder}\r")
        app.wait_for("Looking into")
        app.mark()
        app.send("\x1b")
        app.wait_for("who has begun elsewhere")
        app.send("q")

        assert app.wait(deadline=AT_ONCE) == 0
        assert app.is_echoing


@pytest.mark.terminal
def test_what_was_done_just_before_the_app_was_closed_travels(home: Home) -> None:
    before, at_it = home.published, FileLock(home.data / "together" / "lock")
    with Terminal([sys.executable, "-m", "tui"], home.environment) as app:
        app.wait_for("Tea")
        until(lambda: is_held(looker_place(home.data)), "it looks")
        with at_it:
            app.send(" ")
            app.wait_for("1 in a row")
        app.send("q")
        assert app.process.wait(AT_ONCE) == 0

    until(lambda: home.published > before, "it was published")


@contextmanager
def nudging(home: Home, before: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """`rituals nudge run`, ended with the block at the latest."""
    with subprocess.Popen(
        [*before, sys.executable, "-m", "rituals", "nudge", "run"],
        env={**home.environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_the_process_that_nudges_looks_as_well(home: Home) -> None:
    before = home.published
    with looker_place(home.data):
        home.run("tick", "tea")

    with nudging(home) as process:
        until(lambda: home.published > before, "it was published")
        before = home.published
        home.run("tick", "tea", "--note", "soup")
        until(lambda: home.published > before, "it was published before the next wake", AT_ONCE)
        process.send_signal(signal.SIGTERM)
        assert process.wait(AT_ONCE) == 0


@pytest.mark.skipif(not may_hang(), reason="this login may not mount by FUSE")
def test_where_the_folder_hangs_nudges_are_sent(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RITUALS_TZ", noon_zone())
    home.environment["RITUALS_TZ"] = noon_zone()  # or it would fail at night
    session = open_session(str(home.data.parent))
    begun_yesterday(session)
    session.service.snooze("tea", session.service.today(), datetime.now(UTC) + timedelta(seconds=2))

    with nudging(home, hung(home.folder)):
        until(lambda: is_held(FileLock(home.data / "together" / "lock")), "it looks")
        until(lambda: session.service.refresh() and bool(session.service.device_state.told), "it was sent")
