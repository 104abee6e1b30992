"""In a talk and in a check-in nobody changes seats, and `q` and `ctrl+q` do what `esc` does, also over them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import pytest
from textual.pilot import Pilot

from rituals.session import Session
from tests.kit.app import make_app, text_of
from tests.kit.checkins import keys_for
from tests.kit.pages import go_to
from tests.kit.talking import a_couple, answer, begin, press, settled, walked_to_the_end
from tui.app import NOT_MEANWHILE, RitualsApp
from tui.checkin.ask import CheckinAskScreen
from tui.checkin.both import CheckinBothScreen
from tui.checkin.may_see import MaySeeScreen
from tui.checkin.result import CheckinResultScreen
from tui.nudges.screen import NudgesScreen
from tui.questions.apart import AnswerApartScreen
from tui.rituals.week import WeekScreen
from tui.settings.screen import SettingsScreen
from tui.shared.confirm import ConfirmScreen
from tui.shared.frame.help import HelpScreen, KeyRow
from tui.shared.guided.hand_over import HandOverScreen
from tui.shared.source_page import SourcePage
from tui.talk.begin import begin_flow
from tui.talk.flow import FlowScreen
from tui.talk.flow_done import FlowDoneScreen
from tui.talk.flow_end import FlowEndScreen
from tui.talk.flow_stop import FlowStopScreen
from tui.talk.safety import SafetyNotice
from tui.talk.support import SupportScreen

GoThere = Callable[[Pilot[None], Session], Awaitable[object]]


def pressing(*keys: str) -> GoThere:
    return lambda pilot, _: press(pilot, *keys)


def in_talk(flow: str, *keys: str) -> GoThere:
    """A talk that was begun, and what is pressed in it."""

    async def go_there(pilot: Pilot[None], session: Session) -> None:
        await begin(pilot, session, flow)
        await press(pilot, *keys)

    return go_there


def at_the_end(flow: str, *keys: str) -> GoThere:
    """A talk that was walked to its end, and what is pressed there."""

    async def go_there(pilot: Pilot[None], session: Session) -> None:
        await walked_to_the_end(pilot, session, flow)
        await press(pilot, *keys)

    return go_there


async def at_the_safety_notice(pilot: Pilot[None], session: Session) -> None:
    flow = session.catalogue.flow_called("outside-view")
    assert flow is not None
    await press(pilot, "5")
    begin_flow(pilot.app, session, flow)
    await settled(pilot)


def couple_for(screen: type[object]) -> Session:
    """Ana and Sam, who have read the words on safety, unless those are what is looked at."""
    return a_couple(gate_passed=screen is not SafetyNotice)


async def answered_by_choice(pilot: Pilot[None], session: Session) -> None:
    """A step that takes no text, after one that was answered."""
    await begin(pilot, session, "reflective-listening")
    await answer(pilot)


async def at_the_week(pilot: Pilot[None], session: Session) -> None:
    screen = await begin(pilot, session, "weekly-us-meeting")
    while "week" not in {key.id for key in screen.keys_here()}:
        await answer(pilot)
    await press(pilot, "w")


async def at_the_nudges(pilot: Pilot[None], session: Session) -> None:
    await in_talk("coming-home-talk", "comma")(pilot, session)
    await go_to(pilot, app_of(pilot), "Nudges to come")
    await press(pilot, "enter")


OWN = ("6", "enter", "enter")
ALL_FIVE = keys_for("33333")
APART = ("6", "G", "enter")

PLACES: Mapping[str, tuple[type[object], GoThere]] = {
    "the words on safety": (SafetyNotice, at_the_safety_notice),
    "a step": (FlowScreen, in_talk("coming-home-talk")),
    "a step that asks for a choice": (FlowScreen, answered_by_choice),
    "stopping": (FlowStopScreen, in_talk("outside-view", *"words", "escape")),
    "the source of a talk": (SourcePage, in_talk("coming-home-talk", "i")),
    "the help of a talk": (HelpScreen, in_talk("coming-home-talk", "question_mark")),
    "the week ahead over a talk": (WeekScreen, at_the_week),
    "the nudges over a talk": (NudgesScreen, at_the_nudges),
    "the settings over a talk": (SettingsScreen, in_talk("coming-home-talk", "comma")),
    "support over a talk": (SupportScreen, in_talk("coming-home-talk", "f2")),
    "what to keep": (FlowEndScreen, at_the_end("outside-view")),
    "handing over what to keep": (FlowEndScreen, at_the_end("reflective-listening")),
    "the end": (FlowDoneScreen, at_the_end("outside-view", "escape")),
    "answering": (CheckinAskScreen, pressing(*OWN, "3")),
    "the result": (CheckinResultScreen, pressing(*OWN, *ALL_FIVE)),
    "letting go of it": (ConfirmScreen, pressing(*OWN, *ALL_FIVE, "x")),
    "the source of a check-in": (SourcePage, pressing(*OWN, "i")),
    "handing over": (HandOverScreen, pressing(*APART)),
    "what the other may see": (MaySeeScreen, pressing(*APART, "enter", *ALL_FIVE, "1")),
    "answering apart": (AnswerApartScreen, pressing("o", "o", "enter", *"plum", "enter")),
    "both": (CheckinBothScreen, pressing(*APART, "enter", *ALL_FIVE, "enter", "enter", *ALL_FIVE, "enter", "enter")),
}
in_each = pytest.mark.parametrize(("screen", "go_there"), PLACES.values(), ids=PLACES)


def app_of(pilot: Pilot[None]) -> RitualsApp:
    assert isinstance(pilot.app, RitualsApp)
    return pilot.app


@in_each
async def test_p_does_nothing(screen: type[object], go_there: GoThere) -> None:
    session = couple_for(screen)
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        await go_there(pilot, session)
        seated, shown = session.service.seated, text_of(app_of(pilot))
        assert isinstance(pilot.app.screen, screen)

        await press(pilot, "p")

        assert isinstance(pilot.app.screen, screen)
        assert text_of(app_of(pilot)) == shown
        assert session.service.seated == seated


@in_each
async def test_q_and_ctrl_q_do_what_esc_does(screen: type[object], go_there: GoThere) -> None:
    shown = {}
    for key in ("escape", "q", "ctrl+q"):
        session = couple_for(screen)
        async with make_app(session).run_test(size=(80, 40)) as pilot:
            await go_there(pilot, session)
            was = text_of(app_of(pilot))
            assert isinstance(pilot.app.screen, screen)

            await press(pilot, key)
            await settled(pilot)

            assert pilot.app.return_code is None
            shown[key] = text_of(app_of(pilot))
            assert shown[key] != was

    assert shown["q"] == shown["ctrl+q"] == shown["escape"]


@pytest.mark.parametrize(
    "go_there",
    [in_talk("outside-view"), at_the_end("root-cause-reflection", "1", "2")],
    ids=["an answer", "a name for what was said"],
)
async def test_in_a_text_they_are_letters(go_there: GoThere) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        await go_there(pilot, session)

        await press(pilot, *"pqpq")

        assert "pqpq" in text_of(app_of(pilot))


@pytest.mark.parametrize(
    "go_there",
    [in_talk("coming-home-talk"), at_the_nudges, pressing(*OWN)],
    ids=["a talk", "nudges over it", "a check-in"],
)
async def test_neither_the_help_nor_the_palette_offers_what_does_nothing_there(go_there: GoThere) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "question_mark")
        on_today = {row.key.id for row in app.screen.query(KeyRow)}
        await press(pilot, "escape")
        await go_there(pilot, session)
        offered = {command.title for command in app.get_system_commands(app.screen)}
        await press(pilot, "question_mark")
        keys = {row.key.id for row in app.screen.query(KeyRow)}

    assert {"person", "quit"} <= on_today
    assert not {"person", "quit"} & keys
    assert "Show every key of this page" in offered
    away = ("Go to ", "Say who ", "Sam is ", "Close", "Begin the talk ", "Open Long hug", "Tick ", "Have the welcome")
    assert not [title for title in offered if title.startswith(away)]


@pytest.mark.parametrize("action", ["person", "page('ask-about')"], ids=["who is at the keyboard", "whose page it is"])
async def test_a_dialog_over_today_is_left_with_q(action: str) -> None:
    session = a_couple()
    session.service.join("Kim")
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        was = text_of(app_of(pilot))
        await pilot.app.run_action(action)
        await press(pilot)
        assert text_of(app_of(pilot)) != was

        await press(pilot, "q")

        assert pilot.app.return_code is None
        assert text_of(app_of(pilot)) == was


WRITING: Mapping[str, tuple[str, ...]] = {
    "a thank-you": ("a", *"words"),
    "a form": ("2", "plus", *"words"),
    "a search": ("2", "slash", *"words"),
    "what an answer may become": (),
    "the palette": ("ctrl+p", *"words"),
}


@pytest.mark.parametrize("keys", WRITING.values(), ids=WRITING)
async def test_ctrl_q_does_what_esc_does_where_somebody_writes(keys: tuple[str, ...]) -> None:
    shown = {}
    for key in ("escape", "ctrl+q"):
        session = a_couple()
        async with make_app(session).run_test(size=(80, 40)) as pilot:
            await (pressing(*keys) if keys else at_the_end("root-cause-reflection", "1", "2"))(pilot, session)
            was = text_of(app_of(pilot))

            await press(pilot, key)

            assert pilot.app.return_code is None
            shown[key] = text_of(app_of(pilot))
            assert shown[key] != was

    assert shown["ctrl+q"] == shown["escape"]


@pytest.mark.parametrize(
    ("keys", "named"),
    [(("4",), "q closes the app; everything is saved."), (("a",), "esc first; then q closes.")],
)
async def test_ctrl_c_names_the_key_that_closes(keys: tuple[str, ...], named: str) -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys, "ctrl+c")

        assert named in text_of(app_of(pilot))


@pytest.mark.parametrize("keys", [(), ("4",), ("comma",), ("6",)])
async def test_ctrl_q_closes_the_app_where_nobody_writes(keys: tuple[str, ...]) -> None:
    async with make_app(a_couple()).run_test(size=(80, 40)) as pilot:
        await press(pilot, *keys)

        await pilot.press("ctrl+q")
        await pilot.pause()

    assert pilot.app.return_code == 0


async def test_the_welcome_waits_until_a_talk_is_over() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_talk("coming-home-talk", "comma")(pilot, session)

        await app.run_action("app.welcome")
        await settled(pilot)

        assert isinstance(app.screen, SettingsScreen)
        assert NOT_MEANWHILE in text_of(app)
