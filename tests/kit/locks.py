"""Locks of private logs that open at once: what a guess costs is no matter of these tests."""

from __future__ import annotations

from pathlib import Path

from rituals.adapters.locking.key_file import KeyFile
from rituals.adapters.locking.locking import NewLock, set_lock
from rituals.adapters.locking.log_lock import LogLock
from rituals.adapters.locking.passphrase import Cost
from rituals.bootstrap import open_session
from rituals.core.model import PersonId
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
