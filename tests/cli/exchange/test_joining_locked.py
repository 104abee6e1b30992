"""Private pages that are locked on a machine which then joins the other's folder, and are read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.backup.archive import read_manifest
from rituals.adapters.locking import passphrase
from rituals.adapters.locking.log_lock import LogLock
from rituals.core.events import AskAboutAdded, ConsentSaid, FlowKept
from rituals.core.events.private import KeptAnswer
from rituals.core.events.recorded import from_json
from rituals.core.model import PersonId
from rituals.service.private import PrivateService
from rituals.session import Session
from tests.kit.keyboard import Typed
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk
from tests.kit.two_laptops import Laptop, OneFolder, twelve_words

DENTIST = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
LAKE = AskAboutAdded("e2", date(2026, 12, 2), "heronword")
TRAIN = AskAboutAdded("e3", date(2026, 12, 3), "otterword")
GONE = AskAboutAdded("e4", date(2026, 12, 4), "linnetword")
GONE_LATER = AskAboutAdded("e5", date(2026, 12, 5), "siskinword")
TALK = FlowKept("e6", "daily-talk", date(2026, 11, 20), (KeptAnswer("first", "finchword"),))
WORDS = ("quinceword", "heronword", "otterword", "linnetword", "siskinword", "finchword")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "COST", CHEAP)


@pytest.fixture
def between(shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> OneFolder:
    """Ana's laptop, which begins a couple, and Sam's, which has records of its own."""
    between = OneFolder(
        Laptop(shell, tmp_path / "folder"), Laptop(Runs(tmp_path / "sams", capsys), tmp_path / "folder")
    )
    ana, sam = between.laptops
    ana("people", "rename", "ana", "Ana")
    sam.shell.clock.set("2026-11-13 19:00")
    sam("people", "rename", "ana", "Sam")
    sam("add", "read aloud", "--every", "twice a week")
    sam("tick", "read")
    sam.shell.clock.set("2026-11-22 19:00")
    return between


def join(between: OneFolder, piped: Typed) -> None:
    ana, sam = between.laptops
    piped(twelve_words(ana("pair", "new", str(ana.folder), "--yes")))
    sam("pair", "join", str(sam.folder), "--for", "Sam", "--yes")
    between.both_look()


def person(session: Session, name: str) -> PersonId:
    return next(person.id for person in session.service.couple if person.name == name)


def private_of(session: Session, name: str) -> PrivateService:
    return session.service.private(person(session, name))


def test_what_was_locked_before_a_machine_joined_is_read_afterwards_and_there_once(
    between: OneFolder, piped: Typed
) -> None:
    ana, sam = between.laptops
    before = sam.shell.open_session(None)
    own = private_of(before, "Sam")
    known = list(sam.records())
    own.put_in([DENTIST, TALK, GONE, GONE_LATER, ConsentSaid("closeness", True, tuple(known[:1]))])
    own.erase("e4")
    words = lock_cheaply(before, person(before, "Sam"))
    own.put_in([LAKE])
    assert before.own_data is not None
    backup = before.own_data().back_up()
    in_backup = events_in(backup)
    hers = ana.shell.open_session(None)
    private_of(hers, "Ana").put_in([TRAIN])
    lock_cheaply(hers, person(hers, "Ana"), "another passphrase")

    join(between, piped)

    session = sam.shell.open_session(None)
    private = private_of(session, "Sam")
    assert private.is_locked
    assert not list((sam.data / "private").glob(f"{person(before, 'Sam')}*"))
    private.put_in([TRAIN])
    assert not words_on_disk(sam.data, *WORDS)
    lock = private.lock
    assert isinstance(lock, LogLock)
    assert lock.opener("another passphrase") is None
    open_lock(session, person(session, "Sam"), words)
    assert private.now.to_ask == [DENTIST, LAKE, TRAIN, GONE_LATER]
    assert private.now.kept == [TALK]
    assert private.now.consents_to("closeness")
    assert private.now.consents_to("closeness", [before_joining(session, known[0])])

    private.erase("e5")
    assert session.own_data is not None
    session.own_data().erase_from_backups()
    assert events_in(backup) == in_backup - 1
    session.own_data().bring_back(backup)

    again = sam.shell.open_session(None)
    assert not words_on_disk(sam.data, *WORDS)
    open_lock(again, person(again, "Sam"))
    assert private_of(again, "Sam").now.to_ask == [DENTIST, LAKE, TRAIN]
    lock_again = private_of(again, "Sam").lock
    assert isinstance(lock_again, LogLock)
    opener = lock_again.opener(PASSPHRASE)
    assert opener is not None
    lock_again.take_off(opener)
    plain = sam.shell.open_session(None)
    assert private_of(plain, "Sam").now.to_ask == [DENTIST, LAKE, TRAIN]
    documents = plain.service.logs.private[person(plain, "Sam")].documents()
    ids = [record.id for document in documents if (record := from_json(document))]
    assert len(ids) == len(set(ids))
    assert words_on_disk(sam.data, "finchword")
    assert not words_on_disk(sam.data, "linnetword", "siskinword")


def events_in(backup: Path) -> int:
    return read_manifest(backup).events


def before_joining(session: Session, record: str) -> str:
    """The id that a shared record of before goes by since the joining."""
    from rituals.adapters.pairing.joined import id_as_joined, joinings

    return id_as_joined(joinings(session.places.data), record)
