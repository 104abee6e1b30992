"""Choosing on the page of your data, where each row does its work on a thread."""

from __future__ import annotations

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from tests.kit.app import press_settled
from tests.kit.pages import go_to, words
from tui.app import RitualsApp
from tui.settings.data_page import DataPage


async def choose(pilot: Pilot[None], row: str, *keys: str) -> str:
    """Choose a row of the page, press some keys, and wait until nothing is at work; what the page says, on one line."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    if not isinstance(app.screen, DataPage):
        app.action_page("data")
        await pilot.pause()
    await go_to(pilot, app, row)
    return await choose_on(pilot, "enter", *keys)


async def enter(pilot: Pilot[None], *pasted: str) -> str:
    """Paste words, each followed by enter; what the page says once that is done."""
    for typed in pasted:
        field = pilot.app.screen.focused
        assert isinstance(field, Input)
        field.post_message(Paste(typed))
        text = await choose_on(pilot, "enter")
    return text


async def choose_on(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, each once nothing is at work, and return what the page says, on one line."""
    return words(await press_settled(pilot, *keys))
