"""Lengths of time and reminders, as they are typed in a form and as they stand there."""

from __future__ import annotations

import re

from rituals.core.model import LONGEST_MINUTES
from rituals.core.phrases import minutes_words
from rituals.errors import UsageError

USUAL = "usual"
NONE = "none"
_LENGTH = re.compile(r"(?:(\d{1,4}) ?h(?:ours?)?)? ?(?:(\d{1,5}) ?(?:m|min|mins|minutes?)?)?")


def reminder_words(remind: tuple[int, ...] | None) -> str:
    """Reminders as they are typed: empty as long as nothing was chosen, "none", or how long before."""
    if remind is None:
        return ""
    return ", ".join(minutes_words(minutes) or "0 min" for minutes in remind) or NONE


def read_minutes(text: str) -> int:
    """Minutes out of "30", "30 min" or "1 h 30 min", 0 out of an empty text; else `UsageError`."""
    match = _LENGTH.fullmatch(text.strip().casefold())
    if match is None or not text.isascii():
        raise UsageError(f"“{text.strip()[:30]}” is no length of time. Try “30”, “45 min” or “1 h 30 min”.")
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def read_length(text: str) -> int:
    """As `read_minutes`, and no longer than a day."""
    minutes = read_minutes(text)
    if minutes > LONGEST_MINUTES:
        raise UsageError("That is longer than a day. A day has 24 h.")
    return minutes


def read_reminders(text: str) -> tuple[int, ...] | None:
    """Minutes before the start, the earliest nudge first; None for nothing or "usual", () for "none"."""
    word = text.strip().casefold()
    if word in ("", USUAL):
        return None
    if word in (NONE, "never"):
        return ()
    minutes_before = {read_minutes(part) for part in word.replace(" and ", ",").split(",") if part.strip()}
    if max(minutes_before, default=0) > 7 * LONGEST_MINUTES:
        raise UsageError("A reminder comes at most a week before.")
    return tuple(sorted(minutes_before, reverse=True))
