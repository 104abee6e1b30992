"""The terminal's bell: once for each nudge that comes while the app is open, whichever process sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.notifications.bell import BellNotifier
from rituals.core.events import NudgeTold
from rituals.session import Session
from tests.kit.app import keep, make_app, text_of
from tests.kit.pages import click_text
from tests.kit.runs import Runs
from tui.app import RitualsApp

TODAY = date(2026, 11, 22)
WALK = "Walk@2026-11-22T16:00-0"


class Rings:
    """Counts how often an app rang."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], Session]:
    """Opens the same home, as each process does, with the bell chosen."""
    runs = Runs(tmp_path, capsys)
    keep(runs.open_session(None).service, "long-hug")
    choose(tmp_path, "bell")
    return lambda: runs.open_session(None)


def choose(home: Path, *ways: str) -> None:
    (home / "settings.toml").write_text(f"[nudges]\nnotifiers = {[*ways]}\n", encoding="utf-8")


def tell(session: Session, *marks: NudgeTold) -> None:
    """Have another process send a nudge."""
    session.service.record_locally(lambda *_: marks)


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> Rings:
    """What the terminal would hear."""
    rings = Rings()
    monkeypatch.setattr(RitualsApp, "bell", lambda _: rings())
    return rings


async def test_it_rings_once_for_each_that_another_process_sends(opened: Callable[[], Session], rings: Rings) -> None:
    sender = opened()
    app = make_app(opened())
    async with app.run_test():
        app.look_around()
        in_silence = rings.count
        tell(sender, NudgeTold(WALK, TODAY))
        app.look_around()
        app.look_around()
        first = rings.count
        tell(sender, NudgeTold(WALK, TODAY, shown=False))
        app.look_around()
        set_aside = rings.count
        tell(sender, NudgeTold("Tea@2026-11-22T17:00-0", TODAY))
        app.look_around()

        assert (in_silence, first, set_aside, rings.count) == (0, 1, 1, 2)


async def test_it_rings_for_a_nudge_that_nothing_else_shows_though_both_marks_are_read_at_once(
    opened: Callable[[], Session], rings: Rings
) -> None:
    sender = opened()
    app = make_app(opened())
    async with app.run_test(size=(80, 24)) as pilot:
        tell(sender, NudgeTold("digest@2026-11-22", TODAY))
        tell(sender, NudgeTold("digest@2026-11-22", TODAY, shown=False))
        app.look_around()
        await pilot.pause()

        assert rings.count == 1
        assert "A nudge was kept for you here: Long hug." in text_of(app)


async def test_several_in_one_nudge_ring_once(opened: Callable[[], Session], rings: Rings) -> None:
    sender = opened()
    app = make_app(opened())
    async with app.run_test():
        tell(sender, NudgeTold(WALK, TODAY), NudgeTold("Tea@2026-11-22T16:00-0", TODAY, part_of=WALK))
        app.look_around()

        assert rings.count == 1


@pytest.mark.parametrize(
    "mark",
    [NudgeTold(WALK, TODAY, shown=False), NudgeTold("Walk@2026-11-21T16:00-0", date(2026, 11, 21))],
    ids=["only for the app", "of another day"],
)
async def test_what_was_not_sent_today_is_not_rung_for(
    opened: Callable[[], Session], rings: Rings, mark: NudgeTold
) -> None:
    sender = opened()
    app = make_app(opened())
    async with app.run_test():
        tell(sender, mark)
        app.look_around()

        assert rings.count == 0


async def test_what_came_before_the_app_was_opened_is_not_rung_for(opened: Callable[[], Session], rings: Rings) -> None:
    tell(opened(), NudgeTold(WALK, TODAY))
    app = make_app(opened())
    async with app.run_test():
        app.look_around()

        assert rings.count == 0


async def test_it_is_silent_until_it_is_chosen_which_another_process_may_do(
    opened: Callable[[], Session], rings: Rings, tmp_path: Path
) -> None:
    choose(tmp_path, "desktop")
    sender = opened()
    app = make_app(opened())
    async with app.run_test():
        tell(sender, NudgeTold(WALK, TODAY))
        app.look_around()
        silent = rings.count
        choose(tmp_path, "desktop", "bell")
        app.look_around()
        tell(sender, NudgeTold("Tea@2026-11-22T17:00-0", TODAY))
        app.look_around()

        assert (silent, rings.count) == (0, 1)


async def test_one_that_is_tried_rings_and_says_so(opened: Callable[[], Session], rings: Rings) -> None:
    session = opened()
    session.notifier = BellNotifier
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("nudges")
        await pilot.pause()
        await click_text(pilot, "try one")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert rings.count == 1
        assert "The app rings the terminal's bell while it is open." in text_of(app)
