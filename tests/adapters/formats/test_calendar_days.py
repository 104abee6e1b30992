"""The days that are read of a calendar are those that `recurring-ical-events` finds in it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import HealthCheck, assume, given, note, reject, settings
from hypothesis import strategies as st
from icalendar import Calendar

from rituals.adapters.formats.calendar_ics import calendar_ics
from rituals.adapters.formats.calendar_reader import read_calendar
from rituals.core.cadence.expansion import first_matching_day, next_due_days
from rituals.core.cadence.rrule import parts_of
from rituals.core.calendar import Period, add_days
from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.exchange.foreign import Foreign, ImportSource
from rituals.core.model import MONDAY, Ritual, Rule, Span
from rituals.core.nudges.reminders import leads
from rituals.core.occurrences.planned import occurrences
from rituals.errors import UsageError
from tests.kit import planned_lives
from tests.kit.histories import ANA
from tests.kit.importing import TODAY, source
from tests.kit.planned_lives import planned_days, planned_life

ZONE = ZoneInfo("Europe/Berlin")
A_DAY = timedelta(days=1)
LAST = TODAY + 365 * A_DAY
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def lists(values: st.SearchStrategy[int] | st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(lambda row: ",".join(map(str, row)))


WEEKDAYS = lists(st.sampled_from(DAYS))
COUNTED = lists(st.builds("{}{}".format, st.sampled_from((1, 2, 4, 5, -1, -2)), st.sampled_from(DAYS)))
OF_A_MONTH = lists(st.integers(1, 31) | st.integers(-31, -1))
MONTHS = lists(st.integers(1, 12))
SHAPES = st.one_of(
    st.just("FREQ=DAILY"),
    st.builds("FREQ=DAILY;BYDAY={}".format, WEEKDAYS),
    st.builds("FREQ=DAILY;BYMONTH={};BYMONTHDAY={}".format, MONTHS, OF_A_MONTH),
    st.just("FREQ=WEEKLY"),
    st.builds("FREQ=WEEKLY;BYDAY={}".format, WEEKDAYS),
    st.builds("FREQ=WEEKLY;BYMONTH={};BYDAY={}".format, MONTHS, WEEKDAYS),
    st.just("FREQ=MONTHLY"),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, OF_A_MONTH),
    st.builds("FREQ=MONTHLY;BYDAY={}".format, COUNTED),
    st.builds("FREQ=MONTHLY;BYDAY={};BYSETPOS={}".format, WEEKDAYS, st.sampled_from((1, 2, -1))),
    st.just("FREQ=YEARLY"),
    st.builds("FREQ=YEARLY;BYMONTH={}".format, MONTHS),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}".format, MONTHS, COUNTED),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, MONTHS, OF_A_MONTH),
    st.builds("FREQ=YEARLY;BYWEEKNO={};BYDAY={}".format, lists(st.integers(1, 52)), WEEKDAYS),
    st.builds("FREQ=YEARLY;BYYEARDAY={}".format, lists(st.integers(1, 366))),
)
TAKEN_OUT, MOVED, CANCELLED = "taken out", "moved", "cancelled"
CHANGES = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from((TAKEN_OUT, MOVED, CANCELLED)), st.integers(-9, 9)),
    max_size=6,
    unique_by=lambda change: change[0],
)


class Clock(NamedTuple):
    """How a calendar writes its moments: their parameters, their time of day if they have one, and a Z for UTC."""

    parameters: str = ""
    at: time | None = None
    utc: str = ""

    def line(self, name: str, day: date) -> str:
        return f"{name}{self.parameters}:{self.text(day)}"

    def text(self, day: date) -> str:
        return f"{day:%Y%m%d}{f'T{self.at:%H%M%S}{self.utc}' if self.at else ''}"

    def until(self, day: date) -> str:
        """The end of a rule on this day, which is in UTC where there is a zone."""
        if self.at and "TZID" in self.parameters:
            return f"{datetime.combine(day, self.at, ZONE).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return self.text(day)


CLOCKS = st.sampled_from(
    (
        Clock(";VALUE=DATE"),
        Clock(at=time(7, 30)),
        Clock(";TZID=Europe/Berlin", time(19, 30)),
        Clock(";TZID=Europe/Berlin", time(0, 30)),
        Clock(at=time(12), utc="Z"),
        Clock(at=time(23, 30), utc="Z"),  # the next day in Berlin, in summer and in winter
    )
)


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    """An event with a rule, some of whose days ahead were taken out, moved or cancelled."""
    shape = draw(SHAPES)
    shape += draw(st.just("") | st.builds(";INTERVAL={}".format, st.integers(2, 5)))
    shape += draw(st.just("") | st.builds(";WKST={}".format, st.sampled_from(("MO", "SU", "SA"))))
    clock = draw(CLOCKS)
    try:
        begins = first_matching_day(parts_of(shape), draw(st.dates(date(2023, 1, 1), date(2027, 6, 1))))
    except UsageError:
        reject()
    assume(begins.year < 2030)
    end = draw(st.none() | st.integers(1, 2000) | st.dates(begins, date(2030, 1, 1)))
    ending = "" if end is None else f";COUNT={end}" if isinstance(end, int) else f";UNTIL={end:%Y%m%d}"
    ahead = next_due_days(Rule(shape + ending, begins), after=TODAY + A_DAY, count=13)
    ending = f";UNTIL={clock.until(end)}" if isinstance(end, date) else ending
    lines = [clock.line("DTSTART", begins), f"RRULE:{shape}{ending}"]
    overrides: list[str] = []
    for place, change, days in draw(CHANGES):
        for day in ahead[place : place + 1]:
            if change == TAKEN_OUT:
                lines.append(clock.line("EXDATE", day))
            else:
                status = ["STATUS:CANCELLED"] if change == CANCELLED else []
                to = day if status else day + days * A_DAY
                overrides += event(clock.line("RECURRENCE-ID", day), clock.line("DTSTART", to), *status)
    return "\r\n".join(("BEGIN:VCALENDAR", *event(*lines), *overrides, "END:VCALENDAR", "")).encode()


def event(*lines: str) -> list[str]:
    return ["BEGIN:VEVENT", "UID:x", "SUMMARY:X", *lines, "END:VEVENT"]


def days_planned(foreign: Foreign, since: date = TODAY, until: date = LAST) -> list[date]:
    """The days on which a ritual is planned as it was read, those of a year unless others are asked for."""
    assert foreign.cadence is not None
    ritual = Ritual("x", "X", since, (Span(since, None, foreign.cadence),), moves=foreign.moves)
    planned = (on for on in occurrences(ritual, since, until, MONDAY) if on.key not in foreign.rests)
    return [day for on in planned for day in on.days if since <= day <= until]


def days_in(calendar: bytes) -> set[date]:
    """The days of a year on which the calendar has something, on the couple's clock."""
    around = recurring_ical_events.of(Calendar.from_ical(calendar)).between(TODAY - 2 * A_DAY, LAST + 2 * A_DAY)
    starts = (component["DTSTART"].dt for component in around if component.get("STATUS") != "CANCELLED")
    days = {day_of(start.astimezone(ZONE) if getattr(start, "tzinfo", None) else start) for start in starts}
    return {day for day in days if TODAY <= day <= LAST}


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@settings(max_examples=120, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(calendars())
def test_each_day_of_a_rule_ahead_is_planned_and_no_other(calendar: bytes) -> None:
    file = read_calendar(source(calendar))

    note(calendar.decode())
    note(repr(file))
    if any("another time zone" in sentence for sentence in file.told):
        reject()
    assert {day for ritual in file.rituals for day in days_planned(ritual)} == days_in(calendar)


@pytest.mark.parametrize("zone", [None, ZONE])
@pytest.mark.parametrize("seed", range(2))
def test_what_is_planned_here_comes_back_from_its_calendar(seed: int, zone: ZoneInfo | None) -> None:
    state = planned_life(Random(seed), 25)
    content = calendar_ics(calendar_of(state, [ANA], CalendarWords(lambda _: False, leads)), "home", zone).encode()

    file = read_calendar(ImportSource(content, add_days(planned_lives.FIRST, -100), ZONE))

    within = Period(planned_lives.FIRST, planned_lives.LAST)
    days = Counter((own.name, day) for own in file.rituals for day in days_planned(own, within.first, within.last))
    assert days == planned_days(state, within)
