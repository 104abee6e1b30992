"""When somebody comes back to a talk that was paused, and the line that says so."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from rituals.core.calendar import day_of
from rituals.core.nudges.times import instant_of, local_of
from rituals.core.phrases import clock_words

_A_DAY = 24 * 60  # minutes
_COMING_BACK = "You said you would come back · {0}"


def return_at(now: datetime, minutes: int, zone: tzinfo) -> datetime:
    """The instant so many minutes after `now`; a whole number of days leads to the same time on a later day, whatever
    the clock does between."""
    days, rest = divmod(minutes, _A_DAY)
    elapsed = now + timedelta(minutes=minutes)
    if rest:
        return elapsed
    return instant_of(local_of(now, zone) + timedelta(days=days), zone) or elapsed


def coming_back_words(at: datetime | None, now: datetime, zone: tzinfo, day_starts_at: time) -> str:
    """What stands among a day's rows if somebody comes back to a talk `at` an instant of that day or the next, else
    ""."""
    if at is None:
        return ""
    local = local_of(at, zone)
    days = (day_of(local, day_starts_at) - day_of(local_of(now, zone), day_starts_at)).days
    clock = clock_words(local.time())
    return {0: _COMING_BACK.format(clock), 1: _COMING_BACK.format(f"tomorrow at {clock}")}.get(days, "")
