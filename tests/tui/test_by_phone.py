"""What came by phone says so quietly where it is shown, and is passed over by an undo."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.config import Look, Settings
from rituals.core.events import RitualEdited
from rituals.core.model import EACH
from rituals.session import Session
from tests.kit.app import SUNDAY_EVENING, keep, make_app, make_session, text_of, until
from tests.kit.by_phone import rested_by_phone, thanked_by_phone, ticked_by_phone
from tests.kit.fakes import FakeClock
from tests.kit.jars import ana_of, sam_of
from tests.kit.pages import SIZES, line_with, press, words
from tui.rhythm.day import DayScreen

HUG = "long-hug"


def phoned(clock: FakeClock | None = None) -> Session:
    """Ana and Sam, with a hug that Sam ticked by phone."""
    session = make_session(clock)
    session.service.join("Sam")
    keep(session.service, HUG)
    ticked_by_phone(session.service, ritual_of(session), sam_of(session.service), "on the stairs")
    return session


def ritual_of(session: Session) -> str:
    (ritual,) = session.service.state.rituals
    return ritual


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("signs", ["unicode", "ascii"])
async def test_today_says_it_under_the_row(size: tuple[int, int], signs: str) -> None:
    session = phoned()
    session.settings = Settings(look=Look(signs=signs))
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "By phone" in text_of(app))

        assert "on the stairs" in text_of(app)
        assert "phone" not in line_with(text_of(app), "Long hug")


async def test_under_a_row_of_each_it_is_told_on_the_day_alone() -> None:
    clock = FakeClock(SUNDAY_EVENING)
    session = phoned(clock)
    session.service.record(lambda _: [RitualEdited(ritual_of(session), who=EACH)])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "By phone" in text_of(app))

        clock.pass_time(days=1)
        await app.push_screen(DayScreen(session, date(2026, 11, 22)))
        await until(pilot, lambda: "on the stairs" in text_of(app))

        assert "y phone" not in text_of(app)


async def test_a_day_says_it_under_the_row() -> None:
    session = phoned()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(DayScreen(session, session.service.today()))
        await until(pilot, lambda: "on the stairs" in text_of(app))

        assert "By phone" in text_of(app)


async def test_a_rest_says_it_once_its_row_is_seen() -> None:
    session = make_session()
    keep(session.service, HUG)
    rested_by_phone(session.service, ritual_of(session))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "By phone" in text_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_in_the_jar_says_it_in_its_heading(size: tuple[int, int]) -> None:
    session = phoned()
    thanked_by_phone(session.service, sam_of(session.service), ana_of(session.service), "the soup was so good")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        assert "by phone" in words(await press(pilot, "4"))


async def test_undo_passes_it_over_and_takes_the_latest_that_was_done_here() -> None:
    session = phoned()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space")
        assert not session.service.state.ticks(ritual_of(session))

        await press(pilot, "u")
        assert session.service.state.ticks(ritual_of(session))
        await press(pilot, "u")
        assert session.service.state.ticks(ritual_of(session))
        assert "phone" not in text_of(app).lower().replace("by phone", "")
