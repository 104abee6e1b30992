"""Calendars as `.ics` files, read back by the libraries that others read them with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from random import Random
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from rituals.adapters.formats.calendar_ics import calendar_ics
from rituals.core import events as e
from rituals.core.calendar import Period, add_days, days_through
from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.model import Once, RitualId, Rule
from rituals.core.nudges.reminders import leads
from rituals.core.state.couple_state import State
from tests.kit.histories import ANA, WALK, Couple, april, march
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


def written(us: Couple, zone: str | None = "Europe/Berlin", *, with_quotas: bool = False) -> str:
    series = calendar_of(us.state, [ANA], NAMED, with_quotas=with_quotas)
    return calendar_ics(series, HOME, ZoneInfo(zone) if zone else None)


def lines_of(content: str) -> list[str]:
    """The lines, unfolded."""
    return content.replace("\r\n ", "").splitlines()


def keep_fridays(us: Couple, at: time | None = time(19, 30), minutes: int = 0) -> None:
    us.say(e.RitualAdded(WALK, march(1), "Walk; slowly", Rule("FREQ=WEEKLY;BYDAY=FR", march(6), at), minutes=minutes))


def offset(moment: datetime, zone: tzinfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_calendar_shows_the_days_that_the_week_plans(chunk: int) -> None:
    for seed in range(chunk * IN_A_CHUNK, (chunk + 1) * IN_A_CHUNK):
        state = planned_life(Random(seed), TOGETHER)
        zone, half = ZONES[seed % len(ZONES)], HALVES[seed // len(ZONES) % len(HALVES)]

        content = calendar_ics(calendar_of(state, [ANA], NAMED), HOME, ZoneInfo(zone))

        assert days_in(content, half) == planned_days(state, half), (seed, zone)


@pytest.mark.parametrize("seed", range(8))
def test_floating_times_show_the_same_days(seed: int) -> None:
    state = planned_life(Random(seed), TOGETHER)
    half = HALVES[seed % 2]

    content = calendar_ics(calendar_of(state, [ANA], NAMED), HOME, None)

    assert "TZID" not in content
    assert days_in(content, half) == planned_days(state, half)


@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_is_read_without_an_error_and_written_again_as_it_was(zone: str) -> None:
    content = calendar_ics(calendar_of(planned_life(Random(1), TOGETHER), [ANA], NAMED), HOME, ZoneInfo(zone))

    calendar = icalendar.Calendar.from_ical(content)

    assert [component.errors for component in calendar.walk() if component.errors] == []
    assert calendar.to_ical().decode() == content
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75  # RFC 5545, 3.1


def test_a_calendar_has_a_name_and_says_how_often_to_look_again() -> None:
    us = Couple()
    keep_fridays(us)

    assert lines_of(written(us))[:8] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//rituals//rituals//EN",
        "NAME:Our rituals",
        "X-WR-CALNAME:Our rituals",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "BEGIN:VTIMEZONE",
    ]


def test_times_are_of_the_zone_and_the_end_of_a_rule_is_in_utc() -> None:
    us = Couple()
    keep_fridays(us, minutes=90)
    us.move(march(13), march(14), time(8))
    us.rest(march(20))
    us.archive(april(5))

    lines = lines_of(written(us))

    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "SUMMARY:Walk\\; slowly",
        "DTSTART;TZID=Europe/Berlin:20260306T193000",
        "DURATION:PT1H30M",
        "DTSTAMP:20260301T120000Z",
        f"UID:walk.20260301@{HOME}.rituals",
        "RRULE:FREQ=WEEKLY;UNTIL=20260404T215959Z;BYDAY=FR",
        "EXDATE;TZID=Europe/Berlin:20260320T193000",
        "LAST-MODIFIED:20260301T120000Z",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Walk\\; slowly",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Walk\\; slowly",
        "DTSTART;TZID=Europe/Berlin:20260314T080000",
        "DURATION:PT1H30M",
        "DTSTAMP:20260301T120000Z",
        f"UID:walk.20260301@{HOME}.rituals",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260313T193000",
        "LAST-MODIFIED:20260301T120000Z",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Walk\\; slowly",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_what_has_no_time_is_all_day_without_a_zone_or_an_alarm() -> None:
    us = Couple()
    keep_fridays(us, None)
    us.rest(march(13))
    us.move(march(20), march(21))
    us.archive(april(5))

    lines = lines_of(written(us))

    assert {"DTSTART;VALUE=DATE:20260306", "EXDATE;VALUE=DATE:20260313", "RECURRENCE-ID;VALUE=DATE:20260320"} <= {
        *lines
    }
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260404;BYDAY=FR" in lines
    assert not {"BEGIN:VTIMEZONE", "BEGIN:VALARM"} & {*lines}


def test_floating_times_have_a_floating_end() -> None:
    us = Couple()
    keep_fridays(us)
    us.archive(april(5))

    lines = lines_of(written(us, None))

    assert {"DTSTART:20260306T193000", "RRULE:FREQ=WEEKLY;UNTIL=20260404T235959;BYDAY=FR"} <= {*lines}


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "GMT"])
def test_a_zone_that_is_utc_needs_no_definition(zone: str) -> None:
    us = Couple()
    keep_fridays(us)

    lines = lines_of(written(us, zone))

    assert "DTSTART:20260306T193000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_times_float_in_a_zone_without_a_name() -> None:
    us = Couple()
    keep_fridays(us)

    content = calendar_ics(calendar_of(us.state, [ANA], NAMED), HOME, timezone(timedelta(hours=2)))

    assert "DTSTART:20260306T193000" in lines_of(content)


@pytest.mark.parametrize("zone", [*ZONES, "Asia/Kathmandu", "Europe/London", "America/Havana"])
def test_who_knows_a_zone_only_by_the_file_has_the_same_clock(zone: str) -> None:
    us = Couple()
    keep_fridays(us)

    (definition,) = icalendar.Calendar.from_ical(written(us, zone)).walk("VTIMEZONE")
    assert isinstance(definition, icalendar.Timezone)
    read = definition.to_tz(lookup_tzid=False)

    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(24 * 365)]
    assert [moment for moment in moments if offset(moment, read) != offset(moment, ZoneInfo(zone))] == []


def test_several_days_in_a_row_are_one_event_to_the_end_of_the_last() -> None:
    us = Couple()
    us.keep(Once(march(10), 3, time(17)))
    us.keep(Once(march(10), 3), name="trip")

    lines = lines_of(written(us))

    assert {"DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260313"} <= {*lines}
    assert {"DTSTART;TZID=Europe/Berlin:20260310T170000", "DTEND;TZID=Europe/Berlin:20260313T000000"} <= {*lines}


def test_another_process_writes_the_same_bytes() -> None:
    script = (
        "import sys; from random import Random; from zoneinfo import ZoneInfo;"
        "from tests.adapters.formats.test_calendar_ics import *;"
        "state = planned_life(Random(3), TOGETHER);"
        "content = calendar_ics(calendar_of(state, [ANA], NAMED), HOME, ZoneInfo(ZONES[0]));"
        "sys.stdout.buffer.write(content.encode())"
    )
    here = calendar_ics(calendar_of(planned_life(Random(3), TOGETHER), [ANA], NAMED), HOME, ZoneInfo(ZONES[0]))

    elsewhere = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in "12"
    }

    assert elsewhere == {here.encode()}


def test_the_same_records_in_another_order_write_the_same_bytes() -> None:
    us = Couple()
    keep_fridays(us)
    us.move(march(13), march(14))
    us.rest(march(20))
    us.pause(march(27), march(28))
    other = Couple()
    other.state = State()

    other.state.add(reversed(us.records))

    assert written(other) == written(us)


def test_each_change_of_the_clocks_has_a_line_of_its_own_as_some_read_only_the_first_of_a_list() -> None:
    us = Couple()
    keep_fridays(us)

    lines = lines_of(written(us))
    starts = [line.partition(":")[2] for line in lines if line.startswith("DTSTART:")]
    changes = [line.partition(":")[2] for line in lines if line.startswith("RDATE")]

    assert not any("," in change for change in changes)
    assert len(changes) == len({*changes}) > 20
    assert {*starts[1:]} <= {*changes}
