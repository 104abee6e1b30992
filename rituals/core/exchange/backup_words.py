"""How backups are spoken of: when one was made, how large it is, what it holds, and what restoring it did."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rituals.core.phrases import clock_words, day_words, on_day_words

PLAIN_WORDS = (
    "It holds what each of you wrote in plain words, private pages too unless they are locked: keep it where only you "
    "can read it."
)
SEALED_WORDS = "Nobody can open it without that passphrase, and nobody can tell you what it was."
NEW_PASSPHRASE = "Choose a passphrase for this backup, four or five words perhaps. Without it nobody can open it, ever."


class ClosedBackupWords(NamedTuple):
    """How what opens a backup is asked for, what is said of anything else, and that it can't be done without."""

    asks: str
    not_it: str
    without: str


def closed_backup_words(name: str) -> ClosedBackupWords:
    """The words for a backup that is sealed, or in which the private pages of a person of this name are locked."""
    another = "another backup may hold what you miss."
    if not name:
        asks = "The passphrase that this backup is sealed with"
        return ClosedBackupWords(asks, "That is not it.", f"Without it nobody can open this backup; {another}")
    return ClosedBackupWords(
        f"{name}'s private pages in this backup are locked. Their passphrase then, or their twelve words",
        "That is not it. Their twelve words open them as well.",
        f"Without either of them this backup can't be brought back; {another}",
    )


def moment_words(at: datetime, now: datetime, *, inside: bool = False) -> str:
    """An instant in words, by itself or inside a sentence; `now` is in the couple's zone."""
    local = at.astimezone(now.tzinfo)
    words = on_day_words if inside else day_words
    return f"{words(local.date(), now.date())} at {clock_words(local.time())}"


def size_words(size: int) -> str:
    """A size in bytes, in words."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"


def event_count_words(number: int) -> str:
    """How many events there are."""
    return "1 event" if number == 1 else f"{number:,} events"


def came_back_words(events: int, made_at: datetime, now: datetime) -> str:
    """What restoring a backup brought back; "" where nothing in it was missing."""
    if not events:
        return ""
    of = f"the backup made {moment_words(made_at, now, inside=True)}"
    return f"{event_count_words(events)} came back from {of}; all that was put down since is still there."


def gone_words(data: str, made_at: datetime, events: int, now: datetime, *, is_all: bool) -> str:
    """That what was put down is no longer in the folder `data`, all or most of it, and which backup holds it."""
    lost = f"Your rituals are gone from {data}" if is_all else f"Much of what was in {data} is gone"
    return f"{lost}; the backup made {moment_words(made_at, now, inside=True)} holds {event_count_words(events)}."
