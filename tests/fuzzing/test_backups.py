"""Whatever zip somebody restores: what is whole comes back, anything else is refused, and nothing lands elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.restore import restore
from rituals.adapters.journal import lines
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.config import places
from rituals.service.couple import CoupleService
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_BYTES, happens, mutated_bytes, mutated_text
from tests.fuzzing.making_events import FOUNDATION, any_event, document
from tests.kit.fakes import FakeClock
from tests.kit.zips import backup_of, lying, with_bits, with_many_entries, zip_of

pytestmark = pytest.mark.fuzzing

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
NAMES = (
    *(
        "data/shared/laptop.jsonl",
        "data/shared/phone.jsonl",
        "data/private/ana/laptop.jsonl",
        "data/local/laptop.jsonl",
    ),
    *("data/device", "settings.toml", "catalogue.toml", "../x.jsonl", "/tmp/x.jsonl", "data/shared/../../x.jsonl"),
)
COUNTERS = (2**39, 2**39 + 1, 2**53, 2**63 - 1, 2**64, -1)
FIRST_LINES = (
    lines.header_line(),
    lines.header_line("[1]"),
    lines.header_line('{"events": 5}'),
    lines.header_line("{"),
)


def journal(random: Random) -> bytes:
    """A journal with anything in it, whole or harmed, whose counters nobody may count on from."""
    content = random.choice(FIRST_LINES)
    for number in range(random.randint(1, 5)):
        written = document(random, any_event(random), number + 9)
        written["lamport"] = random.choice((number, *COUNTERS))
        content += lines.checked_line(json.dumps([["events", {str(number + 1): written}]]).encode())
    return mutated_bytes(random, content) if happens(random, 4) else content


def zipped(random: Random) -> bytes:
    """A backup of any files, whole or harmed, or one that lies."""
    files = {_name(random): _file(random) for _ in range(random.randint(1, 4))}
    whole = backup_of(files) if not happens(random, 6) else zip_of(files)
    match random.randrange(12):
        case 0:
            whole = with_bits(whole, 1 << random.randrange(16))
        case 1:
            whole = with_many_entries(whole, random.choice((2, 500, 50_000)))
        case 2:
            sizes = [len(content) for content in files.values()]
            whole = lying(whole, random.choice((0, 1, 2**31, 2**32 - 1)), random.choice(sizes))
        case 3 | 4:
            whole = mutated_bytes(random, whole)
    return whole


def _name(random: Random) -> str:
    name = random.choice(NAMES[:7] if not happens(random, 8) else NAMES)
    odd = mutated_text(random, name).encode(errors="replace").decode().replace("\0", "")[:9_999]
    return odd or name if happens(random, 12) else name


def _file(random: Random) -> bytes:
    return journal(random) if not happens(random, 6) else random.choice(ODD_BYTES)


SOUND = [["events", {str(n): document(Random(0), event, n)}] for n, event in enumerate(FOUNDATION, 1)]
ORDINARY = backup_of({NAMES[0]: lines.header_line() + lines.checked_line(json.dumps(SOUND).encode())})


def test_a_backup_comes_back_or_is_refused_and_nothing_lands_elsewhere(fuzz: Fuzz, tmp_path: Path) -> None:
    own, archive = places(str(tmp_path / "home")), tmp_path / "rituals-2026-11-22.zip"

    def bring_back(content: bytes) -> None:
        rmtree(own.data.parent, ignore_errors=True)
        archive.write_bytes(content)
        try:
            restore(own, archive, NOW, UnsyncedDisk())
        finally:
            assert {path.name for path in tmp_path.iterdir()} <= {"home", archive.name}
        service = CoupleService(open_logs(own.data, "laptop", UnsyncedDisk()), FakeClock(), new_id, "ana")
        service.refresh()
        service.board()
        FolderBackups(own, UnsyncedDisk()).make(NOW)

    fuzz("backups", zipped, bring_back, ordinary=ORDINARY)
