"""A private log that two processes have, of which one locks it, opens it for good, or has all of them let go of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from rituals.adapters.locking import passphrase
from rituals.adapters.locking.key_file import KeyFile, LogKey
from rituals.adapters.locking.log_lock import LogLock
from rituals.bootstrap import open_session
from rituals.core.events import AskAboutAdded
from rituals.errors import LockedError, UsageError
from rituals.service.private import PrivateService
from rituals.session import Session
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock
from tests.kit.traces import words_on_disk

NOTE = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
ANOTHER = AskAboutAdded("e2", date(2026, 12, 2), "heronword")


class Process(NamedTuple):
    """What one process has open."""

    session: Session
    private: PrivateService
    lock: LogLock

    @classmethod
    def begin(cls, home: Path) -> Process:
        session = open_session(str(home))
        session.service.welcome_somebody()
        private = session.service.private(session.service.seated.id)
        assert isinstance(private.lock, LogLock)
        return cls(session, private, private.lock)

    def set(self) -> None:
        lock_cheaply(self.session, self.session.service.seated.id)

    def open(self, typed: str = PASSPHRASE) -> None:
        open_lock(self.session, self.session.service.seated.id, typed)

    def take_off(self) -> None:
        opener = self.lock.opener(PASSPHRASE)
        assert opener is not None
        self.lock.take_off(opener)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "COST", CHEAP)


@pytest.fixture
def first(tmp_path: Path) -> Process:
    first = Process.begin(tmp_path)
    first.private.put_in([NOTE])
    return first


@pytest.fixture
def second(first: Process, tmp_path: Path) -> Process:
    """Another process, which has read what is there."""
    second = Process.begin(tmp_path)
    assert second.lock is not first.lock
    assert second.private.now.to_ask == [NOTE]
    return second


def is_closed(process: Process) -> bool:
    with pytest.raises(LockedError):
        _ = process.private.now
    with pytest.raises(LockedError):
        process.private.erase("e1")
    with pytest.raises(LockedError):
        process.private.keep(lambda _: [ANOTHER])
    return process.private.is_locked


def test_one_that_has_read_it_shows_nothing_more_once_it_is_locked_and_puts_in_what_is_sealed(
    first: Process, second: Process, tmp_path: Path
) -> None:
    first.set()

    assert is_closed(second)
    second.private.put_in([ANOTHER])

    assert not words_on_disk(tmp_path, "quinceword", "heronword")
    assert second.private.days_to_ask == [NOTE.day, ANOTHER.day]
    first.open()
    assert first.private.now.to_ask == [NOTE, ANOTHER]
    assert is_closed(second)


def test_one_that_has_it_open_goes_on_when_the_lock_is_taken_off(first: Process, second: Process) -> None:
    first.set()
    second.open()
    assert second.private.now.to_ask == [NOTE]

    first.take_off()

    assert second.private.now.to_ask == [NOTE]
    second.private.put_in([ANOTHER])
    assert first.private.now.to_ask == [NOTE, ANOTHER]


@pytest.mark.parametrize("how", ["said", "changed"])
def test_all_let_go_of_it_when_one_says_so_or_changes_the_passphrase(first: Process, second: Process, how: str) -> None:
    first.set()
    opener = first.lock.opener(PASSPHRASE)
    assert opener is not None
    for process in (first, second):
        process.open()
        assert process.private.now.to_ask == [NOTE]

    if how == "said":
        first.lock.close_everywhere()
    else:
        first.lock.change(opener, "a quiet passphrase")

    assert is_closed(first)
    assert is_closed(second)


def test_to_let_go_of_what_is_not_locked_any_more_locks_nothing(first: Process, second: Process) -> None:
    first.set()
    second.open()
    first.take_off()

    second.lock.close_everywhere()

    assert not second.lock.is_set
    assert second.private.now.to_ask == [NOTE]


def test_the_key_of_an_earlier_lock_opens_a_later_one_nowhere(first: Process, second: Process, tmp_path: Path) -> None:
    first.set()
    second.open()
    earlier = second.lock.opener(PASSPHRASE)
    assert earlier is not None
    first.take_off()
    first.set()

    assert second.private.days_to_ask == [NOTE.day]
    assert is_closed(second)
    second.lock.hold(earlier)
    assert is_closed(second)
    second.private.put_in([ANOTHER])
    with pytest.raises(UsageError, match="The lock was changed meanwhile"):
        second.lock.take_off(earlier)

    second.open()
    assert second.private.now.to_ask == [NOTE, ANOTHER]
    assert not words_on_disk(tmp_path, "quinceword", "heronword")


def test_what_several_put_in_at_once_is_there_once(first: Process, second: Process, full: bool) -> None:
    first.set()
    second.open()
    many = 20 if full else 5

    def put_in(process: Process) -> None:
        name = "first" if process is first else "second"
        for number in range(many):
            process.private.put_in([AskAboutAdded(f"{name}{number}", NOTE.day, f"{name}word{number}")])

    with ThreadPoolExecutor() as threads:
        list(threads.map(put_in, (first, second)))

    first.open()
    texts = [note.text for note in first.private.now.to_ask]
    assert len(texts) == len(set(texts)) == 2 * many + 1
    assert second.private.now.to_ask == first.private.now.to_ask


def test_nudges_know_the_days_of_what_is_locked_and_nothing_asks(first: Process, second: Process) -> None:
    first.set()
    second.private.put_in([ANOTHER])

    assert second.session.service.days_to_ask(()) == {NOTE.day, ANOTHER.day}
    first.open()
    first.private.erase("e1")

    assert second.session.service.days_to_ask(()) == {ANOTHER.day}
    assert second.private.is_locked


@pytest.mark.parametrize("then", ["off", "off and on"])
def test_what_is_opened_for_good_while_another_tries_a_passphrase_is_not_sealed_with_a_key_that_is_gone(
    first: Process, second: Process, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.set()
    key_of = KeyFile.key

    def slowly(file: KeyFile, typed: str) -> LogKey | None:
        with monkeypatch.context() as at_once:
            at_once.setattr(KeyFile, "key", key_of)
            first.take_off()
            if then == "off and on":
                first.set()
        first.private.put_in([ANOTHER])
        return key_of(file, typed)

    with monkeypatch.context() as patched:
        patched.setattr(KeyFile, "key", slowly)
        late = second.lock.opener(PASSPHRASE)
    assert late is not None
    second.lock.hold(late)

    if then == "off and on":
        assert is_closed(second)
        first.open()
    assert first.private.now.to_ask == [NOTE, ANOTHER]
    third = Process.begin(first.session.places.data.parent)
    if then == "off and on":
        third.open()
    assert third.private.now.to_ask == [NOTE, ANOTHER]
