"""What needs both: each says so alone, nobody learns what the other said, and it is in sight only when both want it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.kit.app import assert_goldens, make_app, make_session
from tests.kit.checkins import a_couple
from tests.kit.folder_news import FolderNews, between
from tests.kit.locks import couple_at, lock_cheaply, open_lock
from tests.kit.pages import SIZES, go_to, line_with, press, words
from tui.app import RitualsApp
from tui.sections.present import CONSENT_NO

NAME = "Time for just us"


async def open_page(pilot: Pilot[None], *keys: str) -> str:
    """Open somebody's page from Settings."""
    assert isinstance(pilot.app, RitualsApp)
    await press(pilot, "comma")
    await go_to(pilot, pilot.app, "A yes from each")
    return await press(pilot, "enter", *keys)


async def in_catalogue(pilot: Pilot[None]) -> bool:
    """Whether it can be picked."""
    text = await press(pilot, "1", "c", "slash", *"just", "enter")
    await press(pilot, "escape", "escape")
    return NAME in text


async def test_it_asks_whose_page_it_is_and_then_shows_their_answer_alone() -> None:
    session = a_couple()
    ana, sam = session.service.couple
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert "Whose page is it?" in await open_page(pilot)
        text = await press(pilot, "enter", "space")
        assert "yes, for me" in line_with(text, NAME)
        sams = await press(pilot, "escape")
        sams = await press(pilot, "enter", "down", "enter")

    assert "not now" in line_with(sams, NAME)
    assert session.service.private(ana.id).now.consents_to("time-for-us")
    assert not session.service.private(sam.id).now.consents_to("time-for-us")


async def test_on_one_of_two_machines_it_says_that_both_say_so_at_one_keyboard() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert "keyboard" not in await open_page(pilot, "enter", "space")

    between(session, FolderNews())
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = words(await open_page(pilot, "enter"))
        assert "so you both say yours at one keyboard, each alone." in text
        await press(pilot, "space", "y")
        assert "once you both said so at this keyboard." in words(await press(pilot, "space"))


@pytest.mark.parametrize("is_shown", [True, False])
async def test_taken_back_it_is_said_when_the_other_machine_does_the_same_if_it_showed_there(is_shown: bool) -> None:
    session = a_couple()
    between(session, FolderNews())
    for person in session.service.couple[: 2 if is_shown else 1]:
        session.service.consent.say("time-for-us", by=person.id, given=True)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = words(await open_page(pilot, "enter", "space", "y"))

    assert CONSENT_NO in text
    assert ("Sam's machine does the same when it next looks." in text) is is_shown


async def test_the_other_ones_yes_changes_nothing_on_the_page() -> None:
    pages = []
    for given in (False, True):
        session = a_couple()
        session.service.consent.say("time-for-us", by=session.service.couple[1].id, given=given)
        async with make_app(session).run_test(size=(80, 24)) as pilot:
            pages.append([await open_page(pilot, "enter"), await press(pilot, "space"), await press(pilot, "space")])

    assert pages[0] == pages[1]


async def test_it_can_be_picked_only_while_both_want_it() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert not await in_catalogue(pilot)
        await open_page(pilot, "enter", "space")
        assert not await in_catalogue(pilot)
        await open_page(pilot, "down", "enter", "space")
        assert await in_catalogue(pilot)
        await open_page(pilot, "enter", "space", "y")

        assert not await in_catalogue(pilot)


async def test_what_was_taken_up_leaves_today_as_soon_as_one_takes_it_back() -> None:
    session = a_couple()
    for person in session.service.couple:
        session.service.consent.say("time-for-us", by=person.id, given=True)
    entry = session.catalogue.entry("time-for-us")
    assert entry is not None
    session.service.add(entry.adopted(session.service.today()))
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        assert NAME in await press(pilot, "2")
        await open_page(pilot, "enter", "space", "y")

        assert NAME not in await press(pilot, "2")


async def test_taking_a_yes_back_asks_first_and_says_which_words_go_with_it() -> None:
    session = a_couple()
    service = session.service
    for person in service.couple:
        service.consent.say("time-for-us", by=person.id, given=True)
    entry = session.catalogue.entry("time-for-us")
    assert entry is not None
    service.add(entry.adopted(service.today()))
    service.tick(entry.id, note="the QUINCE evening")
    async with make_app(session).run_test(size=(60, 20)) as pilot:
        asked = words(await open_page(pilot, "enter", "space"))
        assert "Take your yes back?" in asked
        assert "the notes on its days" in asked
        assert "its name" not in asked
        assert "yes, for me" in line_with(await press(pilot, "n"), NAME)
        assert service.state.ticks(entry.id)

        assert "out of sight" in await press(pilot, "space", "y")
    for person in service.couple:
        service.consent.say("time-for-us", by=person.id, given=True)
    service.refresh()
    (ticks,) = service.state.ticks(entry.id).values()
    assert [tick.note for tick in ticks] == [""]


async def test_without_words_it_asks_all_the_same() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        asked = words(await open_page(pilot, "enter", "space", "space"))

    assert "Nothing was written about it" in asked


async def test_one_alone_is_told_that_it_takes_two() -> None:
    async with make_app(make_session()).run_test(size=(80, 24)) as pilot:
        text = await open_page(pilot)

    assert "It takes two" in text
    assert NAME not in text


async def test_leaving_hides_it() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        await open_page(pilot, "enter", "space", "2")
        text = await press(pilot, "1")

        assert NAME not in text


async def test_why_tells_where_it_comes_from() -> None:
    async with make_app(a_couple()).run_test(size=(80, 40)) as pilot:
        assert "Where it comes from" in await open_page(pilot, "enter", "i")


async def test_it_looks_as_it_was_last_read() -> None:
    async with make_app(a_couple()).run_test(size=SIZES[0]) as pilot:
        text = await open_page(pilot, "enter", "space")
        assert "nobody is told" in words(text)
        await assert_goldens(pilot, "consent", SIZES)


async def test_a_yes_is_taken_back_though_the_page_is_locked_and_nothing_else_is_told(tmp_path: Path) -> None:
    session = couple_at(tmp_path)
    ana, sam = session.service.couple
    for person in (ana, sam):
        session.service.consent.say("time-for-us", by=person.id, given=True)
    lock_cheaply(session, ana.id)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await open_page(pilot, "enter")
        assert "Ana has locked it." in text
        assert "yes, for me" in line_with(text, NAME)

        await press(pilot, "down", "down")
        assert "y" in await press(pilot, "enter")
        text = await press(pilot, "y")

        assert NAME not in text
    assert not session.service.state.consents.holds("time-for-us")
    open_lock(session, ana.id)
    assert not session.service.private(ana.id).now.consents_to("time-for-us")
