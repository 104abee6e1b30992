"""What another program's file holds, in one shape for all of them; a reader makes it, the preview shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo

from msgspec import Struct

from rituals.core.model import Cadence, Move
from rituals.core.text import NAME_LIMIT, printable

EVERYONE = "both"
"""Stands where a name could for a tick that counts for everyone."""

MOST_RITUALS = 500
MOST_DAYS = 200_000
"""How many rituals a file may hold, and how many days they all may have together."""


class ImportSource(Struct, frozen=True):
    """A file to be read: its content, and the files of the names that a format asks for that lie beside it (or in it,
    if it is a folder: then `content` is empty). `today` and `zone` are the couple's, for what is planned."""

    content: bytes
    today: date
    zone: tzinfo
    beside: Mapping[str, bytes] = {}


class ForeignTick(Struct, frozen=True, gc=False):
    """A day on which something was done; `by` is a name as the file has it, `EVERYONE`, or empty if it says none."""

    day: date
    by: str = ""
    tiny: bool = False
    note: str = ""


class Foreign(Struct, frozen=True):
    """One habit, task or appointment of another program, as a ritual: what is brought in if it is taken."""

    name: str
    cadence: Cadence | None = None
    """As it holds last; a rule without a start begins on the first day of the ticks. None: the file doesn't say."""
    ticks: tuple[ForeignTick, ...] = ()
    rests: tuple[date, ...] = ()
    reasons: Mapping[date, str] = {}
    """Why, of the rests that say it."""
    moves: tuple[Move, ...] = ()
    minutes: int = 0
    remind: tuple[int, ...] | None = None
    """Minutes before its time; None where the file doesn't say."""
    is_put_away: bool = False
    """Whether it is not kept any more; its last day is that of its last tick or rest."""
    is_plan: bool = False
    """Whether it only says what is to come, as calendars do: it is taken only where somebody picks it."""
    told: tuple[str, ...] = ()
    """What of it is left out or read otherwise, and why, a sentence each."""


class ForeignFile(Struct, frozen=True):
    """All that a file holds, and what of the file is passed over or worth knowing, a sentence each."""

    rituals: tuple[Foreign, ...]
    told: tuple[str, ...] = ()


def clean_foreign_name(name: str) -> str:
    """A name as one that a ritual may have: one line, and no longer than can be typed."""
    return " ".join(printable(name).split())[:NAME_LIMIT].strip()
