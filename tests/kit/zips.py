"""Zips as this app makes them, and as nobody who means well would."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO


def zip_of(parts: Mapping[str, bytes], packed_as: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", packed_as) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    return content.getvalue()


def backup_of(files: Mapping[str, bytes], sizes: Mapping[str, int] | None = None) -> bytes:
    """A zip with a manifest of these files, which may lie about their sizes."""
    listed = {
        name: {"size": (sizes or {}).get(name, len(part)), "crc32": zlib.crc32(part)} for name, part in files.items()
    }
    manifest = {"format": 1, "version": "1", "made_at": "2026-11-22T18:00:00Z", "events": 0, "files": listed}
    return zip_of({"manifest.json": json.dumps(manifest).encode(), **files})


def lying(whole: bytes, claims: int, real: int) -> bytes:
    """The zip with every size of `real` bytes told as `claims`."""
    return whole.replace(struct.pack("<L", real), struct.pack("<L", claims))


def with_bits(whole: bytes, bits: int) -> bytes:
    """The zip with these general flags in the directory and before each file."""
    changed = bytearray(whole)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + place] |= bits & 255
            changed[at + place + 1] |= bits >> 8
            at = changed.find(sign, at + 1)
    return bytes(changed)


def with_many_entries(whole: bytes, count: int) -> bytes:
    """The zip with a directory that names its first file so many times."""
    begin, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    directory = whole[begin:end] * count
    counts = struct.pack("<2H2L", count & 0xFFFF, count & 0xFFFF, len(directory), begin)
    return whole[:begin] + directory + whole[end : end + 8] + counts + whole[end + 20 :]
