"""Locks of private logs that open at once: what a guess costs is no matter of these tests."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from msgspec.structs import replace

from rituals.adapters.locking.key_file import KeyFile
from rituals.adapters.locking.locking import NewLock, set_lock
from rituals.adapters.locking.log_lock import LogLock
from rituals.adapters.locking.passphrase import Cost
from rituals.bootstrap import open_session
from rituals.core.model import PersonId
from rituals.ports import PrivateLock
from rituals.session import Session

CHEAP = Cost(1, 8192)
PASSPHRASE = "the heron by the lake"


def couple_at(home: Path) -> Session:
    """Ana, at the keyboard, and Sam, on a disk."""
    session = open_session(str(home))
    session.service.join("Sam")
    session.service.rename(session.service.couple[0].id, "Ana")
    return session


def lock_cheaply(session: Session, person: PersonId, passphrase: str = PASSPHRASE) -> str:
    """Lock a person's private log in a session's home, and return its twelve words; it stays closed."""
    file, words = KeyFile.new(passphrase, CHEAP)
    key = file.key(passphrase)
    assert key is not None
    data = session.places.data
    set_lock(data, data / "private" / person, NewLock(file, key, words))
    return words


def open_lock(session: Session, person: PersonId, typed: str = PASSPHRASE) -> None:
    """Open it in this session, as after typing the passphrase or the words."""
    lock = session.service.private(person).lock
    assert isinstance(lock, LogLock)
    opener = lock.opener(typed)
    assert opener is not None
    lock.hold(opener)


class LockInMemory:
    """A lock that opens by one passphrase, or by twelve words, and seals nothing."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.told = ""
        self.is_set = self.is_open = False
        self._passphrase = ""

    def hold(self, _: object) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def close_everywhere(self) -> None:
        self.close()

    def opener(self, typed: str) -> LockInMemory | None:
        return self if typed in (self._passphrase, self.words) else None

    def prepare(self, passphrase: str) -> LockInMemory:
        self._passphrase = passphrase
        return self

    def set(self, _: object) -> None:
        self.is_set = True

    def change(self, _: object, passphrase: str) -> None:
        self._passphrase = passphrase

    def take_off(self, _: object) -> None:
        self.is_set = self.is_open = False


def lock_in_memory(session: Session, words: str) -> None:
    """Let everyone's private pages in a session in memory be locked, each with these twelve words."""
    locks: dict[PersonId, PrivateLock] = defaultdict(lambda: LockInMemory(words))
    session.service.logs = replace(session.service.logs, lock_of=locks.__getitem__)
