"""Rhythm, walked with keys and the mouse and read as text."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, time, timedelta

import pytest
from textual.pilot import Pilot

from rituals.config import Look, Settings
from rituals.core.events import HouseholdEdited, RitualAdded
from rituals.core.model import Ritual, RitualId, Rule
from rituals.core.rhythm.closed import ClosedHistory
from rituals.core.rhythm.history import RitualDays, days_between, ritual_history
from rituals.core.rhythm.history_cache import HistoryCache
from rituals.core.rhythm.summary import RitualSummary
from rituals.core.rhythm.year import calendar, minutes_by_week, year_of, year_of_all
from rituals.core.state.couple_state import State
from tests.kit.app import (
    assert_golden,
    keep,
    lived_in_session,
    make_app,
    make_session,
    screen_of,
    text_of,
    until,
)
from tests.kit.pages import SIZES, line_with
from tui.app import RitualsApp
from tui.rhythm.curve import BLOCKS, strength_bar
from tui.rhythm.day import DayScreen
from tui.rhythm.day_picture import DayPicture, month_on
from tui.rhythm.heatmap import Heatmap, months_line
from tui.rhythm.lines import MilestoneLine
from tui.rhythm.retrospect import RhythmModel, glanced_back
from tui.rhythm.screen import RhythmScreen

PICTURES = ["year", "month", "strength", "minutes", "milestones"]
SUNDAY = date(2026, 11, 22)


class Kept:
    """Keeps closed histories in memory."""

    def __init__(self) -> None:
        self.stored: list[Mapping[RitualId, ClosedHistory]] = []

    def load(self) -> Mapping[RitualId, ClosedHistory]:
        return {}

    def store(self, histories: Mapping[RitualId, ClosedHistory]) -> None:
        self.stored.append(dict(histories))


async def open_rhythm(pilot: Pilot[None], app: RitualsApp) -> RhythmScreen:
    """Go to Rhythm and wait until it stands."""
    await pilot.press("3")
    await until(pilot, lambda: bool(app.screen.query(DayPicture)))
    await pilot.pause()
    assert isinstance(app.screen, RhythmScreen)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("signs", ["unicode", "ascii"])
async def test_the_year_looks_like_this(size: tuple[int, int], signs: str) -> None:
    app = make_app(lived_in_session(Look(signs=signs)))
    async with app.run_test(size=size) as pilot:
        await open_rhythm(pilot, app)
        app.say("")

        await pilot.pause()

        assert_golden(f"rhythm-{signs}-{size[0]}x{size[1]}", text_of(app))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"), [("month", "v"), ("strengths", "vv"), ("minutes", "vvv"), ("milestones", "vvvv")]
)
async def test_the_other_pictures_look_like_this(size: tuple[int, int], name: str, keys: str) -> None:
    session = lived_in_session()
    if name == "milestones":
        first = min(session.service.state.ticks("walk-and-talk"))
        session.service.tick("walk-and-talk", first, note="it rained and you sang")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await open_rhythm(pilot, app)
        app.say("")

        await pilot.press(*keys)
        await pilot.pause()

        assert_golden(f"rhythm-{name}-{size[0]}x{size[1]}", text_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_strength_of_one_ritual_looks_like_this(size: tuple[int, int]) -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=size) as pilot:
        await open_rhythm(pilot, app)
        app.say("")

        await pilot.press("v", "v", "enter")
        await pilot.pause()

        assert_golden(f"rhythm-strength-{size[0]}x{size[1]}", text_of(app))


async def test_an_empty_house_is_told_how_it_begins() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        text = text_of(app)
        for key in "mswoy":
            await pilot.press(key, "tab", "left", "up", "enter", "escape")

        assert "A fresh page" in text
        assert "0" not in line_with(text, "fresh")


async def test_a_first_tick_is_a_first_week() -> None:
    session = make_session()
    keep(session.service, "long-hug")
    session.service.tick("long-hug")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await open_rhythm(pilot, app)

        assert "1 week in rhythm" in text_of(app)

        await pilot.press("v", "v", "v", "v")

        await until(pilot, lambda: "What you reach will stand here" in text_of(app))


async def test_tab_goes_through_the_rituals_and_back_to_all() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)
        seen = []
        for _ in range(4):
            await pilot.press("tab")
            await pilot.pause()
            seen.append(line_with(text_of(app), "›").split("›")[0].strip("‹ "))

        assert len(set(seen)) == 4
        assert seen[-1] == "All rituals"


async def test_a_ritual_has_its_numbers_beside_its_name() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)
        while "Long hug ›" not in text_of(app):
            await pilot.press("tab")
            await pilot.pause()

        line = line_with(text_of(app), "Long hug ›")

    assert "in a row" in line
    assert "% settled" in line
    assert "days" in line


async def test_the_arrows_walk_through_weeks_and_days() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press("left", "up")

        assert "Saturday 14 November" in text_of(app)
        await pilot.press("G")
        assert "Sunday 22 November · today" in text_of(app)
        await pilot.press("g")
        assert "Monday 31 August" in text_of(app)


async def test_the_year_ends_today() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press("right", "down")

        assert "Sunday 22 November · today" in text_of(app)


async def test_the_month_shows_what_comes() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press("v", "down")
        await pilot.pause()
        assert "Sunday 29 November" in text_of(app)
        assert "Walk and talk" in text_of(app)

        await pilot.press("pagedown")
        await until(pilot, lambda: "December 2026" in text_of(app) and "·" in line_with(text_of(app), "13"))
        await pilot.press(*"vvvv")
        await pilot.pause()
        assert "Sunday 22 November · today" in text_of(app)


async def test_a_click_on_a_day_opens_it() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_rhythm(pilot, app)
        heatmap = screen.query_one(Heatmap)
        column = next(x for x in range(heatmap.size.width) if heatmap.day_at(x, 3) == date(2026, 11, 11))

        await pilot.click(heatmap, offset=(column, 3))
        await until(pilot, lambda: isinstance(app.screen, DayScreen))
        await until(pilot, lambda: "Wednesday 11 November" in text_of(app))


async def test_a_click_on_nothing_opens_nothing() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_rhythm(pilot, app)

        await pilot.click(screen.query_one(Heatmap), offset=(1, 0))
        await pilot.pause()

        assert app.screen is screen


@pytest.mark.parametrize("picture", PICTURES)
async def test_every_picture_can_be_had_by_a_click(picture: str) -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_rhythm(pilot, app)
        column = next(line for line in text_of(app).splitlines() if "year   month" in line).index(picture)

        await pilot.click(screen.query_one("#choices"), offset=(column - 4 + 1, 0))
        await pilot.pause()

        assert screen.has_class("-list") is (picture in ("strength", "milestones"))


async def test_a_day_that_is_filled_in_is_in_the_picture_at_once() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)
        await pilot.press("left", "left", "left")
        await pilot.pause()
        assert "A quiet day." in text_of(app)

        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DayScreen) and "Long hug" in text_of(app))
        await pilot.press("space")
        await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RhythmScreen) and "A quiet day." not in text_of(app))

        await pilot.press("u")
        await until(pilot, lambda: "A quiet day." in text_of(app))


async def test_a_milestone_is_told_once() -> None:
    session = make_session()
    keep(session.service, "walk-and-talk")
    for number in range(100):
        session.service.tick("walk-and-talk", SUNDAY - timedelta(days=number))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        assert "Walk and talk: 100 times. Worth a smile." in text_of(app)
        app.say("")
        await pilot.press("1", "3")
        await pilot.pause()

        assert "Worth a smile" not in text_of(app)


async def test_of_two_milestones_the_second_is_told_the_next_time() -> None:
    session = make_session()
    keep(session.service, "screens-away-meal", "walk-and-talk")
    for number in range(100):
        session.service.tick("screens-away-meal", SUNDAY - timedelta(days=number))
        session.service.tick("walk-and-talk", SUNDAY - timedelta(days=number))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)
        await until(pilot, lambda: "Worth a smile" in text_of(app))
        first = next(line for line in text_of(app).splitlines() if "Worth a smile" in line)
        app.say("")

        await pilot.press("1", "3")

        await until(pilot, lambda: "Worth a smile" in text_of(app))
        assert first not in text_of(app)


async def test_what_was_reached_long_ago_is_no_news() -> None:
    session = make_session()
    keep(session.service, "walk-and-talk")
    for number in range(30, 130):
        session.service.tick("walk-and-talk", SUNDAY - timedelta(days=number))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        assert "Worth a smile" not in text_of(app)
        await pilot.press(*"vvvv")
        await pilot.pause()
        assert "Walk and talk: 100 times" in text_of(app)


async def test_a_milestone_opens_the_day_it_was_reached_on() -> None:
    session = make_session()
    keep(session.service, "walk-and-talk")
    for number in range(30, 130):
        session.service.tick("walk-and-talk", SUNDAY - timedelta(days=number))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press(*"vvvv", "enter")

        await until(pilot, lambda: "Friday 23 October" in text_of(app))


async def test_a_ritual_that_does_not_count_is_in_no_picture() -> None:
    session = make_session()
    session.service.add(RitualAdded("secret", SUNDAY, "Quietly ours", Rule("FREQ=DAILY"), streak=False))
    session.service.tick("secret")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press("tab")
        await pilot.pause()

        assert "‹ Quietly ours" not in text_of(app)


async def test_the_week_begins_where_theirs_does() -> None:
    session = lived_in_session()
    session.service.edit_household(HouseholdEdited(week_starts_on=6))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)
        lines = [line.strip()[:2] for line in text_of(app).splitlines()]

        assert lines.index("Su") < lines.index("Tu")
        await pilot.press("v")
        await pilot.pause()
        assert "Su        Mo" in text_of(app)


async def test_a_long_name_leaves_room_for_what_is_said_of_it() -> None:
    session = make_session()
    session.service.add(RitualAdded("long", SUNDAY, "Tea and talk " * 6, Rule("FREQ=DAILY", at=time(22, 30))))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        assert line_with(text_of(app), "Tea and talk").rstrip().endswith("…   22:30")


async def test_a_name_is_never_markup() -> None:
    session = make_session()
    session.service.add(RitualAdded("odd", SUNDAY, "[bold]tea[/x] [@click=quit]", Rule("FREQ=DAILY")))
    session.service.tick("odd", note="[/] so [red]good")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        for key in ("tab", "v", "v", "v"):
            await pilot.press(key)
            await pilot.pause()
            assert "[bold]tea[/x]" in text_of(app)


async def test_other_signs_are_drawn_at_once() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)
        await pilot.press("v")

        await screen_of(app).apply(Settings(look=Look(signs="ascii")))

        await until(pilot, lambda: "< All rituals >" in text_of(app) and "[22]**" in text_of(app))


async def test_of_many_milestones_the_latest_stand_there() -> None:
    session = make_session()
    for number in range(40):
        session.service.add(RitualAdded(f"r{number}", SUNDAY, f"Ritual {number}", Rule("FREQ=DAILY")))
        session.service.tick(f"r{number}", note="for the first time")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press(*"vvvv", "G")
        await pilot.pause()

        assert len(app.screen.query(MilestoneLine)) == 30


async def test_nothing_is_worked_out_again_where_nothing_changed() -> None:
    session = lived_in_session()

    first = await glanced_back(session)
    second = await glanced_back(session)
    session.service.tick("long-hug", note="again")
    third = await glanced_back(session)

    assert all(one is other for one, other in zip(first, second, strict=True))
    changed = [one.ritual.id for one, other in zip(third, second, strict=True) if one is not other]
    assert changed == ["long-hug"]


async def test_the_keyboard_has_its_turn_while_pasts_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    session = lived_in_session()
    monkeypatch.setattr("tui.rhythm.retrospect._SLICE", 0.0)
    turns: list[float] = []

    async def breathe(seconds: float) -> None:
        turns.append(seconds)

    monkeypatch.setattr("tui.rhythm.retrospect.asyncio.sleep", breathe)
    summaries: list[RitualSummary] = await glanced_back(session)

    assert len(turns) >= len(summaries)


async def test_what_was_worked_out_is_kept_at_once_and_once_so_that_a_kill_costs_nothing() -> None:
    session, kept = lived_in_session(), Kept()
    session.histories = HistoryCache(kept)

    await glanced_back(session)
    session.service.tick("long-hug")
    await glanced_back(session)

    assert [set(histories) for histories in kept.stored] == [set(session.service.state.rituals)]


def whole_histories(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rituals of which a whole history is asked from now on; it is not given."""
    taken: list[str] = []
    monkeypatch.setattr(HistoryCache, "steps", lambda _cache, _state, ritual, _today: taken.append(ritual.id))
    return taken


async def test_no_picture_of_days_takes_a_whole_history(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, app = whole_histories(monkeypatch), make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        for key in ("m", "o", "tab", "y", "left", "pageup", "home", "enter", "escape"):
            await pilot.press(key)
            await pilot.pause()

    assert taken == []


async def test_no_picture_of_all_rituals_takes_a_whole_history(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, app = whole_histories(monkeypatch), make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_rhythm(pilot, app)

        await pilot.press("v", "v")
        await until(pilot, lambda: "%" in line_with(text_of(app), "Long hug"))
        await pilot.press("v", "v", "v")
        await pilot.pause()

    assert taken == []


async def test_the_days_read_are_those_around_the_cursor_however_long_it_has_been(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = lived_in_session()
    service = session.service
    for year in range(1996, 2026):
        service.tick("long-hug", date(year, 5, 5))
    spans = read_days(monkeypatch)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_rhythm(pilot, app)

        assert len(spans) == len(service.state.rituals)
        assert all(until - since < timedelta(days=430) for since, until in spans)

        await pilot.press("left")
        await pilot.pause()
        await screen.workers.wait_for_complete()
        spans.clear()
        await pilot.press(*["left"] * 50)
        await pilot.pause()

        assert spans == []


def read_days(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, date]]:
    """The first and last days of which a ritual's results are read from now on."""
    spans: list[tuple[date, date]] = []

    def noted(state: State, ritual: Ritual, since: date, until: date, today: date) -> RitualDays:
        spans.append((since, until))
        return days_between(state, ritual, since, until, today)

    monkeypatch.setattr("tui.rhythm.retrospect.days_between", noted)
    return spans


async def test_a_tick_filled_in_years_back_shows_where_the_cursor_is() -> None:
    session = lived_in_session()
    session.service.tick("long-hug", date(1996, 5, 5))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_rhythm(pilot, app)
        await pilot.press("home")
        await pilot.pause()
        assert "5 May 1996" in text_of(app)

        await asyncio.to_thread(session.service.tick, "walk-and-talk", date(1996, 5, 5))
        screen.show()
        await until(pilot, lambda: session.service.state.rituals["walk-and-talk"].name in text_of(app))

        assert "Long hug" in text_of(app)


async def test_a_window_of_days_draws_what_whole_histories_do() -> None:
    session = lived_in_session()
    state, service = session.service.state, session.service
    service.tick("long-hug", date(2019, 5, 5))
    wholes = [ritual_history(state, ritual, SUNDAY) for ritual in state.rituals.values()]
    before = None

    for day in (SUNDAY, date(2026, 10, 12), date(2019, 5, 1), date(2026, 9, 2)):
        model = before = RhythmModel(session, await glanced_back(session), SUNDAY, before)
        await model.look_around(day)
        since, last = day - timedelta(days=300), min(day + timedelta(days=300), SUNDAY)

        assert model.year(None, since, last) == year_of_all(wholes, since, last)
        assert model.days(None, since, last) == calendar(wholes, since, last)
        assert model.minutes(None, since, last) == minutes_by_week(wholes, since, last, model.week_starts_on)
        for summary, whole in zip(model.summaries, wholes, strict=True):
            assert model.year(summary, since, last) == year_of(whole, since, last)


@pytest.mark.parametrize(
    ("part", "drawn"), [(0.0, "  "), (0.01, " ▁"), (0.5, " █"), (0.75, "▄█"), (1.0, "██"), (1.5, "██"), (-1.0, "  ")]
)
def test_a_bar_fills_from_below(part: float, drawn: str) -> None:
    assert "".join(strength_bar(part, 2, "unicode")) == drawn


def test_bars_have_as_many_steps_in_plain_signs() -> None:
    assert len(BLOCKS["unicode"]) == len(BLOCKS["ascii"])
    assert BLOCKS["ascii"].isascii()


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 11, 22), 14, date(2028, 1, 22)),
        (date(1, 1, 5), -3, date(1, 10, 5)),
    ],
)
def test_a_month_on_stays_in_that_month(day: date, months: int, there: date) -> None:
    assert month_on(day, months) == there


def test_a_january_is_called_by_its_year() -> None:
    weeks = [date(2025, 12, 1) + timedelta(days=7 * number) for number in range(10)]

    assert months_line(weeks, 40).plain.split() == ["Dec", "2026", "Feb"]


async def test_a_change_that_comes_in_while_another_is_being_drawn_is_shown_as_well() -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(120, 40)) as pilot:
        await open_rhythm(pilot, app)
        app.say("")
        for turns in range(24):
            (app.session.service.untick if turns % 2 else app.session.service.tick)("appreciation-jar", SUNDAY)
            for _ in range(turns):
                await asyncio.sleep(0)
            app.show()
        app.session.service.tick("appreciation-jar", SUNDAY)

        await until(pilot, lambda: all(worker.is_finished for worker in app.workers))
        await pilot.pause()
        shown = text_of(app)
        await pilot.press("2", "3")
        await pilot.pause()

        assert shown == text_of(app)
