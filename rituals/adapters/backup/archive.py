"""The file format of a backup: a zip of journals and settings, with a manifest that lists the size and checksum of
each.

A zip, because any tool can show and extract its parts, and because zipfile is cheaper to import than tarfile.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from rituals.adapters.journal import lines
from rituals.adapters.zips import opened_zip, unpacked
from rituals.core.model import HIGHEST_FOLLOWED
from rituals.errors import NewerFormatError, RitualsError
from rituals.files import open_file

if TYPE_CHECKING:
    from zipfile import ZipFile

FORMAT = 2
PLAIN_FORMAT = 1
"""Of a backup in which no private log is locked, which every version restores."""
MANIFEST = "manifest.json"
DEVICE, SETTINGS, CATALOGUE = "data/device", "settings.toml", "catalogue.toml"
SHARED = "data/shared/"
_NAME = r"[^/\\:.\x00-\x1f][^/\\:\x00-\x1f]*"  # on no system the way out of a folder
_PRIVATE = f"data/private/{_NAME}"
_JOURNALS = rf"(data/shared|data/local|{_PRIVATE})/{_NAME}\.jsonl"
_KNOWN = re.compile(f"{DEVICE}|{SETTINGS}|{CATALOGUE}|{_JOURNALS}|{_PRIVATE}/{lines.KEY}")
_READ_TOGETHER = 1 << 18
LARGEST_MANIFEST, LARGEST = 1 << 20, 1 << 28
"""How many bytes a manifest, and all of a backup, may unpack to: far more than a life together takes."""
_OWNER_ONLY_IN_ZIP = 0o600 << 16
_ANOTHER = "rituals backup list shows which there are."

Files = Mapping[str, bytes]
"""The contents of a backup, by path in it."""


class Listed(msgspec.Struct, frozen=True):
    """The size and the checksum of one file, in the manifest."""

    size: int
    crc32: int


class Manifest(msgspec.Struct, frozen=True):
    """The manifest of a backup; `made_at` is UTC."""

    format: int
    version: str
    made_at: datetime
    events: int
    files: dict[str, Listed]


class _Ordered(msgspec.Struct):
    lamport: Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_FOLLOWED)] = 0


class Archive(NamedTuple):
    """A backup that was read and checked completely."""

    manifest: Manifest
    files: Files


def packed(files: Files, made_at: datetime) -> bytes:
    """The backup of these files, as the bytes of a zip."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo  # once a week at most

    listed = {name: Listed(len(content), zlib.crc32(content)) for name, content in files.items()}
    events = sum(_count_events(content) for name, content in files.items() if name.endswith(".jsonl"))
    is_locked = any(name.endswith(f"/{lines.KEY}") for name in files)
    manifest = Manifest(FORMAT if is_locked else PLAIN_FORMAT, _version(), made_at, events, listed)
    content = BytesIO()
    with ZipFile(content, "w") as parts:
        for name, part in {MANIFEST: msgspec.json.encode(manifest), **files}.items():
            entry = ZipInfo(name)  # without a date, since a zip can't hold one before 1980
            entry.external_attr = _OWNER_ONLY_IN_ZIP
            parts.writestr(entry, part, ZIP_DEFLATED)
    return content.getvalue()


def read_archive(path: Path, unsealed: bytes | None = None) -> Archive:
    """The backup in a file; `RitualsError` if anything in it is missing or damaged. Of a file that is sealed,
    `unsealed` is what is in it."""
    with _opened(path, unsealed) as parts:
        manifest = _manifest(parts, path)
        files = {name: _checked(parts, name, listed) for name, listed in manifest.files.items()}
    for name, content in files.items():
        if name.endswith(".jsonl"):
            lines.refuse_newer(lines.read_header(content), f"{name} in {path.name}")
        elif name.endswith(f"/{lines.KEY}"):
            from rituals.adapters.locking.key_file import refuse_newer_key  # only where something is locked

            refuse_newer_key(content, f"{name} in {path.name}")
    return Archive(manifest, files)


def how_far(path: Path) -> tuple[int, int, float]:
    """What grows from one backup to the next: the highest lamport in its shared log that anybody counts on from, the
    number of its events, and when it was made; the least of all for a damaged one."""
    try:
        manifest, files = read_archive(path)
    except RitualsError:
        return -1, 0, 0.0
    shared = (lines.scan(content).commits for name, content in files.items() if name.startswith(SHARED))
    documents = (document for commits in shared for _, rows in commits for document in rows.values())
    return max(map(_lamport, documents), default=0), manifest.events, manifest.made_at.timestamp()


def _lamport(document: msgspec.Raw) -> int:
    try:
        return msgspec.json.decode(document, type=_Ordered).lamport
    except msgspec.DecodeError:
        return 0


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup, whose files are not checked; `RitualsError` if it can't be read."""
    with _opened(path) as parts:
        return _manifest(parts, path)


def not_whole(path: Path) -> RitualsError:
    """What is raised of a file that is no backup, or a damaged one."""
    return RitualsError(f"{path} is not a whole backup, so nothing is taken from it. {_ANOTHER}")


@contextmanager
def _opened(path: Path, unsealed: bytes | None = None) -> Iterator[ZipFile]:
    try:
        content = FileIO(open_file(path, os.O_RDONLY)) if unsealed is None else BytesIO(unsealed)
        with opened_zip(content, LARGEST) as parts:
            yield parts
    except OSError as refusal:
        raise RitualsError(f"{path} can't be read ({refusal.strerror or 'it is damaged'}). {_ANOTHER}") from None
    except (ValueError, KeyError, msgspec.DecodeError) as damage:
        raise not_whole(path) from damage


def _manifest(parts: ZipFile, path: Path) -> Manifest:
    """The manifest; an error if the zip holds other files than it lists, or files that belong in no backup."""
    if parts.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise ValueError("larger than any manifest")
    manifest = msgspec.json.decode(unpacked(parts, MANIFEST), type=Manifest)
    if manifest.format > FORMAT:
        raise NewerFormatError(
            f"{path.name} was made by a later version of rituals. Update rituals here to restore it."
        )
    if sorted([MANIFEST, *manifest.files]) != sorted(parts.namelist()) or not all(
        map(_KNOWN.fullmatch, manifest.files)
    ):
        raise ValueError("other files than the manifest says")
    return manifest


def _checked(parts: ZipFile, name: str, listed: Listed) -> bytes:
    if parts.getinfo(name).file_size != listed.size:
        raise ValueError("another size than the manifest says")
    content = unpacked(parts, name)
    if zlib.crc32(content) != listed.crc32:
        raise ValueError("other bytes than the manifest says")
    return content


def _count_events(journal: bytes) -> int:
    """How many events a journal holds; counted in chunks, because decoded documents take more memory than bytes."""
    count, start = 0, 0
    while start < len(journal):
        cut = journal.rfind(b"\n", start, start + _READ_TOGETHER) + 1 or journal.find(b"\n", start) + 1
        scan = lines.scan(journal[start : cut or None])
        count += sum(len(rows) for _, rows in scan.commits)
        start = cut or len(journal)
    return count


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # once a week at most

    try:
        return version("rituals-tui")
    except PackageNotFoundError:
        return "unknown"
