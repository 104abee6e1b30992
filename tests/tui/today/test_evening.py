"""The lines of Today about other days: what a day brings back, what there is to look forward to, notes that open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rituals.core.events import RitualAdded
from rituals.core.model import Once, Rule, Seal
from rituals.session import Session
from tests.kit.app import make_app, make_session
from tests.kit.fakes import FakeClock
from tests.kit.jars import a_couple
from tests.kit.pages import body, line_with, press, size_name
from tui.jar.screen import JarScreen
from tui.rhythm.day import DayScreen
from tui.today.screen import TodayScreen

NOTE = "along the canal, it rained and you sang"


def lived_for_years() -> Session:
    """A walk every day for two years, with words on the day a year ago."""
    session = a_couple()
    today = session.service.today()
    since = today.replace(year=today.year - 2)
    session.service.add(RitualAdded("walk", today, "Walk", Rule("FREQ=DAILY"), since=since))
    session.service.tick("walk", day=today.replace(year=today.year - 1), note=NOTE)
    return session


def a_day(session: Session, name: str, days: int) -> None:
    today = session.service.today()
    session.service.add(RitualAdded(name.lower(), today, name, Once(today + timedelta(days))))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)], ids=size_name)
async def test_a_day_brings_back_what_was_a_year_ago_and_opens_it(size: tuple[int, int]) -> None:
    app = make_app(lived_for_years())
    async with app.run_test(size=size) as pilot:
        shown = body(await press(pilot))
        opened = await press(pilot, "G", "enter")
        is_day = isinstance(app.screen, DayScreen)

    assert "“along the canal" in line_with(shown, "A year ago today")
    assert is_day
    assert NOTE in opened


async def test_a_memory_that_is_put_away_does_not_come_again() -> None:
    session = lived_for_years()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        under_the_cursor = await press(pilot, "G")
        put_away = await press(pilot, "x")
        still_away = await press(pilot, "2", "1")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        launched_again = await press(pilot)

    assert "x not again" in under_the_cursor
    assert "It does not come again." in put_away
    for later in (put_away, still_away, launched_again):
        assert "A year ago" not in later


async def test_not_again_is_said_only_on_a_memory() -> None:
    session = lived_for_years()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        pressed = await press(pilot, "g", "x")

    assert "not again" not in pressed
    assert "A year ago today" in pressed
    assert "walk" in session.service.state.rituals


async def test_what_is_to_come_stands_in_one_line_and_opens() -> None:
    session = make_session()
    session.service.add(RitualAdded("tea", session.service.today(), "Tea", Rule("FREQ=DAILY")))
    for name, days in (("Cinema", 1), ("The lake", 14), ("Far away", 61)):
        a_day(session, name, days)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        folded = body(await press(pilot))
        unfolded = await press(pilot, "G", "enter")
        opened = await press(pilot, "G", "enter")

    assert "Looking forward to   Cinema, tomorrow   The lake, in 14 days" in folded
    assert "Far away" not in unfolded
    assert "tomorrow" in line_with(unfolded, "Cinema")
    assert "in 14 days" in line_with(unfolded, "The lake")
    assert "The lake" in opened
    assert "Looking forward to" not in opened


async def test_nothing_is_said_where_there_is_nothing() -> None:
    session = a_couple()
    session.service.add(RitualAdded("tea", session.service.today(), "Tea", Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)

    assert "Looking forward" not in shown
    assert "ago today" not in shown
    assert "opens today" not in shown


async def test_a_note_that_opens_today_leads_into_the_jar() -> None:
    clock = FakeClock("2026-11-22 19:00")
    session = make_session(clock)
    session.service.jar.put_in("Open this on your birthday.", seal=Seal(date(2026, 11, 23)))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        before = await press(pilot)
        assert "opens today" not in before
    clock.set("2026-11-23 08:00")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        on_the_day = await press(pilot)
        opened = await press(pilot, "g", "enter")
        is_jar = isinstance(app.screen, JarScreen)

    assert "A note from ana opens today" in on_the_day
    assert is_jar
    assert "Open this on your birthday." in opened


async def test_what_was_looked_forward_to_alone_goes_from_a_page_that_has_nothing_else() -> None:
    session = a_couple()
    a_day(session, "Lake", 14)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        ahead = await press(pilot)
        session.service.archive("lake")
        shown = await press(pilot)

    assert "Lake" in ahead
    assert "Lake" not in shown


async def test_who_quits_before_the_page_knows_of_other_days_sees_no_error() -> None:
    app = make_app(lived_for_years())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        rows = [row.name or "" for row in screen.lines.children]

        screen.lines.put_in_order(["not there any more", *reversed(rows)])
        await pilot.pause()

        assert [row.name for row in screen.lines.children] == rows[::-1]
