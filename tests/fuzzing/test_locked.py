"""What lies in the folder of a locked log: it opens or says why not, and nothing plain is left when it is locked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from msgspec import Raw

from rituals.adapters.journal import lines
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.adapters.locking.key_file import KeyFile, LogKey, read_key_file
from rituals.adapters.locking.locking import NewLock, set_lock
from rituals.adapters.locking.sealed_documents import put_document, seal_document
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.core.events import GatePassed
from rituals.core.events.recorded import from_json
from rituals.errors import LockedError
from rituals.service.couple import CoupleService
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_SIGNS, happens, mutated_bytes
from tests.fuzzing.making_events import any_event, document
from tests.kit.fakes import FakeClock
from tests.kit.locks import CHEAP, PASSPHRASE

pytestmark = pytest.mark.fuzzing

DISK = UnsyncedDisk()
ODD_VALUES: tuple[object, ...] = (
    *(None, 0, -1, 1, 11, 1 << 30, 1 << 40, 1e400, "", "AA==", "=", "00 11 22 33 44 55 66 77", "x" * 16, [], {}),
    *("A" * 43 + "=", "//8=" * 900, {"passes": 1, "memory": 8192}, *ODD_SIGNS[:20]),
)


@cache
def a_lock() -> tuple[KeyFile, LogKey, str]:
    """A key file, what it opens with, and its twelve words."""
    file, words = KeyFile.new(PASSPHRASE, CHEAP)
    key = file.key(words)
    assert key is not None
    return file, key, words


def key_bytes(random: Random) -> bytes:
    """A key file: sound, with an odd value under any of its names, or harmed."""
    fields: dict[str, Any] = json.loads(a_lock()[0].content())
    for _ in range(random.randint(0, 2)):
        where = random.choice(
            (fields, fields["passphrase"], fields["passphrase"]["by"], fields["passphrase"]["by"]["cost"])
        )
        where[random.choice((*where, "new"))] = random.choice(ODD_VALUES)
        if any(not isinstance(inner, dict) for inner in _inner(fields)):
            break
    content = json.dumps(fields, ensure_ascii=True).encode(errors="surrogatepass")
    return mutated_bytes(random, content) if happens(random, 2) else content


def _inner(fields: Mapping[str, Any]) -> list[object]:
    wrap = fields.get("passphrase")
    by = wrap.get("by") if isinstance(wrap, dict) else None
    return [wrap, by, by.get("cost") if isinstance(by, dict) else None]


def folder(random: Random) -> Mapping[str, bytes]:
    """The files of a private log: sealed, put in, plain or harmed documents, and perhaps a key file."""
    rows = {place: Raw(_document(random, place)) for place in range(1, random.randint(1, 6))}
    form = random.choice((lines.LOCKED_FORMAT, lines.LOCKED_FORMAT, lines.FORMAT))
    files = {"laptop.jsonl": b"".join([lines.header_line(format=form), lines.commit_line("events", rows)])}
    if happens(random, 3):
        files["phone.jsonl"] = mutated_bytes(random, files["laptop.jsonl"])
    if not happens(random, 4):
        files["key"] = key_bytes(random) if happens(random, 3) else a_lock()[0].content()
    return files


def _document(random: Random, place: int) -> bytes:
    file, key, _ = a_lock()
    plain = document(random, any_event(random), place)
    content = json.dumps(plain).encode()
    if from_json(content) is not None:
        plain = json.loads(content)
        sealed = seal_document(plain, key) if happens(random, 2) else put_document(plain, file.log, file.public)
        if happens(random, 4):
            sealed[random.choice((*sealed, "gone", "asks", "on", "put"))] = random.choice(ODD_VALUES)
        content = json.dumps(random.choice((sealed, sealed, plain))).encode(errors="surrogatepass")
    harmed = mutated_bytes(random, content).replace(b"\n", b" ") if happens(random, 6) else content
    return harmed if _is_object(harmed) else content


def _is_object(content: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(content), dict)
    except (ValueError, RecursionError):
        return False


def test_a_key_file_opens_its_log_or_a_sentence_says_why_not(fuzz: Fuzz) -> None:
    _, key, words = a_lock()

    def read(content: bytes) -> None:
        file = read_key_file(content, "key")
        assert file.key(words) in (key, None)
        if file.passphrase.by.cost.is_bearable:  # but dear: what is to be tried is anything but that
            by = msgspec.structs.replace(file.passphrase.by, cost=CHEAP)
            file = msgspec.structs.replace(file, passphrase=msgspec.structs.replace(file.passphrase, by=by))
        assert file.key(PASSPHRASE) in (key, None)
        put_document(
            {"id": "r", "device": "d", "lamport": 1, "at": "2026-11-22T18:00:00Z", "event": {"kind": "x"}},
            file.log,
            file.public,
        )

    fuzz("key files", key_bytes, read, ordinary=a_lock()[0].content())


def test_a_locked_log_is_opened_and_lived_in(fuzz: Fuzz, tmp_path: Path) -> None:
    file, key, words = a_lock()
    private = tmp_path / "private" / "me"

    def read(files: Mapping[str, bytes]) -> None:
        _fill(private, files)
        service = CoupleService(open_logs(tmp_path, "laptop", DISK), FakeClock(), new_id, "ana")
        own = service.private("me")
        lock = service.logs.lock_of("me")
        assert lock is not None
        if not lock.is_set:
            set_lock(tmp_path, private, NewLock(file, key, words), DISK)
            assert not any(b'"event":' in path.read_bytes() for path in private.glob("*.jsonl"))
        with pytest.raises(LockedError):
            _ = own.now
        own.put_in([GatePassed()])
        opener = lock.opener(words)
        if opener is None:
            return
        lock.hold(opener)
        before = own.now
        assert before.gate_passed
        lock.take_off(opener)
        again = CoupleService(open_logs(tmp_path, "laptop", DISK), FakeClock(), new_id, "ana")
        after = again.private("me").now
        assert (after.kept, after.checkins, after.to_ask) == (before.kept, before.checkins, before.to_ask)

    fuzz("locked logs", folder, read, ordinary=folder(Random(7)))


def _fill(private: Path, files: Mapping[str, bytes]) -> None:
    """Make these the only files of a log."""
    private.mkdir(parents=True, exist_ok=True)
    for old in private.iterdir():
        old.unlink()
    for name, content in files.items():
        (private / name).write_bytes(content)
