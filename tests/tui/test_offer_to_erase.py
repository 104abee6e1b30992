"""The offer to take words off the disk: after whatever took some back, and until the next key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import time
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from rituals.config import Look
from rituals.core import events as e
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import make_app, press_at_once, text_of
from tests.kit.jars import a_couple, sam_of
from tests.kit.pages import SIZES, click_on, go_to, press, size_name, words
from tests.kit.saving import keys
from tui.app import RitualsApp
from tui.shared.toast import NOTHING_TO_ERASE, OFFER, WORDS_ERASED

DAILY = Rule("FREQ=DAILY")
LONG_RULE = Rule("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR,SU", at=time(19, 30))
LONG_NAME = f"{'quite ' * 12}a long"


def session_with_tea(name: str = "Tea", who: str = "together") -> Session:
    """Ana and Sam, and one ritual of theirs for every day."""
    session = a_couple(Look(animations=False))
    service = session.service
    service.add(e.RitualAdded("tea", service.today(), name, DAILY, who))
    return session


def record_of(session: Session, kind: type[e.Event]) -> Sequence[e.Event]:
    return [record.event for record in session.service.logs.shared.newest_first() if isinstance(record.event, kind)]


def says_offer(app: RitualsApp) -> bool:
    return OFFER in words(text_of(app))


class Deed(NamedTuple):
    """What was written before the app opened, and the keys that take it back, or do something else."""

    name: str
    keys: tuple[str, ...]
    before: Callable[[Session], object] = lambda _: None


def ticked(session: Session) -> None:
    session.service.tick("tea", note="with quince")


def rested(session: Session) -> None:
    session.service.rest("tea", reason="quince")


def paused(session: Session) -> None:
    session.service.pause("tea", reason="quince")


def thanked(session: Session) -> None:
    session.service.jar.put_in("for the quince")


ANEW = ("end", "ctrl+u", *keys("Plum"))
OFFERED = (
    Deed("a tick undone", ("u",), ticked),
    Deed("a tick taken back", ("space",), ticked),
    Deed("a rest taken back", ("r",), rested),
    Deed("a rest undone", ("u",), rested),
    Deed("a pause ended", ("2", "s"), paused),
    Deed("another name", ("2", "e", *ANEW, "ctrl+s")),
    Deed("a ritual undone", ("u",)),
    Deed("other words", ("4", "e", *ANEW, "ctrl+s"), thanked),
    Deed("a thank-you undone", ("4", "u"), thanked),
)
NOT_OFFERED = (
    Deed("a tick", ("space",)),
    Deed("a note", ("n", *keys("with quince"), "enter")),
    Deed("a tick without words undone", ("u",), lambda session: session.service.tick("tea")),
    Deed("a tick without words taken back", ("space",), lambda session: session.service.tick("tea")),
    Deed("a rest", ("r",)),
    Deed("a rest without words taken back", ("r",), lambda session: session.service.rest("tea")),
    Deed("a pause without words ended", ("2", "s"), lambda session: session.service.pause("tea")),
    Deed("put away", ("2", "x")),
    Deed("a thank-you", ("a", *keys("for the quince"), "ctrl+s")),
    Deed("an undo, then a note", ("u", "a", *keys("quince"), "escape"), thanked),
)


@asynccontextmanager
async def after(deed: Deed) -> AsyncIterator[tuple[Session, RitualsApp, Pilot[None]]]:
    """The app once its keys were pressed."""
    session = session_with_tea()
    deed.before(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*deed.keys)
        await pilot.pause()
        yield session, app, pilot


@pytest.mark.parametrize("deed", OFFERED, ids=lambda deed: deed.name)
async def test_what_took_words_back_offers_to_erase_them_and_the_key_does(deed: Deed) -> None:
    async with after(deed) as (session, app, pilot):
        assert says_offer(app)

        assert WORDS_ERASED in await press(pilot, "X")
        assert not says_offer(app)
        assert WORDS_ERASED not in await press(pilot, "X")

    assert len(record_of(session, e.WordsErased)) == 1


@pytest.mark.parametrize("deed", NOT_OFFERED, ids=lambda deed: deed.name)
async def test_nothing_is_offered_where_no_words_were_taken_back(deed: Deed) -> None:
    async with after(deed) as (session, app, pilot):
        assert not says_offer(app)
        assert WORDS_ERASED not in await press(pilot, "5", "X")

    assert not record_of(session, e.WordsErased)


async def test_somebodys_former_name_is_offered_too() -> None:
    session = session_with_tea()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "With you")
        await pilot.press("enter", *ANEW, "enter")
        await pilot.pause()
        assert says_offer(app)

        assert WORDS_ERASED in await press(pilot, "X")

    assert len(record_of(session, e.WordsErased)) == 1


@pytest.mark.parametrize("key", ["down", "5", "question_mark", "a", "f2", "ctrl+p"])
async def test_any_other_key_ends_the_offer(key: str) -> None:
    session = session_with_tea()
    thanked(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "u")
        await pilot.pause()
        assert says_offer(app)

        await press(pilot, key)

        assert not session.service.erasing.taken_back()
        assert not says_offer(app)
        assert NOTHING_TO_ERASE in await press(pilot, "escape", "5", "X")
    assert not record_of(session, e.WordsErased)


async def test_the_offer_is_gone_once_somebody_else_sat_down_in_another_window() -> None:
    session = session_with_tea()
    thanked(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert OFFER in words(await press(pilot, "4", "u"))

        session.service.seat(sam_of(session.service))
        await pilot.pause()

        assert not says_offer(app)
        assert "Took back" in text_of(app)


@pytest.mark.parametrize(
    ("at_once", "erased"),
    [(("u", "X"), True), (("u", "down", "X"), False), (("u", "X", "down"), True), (("u", "X", "X"), True)],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
async def test_keys_in_one_read_mean_what_they_mean_one_by_one(at_once: tuple[str, ...], erased: bool) -> None:
    session = session_with_tea()
    thanked(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        await press_at_once(pilot, *at_once)
        await pilot.pause()

    assert len(record_of(session, e.WordsErased)) == erased


async def test_keys_that_come_right_after_do_not_take_the_offer_away() -> None:
    session = session_with_tea()
    thanked(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "u")
        await pilot.pause()
        await press_at_once(pilot, "X", "down")
        await pilot.pause()

    assert record_of(session, e.WordsErased)


async def test_a_click_on_the_offer_erases_too() -> None:
    session = session_with_tea()
    ticked(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space")
        await click_on(pilot, app, "takes the words")

        assert WORDS_ERASED in text_of(app)
    assert record_of(session, e.WordsErased)


@pytest.mark.parametrize("taking_back", [("u",), ("2", "e", "end", "backspace", "ctrl+s")], ids="-".join)
@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_the_whole_offer_is_seen_at_every_size_however_long_the_sentence(
    size: tuple[int, int], taking_back: tuple[str, ...]
) -> None:
    session = session_with_tea(LONG_NAME)
    session.service.edit("tea", e.RitualEdited("tea"), cadence=LONG_RULE)
    ticked(session)
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *taking_back)

        assert says_offer(app)


async def test_it_is_offered_beside_what_an_undo_left() -> None:
    session = session_with_tea()
    service = session.service
    thanked(session)
    service.add(e.RitualAdded("walk", service.today(), "Walk", DAILY, EACH))
    service.seat(sam_of(service))
    service.tick("walk")
    service.seat(service.couple[0].id)
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        said = words(await press(pilot, "u"))
        assert "Left as it is" in said
        assert says_offer(app)

        assert WORDS_ERASED in await press(pilot, "X")


async def test_on_a_row_it_asks_and_takes_ones_own_words_of_that_day_only() -> None:
    session = session_with_tea(who=EACH)
    service = session.service
    ana, sam = (person.id for person in service.couple)
    service.tick("tea", by=[ana], note="with quince")
    service.tick("tea", by=[sam], note="with plum")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        assert "Take what you wrote" in words(await press(pilot, "X"))
        await press(pilot, "n")
        assert not record_of(session, e.WordsErased)

        assert "Nothing brings the words back" in words(await press(pilot, "X"))
        assert WORDS_ERASED in await press(pilot, "y")
        assert "There are no words of yours" in words(await press(pilot, "X"))

    (ticks,) = service.state.ticks("tea").values()
    assert [(tick.by, tick.note) for tick in ticks] == [(ana, ""), (sam, "with plum")]
