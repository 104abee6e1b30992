"""A nudge that `rituals nudge run` sends is answered where it appears, in dunst, while the app is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.session import Session
from tests.kit.desktop import SERVICE_NAME, Desktop, FakeService, desktop, private_bus, until
from tests.kit.nudge_runs import (
    PATIENCE,
    Suspension,
    add,
    due_this_minute,
    ended,
    faketime_library,
    rituals_says,
    running,
)


@pytest.fixture
def session(surroundings: dict[str, str]) -> Session:
    """A couple with something for today alone that came due this minute, and no first start."""
    assert surroundings
    return due_this_minute(is_for_today_alone=True)


@pytest.fixture
def own() -> Iterator[Desktop]:
    with desktop() as own:
        yield own


def stand(own: Desktop, count: int) -> None:
    until(lambda: own.standing() == count, f"{count} nudges stand on the screen", PATIENCE)


def ticked_on(session: Session, ritual: str) -> list[date]:
    """The days on which a ritual is ticked, as the files have it now."""
    session.service.refresh()
    today = session.service.today()
    return sorted(session.service.state.ticks(ritual, today - timedelta(days=3), today + timedelta(days=3)))


def answered(own: Desktop, session: Session, label: str, title: str) -> None:
    """Press a button, and wait until it is a tick."""
    own.press(label, title)
    until(lambda: bool(ticked_on(session, title)), f"{title} is ticked", PATIENCE)


@pytest.mark.desktop
def test_done_is_a_tick_that_today_shows_and_undo_takes_back(
    surroundings: dict[str, str], session: Session, own: Desktop
) -> None:
    with running({**surroundings, **own.environment}) as process:
        stand(own, 1)
        before = rituals_says(surroundings, "today")

        answered(own, session, "Done", "Walk")
        stand(own, 0)  # it said so for a moment
        after = rituals_says(surroundings, "today")
        undone = rituals_says(surroundings, "undo")
        ending = ended(process, signal.SIGTERM)

    assert "open  Walk" in before
    assert "kept  Walk" in after
    assert "Walk" in undone
    assert ticked_on(session, "Walk") == []
    assert ending == (0, "")


@pytest.mark.desktop
def test_two_nudges_are_answered_in_the_other_order(
    surroundings: dict[str, str], session: Session, own: Desktop
) -> None:
    add(session, "Tea", at=None)
    session.service.snooze("Tea", session.service.today(), datetime.now(UTC) + timedelta(seconds=4))

    with running({**surroundings, **own.environment}) as process:
        stand(own, 2)
        answered(own, session, "Done", "Tea")
        of_the_first = ticked_on(session, "Walk")
        answered(own, session, "Done", "Walk")
        ended(process, signal.SIGTERM)

    assert of_the_first == []


@pytest.mark.desktop
def test_in_an_hour_it_comes_again_in_an_hour(
    surroundings: dict[str, str], session: Session, own: Desktop, tmp_path: Path
) -> None:
    suspension = Suspension(tmp_path, faketime_library())

    with running({**surroundings, **own.environment, **suspension.environment}) as process:
        stand(own, 1)
        own.press("In an hour", "Walk")
        stand(own, 0)
        soon = [snoozed - datetime.now(UTC) for snoozed in _snoozes(session)]
        suspension.sleep(timedelta(hours=1))
        stand(own, 1)
        answered(own, session, "Done", "Walk")
        ended(process, signal.SIGTERM)

    assert len(soon) == 1
    assert timedelta(minutes=58) < soon[0] <= timedelta(hours=1)


def _snoozes(session: Session) -> list[datetime]:
    session.service.refresh()
    return list(session.service.device_state.snoozed.values())


@pytest.mark.desktop
def test_the_click_after_the_day_has_ended_ticks_the_nudges_own_day(
    surroundings: dict[str, str], session: Session, own: Desktop, tmp_path: Path
) -> None:
    suspension = Suspension(tmp_path, faketime_library())

    with running({**surroundings, **own.environment, **suspension.environment}) as process:
        stand(own, 1)
        suspension.sleep(timedelta(days=1))
        answered(own, session, "Done", "Walk")
        ended(process, signal.SIGTERM)

    assert ticked_on(session, "Walk") == [session.service.today()]


@pytest.mark.desktop
def test_open_runs_the_command_with_the_same_home_and_goes_on(
    surroundings: dict[str, str], session: Session, own: Desktop, tmp_path: Path
) -> None:
    opened = tmp_path / "opened by a nudge"
    rituals_says(surroundings, "config", "nudges.open", f"""sh -c 'echo "$RITUALS_HOME" > "$0"' '{opened}'""")

    with running({**surroundings, **own.environment}) as process:
        stand(own, 1)
        own.press("Open", "Walk")
        until(lambda: opened.exists() and opened.read_text() == f"{tmp_path}\n", "the command ran", PATIENCE)
        children = _children_of(process)
        ending = ended(process, signal.SIGTERM)

    assert children == []
    assert ticked_on(session, "Walk") == []
    assert ending == (0, "")


def _children_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that one has started and not let go of, once those that ended had a moment."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(lambda: not listed.read_text().split(), "the command is let go of", PATIENCE)
    return [int(child) for child in listed.read_text().split()]


@pytest.mark.desktop
def test_what_cannot_be_opened_is_told_where_it_runs(
    surroundings: dict[str, str], session: Session, own: Desktop
) -> None:
    rituals_says(surroundings, "config", "nudges.open", "no-such-terminal")
    add(session, "Tea", at=None)
    session.service.snooze("Tea", session.service.today(), datetime.now(UTC) + timedelta(seconds=4))

    with running({**surroundings, **own.environment}) as process:
        assert process.stderr is not None
        stand(own, 2)
        own.press("Open", "Walk")
        stand(own, 1)
        rituals_says(surroundings, "tick", "Tea")
        complaint = process.stderr.readline()
        ended(process, signal.SIGTERM)

    assert complaint == (
        "rituals: What a nudge opens could not be started (no-such-terminal: No such file or directory). "
        "rituals doctor says more.\n"
    )


@pytest.mark.desktop
def test_what_was_sent_by_a_process_that_died_is_answered_by_nobody_and_nothing_is_lost(
    surroundings: dict[str, str], session: Session, own: Desktop
) -> None:
    with running({**surroundings, **own.environment}) as killed:
        stand(own, 1)
        killed.kill()
        killed.wait(PATIENCE)
        own.press("Done", "Walk")
    with running({**surroundings, **own.environment}) as again:
        add(session, "Tea", at=None)
        session.service.snooze("Tea", session.service.today(), datetime.now(UTC) + timedelta(seconds=2))
        until(lambda: "Tea" in [notice.title for notice in own.shown()], "Tea was told", PATIENCE)
        ending = ended(again, signal.SIGTERM)

    assert ticked_on(session, "Walk") == []
    assert "open  Walk" in rituals_says(surroundings, "today")
    assert ending == (0, "")


@pytest.mark.desktop
def test_where_the_desktops_service_died_the_next_nudge_is_answered(
    surroundings: dict[str, str], session: Session
) -> None:
    with desktop(started_by_bus=True) as own, running({**surroundings, **own.environment}) as process:
        stand(own, 1)
        os.kill(own.bus.process_of(SERVICE_NAME), signal.SIGKILL)
        until(lambda: not own.bus.is_served(), "it has gone from the bus", PATIENCE)
        own.press("Done", "Walk")
        add(session, "Tea", at=None)
        session.service.snooze("Tea", session.service.today(), datetime.now(UTC) + timedelta(seconds=2))
        stand(own, 1)
        answered(own, session, "Done", "Tea")
        ended(process, signal.SIGTERM)

    assert ticked_on(session, "Walk") == []


def test_nothing_of_a_discreet_nudge_or_its_answers_names_it(surroundings: dict[str, str], session: Session) -> None:
    assert session.settings.nudges.discreet == "intimate"
    rituals_says(surroundings, "edit", "Walk", "--discreet")

    with (
        private_bus() as bus,
        FakeService(bus, capabilities=("body", "actions")).running() as service,
        running({**surroundings, **bus.environment}) as process,
    ):
        until(lambda: len(service.received) == 1, "the nudge came", PATIENCE)
        service.press(1, "later")
        until(lambda: len(service.received) == 2, "it says so", PATIENCE)
        process.send_signal(signal.SIGTERM)
        printed = "".join(process.communicate(timeout=PATIENCE))

    shown = [" ".join([call.title, call.body, *call.actions]) for call in service.received]
    assert service.received[1].body.startswith("You hear of it again at ")
    assert not [words for words in [*shown, printed] if "Walk" in words]
    assert "Done" in shown[0]
