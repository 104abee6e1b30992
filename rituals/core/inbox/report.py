"""What came by the inbox, and what of it was not understood."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

WHOLE_FILE = 0
"""The number of no line, where a whole file was not understood."""


class TakenWish(Struct, frozen=True):
    """A line that was carried out, and the sentence on what it did."""

    came_at: datetime
    words: str


class UnreadWish(Struct, frozen=True):
    """A line that was not understood, or a whole file; it stays on the disk until somebody lets it go.

    `number` is the line's, from 1; `WHOLE_FILE` where it is all of it, which then has no `text`.
    """

    came_at: datetime
    file: str
    number: int
    text: str
    why: str


class InboxReport(Struct, frozen=True):
    """The folder that is looked into (empty where none is), what was taken lately and what was not understood, the
    latest first, and a sentence on what keeps the folder from being looked into, if anything does."""

    folder: str = ""
    taken: tuple[TakenWish, ...] = ()
    unread: tuple[UnreadWish, ...] = ()
    problem: str = ""
