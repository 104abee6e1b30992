"""What sends nudges, with several ways for one to come: one that fails keeps none of the others, and the settings may
change meanwhile."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.bootstrap import nudger, open_session
from rituals.session import Session
from tests.kit.desktop import desktop, until
from tests.kit.nudge_runs import PATIENCE, due_this_minute, ended, running, status

WRITE = """printf '%s|%s\\n' "$RITUALS_TITLE" "$RITUALS_BODY" >>"$0" """


@pytest.fixture
def session(surroundings: dict[str, str]) -> Session:
    """A couple with one ritual that came due this minute, and no first start."""
    assert surroundings
    return due_this_minute()


def choose(home: Path, ways: str, *command: str) -> None:
    words = ", ".join(f"'''{word}'''" for word in command)
    (home / "settings.toml").write_text(f"[nudges]\nnotifiers = [{ways}]\ncommand = [{words}]\n", encoding="utf-8")


@pytest.mark.desktop
def test_a_command_that_fails_beside_the_desktop_is_told_by_name_and_the_nudge_is_shown(
    surroundings: dict[str, str], session: Session, tmp_path: Path
) -> None:
    choose(tmp_path, '"desktop", "command"', "sh", "-c", "exit 3", "a secret")

    with desktop() as own:
        surroundings |= own.environment
        with running(surroundings) as process:
            assert process.stderr is not None
            (shown,) = own.wait_for(1, PATIENCE)
            complaint = process.stderr.readline()
            ended(process, signal.SIGTERM)

    session.service.refresh()
    assert shown.title == "Walk"
    assert complaint == (
        "rituals: The command for nudges, sh, ended with code 3, so this one may not have arrived; try it by hand.\n"
    )
    assert all(mark.shown for mark in session.service.device_state.told.values())


@pytest.mark.usefixtures("session")
def test_where_there_is_no_desktop_the_command_still_has_it(surroundings: dict[str, str], tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    choose(tmp_path, '"desktop", "command"', "sh", "-c", WRITE, str(sent))

    with running(surroundings) as process:
        assert process.stderr is not None
        until(lambda: sent.exists() and sent.read_text().endswith("\n"), "the command had it", PATIENCE)
        complaint = process.stderr.readline()
        until(lambda: "Told last: Walk, today" in status(surroundings), "it was told", PATIENCE)
        ended(process, signal.SIGTERM)

    assert complaint.startswith("rituals: There is no desktop session here")
    assert sent.read_text().startswith("Walk|")
    assert sent.read_text().count("\n") == 1
    assert "only in the app" not in status(surroundings)


def test_what_is_chosen_meanwhile_holds_for_the_next_nudge(session: Session, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    choose(tmp_path, '"command"', "sh", "-c", WRITE, str(first))
    scheduler = nudger(open_session(), who="a test")

    scheduler.step()
    choose(tmp_path, '"command", "bell"', "sh", "-c", WRITE, str(second))
    session.service.snooze("Walk", session.service.today(), datetime.now(UTC))
    scheduler.step()
    scheduler.lock.release()

    assert scheduler.last_problem is None
    assert [path.read_text().partition("|")[0] for path in (first, second)] == ["Walk", "Walk"]


def test_a_bell_alone_leaves_it_to_the_app_and_complains_of_nothing(
    surroundings: dict[str, str], session: Session, tmp_path: Path
) -> None:
    choose(tmp_path, '"bell"')

    with running(surroundings) as process:
        until(lambda: "Shown only in the app today: Walk." in status(surroundings), "it was left to it", PATIENCE)
        ending = ended(process, signal.SIGTERM)

    session.service.refresh()
    assert ending == (0, "")
    assert len(session.service.device_state.sent) == 1
