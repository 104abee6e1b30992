"""The errors that a person can do something about, each with the exit code a command ends with.

RitualsError (1)            one sentence for people, and what helps
├── UsageError (2)          it cannot be understood: a word, a name or a day that isn't one
│   └── AmbiguousFileError (2)  a file can be understood in two ways
├── RuleError (1)           it is understood, but makes no sense now
├── StorageError (1)        the disk refused
│   ├── BusyError (3)           another process holds what is needed, for too long
│   ├── StillOnDiskError (1)    something is erased, but not off the disk yet
│   ├── KeyGoneError (1)        what opens locked pages is not there any more
│   ├── LockedError (3)         private pages are locked by their person, or a file is sealed
│   │   └── ClosedBackupError (3)  something has to be opened before a backup can be restored
│   │       ├── SealedBackupError (3)  it is sealed              rituals/adapters/backup/sealed_backups.py
│   │       └── LockedBackupError (3)  private pages are locked  rituals/adapters/locking/in_backups.py
│   ├── AwayError (1)           the couple's folder is not there now             rituals/adapters/together/carrier.py
│   └── NewerFormatError (1)    a later version of the app wrote the file
├── EditorError (1)         an editor ended without words for a note          rituals/cli/shared/editor.py
├── NotShownError (1)       the desktop shows no notifications        rituals/adapters/notifications/bus_address.py
└── AutostartError (1)      the system does not let nudges start at login     rituals/adapters/autostart/system.py

A sentence names no command, option or key, since it may be read in a shell or in the app. What helps is a `Remedy`,
and each face has a table that says it in its own words: `rituals/cli/shared/remedies.py` and `tui/shared/remedies.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from typing import NamedTuple, Self


class Remedy(Enum):
    """What helps when a command fails; the app and the command line each have their own sentences for it."""

    ADD_RITUAL = auto()
    ADD_THANKS = auto()
    ANSWER = auto()
    BACK_UP = auto()
    BE_NUDGED = auto()
    BE_NUDGED_EVENINGS = auto()
    BRING_BACK = auto()
    CHOOSE_FOLDER = auto()
    CHOOSE_NAME = auto()
    DIAGNOSE = auto()
    EDIT_RITUAL = auto()
    END_PLANNED = auto()
    ERASE_THANKS = auto()
    EXPORT = auto()
    LEAVE = auto()
    LIST_FORMATS = auto()
    LIST_QUESTIONS = auto()
    LIST_RITUALS = auto()
    LIST_SOMEDAY = auto()
    LIST_THANKS = auto()
    MERGE = auto()
    MOVE = auto()
    MOVE_AHEAD = auto()
    NEW_CADENCE = auto()
    NUDGE_MEANWHILE = auto()
    OMIT_PERSON = auto()
    PUT_AWAY = auto()
    RENAME_KEPT = auto()
    REST = auto()
    RESTORE = auto()
    RESUME = auto()
    RESUME_ALL = auto()
    SHOW_NEXT_DAYS = auto()
    SNOOZE_LATER = auto()
    TAKE_SEAT = auto()
    TYPE_WORDS = auto()
    UNLOCK = auto()
    WRITE_ELSEWHERE = auto()


class Telling(Enum):
    """To whom a problem is told."""

    AT_ONCE = auto()
    """To whoever does anything, as something may be lost."""
    QUIETLY = auto()
    """In a quiet line on Today, as it needs a person and can wait."""
    IF_ASKED = auto()
    """To whoever asks whether all is well."""


class Problem(NamedTuple):
    """Something that is wrong, and what to do about it: in words, or with what a face offers."""

    what: str
    mend: str = ""
    remedy: Remedy | None = None
    telling: Telling = Telling.AT_ONCE

    def help_words(self, remedies: Mapping[Remedy, str]) -> str:
        """What to do about it, with the sentence for the remedy from `remedies`."""
        return " ".join(filter(None, (remedies[self.remedy] if self.remedy else "", self.mend)))

    def in_words(self, remedies: Mapping[Remedy, str]) -> str:
        """What is wrong, and what to do about it."""
        return f"{self.what} {self.help_words(remedies)}".rstrip()


class RitualsError(Exception):
    """An error for people: one sentence, a remedy if something in the app helps, and an exit code."""

    exit_code = 1

    def __init__(self, sentence: str, remedy: Remedy | None = None) -> None:
        super().__init__(sentence)
        self.remedy = remedy

    def in_words(self, remedies: Mapping[Remedy, str]) -> str:
        """The sentence, followed by the sentence for the remedy from `remedies`."""
        return f"{self} {remedies[self.remedy]}" if self.remedy else str(self)

    def reworded(self, sentence: str) -> Self:
        """The same error with another sentence, which says what helps as well."""
        error = type(self).__new__(type(self), sentence)
        error.__dict__ |= {**self.__dict__, "remedy": None}
        return error


class UsageError(RitualsError):
    """What was asked for cannot be understood: a word, a name or a day that isn't one."""

    exit_code = 2


class AmbiguousFileError(UsageError):
    """A file can be read in two ways, and nothing in it tells which is meant. `ways` are the ids of the formats that
    read it, each with what it makes of something in the file."""

    def __init__(self, sentence: str, ways: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.ways = ways


class RuleError(RitualsError):
    """What was asked for is understood but makes no sense now."""


class StorageError(RitualsError):
    """The disk refused; nothing of the command was recorded. `place` is the folder in which, and `reason` the system's
    word for why, where that is known."""

    def __init__(self, sentence: str, remedy: Remedy | None = None, *, place: str = "", reason: str = "") -> None:
        super().__init__(sentence, remedy)
        self.place = place
        self.reason = reason


class StillOnDiskError(StorageError):
    """What was erased is shown nowhere any more, but the disk refused to let go of it yet."""


@contextmanager
def taking_off_disk() -> Iterator[None]:
    """Say of a refusal that what was erased is shown no more, and that it goes off the disk by itself later."""
    try:
        yield
    except StillOnDiskError:
        raise
    except StorageError as refusal:
        otherwise = "another rituals is busy with it" if isinstance(refusal, BusyError) else "the disk refused"
        where = f"{refusal.place} can't be changed now" if refusal.place else otherwise
        reason = f" ({refusal.reason})" if refusal.reason else ""
        raise StillOnDiskError(
            f"What was erased is shown nowhere any more, but it is not off the disk yet: {where}{reason}. That goes on "
            "by itself, as soon as it can.",
            place=refusal.place,
            reason=refusal.reason,
        ) from refusal


class BusyError(StorageError):
    """Another process holds what is needed, and for too long; nothing of the command was recorded."""

    exit_code = 3


class LockedError(StorageError):
    """What is private is locked by its person, or sealed in a file, and has to be opened first."""

    exit_code = 3


class KeyGoneError(StorageError):
    """What is private was locked by its person, and the file that opens it is not there any more."""


class ClosedBackupError(LockedError):
    """A backup can be restored only with what opens it; nothing was changed. `person` is the id of the one whose
    private pages in it are locked, empty where the whole file is sealed."""

    def __init__(self, sentence: str, person: str = "") -> None:
        super().__init__(sentence, Remedy.UNLOCK)
        self.person = person

    def opener(self, typed: str) -> object | None:
        """What opens it, for the next try to restore it; None if it is not what was typed. It takes a second, and may
        be called on any thread; `RitualsError` if it can't be tried."""
        raise NotImplementedError


class NewerFormatError(StorageError):
    """A data file was written by a later version of the app."""
