"""What a phone wrote: switched on and off, shown where it was not understood, and taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from rituals.config import InboxSettings, Look
from rituals.core.inbox.words import LETS_IN
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, make_app, make_session, text_of, until
from tests.kit.by_phone import thanked_by_phone, ticked_by_phone
from tests.kit.fake_inbox import MISTYPED, NO_TEXT, FakeInbox, with_inbox
from tests.kit.jars import a_couple, ana_of, sam_of
from tests.kit.pages import SIZES, go_to, line_with, press, words
from tui.inbox.screen import InboxPage
from tui.today.phone_line import PhoneLine


def phoned(place: Path, inbox: FakeInbox | None = None, *, on: bool = True, folder: str = "/phone") -> Session:
    """Ana and Sam, a hug and a thank-you by phone, and what was not understood."""
    session = a_couple()
    keep(session.service, "long-hug")
    (hug,) = session.service.state.rituals
    ticked_by_phone(session.service, hug)
    thanked_by_phone(session.service, sam_of(session.service), ana_of(session.service), "the soup was so good")
    return with_inbox(session, inbox or FakeInbox(MISTYPED, NO_TEXT), place, on=on, folder=folder)


async def test_settings_lead_to_the_page(tmp_path: Path) -> None:
    app = make_app(phoned(tmp_path, on=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")
        await go_to(pilot, app, "From a phone")
        assert line_with(text_of(app), "From a phone").split()[-1] == "off"
        page = await press(pilot, "enter")

        assert isinstance(app.screen, InboxPage)
        assert LETS_IN in words(page)


async def test_it_is_switched_on_with_a_folder_and_off_again(tmp_path: Path) -> None:
    session = phoned(tmp_path, FakeInbox(), on=False, folder="")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("inbox")
        await press(pilot, "enter", *"/phone", "enter")
        await until(pilot, lambda: "It is on" in text_of(app))
        switched_on = session.settings.inbox
        await press(pilot, "g", "enter")
        await until(pilot, lambda: "Nothing comes in from a phone any more." in words(text_of(app)))

    assert switched_on == InboxSettings(on=True, folder="/phone")
    assert session.settings.inbox == InboxSettings(on=False, folder="/phone")


async def test_a_folder_that_can_not_be_is_told_and_stays_to_be_changed(tmp_path: Path) -> None:
    inbox = FakeInbox()
    inbox.refuses["/nowhere"] = "There is no folder /nowhere."
    session = phoned(tmp_path, inbox, on=False, folder="")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("inbox")
        await press(pilot, "enter", *"/nowhere", "enter")
        await until(pilot, lambda: "There is no folder /nowhere." in text_of(app))
        assert not session.settings.inbox.on

        inbox.refuses.clear()
        await press(pilot, "enter")
        await until(pilot, lambda: session.settings.inbox.on)


async def test_today_tells_that_something_was_not_understood_and_leads_to_it(tmp_path: Path) -> None:
    inbox = FakeInbox(MISTYPED)
    app = make_app(phoned(tmp_path, inbox))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "From your phone: 1 line was not understood. enter shows it." in text_of(app))
        for _ in range(5):
            await press(pilot, "up")
        assert any(isinstance(line, PhoneLine) and line.is_open for line in app.screen.query(PhoneLine))
        page = await press(pilot, "enter")
        assert isinstance(app.screen, InboxPage)
        assert "“tikc walk”" in page

        inbox.unread.clear()
        await press(pilot, "escape")
        await until(pilot, lambda: "From your phone" not in text_of(app))


async def test_today_looks_at_nothing_where_nothing_is_taken_in(tmp_path: Path) -> None:
    session = phoned(tmp_path, on=False)
    session.inbox = None
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down")

        assert "From your phone" not in text_of(app)


async def test_a_line_is_copied_and_taken_away_once_that_is_sure(tmp_path: Path) -> None:
    inbox = FakeInbox(MISTYPED, NO_TEXT)
    app = make_app(phoned(tmp_path, inbox))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("inbox")
        await until(pilot, lambda: inbox.looks == 1)
        await press(pilot, "down", "down", "enter")
        assert app.clipboard == "tikc walk"
        await press(pilot, "down", "enter")
        assert app.clipboard == "photo.txt"
        await press(pilot, "up")

        await press(pilot, "x", "escape")
        assert inbox.unread == [MISTYPED, NO_TEXT]

        await press(pilot, "x", "y")
        await until(pilot, lambda: inbox.unread == [NO_TEXT])
        await until(pilot, lambda: "tikc walk" not in text_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_what_came_lately_says_what_it_did_and_when(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(phoned(tmp_path, FakeInbox()))
    async with app.run_test(size=size) as pilot:
        app.action_page("inbox")
        page = await press(pilot, "G")

        assert "Came lately" in page
        assert "A thank-you from Sam is in the jar, for Ana." in words(page)
        assert "Done: Long hug, today · you both." in words(page)
        assert "Today at 19:00" in page


async def test_x_elsewhere_says_what_it_is_for(tmp_path: Path) -> None:
    app = make_app(phoned(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("inbox")

        assert "x takes away what was not understood" in words(await press(pilot, "g", "x"))


async def test_what_keeps_the_folder_from_being_looked_into_is_told(tmp_path: Path) -> None:
    app = make_app(phoned(tmp_path, FakeInbox(problem="/phone is not there now.")))
    async with app.run_test(size=(60, 20)) as pilot:
        app.action_page("inbox")
        await until(pilot, lambda: "/phone is not there now." in text_of(app))


async def test_what_somebody_wrote_on_a_phone_is_no_markup(tmp_path: Path) -> None:
    strange = replace(MISTYPED, text="tick [b]walk[/b]\x1b[2J", file="[/x].txt", why="[/i] is nothing.")
    app = make_app(phoned(tmp_path, FakeInbox(strange)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("inbox")
        page = await press(pilot, "down", "down")

        assert "tick [b]walk[/b]" in page
        assert "[/x].txt, line 3" in page
        assert "\x1b" not in page


async def test_a_demo_says_that_nothing_can_come_in() -> None:
    app = make_app(make_session())
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("inbox")
        await press(pilot, "enter", *"/phone", "enter")
        await until(pilot, lambda: "Nothing here is on the disk" in text_of(app))


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
async def test_the_page_in_pictures(tmp_path: Path, signs: str) -> None:
    session = with_inbox(a_couple(), FakeInbox(MISTYPED, NO_TEXT), tmp_path)
    session.settings = replace(session.settings, look=Look(signs=signs))
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        app.action_page("inbox")
        await press(pilot, "down", "down")
        await until(pilot, lambda: "Looking" not in text_of(app))

        await assert_goldens(pilot, f"inbox-{signs}", SIZES)
