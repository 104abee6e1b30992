"""What the page of your data does on a thread: each returns the sentence that is said once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from rituals.core.exchange.backup_words import PLAIN_WORDS, SEALED_WORDS, came_back_words
from rituals.core.exchange.locking_words import NOT_IT
from rituals.core.jar.words import booklet_written_words
from rituals.core.model import Person
from rituals.core.text import joined, printable
from rituals.errors import UsageError
from rituals.service.own_data import OwnData
from tui.settings.setting import Setting

NOTHING_MISSING = "Nothing in that backup is missing here."
NO_PLACE = "There is no such place. Name a file in a folder that is there."
BRINGING_MEANS = (
    "What was put down since stays, what was erased for good stays gone, and how it is now is set aside first."
)

BACK_UP, SEAL, BRING_BACK, FROM_ELSEWHERE, BRING_IN = "back-up", "seal", "bring-back", "file", "bring-in"
EXPORT, BOOKLET = "export", "booklet"


def own_data_rows(year: int, formats: Sequence[str], *, is_alone: bool) -> list[Setting]:
    """The rows of the page; `formats` are what can be brought in."""
    return [
        Setting(
            BACK_UP,
            "Back up now",
            f"{PLAIN_WORDS} One more is made by itself every week, and four of those are kept.",
            "everything, into one file",
        ),
        Setting(
            SEAL,
            "Sealed backup",
            "Into a folder you name, with a passphrase.",
            "for a stick, or another disk",
        ),
        Setting(BRING_BACK, "Bring back a backup", f"You choose which, and are asked. {BRINGING_MEANS}", "which one?"),
        Setting(
            FROM_ELSEWHERE,
            "Bring back a file",
            f"You type where it is, and are asked, also for its passphrase if it is sealed. {BRINGING_MEANS}",
            "from a stick, or another disk",
        ),
        Setting(
            BRING_IN,
            "Bring in a file",
            f"You see what it would bring in before anything is written. It can be: {joined(formats)}.",
            "of another program, or an export",
        ),
        Setting(
            EXPORT,
            "Export to a file",
            "Its name says what: .json for all of it, the private pages included, .csv for the days you kept as a "
            "table, .md for those of this year to read, .ics for a calendar. Whoever has the file can read it.",
            "all that is yours" if is_alone else "all that one of you can see",
        ),
        Setting(
            BOOKLET,
            "Booklet of the jar",
            "To print or to keep, as .html or .md. What is sealed stays out of it.",
            f"the notes of {year}",
        ),
    ]


def typed_path(typed: str) -> Path:
    """The path that was typed; `UsageError` where there can be none."""
    try:
        return Path(typed).expanduser().absolute()
    except (RuntimeError, OSError):  # ~somebody, who has no folder here
        raise UsageError(NO_PLACE) from None


def backed_up(own_data: OwnData) -> str:
    return f"Everything is in {printable(str(own_data.back_up()))}. {PLAIN_WORDS}"


def backed_up_sealed(own_data: OwnData, into: Path, passphrase: str) -> str:
    made = own_data.back_up_sealed(into, passphrase)
    return f"Everything is in {printable(str(made))}, sealed with your passphrase. {SEALED_WORDS}"


def brought_back(own_data: OwnData, backup: Path, keys: Sequence[object], now: datetime) -> str:
    restored = own_data.bring_back(backup, keys)
    came_back = came_back_words(restored.events, restored.made_at, now) or NOTHING_MISSING
    return f"{came_back} How it was before is in {printable(str(restored.before))}." if restored.before else came_back


def exported(own_data: OwnData, whose: Person, to: Path, opened: Callable[[], object] | None = None) -> str:
    """Write an export, with the private pages that `opened` gives what opens them of, or None, if they are locked."""
    opener = opened() if opened else None
    if opened and opener is None:
        raise UsageError(NOT_IT)
    return own_data.export(whose.id, to, opener)


def booklet_made(own_data: OwnData, year: int, to: Path) -> str:
    return booklet_written_words(own_data.write_booklet(year, to), str(year), str(to))
