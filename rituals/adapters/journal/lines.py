"""The line format of journals: a header, then one line with a checksum per commit.

A line is eight hex digits of CRC-32, a space, and JSON. The first holds the header, every other one a commit: a list
of tables, each with the documents it gained, by id.

    5f3ad9b2 {"format":1,"file":"9b1f0c6d2e4a8b70"}
    0c1d2e3f [["events",{"1":{"id":"…"},"2":{"id":"…"}}]]

A last line that lacks only its newline counts, for its checksum proves it whole. One that is torn was never
acknowledged.
"""

from __future__ import annotations

import json
import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

import msgspec
from msgspec import Raw

from rituals.adapters.journal.document_json import from_raw, to_raw
from rituals.errors import NewerFormatError, StorageError
from rituals.files import is_there

FORMAT = 1
LOCKED_FORMAT = 2
"""Of a journal whose documents are sealed, in a log that its person has locked; in all else like `FORMAT`."""
KEY = "key"
"""The name of the file in the folder of a log that its person has locked, as `adapters.locking.key_file` writes it."""
EVENTS = "events"
"""The table of a log's records."""
DOCUMENTS_PER_LINE = 1000
BYTES_AT_ONCE = 1 << 18
"""How much is decoded in one go: more is no faster, and takes memory that the process keeps."""

Rows: TypeAlias = dict[int, Raw]
"""Documents of one table by id, as undecoded JSON."""

Commit: TypeAlias = tuple[str, Rows]
"""A table's name, and the documents added to it."""

Migration: TypeAlias = Callable[[list[bytes]], list[bytes]]
"""Turns the payloads of one format's lines, without the header, into those of the next format."""

MIGRATIONS: Mapping[int, Migration] = {}
"""By older format: the migration to the next one."""


class Header(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first line: the format, and a random name that is new in every rewrite."""

    format: int
    file: str = ""
    beside: str = ""
    """As JSON, what TinyDB was told to store that is no table: by name, or anything instead of tables."""


class Scan(msgspec.Struct, frozen=True):
    """The content of a part of a journal."""

    commits: list[Commit]
    damaged: list[bytes]
    length: int
    """How many bytes were parsed; the rest is a torn line."""
    ended: bool
    """Whether the last line has its newline."""


_BRACE = ord("{")
_commits = msgspec.json.Decoder(list[list[Commit]])
_header = msgspec.json.Decoder(Header)


def checked_line(payload: bytes) -> bytes:
    """The line for a payload, which begins with its checksum."""
    return b"%08x %b\n" % (crc32(payload), payload)


def header_line(beside: str = "", format: int = FORMAT) -> bytes:  # noqa: A002 - as the header calls it
    """The first line of a new file, with a new random name."""
    return checked_line(msgspec.json.encode(Header(format=format, file=os.urandom(8).hex(), beside=beside)))


def commit_line(table: str, rows: Rows) -> bytes:
    """The line that adds these documents to a table; without any it makes an empty table."""
    return checked_line(msgspec.json.encode([(table, rows)]))


def packed_lines(
    tables: Mapping[str, Rows],
    beside: str = "",
    format: int = FORMAT,  # noqa: A002 - as the header calls it
) -> Iterator[bytes]:
    """The lines of a whole journal with a thousand documents per line, which loads several times faster than one per
    line."""
    yield header_line(beside, format)
    for table, rows in tables.items():
        items = iter(rows.items())
        yield commit_line(table, dict(islice(items, DOCUMENTS_PER_LINE)))
        while chunk := dict(islice(items, DOCUMENTS_PER_LINE)):
            yield commit_line(table, chunk)


def scan(content: bytes) -> Scan:
    """Parse commits, collect damaged lines, and stop before a torn last line."""
    begun, whole = 0, content.rfind(b"\n") + 1
    tail = content[whole:]
    commits: list[Commit] = []
    damaged: list[bytes] = []
    while begun < whole:
        ended = content.rfind(b"\n", begun, begun + BYTES_AT_ONCE)
        ended = content.index(b"\n", begun) if ended < 0 else ended
        _read_lines(content[begun:ended].split(b"\n"), commits, damaged)
        begun = ended + 1
    last = read_line(tail) if tail else None
    if last is None:
        return Scan(commits, damaged, len(content) - len(tail), ended=True)
    return Scan(commits + last, damaged, len(content), ended=False)


def read_header(content: bytes) -> Header | None:
    """The header in a journal's first line; None if that is none."""
    payload = _payload(content[: content.find(b"\n") + 1 or None])
    return None if payload is None else _read_header(payload)


def beside_tables(header: Header | None) -> str:
    """What was stored that is no table, as JSON; empty for nothing, or for what is no JSON."""
    beside = header.beside if header else ""
    try:
        return beside if from_raw(beside.encode()) != {} else ""
    except (ValueError, RecursionError):
        return ""


def format_in(folder: Path) -> int:
    """The format of a journal that is written in a folder now."""
    return LOCKED_FORMAT if is_there(folder / KEY) else FORMAT


def is_readable(header: Header) -> bool:
    """Whether a file is read as it is, without being converted."""
    return header.format in (FORMAT, LOCKED_FORMAT)


def refuse_newer(header: Header | None, name: str) -> None:
    """Raise `NewerFormatError` for a file that only a later version can read."""
    if header is not None and header.format > LOCKED_FORMAT:
        raise NewerFormatError(f"{name} was written by a later version of rituals. Update rituals here to go on.")


def migrate(content: bytes, since: int, migrations: Mapping[int, Migration]) -> bytes:
    """An older journal's content in the present format; damaged lines are kept unchanged at the end."""
    lines = content.split(b"\n")[1:]
    payloads = [payload for line in lines if (payload := _payload(line)) is not None]
    damaged = [line + b"\n" for line in lines if line.strip() and _payload(line) is None]
    for step in range(since, FORMAT):
        if step not in migrations:
            raise StorageError(
                f"A journal of format {step} is too old to be read. Open it with an older version first."
            )
        payloads = migrations[step](payloads)
    return b"".join([header_line(), *map(checked_line, payloads), *damaged])


def _payload(line: bytes) -> bytes | None:
    """The payload of a line; None if its checksum is wrong. Any line ending is allowed, and a byte order mark, which an
    editor puts before the first line."""
    line = line.removeprefix(BOM_UTF8)
    if line.endswith((b"\r", b"\n")):
        line = line.rstrip(b"\r\n")
    payload = line[9:]
    return payload if payload and line[:9] == b"%08x " % crc32(payload) else None


def _read_lines(lines: list[bytes], commits: list[Commit], damaged: list[bytes]) -> None:
    """Parse lines into commits and damaged ones: all at once, which is twice as fast, or one by one if any is not a
    commit."""
    payloads = [payload for line in lines if b"%08x " % crc32(payload := line[9:]) == line[:9] and payload]
    if len(payloads) == len(lines) and (decoded := _read_commits(payloads)) is not None:
        commits += decoded
        return
    for line in lines:
        commit = read_line(line)
        if commit is None:
            damaged.append(line)
        else:
            commits += commit


def is_whole(line: bytes) -> bool:
    """Whether a line is blank, or its checksum is right."""
    return not line.strip() or _payload(line) is not None


def read_line(line: bytes) -> list[Commit] | None:
    """The commits of a line; none for a blank line or a header, which joined files may have anywhere. None if it is
    damaged."""
    payload = _payload(line)
    if payload is None:
        return None if line.rstrip(b"\r") else []
    commit = _read_commits([payload]) or _read_loosely(payload)
    if commit is None and _read_header(payload) is not None:
        return []
    return commit


def latest_first(lines_backwards: Iterable[bytes], table: str) -> Iterator[Raw]:
    """The documents of a table in these lines, of which the last comes first, from the last back."""
    commits = (commit for line in lines_backwards for commit in reversed(read_line(line) or []))
    return (document for name, rows in commits if name == table for document in reversed(rows.values()))


def _read_loosely(payload: bytes) -> list[Commit] | None:
    """The commits of a payload that holds what only Python calls JSON, such as NaN; None if that isn't so either."""
    try:
        commits = [(table, dict[str, object](rows)) for table, rows in json.loads(payload.decode())]
        are_documents = all(isinstance(document, dict) for _, rows in commits for document in rows.values())
        named = all(isinstance(table, str) and all(str(int(name)) == name for name in rows) for table, rows in commits)
        if not (are_documents and named):
            return None
        return [(table, {int(name): to_raw(document) for name, document in rows.items()}) for table, rows in commits]
    except (ValueError, TypeError, RecursionError):
        return None


def _read_header(payload: bytes) -> Header | None:
    try:
        return _header.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _read_commits(payloads: list[bytes]) -> list[Commit] | None:
    """The commits of these payloads, with undecoded documents; None unless all are commits of JSON objects in valid
    UTF-8."""
    joined = b"[%b]" % b",".join(payloads)
    try:
        if not joined.isascii():
            joined.decode()
        decoded = _commits.decode(joined)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    merged: list[Commit] = []
    for table, rows in chain.from_iterable(decoded):
        for document in rows.values():
            if memoryview(document)[0] != _BRACE:
                return None
        if merged and merged[-1][0] == table and merged[-1][1].keys().isdisjoint(rows):
            merged[-1][1].update(rows)
        else:
            merged.append((table, rows))
    return merged
