"""Today, walked with keys and read as text."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual._compositor import Compositor

from rituals.config import Look
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Once, Rule
from rituals.ports import Fresh
from tests.kit.app import (
    SUNDAY_EVENING,
    assert_goldens,
    keep,
    lived_in_session,
    make_app,
    make_session,
    settled,
    text_of,
    until,
)
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tests.kit.pages import SIZES, line_with, press
from tui.rhythm import present_ritual
from tui.rhythm.ritual_page import RitualPage
from tui.shared.frame.key_line import KeyLine
from tui.shared.screen import AppScreen
from tui.today.lines import RitualLine
from tui.today.screen import TodayScreen

KEY_LINE_COLUMN = 4


async def test_a_couple_walks_through_an_evening() -> None:
    session = make_session()
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "Press c" in text_of(app)

        await pilot.press("p", *"Sam", "enter")
        await pilot.press("c")
        for key in ("down", "space", "down", "down", "down", "space", "down", "space"):
            await pilot.press(key)
        await pilot.press("escape")
        await pilot.pause()

        text = text_of(app)
        assert "● ana   ○ Sam" in text
        assert "since 18:00" in line_with(text, "Walk and talk")
        assert "›" in line_with(text, "Walk and talk")

        await pilot.press("space")
        assert "you both" in line_with(text_of(app), "● ")

        await pilot.press("j", "t")
        assert "tiny" in line_with(text_of(app), "Long hug")

        await pilot.press("j", "space")
        assert "◐" in line_with(text_of(app), "One for the jar")
        await pilot.press("b")
        assert "●" in line_with(text_of(app), "One for the jar")

        await pilot.press("u")
        assert "◐" in line_with(text_of(app), "One for the jar")


async def test_a_one_off_of_several_days_is_paused_only_on_the_days_that_are() -> None:
    clock = FakeClock(SUNDAY_EVENING)
    session = make_session(clock)
    today = session.service.today()
    session.service.add(RitualAdded("away", today, "Away", Once(today, 3)))
    session.service.pause(None, since=today, until=today)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        paused = line_with(await press(pilot), "Away")

    clock.pass_time(hours=24)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        unpaused = line_with(await press(pilot), "Away")

    assert "paused" in paused
    assert ("○" in unpaused, "until tomorrow" in unpaused) == (True, True)


async def test_who_joins_in_the_evening_leaves_what_the_day_was_kept() -> None:
    clock = FakeClock("2026-11-21 09:00")
    session = make_session(clock)
    session.service.add(RitualAdded("thanks", session.service.today(), "Thanks", Rule("FREQ=DAILY"), who=EACH))
    clock.set(SUNDAY_EVENING)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        alone = line_with(await press(pilot, "space"), "Thanks")
        session.service.join("Sam")
        evening = line_with(await press(pilot, "2", "1"), "Thanks")
        both = line_with(await press(pilot, "b"), "Thanks")

    assert "●" in alone
    assert ("●" in evening, "ana" in evening) == (True, True)
    assert "you both" in both


async def test_space_takes_a_tick_back() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test() as pilot:
        await pilot.press("space", "space")

        assert "○" in line_with(text_of(app), "Long hug")


async def test_a_note_ticks_and_shows_under_the_row() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test() as pilot:
        await pilot.press("n", *"warm [/b]", "enter")

        assert "“warm [/b]”" in text_of(app)
        assert "●" in line_with(text_of(app), "Long hug")


async def test_escape_lets_a_note_go_and_letters_do_not_leak_into_keys() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test() as pilot:
        await pilot.press("n", *"quit", "escape")

        assert "○" in line_with(text_of(app), "Long hug")
        assert app.is_running


async def test_a_rest_is_marked_and_planned_again() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test() as pilot:
        await pilot.press("r")
        rested = line_with(text_of(app), "Long hug")
        await pilot.press("r")
        planned = line_with(text_of(app), "Long hug")

    assert "◌" in rested
    assert "not today" in rested
    assert "○" in planned


async def test_what_another_process_ticks_shows_by_itself() -> None:
    log = MemoryLog()
    session = make_session(shared=log)
    keep(session.service, "long-hug")
    shell = make_rituals(FakeClock(SUNDAY_EVENING), MemoryLog("phone", log.records))
    app = make_app(session)
    async with app.run_test() as pilot:
        shell.tick("long-hug")
        await until(pilot, lambda: "●" in line_with(text_of(app), "Long hug"))


async def test_the_day_turns_while_the_app_is_open() -> None:
    clock = FakeClock(SUNDAY_EVENING)
    session = make_session(clock)
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("space")
        clock.set("2026-11-23 08:00")
        await until(pilot, lambda: "Monday 23 November" in text_of(app))
        await until(pilot, lambda: "○" in line_with(text_of(app), "Long hug"))


async def test_what_cannot_be_saved_is_told_and_the_words_stay() -> None:
    log = MemoryLog()
    session = make_session(shared=log)
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        log.refuses = "The disk is full: nothing was lost, but this was not saved."
        await pilot.press("n", *"dear words", "enter")

        text = text_of(app)
        assert "The disk is full" in text
        assert "dear words" in text
        assert "○" in line_with(text, "Long hug")

        log.refuses = ""
        await pilot.press("enter")
        assert "“dear words”" in text_of(app)


async def test_the_sign_can_be_clicked() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        row = next(y for y, line in enumerate(text_of(app).splitlines()) if "Long hug" in line)
        await pilot.click(offset=(4, row))
        await pilot.pause()

        assert "●" in line_with(text_of(app), "Long hug")


async def test_the_keys_at_the_foot_can_be_clicked() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        foot = text_of(app).splitlines()[-1]
        await pilot.click(KeyLine, offset=(foot.index("rest") - KEY_LINE_COLUMN, 0))
        await pilot.pause()

        assert "◌" in line_with(text_of(app), "Long hug")


async def test_help_lists_every_key_of_the_screen() -> None:
    app = make_app()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("question_mark")

        text = text_of(app)
        assert "Take back the last thing" in text
        assert "two-minute version" in text


async def test_names_are_never_markup_and_never_break_the_line() -> None:
    session = make_session()
    for number, name in enumerate(
        ("[/b] tea", "抱きしめる時間をゆっくり取るための夜の儀式とお茶の時間の儀式とても長い", "👩‍❤️‍👨 hug", "عناق طويل")
    ):
        session.service.add(RitualAdded(f"own-{number}", session.service.today(), name, Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down", "space", "down", "space")

        text = text_of(app)
        assert "[/b] tea" in text
        assert all(len(line) <= 60 for line in text.splitlines())


async def test_today_looks_as_it_was_last_read() -> None:
    session = make_session()
    session.service.join("Sam")
    session.service.rename("me", "Ana")
    keep(
        session.service,
        "long-hug",
        "walk-and-talk",
        "weekly-question",
        "appreciation-jar",
        "cheer-ahead",
        "shared-hobby",
    )
    session.service.tick("long-hug", note="by the window")
    session.service.tick("appreciation-jar")
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()

        await assert_goldens(pilot, "today", SIZES)


async def test_the_catalogue_looks_as_it_was_last_read() -> None:
    app = make_app()
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("c", "down", "space")
        await pilot.pause()

        await assert_goldens(pilot, "catalogue", SIZES)


async def test_ascii_signs_show_nothing_else() -> None:
    session = make_session(look=Look(signs="ascii"))
    keep(session.service, "long-hug", "walk-and-talk")
    session.service.tick("long-hug")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert "*" in line_with(text_of(app), "Long hug")
        assert not set(text_of(app)) & set("●○◐◌‖")


class Broken(MemoryLog):
    """A log whose folder went away."""

    def fresh(self) -> Fresh:
        if self.refuses:
            raise_storage(self.refuses)
        return super().fresh()


def raise_storage(words: str) -> None:
    from rituals.errors import StorageError

    raise StorageError(words)


async def test_a_folder_that_cannot_be_read_is_told_and_the_app_stays() -> None:
    log = Broken()
    app = make_app(make_session(shared=log))
    async with app.run_test(size=(80, 24)) as pilot:
        log.refuses = "The folder cannot be read."
        await until(pilot, lambda: "The folder cannot be read." in text_of(app))

        assert app.is_running


async def test_fifty_rituals_scroll_and_the_last_one_can_be_ticked() -> None:
    session = make_session()
    for number in range(50):
        session.service.add(
            RitualAdded(f"own-{number:02}", session.service.today(), f"Ritual {number:02}", Rule("FREQ=DAILY"))
        )
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "space")
        await pilot.pause()

        assert "●" in line_with(text_of(app), "Ritual 49")
        assert "Ritual 00" not in text_of(app)


async def test_resizing_keeps_the_cursor_and_everything_in_place() -> None:
    session = make_session()
    keep(session.service, "long-hug", "walk-and-talk", "appreciation-jar")
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j")
        before = line_with(text_of(app), "›").split()[:3]
        for width, height in ((60, 20), (200, 60), (30, 8), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()

        assert line_with(text_of(app), "›").split()[:3] == before
        assert "Mo" in text_of(app)


async def test_a_note_on_a_ritual_with_a_long_name_can_be_seen_while_it_is_typed() -> None:
    session = make_session()
    name = "A very long name that goes on about the walk along the river and back"
    session.service.add(RitualAdded("own", session.service.today(), name, Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("n", *"so good")
        await pilot.pause()

        assert "so good" in text_of(app)


async def test_nothing_untrue_is_painted_before_the_first_look_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TodayScreen, "_look_back", lambda _: None)
    monkeypatch.setattr(RitualPage, "_look_back", lambda _: None)
    session = lived_in_session()
    session.service.jar.put_in("plum cake")
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "The jar" in text_of(app)
        assert "empty so far" not in text_of(app)

        app.action_ritual("long-hug")
        await pilot.pause()
        assert "Long hug" in text_of(app)
        assert present_ritual.NO_NOTES not in text_of(app)
        assert "Notes" not in text_of(app)


async def test_an_empty_today_says_that_rituals_are_kept_once_one_is() -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        before = await press(pilot, "1")
        after = await press(pilot, "c", "space", "escape")

    assert "This is where your rituals will live" in before
    assert "Nothing is planned today. Press c" in after  # Date night is on a Saturday


async def test_a_word_in_place_of_another_leaves_the_page_as_it_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reflow, laid_out = Compositor.reflow, []

    def counted(*args: Any) -> object:
        laid_out.append(args)
        return reflow(*args)

    session = make_session(FakeClock("2026-11-20 19:00"))
    for name in ("walk", "tea", "talk"):
        session.service.add(RitualAdded(name, session.service.today(), name, Rule("FREQ=DAILY"), cue="after dinner"))
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("space")
        first_word = await settled(pilot)
        monkeypatch.setattr(Compositor, "reflow", counted)

        await pilot.press("space")
        second_word = await settled(pilot)

    assert first_word.splitlines()[:5] == second_word.splitlines()[:5]
    assert first_word != second_word
    assert not laid_out


async def test_a_tick_goes_through_no_keys_and_fits_its_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    leads, fit = AppScreen._leads_to_rooms, RitualLine._fit

    def counted_leads(screen: AppScreen) -> bool:
        asked["which keys lead"] += 1
        return leads(screen)

    def counted_fit(line: RitualLine) -> None:
        asked["how high it is"] += 1
        fit(line)

    session = make_session()
    session.service.add(RitualAdded("walk", session.service.today(), "walk", Rule("FREQ=DAILY")))
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(RitualLine, "_fit", counted_fit)
        monkeypatch.setattr(AppScreen, "_leads_to_rooms", counted_leads)

        await pilot.press("space")
        await settled(pilot)

    assert asked["which keys lead"] == 0
    assert 1 <= asked["how high it is"] <= 2, "as it is ticked and a word is said, and as its streak follows"
