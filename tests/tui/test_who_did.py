"""Who did what each does for themselves: named on the day itself, and on no page of another day."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Cadence, Rule
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.app import keep, make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock
from tests.kit.pages import body, line_with, press, size_name
from tui.app import RitualsApp
from tui.rhythm.day import DayScreen
from tui.rhythm.day_picture import DayPicture

SIZES = [(80, 24), (60, 20)]
DAILY = Rule("FREQ=DAILY")


def take_up(service: CoupleService, name: str, cadence: Cadence = DAILY) -> None:
    service.add(RitualAdded(name.lower(), service.today(), name, cadence, EACH))


def hugged() -> Session:
    """Ana and Sam with a hug each; only Sam did it on Saturday, and Ana sits here on Sunday."""
    clock = FakeClock("2026-11-21 12:00")
    session = make_session(clock, login="Ana")
    sam = session.service.join("Sam")
    take_up(session.service, "Hug")
    session.service.tick("hug", by=[sam.id])
    clock.set("2026-11-22 12:00")
    return session


def names_in(text: str) -> list[str]:
    """The lines that name Sam, without those of a heading that names both."""
    return [line for line in text.splitlines() if "Sam" in line and "Ana & Sam" not in line and "Sam & Ana" not in line]


async def open_yesterday(pilot: Pilot[None], app: RitualsApp) -> None:
    screen = DayScreen(app.session, date(2026, 11, 21))
    await app.push_screen(screen)
    await until(pilot, lambda: bool(screen.query("#on-the-day *")))
    await pilot.pause()


async def sit_down(pilot: Pilot[None], app: RitualsApp, name: str) -> None:
    service = app.session.service
    service.seat(next(person.id for person in service.couple if person.name == name))
    await pilot.pause(0.1)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_a_day_that_went_by_names_nobody_and_tells_who_did_only_to_that_one(size: tuple[int, int]) -> None:
    app = make_app(hugged())
    async with app.run_test(size=size) as pilot:
        await open_yesterday(pilot, app)
        assert "◐" in line_with(text_of(app), "Hug")
        assert names_in(body(text_of(app))) == []
        assert "you did" not in text_of(app)

        await sit_down(pilot, app, "Sam")
        await until(pilot, lambda: "you did" in line_with(text_of(app), "Hug"))
        assert names_in(body(text_of(app))) == []

        await sit_down(pilot, app, "Ana")
        await until(pilot, lambda: "you did" not in text_of(app))


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_rhythm_tells_no_more_of_the_day_under_the_cursor(size: tuple[int, int]) -> None:
    app = make_app(hugged())
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(DayPicture)))
        await pilot.press("up")
        await until(pilot, lambda: "yesterday" in text_of(app))
        assert "◐  Hug" in text_of(app)
        assert names_in(body(text_of(app))) == []

        await sit_down(pilot, app, "Sam")
        await until(pilot, lambda: "◐  Hug   you did" in text_of(app))


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_the_week_before_names_nobody(size: tuple[int, int]) -> None:
    app = make_app(hugged())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2", "w")
        app.screen.action_turn(-1)  # type: ignore[attr-defined]  # the link at the top
        await until(pilot, lambda: "Sunday 22" not in text_of(app))
        await press(pilot, "G")
        assert names_in(body(text_of(app))) == []
        assert "you did" not in text_of(app)

        await sit_down(pilot, app, "Sam")
        await until(pilot, lambda: "you did" in text_of(app))


async def test_today_names_who_did_it_and_not_who_did_what_is_carried_over() -> None:
    clock = FakeClock("2026-11-20 12:00")
    session = make_session(clock, login="Ana")
    sam = session.service.join("Sam")
    take_up(session.service, "Hug")
    take_up(session.service, "Letter", Rule("FREQ=WEEKLY;BYDAY=FR"))
    session.service.tick("letter", by=[sam.id])
    clock.set("2026-11-21 12:00")
    session.service.tick("hug", by=[sam.id])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert line_with(text_of(app), "Hug").endswith("Sam · any time")
        assert line_with(text_of(app), "◐  Letter").rstrip().endswith("from yesterday")
        assert names_in(body(text_of(app))) == [line_with(text_of(app), "Hug")]

        await sit_down(pilot, app, "Sam")
        assert "you did · from" in line_with(text_of(app), "◐  Letter")


@pytest.mark.parametrize("entry", ["closeness-checkin", "outside-view"])
async def test_a_check_in_or_a_forgiveness_names_nobody_even_today(entry: str) -> None:
    session = make_session(login="Ana")
    sam = session.service.join("Sam")
    keep(session.service, entry)
    session.service.tick(entry, by=[sam.id])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "◐" in text_of(app)
        assert names_in(body(text_of(app))) == []
        assert names_in(body(await press(pilot, "2", "w"))) == []

        await pilot.press("1")
        await sit_down(pilot, app, "Sam")
        assert "you did" in text_of(app)
