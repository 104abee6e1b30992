"""What a machine remembers of what it took in, so that it looks at nothing twice."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rituals.adapters.journal.file import Signature
from rituals.adapters.together.sealed.segments import Trouble
from rituals.core.model import DeviceId

DAMAGED_AFTER = 600
"""Seconds that a file which is not whole stays as it is until it counts as damaged, and not as on its way."""


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


class Taken(msgspec.Struct, frozen=True):
    """What was taken in from a device, as long as its mirror is as it was left."""

    mirror: Signature | None = None
    state: str = ""
    """The mark of its state file, and for whom that says it speaks."""
    speaks_for: tuple[DeviceId, ...] = ()
    files: Mapping[str, TakenFile] = {}
