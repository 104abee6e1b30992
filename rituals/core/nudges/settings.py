"""What a person may choose about nudges."""

from __future__ import annotations

from datetime import time

from msgspec import Struct


class NudgeSettings(Struct, frozen=True):
    """When nudges may come (quiet hours are `[quiet_from, quiet_until)`), how many a day, and how much they say.

    `discreet` is always, intimate (affection, forgiveness and check-ins) or never. `grace_minutes` is how late a
    nudge may still be told.
    """

    on: bool = True
    quiet_from: time = time(21, 30)
    quiet_until: time = time(8)
    at_most: int = 3
    digest_at: time = time(18)
    grace_minutes: int = 120
    discreet: str = "intimate"
