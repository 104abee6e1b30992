"""Restoring where private pages are locked, or were when the backup was made: nothing plain is left of what is locked,
and what another lock holds comes back once it is opened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from rituals.adapters.backup import archive
from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.restore import restore
from rituals.adapters.journal.disk import Disk
from rituals.adapters.locking.in_backups import LockedBackupError
from rituals.bootstrap import open_session
from rituals.core.events import AskAboutAdded
from rituals.errors import KeyGoneError, NewerFormatError, StorageError
from rituals.ports import Restored
from rituals.session import Session
from tests.kit.journal_disks import KillingDisk
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock
from tests.kit.traces import words_on_disk

NOW = datetime(2026, 11, 29, 19, tzinfo=UTC)
DENTIST = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
LAKE = AskAboutAdded("e2", date(2026, 12, 2), "heronword")
ANOTHER = "the otter in the reeds"


class Home(NamedTuple):
    """A home with one person, whose backups lie elsewhere."""

    session: Session
    stick: Path

    @property
    def who(self) -> str:
        return self.session.service.seated.id

    @property
    def key(self) -> Path:
        return self.session.places.data / "private" / self.who / "key"

    def back_up(self) -> Path:
        return FolderBackups(self.session.places).make(NOW, into=self.stick)

    def restore(self, made: Path, *typed: str, disk: Disk | None = None) -> Restored:
        """Restore it, with what opens it typed each time it asks."""
        keys: list[object] = []
        for words in typed:
            with pytest.raises(LockedBackupError) as closed:
                restore(self.session.places, made, NOW, disk, keys=keys)
            assert closed.value.person == self.who
            keys.append(closed.value.opener(words))
        return restore(self.session.places, made, NOW, disk, keys=keys)

    def asks(self, typed: str = PASSPHRASE) -> list[AskAboutAdded]:
        """What is kept, as a program reads it that is started now."""
        session = open_session(str(self.session.places.data.parent))
        if session.service.private(self.who).is_locked:
            open_lock(session, self.who, typed)
        return sorted(session.service.private(self.who).now.to_ask, key=lambda asked: asked.entry)

    def is_locked(self) -> bool:
        return open_session(str(self.session.places.data.parent)).service.private(self.who).is_locked

    def lock(self, passphrase: str = PASSPHRASE) -> str:
        return lock_cheaply(self.session, self.who, passphrase)

    def take_off(self, passphrase: str = PASSPHRASE) -> None:
        lock = self.session.service.private(self.who).lock
        assert lock is not None
        lock.take_off(lock.opener(passphrase))

    def forget(self) -> None:
        """Lose what is in the private journals, and nothing else."""
        for journal in self.key.parent.glob("*.jsonl"):
            journal.unlink()

    def plain(self) -> list[Path]:
        """The files in which something private can be read."""
        return words_on_disk(self.session.places.data.parent, "quinceword", "heronword")

    def files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.session.places.data.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    session = open_session(str(tmp_path / "home"))
    session.service.welcome_somebody()
    session.service.private(session.service.seated.id).put_in([DENTIST])
    (tmp_path / "stick").mkdir()
    return Home(session, tmp_path / "stick")


def test_the_same_lock_asks_nothing(home: Home) -> None:
    home.lock()
    made = home.back_up()
    home.forget()
    home.session.service.private(home.who).put_in([LAKE])

    home.restore(made)

    assert home.is_locked()
    assert home.asks() == [DENTIST, LAKE]


def test_a_passphrase_that_was_changed_since_stays_as_it_is_now(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.lock()
    made = home.back_up()
    lock = home.session.service.private(home.who).lock
    assert lock is not None
    monkeypatch.setattr("rituals.adapters.locking.passphrase.COST", CHEAP)
    lock.change(lock.opener(PASSPHRASE), ANOTHER)
    home.forget()

    home.restore(made)

    assert lock.opener(PASSPHRASE) is None
    assert home.asks(ANOTHER) == [DENTIST]


def test_what_is_locked_since_the_backup_is_sealed_as_it_comes_back(home: Home) -> None:
    made = home.back_up()
    home.lock()
    home.forget()

    home.restore(made)

    assert not home.plain()
    assert home.asks() == [DENTIST]


@pytest.mark.parametrize("by_words", [False, True])
def test_a_lock_that_was_taken_off_since_is_asked_for_and_stays_off(home: Home, by_words: bool) -> None:
    words = home.lock()
    made = home.back_up()
    home.take_off()
    home.forget()
    home.session.service.private(home.who).put_in([LAKE])

    home.restore(made, words if by_words else PASSPHRASE)

    assert not home.is_locked()
    assert home.asks() == [DENTIST, LAKE]


def test_what_was_erased_since_does_not_come_back_from_what_was_locked(home: Home) -> None:
    home.lock()
    made = home.back_up()
    home.take_off()
    home.session.service.private(home.who).put_in([LAKE])
    home.session.service.private(home.who).erase("e1")

    home.restore(made, PASSPHRASE)

    assert home.asks() == [LAKE]


def test_a_lock_that_was_replaced_since_is_asked_for_and_the_present_one_seals(home: Home) -> None:
    home.lock()
    made = home.back_up()
    home.take_off()
    home.lock(ANOTHER)
    home.forget()
    home.session.service.private(home.who).put_in([LAKE])
    before = home.files()

    with pytest.raises(LockedBackupError) as closed:
        restore(home.session.places, made, NOW)
    assert closed.value.opener(ANOTHER) is None
    assert home.files() == before
    home.restore(made, PASSPHRASE)

    assert not home.plain()
    assert home.asks(ANOTHER) == [DENTIST, LAKE]


@pytest.mark.parametrize("harm", ["gone", "damaged", "empty"])
def test_a_key_file_that_is_gone_or_damaged_comes_back(home: Home, harm: str) -> None:
    words = home.lock()
    made = home.back_up()
    home.session.service.private(home.who).put_in([LAKE])
    if harm == "gone":
        home.key.unlink()
    else:
        home.key.write_bytes(home.key.read_bytes()[:40] if harm == "damaged" else b"")

    home.restore(made)

    assert home.is_locked()
    assert home.asks(words) == [DENTIST, LAKE]


def test_nothing_is_put_down_in_plain_while_the_key_file_is_gone_and_a_backup_has_it(home: Home) -> None:
    home.lock()
    made = home.back_up()
    home.key.unlink()
    unaware = open_session(str(home.session.places.data.parent))
    with pytest.raises(KeyGoneError):
        unaware.service.private(home.who).put_in([LAKE])

    home.restore(made)

    assert not home.plain()
    assert home.asks() == [DENTIST]


def test_into_a_damaged_key_file_nothing_plain_is_restored(home: Home) -> None:
    plain = home.back_up()
    home.lock()
    home.key.write_bytes(b"{")
    before = home.files()

    with pytest.raises(StorageError, match="is damaged, and opens nothing"):
        home.restore(plain)

    assert home.files() == before


def test_a_key_file_of_a_later_version_is_left_alone(home: Home) -> None:
    home.lock()
    made = home.back_up()
    present = home.key.read_bytes()
    home.key.write_bytes(present.replace(b'"format":1', b'"format":9', 1))
    later = home.back_up()
    before = home.files()

    for backup in (made, later):
        with pytest.raises(NewerFormatError):
            home.restore(backup)

    assert home.files() == before


def test_a_damaged_key_file_in_a_backup_is_not_put_in_place(home: Home, tmp_path: Path) -> None:
    home.lock()
    present = home.key.read_bytes()
    home.key.write_bytes(b"{")
    made = home.back_up()
    home.key.write_bytes(present)
    home.forget()
    there = Home(open_session(str(tmp_path / "there")), home.stick)

    restore(there.session.places, made, NOW)
    home.restore(made)

    assert not list(there.session.places.data.rglob("key"))
    assert home.asks() == [DENTIST]


@pytest.mark.parametrize("by_words", [False, True])
def test_into_an_empty_home_it_comes_back_locked_and_both_open_it(home: Home, tmp_path: Path, by_words: bool) -> None:
    words = home.lock()
    made = home.back_up()
    shutil.rmtree(home.session.places.data.parent)

    home.restore(made)

    assert home.is_locked()
    assert home.asks(words if by_words else PASSPHRASE) == [DENTIST]
    assert made.parent == tmp_path / "stick"


def test_a_backup_in_which_something_is_locked_is_refused_by_a_program_that_knows_no_locks(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = home.back_up()
    home.lock()
    locked = home.back_up()
    monkeypatch.setattr(archive, "FORMAT", archive.PLAIN_FORMAT)

    home.restore(plain)
    with pytest.raises(NewerFormatError, match="was made by a later version of rituals"):
        home.restore(locked)


def each_end(home: Home, tmp_path: Path, made: Path, keys: list[object], every: int) -> Iterator[Home]:
    """A copy of the home for each step at which a restore is killed, killed there and opened anew."""
    counting = KillingDisk()
    shutil.copytree(home.session.places.data.parent, tmp_path / "all")
    restore(open_session(str(tmp_path / "all")).places, made, NOW, counting, keys=keys)
    for step in range(1, counting.steps + 1, every):
        folder = tmp_path / f"ended-{step}"
        shutil.copytree(home.session.places.data.parent, folder)
        there = Home(open_session(str(folder)), home.stick)
        child = os.fork()
        if not child:
            restore(there.session.places, made, NOW, KillingDisk(step), keys=keys)
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        there.asks(ANOTHER)
        yield there
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.durability
@pytest.mark.parametrize("is_replaced", [False, True], ids=["locked since", "locked anew since"])
def test_wherever_a_restore_is_killed_nothing_plain_lies_about(
    home: Home, tmp_path: Path, full: bool, is_replaced: bool
) -> None:
    keys: list[object] = []
    if is_replaced:
        home.lock()
    made = home.back_up()
    if is_replaced:
        home.take_off()
    home.lock(ANOTHER)
    home.forget()
    home.session.service.private(home.who).put_in([LAKE])
    if is_replaced:
        with pytest.raises(LockedBackupError) as closed:
            restore(home.session.places, made, NOW)
        keys.append(closed.value.opener(PASSPHRASE))
    seen = []

    for there in each_end(home, tmp_path, made, keys, 1 if full else 3):
        assert not there.plain()
        seen.append(there.asks(ANOTHER))

    assert seen == sorted(seen, key=len)
    assert [LAKE] in seen
    assert [DENTIST, LAKE] in seen
