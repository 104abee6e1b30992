"""A day, opened: seen, filled in, corrected and taken back."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual.pilot import Pilot

from rituals.config import Look
from rituals.core.events import RitualEdited
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, lived_in_session, make_app, make_session, text_of, until
from tests.kit.pages import SIZES, line_with
from tui.app import RitualsApp
from tui.rhythm.day import DayScreen

FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)


def couples_session() -> Session:
    """Two people with a hug together and a note each, nothing of it ticked."""
    session = make_session()
    session.service.join("Sam")
    keep(session.service, "long-hug", "appreciation-jar")
    return session


async def open_day(pilot: Pilot[None], app: RitualsApp, day: date) -> DayScreen:
    """Open a day and wait until it stands."""
    screen = DayScreen(app.session, day)
    await app.push_screen(screen)
    await until(pilot, lambda: bool(screen.query("#on-the-day *")))
    await pilot.pause()
    return screen


async def to_ritual(pilot: Pilot[None], app: RitualsApp, name: str) -> None:
    """Put the cursor on a ritual."""
    await pilot.press("g")
    for _ in range(10):
        if name in next((line for line in text_of(app).splitlines() if line.startswith("  › ")), ""):
            return
        await pilot.press("down")
        await pilot.pause()
    raise AssertionError(f"{name} is not on this day")


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
async def test_a_day_looks_like_this(signs: str) -> None:
    app = make_app(lived_in_session(Look(signs=signs)))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, date(2026, 9, 21))

        await assert_goldens(pilot, f"day-{signs}", SIZES)


async def test_what_was_forgotten_is_put_down_for_that_day() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, FRIDAY)
        await to_ritual(pilot, app, "Long hug")

        await pilot.press("space")
        await until(pilot, lambda: "●" in line_with(text_of(app), "  Long hug  "))

        assert list(session.service.state.ticks("long-hug")) == [FRIDAY]
        assert "you both" in line_with(text_of(app), "  Long hug  ")


async def test_a_tick_is_corrected_and_taken_back() -> None:
    session = couples_session()
    session.service.tick("long-hug", FRIDAY)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, FRIDAY)
        await to_ritual(pilot, app, "Long hug")

        await pilot.press("space")
        await pilot.pause()
        assert not session.service.state.ticks("long-hug")

        await pilot.press("u")
        await until(pilot, lambda: "●" in line_with(text_of(app), "  Long hug  "))
        assert list(session.service.state.ticks("long-hug")) == [FRIDAY]


async def test_each_can_be_ticked_for_oneself_and_for_both() -> None:
    session = couples_session()
    app = make_app(session)
    ana, sam = session.service.couple

    def ticked() -> set[str | None]:
        return {tick.by for tick in session.service.state.ticks("appreciation-jar").get(FRIDAY, ())}

    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, FRIDAY)
        await to_ritual(pilot, app, "One for the jar")

        await pilot.press("space")
        await until(pilot, lambda: "◐" in line_with(text_of(app), "  One for the jar"))
        assert ticked() == {ana.id}

        await pilot.press("space")
        await until(pilot, lambda: not ticked())

        await pilot.press("b")
        await until(pilot, lambda: "●" in line_with(text_of(app), "  One for the jar"))
        assert ticked() == {ana.id, sam.id}


async def test_a_note_is_written_for_that_day() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, FRIDAY)
        await to_ritual(pilot, app, "Long hug")

        await pilot.press("n", *"snow", "enter")
        await until(pilot, lambda: "“snow”" in text_of(app))

    assert session.service.state.ticks("long-hug")[FRIDAY][0].note == "snow"


async def test_a_day_can_be_rested() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, SUNDAY)
        await to_ritual(pilot, app, "Long hug")

        await pilot.press("r")
        await until(pilot, lambda: "a rest" in line_with(text_of(app), "  Long hug  "))

        await pilot.press("r")
        await until(pilot, lambda: "a rest" not in line_with(text_of(app), "  Long hug  "))


async def test_the_numbers_follow_at_once() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, SUNDAY)
        assert "in rhythm" not in text_of(app)

        await to_ritual(pilot, app, "Long hug")
        await pilot.press("space")
        await to_ritual(pilot, app, "One for the jar")
        await pilot.press("b")

        await until(pilot, lambda: "1 week in rhythm" in text_of(app))


async def test_a_day_ahead_shows_what_comes_and_waits_for_it() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, date(2026, 12, 15))
        assert "Long hug" in text_of(app)
        assert "To add" not in text_of(app)

        await pilot.press("space")
        await pilot.pause()

        assert "still ahead" in text_of(app)
        assert not session.service.state.ticks("long-hug")


async def test_one_walks_from_day_to_day() -> None:
    app = make_app(couples_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, FRIDAY)

        await pilot.press("right")
        await until(pilot, lambda: "Saturday 21 November" in text_of(app))
        await pilot.press("left", "left")
        await until(pilot, lambda: "Thursday 19 November" in text_of(app))


async def test_a_sign_ticks_by_a_click() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, FRIDAY)
        row = next(y for y, line in enumerate(text_of(app).splitlines()) if "Long hug" in line)

        await pilot.click(offset=(5, row))
        await until(pilot, lambda: bool(session.service.state.ticks("long-hug")))


async def test_a_ritual_put_away_before_is_not_proposed() -> None:
    session = couples_session()
    session.service.archive("long-hug")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, app, SUNDAY)

        assert "Long hug" not in text_of(app)


async def test_a_change_that_comes_in_while_the_day_is_laid_out_is_shown_as_well() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_day(pilot, app, FRIDAY)
        keep(session.service, "walk-and-talk")
        for _ in range(20):
            screen.show()
            await asyncio.sleep(0)

        await until(pilot, lambda: "Walk and talk" in text_of(app))
        assert len(screen.query("DayRitualLine")) == 3


async def test_what_was_held_on_another_day_says_on_which_and_is_kept_there_alone() -> None:
    session = couples_session()
    keep(session.service, "date-night")
    session.service.edit("date-night", RitualEdited("date-night", since=date(2026, 11, 16)))
    session.service.tick("date-night")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        strip = next(line for line in text_of(app).splitlines() if "Mo " in line)
        await open_day(pilot, app, FRIDAY)
        friday = line_with(text_of(app), "Date night")
        await open_day(pilot, app, SUNDAY)

        assert "Fr ◎" in strip
        assert "◎  Date night" in friday
        assert "held on Sunday" in friday
        sunday = line_with(text_of(app), "Date night")
        assert "●  Date night" in sunday
        assert "held" not in sunday
