"""With three people, every word and sign counts three."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import tui
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import make_app, make_session
from tests.kit.checkins import a_couple, took
from tests.kit.pages import go_to, line_with, press, words
from tui.shared.frame.help import KeyRow
from tui.shared.keys import Key, said_to

OF_TWO = re.compile(r"\b(both|(?<!after )the other|either|you two|the two of you)\b", re.IGNORECASE)


@pytest.fixture
def session() -> Session:
    """Ana, Sam and Kim, and what each of them keeps."""
    session = make_session(login="Ana")
    session.service.join("Sam")
    session.service.join("Kim")
    with_thanks(session)
    return session


def with_thanks(session: Session) -> None:
    service = session.service
    service.add(RitualAdded("thanks", service.today(), "Thanks", Rule("FREQ=DAILY"), who=EACH))


async def test_a_part_of_three_is_no_half(session: Session) -> None:
    async with make_app(session).run_test(size=(100, 24)) as pilot:
        one = line_with(await press(pilot, "space"), "Thanks")
        session.service.tick("thanks", by=[session.service.couple[1].id])
        two = line_with(await press(pilot), "Thanks")
        everyone = await press(pilot, "b")

    assert ("◔" in one, "Ana" in one) == (True, True)
    assert ("◕" in two, "Ana, Sam" in two) == (True, True)
    assert "●" in line_with(everyone, "Thanks")
    assert "all of you" in line_with(everyone, "Thanks")


@pytest.mark.parametrize(("count", "label", "tip"), [(2, "both of us", "both of you"), (3, "all of us", "all of you")])
async def test_the_keys_say_for_how_many_they_tick(count: int, label: str, tip: str) -> None:
    session = a_couple()
    with_thanks(session)
    if count > 2:
        session.service.join("Kim")
    app = make_app(session)
    async with app.run_test(size=(160, 40)) as pilot:
        footer = await press(pilot)
        await press(pilot, "question_mark")
        helped = [row.key.tip for row in app.screen.query(KeyRow)]

    assert f"b {label}" in footer
    assert f"Tick for {tip} where each ticks for themselves." in helped


async def test_the_footer_counts_anew_once_someone_joined() -> None:
    session = a_couple()
    with_thanks(session)
    async with make_app(session).run_test(size=(220, 40)) as pilot:
        before = await press(pilot)
        session.service.join("Kim")
        after = await press(pilot, "2", "1")

    assert "b both of us" in before
    assert "b all of us" in after


async def test_a_check_in_says_to_whom_it_is_shown(session: Session) -> None:
    took(session, session.service.couple[0], "2026-11-20", "33333")
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = await press(pilot, "6", "enter", "down", "enter")
        shown = await press(pilot, "o")
        own = await press(pilot, "escape")

    assert "o  show Sam and Kim" in text
    assert "Shown to all three of you from now on." in shown
    assert "shown to all three of you" in own


async def test_sentences_to_everyone_leave_nobody_out(session: Session) -> None:
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        settings = await press(pilot, "comma")

    assert "All of you" in settings


def test_no_key_speaks_of_two(session: Session) -> None:
    modules = [import_module(f"tui.{path.parent.name}.keys") for path in Path(tui.__path__[0]).glob("*/keys.py")]
    tables = [table for module in modules for table in vars(module).values() if isinstance(table, tuple)]
    keys = {key.tip: key for table in tables for key in table if isinstance(key, Key)}

    said = [f"{key.label}: {key.tip}" for key in said_to(session.service.couple, keys.values())]

    assert len(said) > 100
    assert [words for words in said if OF_TWO.search(words)] == []


async def test_no_page_of_what_to_ask_about_or_of_consent_speaks_of_two(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        app.action_page("ask-about")
        nothing_yet = await press(pilot, "enter")
        panel = await press(pilot, "plus")
        await press(pilot, "escape", "escape", "comma")
        await go_to(pilot, app, "A yes from each")
        consent = await press(pilot, "enter", "enter")

    assert "Each may change it on any day; nobody is told what anybody else said." in words(consent)
    assert [text for text in (nothing_yet, panel) if OF_TWO.search(text)] == []
