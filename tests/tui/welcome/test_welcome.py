"""The first minute, walked with keys and with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rituals.config import Look, load_settings, places
from rituals.core.events import PersonJoined, RitualAdded
from rituals.core.model import Rule
from rituals.session import Session
from tests.kit.app import assert_golden, keep, make_app, make_session, text_of
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.pages import SIZES, line_with
from tui.app import RitualsApp
from tui.shared.frame.key_line import KeyLine
from tui.today.screen import TodayScreen
from tui.welcome.lines import Proposal

DEFAULTS = ("enter", "enter", "enter", "enter", "enter")
WITH_SAM = ("enter", *"Sam", "enter")
TO_THE_RITUALS = (*WITH_SAM, "enter")
A_DOZEN = 12


def names_in(session: Session) -> list[str]:
    return [person.name for person in session.service.state.people]


def kept_in(session: Session) -> set[str]:
    return {ritual.id for ritual in session.service.state.rituals.values() if not ritual.is_archived}


async def press(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Press keys one after another and let the last of them be shown."""
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


async def have_again(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Open the welcome as the palette does, and press keys in it."""
    await pilot.pause()
    await pilot.app.run_action("app.welcome")
    await press(pilot, keys)


async def click(pilot: Pilot[None], words: str) -> None:
    """Click where some words stand on the screen."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await pilot.pause()
    lines = text_of(app).splitlines()
    row = next(y for y, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words), row))
    await pilot.pause()


# the whole walk


async def test_from_an_empty_home_to_the_first_tick_takes_one_alone_six_keys() -> None:
    session = make_session()
    keys = (*DEFAULTS, "space")
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, keys)

        assert "●" in line_with(text_of(app), "Walk and talk")

    assert len(keys) <= 6


async def test_two_people_are_there_before_a_dozen_keys_too() -> None:
    session = make_session()
    keys = (*WITH_SAM, "enter", "enter", "enter", "space")
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, keys)

        assert "● ana   ○ Sam" in text_of(app)
        assert session.service.board().rows[0].is_done

    assert len(keys) <= A_DOZEN
    assert session.service.seated.name == "ana"


async def test_the_cursor_waits_on_what_is_due() -> None:
    app = make_app(welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, DEFAULTS)

        assert isinstance(app.screen, TodayScreen)
        assert "since 18:00" in line_with(text_of(app), "›")


async def test_a_second_launch_begins_with_today() -> None:
    session = make_session()
    first = make_app(session, welcome=True)
    async with first.run_test() as pilot:
        await press(pilot, DEFAULTS)

    second = make_app(session, welcome=True)
    async with second.run_test() as pilot:
        await pilot.pause()

        assert isinstance(second.screen, TodayScreen)


async def test_the_week_begins_when_they_say() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test() as pilot:
        await press(pilot, (*WITH_SAM, "down", "enter"))

    assert session.service.state.household.week_starts_on == 6


async def test_one_person_alone_is_spoken_to_as_one() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, ("enter", "enter", "enter"))
        alone = text_of(app)
        await press(pilot, ("backspace", "backspace", "enter", *"Sam", "enter", "enter"))
        together = text_of(app)

    assert "you would look forward to" in alone
    assert "you would both look forward to" in together


async def test_everything_can_be_done_with_the_mouse_alone() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await click(pilot, "Next ›")
        await click(pilot, "Saturday")
        await click(pilot, "Next ›")
        await click(pilot, "●  Long hug")
        await click(pilot, "One for the jar")
        await pilot.click(KeyLine, offset=(text_of(app).splitlines()[-1].index("swap") - 4, 0))
        await click(pilot, "Next ›")
        await click(pilot, "To Today ›")

        assert isinstance(app.screen, TodayScreen)

    assert session.service.state.household.week_starts_on == 5
    assert len(kept_in(session)) == 2
    assert "walk-and-talk" in kept_in(session)
    assert not {"long-hug", "appreciation-jar"} & kept_in(session)


# nudges


@pytest.mark.parametrize(("keys", "on"), [(("enter",), True), (("down", "enter"), False)], ids=["yes", "no"])
async def test_nudges_are_as_they_say_and_the_cursor_is_where_it_belongs(
    tmp_path: Path, keys: Sequence[str], on: bool
) -> None:
    session = make_session()
    session.places = places(str(tmp_path))
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*TO_THE_RITUALS, "enter", *keys))

        assert "Welcome, ana & Sam." in text_of(app)
        assert "since 18:00" in line_with(text_of(app), "›")

    assert session.settings.nudges.on is on
    assert load_settings(tmp_path / "settings.toml").nudges.on is on


async def test_settings_that_cannot_be_written_are_told_and_the_page_stays(tmp_path: Path) -> None:
    session = make_session()
    session.places = places(str(tmp_path))
    (tmp_path / "settings.toml").write_text("not toml", encoding="utf-8")
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*TO_THE_RITUALS, "enter", "down", "enter"))

        assert "not TOML" in text_of(app)
        assert "4 of 4" in text_of(app)


# leaving, going back, coming again


@pytest.mark.parametrize(
    ("keys", "names", "rituals"),
    [
        ((), [], 0),
        (("X",), [], 0),
        (WITH_SAM, ["ana", "Sam"], 0),
        (TO_THE_RITUALS, ["ana", "Sam"], 0),
        ((*TO_THE_RITUALS, "space"), ["ana", "Sam"], 0),
        ((*TO_THE_RITUALS, "enter"), ["ana", "Sam"], 3),
    ],
    ids=["at once", "half a name", "the week", "the rituals", "a choice made", "the nudges"],
)
async def test_it_can_be_left_at_any_point_and_keeps_what_was_answered(
    keys: Sequence[str], names: list[str], rituals: int
) -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test() as pilot:
        await press(pilot, (*keys, "escape"))

        assert isinstance(app.screen, TodayScreen)

    assert names_in(session) == names
    assert len(kept_in(session)) == rituals


async def test_had_again_it_renames_and_shows_what_is_kept() -> None:
    session = make_session()
    session.service.join("Sam")
    keep(session.service, "long-hug")
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await have_again(pilot, (*"Ana", "enter", "end", *"my", "enter", "enter"))
        rituals = text_of(app)
        await press(pilot, ("enter", "enter"))

    assert "yours already" in line_with(rituals, "Long hug")
    assert names_in(session) == ["Ana", "Sammy"]
    assert kept_in(session) == {"long-hug"}


async def test_a_word_that_stands_for_people_is_no_name() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, ("enter", *"both", "enter"))

        assert "“both” stands for people here already. Choose another name, or add a letter." in " ".join(
            text_of(app).split()
        )
        assert names_in(session) == []


async def test_a_name_that_came_from_elsewhere_does_not_hold_the_welcome_up() -> None:
    session = make_session()
    session.service.join("Sam")
    today = session.service.today()
    session.service.record(lambda _: [PersonJoined("c0ffee", "both", today)])
    session.service.record(lambda _: [PersonJoined("decade", "Sam", today)])
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await have_again(pilot, ["enter"] * 4)
        week = text_of(app)

    assert "When does your week begin?" in week
    assert names_in(session) == ["ana", "Sam", "both", "Sam"]


@pytest.mark.parametrize("key", ["space", "right", "t"])
async def test_what_is_kept_is_not_up_for_choosing(key: str) -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await have_again(pilot, ("enter", "enter", "enter"))
        before = text_of(app)
        await press(pilot, (key,))

        assert text_of(app) == before
        assert not app.screen.query(Input)


async def test_answers_that_change_nothing_put_nothing_down() -> None:
    log = MemoryLog()
    session = make_session(shared=log)
    session.service.join("Sam")
    keep(session.service, "long-hug")
    app = make_app(session)
    known = len(log.records)
    async with app.run_test() as pilot:
        await have_again(pilot, DEFAULTS)

        assert isinstance(app.screen, TodayScreen)

    assert len(log.records) == known


async def test_the_same_page_does_not_open_over_itself() -> None:
    app = make_app(welcome=True)
    async with app.run_test() as pilot:
        await have_again(pilot, ())
        await have_again(pilot, ("escape",))

        assert isinstance(app.screen, TodayScreen)


async def test_going_back_and_on_again_doubles_nothing() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test() as pilot:
        await press(pilot, (*TO_THE_RITUALS, "enter", *["backspace"] * 3, *["enter"] * 5))

    assert names_in(session) == ["ana", "Sam"]
    assert len(session.service.state.rituals) == 3


async def test_what_is_put_away_comes_back_at_the_time_said_now() -> None:
    session = make_session()
    keep(session.service, "walk-and-talk")
    session.service.archive("walk-and-talk")
    app = make_app(session, welcome=True)
    async with app.run_test() as pilot:
        await have_again(pilot, ("enter", "enter", "enter", "t", *"20:15", "enter", "enter"))

    ritual = session.service.state.rituals["walk-and-talk"]
    assert not ritual.is_archived
    assert ritual.cadence == Rule("FREQ=WEEKLY;BYDAY=TU,SU", session.service.today(), ritual.cadence.at)
    assert f"{ritual.cadence.at:%H:%M}" == "20:15"


async def test_a_ritual_of_their_own_by_that_name_counts_as_kept() -> None:
    session = make_session()
    session.service.add(RitualAdded("own", session.service.today(), "Long Hug", Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await have_again(pilot, ("enter", "enter", "enter"))

        assert "yours already" in line_with(text_of(app), "Long hug")


# names


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("backspace", "enter", "enter"), "A name is still missing"),
        (("enter", *"ANA", "enter"), "You can't both be ANA here"),
    ],
    ids=["empty", "both the same"],
)
async def test_a_name_that_cannot_be_is_told_beside_it_and_nothing_is_kept(keys: Sequence[str], told: str) -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, keys)

        assert told in text_of(app)

    assert names_in(session) == []


async def test_ten_thousand_letters_are_too_many_and_stay_to_be_shortened() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.screen.query(Input).first().value = "x" * 10_000
        await press(pilot, ("enter", "enter"))

        assert "10,000" in text_of(app)
        assert len(app.screen.query(Input).first().value) == 10_000

    assert names_in(session) == []


async def test_names_are_never_markup() -> None:
    session = make_session(login="[/b] [@click=app.quit]Ana[/]")
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, DEFAULTS)

        assert "Welcome, [/b] [@click=app.quit]Ana[/]." in text_of(app)


async def test_no_key_of_a_room_or_of_another_person_leads_away_from_a_question() -> None:
    app = make_app(welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, WITH_SAM)
        shown = text_of(app)

        await press(pilot, (*"123456", "p"))

        assert text_of(app) == shown


async def test_letters_in_a_name_are_letters() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test() as pilot:
        await press(pilot, (*"qu1p?", "comma", "slash", "enter", "enter"))

    assert names_in(session) == ["qu1p?,/"]


# the rituals


async def test_space_leaves_one_for_later_and_takes_it_in_again() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test() as pilot:
        await press(pilot, (*TO_THE_RITUALS, "space", "down", "space", "space", "enter"))

    assert kept_in(session) == {"long-hug", "appreciation-jar"}


async def test_arrows_go_round_the_other_starters_and_never_show_one_twice() -> None:
    app = make_app(welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, TO_THE_RITUALS)
        seen = []
        for _ in range(5):
            entries = [line.entry.id for line in app.screen.query(Proposal)]
            assert len(set(entries)) == 3
            seen.append(entries[0])
            await press(pilot, ("right",))
        await press(pilot, ("left",))

        assert seen[0] == "walk-and-talk"
        assert len(set(seen)) == 5
        assert app.screen.query(Proposal).first().entry.id == seen[-1]


async def test_a_time_that_cannot_be_read_is_told_and_can_be_let_go() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*TO_THE_RITUALS, "t", *"soon", "enter"))
        told = text_of(app)
        await press(pilot, ("escape",))
        let_go = text_of(app)
        await press(pilot, ("t", *"every fri at 9pm", "enter"))

        assert "“soon” cannot be read as when" in told
        assert "soon" not in let_go
        assert "every fri at 21:00" in line_with(text_of(app), "Walk and talk")
        assert "Friday" in line_with(text_of(app), "Walk and talk")


async def test_a_time_that_has_gone_by_is_told_at_once() -> None:
    app = make_app(welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*TO_THE_RITUALS, "t", *"every day until 2020-01-01", "enter"))

        assert "That ends on Wednesday 1 January 2020" in " ".join(text_of(app).split())


async def test_the_first_day_that_was_typed_stays_where_the_words_are_left_alone() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*TO_THE_RITUALS, "t", *"every 14 days from 2026-11-14", "enter", "t", "enter", "t"))
        await click(pilot, "Next ›")

    cadence = session.service.state.rituals["walk-and-talk"].cadence
    assert cadence == Rule("FREQ=DAILY;INTERVAL=14", date(2026, 11, 14))


async def test_going_on_takes_the_time_that_is_still_being_typed() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*TO_THE_RITUALS, "t", *"20:15"))
        await click(pilot, "Next ›")

    at = session.service.state.rituals["walk-and-talk"].cadence.at
    assert f"{at:%H:%M}" == "20:15"


async def test_a_full_disk_is_told_and_going_on_later_takes_up_the_rest() -> None:
    log = MemoryLog()
    session = make_session(shared=log)
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, TO_THE_RITUALS)
        log.refuses = "The disk is full: nothing was lost, but this was not saved."
        await press(pilot, ("enter",))
        assert "The disk is full" in text_of(app)
        assert kept_in(session) == set()

        log.refuses = ""
        await press(pilot, ("enter",))

        assert "4 of 4" in text_of(app)

    assert len(kept_in(session)) == 3


@pytest.mark.parametrize("day", [23, 26, 28])
async def test_on_other_weekdays_something_waits_on_today_too(day: int) -> None:
    session = make_session(FakeClock(f"2026-11-{day} 21:00"))
    app = make_app(session, welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, (*DEFAULTS, "space"))

        assert session.service.board().rows[0].is_done


# how it looks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_page_looks_as_it_was_last_read(size: tuple[int, int]) -> None:
    app = make_app(welcome=True)
    pages = []
    async with app.run_test(size=size) as pilot:
        for keys in ((), WITH_SAM, ("enter",), ("enter",)):
            await press(pilot, keys)
            pages.append(text_of(app))

    assert_golden(f"welcome-{size[0]}x{size[1]}", ("─" * size[0] + "\n").join(pages))


async def test_ascii_signs_show_nothing_else() -> None:
    app = make_app(make_session(look=Look(signs="ascii")), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, TO_THE_RITUALS)

        assert "*" in line_with(text_of(app), "Long hug")
        assert not set(text_of(app)) & set("●○◐◌‖")
