"""A clock that stands at 1970, or in 2100, or comes back from there: everything shows, and no day is lost."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.content.loader import catalogue
from rituals.core.events import RitualAdded
from rituals.core.model import Rule
from rituals.core.nudges.settings import NudgeSettings
from rituals.service.nudges.scheduler import Scheduler
from rituals.session import nudge_words_of
from tests.kit.app import keep, make_app, make_session, text_of
from tests.kit.fakes import FakeClock, FakeNotifier, MemoryLog, ProgramStarts, make_rituals
from tests.kit.runs import Runs

EPOCH, AFTER_IT = "1970-01-01 01:00", "1970-01-02 19:00"
CENTURY, NO_LEAP_DAY = "2100-06-01 19:00", "2100-02-28 23:59"
STRANGE = (EPOCH, AFTER_IT, CENTURY, NO_LEAP_DAY)
READING = (
    ("today",),
    ("week",),
    ("list",),
    ("streaks",),
    ("history",),
    ("show", "walk"),
    ("jar", "list"),
    ("nudge", "status"),
    ("people",),
)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    """A shell in a home of its own."""
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    return Runs(tmp_path / "home", capsys)


def begin(shell: Runs) -> None:
    shell.done("people", "add", "Sam")
    shell.done("add", "Evening walk", "--every", "every day at 18:00")
    shell.done("add", "Cook together", "--every", "twice a week")


def in_a_row(shell: Runs) -> int:
    """The walk's streak."""
    (found,) = [ritual for ritual in shell("streaks", "--json").document["rituals"] if ritual["name"] == "Evening walk"]
    streak = found["streak"]["current"]
    assert isinstance(streak, int)
    return streak


@pytest.mark.parametrize("now", STRANGE)
def test_a_couple_that_begins_there_can_do_and_see_everything(shell: Runs, now: str) -> None:
    shell.clock.set(now)
    begin(shell)

    for call in (["tick", "walk"], ["jar", "add", "the soup"], ["rest", "walk", "--on", "tomorrow"], ["undo"]):
        shell.done(*call)
    said = {call: shell.done(*call) for call in READING}

    assert "kept" in said["today",]
    assert "the soup" in said["jar", "list"]
    assert in_a_row(shell) == 1


@pytest.mark.parametrize("now", [EPOCH, CENTURY])
def test_a_tick_made_there_breaks_none_that_is_made_before_or_after(shell: Runs, now: str) -> None:
    shell.clock.set("2026-11-18 19:00")
    begin(shell)
    for evening in ("2026-11-18 19:00", "2026-11-19 19:00", "2026-11-20 19:00"):
        shell.clock.set(evening)
        shell.done("tick", "walk")

    shell.clock.set(now)
    shell.done("tick", "walk")
    shell.done("jar", "add", "from another time")
    for call in READING:
        shell.done(*call)
    shell.clock.set("2026-11-21 19:00")
    shell.done("tick", "walk")

    assert in_a_row(shell) == 4
    assert "from another time" in shell.done("jar", "list")
    assert shell.done("undo") != ""
    assert in_a_row(shell) == 3
    for call in READING:
        shell.done(*call)


def test_what_was_done_first_is_undone_last_whatever_the_clock_says(shell: Runs) -> None:
    shell.clock.set(CENTURY)
    begin(shell)
    shell.done("jar", "add", "said in 2100")
    shell.clock.set(EPOCH)
    shell.done("jar", "add", "said in 1970")

    shell.done("undo")

    assert "said in 2100" in shell.done("jar", "list")
    assert "said in 1970" not in shell.done("jar", "list")


@pytest.mark.parametrize("now", [EPOCH, CENTURY])
async def test_every_room_of_the_app_shows_there(now: str) -> None:
    session = make_session(FakeClock(now))
    session.service.join("Sam")
    keep(session.service, "date-night", "walk-and-talk")
    app = make_app(session)

    async with app.run_test(size=(80, 24)) as pilot:
        rooms = [text_of(app)]
        for key in "23456":
            await pilot.press(key)
            await pilot.pause()
            rooms.append(text_of(app))

    assert len(set(rooms)) == 6
    assert "December" in rooms[0] or "June" in rooms[0]


def test_nudges_come_again_once_the_clock_is_right(tmp_path: Path) -> None:
    clock, notifier, shared = FakeClock(EPOCH), FakeNotifier(), MemoryLog()
    nudging = make_rituals(clock, MemoryLog("nudger", shared.records))
    scheduler = Scheduler(
        nudging,
        NudgeSettings,
        notifier,
        FileSenderLock(tmp_path, "a test"),
        nudge_words_of(catalogue()),
        start=ProgramStarts(),
    )
    for now in (EPOCH, CENTURY, "2026-11-21 12:00"):
        clock.set(now)
        scheduler.step()
    service = make_rituals(clock, shared)
    service.add(RitualAdded("walk", service.today(), "Evening walk", Rule("FREQ=DAILY", at=time(18))))
    begun = len(notifier.shown)

    for _ in range(24 * 6):
        clock.pass_time(minutes=10)
        scheduler.step()

    assert scheduler.last_problem is None
    assert begun == 0
    assert len(notifier.shown) == 1
