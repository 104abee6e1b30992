"""`rituals nudge run` as a process: it starts, sends what is due to a real desktop once, gives way and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.adapters.nudge_post import NudgePost
from rituals.bootstrap import House, open_house
from rituals.core.events import NudgingBegan, Recorded, RitualAdded
from rituals.core.model import Rule
from tests.desktop import desktop, until

PATIENCE = 30.0
RUN = (sys.executable, "-m", "rituals", "nudge", "run")
STATUS = (sys.executable, "-m", "rituals", "nudge", "status")


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A home of its own, in a zone where it is about noon, so that no test runs into a night or a midnight."""
    east = 12 - datetime.now(UTC).hour
    chosen = {"RITUALS_HOME": str(tmp_path), "RITUALS_TZ": f"Etc/GMT{-east:+d}"}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), **chosen}


@contextmanager
def running(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """`rituals nudge run`, ended with the block at the latest."""
    with subprocess.Popen(
        RUN, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    """The exit code after a signal, and what it had to complain of."""
    process.send_signal(by)
    _, complaints = process.communicate(timeout=PATIENCE)
    return process.returncode, complaints


def wait_for_holder(home: Path) -> None:
    until(lambda: NudgePost(home / "data", "").holder() is not None, "nudge run took its post", PATIENCE)


def status(environment: Mapping[str, str]) -> str:
    return subprocess.run(STATUS, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


def begun_yesterday(house: House) -> None:
    """Let it be no first start, so that what is a minute late is told."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    house.local.append([Recorded("began", house.local.device, 1, yesterday, NudgingBegan())])


def add(house: House, name: str, at: time | None) -> None:
    house.rituals.add(RitualAdded(name, house.rituals.today(), name, Rule("FREQ=DAILY", at=at)))


@pytest.mark.desktop
def test_two_copies_send_one_nudge_at_its_second_to_a_real_desktop(surroundings: dict[str, str]) -> None:
    house = open_house()
    begun_yesterday(house)
    add(house, "Tea", at=None)
    due = (datetime.now(UTC) + timedelta(seconds=5)).replace(microsecond=0)
    house.rituals.snooze("Tea", house.rituals.today(), due)

    with desktop() as own, ExitStack() as stack:
        copies = [stack.enter_context(running({**surroundings, **own.environment})) for _ in range(2)]
        shown = own.wait_for(1, PATIENCE)
        arrived = datetime.now(UTC)
        endings = [ended(copy, signal.SIGTERM) for copy in copies]
        shown_in_the_end = own.shown()

    assert [one.title for one in shown] == ["Tea"]
    assert shown_in_the_end == shown
    assert arrived >= due
    assert endings == [(0, ""), (0, "")]


@pytest.mark.desktop
def test_what_came_due_shortly_before_the_start_is_told_at_once_and_never_again(surroundings: dict[str, str]) -> None:
    house = open_house()
    begun_yesterday(house)
    add(house, "Walk", at=house.rituals.local().time().replace(second=0, microsecond=0))

    with desktop() as own:
        surroundings |= own.environment
        with running(surroundings) as killed:
            own.wait_for(1, PATIENCE)
            killed.kill()
        with running(surroundings) as again:
            wait_for_holder(house.places.data.parent)
            until(lambda: "Told last: Walk, today" in status(surroundings), "it was told", PATIENCE)
            ended(again, signal.SIGTERM)
        shown = own.shown()

    assert [one.title for one in shown] == ["Walk"]


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_frees_the_post(
    surroundings: dict[str, str], tmp_path: Path, by: signal.Signals
) -> None:
    with running(surroundings) as process:
        wait_for_holder(tmp_path)
        while_running = status(surroundings)

        ending = ended(process, by)

    assert ending == (0, "")
    assert "The nudges come from rituals nudge run." in while_running
    assert "Nobody sends nudges now" in status(surroundings)


def test_a_killed_one_frees_the_post(surroundings: dict[str, str], tmp_path: Path) -> None:
    with running(surroundings) as process:
        wait_for_holder(tmp_path)

        process.kill()
        process.wait(PATIENCE)

        assert NudgePost(tmp_path / "data", "").holder() is None


def test_a_second_copy_says_who_sends_and_waits(surroundings: dict[str, str], tmp_path: Path) -> None:
    with running(surroundings):
        wait_for_holder(tmp_path)
        with running(surroundings) as second:
            assert second.stdout is not None

            said = second.stdout.readline()

    assert said == "The nudges come from rituals nudge run now; this copy waits, and takes over when that ends.\n"


def test_without_a_desktop_it_says_so_once_and_goes_on(surroundings: dict[str, str], tmp_path: Path) -> None:
    house = open_house()
    begun_yesterday(house)
    add(house, "Walk", at=house.rituals.local().time().replace(second=0, microsecond=0))

    with running(surroundings) as process:
        assert process.stderr is not None
        complaint = process.stderr.readline()
        holder = NudgePost(tmp_path / "data", "").holder()
        returncode, more = ended(process, signal.SIGTERM)

    assert complaint.startswith("rituals: There is no desktop session here")
    assert holder == "rituals nudge run"
    assert (returncode, more) == (0, "")
