"""Closing the evening: offered once what was due is done, passed by three Enters, and it keeps what was liked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import make_app, make_session, press_at_once, text_of
from tests.kit.fakes import FakeClock
from tests.kit.jars import a_couple, sam_of
from tests.kit.pages import body, line_with, press, size_name
from tui.evenings.closing import ClosingScreen
from tui.today.screen import TodayScreen

OFFER = "Close the evening"


def an_evening(session: Session | None = None) -> Session:
    """Sunday at 19:00: the walk is done, with a note, and the letters rest."""
    session = session or a_couple()
    for name in ("Walk", "Letters"):
        session.service.add(RitualAdded(name.lower(), session.service.today(), name, Rule("FREQ=DAILY")))
    session.service.tick("walk", note="the dog came along")
    session.service.rest("letters")
    return session


async def test_it_is_offered_once_what_was_due_is_done_or_rested() -> None:
    session = a_couple()
    session.service.add(RitualAdded("walk", session.service.today(), "Walk", Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        waiting = await press(pilot)
        done = await press(pilot, "space")

    assert OFFER not in waiting
    assert OFFER in done


@pytest.mark.parametrize(("at", "is_offered"), [("17:59", False), ("18:00", True), ("23:59", True)])
async def test_it_is_offered_from_six_o_clock(at: str, is_offered: bool) -> None:
    session = an_evening(make_session(FakeClock(f"2026-11-22 {at}")))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)

    assert (OFFER in shown) is is_offered


async def test_what_waits_for_the_other_alone_does_not_keep_the_evening_open() -> None:
    session = a_couple()
    session.service.add(RitualAdded("cards", session.service.today(), "Cards", Rule("FREQ=DAILY"), who=EACH))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        done = await press(pilot, "space")

    assert OFFER in done


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)], ids=size_name)
async def test_three_enters_pass_all_of_it(size: tuple[int, int]) -> None:
    session = an_evening()
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        opened = body(await press(pilot, "G", "enter"))
        is_closing = isinstance(app.screen, ClosingScreen)
        passed = await press(pilot, "enter", "enter", "enter")
        is_today = isinstance(app.screen, TodayScreen)

    assert is_closing
    assert "“the dog came along”" in line_with(opened, "Walk")
    assert "Letters" not in opened
    assert is_today
    assert OFFER not in passed
    assert len(session.service.state.jar) == 0


async def test_it_passes_as_well_where_the_keys_come_in_one_read() -> None:
    app = make_app(an_evening())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G")
        await press_at_once(pilot, "enter", "enter", "enter", "enter")

        assert isinstance(app.screen, TodayScreen)
        assert OFFER not in text_of(app)


async def test_what_was_liked_goes_into_the_jar() -> None:
    session = an_evening()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "enter", "enter", *"the soup")
        kept = await press(pilot, "enter")

    (note,) = session.service.state.jar.notes
    assert (note.text, note.to) == ("the soup", sam_of(session.service))
    assert "It is in the jar, for Sam." in kept


async def test_or_it_stands_with_what_it_is_about() -> None:
    session = an_evening()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "enter", "enter", *"the soup", "down", "right")
        kept = await press(pilot, "enter")

    ticks = session.service.state.ticks("walk", session.service.today(), session.service.today())
    assert [tick.note for tick in ticks[session.service.today()]] == ["the dog came along", "the soup"]
    assert "It stands with Walk now." in kept
    assert "“the soup”" in line_with(kept, "Walk")


async def test_words_that_were_not_kept_are_left_out_only_the_second_time() -> None:
    session = an_evening()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        warned = await press(pilot, "G", "enter", "enter", *"the soup", "escape")
        left = await press(pilot, "escape")

    assert "Enter keeps what you wrote; esc once more leaves it out." in warned
    assert "the soup" in warned
    assert OFFER in left


async def test_who_leaves_earlier_is_offered_it_again() -> None:
    app = make_app(an_evening())
    async with app.run_test(size=(80, 24)) as pilot:
        left = await press(pilot, "G", "enter", "enter", "escape")

    assert OFFER in left


async def test_nothing_on_the_page_counts_what_was_not_done() -> None:
    session = an_evening()
    session.service.add(RitualAdded("tea", session.service.today(), "Tea", Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.run_action("app.page('evening')")
        shown = await press(pilot)

    assert "Tea" not in shown
    assert "Letters" not in shown


async def test_a_tiny_version_stays_one_where_a_line_is_left_with_it() -> None:
    session = a_couple()
    session.service.add(RitualAdded("walk", session.service.today(), "Walk", Rule("FREQ=DAILY")))
    session.service.tick("walk", tiny=True)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "enter", "enter", *"the soup", "down", "right", "enter")

    (row,) = session.service.board().rows
    assert (row.notes, row.tiny) == (("the soup",), True)


async def test_no_line_is_left_with_what_only_the_other_did() -> None:
    session = a_couple()
    session.service.add(RitualAdded("cards", session.service.today(), "Cards", Rule("FREQ=DAILY"), who=EACH))
    session.service.tick("cards", by=[sam_of(session.service)])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.run_action("app.page('evening')")
        await pilot.pause()
        written = await press(pilot, "enter", *"the soup")

    assert "in the jar" in written
    assert "with Cards" not in written


async def test_what_was_held_on_another_day_is_not_of_this_one() -> None:
    session = a_couple()
    today = session.service.today()
    sundays = Rule("FREQ=WEEKLY;BYDAY=SU")
    session.service.add(RitualAdded("cinema", today - timedelta(7), "Cinema", sundays))
    session.service.tick("cinema", day=today - timedelta(1))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.run_action("app.page('evening')")
        shown = await press(pilot)

    assert "Cinema" not in shown


async def test_what_is_for_the_other_alone_keeps_nobody_elses_evening_open() -> None:
    session = an_evening()
    run = RitualAdded("run", session.service.today(), "Run", Rule("FREQ=DAILY"), who=sam_of(session.service))
    ana = session.service.seated.id
    session.service.seat(sam_of(session.service))
    session.service.add(run)
    session.service.seat(ana)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot)

    assert OFFER in shown
