"""Answering apart in the app: sealed, handed over, shown together, taken back, and not a word on the other before."""

from __future__ import annotations

from msgspec.structs import replace
from textual.pilot import Pilot

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.nudges.settings import TogetherSettings
from rituals.core.questions import rounds
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, make_session
from tests.kit.checkins import a_couple
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.pages import SIZES, body, press, words
from tests.kit.saving import keys
from tui.app import RitualsApp

SEALED = "Yours is sealed. You will both see both."
OPEN = ("o", "enter")


async def at_the_question(pilot: Pilot[None], *pressed: str) -> str:
    """Open tonight's question, and press some keys there."""
    assert isinstance(pilot.app, RitualsApp)
    pilot.app.action_page("question")
    await pilot.pause()
    return await press(pilot, *pressed)


def said(session: Session) -> list[str]:
    """The words that all can see, in the order they were written."""
    records = session.service.state.apart.records
    return [record.event.text for record in records if isinstance(record.event, e.AnswerShown)]


async def test_on_one_laptop_each_answers_and_then_both_are_on_the_page_of_both() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        asked = await at_the_question(pilot, *OPEN)
        sealed = await press(pilot, *keys("plum"), "enter")
        handed = await press(pilot, "enter")
        sams = await press(pilot, "enter")
        shown = await press(pilot, *keys("the stairs"), "enter")
        question = await press(pilot, "escape")

    assert "Your answer is sealed until you both have answered" in words(asked)
    assert SEALED in sealed
    assert "Give Sam the keyboard" in handed
    assert "plum" not in handed + sams
    assert all("plum" in page and "the stairs" in page for page in (shown, question))


async def test_what_the_other_sealed_changes_nothing_on_ones_pages() -> None:
    pages = []
    for is_sealed in (False, True):
        shared = MemoryLog()
        session = make_session(shared=shared, login="Ana")
        session.service.join("Sam")
        service = session.service
        asked = service.apart.begin(service.questions.tonight(session.catalogue.prompt).id)
        if is_sealed:
            sealed = e.AnswerSealed(asked.id, service.couple[1].id)
            shared.append([Recorded("tablet-1", "tablet", service.state.lamport + 1, service.now(), sealed)])
        async with make_app(session).run_test(size=(80, 24)) as pilot:
            pages.append([await at_the_question(pilot), await press(pilot, *OPEN)])
            pages[-1].append(await press(pilot, *keys("plum"), "enter"))

    assert pages[0] == pages[1]
    assert SEALED in pages[0][-1]


async def test_what_comes_in_from_another_machine_shows_both_at_once() -> None:
    shared = MemoryLog()
    session = make_session(shared=shared, login="Ana")
    session.service.join("Sam")
    service = session.service
    sam = service.couple[1].id
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await at_the_question(pilot, *OPEN, *keys("plum"), "enter")
        (name,) = service.state.apart.value
        sams: tuple[e.AnyEvent, ...] = (e.AnswerSealed(name, sam), e.AnswerShown(name, sam, "stairs"))
        for number, event in enumerate(sams):
            shared.append([Recorded(f"tablet-{number}", "tablet", 90 + number, service.now(), event)])
        service.refresh()
        text = await press(pilot)

    assert "plum" in text
    assert "stairs" in text


async def test_one_who_lives_alone_with_the_machine_is_not_asked_to_hand_over() -> None:
    session = a_couple()
    session.settings = replace(session.settings, together=TogetherSettings(here=("Ana",)))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await at_the_question(pilot, *OPEN, *keys("plum"), "enter")
        assert "hand over" not in text
        question = await press(pilot, "enter")

    assert "plum" not in question


async def test_an_answer_is_taken_back_after_asking_and_the_question_is_over() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await at_the_question(pilot, *OPEN, *keys("plum"), "enter")
        asked = await press(pilot, "x")
        assert "Take your answer back?" in asked
        assert SEALED in body(await press(pilot, "n"))
        taken_back = await press(pilot, "x", "y")
        again = await press(pilot, *OPEN)

    assert "off this machine now" in words(taken_back)
    assert rounds.OVER in words(again)
    assert not session.service.private(session.service.couple[0].id).now.answers_apart(
        next(iter(session.service.state.apart.value))
    )


async def test_leaving_with_words_asks_first_and_without_does_not() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        assert "answer apart" in await at_the_question(pilot, *OPEN, "escape")
        asked = await press(pilot, *OPEN, *keys("plum"), "escape")
        assert "Leave without sealing it?" in asked
        assert "plum" in await press(pilot, "n")
        left = await press(pilot, "escape", "y")
        again = await press(pilot, *OPEN)

    assert "answer apart" in left
    assert "plum" not in again


async def test_nothing_is_sealed_without_words() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await at_the_question(pilot, *OPEN, "enter", "enter")

    assert "A few words are enough" in words(text)
    assert not said(session)


async def test_one_alone_is_not_offered_it() -> None:
    session = make_session(login="Ana")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await at_the_question(pilot, "o")

    assert "apart" not in text
    assert not session.service.state.apart.value


async def test_what_was_answered_apart_is_listed_by_day_and_no_row_tells_who_has_answered() -> None:
    session = a_couple()
    service = session.service
    ana, sam = (person.id for person in service.couple)
    shown, sealed = service.apart.begin("p05"), service.apart.begin("p06")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        before = await at_the_question(pilot, "v")
        service.apart.seal(sealed.id, "quince", by=ana)
        assert await press(pilot) == before
        for person, text in ((ana, "plum"), (sam, "stairs")):
            service.apart.seal(shown.id, text, by=person)
        listed = await press(pilot, "G")
        sams = await press(pilot, "g", "enter", "down", "enter")

    assert "Ana: plum" in listed
    assert "Sam: stairs" in listed
    assert "quince" not in listed + sams
    assert "Nobody sees it yet" in sams


async def test_a_question_of_another_day_is_answered_from_the_list() -> None:
    session = a_couple()
    ana, sam = (person.id for person in session.service.couple)
    asked = session.service.apart.begin("p05")
    session.service.apart.seal(asked.id, "plum", by=ana)
    assert isinstance(session.clock, FakeClock)
    session.clock.pass_time(days=2)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await at_the_question(pilot, "v", "enter", "down", "enter")
        text = await press(pilot, *keys("stairs"), "enter")

    assert "plum" in text
    assert sam in session.service.state.apart.value[asked.id].texts


async def test_a_check_in_is_sealed_from_its_page_and_shown_once_the_other_one_has_sealed_theirs() -> None:
    session = a_couple()
    service, form = session.service, session.catalogue.form
    ana, sam = service.couple
    service.checkin.take(form, {"c1": 4}, by=ana.id)
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        result = await press(pilot, "6", "enter", "down", "enter")
        sealed = await press(pilot, "ctrl+s")
        back = await press(pilot, "escape")
        await press(pilot, "1")
        sams = await at_the_question(pilot, "v", "enter", "down", "enter")
        service.apart.seal_checkin(form, service.checkin.take(form, {"c1": 1}, by=sam.id), by=sam)
        await press(pilot)
        await press(pilot, "escape")
        listed = await press(pilot)

    assert "show it once both do" in result
    assert SEALED in sealed
    assert "show it once both do" not in back
    assert "Take a check-in of your own" in words(sams)
    assert f"Ana: {form.items[0].short}: {form.checkin.label(4)}" in listed


async def test_an_empty_list_says_what_will_be_there() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        assert "Press o on a question" in words(await at_the_question(pilot, "v"))


async def test_it_looks_as_it_was_last_read() -> None:
    async with make_app(a_couple()).run_test(size=SIZES[0]) as pilot:
        await at_the_question(pilot, *OPEN)
        await assert_goldens(pilot, "question-apart", SIZES)
        await press(pilot, *keys("plum"), "enter", "enter", "enter", *keys("the stairs"), "enter")
        await assert_goldens(pilot, "question-apart-shown", SIZES)
        await press(pilot, "escape", "v")
        await assert_goldens(pilot, "questions-answered", SIZES)
