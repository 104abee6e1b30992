"""Zips from anywhere: how much is read of one is bounded by what it says, and by what is there."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BytesIO
    from zipfile import ZipFile

_LARGEST_DIRECTORY = 1 << 18
"""How many bytes of a zip may say what is in it: those of some thousand files."""
_PACKED_AS = {0, 8}  # zipfile.ZIP_STORED and ZIP_DEFLATED, written out to import it late
_DAMAGE = (zlib.error, struct.error, EOFError, KeyError, RuntimeError, NotImplementedError)


class _Bounded(BufferedReader):
    """A file of which at most `most` bytes are read at once, as the zip itself says how many zipfile asks for."""

    most = _LARGEST_DIRECTORY

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        return super().read(self.most if size is None or size < 0 else min(size, self.most))


@contextmanager
def opened_zip(content: RawIOBase | BytesIO, most: int) -> Iterator[ZipFile]:
    """A zip whose files come to no more than `most` bytes; `ValueError` if it is damaged, larger, or packed as few
    zips are."""
    from zipfile import BadZipFile, ZipFile  # only for those who open one

    with _Bounded(content) as file:
        try:
            parts = ZipFile(file)
        except (BadZipFile, *_DAMAGE) as damage:
            raise ValueError("no whole zip") from damage
        file.most = most
        with parts:
            if not {entry.compress_type for entry in parts.infolist()} <= _PACKED_AS:
                raise ValueError("packed as few zips are")
            if sum(entry.file_size for entry in parts.infolist()) > most:
                raise ValueError("too large")
            yield parts


def unpacked(parts: ZipFile, name: str) -> bytes:
    """One file of a zip, no more of it than the zip says that there is; `ValueError` if it is damaged or not there."""
    from zipfile import BadZipFile  # as in opening it

    try:
        size = parts.getinfo(name).file_size
        with parts.open(name) as part:
            return part.read(size)
    except (BadZipFile, *_DAMAGE) as damage:
        raise ValueError("a damaged part") from damage
