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
from rituals.core.calendar import add_days, days_through
from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.model import RitualId
from rituals.core.nudges.reminders import leads
from tests.kit.histories import ANA
from tests.kit.planned_lives import FIRST, LAST, planned_days, planned_life

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
HOME = "5f0c"
AT_ONCE = 25
NAMED = CalendarWords(lambda _: False, leads)


def days_in(content: str) -> Counter[tuple[RitualId, date]]:
    """The days on which a calendar shows each ritual, in the weeks that are looked at."""
    days: Counter[tuple[RitualId, date]] = Counter()
    calendar = icalendar.Calendar.from_ical(content)
    for event in recurring_ical_events.of(calendar).between(FIRST, LAST):
        first, last = day_of(event.start), day_of(event.end)
        ends_as_a_day = not isinstance(event.end, datetime) or event.end.time() == time()
        for day in days_through(first, add_days(last, -1) if ends_as_a_day and last > first else first):
            if FIRST <= day < LAST:
                days[str(event["UID"]).partition(".")[0], day] += 1
    return days


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", range(3))
def test_a_calendar_shows_the_days_that_the_week_plans(seed: int, zone: str) -> None:
    state = planned_life(Random(seed), AT_ONCE)

    content = calendar_ics(calendar_of(state, ANA, NAMED), HOME, ZoneInfo(zone))

    assert days_in(content) == planned_days(state)
