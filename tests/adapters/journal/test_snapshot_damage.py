"""A snapshot that cannot be trusted is none, and what it cannot name it leaves to the journals."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest
from msgspec import Raw

from rituals.adapters.journal import lines, snapshot


@pytest.mark.parametrize("payload", [b"\xa1\xff", b"\x91" * 5_000, b"", b"\xc1", b"\x95\x01\x02\x03\x04\x05"])
def test_what_is_sealed_but_no_snapshot_is_none(tmp_path: Path, payload: bytes) -> None:
    path = tmp_path / "snapshot"
    path.write_bytes(b"%08x%b" % (crc32(payload), payload))

    assert snapshot.load(path) is None


def test_a_journal_with_a_higher_id_than_any_can_be_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "snapshot"
    journal = lines.header_line() + lines.commit_line("events", {1: Raw(b"{}")})
    odd = lines.header_line() + lines.checked_line(b'[["events",{"%b":{}}]]' % (b"9" * 30))

    path.write_bytes(snapshot.to_bytes(snapshot.snapshot_of({"ana.jsonl": journal, "sam.jsonl": odd}, "events")))
    found = snapshot.load(path)

    assert found is not None
    assert [one.name for one in found.journals] == ["ana.jsonl"]
