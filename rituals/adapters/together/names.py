"""The names of files in the couple's folder, and how much of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rituals.core.model import DeviceId

COUPLE_FILE = re.compile(r"couple-([0-9a-f]{16})-([1-9][0-9]{0,8})")
"""The file that checks the words: the couple's id, and the epoch, which grows with each change of words."""

_WORDS_OF_AN_ENGINE = r"[^/\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*"
SEGMENT = re.compile(rf"log/([0-9a-f]{{16}})/([0-9]{{8}}){_WORDS_OF_AN_ENGINE}\.rlog{_WORDS_OF_AN_ENGINE}")
"""A segment of a device, or the copy of one that some engine made of a conflict, however it calls them; none whose name
can't be written down, or tells a terminal what to do."""

DEVICE = re.compile(r"[0-9a-f]{16}")

LARGEST_SEGMENT = 128 * 1024
LARGEST_FILE = 2 * LARGEST_SEGMENT
MOST_DEVICES = 16
MOST_SEGMENTS = 4096
"""Of one device, copies included."""

OTHER_WORDS = "The couple's words were changed on another machine. Type the new ones here to go on."

_WRITTEN_ONCE = re.compile(rf"README\.txt|{COUPLE_FILE.pattern}")


def couple_name(couple: str, epoch: int) -> str:
    """The name of the file that checks a couple's words."""
    return f"couple-{couple}-{epoch}"


def segment_name(device: DeviceId, number: int) -> str:
    """The name of a device's segment."""
    return f"log/{device}/{number:08}.rlog"


def state_name(device: DeviceId) -> str:
    """The name of the file in which a device says what it has published."""
    return f"state/{device}"


def latest_epochs(names: Iterable[str]) -> Mapping[str, int]:
    """The latest epoch of each couple whose files are among these names, the couple first that stays."""
    epochs: dict[str, int] = {}
    for couple, epoch in sorted((match[1], int(match[2])) for match in map(COUPLE_FILE.fullmatch, names) if match):
        epochs[couple] = epoch
    return epochs


def is_written_once(name: str) -> bool:
    """Whether this is no device's own file, which nobody changes once it is there."""
    return _WRITTEN_ONCE.fullmatch(name) is not None


def refuse_to_write(name: str, device: DeviceId) -> None:
    """Raise `ValueError` where a device must not write."""
    if not (name.startswith(f"log/{device}/") or name == state_name(device) or is_written_once(name)):
        raise ValueError(f"{name} is not below the names of {device}")
