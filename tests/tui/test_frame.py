"""What stands around every page: where one is, who sits here, and the help."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from tests.kit.app import keep, make_app, press_at_once
from tests.kit.pages import press
from tests.kit.talking import a_couple
from tui.jar.screen import JarScreen
from tui.rhythm.screen import RhythmScreen
from tui.rituals.form import RitualFormScreen
from tui.rituals.screen import RitualsScreen
from tui.rituals.week import WeekScreen
from tui.sections.consent import ConsentScreen
from tui.shared.frame.help import HelpScreen, KeyRow
from tui.shared.keys import ROOMS
from tui.shared.screen import AppScreen
from tui.today.screen import TodayScreen


def top_line(text: str) -> str:
    """The line of navigation."""
    return text.splitlines()[2]


@pytest.mark.parametrize(("width", "page"), [(80, "Ana · A yes from each"), (60, "Ana · A yes from")])
async def test_a_long_page_name_drops_nobody(width: int, page: str) -> None:
    session = a_couple()
    session.service.rename(session.service.couple[1].id, "Maximilian-Johannes")
    app = make_app(session)
    async with app.run_test(size=(width, 24)) as pilot:
        app.push_screen(ConsentScreen(session, session.service.couple[0]))
        line = top_line(await press(pilot))

    assert f"1 Today › {page}" in line
    assert "● Ana   ○ Maximi" in line


async def test_below_sixty_columns_arrows_lead_to_the_rooms_beside() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(50, 20)) as pilot:
        line = top_line(await press(pilot))
        assert line.split() == ["‹", "›", "1", "Today", "●", "Ana", "○", "Sam"]

        await pilot.click(offset=(line.index("›"), 2))
        await pilot.pause()
        assert isinstance(app.screen, RitualsScreen)
        app.action_room("today")
        await pilot.pause()
        await pilot.click(offset=(line.index("‹"), 2))
        await pilot.pause()

        assert app.current_mode == "check-in"


async def test_the_other_one_of_two_sits_down_at_a_click_and_the_list_of_three_marks_who_sits_here() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        line = top_line(await press(pilot))
        await pilot.click(offset=(line.index("Sam"), 2))
        await pilot.pause()
        assert session.service.seated.name == "Sam"

        session.service.join("Kim")
        text = await press(pilot, "p", "down")

    assert [row.split() for row in text.splitlines() if "sits here now" in row] == [["Sam", "sits", "here", "now"]]
    assert "› Kim" in text


# the help


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5", "6"])
async def test_the_first_screenful_of_the_help_holds_the_pages_own_keys_and_the_rooms(key: str) -> None:
    session = a_couple()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, key, "question_mark")
        rows = [row for row in app.screen.query(KeyRow) if row.region.bottom <= 24]

        assert {"This page", "Go to"} <= {
            str(static.content) for static in app.screen.query(".heading").results(Static)
        }
        page = app.screen_stack[-2]
        assert isinstance(page, AppScreen)
        own = {one.id for one in page.working(page.KEYS) if one.action in page.ROW_ACTIONS or one.hint}
        assert own | {room.id for room in ROOMS} <= {row.key.id for row in rows} | {"back"}


async def test_over_a_form_it_holds_no_letter_that_is_typed_there_and_a_click_beside_it_closes_it() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "2", "plus", "f1")
        assert isinstance(app.screen, HelpScreen)
        keys = {row.key.first for row in app.screen.query(KeyRow)}
        assert {"ctrl+s", "f2", "escape"} <= keys
        assert not {key for key in keys if len(key) == 1}
        assert "esc close" in text

        await pilot.click(offset=(1, 22))
        await pilot.pause()
        assert isinstance(app.screen, RitualFormScreen)


async def test_the_numbers_of_answers_are_one_row_and_no_command() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(60, 20)) as pilot:
        text = await press(pilot, "6", "enter", "enter", "f1")
        commands = [one.title for one in app.get_system_commands(app.screen_stack[-2])]

    assert text.count("choose") == 2
    assert "0–4" in text
    assert "Choose this number" not in commands


# the hand that is faster than the page


@pytest.mark.parametrize(
    ("keys", "page", "sits"),
    [
        (("p", "p"), TodayScreen, "Ana"),
        (("p", "2"), RitualsScreen, "Sam"),
        (("2", "p"), TodayScreen, "Sam"),
        (("2", "w", "escape", "escape"), TodayScreen, "Ana"),
        (("w", "escape", "3"), RhythmScreen, "Ana"),
        (("w", "4"), JarScreen, "Ana"),
        (("question_mark", "escape", "w"), WeekScreen, "Ana"),
        (("question_mark", "p", "question_mark"), TodayScreen, "Ana"),
    ],
)
async def test_keys_that_come_in_one_read_lead_where_one_after_the_other_leads(
    keys: tuple[str, ...], page: type[AppScreen], sits: str
) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await press_at_once(pilot, *keys)
        await press(pilot)

        assert (type(app.screen), session.service.seated.name) == (page, sits)


# what can do nothing says why


@pytest.mark.parametrize("page", ["1", "2", "w", "4"])
async def test_every_key_of_a_row_says_why_where_there_is_none(page: str) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, page)
        screen = app.screen
        assert isinstance(screen, AppScreen)
        for key in screen.KEYS:
            if key.keys and key.action in screen.ROW_ACTIONS - {"erase_words"}:
                screen.toast.clear()
                await press(pilot, key.first)

                assert screen.is_current
                assert str(screen.toast.content) == screen.why_not(key.action), key
