"""Choices that lead somewhere: to another talk and back, to the page with helplines, and to a time to come back at."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from rituals.core.events import ReturnSet
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, press_at_once, text_of
from tests.kit.pages import SIZES, body, line_with, words
from tests.kit.pages import press as pressed
from tests.kit.talking import a_couple, answer, begin, flow_screen, here, one_alone, press, settled, talk_of_two
from tui.app import RitualsApp
from tui.talk.support import CarePage

COMES_BACK = "You said you would come back · "


def title(app: RitualsApp) -> str:
    """Which talk is shown."""
    return flow_screen(app).page_name()


def returns(session: Session) -> list[ReturnSet]:
    """When somebody comes back, as it was recorded, the latest first."""
    events = (record.event for record in session.service.logs.local.newest_first())
    return [event for event in events if isinstance(event, ReturnSet)]


# the weekly us-meeting


async def go_to_listening(pilot: Pilot[None], app: RitualsApp) -> None:
    """Go on to the step that asks how to talk over the one thing that was named."""
    while (stop := here(app)) is not None and stop.step.id != "listen":
        await press(pilot, *((*"bins", "enter") if stop.step.id == "one-topic" else ("ctrl+n",)))


async def test_listening_opens_inside_the_us_meeting_and_leads_to_its_next_step() -> None:
    async with talk_of_two("weekly-us-meeting") as (app, pilot):
        await go_to_listening(pilot, app)
        await press(pilot, "1", "enter")
        assert title(app) == "Listen, say back, check"
        assert "1 of" in text_of(app)
        assert line_with(text_of(app), "bins").strip() == "bins"
        while title(app) == "Listen, say back, check":
            await press(pilot, "ctrl+n")
            if here(app) is None:
                break
        assert "That was “Listen, say back, check”." in text_of(app)
        await press(pilot, "enter")

        assert title(app) == "Weekly us-meeting"
        assert "One small step, who does it, and when." in words(text_of(app))


async def test_a_talk_inside_another_that_is_stopped_leads_back_as_well() -> None:
    async with talk_of_two("weekly-us-meeting") as (app, pilot):
        await go_to_listening(pilot, app)
        await press(pilot, "1", "enter", "escape", "y")

        assert "One small step" in text_of(app)


async def test_a_pause_leads_back_to_where_it_was_taken() -> None:
    async with talk_of_two("weekly-us-meeting") as (app, pilot):
        await go_to_listening(pilot, app)
        await press(pilot, "3", "enter")
        assert title(app) == "Pause and come back"
        await press(pilot, "1", "enter", "enter", "1", "enter")

        assert title(app) == "Weekly us-meeting"
        assert "Understand before you solve." in text_of(app)
        await press(pilot, "2", "enter")
        assert "One small step" in text_of(app)


# pause and come back


async def test_a_pause_sets_a_time_that_stands_on_today_until_it_is_answered() -> None:
    async with talk_of_two("pause-and-return") as (app, pilot):
        app.session.clock.set("2026-11-22 20:20")  # type: ignore[attr-defined]
        await press(pilot, "1", "enter", "escape")
        assert "Only the time you come back is on the disk" in words(text_of(app))
        await press(pilot, "y")
        today = await pressed(pilot, "1", "g")
        opened = await pressed(pilot, "enter")
        await pressed(pilot, "escape")
        left = await pressed(pilot, "y")
        await pressed(pilot, "enter", "3", "enter")
        afterwards = await pressed(pilot, "enter")

    assert "›" in line_with(today, f"{COMES_BACK}20:40")
    assert "Come back when you said you would" in opened
    assert COMES_BACK in left
    assert "1 Today" in afterwards
    assert COMES_BACK not in afterwards
    assert [event.at is None for event in returns(app.session)] == [True, False]


async def test_tomorrow_stands_there_at_once_and_tomorrow_and_the_day_after_it_is_gone() -> None:
    async with talk_of_two("pause-and-return") as (app, pilot):
        app.session.clock.set("2026-11-22 20:20")  # type: ignore[attr-defined]
        await press(pilot, "3", "enter", "escape", "y")
        days = []
        for day in ("2026-11-22 23:00", "2026-11-23 09:00", "2026-11-24 09:00"):
            app.session.clock.set(day)  # type: ignore[attr-defined]
            days.append(await pressed(pilot, "2", "1"))

    assert f"{COMES_BACK}tomorrow at 20:20" in days[0]
    assert [f"{COMES_BACK}20:20" in day for day in days] == [False, True, False]


@pytest.mark.parametrize("choice", ["1", "3"])
async def test_who_came_back_or_lets_it_rest_is_waited_for_no_more(choice: str) -> None:
    async with talk_of_two("pause-and-return") as (app, pilot):
        await press(pilot, "2", "enter", "enter", choice, "enter")

        assert app.session.service.device_state.comes_back_at is None
        assert ("Listen, say back, check" in text_of(app)) == (choice == "1")


async def test_another_time_leads_back_to_the_choice_of_one() -> None:
    async with talk_of_two("pause-and-return") as (app, pilot):
        await press(pilot, "1", "enter", "enter", "2", "enter")
        assert "Choose when you will be back." in words(text_of(app))
        await press(pilot, "2", "enter")

        assert len(returns(app.session)) == 2
        assert "Do something that settles you." in text_of(app)


async def test_where_nobody_chose_a_time_none_is_on_the_disk() -> None:
    async with talk_of_two("pause-and-return") as (app, pilot):
        await press(pilot, "ctrl+n", "enter", "3", "enter")

        assert returns(app.session) == []


# getting help


async def test_getting_help_is_gone_through_alone_without_handing_over() -> None:
    session = a_couple()
    app = make_app(session)
    pages = []
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "getting-help", alone=True)
        while here(app) is not None:
            pages.append(text_of(app))
            await answer(pilot)
        pages.append(text_of(app))

    shown = words(" ".join(body(page) for page in pages))
    assert "Hand the keyboard" not in shown
    assert "look away" not in shown
    assert "For yourself, look for a counsellor" in shown
    assert "“the same argument keeps coming back”" in shown
    assert "The first step" in pages[-1]


@pytest.mark.parametrize("alone", [True, False])
async def test_who_would_talk_alone_first_sees_the_helplines_and_goes_on_from_there(alone: bool) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "getting-help", alone=alone)
        await press(pilot, "2", "enter")
        assert isinstance(app.screen, CarePage)
        assert "enter go on" in words(text_of(app))
        await press(pilot, "enter")
        assert "Which of these are true" in text_of(app)
        await press(pilot, "ctrl+b", "enter")
        assert isinstance(app.screen, CarePage)
        await press(pilot, "escape")

        assert app.screen.TITLE == "Today"
        assert len(app.screen_stack) == 1


async def test_who_is_not_sure_a_hurt_is_over_sees_the_helplines_first() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "forgiveness")
        await press(pilot, "3", "enter")
        assert isinstance(app.screen, CarePage)
        await press(pilot, "enter")

        assert "Recall it plainly" in text_of(app)


# alone


async def test_a_talk_for_one_says_so_and_asks_nothing() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await pressed(pilot, "5", "g")
        for _ in range(len(session.catalogue.flow)):
            if "› The outside view" in page:
                break
            page = await pressed(pilot, "down")
        begun = await pressed(pilot, "enter")

    assert "For you alone." in page
    assert "1 of 4" in begun


async def test_a_key_that_came_too_fast_chooses_nobody() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await press_at_once(pilot, "enter", "enter", "enter")
        await settled(pilot)

        assert "On your own, or both of you?" in text_of(app)


async def test_where_it_is_left_nothing_begins() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter", "escape")

        assert app.screen.TITLE == "Talk"


# how it looks


@pytest.mark.parametrize(
    ("name", "flow", "keys"),
    [
        ("flow-pause", "pause-and-return", ()),
        ("flow-care-first", "getting-help", ("2", "enter")),
        ("flow-listen-how", "weekly-us-meeting", (*["ctrl+n"] * 7, "b", "enter")),
    ],
)
async def test_steps_that_lead_elsewhere_look_as_they_were_last_read(
    name: str, flow: str, keys: tuple[str, ...]
) -> None:
    async with talk_of_two(flow) as (_, pilot):
        await press(pilot, *keys)

        await assert_goldens(pilot, name, SIZES)


async def test_today_looks_as_it_was_last_read_with_somebody_coming_back() -> None:
    async with talk_of_two("pause-and-return") as (_, pilot):
        await press(pilot, "1", "enter", "escape", "y")
        await pressed(pilot, "1")

        await assert_goldens(pilot, "today-coming-back", SIZES)
