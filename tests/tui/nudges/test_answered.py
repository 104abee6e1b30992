"""A nudge that the open app has sent is answered on the desktop, and the app shows it as anybody's tick."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.bootstrap import open_session
from rituals.core.events import RitualAdded
from rituals.core.model import Rule
from rituals.core.nudges.answers import NudgeAnswer
from rituals.core.nudges.settings import NudgeSettings
from rituals.service.nudges.scheduler import Background, Scheduler
from tests.kit.app import text_of, until
from tests.kit.fakes import FakeNotifier, ProgramStarts
from tests.kit.nudge_desk import WORDS
from tests.kit.nudge_runs import begun_yesterday, noon_surroundings
from tests.kit.pages import line_with
from tui.app import RitualsApp


async def test_done_on_the_desktop_shows_in_the_app_and_u_takes_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon_surroundings(tmp_path, monkeypatch)
    session, notifier = open_session(), FakeNotifier()
    begun_yesterday(session)
    minute = session.service.local().time().replace(second=0, microsecond=0)
    session.service.add(RitualAdded("Walk", session.service.today(), "Walk", Rule("FREQ=DAILY", at=minute)))

    def make() -> Scheduler:
        lock = FileSenderLock(session.places.data, "the app")
        return Scheduler(open_session().service, NudgeSettings, notifier, lock, WORDS, start=ProgramStarts())

    app = RitualsApp(session, make_nudger=lambda _: Background(make))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(notifier.answers))
        answerable = notifier.answers[0]
        assert answerable is not None
        told = answerable.carry_out(NudgeAnswer.DONE)
        await until(pilot, lambda: "●" in line_with(text_of(app), "Walk"))

        await pilot.press("u")
        await until(pilot, lambda: "○" in line_with(text_of(app), "Walk"))

    assert told == "Done."
