"""The palette: what it finds, how that reads, and what choosing it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from rituals.config import load_settings, places
from rituals.core.model import Seal
from rituals.session import Session
from tests.kit.app import keep, lived_in_session, make_app, press_at_once, text_of, until
from tests.kit.jars import a_couple, put_in
from tests.kit.pages import line_with
from tests.kit.saving import keys as typed
from tests.kit.talking import begin, pass_gate, settled
from tui.app import RitualsApp
from tui.commands import TITLES
from tui.jar.screen import JarScreen
from tui.navigation import PAGES, PRIVATE_PAGES, ROOMS
from tui.nudges.screen import NudgesScreen
from tui.palette import PLACEHOLDER, Palette
from tui.rhythm.ritual_page import RitualPage
from tui.settings.lines import SettingLine
from tui.settings.screen import SettingsScreen
from tui.shared.keys import ANYWHERE, once_each
from tui.talk.flow import FlowScreen
from tui.talk.support import SupportScreen
from tui.today.keys import TODAY


def titles_of(app: RitualsApp, *, discovered: bool = False) -> list[str]:
    """The sentences that are offered, or those of them that are before anything is looked for."""
    return [one.title for one in app.get_system_commands(app.screen) if one.discover or not discovered]


async def seek(pilot: Pilot[None], words: str) -> list[str]:
    """Look for words in the palette; the sentences that it shows then."""
    await pilot.press("ctrl+p", *typed(words))
    await settled(pilot)
    return shown(pilot)


def shown(pilot: Pilot[None]) -> list[str]:
    options = pilot.app.screen.query_one(OptionList).options
    return [str(option.prompt).split("\n")[0] for option in options]


async def choose(pilot: Pilot[None], words: str) -> str:
    """Look for words and take the first thing found; what the app shows then."""
    await seek(pilot, words)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, Palette))
    await settled(pilot)
    assert isinstance(pilot.app, RitualsApp)
    return text_of(pilot.app)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Ana and Sam with two rituals, and settings in a folder of their own."""
    session = a_couple()
    session.places = places(str(tmp_path))
    keep(session.service, "long-hug", "walk-and-talk")
    return session


# what it offers


async def test_every_key_reads_as_a_sentence_the_help_first_and_there_is_no_screenshot(session: Session) -> None:
    app = make_app(session)
    async with app.run_test() as pilot:
        await pilot.pause()
        titles = titles_of(app)

    keys = [key for key in once_each((*TODAY, *ANYWHERE)) if key.id != "palette"]
    assert titles[0] == "Show every key of this page"
    assert {TITLES.get(key.action, key.tip.rstrip(".")) for key in keys} <= {*titles}
    assert len(titles) == len({*titles})
    assert not [title for title in titles if "creenshot" in title or title.endswith(".")]


async def test_every_room_and_page_is_in_it_from_every_room(session: Session) -> None:
    app = make_app(session)
    async with app.run_test() as pilot:
        for room in ("today", *ROOMS):
            app.action_room(room)
            await pilot.pause()

            titles = titles_of(app)

            opened = (f"app.page('{page}')" for page in (*PAGES, *PRIVATE_PAGES))
            rooms = (f"app.room('{name}')" for name in ("today", *ROOMS))
            assert {TITLES[action] for action in (*opened, *rooms)} <= {*titles}


async def test_single_things_wait_until_they_are_looked_for(session: Session) -> None:
    app = make_app(session)
    async with app.run_test() as pilot:
        await pilot.pause()
        titles = {*titles_of(app)} - {*titles_of(app, discovered=True)}

    things = {"Open Long hug", "Tick Long hug", "Settings: quiet from", "Use the theme Rituals light"}
    assert things <= titles
    assert "Begin the talk Listen, say back, check" in titles


async def test_it_says_what_can_be_found_and_those_whose_sentence_has_the_words_come_first(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        assert PLACEHOLDER in text_of(app)
        await pilot.press(*typed("jar"))
        await settled(pilot)

        assert shown(pilot)[:2] == ["Go to the jar", "Put a thank-you into the jar"]


async def test_a_name_is_never_markup(session: Session) -> None:
    session.service.rename(session.service.couple[1].id, "S[b]am[/b]")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert await seek(pilot, "at the keyboard now") == ["S[b]am[/b] is at the keyboard now"]


# what choosing does


async def test_it_does_what_the_key_does(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "◌" not in text_of(app)
        assert "◌" in await choose(pilot, "let it rest")


async def test_a_ritual_is_ticked_and_opened(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        text = await choose(pilot, "tick walk")
        assert "●" in line_with(text, "Walk and talk")
        assert "Done: Walk and talk, today" in text

        text = await choose(pilot, "open walk")

        assert isinstance(app.screen, RitualPage)
        assert "1 Today › Walk and talk" in text


async def test_a_talk_begins(session: Session) -> None:
    pass_gate(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, "begin outside")

        assert isinstance(app.screen, FlowScreen)


async def test_the_settings_open_with_the_cursor_on_what_was_meant(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        for words, label in (("settings quiet from", "Quiet from"), ("settings signs", "Signs")):
            await choose(pilot, words)

            assert isinstance(app.screen, SettingsScreen)
            assert [line.setting.label for line in app.screen.query(SettingLine) if line.is_open] == [label]

        await pilot.press("escape")
        assert app.screen.TITLE == "Today"


async def test_a_theme_is_worn_and_kept(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await choose(pilot, "theme rituals light")

    assert "Theme: Rituals light. Saved." in text
    assert app.theme == "rituals-light"
    assert load_settings(session.places.settings).look.theme == "rituals-light"


async def test_another_person_takes_the_seat(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await choose(pilot, "sam is")

    assert "● Sam" in text
    assert session.service.seated == session.service.couple[1]


async def test_a_note_is_found_by_its_words_and_the_jar_opens_at_it_but_a_sealed_one_never(session: Session) -> None:
    put_in(session, "The quince jelly.", "2026-11-01")
    put_in(session, "Quinces in a sealed note.", seal=Seal())
    put_in(session, "For the lift to the station.", "2026-11-20")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "“The quince jelly.”" not in await seek(pilot, "qu")
        await pilot.press("escape")
        assert await seek(pilot, "quince") == ["“The quince jelly.”"]

        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, JarScreen))
        await settled(pilot)

        assert isinstance(app.screen, JarScreen)
        assert app.screen.current is not None
        assert app.screen.current.text == "The quince jelly."


# the hand that is faster than the page


@pytest.mark.parametrize(
    ("then", "opens"), [(("enter", "enter", "enter"), 1), (("escape", "enter", "escape"), 0), (("escape", "space"), 0)]
)
async def test_a_burst_of_keys_answers_once_and_reaches_no_page_below(
    session: Session, then: tuple[str, ...], opens: int
) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await seek(pilot, "see the nudges")

        await press_at_once(pilot, *then)
        await settled(pilot)

        opened = [screen for screen in app.screen_stack if isinstance(screen, NudgesScreen)]
        assert len(opened) == opens
        assert not isinstance(app.screen, Palette)
        assert "Done:" not in text_of(app)


async def test_what_is_typed_and_chosen_in_one_go_is_what_was_typed(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)

        await press_at_once(pilot, *typed("sends"), "enter", "enter")

        await until(pilot, lambda: isinstance(app.screen, NudgesScreen))
        assert len([screen for screen in app.screen_stack if isinstance(screen, NudgesScreen)]) == 1


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("whether this one", "PairingScreen"),
        ("go to the jar", "JarScreen"),
        ("settings quiet from", "SettingsScreen"),
        ("open walk", "RitualPage"),
        ("theme rituals light", "TodayScreen"),
        ("tick walk", "TodayScreen"),
        ("jelly", "JarScreen"),
    ],
)
async def test_keys_in_one_go_with_what_is_chosen_act_where_that_leads(
    session: Session, words: str, leads_to: str
) -> None:
    put_in(session, "The quince jelly.", "2026-11-01")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_at_once(pilot, "ctrl+p", *typed(words), "enter", "enter", "a", *"soup")
        await settled(pilot)

        assert [type(screen).__name__ for screen in app.screen_stack[-2:]] == [leads_to, "JarNoteScreen"]
        assert "soup" in text_of(app)


async def test_text_in_one_go_with_what_is_chosen_is_written_there(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("join who", "thank-you"):
            await press_at_once(pilot, "ctrl+p", *typed(words), "enter", *"anna")
            await settled(pilot)

            field = app.screen.query_one("Input, TextArea")
            assert (field.value if isinstance(field, Input) else getattr(field, "text", "")) == "anna"
            await pilot.press("escape")


async def test_a_talk_offers_nothing_that_leaves_it(session: Session) -> None:
    put_in(session, "The quince jelly.")
    pass_gate(session)
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await begin(pilot, session, "outside-view")

        assert await seek(pilot, "quince") == []


async def test_a_page_that_a_key_opens_over_the_palette_opens_no_second_one() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await press_at_once(pilot, "ctrl+p", "f2", "ctrl+p")
        await pilot.pause()

        assert [type(screen) for screen in app.screen_stack[1:]] == [Palette, SupportScreen]


async def test_a_page_down_among_what_is_not_laid_out_yet_is_no_bug() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        options = app.screen.query_one(OptionList)
        options.display = False
        await pilot.pause()
        options.clear_options().add_option("Walk")
        options.highlighted = 0

        await press_at_once(pilot, "pagedown", "pageup")

        assert isinstance(app.screen, Palette)
