"""A calendar as an `.ics` file (RFC 5545), which calendars subscribe to or take in; the same series, the same bytes."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rituals.core.cadence.rrule import Parts, text_of
from rituals.core.calendar import add_days
from rituals.core.exchange.calendar import CalendarSeries

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

_NAME = "Our rituals"
_MAKER = "-//rituals//rituals//EN"
_A_DAY, _A_MINUTE = timedelta(days=1), timedelta(minutes=1)
_MIDNIGHT, _LAST_SECOND = time(), time(23, 59, 59)
_CLOCKS_KNOWN_UNTIL = date(2037, 12, 31)  # beyond, calendars go by the name of the zone; and they ask every day


def calendar_ics(series: Sequence[CalendarSeries], home: str, zone: tzinfo | None) -> str:
    """The file; `home` makes its events those of this home alone. Times are of `zone`, or float where there is none or
    it has no name, by which alone others know when its clocks change."""
    from icalendar import Calendar, vDuration  # here and below only for those who write one, as it takes 70 ms

    if zone is not None and zone.utcoffset(None) == timedelta():
        zone = UTC
    elif not isinstance(zone, ZoneInfo):
        zone = None
    calendar = Calendar()
    calendar.add("PRODID", _MAKER)
    calendar.add("VERSION", "2.0")
    calendar.add("NAME", _NAME)
    calendar.add("X-WR-CALNAME", _NAME)
    calendar.add("REFRESH-INTERVAL", vDuration(_A_DAY, {"VALUE": "DURATION"}))
    calendar.add("X-PUBLISHED-TTL", vDuration(_A_DAY))
    days = [planned.first for planned in series if planned.at or any(moved.at for moved in planned.moved)]
    if isinstance(zone, ZoneInfo) and days:
        calendar.add_component(_clock_changes(zone, min(days), max(*days, _CLOCKS_KNOWN_UNTIL)))
    for planned in series:
        for event in _Events(planned, home, zone).all():
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode()


class _Events:
    """The events of one series: its own, and one for each that was moved."""

    def __init__(self, series: CalendarSeries, home: str, zone: tzinfo | None) -> None:
        self._series = series
        self._home = home
        self._zone = zone
        self._of_each = self._properties()
        self._alarms = [self._alarm(minutes) for minutes in series.reminders]

    def all(self) -> Iterator[Event]:
        from icalendar import vRecur

        series = self._series
        event = self._event(series.first, series.at)
        if series.rule is not None:
            event.add("RRULE", vRecur.from_ical(self._rule_text(series.rule)))
        if series.left_out:
            event.add("EXDATE", [self._starts(day, series.at) for day in series.left_out])
        yield event
        for moved in series.moved:
            instance = self._event(moved.day, moved.at)
            instance.add("RECURRENCE-ID", self._starts(moved.key, series.at))
            yield instance

    def _event(self, day: date, at: time | None) -> Event:
        from icalendar import Event

        event = Event(self._of_each)
        event.add("DTSTART", self._starts(day, at))
        if self._series.days > 1:
            event.add("DTEND", self._starts(add_days(day, self._series.days), None if at is None else _MIDNIGHT))
        elif at is not None and self._series.minutes:
            event.add("DURATION", timedelta(minutes=self._series.minutes))
        if at is None:
            event.add("TRANSP", "TRANSPARENT")  # a whole day that is taken would keep others from asking for an hour
        else:
            event.subcomponents.extend(self._alarms)
        return event

    def _properties(self) -> Event:
        """What all events of the series have, converted only once."""
        from icalendar import Event

        event = Event()
        event.add("UID", f"{self._series.uid}@{self._home}.rituals")
        event.add("SUMMARY", self._series.summary)
        event.add("DTSTAMP", self._series.changed_at)
        event.add("LAST-MODIFIED", self._series.changed_at)
        return event

    def _alarm(self, minutes: int) -> Alarm:
        from icalendar import Alarm

        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", self._series.summary)
        alarm.add("TRIGGER", timedelta(minutes=-minutes))
        return alarm

    def _starts(self, day: date, at: time | None) -> date | datetime:
        return day if at is None else datetime.combine(day, at, self._zone)

    def _rule_text(self, rule: Parts) -> str:
        """The rule, ending with its last day; where it has times, at the end of that day, in UTC if they are of a zone
        (RFC 5545 §3.3.10)."""
        if rule.until is None or self._series.at is None:
            return text_of(rule)
        ends = datetime.combine(rule.until, _LAST_SECOND, self._zone)
        until = f"{ends:%Y%m%dT%H%M%S}" if self._zone is None else f"{ends.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return text_of(rule).replace(f"UNTIL={rule.until:%Y%m%d}", f"UNTIL={until}")


def _clock_changes(zone: ZoneInfo, since: date, until: date) -> Timezone:
    """The zone's offsets and their changes around these days (RFC 5545 §3.6.5): each begins by the clock that
    is in force until then, where icalendar's own list has the one after it."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    moment = datetime(since.year - 1, 1, 1, tzinfo=UTC)  # a year before, as readers are unsure until the first change
    offset, name = _clock(moment, zone)
    onsets = {(offset, offset, name): [moment]}
    while moment.year <= until.year:
        if _clock(moment + _A_DAY, zone)[0] != offset:
            minutes = [moment + n * _A_MINUTE for n in range(_A_DAY // _A_MINUTE + 1)]
            change = minutes[bisect(minutes, False, key=lambda minute: _clock(minute, zone)[0] != offset)]
            offset_before, (offset, name) = offset, _clock(change, zone)
            onsets.setdefault((offset_before, offset, name), []).append(change)
        moment += _A_DAY
    lowest = min(offset for _, offset, _ in onsets)
    timezone = Timezone()
    timezone.add("TZID", zone.key)
    for (offset_before, offset, name), changes in onsets.items():
        first, *others = [(change + offset_before).replace(tzinfo=None) for change in changes]
        is_put_forward = offset > lowest  # not what the zone calls summer time: in Morocco that is an hour less
        observance = TimezoneDaylight() if is_put_forward else TimezoneStandard()
        observance.add("TZOFFSETFROM", offset_before)
        observance.add("TZOFFSETTO", offset)
        observance.add("TZNAME", name)
        observance.add("DTSTART", first)
        for change in (first, *others) if others else ():  # one a line, the first too: ical.js reads no more of it
            observance.add("RDATE", change)
        timezone.add_component(observance)
    return timezone


def _clock(moment: datetime, zone: ZoneInfo) -> tuple[timedelta, str]:
    """The offset from UTC that a zone's clocks have at a moment, and its name."""
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or ""
