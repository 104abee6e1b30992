"""Locking, changing the passphrase, opening and taking off, ended or refused at each call to the disk."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.journal.disk import Disk
from rituals.adapters.locking import passphrase
from rituals.adapters.locking.key_file import KeyFile
from rituals.adapters.locking.locking import NewLock, change_passphrase, finish_locking, set_lock, take_off
from rituals.adapters.locking.opening import opener_for
from rituals.bootstrap import open_session
from rituals.core.events import AskAboutAdded, CheckinTaken
from rituals.core.model import PersonId
from rituals.errors import StorageError
from tests.kit.journal_disks import DyingDisk, PowerCut, RefusingDisk
from tests.kit.locks import CHEAP, PASSPHRASE
from tests.kit.traces import words_on_disk

pytestmark = pytest.mark.durability

ANOTHER = "four other quiet words"
DENTIST = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
LAKE = AskAboutAdded("e2", date(2026, 12, 2), "heronword")
CHECKIN = CheckinTaken("c", date(2026, 11, 29), {"quinceitem": 3})
SECRETS = ("quinceword", "heronword", "quinceitem", "checkin_taken", "ask_about_added")

Step = Callable[[Path, PersonId, Disk | None], None]
NEW, WORDS = KeyFile.new(PASSPHRASE, CHEAP)


class FillingDisk(DyingDisk):
    """Is full, or takes nothing more, from its n-th change on."""

    code = errno.ENOSPC

    def _step(self, last_breath: Callable[[], None] = lambda: None) -> None:
        self.steps += 1
        if self.dies_at and self.steps >= self.dies_at:
            last_breath()
            raise OSError(self.code, os.strerror(self.code))


def folder_of(home: Path, who: PersonId) -> Path:
    return home / "data" / "private" / who


def lock_it(home: Path, who: PersonId, disk: Disk | None = None) -> None:
    key = NEW.key(WORDS)
    assert key is not None
    set_lock(home / "data", folder_of(home, who), NewLock(NEW, key, WORDS), disk)


def change_it(home: Path, who: PersonId, disk: Disk | None = None) -> None:
    opener = opener_for(home / "data", who, PASSPHRASE, disk)
    assert opener is not None
    change_passphrase(home / "data", folder_of(home, who), opener.key, ANOTHER, disk)


def open_it(home: Path, who: PersonId, disk: Disk | None = None) -> None:
    assert opener_for(home / "data", who, PASSPHRASE, disk) is not None


def take_it_off(home: Path, who: PersonId, disk: Disk | None = None) -> None:
    opener = opener_for(home / "data", who, PASSPHRASE, disk)
    assert opener is not None
    take_off(home / "data", folder_of(home, who), opener, disk)


STEPS: dict[str, Step] = {"set": lock_it, "change": change_it, "open": open_it, "take off": take_it_off}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "COST", CHEAP)


def begin(home: Path, *, locked: bool) -> PersonId:
    """A home with a backup of what is private in it, locked or not, and something put in since."""
    session = open_session(str(home))
    session.service.welcome_somebody()
    who = session.service.seated.id
    session.service.private(who).put_in([DENTIST, CHECKIN])
    assert session.own_data is not None
    session.own_data().back_up()
    if locked:
        lock_it(home, who)
    session.service.private(who).put_in([LAKE])
    return who


def says_what_is_so(home: Path, who: PersonId) -> str:
    """Start anew, see that everything is there, and give by what it opens now: a passphrase, or nothing."""
    session = open_session(str(home))
    assert session.own_data is not None
    session.own_data().erase_from_backups()
    private = session.service.private(who)
    lock = private.lock
    assert lock is not None
    by = ""
    if private.is_locked:
        assert not words_on_disk(home, *SECRETS)
        by = next(typed for typed in (PASSPHRASE, ANOTHER) if lock.opener(typed))
        opener = lock.opener(WORDS)
        assert opener is not None
        assert not opener.told
        lock.hold(opener)
    assert private.now.to_ask == [DENTIST, LAKE]
    assert private.now.checkins == [CHECKIN]
    if not by:
        assert b'"format":2' not in b"".join(path.read_bytes() for path in folder_of(home, who).glob("*.jsonl"))
    return by


ENDS = {"set": {"", PASSPHRASE}, "change": {PASSPHRASE, ANOTHER}, "open": {PASSPHRASE}, "take off": {PASSPHRASE, ""}}


@pytest.mark.parametrize("name", STEPS)
def test_ended_at_any_call_to_the_disk_it_is_done_or_was_never_begun(name: str, tmp_path: Path, full: bool) -> None:
    who = begin(tmp_path / "before", locked=name != "set")
    shutil.copytree(tmp_path / "before", tmp_path / "counting")
    counting = DyingDisk()
    STEPS[name](tmp_path / "counting", who, counting)
    ends = {says_what_is_so(tmp_path / "counting", who)}

    for number in range(1, counting.steps + 1, 1 if full else max(1, counting.steps // 6)):
        home = tmp_path / f"dies-at-{number}"
        shutil.copytree(tmp_path / "before", home)
        with suppress(PowerCut):
            STEPS[name](home, who, DyingDisk(number))
        ends.add(says_what_is_so(home, who))

    assert ends <= ENDS[name]
    assert len(ends) > 1 or name == "open"


@pytest.mark.parametrize("name", STEPS)
def test_where_the_disk_refuses_it_says_so_and_goes_on_later(name: str, tmp_path: Path, full: bool) -> None:
    who = begin(tmp_path / "before", locked=name != "set")
    shutil.copytree(tmp_path / "before", tmp_path / "counting")
    counting = DyingDisk()
    STEPS[name](tmp_path / "counting", who, counting)

    for number in range(1, counting.steps + 1, 1 if full else max(1, counting.steps // 4)):
        home = tmp_path / f"full-at-{number}"
        shutil.copytree(tmp_path / "before", home)
        with suppress(StorageError):
            STEPS[name](home, who, FillingDisk(number))

        by = says_what_is_so(home, who)

        assert by in ENDS[name]
        if name != "open" and by == ("" if name == "set" else PASSPHRASE):
            STEPS[name](home, who, None)
            assert says_what_is_so(home, who) != by


def test_ended_while_it_goes_on_with_a_lock_it_goes_on_again(tmp_path: Path, full: bool) -> None:
    who = begin(tmp_path / "before", locked=False)
    counting = DyingDisk()
    shutil.copytree(tmp_path / "before", tmp_path / "counting")
    lock_it(tmp_path / "counting", who, counting)

    for number in range(counting.steps // 3, counting.steps, 1 if full else counting.steps // 3):
        for again in range(1, counting.steps, 1 if full else counting.steps // 3):
            home = tmp_path / f"dies-at-{number}-and-{again}"
            shutil.copytree(tmp_path / "before", home)
            with suppress(PowerCut):
                lock_it(home, who, DyingDisk(number))
            with suppress(PowerCut):
                finish_locking(home / "data", DyingDisk(again))

            assert says_what_is_so(home, who) in ENDS["set"]


def test_a_backup_made_after_taking_off_was_ended_holds_nothing_plain_once_it_goes_on(
    tmp_path: Path, full: bool
) -> None:
    who = begin(tmp_path / "before", locked=True)
    shutil.copytree(tmp_path / "before", tmp_path / "counting")
    counting = DyingDisk()
    take_it_off(tmp_path / "counting", who, counting)

    for number in range(1, counting.steps, 1 if full else max(1, counting.steps // 8)):
        home = tmp_path / f"dies-at-{number}"
        shutil.copytree(tmp_path / "before", home)
        running = open_session(str(home))
        with suppress(PowerCut):
            take_it_off(home, who, DyingDisk(number))
        assert running.own_data is not None
        running.own_data().back_up()

        assert says_what_is_so(home, who) in ENDS["take off"]


@pytest.mark.parametrize("name", STEPS)
def test_on_a_disk_that_takes_nothing_it_says_so_and_all_is_as_before(name: str, tmp_path: Path) -> None:
    who = begin(tmp_path, locked=name != "set")
    before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()}
    disk = RefusingDisk(**dict.fromkeys(("open", "write", "sync", "truncate", "replace"), errno.EROFS))

    if name == "open":
        open_it(tmp_path, who, disk)  # what was put in meanwhile is sealed anew the next time
    else:
        with pytest.raises(StorageError):
            STEPS[name](tmp_path, who, disk)

    assert {path: path.read_bytes() for path in before} == before
    assert says_what_is_so(tmp_path, who) == ("" if name == "set" else PASSPHRASE)
