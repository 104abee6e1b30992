"""What the app says of rituals of which no nudge goes out, as all of them fall into the quiet hours."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from rituals.config import places
from rituals.core.events import RitualAdded, RitualEdited
from rituals.core.model import Rule
from rituals.errors import Remedy
from rituals.session import Session
from tests.kit.app import make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock
from tests.kit.pages import SIZES, go_to, press, words
from tui.shared.remedies import APP_REMEDIES

SILENT = (
    "No nudge of Walk comes, as 22:30 lies in the quiet hours, from 21:30 until 08:00. "
    "A reminder 70 min before, at 21:20, would come; or choose other quiet hours."
)
TO_THE_RITUALS = ("enter", *"Sam", "enter", "enter")


def with_walk(at: str = "22:30", clock: FakeClock | None = None) -> Session:
    """One person who walks every day."""
    session = make_session(clock)
    walk = RitualAdded("walk", date(2026, 11, 22), "Walk", Rule("FREQ=DAILY", at=time.fromisoformat(at)))
    session.service.add(walk)
    return session


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_form_says_it_while_when_and_reminders_are_typed(size: tuple[int, int]) -> None:
    app = make_app(make_session())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2", "+", *"Walk", "down")
        early = await press(pilot, *"every", "space", *"day", "space", *"at", "space", *"20:30")
        late = await press(pilot, *(["backspace"] * 5), *"22:30")
        await press(pilot, "down", "down", "down")
        audible = await press(pilot, *"70", "space", *"min")

        assert "quiet hours" not in words(early)
        assert SILENT in words(late)
        assert "quiet hours" not in words(audible)


async def test_the_page_of_a_ritual_says_it() -> None:
    app = make_app(with_walk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter")

        await until(pilot, lambda: f"{SILENT} {APP_REMEDIES[Remedy.BE_NUDGED]}" in words(text_of(app)))


async def test_bringing_one_back_says_it() -> None:
    session = with_walk()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "x")
        assert "quiet hours" not in text_of(app)
        await press(pilot, "x")

        assert not session.service.state.rituals["walk"].is_archived
        assert SILENT in words(text_of(app))


async def test_quiet_hours_that_silence_something_name_it(tmp_path: Path) -> None:
    session = with_walk("20:30")
    session.places = places(str(tmp_path))
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "comma")
        await go_to(pilot, app, "Quiet from")
        first = words(await press(pilot, "enter", *(["backspace"] * 5), *"20:00", "enter"))
        again = words(await press(pilot, "enter", *(["backspace"] * 5), *"19:00", "enter"))

        assert "Quiet from: 20:00. Saved. No nudge of Walk comes, as 20:30 lies in the quiet hours, from 20:00" in first
        assert APP_REMEDIES[Remedy.BE_NUDGED] in first
        assert "Quiet from: 19:00. Saved." in again
        assert "No nudge of Walk" not in again


async def test_the_welcome_says_it_where_a_time_is_chosen() -> None:
    app = make_app(make_session(), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, *TO_THE_RITUALS)
        asked = await press(pilot, "t", *(["backspace"] * 40), *"22:30", "enter")
        put_back = await press(pilot, "t", *(["backspace"] * 40), *"20:30", "enter")

        assert "No nudge of Walk and talk comes, as 22:30 lies in the quiet hours" in words(asked)
        assert "quiet hours" not in put_back


@pytest.mark.parametrize("key", ["m", "h", "e"])
async def test_a_snooze_into_the_quiet_hours_names_the_next_time_and_the_key_for_it(key: str) -> None:
    session = with_walk(clock=FakeClock("2026-11-22 21:25"))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, app, "Walk")
        refused = words(await press(pilot, "z", key))
        taken = words(await press(pilot, "z", "a"))

        assert "The next time that works is 08:00 tomorrow." in refused
        assert APP_REMEDIES[Remedy.SNOOZE_LATER] in refused
        assert "Walk stays quiet until 08:00 tomorrow." in taken


async def test_the_nudges_to_come_say_which_do_not_and_x_does_not_promise_them() -> None:
    session = with_walk()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_page("nudges")
        said = words(await press(pilot))
        session.service.edit("walk", RitualEdited("walk", remind=()))
        await press(pilot, "escape")
        app.action_page("nudges")
        await press(pilot)
        brought_back = words(await press(pilot, "x"))

        assert SILENT in said
        assert f"Walk has its nudges back, at the usual time. {SILENT}" in brought_back
