"""A private log that its person locks: what was in it, what is put in meanwhile, and what lies in the files."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.formats.rituals_json import read_export
from rituals.adapters.locking.log_lock import LogLock
from rituals.bootstrap import open_session
from rituals.core.events import AskAboutAdded, CheckinTaken
from rituals.errors import LockedError
from rituals.service.exchange import incoming, outgoing
from rituals.session import Session
from tests.kit.locks import PASSPHRASE, lock_cheaply, open_lock

DENTIST = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
LAKE = AskAboutAdded("e2", date(2026, 12, 2), "heronword")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = open_session(str(tmp_path))
    session.service.welcome_somebody()
    session.service.private(session.service.seated.id).put_in(
        [DENTIST, CheckinTaken("c", date(2026, 11, 29), {"x": 3})]
    )
    return session


def everything_in(home: Path) -> bytes:
    """All bytes of all files in a home, those in backups unpacked."""
    parts = []
    for path in (path for path in home.rglob("*") if path.is_file()):
        parts.append(path.read_bytes())
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts += [packed.read(name) for name in packed.namelist()]
    return b"\n".join(parts)


def test_what_is_locked_is_in_no_file_and_comes_back_with_the_passphrase(session: Session, tmp_path: Path) -> None:
    who = session.service.seated.id
    private = session.service.private(who)
    assert session.own_data is not None
    session.own_data().back_up()
    assert b"quinceword" in everything_in(tmp_path)

    lock_cheaply(session, who)

    assert private.is_locked
    with pytest.raises(LockedError, match=r"The private pages of .* are locked\."):
        _ = private.now
    assert b"quinceword" not in everything_in(tmp_path)
    open_lock(session, who)
    assert private.now.to_ask == [DENTIST]
    assert [taken.entry for taken in private.now.checkins] == ["c"]


def test_what_is_put_in_while_it_is_locked_is_there_once_it_is_open(session: Session, tmp_path: Path) -> None:
    who = session.service.seated.id
    words = lock_cheaply(session, who)

    session.service.private(who).put_in([LAKE])

    assert session.service.private(who).days_to_ask == [DENTIST.day, LAKE.day]
    assert b"heronword" not in everything_in(tmp_path)
    open_lock(session, who, words)
    assert session.service.private(who).now.to_ask == [DENTIST, LAKE]
    assert b'"put"' not in everything_in(tmp_path)


def test_what_is_erased_while_it_is_open_goes_from_backups_that_hold_it_sealed(session: Session) -> None:
    who = session.service.seated.id
    lock_cheaply(session, who)
    open_lock(session, who)
    assert session.own_data is not None
    own_data = session.own_data()
    backup = own_data.back_up()

    session.service.private(who).erase("e1")
    own_data.erase_from_backups()
    own_data.bring_back(backup)

    assert session.service.private(who).now.to_ask == []
    another = open_session(str(session.places.data.parent))
    open_lock(another, who)
    assert another.service.private(who).now.to_ask == []


def test_without_its_lock_it_is_as_before(session: Session, tmp_path: Path) -> None:
    who = session.service.seated.id
    private = session.service.private(who)
    assert session.own_data is not None
    session.own_data().back_up()
    lock_cheaply(session, who)
    lock = private.lock
    assert lock is not None

    lock.take_off(lock.opener(PASSPHRASE))

    assert not lock.is_set
    assert private.now.to_ask == [DENTIST]
    content = everything_in(tmp_path)
    assert content.count(b"quinceword") >= 2
    assert b'"box"' not in content
    assert b'"format":2' not in content


def test_blanks_around_a_passphrase_as_a_paste_brings_them_are_no_part_of_it(session: Session) -> None:
    who = session.service.seated.id
    lock_cheaply(session, who, f"{PASSPHRASE} ")

    open_lock(session, who, f" {PASSPHRASE}\n")

    assert not session.service.private(who).is_locked


def test_an_answer_that_all_wait_for_is_shown_at_the_first_look_after_it_was_opened(session: Session) -> None:
    service, who = session.service, session.service.seated.id
    service.join("Sam")
    _, sam = service.couple
    asked = service.apart.begin("q1")
    lock_cheaply(session, who)
    service.apart.seal(asked.id, "the plum tree", by=who)
    service.apart.seal(asked.id, "the stairs", by=sam.id)
    assert service.apart.answers_to("q1") == ()

    open_lock(session, who)
    service.refresh()

    assert [text for _, text in service.apart.answers_to("q1")] == ["the plum tree", "the stairs"]


def test_what_was_erased_does_not_come_back_by_an_import_while_it_is_locked(session: Session) -> None:
    who = session.service.seated.id
    exported = read_export(outgoing.export(session.service, session.service.seated, by="test").encode())
    lock_cheaply(session, who)
    open_lock(session, who)
    session.service.private(who).erase("e1")
    another = open_session(str(session.places.data.parent))
    (erased,) = [each.record.id for each in exported.private if getattr(each.record.event, "entry", "") == "e1"]

    incoming.take_in(another.service, exported)

    assert another.service.private(who).is_locked
    assert another.service.private(who).days_to_ask == []
    assert not any(f'"id":"{erased}"'.encode() in path.read_bytes() for path in session.places.data.rglob("*.jsonl"))


def test_looking_whether_a_log_is_locked_makes_no_lock_anew(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    private = session.service.private(session.service.seated.id)
    assert not private.is_locked
    made: list[LogLock] = []
    monkeypatch.setattr(LogLock, "__init__", lambda lock, *_: made.append(lock))

    assert not private.is_locked

    assert not made
