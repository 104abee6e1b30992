"""What a machine remembers of what it took in, so that it looks at nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from pathlib import Path

import msgspec

from rituals.adapters.journal.file import Signature
from rituals.adapters.together.kept import kept
from rituals.core.model import DeviceId

SEGMENT_FORMAT = 1
"""The format of segments that this version writes, and the newest that it reads."""

DAMAGED_AFTER = 600
"""Seconds that a file which is not whole stays as it is until it counts as damaged, and not as on its way."""


class Trouble(Enum):
    """Why a segment can't be read, or not to its end."""

    NOT_WHOLE = "not whole"
    """Nothing, or a line that does not open: on its way, or damaged."""
    OTHER_WORDS = "other words"
    """Those by which the couple goes since, and which this machine doesn't know."""
    EARLIER_WORDS = "earlier words"
    NEWER = "newer"


class TakenFile(msgspec.Struct, frozen=True):
    """A file of another device, as it was when it was looked at."""

    mark: str
    epoch: int
    since: float
    trouble: Trouble | None = None
    is_refused: bool = False
    """Whether records in it are of a device for which this one does not speak, as far as is known."""
    passed_over: int = 0
    """How many records in it no device writes."""
    later_kinds: tuple[str, ...] = ()
    """The kinds of events in it that the program did not know which took it in."""
    reads: int = SEGMENT_FORMAT
    """The newest format that this program could read."""


class Taken(msgspec.Struct, frozen=True):
    """What was taken in from a device, as long as its mirror is as it was left."""

    mirror: Signature | None = None
    state: str = ""
    """The mark of its state file, and for whom that says it speaks."""
    speaks_for: tuple[DeviceId, ...] = ()
    files: Mapping[str, TakenFile] = {}


class _SpeaksFor(msgspec.Struct, frozen=True):
    """As much of it as is quickly read."""

    speaks_for: tuple[DeviceId, ...] = ()


def speaks_for(path: Path) -> Collection[DeviceId]:
    """For whom a device speaks, by the file on what was taken in from it."""
    return (kept(path, _SpeaksFor) or _SpeaksFor()).speaks_for


class ForgottenDevices(msgspec.Struct, frozen=True):
    """What is kept of the devices that were forgotten."""

    devices: tuple[DeviceId, ...] = ()


def forgotten_devices(data: Path) -> Collection[DeviceId]:
    """The devices that were forgotten here, whose files under earlier words go from the couple's folder."""
    forgotten = kept(data / "together" / "forgotten.json", ForgottenDevices)
    return forgotten.devices if forgotten else ()


class FolderSeen(msgspec.Struct, frozen=True):
    """What else there was in the couple's folder at the last look."""

    devices: tuple[DeviceId, ...] = ()
    """The other devices that say something of themselves."""
    is_beyond: bool = False
    """Whether there are more devices, or more files of one, than there may be."""
    waiting_since: float = 0
    """Since when a file is waited for that an engine has not brought; 0 for none."""
