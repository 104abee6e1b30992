"""Reads the catalogue that ships with the app."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from zlib import crc32

from msgspec import DecodeError, convert, msgpack

from rituals.core.catalogue.model import Catalogue

_SOURCE = Path(__file__).with_name("catalogue.toml")
_COMPILED = _SOURCE.with_name("__pycache__") / "catalogue.msgpack"

_ONE_READER = Lock()
"""msgspec 0.22 crashes the process if two threads build a decoder for the same structs at once."""

_HEADER = 8
"""The length of the CRC-32, in hexadecimal digits, that compiled tables begin with."""


def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    with _ONE_READER:
        return _read()


@cache
def _read() -> Catalogue:
    return compiled_catalogue(_SOURCE, _COMPILED)


def catalogue_from(text: str) -> Catalogue:
    """The catalogue that a TOML text describes."""
    return convert(_tables(text), Catalogue)


def compiled_catalogue(source: Path, compiled: Path) -> Catalogue:
    """The catalogue of a TOML file, read from the compiled copy of its tables if that is of exactly this file; if not,
    it is compiled anew where Python may keep what it compiles."""
    text = source.read_bytes()
    with suppress(OSError, DecodeError):
        header, tables = _parted(compiled.read_bytes())
        if header == _checksum(text, tables):
            return msgpack.decode(tables, type=Catalogue)
    return convert(_compile(text, compiled), Catalogue)


def _compile(text: bytes, compiled: Path) -> dict[str, Any]:
    """The tables of a TOML text, kept as bytes that take a fiftieth of the time to read."""
    tables = _tables(text.decode())
    content = msgpack.encode(tables)
    draft = compiled.with_suffix(f".{os.getpid()}")
    if not sys.dont_write_bytecode:
        with suppress(OSError):  # without it, each reading is only slower
            draft.write_bytes(_checksum(text, content) + content)
            draft.replace(compiled)
    return tables


def _parted(content: bytes) -> tuple[bytes, memoryview]:
    return content[:_HEADER], memoryview(content)[_HEADER:]


def _checksum(text: bytes, tables: bytes | memoryview) -> bytes:
    return b"%08x" % crc32(tables, crc32(text))


def _tables(text: str) -> dict[str, Any]:
    import tomllib  # only where nothing is compiled yet

    return tomllib.loads(text)
