"""Our week: offered on the last evening of the week, and the way into the us-meeting."""

from __future__ import annotations

import pytest

from rituals.core.events import RitualAdded
from rituals.core.model import Once, Rule
from rituals.session import Session
from tests.kit.app import make_app, make_session
from tests.kit.fakes import FakeClock
from tests.kit.jars import a_couple
from tests.kit.pages import line_with, press, size_name
from tui.evenings.our_week import OurWeekScreen
from tui.talk.begin import begin_flow

OFFER = "Our week"


def a_week(session: Session | None = None) -> Session:
    """A walk of half an hour, ticked today, and a day at the lake in six days."""
    session = session or a_couple()
    today = session.service.today()
    walk = RitualAdded("walk", today, "Walk", Rule("FREQ=DAILY"), section="quality-time", minutes=30)
    session.service.add(walk)
    session.service.add(RitualAdded("lake", today, "The lake", Once(today.replace(day=28))))
    session.service.tick("walk")
    return session


@pytest.mark.parametrize(
    ("now", "is_offered"), [("2026-11-22 19:00", True), ("2026-11-22 17:00", False), ("2026-11-21 19:00", False)]
)
async def test_it_is_offered_on_the_last_evening_of_the_week(now: str, is_offered: bool) -> None:
    app = make_app(a_week(make_session(FakeClock(now))))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)

    assert (OFFER in shown) is is_offered


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)], ids=size_name)
async def test_it_tells_what_was_and_what_comes(size: tuple[int, int]) -> None:
    session = a_week()
    session.service.jar.put_in("for the soup")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        shown = await press(pilot, "G", "k", "enter")

    assert "Walk" in line_with(shown, "Su")
    assert "30 min for quality time together." in shown
    assert "“for the soup”" in line_with(shown, "Ana to Sam")
    assert "Sa  " in line_with(shown, "The lake")


async def test_it_leads_into_the_us_meeting() -> None:
    app = make_app(a_week())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "k", "enter")
        is_week = isinstance(app.screen, OurWeekScreen)
        asked = await press(pilot, "enter")

    assert is_week
    assert "On your own, or both of you?" in asked


async def test_the_us_meeting_opens_with_it() -> None:
    session = a_week()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        meeting = session.catalogue.flow_called("weekly-us-meeting")
        assert meeting is not None
        begin_flow(app, session, meeting)
        shown = await press(pilot)
        left = await press(pilot, "escape")

    assert "Enter goes on to your us-meeting." in shown
    assert "Enter goes on" not in left
