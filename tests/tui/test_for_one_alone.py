"""What is for one person alone: how it goes shows only while that one sits here; its row and its tick show to both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import keep, make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock
from tests.kit.pages import line_with, press, words
from tui.app import RitualsApp
from tui.rhythm.day import DayScreen
from tui.rhythm.day_picture import DayPicture

SUNDAY = date(2026, 11, 22)
FRIDAY = SUNDAY - timedelta(days=2)


def sam_runs() -> Session:
    """Sam has run ten days long up to Saturday; Ana sits here on Sunday."""
    clock = FakeClock("2026-11-12 12:00")
    session = make_session(clock, login="Ana")
    service = session.service
    service.join("Sam")
    ana, sam = service.couple
    keep(service, "long-hug")
    service.seat(sam.id)
    service.add(RitualAdded("run", service.today(), "Morning run", Rule("FREQ=DAILY"), sam.id, minutes=30))
    service.seat(ana.id)
    for day in range(12, 22):
        clock.set(f"2026-11-{day} 20:00")
        service.tick("run")
        service.tick("long-hug")
    clock.set("2026-11-22 12:00")
    return session


@asynccontextmanager
async def opened(session: Session, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Pilot[None], RitualsApp]]:
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app


def sit_down(app: RitualsApp, name: str) -> None:
    service = app.session.service
    service.seat(next(person.id for person in service.couple if person.name == name))


async def look_back(pilot: Pilot[None], app: RitualsApp) -> None:
    await pilot.press("3")
    await until(pilot, lambda: bool(app.screen.query(DayPicture)))
    await pilot.pause()


async def test_todays_row_shows_to_both_and_its_streak_only_to_that_one() -> None:
    async with opened(sam_runs()) as (pilot, app):
        await until(pilot, lambda: "10 in a row" in text_of(app))  # the hug's
        await press(pilot, "down")
        assert "any time · Sam" in line_with(text_of(app), "› ○  Morning run")
        assert "in a row" not in text_of(app)

        sit_down(app, "Sam")
        await until(pilot, lambda: "10 in a row" in text_of(app))

        sit_down(app, "Ana")
        await until(pilot, lambda: "in a row" not in text_of(app))
        assert "Sam" in line_with(await press(pilot, "space"), "● ")


async def test_the_list_of_rituals_has_it_without_its_streak() -> None:
    async with opened(sam_runs()) as (pilot, app):
        text = await press(pilot, "2", "G")
        assert "› ○  Morning run" in text
        assert "in a row" not in text

        sit_down(app, "Sam")
        await until(pilot, lambda: "10 in a row" in text_of(app))


@pytest.mark.parametrize("key", ["", "v", "vv", "vvv", "vvvv"])
async def test_no_picture_of_rhythm_has_it_for_the_other(key: str) -> None:
    async with opened(sam_runs()) as (pilot, app):
        await look_back(pilot, app)
        app.say("")
        shown = [await press(pilot, *key)]
        shown += [await press(pilot, *step) for step in (("up",), ("tab",), ("tab",), ("tab",))]
        await pilot.pause()

        assert "Morning run" not in "".join(text for text in shown if "today" not in text.split("Saturday")[0])
        assert not any("‹ Morning run ›" in text for text in shown)

        sit_down(app, "Sam")
        await pilot.pause(0.1)
        shown = [await press(pilot, "tab") for _ in range(3)]
        assert any("‹ Morning run ›" in text for text in shown)


async def test_the_year_counts_it_and_the_day_lists_it_for_that_one_only() -> None:
    async with opened(sam_runs()) as (pilot, app):
        await look_back(pilot, app)
        await pilot.press("up", "up")
        await until(pilot, lambda: "Friday 20 November" in text_of(app))
        assert "Morning run" not in text_of(app)
        assert "[▂]" in text_of(app)

        sit_down(app, "Sam")
        await until(pilot, lambda: "●  Morning run   you did" in text_of(app))
        assert "[▄]" in text_of(app)


async def test_nobody_is_told_of_a_milestone_of_what_one_does_alone() -> None:
    session = sam_runs()
    session.service.archive("long-hug")
    async with opened(session) as (pilot, app):
        await look_back(pilot, app)
        sit_down(app, "Sam")
        await press(pilot, "1")
        await look_back(pilot, app)

        assert "Worth a smile" not in text_of(app)
        assert not any("run" in milestone for milestone in session.service.device_state.milestones_told)


async def test_a_day_that_went_by_has_it_for_that_one_only_and_today_for_both() -> None:
    async with opened(sam_runs()) as (pilot, app):
        screen = DayScreen(app.session, FRIDAY)
        await app.push_screen(screen)
        await until(pilot, lambda: "Long hug" in text_of(app))
        assert "Morning run" not in text_of(app)

        sit_down(app, "Sam")
        await until(pilot, lambda: "●  Morning run" in text_of(app))
        assert "you did" in line_with(text_of(app), "Morning run")
        sit_down(app, "Ana")
        await until(pilot, lambda: "Morning run" not in text_of(app))

        await screen.action_walk(2)
        await until(pilot, lambda: "Morning run" in text_of(app))


async def test_a_week_that_went_by_has_it_for_that_one_only() -> None:
    async with opened(sam_runs(), (120, 40)) as (pilot, app):
        assert "Morning run" in await press(pilot, "2", "w")
        app.screen.action_turn(-1)  # type: ignore[attr-defined]
        await until(pilot, lambda: "Monday 23" not in text_of(app))
        assert "Saturday 21 November" in text_of(app)
        assert "Morning run" not in text_of(app)

        sit_down(app, "Sam")
        await until(pilot, lambda: "Morning run" in text_of(app))


async def test_the_form_offers_what_is_for_both_or_for_oneself() -> None:
    async with opened(sam_runs()) as (pilot, app):
        text = words(await press(pilot, "2", "+"))
        assert "who › together each of you just me minutes" in text

        await press(pilot, *"Tea", "enter", *"once", "space", "a", "space", *"week", "enter", "right", "right")
        await press(pilot, "ctrl+s")
        service = app.session.service
        tea = next(ritual for ritual in service.state.rituals.values() if ritual.name == "Tea")
        assert tea.who == service.seated.id


async def test_the_form_of_what_the_other_has_alone_leaves_it_theirs() -> None:
    session = sam_runs()
    async with opened(session) as (pilot, _):
        text = words(await press(pilot, "2", "G", "e"))
        assert "who › Sam minutes" in text

        await press(pilot, "end", *" up", "ctrl+s")
        run = session.service.state.rituals["run"]
        assert (run.name, run.who) == ("Morning run up", session.service.couple[1].id)


async def test_whoever_sat_down_meanwhile_is_not_given_a_ritual() -> None:
    session = sam_runs()
    async with opened(session) as (pilot, app):
        await press(pilot, "2", "+", *"Tea", "enter", *"daily", "enter", "right", "right")
        sit_down(app, "Sam")
        text = words(await press(pilot, "ctrl+s"))

        assert "What is for Ana alone is taken up by Ana" in text
        assert "p says who is at the keyboard" in text
        assert all(
            ritual.who in {"together", EACH} or ritual.id == "run" for ritual in session.service.state.rituals.values()
        )


async def test_only_that_one_puts_it_away_and_brings_it_back() -> None:
    session = sam_runs()
    async with opened(session) as (pilot, app):
        text = words(await press(pilot, "2", "G", "x"))
        assert "Morning run is for Sam alone, and only Sam puts it away." in text
        assert not session.service.state.rituals["run"].is_archived

        sit_down(app, "Sam")
        session.service.archive("run")
        sit_down(app, "Ana")
        assert "It is put away, and Sam brings it back." in words(await press(pilot, "G", "e"))
        assert "What is for Sam alone is taken up by Sam" in words(await press(pilot, "x"))
