"""The end of a talk: nothing is kept without a yes, and what may become of it becomes it."""

from __future__ import annotations

from datetime import date

from rituals.core.model import Rule
from tests.kit import talking
from tests.kit.app import keep, make_app, press_at_once, text_of
from tests.kit.fakes import MemoryLog
from tests.kit.pages import click_text
from tests.kit.talking import a_couple, one_alone, press, walked_to_the_end
from tui.talk.flow_end import FlowEndScreen


async def test_nothing_is_chosen_at_first_and_enter_keeps_nothing() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await walked_to_the_end(pilot, session, "outside-view")
        assert "Keep any of it?" in page
        assert "Whoever can use this login can read what" in page
        assert "●" not in page
        await press(pilot, "enter")

        assert "Nothing was kept." in text_of(app)
    assert session.service.private(session.service.seated.id).now.kept == []


async def test_keys_that_come_at_once_at_the_end_do_not_begin_the_next_talk() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await walked_to_the_end(pilot, session, "outside-view")
        await press(pilot, "enter")
        await press_at_once(pilot, *("enter",) * 4)
        assert app.screen.TITLE == "Talk"
        await press(pilot, "enter")

        assert app.screen.TITLE != "Talk"


async def test_what_is_chosen_is_kept_once_in_ones_own_notes() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await walked_to_the_end(pilot, session, "outside-view")
        await press(pilot, "1", "enter")
        assert "Kept in your own notes, ana." in text_of(app)

    (kept,) = session.service.private(session.service.seated.id).now.kept
    assert (kept.flow, kept.on) == ("outside-view", date(2026, 11, 22))
    assert [(answer.step, answer.text) for answer in kept.answers] == [("plan", "plan")]


async def test_what_both_wrote_is_kept_for_both_and_can_be_tried_for_two_weeks() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        page = await walked_to_the_end(pilot, session, "root-cause-reflection")
        assert "Keep it, each in your own notes" in page
        assert "Try it, every day for two weeks" in page
        await press(pilot, "1", "2")
        assert "Call it:" in text_of(app)
        await press(pilot, *(["backspace"] * 3), *"Walk", "enter")
        assert "two weeks: Walk" in text_of(app)
        await press(pilot, "enter")
        await press(pilot, "escape")
        assert "“Walk” is among your rituals for two weeks" in text_of(app)

    assert [len(session.service.private(person.id).now.kept) for person in session.service.couple] == [1, 1]
    (ritual,) = session.service.state.rituals.values()
    assert (ritual.name, ritual.section) == ("Walk", "root-cause")
    assert isinstance(ritual.cadence, Rule)
    assert ritual.cadence.rrule == "FREQ=DAILY;UNTIL=20261205"


async def test_keys_that_come_in_one_read_neither_name_nor_keep_anything_unseen() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await walked_to_the_end(pilot, session, "root-cause-reflection")
        await press_at_once(pilot, "2", "enter", "enter", "enter")
        await press(pilot)
        assert "Call it:" in text_of(app)
        assert "two weeks: " not in text_of(app)
        await press_at_once(pilot, "enter", "enter", "enter")
        await press(pilot)

        assert isinstance(app.screen, FlowEndScreen)
        assert "two weeks: try" in text_of(app)
    assert not session.service.state.rituals


async def test_a_day_that_cannot_be_read_is_told_and_asked_again() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await walked_to_the_end(pilot, session, "ask-do-not-guess")
        await press(pilot, "2")
        assert "On which day?" in text_of(app)
        await press(pilot, *"blursday", "enter")
        assert "blursday" in text_of(app)
        await press(pilot, *(["backspace"] * 8), *"fri", "enter", "enter")
        assert "You will be reminded of it" in text_of(app)

    (note,) = session.service.private(session.service.seated.id).now.to_ask
    assert (note.day, note.text) == (date(2026, 11, 27), "remember")


async def test_words_that_were_asked_for_can_be_let_be() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await walked_to_the_end(pilot, session, "ask-do-not-guess")
        await press(pilot, "2", *"fri", "escape")
        assert "●" not in text_of(app)
        await press(pilot, "enter")

        assert "Nothing was kept." in text_of(app)


async def test_a_note_for_the_jar_goes_in_from_the_one_whose_words_it_is() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await walked_to_the_end(pilot, session, "good-news")
        await click_text(pilot, "go on")
        await talking.settled(pilot)
        await click_text(pilot, "Put it in the jar")
        await press(pilot, "enter")
        assert "It is in the jar." in text_of(app)

    (note,) = session.service.state.jar.notes
    assert (note.by, note.text) == (session.service.couple[1].id, "words")


async def test_the_ritual_that_names_the_talk_is_ticked_with_one_key() -> None:
    session = one_alone()
    keep(session.service, "good-news")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await walked_to_the_end(pilot, session, "good-news")
        await press(pilot, "escape")
        assert "tick Tell me the good part" in text_of(app)
        await press(pilot, "space")
        assert "tick Tell me the good part" not in text_of(app)
        await press(pilot, "enter")
        assert app.screen.TITLE == "Talk"

    assert date(2026, 11, 22) in session.service.state.ticks("good-news")


async def test_what_cannot_be_kept_is_told_and_is_there_to_be_tried_again() -> None:
    session = one_alone()
    log = session.service.logs.private[session.service.seated.id]
    assert isinstance(log, MemoryLog)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await walked_to_the_end(pilot, session, "outside-view")
        log.refuses = "The disk is full."
        await press(pilot, "1", "enter")
        assert isinstance(app.screen, FlowEndScreen)
        assert "The disk is full." in text_of(app)
        log.refuses = ""
        await press(pilot, "enter")

    assert len(session.service.private(session.service.seated.id).now.kept) == 1
