"""The way back, part by part, and everything of the catalogue that can be reached from there."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from rituals.content.loader import catalogue
from tests.kit.app import assert_golden, keep, make_app
from tests.kit.checkins import a_couple
from tests.kit.pages import SIZES, body, click_text, line_with, press, size_name, words
from tui.navigation import PAGES, PRIVATE_PAGES, QUESTIONS, ROOMS
from tui.sections.section import OfferLine, SectionScreen

ALL = catalogue()
PLACES = {section.id: place for place, section in enumerate(ALL.section)}


async def open_section(pilot: Pilot[None], section: str, *keys: str) -> str:
    """Walk to a part of the way and into it."""
    await press(pilot, "f3", *("down",) * PLACES[section], "enter")
    return await press(pilot, *keys)


async def go_to(pilot: Pilot[None], section: str, offer: str) -> str:
    """Walk to what a part of the way offers, and go there."""
    await open_section(pilot, section)
    screen = pilot.app.screen
    assert isinstance(screen, SectionScreen)
    place = [line.offer.id for line in screen.query(OfferLine)].index(offer)
    return await press(pilot, *("down",) * place, "enter")


async def test_all_sections_are_there_with_what_they_are_about_and_where_one_stands() -> None:
    session = a_couple()
    keep(session.service, "date-night")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "f3")
        for section in ALL.section:
            assert section.title in text
            assert section.lead in words(await press(pilot))
            text = await press(pilot, "down")
        text = await press(pilot, "g", "down", "down", "down")

    assert "You keep Date night." in text


def test_every_page_that_a_section_names_is_one_of_the_app() -> None:
    named = {page.id for section in ALL.section for page in section.pages}

    assert named <= {*ROOMS, *PAGES, *PRIVATE_PAGES, QUESTIONS}


async def test_nothing_of_it_is_a_number_or_a_score() -> None:
    session = a_couple()
    keep(session.service, "date-night")
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        text = await open_section(pilot, "quality-time")

    assert not any(character.isdigit() for character in body(text))
    assert "%" not in text


async def test_a_ritual_leads_to_the_catalogue_and_one_they_keep_to_their_own() -> None:
    session = a_couple()
    keep(session.service, "walk-and-talk", "date-night")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "quality-time", "cook-together")
        assert pilot.app.screen.TITLE == "Catalogue"
        assert "›" in line_with(await press(pilot), "Cook together")
        await press(pilot, "escape", "escape", "escape")

        await go_to(pilot, "quality-time", "date-night")
        assert pilot.app.screen.TITLE == "Rituals"
        assert "›" in line_with(await press(pilot), "Date night")


@pytest.mark.parametrize(
    ("section", "offer", "title"),
    [
        ("warning-signs", "check-in", "Check-in"),
        ("communication", "jar", "The jar"),
        ("interest", "questions", "A question"),
        ("professional-help", "support", "Support"),
    ],
)
async def test_a_page_of_the_app_is_one_key_away(section: str, offer: str, title: str) -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        await go_to(pilot, section, offer)

        assert title == pilot.app.screen.TITLE


@pytest.mark.parametrize(("section", "offer"), [("affection", "consent"), ("interest", "ask-about")])
async def test_a_private_page_asks_first_whose_it_is(section: str, offer: str) -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        assert "Whose page is it?" in await go_to(pilot, section, offer)


async def test_a_talk_begins_there() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await go_to(pilot, "interest", "good-news")

    flow = session.catalogue.flow_called("good-news")
    assert flow is not None
    assert flow.title in text


async def test_the_questions_of_a_part_are_its_own() -> None:
    own = [prompt for prompt in ALL.prompt if prompt.section == "forgiveness"]
    assert own
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = words(await go_to(pilot, "forgiveness", "questions"))

    assert any(prompt.text in text for prompt in own)


async def test_why_tells_where_an_offer_comes_from() -> None:
    async with make_app(a_couple()).run_test(size=(80, 30)) as pilot:
        assert "What kind of study" in await open_section(pilot, "quality-time", "i")


async def test_the_way_by_mouse_alone() -> None:
    async with make_app(a_couple()).run_test(size=(80, 30)) as pilot:
        await press(pilot, "question_mark")
        await press(pilot, "escape", "f3")
        await click_text(pilot, "Quality")
        await click_text(pilot, "›")
        assert pilot.app.screen.TITLE == "A part of the way"


# all of it


async def test_every_ritual_and_flow_of_the_catalogue_stands_on_the_way() -> None:
    session = a_couple()
    for person in session.service.couple:
        session.service.consent.say("time-for-us", by=person.id, given=True)
    found: set[tuple[str, str]] = set()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        for section in ALL.section:
            await open_section(pilot, section.id)
            found |= {(line.offer.kind, line.offer.id) for line in pilot.app.screen.query(OfferLine)}
            await press(pilot, "1")

    assert {("ritual", entry.id) for entry in ALL.ritual} <= found
    assert {("flow", flow.id) for flow in ALL.flow} <= found


async def test_every_ritual_of_the_catalogue_can_be_picked() -> None:
    session = a_couple()
    for person in session.service.couple:
        session.service.consent.say("time-for-us", by=person.id, given=True)
    found = set()
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        text = await press(pilot, "c")
        for _ in range(len(ALL.ritual)):
            found |= {entry.id for entry in ALL.ritual if any(entry.name in line for line in text.splitlines())}
            text = await press(pilot, "down")

    assert found == {entry.id for entry in ALL.ritual}


# how it looks


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_it_looks_as_it_was_last_read(size: tuple[int, int]) -> None:
    session = a_couple()
    keep(session.service, "date-night", "walk-and-talk")
    async with make_app(session).run_test(size=size) as pilot:
        assert_golden(f"way-back-{size_name(size)}", await press(pilot, "f3", "down", "down", "down"))
        assert_golden(f"way-back-part-{size_name(size)}", await press(pilot, "enter"))
