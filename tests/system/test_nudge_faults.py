"""`rituals nudge run` through what machines do to it: each ends with the right nudges, none twice, and a sentence."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.bootstrap import nudger, open_session
from rituals.session import Session
from tests.kit.deaf_bus import deaf_bus
from tests.kit.desktop import Desktop, desktop, private_bus, until
from tests.kit.nudge_runs import (
    PATIENCE,
    Suspension,
    add,
    begun_yesterday,
    due_this_minute,
    ended,
    faketime_library,
    rituals_says,
    running,
    status,
    wait_for_holder,
)


@pytest.fixture
def session(surroundings: dict[str, str]) -> Session:
    """A couple with one ritual that came due this minute, and no first start."""
    assert surroundings
    return due_this_minute()


def titles(own: Desktop) -> list[str]:
    return [notice.title for notice in own.shown()]


@pytest.mark.desktop
def test_killed_at_any_instant_it_tells_once_at_most_and_never_twice(
    surroundings: dict[str, str], session: Session
) -> None:
    chance = random.Random(6)

    with desktop() as own:
        surroundings |= own.environment
        for _ in range(8):
            with running(surroundings) as process, pytest.raises(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.1, 1.5))
        with running(surroundings) as last:
            until(lambda: "Told last: Walk, today" in status(surroundings), "it was told or lost", PATIENCE)
            ended(last, signal.SIGTERM)
        shown = titles(own)

    assert shown in ([], ["Walk"])
    assert [row.ritual.name for row in session.service.board().rows] == ["Walk"]


@pytest.mark.desktop
@pytest.mark.usefixtures("session")
def test_on_a_bus_without_a_service_the_nudge_is_kept_for_the_app(surroundings: dict[str, str]) -> None:
    with private_bus() as bus:
        surroundings |= bus.environment
        with running(surroundings) as process:
            assert process.stderr is not None
            complaint = process.stderr.readline()
            ended(process, signal.SIGTERM)
        said = status(surroundings).splitlines()

    assert complaint.startswith("rituals: No notification service runs on this desktop")
    assert said[-2] == "Shown only in the app today: Walk."
    assert said[-1].startswith("Nudges can't be shown now: No notification service runs")


@pytest.mark.desktop
@pytest.mark.usefixtures("session")
def test_a_service_that_hangs_holds_nothing_up_and_shows_nothing_late(surroundings: dict[str, str]) -> None:
    with desktop() as own:
        surroundings |= own.environment
        with running(surroundings) as process:
            assert process.stderr is not None
            with own.frozen():
                complaint = process.stderr.readline()
            until(lambda: "Shown only in the app today" in status(surroundings), "it was set aside", PATIENCE)
            ending = ended(process, signal.SIGTERM)
        shown = titles(own)

    assert "does not answer" in complaint or "seems stuck" in complaint
    assert ending == (0, "")
    assert shown == []


def test_a_home_that_is_deleted_under_it_is_a_sentence_and_what_takes_its_place_is_seen(
    session: Session, tmp_path: Path
) -> None:
    scheduler = nudger(session, who="a test")
    other = FileSenderLock(tmp_path / "data", "another")
    scheduler.step()

    shutil.rmtree(tmp_path / "data")
    scheduler.step()
    while_gone = str(scheduler.last_problem)
    add(open_session(), "Tea", at=None)
    scheduler.step()
    while_back = (other.holder(), list(session.service.state.rituals))
    scheduler.lock.release()

    assert "No such file or directory" in while_gone
    assert "No such file or directory" not in str(scheduler.last_problem)
    assert while_back == ("a test", ["Tea"])


@pytest.mark.parametrize("mark", [b"", b"#" * 40 + b"\n"])
def test_journals_that_change_under_it_are_read_anew(session: Session, tmp_path: Path, mark: bytes) -> None:
    scheduler = nudger(session, who="a test")
    scheduler.step()
    (journal,) = (tmp_path / "data" / "shared").glob("*.jsonl")

    journal.write_bytes(journal.read_bytes().splitlines(keepends=True)[0] + mark)
    scheduler.step()
    add(open_session(), "Tea", at=None)
    scheduler.step()
    scheduler.lock.release()

    assert list(session.service.state.rituals) == ["Tea"]


@pytest.mark.desktop
def test_after_a_suspend_the_nudge_comes_within_twenty_seconds_and_a_clock_set_back_brings_none_again(
    surroundings: dict[str, str], tmp_path: Path, full: bool
) -> None:
    suspension = Suspension(tmp_path, faketime_library())
    session = open_session()
    begun_yesterday(session)
    add(session, "Tea", at=None)
    session.service.snooze("Tea", session.service.today(), datetime.now(UTC) + timedelta(minutes=50))

    with desktop() as own, running({**surroundings, **own.environment, **suspension.environment}) as process:
        wait_for_holder(tmp_path)
        before = titles(own)
        suspension.sleep(timedelta(hours=1))
        resumed = datetime.now(UTC)
        after = [notice.title for notice in own.wait_for(1, PATIENCE)]
        late = datetime.now(UTC) - resumed
        suspension.sleep(timedelta(hours=-1))
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(21 if full else 1)
        ending = ended(process, signal.SIGTERM)
        in_the_end = titles(own)

    assert before == []
    assert after == in_the_end == ["Tea"]
    assert late < timedelta(seconds=22)
    assert ending[0] == 0  # what libfaketime makes of waiting for a helper may have been complained of


def test_what_an_autostart_entry_starts_runs_once_and_ends_with_the_entry(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    surroundings |= {"XDG_CONFIG_HOME": str(tmp_path / "our config %h"), "XDG_CURRENT_DESKTOP": "GNOME"}
    entry = tmp_path / "our config %h" / "autostart" / "rituals-nudges.desktop"

    try:
        installed = rituals_says(surroundings, "nudge", "install")
        wait_for_holder(tmp_path)
        again = rituals_says(surroundings, "nudge", "install")
        second = rituals_says(surroundings, "nudge", "run", "--while", str(entry))
        running_status = status(surroundings)
        uninstalled = rituals_says(surroundings, "nudge", "uninstall")
    finally:
        entry.unlink(missing_ok=True)

    assert installed == again
    assert str(entry) in installed
    assert second == "They come from the background already.\n"
    assert "They start at every login, from an autostart entry." in running_status
    assert "Taken away" in uninstalled
    until(lambda: not [*(tmp_path / "data").glob("nudge*")], "the background copy ended without a trace", PATIENCE)


def test_a_line_of_a_window_managers_own_starts_one_copy_however_often_it_is_run(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    config = tmp_path / "config" / "bspwm"
    config.mkdir(parents=True)
    surroundings |= {"XDG_CONFIG_HOME": str(config.parent), "XDG_CURRENT_DESKTOP": "bspwm"}
    with running(surroundings, "--unless-running") as process:
        wait_for_holder(tmp_path)
        second = rituals_says(surroundings, "nudge", "run", "--unless-running")
        ending = ended(process, signal.SIGTERM)

    assert second == "They come from the background already.\n"
    assert ending[0] == 0


def test_in_the_background_it_ends_with_the_login_and_makes_room_for_the_next(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    with deaf_bus(tmp_path / "bus") as bus, running(surroundings | bus.environment, "--unless-running") as process:
        wait_for_holder(tmp_path)
        bus.end()
        code = process.wait(PATIENCE)
        left_behind = [*(tmp_path / "data").glob("nudge*")]
        with running(surroundings, "--unless-running") as next_login:
            wait_for_holder(tmp_path)
            ended(next_login, signal.SIGTERM)

    assert (code, left_behind) == (0, [])


def test_one_that_somebody_looks_at_goes_on_without_a_bus(surroundings: dict[str, str], tmp_path: Path) -> None:
    with deaf_bus(tmp_path / "bus") as bus, running(surroundings | bus.environment) as process:
        wait_for_holder(tmp_path)
        bus.end()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
