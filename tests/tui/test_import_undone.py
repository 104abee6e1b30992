"""What a file brought in, taken back in the app: said in a few words, with the offer to erase them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rituals.config import Look
from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import make_app, text_of
from tests.kit.jars import a_couple, sam_of
from tests.kit.pages import SIZES, press, size_name, words
from tui.shared.toast import OFFER, WORDS_ERASED


@pytest.fixture
def session() -> Session:
    """Ana and Sam, and a ritual that a file brought in with three days and two notes."""
    session = a_couple(Look(animations=False))
    service = session.service
    first = service.today() - timedelta(3)
    added = e.RitualAdded("run", first, "Run", Rule("FREQ=DAILY", first), EACH)
    notes = ("by the river", "in the rain", "")
    ticks = [e.RitualTicked("run", first + timedelta(n), None, note=note) for n, note in enumerate(notes)]
    events: list[AnyEvent] = [added, *ticks]
    service.record_import(lambda _: events)
    return session


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_an_undo_says_how_much_it_took_back_and_offers_its_words(session: Session, size: tuple[int, int]) -> None:
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()

        told = words(await press(pilot, "u"))

        assert "Took back: 1 ritual, 3 days and 2 notes, brought in from a file." in told
        assert OFFER in told
        assert "Run" not in told
        assert WORDS_ERASED in words(await press(pilot, "X"))
    assert session.service.state.words_erased


async def test_an_import_stays_where_the_other_ticked_what_came_with_it(session: Session) -> None:
    sam = sam_of(session.service)
    session.service.seat(sam)
    session.service.tick("run", by=[sam])
    session.service.seat(session.service.couple[0].id)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        told = words(await press(pilot, "u"))

        assert "Left as it is: what was brought in of Run from a file; Sam has ticked it since." in told
        assert "Run" in words(text_of(app))
