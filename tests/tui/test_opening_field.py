"""The line on which private pages ask for what opens them."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from rituals.adapters.locking.log_lock import LogLock
from rituals.adapters.locking.opening import LogOpener
from rituals.core.exchange.locking_words import NOT_IT
from rituals.service.private import PrivateService
from rituals.session import Session
from tests.kit.app import until
from tests.kit.locks import PASSPHRASE, couple_at, lock_cheaply
from tests.kit.saving import keys
from tui.shared.locked.opening_field import NOTHING_TYPED, TRYING, OpeningField


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return couple_at(tmp_path)


class Asking(App[None]):
    """A page with nothing but the field."""

    def __init__(self, private: PrivateService) -> None:
        super().__init__()
        self.private = private
        self.openers: list[object] = []

    def compose(self) -> ComposeResult:
        yield OpeningField(self.private, "unicode")

    def on_mount(self) -> None:
        self.asked.field.focus()

    @property
    def asked(self) -> OpeningField:
        return self.query_one(OpeningField)

    @property
    def told(self) -> str:
        return str(self.asked.query_one(".problem").render())

    def on_opening_field_opened(self, message: OpeningField.Opened) -> None:
        self.openers.append(message.opener)


@pytest.fixture(autouse=True)
def words(session: Session) -> str:
    """The twelve words of Ana's lock, which is set now."""
    return lock_cheaply(session, session.service.couple[0].id)


@pytest.fixture
def asking(session: Session) -> Asking:
    """The field for Ana's lock."""
    return Asking(session.service.private(session.service.couple[0].id))


@pytest.fixture
def lock(asking: Asking) -> LogLock:
    """That lock."""
    assert isinstance(asking.private.lock, LogLock)
    return asking.private.lock


async def test_the_passphrase_opens_and_is_seen_and_copied_nowhere(asking: Asking) -> None:
    async with asking.run_test() as pilot:
        await pilot.press(*keys(PASSPHRASE), "shift+home", "ctrl+c", "ctrl+x")
        was_cut = asking.asked.field.value == ""
        asking.post_message(Paste(PASSPHRASE))
        await pilot.pause()
        shown = asking.export_screenshot()
        await pilot.press("enter")
        await until(pilot, lambda: bool(asking.openers))

        assert was_cut
        assert asking.clipboard == ""
        assert "heron" not in shown
        assert "•" * len(PASSPHRASE) in shown
        assert asking.asked.field.value == ""


async def test_a_wrong_one_stays_to_be_typed_over_and_the_twelve_words_are_named(asking: Asking) -> None:
    async with asking.run_test() as pilot:
        await pilot.press("enter")
        assert NOTHING_TYPED in asking.told

        await pilot.press(*keys("a heron"), "enter")
        await until(pilot, lambda: NOT_IT in asking.told)

        assert asking.asked.field.selected_text == "a heron"
        assert asking.focused is asking.asked.field
        assert asking.openers == []


async def test_the_twelve_words_open_too(asking: Asking, words: str) -> None:
    async with asking.run_test() as pilot:
        asking.post_message(Paste(words))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: bool(asking.openers))


async def test_while_one_is_tried_the_page_lives_and_no_other_is(
    asking: Asking, lock: LogLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, tried = Event(), list[str]()

    def opener(typed: str) -> LogOpener | None:
        tried.append(typed)
        may_end.wait(20)
        return None

    monkeypatch.setattr(lock, "opener", opener)
    async with asking.run_test() as pilot:
        await pilot.press(*"heron", "enter")
        await pilot.press("enter", "x", "enter")
        assert TRYING in asking.told
        assert asking.asked.field.value == "heron"

        may_end.set()
        await until(pilot, lambda: NOT_IT in asking.told)
        assert tried == ["heron"]


async def test_what_was_forgotten_meanwhile_opens_nothing(
    asking: Asking, lock: LogLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, opener = Event(), lock.opener
    monkeypatch.setattr(lock, "opener", lambda typed: (may_end.wait(20), opener(typed))[1])
    async with asking.run_test() as pilot:
        await pilot.press(*keys(PASSPHRASE), "enter")
        asking.asked.forget()
        may_end.set()
        await until(pilot, lambda: TRYING not in asking.told)

        assert asking.openers == []
        assert asking.asked.field.value == ""
