"""A question for the evening, the ones they like, and what to ask about: walked with keys and read as text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rituals.config import places
from rituals.content.loader import catalogue
from rituals.core.questions import ask_about
from rituals.core.questions.deck import UNASKED, Prompt
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, make_session
from tests.kit.checkins import a_couple
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.pages import SIZES, click_text, press, words
from tui.app import RitualsApp
from tui.questions.screen import QuestionScreen
from tui.today.tonight import SOMETHING_TO_ASK, to_ask, tonight

DECK = catalogue().prompt


async def ask(pilot: Pilot[None], *keys: str) -> str:
    """Open tonight's question, press some keys, and give what is read then."""
    assert isinstance(pilot.app, RitualsApp)
    pilot.app.action_page("question")
    await pilot.pause()
    return await press(pilot, *keys)


def in_sight(text: str) -> Prompt:
    """The question that is on the screen."""
    return next(prompt for prompt in DECK if prompt.text in words(text))


# the question


@pytest.mark.parametrize("size", SIZES)
async def test_one_of_their_own_is_asked_at_once(size: tuple[int, int], tmp_path: Path) -> None:
    session = a_couple()
    session.places = places(str(tmp_path))
    async with make_app(session).run_test(size=size) as pilot:
        await ask(pilot, "plus")
        await press(pilot, *"Which [b]street?", "enter")

        text = await press(pilot)
        assert "Which [b]street?" in text
        assert "In your deck now" in text
        assert not pilot.app.screen.query("OwnQuestionPanel")
        await press(pilot, "f")
        assert "Which [b]street?" in await press(pilot, "F")


async def test_what_is_no_question_leaves_the_form_open() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        assert "A question of your own" in await ask(pilot, "plus")
        assert "There is nothing in it." in await press(pilot, "enter")
        assert pilot.app.screen.query("OwnQuestionPanel")

        assert "A question of your own" not in await press(pilot, "escape")
        assert pilot.app.screen.TITLE == "A question"


async def test_tonights_question_is_the_one_today_tells() -> None:
    session = a_couple()
    told = tonight(session)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert in_sight(await ask(pilot)) == told
        await press(pilot, "escape")
        assert pilot.app.screen.TITLE == "Today"

        assert in_sight(await ask(pilot)) == told


async def test_no_question_comes_again_before_the_deck_is_through() -> None:
    easy_and_warm = [prompt for prompt in DECK if prompt.depth in UNASKED]
    came: list[Prompt] = []
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        came.append(in_sight(await ask(pilot)))
        for _ in easy_and_warm[1:]:
            came.append(in_sight(await press(pilot, "space")))

    assert len({prompt.id for prompt in came}) == len(easy_and_warm)


async def test_passing_leaves_no_trace_but_that_it_came_up_on_this_machine() -> None:
    shared = MemoryLog()
    session = make_session(shared=shared)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await ask(pilot, "space", "space")

    assert not shared.records
    assert len(session.service.device_state.questions_shown) == 3


async def test_deeper_first_says_what_to_mind() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await ask(pilot)
        while in_sight(text).depth < 2:
            text = await press(pilot, "right")
        text = await press(pilot, "right")
        assert "The next one is deep. Do you both feel like it?" in text
        assert "When you are both rested" in text

        assert in_sight(await press(pilot, "space")).depth == 3
        assert "tender" in await press(pilot, "right")
        assert in_sight(await press(pilot, "enter")).depth == 4
        assert "It goes no deeper than this." in await press(pilot, "right")


async def test_what_is_deeper_can_be_left_for_another_evening() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await ask(pilot)
        while "Do you both feel like it?" not in text:
            before, text = text, await press(pilot, "right")

        assert in_sight(await press(pilot, "escape")) == in_sight(before)
        assert pilot.app.screen.TITLE == "A question"


async def test_lighter_comes_at_once_and_ends_where_it_is_easy() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await ask(pilot)
        while in_sight(text).depth > 1:
            text = await press(pilot, "left")

        assert "as light as it gets" in await press(pilot, "left")


async def test_one_they_like_is_kept_found_again_and_let_go() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        liked = in_sight(await ask(pilot, "f"))
        assert "♥" in await press(pilot)
        other = in_sight(await press(pilot, "space"))
        assert liked.text in words(await press(pilot, "F"))
        assert other != liked

        assert in_sight(await press(pilot, "enter")) == liked
        await press(pilot, "F", "f")
        assert "where the questions you like will be" in words(await press(pilot))
        assert liked.text in words(await press(pilot, "u"))
    assert session.service.state.favourite_questions == {liked.id}


async def test_undo_names_the_question_that_was_made_a_favourite() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        liked = in_sight(await ask(pilot, "f"))

        told = words(await press(pilot, "escape", "u"))

    assert f"Took back: the question “{liked.text}”, a favourite." in told


async def test_why_tells_where_a_question_comes_from() -> None:
    async with make_app(a_couple()).run_test(size=(80, 40)) as pilot:
        text = await ask(pilot, "i")

    assert "Aron" in text
    assert "What kind of study" in text


async def test_a_question_by_mouse_alone() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        first = in_sight(await ask(pilot))
        await click_text(pilot, "another")
        assert in_sight(await press(pilot)) != first
        await click_text(pilot, "favourite")

    assert len(session.service.state.favourite_questions) == 1


async def test_every_question_of_the_deck_can_come_up() -> None:
    session = a_couple()
    came = set()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        for level in {prompt.depth for prompt in DECK}:
            deck = [prompt for prompt in DECK if prompt.depth == level]
            pilot.app.push_screen(QuestionScreen(session, deck))
            await pilot.pause()
            came.add(in_sight(await press(pilot)).id)
            for _ in deck[1:]:
                came.add(in_sight(await press(pilot, "space")).id)

    assert came == {prompt.id for prompt in DECK}


# what to ask about


def noted(session: Session, text: str, day: str, today: date | None = None) -> None:
    """Something that Ana wants to ask about."""
    service = session.service
    found = ask_about.note_down(
        service.new_id(), text, date.fromisoformat(day), today=today or date.fromisoformat("2026-11-01")
    )
    service.private(service.couple[0].id).keep(lambda _: found)


async def open_notes(pilot: Pilot[None], *keys: str) -> str:
    """Open what to ask about."""
    assert isinstance(pilot.app, RitualsApp)
    pilot.app.action_page("ask-about")
    await pilot.pause()
    return await press(pilot, *keys)


async def test_a_note_is_put_in_with_its_day() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert "Whose page is it?" in await open_notes(pilot)
        await press(pilot, "enter", "plus", *"the dentist", "enter", *"tue", "enter")
        text = await press(pilot)

    assert "Tuesday: the dentist" in text
    assert [(note.text, note.day) for note in session.service.private(session.service.seated.id).now.to_ask] == [
        ("the dentist", date(2026, 11, 24))
    ]


@pytest.mark.parametrize(("what", "when", "told"), [("", "tue", "nothing to ask about"), ("exam", "soon", "“soon”")])
async def test_what_cannot_be_kept_is_told_and_stays(what: str, when: str, told: str) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await open_notes(pilot, "enter", "plus", *what, "enter", *when, "enter")
        assert told in text
        await press(pilot, "escape")

    assert not session.service.private(session.service.seated.id).now.to_ask


async def test_it_is_brought_up_on_its_day_and_after_it_until_it_was_asked() -> None:
    session = a_couple()
    noted(session, "the talk", "2026-11-20")
    noted(session, "the dentist", "2026-11-22")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await open_notes(pilot, "enter")
        assert "How did it go on Friday: the talk?" in text
        assert "Today: the dentist" in text

        text = await press(pilot, "space")
        assert text.index("Today: the dentist") < text.index("the talk", text.index("Asked\n"))
    assert [note.text for note in session.service.private(session.service.seated.id).now.asked] == ["the talk"]


async def test_a_note_is_erased_for_good_once_they_are_sure() -> None:
    session = a_couple()
    noted(session, "the talk", "2026-11-20")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await open_notes(pilot, "enter", "x", "escape")
        assert "the talk" in await press(pilot)
        await press(pilot, "x", "y")

        assert "Press + to note something" in words(await press(pilot))


async def test_the_other_one_sees_nothing_of_it() -> None:
    session = a_couple()
    noted(session, "a surprise", "2026-11-22")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert "a surprise" not in await open_notes(pilot, "down", "enter")


async def test_leaving_the_notes_hides_them() -> None:
    session = a_couple()
    noted(session, "a surprise", "2026-11-22")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await open_notes(pilot, "enter")
        await press(pilot, "2")
        text = await press(pilot, "1")

    assert "a surprise" not in text


@pytest.mark.parametrize(("day", "is_due"), [("2026-11-23", False), ("2026-11-22", True), ("2026-11-14", False)])
def test_today_says_that_there_is_something_to_ask_and_to_one_alone_what(day: str, is_due: bool) -> None:
    both, alone = a_couple(), make_session()
    alone.service.welcome_somebody()
    for session in (both, alone):
        noted(session, "the dentist", day)

    assert to_ask(both.service) == ([SOMETHING_TO_ASK] if is_due else [])
    assert ["dentist" in line for line in to_ask(alone.service)] == ([True] if is_due else [])


def test_there_is_the_same_question_all_evening() -> None:
    clock = FakeClock("2026-11-22 18:00")
    session = make_session(clock)
    first = tonight(session)
    clock.pass_time(hours=3)

    assert tonight(session) == first


# how it looks


async def show_deeper(pilot: Pilot[None]) -> str:
    text = await ask(pilot)
    while "Do you both feel like it?" not in text:
        text = await press(pilot, "right")
    return text


async def show_notes(pilot: Pilot[None]) -> str:
    return await open_notes(pilot, "enter")


async def show_panel(pilot: Pilot[None]) -> str:
    return await open_notes(pilot, "enter", "plus", *"the exam", "enter")


@pytest.mark.parametrize(
    ("name", "show"),
    [
        *(("question", ask), ("question-deeper", show_deeper)),
        *(("ask-about", show_notes), ("ask-about-panel", show_panel)),
    ],
)
async def test_it_looks_as_it_was_last_read(name: str, show: Callable[[Pilot[None]], Awaitable[str]]) -> None:
    session = a_couple()
    noted(session, "the talk", "2026-11-20")
    noted(session, "the dentist", "2026-11-22")
    noted(session, "a long journey by train to the other end of the country and back again", "2026-12-04")
    async with make_app(session).run_test(size=SIZES[0]) as pilot:
        await show(pilot)
        await assert_goldens(pilot, f"{name}", SIZES)
