"""Private pages are locked, opened, given another passphrase and opened for good from their pages alone; the lock is
offered once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from rituals.adapters.locking import passphrase
from rituals.adapters.locking.locking import NewLock
from rituals.adapters.locking.log_lock import LogLock
from rituals.bootstrap import open_session
from rituals.core.exchange.locking_words import (
    LOST,
    NOT_IT,
    NOT_THE_WORD,
    NOTHING_CHANGED,
    THEY_DIFFER,
    locked_words,
    offer_words,
    taken_off_words,
)
from rituals.service.private import PrivateService
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, settled, text_of, until
from tests.kit.checkins import a_couple, answers
from tests.kit.locks import CHEAP, PASSPHRASE, lock_in_memory
from tests.kit.pages import SIZES, click_text, words
from tests.kit.saving import keys as typed
from tui.app import RitualsApp
from tui.auto_lock import ARE_LOCKED
from tui.locks.passphrases import AnotherPassphrasePage, FirstPassphrasePage, PresentPage
from tui.locks.screen import PrivatePagesScreen
from tui.locks.step import GOES_ON, LockStep
from tui.talk.support import SupportScreen
from tui.today.screen import TodayScreen

ANOTHER = "the heron on the roof"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Ana and Sam, who share this login; Ana has a check-in."""
    monkeypatch.setattr(passphrase, "COST", CHEAP)
    session = open_session(str(tmp_path))
    session.service.refresh()
    session.service.welcome_somebody()
    session.service.rename(session.service.seated.id, "Ana")
    session.service.join("Sam")
    form = session.catalogue.form
    session.service.checkin.take(form, answers("33333"), by=session.service.seated.id)
    return session


def private(session: Session) -> PrivateService:
    return session.service.private(session.service.couple[0].id)


@asynccontextmanager
async def on_page(session: Session, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The page of Ana's private pages."""
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        app.action_page("private-pages")
        await take(pilot, "enter")
        yield pilot


async def said(pilot: Pilot[None]) -> str:
    """What the screen says once what is under way has ended."""
    await settled(pilot)
    await pilot.pause()
    assert isinstance(pilot.app, RitualsApp)
    return words(text_of(pilot.app))


async def take(pilot: Pilot[None], *keys: str) -> str:
    """Press some keys, letting what each sets off end."""
    await said(pilot)
    for key in keys:
        await pilot.press(key)
        await said(pilot)
    return await said(pilot)


async def write(pilot: Pilot[None], *lines: str) -> str:
    """Type some lines, and go on from each."""
    for line in lines:
        pilot.app.post_message(Paste(line))
        await take(pilot, "enter")
    return await said(pilot)


def twelve(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, LockStep)
    return pilot.app.screen.way.words


async def lock(pilot: Pilot[None]) -> str:
    """Lock the pages from their page on; the twelve words."""
    await take(pilot, "enter", "enter")
    await write(pilot, PASSPHRASE, PASSPHRASE)
    words_shown = twelve(pilot)
    await take(pilot, "enter")
    await write(pilot, words_shown.split()[6])
    return words_shown


async def test_nothing_is_changed_before_the_word_that_is_asked_is_right(session: Session) -> None:
    async with on_page(session) as pilot:
        assert LOST in await take(pilot, "enter")
        await take(pilot, "enter")
        shown = await write(pilot, PASSPHRASE, PASSPHRASE)
        assert all(word in shown.split() for word in twelve(pilot).split())
        await take(pilot, "enter")
        assert NOT_THE_WORD in await write(pilot, "nonsense")
        assert not private(session).has_lock_set

        seventh = twelve(pilot).split()[6]
        await take(pilot, "enter")
        told = await write(pilot, seventh.upper())

        assert " ".join(locked_words(session.service.couple[0])) in told
        assert private(session).has_lock_set
        assert not private(session).is_locked
        await take(pilot, "enter")
        assert isinstance(pilot.app.screen, PrivatePagesScreen)
        assert len(list((session.places.data / "backups").glob("*.zip"))) == 1


async def test_what_differs_stays_and_leaving_changes_nothing(session: Session) -> None:
    async with on_page(session) as pilot:
        nothing_typed = await take(pilot, "enter", "enter")

        assert await take(pilot, "enter") == nothing_typed
        assert THEY_DIFFER in await write(pilot, PASSPHRASE, ANOTHER)
        assert isinstance(pilot.app.screen, FirstPassphrasePage)
        assert "at least 8 signs" in await write_over(pilot, "short", "short")
        assert PASSPHRASE not in await said(pilot)
        assert NOTHING_CHANGED in await take(pilot, "escape")
        assert not private(session).has_lock_set


async def write_over(pilot: Pilot[None], first: str, second: str) -> str:
    """Replace what stands on both lines, and go on."""
    await pilot.press("end", "ctrl+u", *typed(second), "shift+tab", "end", "ctrl+u", *typed(first))
    return await take(pilot, "enter")


async def test_it_is_locked_opened_changed_and_taken_off_again(session: Session) -> None:
    async with on_page(session) as pilot:
        twelve_words = await lock(pilot)
        await take(pilot, "enter")

        assert ARE_LOCKED in await take(pilot, "enter")
        assert private(session).is_locked
        await take(pilot, "enter")
        assert NOT_IT in await write(pilot, "wrong")
        await write(pilot, twelve_words)
        assert not private(session).is_locked

        await take(pilot, "down", "enter")
        await write(pilot, PASSPHRASE, ANOTHER, ANOTHER)
        assert not private(session).is_locked
        await take(pilot, "enter", "down", "down", "enter")
        told = await write(pilot, ANOTHER)

        assert " ".join(taken_off_words(session.service.couple[0])) in told
        assert not private(session).has_lock_set
        assert private(session).now.checkins


async def test_what_was_typed_and_shown_is_gone_where_another_page_comes_before_it(session: Session) -> None:
    async with on_page(session) as pilot:
        await take(pilot, "enter", "enter")
        await write(pilot, PASSPHRASE, PASSPHRASE)
        first_word = twelve(pilot).split()[0]

        await take(pilot, "f2")
        shown = await take(pilot, "escape")

        assert first_word not in shown.split()
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_a_lock_is_offered_once_to_each_of_two_who_share_a_login(session: Session) -> None:
    ana, sam = session.service.couple
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        offered = await take(pilot, "6", "enter")
        assert offer_words(ana) in offered
        assert "unless" not in offered
        assert f"Lock {ana.name}'s private pages?" in await take(pilot, "l")
        assert offer_words(ana) in await take(pilot, "escape")
        assert offer_words(ana) not in await take(pilot, "escape", "enter")
        assert await take(pilot, "l") == await said(pilot)
        assert offer_words(sam) in await take(pilot, "escape", "down", "enter")
        await click_text(pilot, "lock these pages")
        assert f"Lock {sam.name}'s private pages?" in await said(pilot)


async def test_no_lock_is_offered_where_one_lives_here_alone(session: Session) -> None:
    ana, _ = session.service.couple
    session.save_residents([ana.id])
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert offer_words(ana) not in await take(pilot, "6", "enter")


async def test_taken_from_the_offer_the_page_it_stood_on_says_that_it_is_locked(session: Session) -> None:
    ana = session.service.couple[0]
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await take(pilot, "6", "enter", "l", "enter")
        await write(pilot, PASSPHRASE, PASSPHRASE)
        word = twelve(pilot).split()[6]
        await take(pilot, "enter")
        await write(pilot, word)
        shown = await take(pilot, "enter")

        assert f"locked with {ana.name}'s passphrase" in shown
        assert offer_words(ana) not in shown


async def test_the_pages_look_as_they_were_last_read() -> None:
    session = a_couple()
    lock_in_memory(session, " ".join(f"word{number}" for number in range(1, 13)))
    async with on_page(session) as pilot:
        await assert_goldens(pilot, "private-pages", SIZES)
        await take(pilot, "enter")
        await assert_goldens(pilot, "lock-means", SIZES)
        await take(pilot, "enter")
        await write(pilot, PASSPHRASE)
        await assert_goldens(pilot, "lock-passphrase", SIZES)
        await write(pilot, PASSPHRASE)
        await assert_goldens(pilot, "lock-words", SIZES)
        await take(pilot, "enter")
        await assert_goldens(pilot, "lock-asked", SIZES)
        await write(pilot, "word7")
        await assert_goldens(pilot, "lock-done", SIZES)
        await take(pilot, "enter")
        await assert_goldens(pilot, "private-pages-open", SIZES)


async def test_what_is_being_locked_goes_on_where_the_page_is_left_and_stays_locked(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_left, set_lock = Event(), LogLock.set

    def set_late(lock: LogLock, new: NewLock) -> None:
        is_left.wait(20)
        set_lock(lock, new)

    monkeypatch.setattr(LogLock, "set", set_late)
    async with on_page(session) as pilot:
        await take(pilot, "enter", "enter")
        await write(pilot, PASSPHRASE, PASSPHRASE)
        word = twelve(pilot).split()[6]
        await take(pilot, "enter")
        await pilot.press(*typed(word), "enter", "enter", "escape")
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await until(pilot, lambda: GOES_ON in words(text_of(app)))
        is_left.set()

        done = " ".join(locked_words(session.service.couple[0]))
        await until(pilot, lambda: done in words(text_of(app)))
        assert private(session).is_locked


async def test_no_twelve_words_come_up_once_another_page_was_put_before_them(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_left, prepare = Event(), LogLock.prepare

    def prepare_late(lock: LogLock, passphrase: str) -> NewLock:
        is_left.wait(20)
        return prepare(lock, passphrase)

    monkeypatch.setattr(LogLock, "prepare", prepare_late)
    async with on_page(session) as pilot:
        await take(pilot, "enter", "enter")
        await pilot.press(*typed(PASSPHRASE), "enter", *typed(PASSPHRASE), "enter", "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, SupportScreen))
        is_left.set()

        await said(pilot)
        assert isinstance(pilot.app.screen, SupportScreen)
        assert not private(session).has_lock_set


async def test_whoever_comes_once_they_are_locked_changes_no_passphrase(session: Session) -> None:
    async with on_page(session) as pilot:
        await lock(pilot)
        await take(pilot, "enter", "down", "enter")
        await write(pilot, PASSPHRASE)
        assert isinstance(pilot.app.screen, AnotherPassphrasePage)
        assert isinstance(pilot.app, RitualsApp)
        pilot.app.close_locks()

        await write(pilot, ANOTHER, ANOTHER)
        assert isinstance(pilot.app.screen, PresentPage)
        assert NOT_IT in await write(pilot, ANOTHER)
        await pilot.press("ctrl+u")
        await write(pilot, PASSPHRASE)
        assert isinstance(pilot.app.screen, AnotherPassphrasePage)
