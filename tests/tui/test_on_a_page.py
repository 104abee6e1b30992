"""The app on a page in a browser: it names the keys that reach it there, and everywhere those that do in a browser."""

from __future__ import annotations

import pytest

from tests.kit.app import make_app
from tests.kit.checkins import a_couple
from tests.kit.pages import press, words

TEXTUALS_OWN = "textual.drivers.web_driver:WebDriver"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.DRIVER", TEXTUALS_OWN)


@pytest.mark.usefixtures("served")
async def test_a_page_in_a_browser_names_no_key_that_the_browser_keeps() -> None:
    async with make_app(a_couple()).run_test(size=(100, 30)) as pilot:
        note = words(await press(pilot, "a"))
        begun = words(await press(pilot, "ctrl+o"))
        throwing = words(await press(pilot, "x", "ctrl+l"))
        thrown = words(await press(pilot, "ctrl+l"))

    assert "ctrl+o gives you words to begin with" in note
    assert "ctrl+o a starter" in note
    assert "ctrl+n" not in note
    assert "ctrl+o a starter" in begun
    assert "ctrl+l once more throws these words away" in throwing
    assert "It is thrown away" in thrown


@pytest.mark.usefixtures("served")
async def test_a_draft_names_the_key_that_throws_it_away_in_a_browser() -> None:
    async with make_app(a_couple()).run_test(size=(100, 30)) as pilot:
        await press(pilot, "a", "h", "i", "escape")

        assert "Here is what you began. ctrl+l throws it away." in words(await press(pilot, "a"))


@pytest.mark.usefixtures("served")
async def test_a_line_of_the_check_in_is_passed_in_a_browser() -> None:
    async with make_app(a_couple()).run_test(size=(100, 30)) as pilot:
        await press(pilot, "6", "enter", "enter")
        unchosen = words(await press(pilot, "enter"))
        passed = words(await press(pilot, "ctrl+o"))

    assert "a number chooses, ctrl+o passes this line." in unchosen
    assert "2 of" in passed


@pytest.mark.usefixtures("served")
async def test_a_page_offers_no_shell() -> None:
    async with make_app(a_couple()).run_test(size=(120, 70)) as pilot:
        keys = words(await press(pilot, "question_mark"))
        palette = words(await press(pilot, "escape", "ctrl+p", "s", "h", "e", "l", "l"))

    assert "ctrl+p Find a command" in keys
    assert "ctrl+z" not in keys
    assert "To the shell" not in palette


async def test_every_key_names_beside_it_the_one_that_a_browser_lets_through() -> None:
    async with make_app(a_couple()).run_test(size=(120, 60)) as pilot:
        note = words(await press(pilot, "a", "f1"))

    assert "Throw these words away" in note
    assert "(ctrl+l in a browser)" in note
    assert "(ctrl+o in a browser)" in note
