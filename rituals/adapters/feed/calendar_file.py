"""A calendar file that others subscribe to: where it may lie, and how it is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

from rituals.adapters.named_path import named_path
from rituals.adapters.whole_file import write_file
from rituals.core.text import printable
from rituals.errors import StorageError, UsageError
from rituals.files import OWNER_ONLY, content_of, is_folder, is_there

_OURS = b"BEGIN:VCALENDAR"
_PRODUCT = b"PRODID:"
_NAME = b"rituals"
_LARGEST = 1 << 26
_EXAMPLE = "rituals.ics"


def calendar_path(text: str, own: Collection[Path]) -> Path:
    """The file that somebody named, in full; `UsageError` where none can be kept there. `own` are folders and files of
    this program, in which nothing else lies."""
    path = named_path(text, "A calendar file")
    name = printable(str(path))
    if is_folder(path):
        raise UsageError(f"{name} is a folder. Name a file in it, such as {printable(str(path / _EXAMPLE))}.")
    if not is_folder(path.parent):
        raise UsageError(f"There is no folder {printable(str(path.parent))}. Make it first, or choose another.")
    real = Path(os.path.realpath(path))
    if any(real.is_relative_to(os.path.realpath(place)) for place in own):
        raise UsageError(f"{name} lies where rituals keeps its own files. Choose a place of its own for it.")
    return path


def replace_calendar(path: Path, text: str) -> bool:
    """Write a calendar whole or not at all where it says anything else by now; whether that was so.

    `UsageError` where the file is another's: only one that this program wrote, or an empty one, is written over.
    """
    content, real = text.encode(), Path(os.path.realpath(path))  # a link stays one
    earlier = written_calendar(real)
    if earlier == content:
        return False
    if earlier and not _is_ours(earlier):
        raise UsageError(f"{printable(str(path))} is there already, and not a calendar from here. Choose another name.")
    mode = stat.S_IMODE(real.stat().st_mode) if earlier is not None else OWNER_ONLY
    write_file(real, text, force=True, mode=mode)
    return True


def written_calendar(path: Path) -> bytes | None:
    """What is in the file; None where there is none, `StorageError` where it can't be read."""
    try:
        return content_of(path, _LARGEST) if is_there(path) else None
    except OSError as refusal:
        reason = refusal.strerror or type(refusal).__name__
        raise StorageError(f"{printable(str(path))} can't be read ({reason}). Choose another place.") from None


def _is_ours(content: bytes) -> bool:
    """Whether a file begins as those do that this program writes; what maker it names stands near its beginning."""
    lines = content[:1000].splitlines()
    return lines[:1] == [_OURS] and any(line.startswith(_PRODUCT) and _NAME in line.lower() for line in lines)
