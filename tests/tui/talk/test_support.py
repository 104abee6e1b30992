"""Where help can be had: in reach from everywhere, remembered nowhere, left at once for Today."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rituals.config import HelpSettings
from rituals.content.loader import catalogue
from rituals.core.catalogue.helplines import HelpCountry, lines_here
from rituals.core.countries import COUNTRIES
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, text_of
from tests.kit.fakes import MemoryLog
from tests.kit.pages import SIZES, click_text, words
from tests.kit.talking import a_couple, press, talk_of_two
from tui.talk.present import support_lines
from tui.talk.support import SupportScreen

DIRECTORY = "findahelpline.com"

FROM = {
    "today": (),
    "rituals": ("2",),
    "rhythm": ("3",),
    "jar": ("4",),
    "talk": ("5",),
    "check-in": ("6",),
    "settings": ("comma",),
    "a dialog": ("p",),
    "the keys": ("question_mark",),
    "the palette": ("ctrl+p",),
    "a note being written": ("a", "x"),
    "a dialog over a room": ("5", "i"),
}


def written(session: Session) -> int:
    """How many records lie in all the logs."""
    logs = session.service.logs
    every = [logs.shared, logs.local, logs.drafts, *logs.private.values()]
    return sum(len(log.records) for log in every if isinstance(log, MemoryLog))


@pytest.mark.parametrize("keys", FROM.values(), ids=FROM)
async def test_it_is_one_key_away_and_escape_leads_to_today_at_once(keys: tuple[str, ...]) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        assert DIRECTORY in text_of(app)
        await pilot.press("escape")
        await pilot.pause()

        assert app.screen.TITLE == "Today"
        assert len(app.screen_stack) == 1
        assert DIRECTORY not in text_of(app)
        assert app.title == "rituals"
        if len(keys) == 1 and keys[0] in "23456":
            await pilot.press(keys[0])
            await pilot.pause()
            assert DIRECTORY not in text_of(app)


async def test_it_writes_nothing_anywhere() -> None:
    session = a_couple(gate_passed=False)
    before = written(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "space", "j", "k", "escape", "5", "f2", "escape")
        await pilot.pause()

    assert written(session) == before


async def test_a_talk_under_it_is_gone_with_it() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, *"plumword", "f2", "escape")
        assert app.screen.TITLE == "Today"
        await press(pilot, "5")

        assert app.screen.TITLE == "Talk"
        assert "plumword" not in text_of(app)


async def test_it_is_left_behind_whichever_room_one_goes_to_from_it() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "f2")
        await press(pilot, "4")
        assert app.screen.TITLE == "The jar"
        await press(pilot, "5")

        assert app.screen.TITLE == "Talk"


async def test_pressing_its_key_again_stays_on_one_page() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", "f2")

        assert [isinstance(screen, SupportScreen) for screen in app.screen_stack] == [False, True]


async def test_it_is_left_by_mouse() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "f2")
        await click_text(pilot, "leave at once")

        assert app.screen.TITLE == "Today"


@pytest.mark.parametrize("code", COUNTRIES)
@pytest.mark.parametrize("width", [52, 72])
def test_what_is_urgent_has_the_first_screen(code: str, width: int) -> None:
    country = HelpCountry(code, is_guessed=True)
    rows = [row.plain for row in support_lines(catalogue(), country, width)][: 15 if width == 52 else 19]

    first = "\n".join(rows)
    assert "In danger now, call your local emergency number." in first
    assert "findahelpline.com" in first
    assert all(" ".join(line.contact.split()[:2]) in first for line in lines_here(catalogue(), country))
    assert max(map(len, rows)) <= width


async def test_the_chosen_country_s_numbers_come_first_and_others_stand_under_their_country_s_name() -> None:
    session = a_couple()
    session.settings = replace(session.settings, help=HelpSettings("GB"))
    app = make_app(session)
    async with app.run_test(size=(60, 80)) as pilot:
        await press(pilot, "f2")

        text = words(text_of(app))
        assert "For the United Kingdom. More, and elsewhere: findahelpline.com." in text
        assert text.index("for women in England") < text.index("The numbers above, by name") < text.index("Australia")
        assert text.count("0808 2000 247") == 2
        assert text.count("not checked by us yet") == 1


async def test_a_guessed_country_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    app = make_app(a_couple())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f2")

        assert "For the United States, guessed from this machine's language." in words(text_of(app))


async def test_it_looks_as_it_was_last_read() -> None:
    session = a_couple()
    session.settings = replace(session.settings, help=HelpSettings("IE"))
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await press(pilot, "f2")

        await assert_goldens(pilot, "support", SIZES)
