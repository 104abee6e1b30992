"""Which names nudges may show: asked once about what is here already, and a page to change it any day."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.model import Rule
from rituals.core.nudges.settings import NudgeSettings
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, make_app, make_session, text_of
from tests.kit.fakes import MemoryLog
from tests.kit.histories import record
from tests.kit.pages import SIZES, go_to, line_with, press, words
from tui.settings.lock_screen import LockScreenPage
from tui.settings.screen import SettingsScreen

DAILY = Rule("FREQ=DAILY")


def from_before() -> Session:
    """A home that was lived in before sentences were shown: two people, with rituals in their own words."""
    session = make_session()
    service = session.service
    service.join("Sam")
    keep(service, "long-hug", "date-night")
    today, daily = service.today(), Rule("FREQ=DAILY", service.today())
    written = (("pancakes", "Pancakes", "laptop"), ("berg", "Couples therapy with Dr Berg", "laptop"))
    for number, (ritual, name, device) in enumerate((*written, ("notebook", "Blue notebook", "phone")), 90):
        added = e.RitualAdded(ritual, today, name, daily)
        session.shared.append([record(added, lamport=number, number=number, device=device)])
    service.refresh()
    return session


async def test_settings_ask_once_about_the_names_that_are_here_already() -> None:
    app = make_app(from_before())
    async with app.run_test(size=(80, 24)) as pilot:
        asked = await press(pilot, "comma")
        is_asking = isinstance(app.screen, LockScreenPage)
        await press(pilot, "escape")
        is_settings = isinstance(app.screen, SettingsScreen)
        await press(pilot, "escape", "comma")

        assert is_asking
        assert is_settings
        assert isinstance(app.screen, SettingsScreen)
        assert "Which names may nudges show, where anyone may be looking?" in words(asked)
        for name in ("Date night", "Pancakes"):
            assert "its name" in line_with(asked, name)
        for name in ("Long hug", "Couples therapy with Dr Berg", "Blue notebook"):
            assert "no name" in line_with(asked, name)


async def test_nothing_is_asked_where_nothing_was_here_before() -> None:
    session = make_session()
    session.service.add(e.RitualAdded("pancakes", session.service.today(), "Pancakes", DAILY))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")

        assert isinstance(app.screen, SettingsScreen)


async def test_nothing_is_asked_about_what_the_catalogue_decides() -> None:
    session = make_session()
    entry = catalogue().entry("long-hug")
    assert entry is not None
    hug = replace(entry.adopted(session.service.today()), cadence=Rule("FREQ=DAILY", session.service.today()))
    session.shared.append([record(hug, lamport=90, number=90, device="phone")])
    session.service.refresh()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")

        assert isinstance(app.screen, SettingsScreen)


@pytest.mark.parametrize(
    ("name", "discreet", "beginning"),
    [
        ("Pancakes", True, "“rituals: "),
        ("Blue notebook", False, "“Blue notebook: "),
        ("Long hug", False, "“Long hug: "),
    ],
)
async def test_a_key_turns_one_with_its_very_sentence_and_u_takes_it_back(
    name: str, discreet: bool, beginning: str
) -> None:
    session = from_before()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")
        await go_to(pilot, app, name)
        text = await press(pilot, "space")
        ritual = next(one for one in session.service.state.rituals.values() if one.name == name)
        await press(pilot, "u")

        assert beginning in text
        assert f"Nudges {'leave out' if discreet else 'show'} the name of {name}." in text
        assert ("no name" if discreet else "its name") in line_with(text, f"› {name}")
        assert ritual.discreet is discreet
        assert session.service.state.rituals[ritual.id].discreet is None


async def test_the_page_can_be_opened_any_day() -> None:
    session = from_before()
    session.service.mark_lock_screen_asked()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")
        await go_to(pilot, app, "Lock screen")
        await press(pilot, "enter")

        assert isinstance(app.screen, LockScreenPage)


async def test_it_says_where_the_settings_leave_out_every_name() -> None:
    session = from_before()
    session.settings = type(session.settings)(nudges=NudgeSettings(discreet="always"))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")
        await go_to(pilot, app, "Pancakes")
        text = await press(pilot, "space")

        assert "The name of Pancakes may show once the settings let it." in words(text)
        assert "The settings leave every name out." in words(text)


async def test_a_full_disk_is_told_and_asked_again_another_time() -> None:
    session = from_before()
    log = session.local
    assert isinstance(log, MemoryLog)
    log.refuses = "The disk is full."
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "comma")

        assert "The disk is full." in text
        assert isinstance(app.screen, SettingsScreen)


async def test_the_page_looks_as_it_was_last_read() -> None:
    app = make_app(from_before())
    async with app.run_test(size=SIZES[0]) as pilot:
        await press(pilot, "comma", "down", "down")

        await assert_goldens(pilot, "lock-screen", SIZES)


async def test_an_empty_page_says_so() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_action("app.page('lock-screen')")
        await pilot.pause()

        assert "Nothing is here yet that a nudge could name." in text_of(app)
