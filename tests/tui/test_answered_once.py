"""Two answers at once: the first counts, and nobody misses the second, however the two come."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import MouseDown, MouseUp
from textual.pilot import Pilot
from textual.widgets import Input

from tests.kit.app import lived_in_session, make_app, make_session, press_at_once, text_of, until
from tests.kit.talking import a_couple, answer, begin, flow_screen
from tui.app import RitualsApp
from tui.palette import Palette
from tui.rituals.form import RitualFormScreen
from tui.settings.people import PeopleScreen
from tui.shared.frame.help import HelpScreen
from tui.talk.flow_end import FlowEndScreen
from tui.today.screen import TodayScreen


async def click_at_once(pilot: Pilot[None], text: str, times: int) -> None:
    """Click some times on the first line with a text, so fast that it all comes in one read."""
    assert isinstance(pilot.app, RitualsApp)
    x, y = next((line.index(text), y) for y, line in enumerate(text_of(pilot.app).splitlines()) if text in line)
    for _ in range(times):
        for kind in (MouseDown, MouseUp):
            pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await pilot.pause()


@pytest.mark.parametrize("times", [2, 3])
async def test_a_double_click_in_the_help_does_once_what_was_clicked(times: int) -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(120, 40)) as pilot:
        was_kept = text_of(app).count("●")
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))

        await click_at_once(pilot, "Tick", times)

        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and text_of(app).count("●") != was_kept)


async def test_a_double_click_on_who_is_here_is_answered_once() -> None:
    session = lived_in_session()
    session.service.join("Kim")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PeopleScreen))

        await click_at_once(pilot, "  Kim", 3)

        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert session.service.seated.name == "Kim"


@pytest.mark.parametrize("turns", range(4))
async def test_a_form_may_be_left_while_it_is_still_coming(turns: int) -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(RitualFormScreen(app.session, None))
        for _ in range(turns):
            await asyncio.sleep(0)

        app.pop_screen()
        await pilot.pause()

        assert isinstance(app.screen, TodayScreen)


async def test_the_palette_opens_again_while_it_is_still_going() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Palette())
        await pilot.pause()

        app.pop_screen()
        app.push_screen(Palette())
        await pilot.pause()

        assert isinstance(app.screen, Palette)


async def test_the_last_step_of_a_talk_is_answered_once_also_while_it_is_laid_out() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        talk = await begin(pilot, app.session, "reflective-listening")
        while not flow_screen(app)._run.skip().is_finished:
            await answer(pilot)

        talk._show_step()
        await talk.run_action("skip")
        await talk.run_action("skip")
        await pilot.pause()

        assert isinstance(app.screen, FlowEndScreen)


@pytest.mark.parametrize("keys", [("n", *"soup"), ("2", "s"), ("m", *"fri")])
async def test_a_line_that_is_answered_twice_before_it_is_gone_is_answered_once(keys: tuple[str, ...]) -> None:
    session = lived_in_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        changes = list[int]()
        session.service.subscribe(lambda: changes.append(1))
        await press_at_once(pilot, *keys)
        await until(pilot, lambda: bool(app.screen.query(Input)))
        field = list(app.screen.query(Input))[-1]

        for _ in range(2):
            field.post_message(Input.Submitted(field, field.value))
        await until(pilot, lambda: not app.screen.query(Input))

        assert len(changes) == 1


async def test_a_click_on_a_line_that_is_gone_before_the_page_is_laid_out_anew_is_nobodys() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        y = next(y for y, line in enumerate(text_of(app).splitlines()) if "Long hug" in line)
        await app.screen.get_widget_at(10, y)[0].remove()

        for kind in (MouseDown, MouseUp):
            app.post_message(kind(None, 10, y, 0, 0, 1, False, False, False, 10, y))
        await pilot.pause()

        assert isinstance(app.screen, TodayScreen)


async def test_what_is_pressed_too_often_in_the_welcome_answers_no_question_that_nobody_has_seen() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Who are you?" in text_of(app))

        await press_at_once(pilot, *"Ana", "enter", *["enter"] * 5)

        await until(pilot, lambda: "When does your week begin?" in text_of(app))
        assert not session.service.state.rituals


async def test_the_app_closes_also_where_a_line_was_left_open_by_a_click_elsewhere() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"soup")
        await pilot.click(next(iter(app.screen.query("RitualLine"))))
        await pilot.pause()
        assert not isinstance(app.focused, Input)
        for _ in range(2):
            await pilot.press("ctrl+q")
            await pilot.pause()

        assert app._exit
