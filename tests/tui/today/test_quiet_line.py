"""What the folder between two machines needs a person for, in one quiet line; and what comes in for the first time."""

from __future__ import annotations

import pytest

from rituals.config import Settings
from rituals.core.nudges.settings import TogetherSettings
from rituals.errors import Problem, Telling
from rituals.session import Session
from tests.kit.app import assert_golden, keep, make_app, make_session, text_of, until
from tests.kit.folder_news import FolderNews, between

AWAY = Problem("The couple's folder has been away since Tuesday; what you do is kept here.", telling=Telling.QUIETLY)
PASSED_OVER = Problem("3 records are passed over.", telling=Telling.IF_ASKED)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def paired_session(news: FolderNews) -> Session:
    """Ana's machine, where Sam lives elsewhere."""
    session = make_session()
    session.service.join("Sam")
    keep(session.service, "long-hug")
    between(session, news)
    return session


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_one_quiet_line_says_what_needs_a_person_and_goes_once_that_is_done(size: tuple[int, int]) -> None:
    news = FolderNews(AWAY, PASSED_OVER, is_newer=True)
    app = make_app(paired_session(news))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "The couple's folder has been away" in in_one_line(text_of(app)))
        assert "And 1 more." in in_one_line(text_of(app))
        assert "passed over" not in text_of(app)
        assert_golden(f"quiet-line-{size[0]}x{size[1]}", text_of(app))

        news.wrong = [PASSED_OVER]
        await pilot.press("2", "1")
        await until(pilot, lambda: "Sam's rituals is newer;" in in_one_line(text_of(app)))

        news.is_newer = False
        await pilot.press("2", "1")
        await until(pilot, lambda: "is newer" not in in_one_line(text_of(app)))
        assert "passed over" not in text_of(app), "nothing of it needs anybody"


async def test_the_page_of_the_data_tells_all_of_it() -> None:
    app = make_app(paired_session(FolderNews(AWAY, PASSED_OVER)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("data")
        await until(pilot, lambda: PASSED_OVER.what in in_one_line(text_of(app)))
        assert AWAY.what in in_one_line(text_of(app))


async def test_what_comes_in_for_the_first_time_is_counted_until_it_is_there() -> None:
    news = FolderNews()
    news.arriving = (40, 300)
    app = make_app(paired_session(news))
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: "Bringing in what Sam has written: 40 of 300." in in_one_line(text_of(app)))

        news.arriving = (41, 300)
        await until(pilot, lambda: "41 of 300." in in_one_line(text_of(app)))

        news.arriving = None
        await until(pilot, lambda: "Bringing in" not in text_of(app))
        assert "hug" in text_of(app)


@pytest.mark.parametrize(
    ("here", "machines", "whose"),
    [(("ana",), 1, "Sam's"), ((), 1, "Another machine's"), (("ana",), 2, "Another machine's")],
)
def test_a_machine_is_somebodys_only_where_that_can_be_told(here: tuple[str, ...], machines: int, whose: str) -> None:
    news = FolderNews()
    news.machines = machines
    session = paired_session(news)
    session.settings = Settings(together=TogetherSettings(here=here))

    assert session.elsewhere.of_whom == whose
