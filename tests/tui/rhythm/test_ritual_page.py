"""The page of one ritual: opened from every row, read, ticked and edited there, and left again."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from rituals.bootstrap import demo_session
from rituals.config import Look
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Quota
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, lived_in_session, make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock
from tests.kit.pages import SIZES, click_on, press, words
from tui.app import RitualsApp
from tui.rhythm.day import DayScreen
from tui.rhythm.present_ritual import MOST_NOTES
from tui.rhythm.ritual_page import ReadingPane, RitualPage, YearOfOne

TODAY = date(2026, 11, 22)


async def stands(pilot: Pilot[None], app: RitualsApp) -> RitualPage:
    """Wait until the page stands with what it looks up between frames."""
    await until(pilot, lambda: isinstance(app.screen, RitualPage) and bool(app.screen.query("#legend")))
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, RitualPage)
    return app.screen


def couples_session() -> Session:
    """Two people with a hug together, and nothing of it ticked."""
    session = make_session()
    session.service.join("Sam")
    keep(session.service, "long-hug")
    return session


async def test_a_ritual_looks_as_it_was_last_read() -> None:
    with demo_session(FakeClock("2026-11-20 19:00")) as session:
        app = make_app(session)
        async with app.run_test(size=SIZES[0]) as pilot:
            await pilot.press("enter")
            await stands(pilot, app)

            await assert_goldens(pilot, "ritual", SIZES)
            await pilot.press("G")
            await pilot.pause()
            await assert_goldens(pilot, "ritual-end", SIZES[1:])


async def test_in_plain_signs_it_looks_as_it_was_last_read() -> None:
    app = make_app(lived_in_session(Look(signs="ascii")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter")
        await stands(pilot, app)

        await assert_goldens(pilot, "ritual-ascii", SIZES)


async def test_in_a_pause_it_says_what_comes_after() -> None:
    session = couples_session()
    session.service.pause(until=TODAY.replace(day=24))
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2", "enter")
        await stands(pilot, app)

        assert "paused until Tuesday, then Wednesday, Thursday" in text_of(app)


@pytest.mark.parametrize("keys", [(), ("2",), ("2", "w")], ids=["today", "rituals", "week"])
async def test_enter_opens_it_on_every_row_and_esc_goes_back(keys: tuple[str, ...]) -> None:
    app = make_app(couples_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys)
        before = app.screen

        await press(pilot, "enter")

        page = await stands(pilot, app)
        assert page.page_name() == "Long hug"
        await press(pilot, "escape")
        assert app.screen is before


async def test_it_opens_from_a_day_by_key_and_by_a_click_on_the_row_under_the_cursor() -> None:
    app = make_app(couples_session())
    async with app.run_test(size=(80, 24)) as pilot:
        day = DayScreen(app.session, date(2026, 11, 20))
        await app.push_screen(day)
        await until(pilot, lambda: bool(day.query("#on-the-day *")))
        await press(pilot, "enter")
        await stands(pilot, app)
        await press(pilot, "escape")

        await click_on(pilot, app, "Long hug")

        await stands(pilot, app)


async def test_the_first_click_on_a_row_points_and_the_next_opens_and_links_do_what_they_say() -> None:
    session = couples_session()
    keep(session.service, "date-night")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "g")
        screen, name = app.screen, text_of(app)[text_of(app).index("  › ") :].splitlines()[0].split("  ")[2].strip()
        other = next(ritual for ritual in ("Long hug", "Date night") if ritual != name)

        await click_on(pilot, app, other)
        await click_on(pilot, app, "move")
        await press(pilot, "escape")
        assert app.screen is screen

        await click_on(pilot, app, other)
        assert (await stands(pilot, app)).page_name() == other


async def test_the_keys_of_the_row_act_on_it_there() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await stands(pilot, app)

        await press(pilot, "space")
        assert "●  Long hug" in text_of(app)
        await press(pilot, "space", "n", *"soft", "enter", "G")
        await stands(pilot, app)
        assert "“soft”" in text_of(app)
        assert "in all      1 day kept" in await press(pilot, "g")
        assert "put away" in (await press(pilot, "x")).splitlines()[3]
        await press(pilot, "x", "e")
        assert type(app.screen).__name__ == "RitualFormScreen"
        await press(pilot, "escape")
        assert app.screen is await stands(pilot, app)


async def test_its_links_do_by_mouse_what_its_keys_do() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "enter")
        page = await stands(pilot, app)

        await click_on(pilot, app, "done   ")
        assert session.service.state.ticks("long-hug")
        await click_on(pilot, app, "untick")
        assert not session.service.state.ticks("long-hug")
        pane = page.query_one(ReadingPane)
        assert pane.max_scroll_y > 0
        pane.scroll_end(animate=False)
        await pilot.pause()
        assert "None yet." in text_of(app)


async def test_a_long_name_leaves_room_for_who_sits_here_and_stands_in_full_below() -> None:
    session = couples_session()
    name = "An evening walk along the river with the dog, whatever the weather may be"
    walk = session.service.add(RitualAdded("", TODAY, name, Quota(2, "week")))
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.push_screen(RitualPage(session, walk))
        await stands(pilot, app)

        rows = text_of(app).splitlines()
        assert "An evening walk along" in rows[2]
        assert "● ana" in rows[2]
        assert name in words(text_of(app))


async def test_what_is_for_another_alone_says_when_and_no_more() -> None:
    session = couples_session()
    service = session.service
    sam = next(person.id for person in service.couple if person.name == "Sam")
    service.seat(sam)
    swim = service.add(RitualAdded("swim", TODAY, "Swim", Quota(2, "week"), who=sam))
    service.tick(swim, note="forty lanes")
    service.seat(next(person.id for person in service.couple if person.id != sam))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(RitualPage(session, swim))
        page = await stands(pilot, app)

        said = words(text_of(app))
        assert "twice a week" in said
        assert "How it goes shows to Sam alone." in said
        assert "forty lanes" not in said
        assert "kept" not in said.split("twice a week")[1].split("done")[0]
        assert not page.query_one(YearOfOne).display


async def test_notes_of_each_are_there_and_nobody_is_named() -> None:
    session = couples_session()
    service = session.service
    read = service.add(RitualAdded("read", date(2026, 9, 1), "Read", Quota(7, "week"), who=EACH))
    for number in range(1, MOST_NOTES + 5):
        day = date.fromordinal(TODAY.toordinal() - number)
        service.tick(read, day, by=[service.couple[number % 2].id], note=f"page {number}")
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.push_screen(RitualPage(session, read))
        await stands(pilot, app)
        first = await press(pilot, "g")
        last = await press(pilot, "G")

        assert "“page 1”" in first + last
        assert f"“page {MOST_NOTES}”" in last
        assert f"“page {MOST_NOTES + 1}”" not in last
        assert "Earlier ones stand with their days." in last
        assert "Sam" not in "\n".join(last.splitlines()[3:])


async def test_a_ritual_whose_adding_is_undone_is_said_to_be_gone() -> None:
    session = couples_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await stands(pilot, app)

        said = await press(pilot, "u")

        assert "It is not among your rituals any more." in said
        assert "space done" not in said
        await press(pilot, "space", "e", "escape")
        assert type(app.screen).__name__ == "TodayScreen"


async def test_in_the_catalogue_enter_opens_the_why_and_space_keeps() -> None:
    session = make_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Where it comes from" in await press(pilot, "c", "enter")
        assert not session.service.state.rituals
        await press(pilot, "escape", "space")
        assert session.service.state.rituals
