"""Someday in the app: the page of the list, one line from anywhere, and where the list comes back."""

from __future__ import annotations

import pytest

from rituals.core.evenings.someday import someday_list
from rituals.core.events import RitualAdded
from rituals.core.model import Quota, Rule
from rituals.service.evenings import put_on_list
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, make_session, press_at_once, until
from tests.kit.fakes import FakeClock
from tests.kit.jars import a_couple
from tests.kit.pages import SIZES, line_with, press, size_name
from tui.app import RitualsApp
from tui.evenings.someday import SomedayScreen
from tui.evenings.someday_line import SomedayLine

LAKE = "the lake at night"
AT_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=size_name)


def listed(session: Session) -> list[str]:
    return [idea.text for idea in someday_list(session.service.state, session.service.today()).all]


def a_list(session: Session | None = None) -> Session:
    """A pie on Saturday, the rent for the us-meeting, and the lake someday."""
    session = session or a_couple()
    today = session.service.today()
    put_on_list(session.service, LAKE)
    put_on_list(session.service, "the rent", for_meeting=True)
    put_on_list(session.service, "a pie", on=today.replace(day=28))
    return session


async def come(app: RitualsApp) -> None:
    await app.run_action("app.page('someday')")


async def test_an_empty_list_says_what_will_live_there() -> None:
    app = make_app(make_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        shown = await press(pilot)

    assert "Press + to put a first one on the list." in shown


@AT_EACH_SIZE
async def test_the_list_stands_under_when_it_is_meant_for(size: tuple[int, int]) -> None:
    app = make_app(a_list())
    async with app.run_test(size=size) as pilot:
        await come(app)
        shown = await press(pilot)

    rows = [row.strip(" ›▁▂▃▄▅▆▇█") for row in shown.splitlines()]
    places = [
        next(place for place, row in enumerate(rows) if row.startswith(start))
        for start in ("On a day", "a pie   on Saturday", "For your us-meeting", "the rent", "Someday", LAKE)
    ]
    assert places[-1] > places[0]
    assert places[:4] == sorted(places[:4])


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=size_name)
async def test_something_new_is_put_there_with_a_day_or_without(size: tuple[int, int]) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await come(app)
        shown = await press(pilot, "+", *LAKE, "enter", *"sat", "enter")
        again = await press(pilot, "+", *"the rent", "enter", *"meeting", "enter")
        left = await press(pilot, "+", *"x", "escape")

    assert f"{LAKE} is on your list, on Saturday." in shown
    assert "the rent is on your list, for your us-meeting." in again
    assert "What would you like to do?" not in left
    assert listed(session) == [LAKE, "the rent"]


async def test_what_cannot_be_kept_stays_in_the_form() -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        shown = await press(pilot, "+", *LAKE, "enter", "enter")
        day = await press(pilot, *"someday", "enter")

    assert "is on your list already" in shown
    assert "What would you like to do?" in day
    assert len(listed(session)) == 3


async def test_e_says_it_otherwise_and_m_gives_it_a_day_or_takes_it_back() -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        await press(pilot, "G", "e", "ctrl+u", *"the sea", "enter", "enter")
        reworded = listed(session)
        moved = await press(pilot, "m", *"fri", "enter")
        dated = listed(session)
        back = await press(pilot, "g", "m", "ctrl+u", "enter")

    assert reworded[-1] == "the sea"
    assert "the sea is on your list, on Friday." in moved
    assert dated == ["the sea", "a pie", "the rent"]
    assert "the sea is on your list." in back


@pytest.mark.parametrize(("key", "says"), [("space", "is done, and off your list."), ("x", "is off your list.")])
async def test_it_is_taken_off_the_list_and_u_brings_it_back(key: str, says: str) -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        shown = await press(pilot, "G", key)
        gone = listed(session)
        await press(pilot, "u")

    assert f"{LAKE} {says} u brings it back. X takes the words off the disk as well." in " ".join(shown.split())
    assert LAKE not in gone
    assert LAKE in listed(session)


async def test_its_words_go_off_the_disk_by_x_and_capital_x() -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        shown = await press(pilot, "G", "x", "X")

    assert "off the disk" in shown
    assert not session.service.erasing.taken_back()


async def test_enter_makes_a_ritual_of_it_in_one_step() -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        asked = await press(pilot, "G", "enter")
        shown = await press(pilot, "j", "j", "enter", *"once a month", "enter")

    assert "Make a ritual of it" in asked
    assert "is a ritual of yours now" in shown
    (ritual,) = [ritual for ritual in session.service.state.rituals.values() if ritual.name == LAKE]
    assert ritual.cadence == Quota(1, "month")
    assert LAKE not in listed(session)


@pytest.mark.parametrize("words", ["", "now and then"])
async def test_what_is_no_cadence_leaves_the_form_open(words: str) -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        shown = await press(pilot, "G", "enter", "j", "j", "enter", *words, "enter")

    assert "How often shall it be?" in shown
    assert LAKE in listed(session)


# one line from anywhere


@pytest.mark.parametrize("room", ["today", "rituals", "rhythm", "jar", "talk"])
async def test_the_palette_opens_one_line_over_any_page(room: str) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_action(f"app.room('{room}')")
        page = app.screen
        await press(pilot, "ctrl+p", *"line for someday")
        await press(pilot, "enter")
        is_line = isinstance(app.screen, SomedayLine)
        shown = await press(pilot, *LAKE, "enter")
        is_back = app.screen is page

    assert is_line
    assert is_back
    assert f"{LAKE} is on your list." in " ".join(shown.split())
    assert listed(session) == [LAKE]


async def test_the_line_is_left_by_esc_and_stays_where_it_can_not_be_kept() -> None:
    session = a_list()
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(SomedayLine(session.service))
        refused = await press(pilot, *LAKE, "enter")
        left = await press(pilot, "escape")

    assert "is on your list already" in refused
    assert "Someday:" not in left
    assert len(listed(session)) == 3


# where the list comes back


def a_date_night(now: str = "2026-11-27 20:00", *, name: str = "Dates", catalogue: str = "date-night") -> Session:
    """A date night that is due on a Friday, and the lake on the list."""
    session = make_session(FakeClock(now))
    session.service.join("Sam")
    added = RitualAdded("dates", session.service.today(), name, Rule("FREQ=WEEKLY;BYDAY=FR"), catalogue=catalogue)
    session.service.add(added)
    put_on_list(session.service, LAKE)
    return session


@AT_EACH_SIZE
async def test_a_date_night_that_is_due_offers_an_idea_and_two_enters_give_it_the_day(size: tuple[int, int]) -> None:
    session = a_date_night()
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        today = await press(pilot)
        page = await press(pilot, "enter")
        given = await press(pilot, "enter")
        back = await press(pilot, "escape")

    assert f"An idea from your list: {LAKE}" in today
    assert f"An idea from your list: {LAKE} · enter plans it for today." in " ".join(page.split())
    assert f"{LAKE} is on your list, today." in " ".join(given.split())
    assert f"Today, from your list: {LAKE}" in back
    assert "An idea" not in back


@pytest.mark.parametrize(("name", "is_offered"), [("date NIGHT", True), ("Bath night", False)])
async def test_a_date_night_of_ones_own_offers_one_by_its_name(name: str, is_offered: bool) -> None:
    app = make_app(a_date_night(name=name, catalogue=""))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)

    assert ("An idea from your list" in shown) is is_offered


async def test_what_is_done_offers_nothing() -> None:
    session = a_date_night()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "space")

    assert "An idea" not in shown


async def test_on_its_day_it_stands_on_today_and_opens_the_list_there() -> None:
    session = a_date_night("2026-11-21 09:00")
    put_on_list(session.service, "a pie", on=session.service.today())
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)
        await press(pilot, "g", "enter")
        page = app.screen
        pointed_at = page.current if isinstance(page, SomedayScreen) else None

    assert "Today, from your list: a pie" in shown
    assert pointed_at is not None
    assert pointed_at.text == "a pie"


async def test_what_has_a_day_is_looked_forward_to_and_opens_the_list_there() -> None:
    app = make_app(a_list())
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)
        await press(pilot, "g", "j", "enter")
        page = app.screen
        pointed_at = page.current if isinstance(page, SomedayScreen) else None

    assert "in 6 days" in line_with(shown, "a pie")
    assert pointed_at is not None
    assert pointed_at.text == "a pie"


async def test_what_waits_for_the_us_meeting_stands_where_that_begins() -> None:
    app = make_app(a_list())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_action("app.page('our-week')")
        shown = await press(pilot)

    assert "the rent" in shown.partition("Put down for this meeting")[2]
    assert LAKE not in shown


async def test_the_list_looks_as_it_was_last_read() -> None:
    app = make_app(a_list())
    async with app.run_test(size=SIZES[0]) as pilot:
        await come(app)
        await press(pilot, "down")

        await assert_goldens(pilot, "someday", SIZES)


async def test_the_form_looks_as_it_was_last_read() -> None:
    app = make_app(a_list())
    async with app.run_test(size=SIZES[0]) as pilot:
        await come(app)
        await press(pilot, "plus")

        await assert_goldens(pilot, "someday-new", SIZES)


async def test_what_is_typed_in_one_go_with_its_key_is_put_on_the_list() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await come(app)
        await press_at_once(pilot, "plus", *LAKE, "enter", *"sat", "enter")
        await until(pilot, lambda: listed(session) == [LAKE])
        await press_at_once(pilot, "m", "ctrl+u", *"meeting", "enter")
        await until(pilot, lambda: session.service.state.someday.value[only(session)].for_meeting)


def only(session: Session) -> str:
    """The id of what stands on the list alone."""
    (name,) = session.service.state.someday.value
    return name
