"""Key files and sealed documents that are damaged, moved, replaced, or from another day."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from rituals.adapters.journal import lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.locking import passphrase
from rituals.adapters.locking.key_file import KeyFile, LogKey, key_file
from rituals.adapters.locking.locking import MARK, finish_locking
from rituals.adapters.locking.log_lock import LogLock
from rituals.adapters.locking.passphrase import Cost, Derivation
from rituals.adapters.locking.sealed_documents import put_document, seal_document, sealed_document
from rituals.bootstrap import open_session
from rituals.core.events import AskAboutAdded
from rituals.core.events.recorded import Recorded, to_document
from rituals.errors import KeyGoneError, LockedError, NewerFormatError, StorageError
from rituals.service.private import PrivateService
from rituals.session import Session
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock

NOTE = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
ANOTHER = AskAboutAdded("e2", date(2026, 12, 2), "heronword")
RECORD = Recorded("r1", "d1", 3, datetime(2026, 11, 22, 18, tzinfo=UTC), NOTE)
STEEP = Cost(11, 2 << 30)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = open_session(str(tmp_path))
    session.service.welcome_somebody()
    return session


@pytest.fixture
def private(session: Session) -> PrivateService:
    return session.service.private(session.service.seated.id)


@pytest.fixture
def folder(session: Session) -> Path:
    return session.places.data / "private" / session.service.seated.id


def lock_of(session: Session) -> LogLock:
    lock = session.service.private(session.service.seated.id).lock
    assert isinstance(lock, LogLock)
    return lock


def change_key_file(folder: Path, **fields: object) -> KeyFile:
    """Write other things into a log's key file, as somebody with the same login may."""
    file = key_file(folder)
    assert file is not None
    changed = msgspec.structs.replace(file, **fields)
    (folder / "key").write_bytes(changed.content())
    return changed


def journals_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("*.jsonl"))


def a_key() -> tuple[KeyFile, LogKey]:
    file, words = KeyFile.new(PASSPHRASE, CHEAP)
    key = file.key(words)
    assert key is not None
    return file, key


def test_a_passphrase_may_be_whatever_a_terminal_sends() -> None:
    assert Derivation.new(CHEAP).secret("caf\udce9 by the lake") != Derivation.new(CHEAP).secret("cafe")


@pytest.mark.parametrize("cost", [Cost(11, 8192), Cost(1, 2 << 30), Cost(0, 8192), Cost(1, 1)])
def test_a_key_file_that_asks_for_too_much_is_refused_untried_and_put_right_by_the_words(
    session: Session, private: PrivateService, folder: Path, cost: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "COST", CHEAP)
    private.put_in([NOTE])
    words = lock_cheaply(session, session.service.seated.id)
    file = key_file(folder)
    assert file is not None
    by = msgspec.structs.replace(file.passphrase.by, cost=cost)
    change_key_file(folder, passphrase=msgspec.structs.replace(file.passphrase, by=by))
    lock = lock_of(session)

    with pytest.raises(StorageError, match="Nothing was tried"):
        lock.opener(PASSPHRASE)
    opener = lock.opener(words)
    assert opener is not None
    lock.change(opener, "a quiet passphrase")

    open_lock(session, session.service.seated.id, "a quiet passphrase")
    assert private.now.to_ask == [NOTE]


def test_a_cost_that_was_raised_holds_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    raised = Cost(2, 16384)
    file, words = KeyFile.new(PASSPHRASE, raised)
    key = file.key(words)
    assert key is not None
    monkeypatch.setattr(passphrase, "COST", Cost(1, 32768))

    changed = file.with_passphrase(key, "a quiet passphrase")

    assert file.key(PASSPHRASE) == changed.key("a quiet passphrase") == changed.key(words) == key
    assert changed.key(PASSPHRASE) is None
    assert changed.passphrase.by.cost == Cost(2, 32768)


@pytest.mark.parametrize("log", ["00 11 22 33 44 55 66 77", "AA11223344556677", "0011", "x" * 16])
def test_a_key_file_of_a_log_that_is_none_is_damaged(
    session: Session, private: PrivateService, folder: Path, log: str
) -> None:
    private.put_in([NOTE])
    words = lock_cheaply(session, session.service.seated.id)
    change_key_file(folder, log=log)

    with pytest.raises(StorageError, match="is damaged, and opens nothing"):
        lock_of(session).opener(words)


def test_a_key_file_of_a_later_version_is_said_to_be_one_and_stays_when_a_backup_comes_back(
    session: Session, private: PrivateService, folder: Path
) -> None:
    private.put_in([NOTE])
    lock_cheaply(session, session.service.seated.id)
    assert session.own_data is not None
    backup = session.own_data().back_up()
    later = json.dumps({"format": 2, "all": "new"}).encode()
    (folder / "key").write_bytes(later)

    with pytest.raises(NewerFormatError, match="Update rituals here to go on"):
        lock_of(session).opener(PASSPHRASE)
    with pytest.raises(NewerFormatError, match="Update rituals here to go on"):
        session.own_data().bring_back(backup)

    assert (folder / "key").read_bytes() == later


@pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31)])
def test_a_public_key_that_seals_nothing_lets_nothing_in(
    session: Session, private: PrivateService, folder: Path, public: bytes
) -> None:
    lock_cheaply(session, session.service.seated.id)
    change_key_file(folder, public=public)

    with pytest.raises(StorageError, match="nothing can be put in"):
        private.put_in([NOTE])

    assert b"quinceword" not in journals_in(folder)


def test_a_public_key_that_somebody_replaced_is_told_and_put_right(
    session: Session, private: PrivateService, folder: Path
) -> None:
    private.put_in([NOTE])
    lock_cheaply(session, session.service.seated.id)
    right, (_, others) = key_file(folder), a_key()
    change_key_file(folder, public=others.public)
    private.put_in([ANOTHER])

    opener = lock_of(session).opener(PASSPHRASE)

    assert opener is not None
    assert "may have gone to somebody else" in opener.told
    assert key_file(folder) == right
    lock_of(session).hold(opener)
    assert private.now.to_ask == [NOTE]
    again = lock_of(session).opener(PASSPHRASE)
    assert again is not None
    assert not again.told


def test_no_other_lock_is_set_over_what_the_former_one_sealed_while_its_key_file_is_gone(
    session: Session, private: PrivateService, folder: Path
) -> None:
    private.put_in([NOTE])
    lock_cheaply(session, session.service.seated.id)
    kept = (folder / "key").read_bytes()
    (folder / "key").unlink()

    with pytest.raises(KeyGoneError):
        lock_cheaply(session, session.service.seated.id)

    assert not (folder / "key").exists()
    (session.places.data / MARK).touch()  # as left by one that was ended while another's was set
    finish_locking(session.places.data)
    with pytest.raises(KeyGoneError):
        private.put_in([ANOTHER])
    (folder / "key").write_bytes(kept)
    open_lock(session, session.service.seated.id)
    assert private.now.to_ask == [NOTE]


@pytest.mark.parametrize("opened", [True, False])
def test_without_its_key_file_nothing_is_shown_or_put_in_as_if_there_was_nothing(
    session: Session, private: PrivateService, folder: Path, opened: bool
) -> None:
    private.put_in([NOTE])
    lock_cheaply(session, session.service.seated.id)
    if opened:
        open_lock(session, session.service.seated.id)
    assert private.days_to_ask == [NOTE.day]
    kept = (folder / "key").read_bytes()
    (folder / "key").unlink()

    for _ in range(2):
        with pytest.raises(KeyGoneError, match=r"The file that opens the private pages in .* is gone"):
            _ = private.now
        with pytest.raises(KeyGoneError, match=r"The file that opens the private pages in .* is gone"):
            private.put_in([ANOTHER])

    assert b"heronword" not in journals_in(folder)
    (folder / "key").write_bytes(kept)
    open_lock(session, session.service.seated.id)
    assert private.now.to_ask == [NOTE]


def test_a_damaged_key_file_is_told_and_nothing_is_put_in_plain(
    session: Session, private: PrivateService, folder: Path
) -> None:
    lock_cheaply(session, session.service.seated.id)
    opener = lock_of(session).opener(PASSPHRASE)
    assert opener is not None
    (folder / "key").write_bytes(b"{")
    lock_of(session).hold(opener)

    with pytest.raises(LockedError):
        _ = private.now
    with pytest.raises(StorageError, match="is damaged, and opens nothing"):
        private.put_in([NOTE])
    with pytest.raises(StorageError, match="is damaged, and opens nothing"):
        lock_of(session).opener(PASSPHRASE)

    assert b"quinceword" not in journals_in(folder)


def test_a_sealed_record_opens_in_its_own_place_alone() -> None:
    file, key = a_key()
    for document in (seal_document(to_document(RECORD), key), put_document(to_document(RECORD), file.log, file.public)):
        for change in ({}, {"id": "r2"}, {"device": "d2"}, {"lamport": 4}, {"day": "2026-11-23"}, {"asks": "e9"}):
            sealed = sealed_document(msgspec.json.encode({**document, **change}))
            assert sealed is not None
            assert (sealed.document(key) is None) == bool(change)
            assert sealed.document(LogKey("0" * 16, key.secret)) is None


def test_what_somebody_put_in_that_is_no_record_is_passed_over(
    session: Session, private: PrivateService, folder: Path
) -> None:
    from nacl.bindings import crypto_box_seal

    private.put_in([NOTE])
    lock_cheaply(session, session.service.seated.id)
    file = key_file(folder)
    assert file is not None
    clear = {"id": "r9", "device": "d9", "lamport": 9, "day": "2026-11-22"}
    place = f"rituals-private2|{file.log}|".encode() + json.dumps(clear, separators=(",", ":")).encode()
    own = Journal(next(folder.glob("*.jsonl")))
    for content in (b"no JSON", b"[1]", b"", b'{"id":"r9"}'):
        put = crypto_box_seal(place + b"\n" + content, file.public)
        own.table("events").insert({**clear, "put": b64encode(put).decode()})
    own.close()

    open_lock(session, session.service.seated.id)
    assert private.now.to_ask == [NOTE]

    lock = lock_of(session)
    opener = lock.opener(PASSPHRASE)
    assert opener is not None
    lock.take_off(opener)

    assert private.now.to_ask == [NOTE]
    private.put_in([ANOTHER])
    assert private.now.to_ask == [NOTE, ANOTHER]


def test_what_cannot_be_read_is_neither_locked_nor_opened_for_good(
    session: Session, private: PrivateService, folder: Path
) -> None:
    later = folder / "later.jsonl"
    private.put_in([NOTE])
    later.write_bytes(lines.header_line(format=lines.LOCKED_FORMAT + 1))

    with pytest.raises(NewerFormatError, match="Update rituals here to go on"):
        lock_cheaply(session, session.service.seated.id)

    assert not lock_of(session).is_set
    assert private.now.to_ask == [NOTE]

    later.rename(folder / "aside")
    lock_cheaply(session, session.service.seated.id)
    (folder / "aside").rename(later)
    opener = lock_of(session).opener(PASSPHRASE)
    assert opener is not None
    with pytest.raises(NewerFormatError, match="Update rituals here to go on"):
        lock_of(session).take_off(opener)

    assert b"quinceword" not in journals_in(folder)
    assert lock_of(session).is_set


def test_what_is_no_whole_record_is_locked_away_or_gone_as_well(
    session: Session, private: PrivateService, folder: Path
) -> None:
    private.put_in([NOTE])
    stamp = {"id": "r8", "device": "d8", "lamport": 1, "at": "2026-11-22T18:00:00Z"}
    own = Journal(next(folder.glob("*.jsonl")))
    own.table("events").insert({**stamp, "event": {"kind": "ask_about_added", "text": "heronword"}})
    own.table("events").insert({**stamp, "id": "../r7", "event": {"kind": "gate_passed", "text": "heronword"}})
    own.table("events").insert({"text": "heronword"})
    own.close()

    lock_cheaply(session, session.service.seated.id)

    assert b"heronword" not in journals_in(folder)
    open_lock(session, session.service.seated.id)
    assert private.now.to_ask == [NOTE]


def test_a_log_that_is_locked_before_anything_is_in_it_has_a_journal_that_older_programs_refuse(
    session: Session, private: PrivateService, folder: Path
) -> None:
    lock_cheaply(session, session.service.seated.id)

    (journal,) = folder.glob("*.jsonl")
    header = lines.read_header(journal.read_bytes())
    assert header is not None
    assert header.format == lines.LOCKED_FORMAT
    private.put_in([NOTE])
    open_lock(session, session.service.seated.id)
    assert private.now.to_ask == [NOTE]


def test_what_another_program_wrote_plain_is_sealed_when_it_is_opened(
    session: Session, private: PrivateService, folder: Path
) -> None:
    lock_cheaply(session, session.service.seated.id)
    own = Journal(folder / "older.jsonl")
    own.table("events").insert(to_document(RECORD))
    own.close()

    open_lock(session, session.service.seated.id)

    assert private.now.to_ask == [NOTE]
    assert b"quinceword" not in journals_in(folder)


def test_what_could_not_be_opened_when_the_lock_was_taken_off_is_passed_over(
    session: Session, private: PrivateService, folder: Path
) -> None:
    private.put_in([NOTE])
    lock_cheaply(session, session.service.seated.id)
    own = Journal(next(folder.glob("*.jsonl")))
    clear = {"id": "r9", "device": "d9", "lamport": 9, "day": "2026-11-22", "asks": "e9", "on": "2026-12-24"}
    own.table("events").insert({**clear, "box": b64encode(bytes(300)).decode()})
    own.close()
    lock = lock_of(session)
    opener = lock.opener(PASSPHRASE)
    assert opener is not None

    lock.take_off(opener)

    assert private.now.to_ask == [NOTE]
    (told,) = session.service.logs.private[session.service.seated.id].problems()
    assert "1 record is passed over" in told
