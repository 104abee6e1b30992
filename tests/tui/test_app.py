"""What holds on every screen: the help, the people, the way back."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from rituals.config import Look, Settings
from rituals.content.loader import catalogue
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Ritual, Rule
from rituals.core.rhythm.history import RitualHistory, Sliced
from rituals.core.rhythm.history_cache import HistoryCache
from rituals.core.rhythm.summary import RitualSummary
from rituals.core.state.couple_state import State
from tests.kit import idle
from tests.kit.app import assert_goldens, keep, make_app, make_session, screen_of, text_of, until
from tests.kit.pages import SIZES, line_with
from tui.settings.screen import SettingsScreen


async def test_who_is_at_the_keyboard_ticks_where_each_ticks_for_themselves() -> None:
    session = make_session()
    session.service.join("Sam")
    keep(session.service, "appreciation-jar")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("space")
        assert "◐" in line_with(text_of(app), "One for the jar")
        assert "ana" in line_with(text_of(app), "One for the jar")

        await pilot.press("p")
        await pilot.pause()
        assert "○ ana   ● Sam" in text_of(app)
        assert "Sam is at the keyboard now." in text_of(app)

        await pilot.press("space")
        assert "●" in line_with(text_of(app), "One for the jar")
        await pilot.press("space")
        assert "◐" in line_with(text_of(app), "One for the jar")
        assert "ana" in line_with(text_of(app), "One for the jar")


async def test_changing_the_person_returns_to_today() -> None:
    session = make_session()
    session.service.join("Sam")
    session.service.join("Kim")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "p", "escape")
        await pilot.pause()
        assert app.screen.TITLE == "Rituals"

        await pilot.press("p", "down", "enter")
        await pilot.pause()
        assert app.screen.TITLE == "Today"


@pytest.mark.parametrize("key", ["2", "comma", "c"])
async def test_escape_leads_back_to_today_from_anywhere(key: str) -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.screen.TITLE != "Today"
        await pilot.press("escape")
        await pilot.pause()

        assert app.screen.TITLE == "Today"


async def test_an_unknown_key_does_nothing() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: "Tiny:" in text_of(app) and "Tonight, if you like" in text_of(app))
        before = text_of(app)
        await pilot.press("v", "y", "x", "f7", "ctrl+y", "tab", "backspace")

        assert text_of(app) == before


async def test_new_looks_keep_the_cursor_and_reach_rooms_out_of_sight() -> None:
    session = make_session()
    keep(session.service, "long-hug", "walk-and-talk", "appreciation-jar")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("G", "2")
        await pilot.pause()
        await screen_of(app).apply(Settings(look=Look(signs="ascii")))
        await pilot.press("1")
        await pilot.pause()

        assert line_with(text_of(app), "One for the jar").strip()[0] in "›>"
        assert "o" in line_with(text_of(app), "One for the jar")[:9]
        await pilot.press("k", "space")
        await pilot.pause()
        assert "*" in line_with(text_of(app), "Long hug")


class HeldPasts(HistoryCache):
    """Looks back for as long as it is held."""

    is_held = True

    def steps(self, state: State, ritual: Ritual, today: date) -> Sliced[RitualHistory]:
        while self.is_held:
            yield
        return (yield from super().steps(state, ritual, today))

    def summary(self, state: State, ritual: Ritual, today: date) -> Sliced[RitualSummary]:
        while self.is_held:
            yield
        return (yield from super().summary(state, ritual, today))


@pytest.mark.parametrize("room", ["1", "3"])
async def test_new_looks_while_a_room_still_looks_back_are_worn_by_it_afterwards(
    room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "PATIENCE", 0.1)  # what is held never rests
    session = make_session()
    session.histories = histories = HeldPasts()
    keep(session.service, "long-hug")
    session.service.tick("long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 36)) as pilot:
        await pilot.press(room, "comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        histories.is_held = False

        await screen_of(app).apply(Settings(look=Look(signs="ascii")))
        await pilot.press("escape")

        await until(pilot, lambda: "*  Long hug" in text_of(app))


@pytest.mark.parametrize(("name", "key"), [("help", "question_mark"), ("people", "p")])
async def test_what_lies_over_today_looks_as_it_was_last_read(name: str, key: str) -> None:
    session = make_session()
    keep(session.service, "long-hug", "walk-and-talk")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()

        await assert_goldens(pilot, f"{name}", SIZES)


async def test_what_can_be_done_to_a_ritual_can_be_done_on_today_and_on_the_list() -> None:
    session = make_session()
    keep(session.service, "date-night", "walk-and-talk")
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("m", *"tomorrow", "enter")
        await pilot.pause()
        assert "Walk and talk is tomorrow now" in text_of(app)

        await pilot.press("i")
        await pilot.pause()
        assert "Where it comes from" in text_of(app)
        await pilot.press("escape", "e")
        await pilot.pause()
        assert app.screen.TITLE == "A ritual"
        await pilot.press("escape", "2")
        await pilot.pause()

        await pilot.press("space")
        await pilot.pause()
        assert "●" in line_with(text_of(app), "Walk and talk")
        await pilot.press("n", *"by the river", "enter", "r")
        await pilot.pause()
        assert "kept already" in text_of(app)

    ticks = session.service.state.ticks("walk-and-talk")
    assert [tick.note for ticked in ticks.values() for tick in ticked if tick.note] == ["by the river"]


async def test_what_is_wrong_in_the_couples_own_catalogue_is_told_once_today_stands() -> None:
    session = make_session()
    session.__dict__["catalogue"] = replace(catalogue(), problems=("catalogue.toml is not TOML: mend line 3.",))
    app = make_app(session)

    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "mend line 3" in text_of(app))


# undo


async def test_undo_leaves_what_is_the_others_and_says_why_with_the_key_that_helps() -> None:
    session = make_session()
    service = session.service
    sam = service.join("Sam").id
    keep(service, "walk-and-talk")
    service.add(RitualAdded("tea", service.today(), "Tea", Rule("FREQ=DAILY"), EACH))
    ana = service.seated.id
    service.seat(sam)
    service.tick("tea")
    service.seat(ana)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await until(pilot, lambda: "Took back" in text_of(app))

        text = " ".join(text_of(app).split())

    assert "just taken up. Left as it is: Tea, just taken up; Sam has ticked it since." in text
    assert "x on Rituals puts it away instead." in text
    assert service.state.ticks("tea")
    assert list(service.state.rituals) == ["tea"]


async def test_undo_says_so_where_only_the_other_one_has_something_left_to_undo() -> None:
    session = make_session()
    service = session.service
    sam = service.join("Sam").id
    service.jar.put_in("thank you", by=sam)
    ana = service.seated.id
    service.seat(sam)
    service.seat(ana)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await until(pilot, lambda: "What is left to undo on this machine is Sam's." in text_of(app))

        app.session.service.seat(sam)
        await pilot.press("u")
        await until(pilot, lambda: "Took back: the note for ana about today." in text_of(app))


async def test_what_was_ticked_for_the_other_is_taken_back_by_whoever_ticked_it() -> None:
    session = make_session()
    service = session.service
    service.join("Sam")
    service.add(RitualAdded("tea", service.today(), "Tea", Rule("FREQ=DAILY"), EACH))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "b")
        await until(pilot, lambda: len(service.state.ticks("tea").get(service.today(), ())) == 2)
        await pilot.press("u")
        await until(pilot, lambda: "Took back: Tea, ticked today." in text_of(app))

    assert not service.state.ticks("tea")
