"""Everything that stands in the catalogue can be met in the app: a walk through its tables.

Its rituals, flows and questions are walked in the tests of the way back and of the questions.
"""

from __future__ import annotations

from textual.widgets import TextArea

from rituals.content.loader import catalogue
from rituals.core.catalogue.model import Sourced
from rituals.core.catalogue.sources import CHECKS, STUDIES
from rituals.core.rhythm.words import Mood
from tests.kit.app import make_app
from tests.kit.checkins import a_couple, took
from tests.kit.pages import press, words
from tui.checkin.result import CheckinResultScreen
from tui.rituals.form import RitualFormScreen
from tui.shared.field import Field
from tui.talk.support import SupportScreen

ALL = catalogue()


async def test_every_line_of_the_check_in_and_every_word_of_its_sums() -> None:
    session = a_couple()
    ana = session.service.couple[0]
    entries = [took(session, ana, "2026-11-01", digits) for digits in ("44444", "33322", "22211", "11000")]
    lines, sums = "", ""
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        text = await press(pilot, "6", "enter", "enter")
        for _ in ALL.checkin_item:
            lines += words(text)
            text = await press(pilot, "3", "enter")
        for entry in entries:
            pilot.app.push_screen(CheckinResultScreen(session, ana, entry))
            await pilot.pause()
            sums += words(await press(pilot))

    assert all(item.text in lines for item in ALL.checkin_item)
    assert all(item.short in sums for item in ALL.checkin_item)
    assert all(band.message in sums for band in ALL.checkin_band)


async def test_every_place_where_help_can_be_had() -> None:
    async with make_app(a_couple()).run_test(size=(120, 150)) as pilot:
        text = words(await press(pilot, "f2"))
        assert isinstance(pilot.app.screen, SupportScreen)

    for line in ALL.help:
        assert line.name in text
        assert words(line.contact) in text
    assert ALL.safety.emergency in text


async def test_every_beginning_of_a_thank_you() -> None:
    begun = set()
    async with make_app(a_couple()).run_test(size=(100, 30)) as pilot:
        await press(pilot, "a")
        for _ in ALL.appreciation:
            await press(pilot, "ctrl+n")
            begun.add(pilot.app.screen.query_one(TextArea).text)

    assert begun == {starter.text for starter in ALL.appreciation}


async def test_every_moment_that_a_ritual_can_follow() -> None:
    session = a_couple()
    proposed = set()
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        pilot.app.push_screen(RitualFormScreen(session, None))
        await pilot.pause()
        field = pilot.app.screen.query_one("#cue-field", Field)
        for _ in ALL.cue:
            field.suggest_next()
            proposed.add(field.text)

    assert proposed == {f"when {cue.text}" for cue in ALL.cue}


def test_every_kind_word_has_a_moment_at_which_it_is_said() -> None:
    assert {one.state for one in ALL.rhythm_message} == {mood.value for mood in Mood}


def test_every_nudge_is_of_a_style_that_can_be_asked_for() -> None:
    assert {one.style for one in ALL.nudge} == {"plain", "discreet"}


def test_every_source_is_named_by_something_and_said_in_plain_words() -> None:
    sourced: tuple[Sourced, ...] = (*ALL.ritual, *ALL.flow, *ALL.prompt, *ALL.checkin_item)
    named = {source.id for one in sourced if (source := ALL.source_of(one))}
    named |= {name for flow in ALL.flow for name in flow.sources_also} | {ALL.checkin.source}

    assert {source.id for source in ALL.source} == named
    assert {source.kind for source in ALL.source} <= set(STUDIES)
    assert {source.checked for source in ALL.source} <= set(CHECKS)


def test_every_question_line_and_talk_has_its_evidence() -> None:
    sourced: tuple[Sourced, ...] = (*ALL.prompt, *ALL.checkin_item, *ALL.flow, *ALL.ritual)

    for one in sourced:
        source = ALL.evidence(one.id)
        assert source is not None, one.id
        assert source.cite
