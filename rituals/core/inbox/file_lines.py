"""The lines of a file that came from a phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from rituals.core.model import EventId
from rituals.core.text import SAVE_AS_UTF_8, how_many, is_unseen
from rituals.errors import UsageError

MOST_LINES = 200


class ArrivedFile(NamedTuple):
    """A file that came in: what it goes by here, when it was written, by its own time, and what is in it."""

    id: str
    written_at: datetime
    content: bytes


def line_id(file: str, number: int, part: int | str = 0) -> EventId:
    """The id of what comes of a line of a file, the same whoever carries it out."""
    from hashlib import blake2b  # it loads OpenSSL, and most who know this module do without

    return blake2b(f"{file} {number} {part}".encode(), digest_size=8).hexdigest()


def lines_of_wishes(content: bytes) -> Mapping[int, str]:
    """The lines in which something stands, by their number from 1; `UsageError` where the file is no text, or has more
    of them than may be."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"It is no text in UTF-8. {SAVE_AS_UTF_8}") from None
    lines = {number: line.strip() for number, line in enumerate(text.splitlines(), start=1) if not is_unseen(line)}
    if len(lines) > MOST_LINES:
        raise UsageError(f"It has {how_many(len(lines), 'line')}; at most {MOST_LINES} are read. Make it two files.")
    return lines
