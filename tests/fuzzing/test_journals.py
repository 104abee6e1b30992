"""Whatever lies in a folder of journals: it is read, or refused with a sentence, and one can go on writing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from msgspec import Raw

from rituals.adapters.journal import lines, snapshot
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.service.couple import CoupleService
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_BYTES, happens, mutated_bytes
from tests.fuzzing.making_events import FOUNDATION, any_event, document
from tests.kit.fakes import FakeClock

pytestmark = pytest.mark.fuzzing

DISK = UnsyncedDisk()
MACHINE = b"c0ffee" * 4
ODD_NUMBERS = (b"", b"-1", b"0", b"x", b"1.5", b"9223372036854775807", b"18446744073709551615", b"9" * 30)
FIRST_LINES = (b'{"format":1,"file":"f"}', b'{"format":0}', b'{"format":2}', b'{"format":-1}', b'{"format":1e9}')
ORDINARY = b"".join(
    [lines.header_line()]
    + [
        lines.commit_line("events", {place: Raw(json.dumps(document(Random(0), event, place)).encode())})
        for place, event in enumerate(FOUNDATION, 1)
    ]
)
ORDINARY_FOLDER: Mapping[str, bytes] = {"device": b"laptop\n", "shared/laptop.jsonl": ORDINARY}


def journal(random: Random) -> bytes:
    """A journal's bytes: lines that are sound or sealed nonsense, and then perhaps some harm to the whole."""
    if happens(random, 10):
        return b"".join(random.choice(ODD_BYTES) for _ in range(random.randint(0, 6)))
    content = b"".join([lines.checked_line(_first_line(random)), *(_line(random) for _ in range(random.randint(0, 5)))])
    return mutated_bytes(random, content) if happens(random, 2) else content


def folder(random: Random) -> Mapping[str, bytes]:
    """The files of a data folder, some of them not what their names say."""
    files = {**ORDINARY_FOLDER, "shared/phone.jsonl": journal(random)}
    names = ("shared/laptop.jsonl", "local/laptop.jsonl", "drafts/laptop.jsonl", "private/ana/laptop.jsonl", "device")
    others = ("shared/.lock", "device.lock", "device.new", "shared/laptop.jsonl.damaged", "shared/a b.jsonl")
    for name in (*names, *others):
        if happens(random, 3):
            files[name] = journal(random)
    return files


def _first_line(random: Random) -> bytes:
    first = random.choice(FIRST_LINES[:1] if happens(random, 2) else FIRST_LINES)
    return mutated_bytes(random, first) if happens(random, 8) else first


def _line(random: Random) -> bytes:
    text = json.dumps(document(random, any_event(random), random.randrange(9))).encode()
    text = mutated_bytes(random, text) if happens(random, 8) else text
    number = b'"%b"' % random.choice((b"1", b"2", b"3", b"7", *ODD_NUMBERS))
    payload = b'[["%b",{%b:%b}]]' % (random.choice((b"events", b"_default", b"")), number, text)
    payload = mutated_bytes(random, payload) if happens(random, 8) else payload
    return lines.checked_line(payload.replace(b"\n", b" "))


def _device(random: Random) -> bytes:
    return mutated_bytes(random, random.choice((b"5f3ad9b25f3ad9b2 00c0ffee\nlaptop\n", b"laptop", *ODD_BYTES)))


def _snapshot(random: Random) -> bytes:
    """A snapshot of some journals: sound, harmed, or harmed and sealed all the same."""
    made = snapshot.to_bytes(snapshot.snapshot_of({"laptop.jsonl": journal(random), "phone.jsonl": ORDINARY}, "events"))
    harmed = mutated_bytes(random, made[8:])
    return random.choice((made, mutated_bytes(random, made), b"%08x%b" % (crc32(harmed), harmed)))


def test_bytes_are_commits_or_damage(fuzz: Fuzz) -> None:
    def read(content: bytes) -> None:
        found = lines.scan(content)
        header = lines.read_header(content)
        assert 0 <= found.length <= len(content)
        for _, rows in found.commits:
            assert all(isinstance(row, Raw) for row in rows.values())
        lines.refuse_newer(header, "ana.jsonl")
        if header is not None and header.format < lines.FORMAT:
            lines.migrate(content, header.format, {0: lambda payloads: payloads})

    fuzz("journal bytes", journal, read, ordinary=ORDINARY)


def test_a_file_is_read_as_tinydb_reads_it_and_written_on(fuzz: Fuzz, tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        with Journal(path, disk=DISK) as opened:
            before = len(list(opened.table("events")))
            opened.table("events").insert({"n": 1})
        with Journal(path, disk=DISK) as again:
            assert len(again.table("events")) == before + 1

    fuzz("journal files", journal, read, ordinary=ORDINARY)


def test_a_folder_is_opened_and_lived_in(fuzz: Fuzz, tmp_path: Path) -> None:
    def read(files: Mapping[str, bytes]) -> None:
        _fill(tmp_path, files)
        here = device_here(tmp_path, MACHINE)
        service = CoupleService(open_logs(tmp_path, here.id, DISK, others=here.others), FakeClock(), new_id, "ana")
        service.refresh()
        service.board()
        service.join("Sam")
        assert any(person.name == "Sam" for person in service.couple)

    fuzz("folders of journals", folder, read, ordinary=ORDINARY_FOLDER)


def test_a_device_has_an_id_whatever_its_file_says(fuzz: Fuzz, tmp_path: Path) -> None:
    def read(content: bytes) -> None:
        (tmp_path / "device").write_bytes(content)
        here = device_here(tmp_path, MACHINE)
        assert here.id.isalnum()
        assert device_here(tmp_path, MACHINE) == here

    fuzz("device files", _device, read, ordinary=b"5f3ad9b25f3ad9b2\n")


def test_a_snapshot_is_whole_or_none(fuzz: Fuzz, tmp_path: Path) -> None:
    path = tmp_path / "snapshot"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        found = snapshot.load(path)
        assert found is None or content[:8] == b"%08x" % crc32(content[8:])

    fuzz(
        "snapshots",
        _snapshot,
        read,
        ordinary=snapshot.to_bytes(snapshot.snapshot_of({"laptop.jsonl": ORDINARY}, "events")),
    )


def _fill(data: Path, files: Mapping[str, bytes]) -> None:
    """Make these the only files below a folder."""
    for old in data.rglob("*"):
        if old.is_file():
            old.unlink()
    for name, content in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
