"""What a field of an event may hold, so that nothing absurd in a file gets as far as the fold."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

LONGEST_MINUTES = 24 * 60
HIGHEST_LAMPORT = 2**63 - 1

WallTime: TypeAlias = Annotated[time, Meta(tz=False)]
"""A floating local time."""
Instant: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""A moment everywhere."""
Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=LONGEST_MINUTES)]
MinutesBefore: TypeAlias = Annotated[int, Meta(ge=0, le=7 * LONGEST_MINUTES)]
Lamport: TypeAlias = Annotated[int, Meta(ge=0, le=HIGHEST_LAMPORT)]

YEARS = range(1900, 2300)
"""Wider than the years a person may name, so that a clock that stands wrong loses nothing; narrow enough that every
day can be counted to in no time."""


def is_within_reach(fields: msgspec.Struct) -> bool:
    """Whether every day and instant in it lies in a year that somebody may live in."""
    for name in fields.__struct_fields__:
        value = getattr(fields, name)
        if isinstance(value, date):
            if value.year not in YEARS:
                return False
        elif isinstance(value, msgspec.Struct) and not is_within_reach(value):
            return False
    return True
