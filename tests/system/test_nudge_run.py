"""`rituals nudge run` as a process: it starts, sends what is due to a real desktop once, gives way and ends."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.bootstrap import open_session
from tests.kit.desktop import desktop, until
from tests.kit.nudge_runs import (
    PATIENCE,
    add,
    begun_yesterday,
    ended,
    running,
    status,
    wait_for_holder,
)


@pytest.mark.desktop
@pytest.mark.parametrize("copies_in_all", [2, 4])
def test_several_copies_send_one_nudge_at_its_second_to_a_real_desktop(
    surroundings: dict[str, str], copies_in_all: int
) -> None:
    session = open_session()
    begun_yesterday(session)
    add(session, "Tea", at=None)
    due = (datetime.now(UTC) + timedelta(seconds=5)).replace(microsecond=0)
    session.service.snooze("Tea", session.service.today(), due)

    with desktop() as own, ExitStack() as stack:
        copies = [stack.enter_context(running({**surroundings, **own.environment})) for _ in range(copies_in_all)]
        shown = own.wait_for(1, PATIENCE)
        arrived = datetime.now(UTC)
        endings = [ended(copy, signal.SIGTERM) for copy in copies]
        shown_in_the_end = own.shown()

    assert [one.title for one in shown] == ["Tea"]
    assert shown_in_the_end == shown
    assert arrived >= due
    assert endings == [(0, "")] * copies_in_all


@pytest.mark.desktop
def test_what_came_due_shortly_before_the_start_is_told_at_once_and_never_again(surroundings: dict[str, str]) -> None:
    session = open_session()
    begun_yesterday(session)
    add(session, "Walk", at=session.service.local().time().replace(second=0, microsecond=0))

    with desktop() as own:
        surroundings |= own.environment
        with running(surroundings) as killed:
            own.wait_for(1, PATIENCE)
            killed.kill()
        with running(surroundings) as again:
            wait_for_holder(session.places.data.parent)
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

        assert FileSenderLock(tmp_path / "data", "").holder() is None


def test_a_second_copy_says_who_sends_and_waits(surroundings: dict[str, str], tmp_path: Path) -> None:
    with running(surroundings):
        wait_for_holder(tmp_path)
        with running(surroundings) as second:
            assert second.stdout is not None

            said = second.stdout.readline()

    assert said == "The nudges come from rituals nudge run now; this copy waits, and takes over when that ends.\n"


def test_without_a_desktop_it_says_so_once_and_goes_on(surroundings: dict[str, str], tmp_path: Path) -> None:
    session = open_session()
    begun_yesterday(session)
    add(session, "Walk", at=session.service.local().time().replace(second=0, microsecond=0))

    with running(surroundings) as process:
        assert process.stderr is not None
        complaint = process.stderr.readline()
        holder = FileSenderLock(tmp_path / "data", "").holder()
        returncode, more = ended(process, signal.SIGTERM)

    assert complaint.startswith("rituals: There is no desktop session here")
    assert holder == "rituals nudge run"
    assert (returncode, more) == (0, "")
