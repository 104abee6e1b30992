"""Calendars as `.ics` files, read back by the libraries that others read them with."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from rituals.adapters.formats.calendar_ics import calendar_ics
from rituals.core.calendar import Period, add_days, days_through
from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.model import RitualId
from rituals.core.nudges.reminders import leads
from tests.kit.histories import ANA
from tests.kit.planned_lives import HALVES, planned_days, planned_life

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
HOME = "5f0c"
TOGETHER = 25
CHUNKS, IN_A_CHUNK = 10, 40
"""Ten thousand rituals, so many of them in one calendar."""
NAMED = CalendarWords(lambda _: False, leads)


def days_in(content: str, within: Period) -> Counter[tuple[RitualId, date]]:
    """The days on which a calendar shows each ritual."""
    days: Counter[tuple[RitualId, date]] = Counter()
    calendar = icalendar.Calendar.from_ical(content)
    for event in recurring_ical_events.of(calendar).between(within.first, add_days(within.last, 1)):
        first, last = day_of(event.start), day_of(event.end)
        ends_as_a_day = not isinstance(event.end, datetime) or event.end.time() == time()
        for day in days_through(first, add_days(last, -1) if ends_as_a_day and last > first else first):
            if within.first <= day <= within.last:
                days[str(event["UID"]).partition(".")[0], day] += 1
    return days


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_calendar_shows_the_days_that_the_week_plans(chunk: int) -> None:
    for seed in range(chunk * IN_A_CHUNK, (chunk + 1) * IN_A_CHUNK):
        state = planned_life(Random(seed), TOGETHER)
        zone, half = ZONES[seed % len(ZONES)], HALVES[seed // len(ZONES) % len(HALVES)]

        content = calendar_ics(calendar_of(state, ANA, NAMED), HOME, ZoneInfo(zone))

        assert days_in(content, half) == planned_days(state, half), (seed, zone)
