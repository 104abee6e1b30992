"""Conversions between wall times and instants: the only rules that know zones, besides the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rituals.core.calendar import add_days
from rituals.core.nudges.settings import NudgeSettings

_LONGEST_SKIP = timedelta(hours=3)


def instant_of(local: datetime, zone: tzinfo) -> datetime | None:
    """The instant, in UTC, of a naive wall time; None on a day that the zone skips.

    By RFC 5545 §3.3.5, a time that a clock change skips is read with the offset before the gap, and one that comes
    twice as the first; fold 0 does both.
    """
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if local_of(instant, zone).date() != local.date() and _is_left_out(local.date(), zone):
        return None
    return instant


def _is_left_out(day: date, zone: tzinfo) -> bool:
    """Whether the zone skips a whole day. A clock change may also move a late hour past midnight, so noon decides."""
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() != day


def local_of(instant: datetime, zone: tzinfo) -> datetime:
    """The naive wall time at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None)


def is_quiet(instant: datetime, settings: NudgeSettings, zone: tzinfo) -> bool:
    """Whether an instant lies in the quiet hours; there are none if they begin and end at the same time."""
    first, end = settings.quiet_from, settings.quiet_until
    times = [local.time() for local in (local_of(instant, zone), _skipped_at(instant, zone)) if local is not None]
    return any(
        first <= clock_time < end if first <= end else clock_time >= first or clock_time < end for clock_time in times
    )


def _skipped_at(instant: datetime, zone: tzinfo) -> datetime | None:
    """The wall time that a clock change skipped and that is read as this instant; None if there is none."""
    earlier_offset = (instant - _LONGEST_SKIP).astimezone(zone).utcoffset()
    skipped = (instant + earlier_offset).replace(tzinfo=None) if earlier_offset is not None else local_of(instant, zone)
    is_other = skipped < local_of(instant, zone)
    return skipped if is_other and skipped.replace(tzinfo=zone).astimezone(UTC) == instant else None


def after_quiet(instant: datetime, settings: NudgeSettings, zone: tzinfo) -> datetime:
    """The instant itself, or the end of the quiet hours that it lies in."""
    while is_quiet(instant, settings, zone):
        instant = _next_end(instant, settings.quiet_until, zone)
    return instant


def _next_end(instant: datetime, end: time, zone: tzinfo) -> datetime:
    """The next instant at which the clock shows `end`; if that hour comes twice, the second time counts too."""
    today = local_of(instant, zone).date()
    for day in (today, add_days(today, 1)):
        for fold in (0, 1):
            shown = datetime.combine(day, end, zone).replace(fold=fold).astimezone(UTC)
            if shown > instant:
                return shown
    return instant + timedelta(days=1)
