"""The list of talks, the words on safety before some of them, and what was kept."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from rituals.core.events import FlowKept, KeptAnswer
from rituals.session import Session
from tests.kit import talking
from tests.kit.app import assert_goldens, make_app, press_at_once, text_of
from tests.kit.fakes import MemoryLog
from tests.kit.pages import SIZES, click_text, line_with
from tests.kit.talking import a_couple, answer, begin, begin_in_sight, one_alone, press, settled, talk_of_two
from tui.app import RitualsApp


def with_notes(session: Session) -> Session:
    """What Ana kept of two talks, and Sam of one."""
    ana, sam = session.service.couple
    plan = KeptAnswer("plan", "If we get loud, then I will picture Grandma at the table, and sit down.")
    needs = (KeptAnswer("needs", "rest, time"), KeptAnswer("part", "I go quiet and count plates."))
    for person, kept in (
        (ana, FlowKept("one", "outside-view", date(2026, 11, 3), (plan,))),
        (ana, FlowKept("two", "root-cause-reflection", date(2026, 11, 20), needs)),
        (sam, FlowKept("three", "outside-view", date(2026, 11, 4), (KeptAnswer("plan", "Samplan"),))),
    ):
        session.service.private(person.id).keep(lambda _, kept=kept: [kept])  # type: ignore[misc]
    return session


async def go_to_talk(pilot: Pilot[None], *keys: str) -> str:
    await press(pilot, "5", *keys)
    app = pilot.app
    assert isinstance(app, RitualsApp)
    return text_of(app)


# the list


async def test_every_talk_stands_under_its_section_with_its_minutes() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(100, 60)) as pilot:
        page = await go_to_talk(pilot)

    for flow in session.catalogue.flow:
        assert any(flow.title in line and f"{flow.minutes} min" in line for line in page.splitlines())
    assert "Empathy and active listening" in page


async def test_one_alone_is_told_how_long_it_takes_one() -> None:
    async with make_app(one_alone()).run_test(size=(100, 60)) as pilot:
        assert "10 min" in line_with(await go_to_talk(pilot), "Coming-home talk")


async def test_where_a_talk_comes_from_is_one_key_away() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(100, 40)) as pilot:
        page = await go_to_talk(pilot, "i")

    assert "What kind of study" in page
    assert "What this is not" in page
    assert "No promise, no test" in page


async def test_a_talk_is_begun_and_asked_about_by_mouse() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(100, 40)) as pilot:
        await go_to_talk(pilot)
        await click_text(pilot, "Coming-home talk")
        await click_text(pilot, "where it comes from")
        assert "What this is not" in text_of(app)
        await press(pilot, "escape")
        await click_text(pilot, "begin")
        await click_text(pilot, "Both of us")
        await talking.settled(pilot)

        assert "Say what you would like from Sam today." in text_of(app)


# the words on safety


async def test_the_words_on_safety_stand_before_a_talk_once_and_for_each_person() -> None:
    session = a_couple(gate_passed=False)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "two people who both feel safe" in " ".join((await go_to_talk(pilot, "enter", "enter")).split())
        await press(pilot, "enter")
        assert "1 of" in text_of(app)
        await press(pilot, "escape", "enter", "enter")
        assert "1 of" in text_of(app)
        await press(pilot, "escape", "p")

        assert "Before you begin" in await go_to_talk(pilot, "enter", "enter")


async def test_in_a_talk_of_two_each_reads_the_words_on_safety_before_their_own_part() -> None:
    session = a_couple(gate_passed=False)
    ana, sam = session.service.couple
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot)
        await begin_in_sight(pilot, session, "root-cause-reflection")
        await press(pilot, "enter")
        assert session.service.private(ana.id).now.gate_passed
        assert not session.service.private(sam.id).now.gate_passed
        await press(pilot, *"anafar", "enter", *("enter",) * 4)
        assert "Hand the keyboard to Sam." in text_of(app)
        assert "Before you begin" not in text_of(app)
        await press(pilot, "enter")
        page = text_of(app)
        assert "Before you begin" in page
        assert "Hand the keyboard to Sam. Ana, look away for a while, please." in page
        assert "anafar" not in page
        await press(pilot, "enter")
        assert "Describe the distance" in text_of(app)

    assert session.service.private(sam.id).now.gate_passed


async def test_where_both_take_part_from_the_first_step_both_read_them_first() -> None:
    session = a_couple(gate_passed=False)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot)
        await begin_in_sight(pilot, session, "reflective-listening")
        assert "Hand the keyboard" not in text_of(app)
        await press(pilot, "enter")
        assert "Hand the keyboard to Sam." in text_of(app)
        await press(pilot, "enter")
        assert "Both of you." in text_of(app)
        await press(pilot, "escape")
        await begin_in_sight(pilot, session, "weekly-us-meeting")

        assert "Before you begin" not in text_of(app)


async def test_one_enter_too_many_reads_them_for_nobody_else() -> None:
    session = a_couple(gate_passed=False)
    ana, sam = session.service.couple
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot)
        await begin_in_sight(pilot, session, "reflective-listening")
        await press_at_once(pilot, *("enter",) * 5)
        await settled(pilot)
        assert "Hand the keyboard to Sam." in text_of(app)

    passed = [session.service.private(person.id).now.gate_passed for person in (ana, sam)]
    assert passed == [True, False]


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+q"])
async def test_who_leaves_at_the_words_on_safety_ends_the_talk_and_nothing_says_who(key: str) -> None:
    session = a_couple(gate_passed=False)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        before = await go_to_talk(pilot)
        await begin_in_sight(pilot, session, "reflective-listening")
        await press(pilot, "enter", key)
        assert app.screen.TITLE == "Talk"
        assert text_of(app) == before
        await begin_in_sight(pilot, session, "reflective-listening")

        assert "Hand the keyboard to Sam." in text_of(app)


async def test_a_talk_of_ones_own_asks_nobody_else_to_read_them() -> None:
    session = a_couple(gate_passed=False)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot)
        await begin_in_sight(pilot, session, "outside-view")
        await press(pilot, "enter")

        assert "1 of" in text_of(app)


async def test_whoever_would_rather_not_go_on_is_not_remembered() -> None:
    session = a_couple(gate_passed=False)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot, "enter", "enter", "escape")
        assert app.screen.TITLE == "Talk"
        await press(pilot, "enter", "enter")

        assert "Before you begin" in text_of(app)
    assert not session.service.private(session.service.seated.id).now.gate_passed


async def test_a_talk_that_assumes_nothing_begins_without_them() -> None:
    session = a_couple(gate_passed=False)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "good-news")

        assert "Before you begin" not in text_of(app)


async def test_the_words_on_safety_can_be_read_again_at_any_step() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, *"half", "ctrl+g")
        assert "none of it is your" in " ".join(text_of(app).split())
        await press(pilot, "escape")

        assert "half" in text_of(app)


async def test_a_disk_that_cannot_remember_them_keeps_nobody_out() -> None:
    session = a_couple(gate_passed=False)
    log = session.service.logs.private[session.service.seated.id]
    assert isinstance(log, MemoryLog)
    log.refuses = "The disk is full."
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot, "enter", "enter", "enter")

        assert "1 of" in text_of(app)


# what was kept


async def test_what_was_kept_asks_first_whose_it_is_and_shows_only_theirs() -> None:
    app = make_app(with_notes(a_couple()))
    async with app.run_test(size=(80, 24)) as pilot:
        page = await go_to_talk(pilot, "G", "enter")
        assert "Whose page is it?" in page
        assert "plates" not in page
        await press(pilot, "enter")
        page = text_of(app)
        assert "What Ana kept of talks" in page
        assert "I go quiet and count plates." in page
        assert "My own part" in page
        assert "Samplan" not in page
        await press(pilot, "space")

        assert app.clipboard == "rest, time\n\nI go quiet and count plates."


async def test_what_was_kept_is_erased_for_good_once_they_are_sure() -> None:
    session = with_notes(a_couple())
    private = session.service.private(session.service.couple[0].id)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot, "G", "enter", "enter", "x")
        assert "Erase this for good?" in text_of(app)
        await press(pilot, "escape")
        assert len(private.now.kept) == 2
        await press(pilot, "x", "y")

        assert "plates" not in text_of(app)
        assert "Grandma" in text_of(app)
    assert [kept.entry for kept in private.now.kept] == ["one"]


async def test_a_yes_that_comes_before_the_question_erases_nothing() -> None:
    session = with_notes(a_couple())
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot, "G", "enter", "enter")
        await press_at_once(pilot, "x", "y", "y")

        assert "Erase this for good?" in text_of(app)
    assert len(session.service.private(session.service.couple[0].id).now.kept) == 2


async def test_what_was_kept_hides_once_it_is_left() -> None:
    app = make_app(with_notes(a_couple()))
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to_talk(pilot, "G", "enter", "enter", "1")
        page = await go_to_talk(pilot)

        assert app.screen.TITLE == "Talk"
        assert "plates" not in page


async def test_without_anything_kept_the_page_says_what_will_live_there() -> None:
    app = make_app(one_alone())
    async with app.run_test(size=(80, 24)) as pilot:
        page = await go_to_talk(pilot, "G", "enter")

        assert "This is where what you keep of a talk will live." in page


# how it looks


@pytest.mark.parametrize("name", ["talk", "talk-whom", "talk-gate", "talk-kept", "talk-why"])
async def test_the_pages_around_a_talk_look_as_they_were_last_read(name: str) -> None:
    keys = {
        "talk-whom": ("enter",),
        "talk-gate": ("enter", "enter"),
        "talk-kept": ("G", "enter", "enter"),
        "talk-why": ("i",),
    }
    app = make_app(with_notes(a_couple(gate_passed=False)))
    async with app.run_test(size=SIZES[0]) as pilot:
        await go_to_talk(pilot, *keys.get(name, ()))

        await assert_goldens(pilot, name, SIZES)


STOPS = {
    "speak": ("reflective-listening", 2),
    "needs": ("root-cause-reflection", 1),
    "hand-over": ("root-cause-reflection", 5),
    "together": ("root-cause-reflection", 11),
    "sentence": ("i-statement", 5),
    "end": ("i-statement", 6),
    "done": ("coming-home-talk", 6),
}


@pytest.mark.parametrize("name", STOPS)
async def test_the_steps_of_a_talk_look_as_they_were_last_read(name: str) -> None:
    flow, answers = STOPS[name]
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await begin(pilot, session, flow)
        for _ in range(answers):
            await answer(pilot, "a walk after dinner")

        await assert_goldens(pilot, f"flow-{name}", SIZES)


async def test_what_was_kept_of_a_step_that_is_there_no_more_still_has_its_label() -> None:
    session = a_couple()
    answers = (KeptAnswer("since", "The move."), KeptAnswer("part", "I go quiet."))
    ana = session.service.couple[0]
    session.service.private(ana.id).put_in([FlowKept("k", "root-cause-reflection", date(2026, 3, 1), answers)])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await go_to_talk(pilot, "G", "enter", "enter")

    assert "When it began" in page
    assert "My own part" in page
