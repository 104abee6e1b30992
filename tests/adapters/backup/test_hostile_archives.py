"""Zips that nobody who means well would make: each is refused, in the memory that a whole one takes."""

from __future__ import annotations

import struct
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from rituals.adapters.backup import archive
from rituals.errors import RitualsError
from tests.kit.zips import backup_of, lying, with_bits, with_many_entries, zip_of

LARGE = 8_000_000
A_FEW_TIMES = 3
"""How many times the largest manifest a zip may take of memory: less than what it claims, or would unpack to."""


def twice() -> bytes:
    content = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(BytesIO(backup_of({JOURNAL: b"x"}))) as whole, zipfile.ZipFile(content, "w") as written:
            for name in ("manifest.json", JOURNAL, JOURNAL):
                written.writestr(name, whole.read(name))
    return content.getvalue()


JOURNAL = "data/shared/ana.jsonl"
SOUND = backup_of({JOURNAL: b"x"})
HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "no zip": lambda: b"",
    "cut short": lambda: SOUND[:-30],
    "only its end": lambda: SOUND[-22:],
    "with another checksum": lambda: SOUND.replace(struct.pack("<L", zlib.crc32(b"x")), bytes(4)),
    "that unpacks to more than it says": lambda: lying(backup_of({JOURNAL: bytes(LARGE)}, {JOURNAL: 10}), 10, LARGE),
    "whose manifest unpacks to more than it says": lambda: lying(zip_of({"manifest.json": bytes(LARGE)}), 10, LARGE),
    "that claims gigabytes": lambda: lying(backup_of({JOURNAL: bytes(9_999)}, {JOURNAL: 2**32 - 2}), 2**32 - 2, 9_999),
    "with a zip in it": lambda: backup_of({JOURNAL: SOUND, "data/shared/in.zip": SOUND}),
    "with absolute names": lambda: backup_of({"/etc/passwd": b"x"}),
    "with names that lead out": lambda: backup_of({"../../x": b"x", "data/shared/../../../x.jsonl": b"x"}),
    "with names of Windows": lambda: backup_of({"data\\shared\\x.jsonl": b"x", "C:x": b"x"}),
    "encrypted": lambda: with_bits(SOUND, 1),
    "encrypted strongly": lambda: with_bits(SOUND, 0x41),
    "patched": lambda: with_bits(SOUND, 0x20),
    "with 100,000 files": lambda: with_many_entries(zip_of({"manifest.json": b"{}"}), 100_000),
    "that lists 5,000 files": lambda: backup_of(dict.fromkeys((f"data/shared/{n}.jsonl" for n in range(5_000)), b"")),
    "with names that are no UTF-8": lambda: with_bits(
        zip_of({"manifest.json": b"{}", "data/shared/xxxx.jsonl": b""}), 0x800
    ).replace(b"xxxx", b"\xff\xfe\xc3("),
    "with names in another encoding": lambda: backup_of({"data/shared/ö\x1b[2J.jsonl": b"x"}),
    "with a file twice": twice,
    "packed as no backup is": lambda: zip_of({"manifest.json": b"{}"}, zipfile.ZIP_LZMA),
    "with a manifest that is nested": lambda: zip_of({"manifest.json": b"[" * 100_000}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_is_refused_with_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rituals-2026-11-22.zip"
    path.write_bytes(HOSTILE[kind]())

    tracemalloc.start()
    try:
        with pytest.raises(RitualsError, match="not a whole backup"):
            archive.read_archive(path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < A_FEW_TIMES * archive.LARGEST_MANIFEST
