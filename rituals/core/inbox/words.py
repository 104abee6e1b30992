"""Sentences about the inbox, shared by the app and the command line."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.inbox.report import WHOLE_FILE, UnreadWish
from rituals.core.text import how_many, joined, printable

LETS_IN = (
    "Whoever can write into that folder can tick, rest and thank in your names, and whoever carries it can read what "
    "a phone writes there, as it is not sealed."
)


def not_understood_words(unread: Sequence[UnreadWish], what_shows_it: str) -> str:
    """That something from a phone was not understood, and what shows it, in a face's words; empty where all was."""
    files = sum(wish.number == WHOLE_FILE for wish in unread)
    counts = [(len(unread) - files, "line"), (files, "file")]
    parts = [how_many(count, what) for count, what in counts if count]
    were, them = ("was", "it") if len(unread) == 1 else ("were", "them")
    return f"From your phone: {joined(parts)} {were} not understood. {what_shows_it} shows {them}." if parts else ""


def stood_in_words(wish: UnreadWish) -> str:
    """Where something stood that was not understood."""
    file = printable(wish.file)
    return file if wish.number == WHOLE_FILE else f"{file}, line {wish.number}"
