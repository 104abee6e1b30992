"""Wherever a person is asked for, the cursor stands on who sits here, so that Enter is never for the other one."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from rituals.session import Session
from tests.kit.app import make_app, make_session
from tests.kit.checkins import a_couple
from tests.kit.pages import line_with, press
from tui.app import RitualsApp

OWN_PAGES = {
    "check-in": "This page is {}'s alone.",
    "ask-about": "This page is {}'s alone.",
    "consent": "This page is {}'s alone.",
    "kept": "What {} kept of talks",
}


def seat(session: Session, name: str) -> None:
    """Let one of the couple sit down."""
    session.service.seat(next(person.id for person in session.service.couple if person.name == name))


async def ask_whose(pilot: Pilot[None], page: str) -> str:
    """Go to where a page's person is asked for; what the screen shows."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    if page == "check-in":
        return await press(pilot, "6")
    if page == "kept":
        return await press(pilot, "5", "G", "enter")
    await press(pilot, "1")
    app.action_page(page)
    await pilot.pause()
    return await press(pilot)


@pytest.mark.parametrize("page", OWN_PAGES)
@pytest.mark.parametrize("name", ["Ana", "Sam"])
async def test_enter_opens_the_page_of_who_sits_here(page: str, name: str) -> None:
    session = a_couple()
    seat(session, name)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        asked = (await ask_whose(pilot, page)).partition("Whose")[2]
        opened = await press(pilot, "enter")

    assert "›" in line_with(asked, name)
    assert asked.index("Ana") < asked.index("Sam")
    assert OWN_PAGES[page].format(name) in opened


@pytest.mark.parametrize("page", OWN_PAGES)
async def test_after_a_change_of_seat_it_is_the_new_ones_page(page: str) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await ask_whose(pilot, page)
        await press(pilot, "enter")
        await press(pilot, "escape", "p")
        assert session.service.seated.name == "Sam"
        await ask_whose(pilot, page)
        sams = await press(pilot, "enter")
        await press(pilot, "escape", "p")
        await ask_whose(pilot, page)
        anas = await press(pilot, "enter")

    assert OWN_PAGES[page].format("Sam") in sams
    assert OWN_PAGES[page].format("Ana") in anas


@pytest.mark.parametrize("page", OWN_PAGES)
async def test_a_change_of_seat_in_the_shell_moves_the_cursor_of_a_question_that_stands(page: str) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await ask_whose(pilot, page)
        seat(session, "Sam")
        await press(pilot)
        opened = await press(pilot, "enter")

    assert OWN_PAGES[page].format("Sam") in opened


async def test_after_the_others_check_in_the_cursor_is_back_on_who_sits_here() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "down", "enter")
        await press(pilot, "escape")
        opened = await press(pilot, "enter")

    assert OWN_PAGES["check-in"].format("Ana") in opened


async def test_the_list_of_who_sits_here_begins_on_them() -> None:
    session = a_couple()
    session.service.join("Kim")
    seat(session, "Sam")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "p")
        people = pilot.app.screen.query_one(OptionList)
        begins_at = people.highlighted
        seat(session, "Ana")
        await press(pilot)
        moved_to = people.highlighted
        await press(pilot, "enter")

    assert "› Sam" in text
    assert (begins_at, moved_to) == (1, 0)
    assert session.service.seated.name == "Ana"


async def test_someone_who_joins_meanwhile_does_not_move_the_cursor_off_who_sits_here() -> None:
    session = make_session(login="Ana")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6")
        session.service.join("Sam")
        seat(session, "Sam")
        await press(pilot)
        opened = await press(pilot, "enter")

    assert OWN_PAGES["check-in"].format("Sam") in opened
