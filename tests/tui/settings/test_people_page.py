"""The page of people: names, who lives here, joining, leaving and coming back, with keys and with the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from rituals.config import load_settings, places
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import assert_golden, make_app, make_session, text_of
from tests.kit.pages import SIZES, click_text, go_to, line_with, press, size_name, words
from tui.app import RitualsApp


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Ana and Sam, who did something, and Smm, who was added by mistake; settings in a folder of their own."""
    session = make_session(login="Ana")
    session.places = places(str(tmp_path))
    service = session.service
    sam = service.join("Sam")
    service.join("Smm")
    service.add(RitualAdded("thanks", service.today(), "Thanks", Rule("FREQ=DAILY"), who=EACH))
    ana = service.seated.id
    service.seat(sam.id)
    service.add(RitualAdded("run", service.today(), "Run", Rule("FREQ=DAILY"), who=sam.id))
    service.seat(ana)
    return session


async def opened(pilot: Pilot[None]) -> str:
    """The page, by way of the settings."""
    await pilot.press("comma")
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await go_to(pilot, app, "Who lives here")
    return await press(pilot, "enter")


def names(session: Session) -> list[str]:
    return [person.name for person in session.service.couple]


def here(session: Session) -> list[str]:
    kept = load_settings(session.places.settings).together.here
    return [person.name for person in session.service.state.people if person.id in kept]


async def test_who_lives_here_is_chosen_person_by_person_and_everyone_is_kept_as_nobody_named(
    session: Session,
) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await opened(pilot)
        elsewhere = await press(pilot, "down", "space")
        chosen = here(session)
        last = await press(pilot, "down", "space", "up", "up", "space")
        await press(pilot, "down", "space", "down", "space")

    assert "at the keyboard · lives here" in line_with(text, "› ●  Ana")
    assert "lives elsewhere" in line_with(elsewhere, "› ○  Sam")
    assert chosen == ["Ana", "Smm"]
    assert "Ana and Smm live here; nudges speak to Ana and Smm." in elsewhere
    assert "Somebody has to live here" in last
    assert here(session) == []


async def test_who_was_added_by_mistake_is_removed_after_a_question_and_undo_brings_them_back(
    session: Session,
) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        asked = await press(pilot, "G", "x")
        left_alone = await press(pilot, "escape")
        gone = await press(pilot, "x", "y")
        after = names(session)
        back = await press(pilot, "u")

    assert "Remove Smm?" in asked
    assert "Smm" in left_alone
    assert "Smm is gone from here." in gone
    assert after == ["Ana", "Sam"]
    assert "Took back: that Smm was removed." in back
    assert names(session) == ["Ana", "Sam", "Smm"]


async def test_who_did_something_leaves_after_a_question_and_comes_back(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        asked = words(await press(pilot, "down", "x"))
        left = await press(pilot, "y")
        without = names(session)
        past = await press(pilot, "G")
        back = await press(pilot, "space")

    assert "Does Sam leave? What Sam did stays. From today on" in asked
    assert "What Sam did stays, and pages of Sam's own stay closed until Sam comes back. Put away: Run." in words(left)
    assert without == ["Ana", "Smm"]
    assert "left today" in line_with(past, "› ·  Sam")
    assert "Welcome back, Sam. There are three of you now: Ana, Sam and Smm." in back
    assert names(session) == ["Ana", "Sam", "Smm"]


async def test_names_are_changed_and_new_ones_added_where_they_stand(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "e", *"Sammy", "enter")
        renamed = names(session)
        refused = await press(pilot, "plus", *"ana", "enter")
        await press(pilot, "escape")
        added = await press(pilot, "plus", *"Lou", "enter")

    assert renamed == ["Ana", "Sammy", "Smm"]
    assert "is here already." in refused
    assert "A name: ana" in refused
    assert "Welcome, Lou. There are four of you now: Ana, Sammy, Smm and Lou." in added


async def test_the_one_at_the_keyboard_may_leave_and_another_sits_here(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        session.service.tick("thanks")
        await press(pilot, "x", "y")
        text = await press(pilot, "g")

    assert "at the keyboard" in line_with(text, "Sam")
    assert session.service.seated.name == "Sam"


@pytest.mark.parametrize("key", ["x", "space"])
async def test_the_only_one_stays_and_lives_here(tmp_path: Path, key: str) -> None:
    session = make_session(login="Ana")
    session.places = places(str(tmp_path))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = await press(pilot, key)

    assert "only one here" in text or "Somebody has to live here" in text
    assert names(session) == ["Ana"]
    assert here(session) == []


async def test_all_of_it_by_mouse(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await click_text(pilot, "Sam")
        await click_text(pilot, "space here")
        elsewhere = here(session)
        await click_text(pilot, "x leave")
        await click_text(pilot, "y yes")
        left = names(session)
        await click_text(pilot, "+ add")
        await pilot.press(*"Sam")
        await click_text(pilot, "enter keep")

    assert elsewhere == ["Ana", "Smm"]
    assert left == ["Ana", "Smm"]
    assert names(session) == ["Ana", "Sam", "Smm"]


async def test_a_name_in_the_file_that_is_nobodys_is_told_on_the_settings(session: Session) -> None:
    session.places.settings.write_text('[together]\nhere = ["Ana", "Smn"]\n', encoding="utf-8")
    session.settings = load_settings(session.places.settings)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Who lives here")

        text = words(text_of(app))

    assert "Who lives here Ana" in text
    assert "The settings file also names Smn, who is none of you." in text


async def test_the_palette_opens_it(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"People")
        await pilot.pause(0.3)
        text = await press(pilot, "enter")

    assert "Who is one of you" in text


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_people_look_as_they_were_last_read(session: Session, size: tuple[int, int]) -> None:
    service = session.service
    session.people.leave(service.couple[1].id)
    session.save_residents([service.couple[0].id])
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "down")

        assert "x leave" in text_of(app)
        assert_golden(f"people-page-{size_name(size)}", text_of(app))
