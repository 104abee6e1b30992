"""A year of a couple's nudges in four zones, against wall times that are worked out here and not by the planner.

`zoneinfo` turns a wall time into the instant that RFC 5545 §3.3.5 means where fold is 0, a skipped one included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rituals.core.events import RitualAdded
from rituals.core.model import Cadence, Quota, Rule
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.planner import plan_nudge
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.words import NudgeWords
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock, make_rituals

WORDS = NudgeWords(plain=("{name}",), discreet=("A moment.",))
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
YEAR_THAT_LEFT_A_DAY_OUT = (date(2011, 6, 1), date(2012, 5, 31))  # Samoa had no 30 December 2011
Told = tuple[datetime, str]


def days_of(year: tuple[date, date]) -> list[date]:
    return [year[0] + timedelta(days=n) for n in range((year[1] - year[0]).days + 1)]


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def lived_through(zone: str, year: tuple[date, date]) -> tuple[FakeClock, CoupleService]:
    """A couple on the first morning of a year, to whom nudges come since the day before."""
    clock = FakeClock(f"{year[0]} 00:00", zone)
    clock.pass_time(days=-1)
    service = make_rituals(clock)
    service.begin_nudging()
    clock.set(f"{year[0]} 04:00")
    service.join("Sam")
    return clock, service


def keep(service: CoupleService, name: str, cadence: Cadence, **fields: object) -> None:
    service.add(RitualAdded(name, service.today(), name, cadence, **fields))  # type: ignore[arg-type]


def told(
    clock: FakeClock, service: CoupleService, last: date, settings: NudgeSettings, evening: Callable[[], object]
) -> list[Told]:
    """What the loop tells, asked at the instants it asked for, when the couple does its part each evening at 22:30."""
    said: list[Told] = []
    zone = ZoneInfo(str(clock.zone()))
    for day in days_of((service.today(), last)):
        bedtime = instant(day, time(22, 30), zone)
        while clock.now() < bedtime:
            given = PlannerInput(service.state, service.device_state, settings, clock.now(), zone)
            decided = plan_nudge(given, WORDS)
            service.record_locally(lambda *_, marks=decided.marks: marks)
            if decided.nudge is not None:
                said.append((clock.now(), decided.nudge.body))
            wake = min(decided.wake, bedtime)
            clock.pass_time(seconds=(wake - clock.now()).total_seconds())
        if service.today() == day:
            evening()
    return said


def expected_for_two(zone: ZoneInfo, year: tuple[date, date]) -> Iterator[Told]:
    """The year as the couple below would tell it from the calendar on the kitchen wall."""
    for day in days_of(year):
        noon = datetime.combine(day, time(12), zone)
        if noon.astimezone(UTC).astimezone(zone).date() != day:
            continue  # a day that the zone left out
        is_friday, is_sunday = day.weekday() == 4, day.weekday() == 6
        is_last_of_month = (day + timedelta(days=1)).day == 1
        if is_last_of_month:
            yield instant(day, time(8), zone), "Plans"  # at 07:15, held until quiet hours end
        yield instant(day, time(18), zone), "Hug and Tea, if you feel like it." if is_sunday else "Hug"
        if is_friday:
            yield instant(day, time(20), zone) - timedelta(minutes=60), "Date"
        else:
            yield instant(day, time(19, 30), zone), "Walk"


@pytest.mark.parametrize(
    ("zone", "year"),
    [*((zone, YEAR) for zone in ZONES), ("Pacific/Apia", YEAR_THAT_LEFT_A_DAY_OUT)],
    ids=lambda given: given if isinstance(given, str) else given[0].year,
)
def test_a_year_for_two_brings_exactly_the_nudges_of_the_kitchen_calendar(zone: str, year: tuple[date, date]) -> None:
    clock, service = lived_through(zone, year)
    keep(service, "Hug", Rule("FREQ=DAILY"), who="each")
    keep(service, "Tea", Rule("FREQ=WEEKLY;BYDAY=SU"))
    keep(service, "Walk", Rule("FREQ=WEEKLY;BYDAY=SA,SU,MO,TU,WE,TH", at=time(19, 30)), minutes=30)
    keep(service, "Date", Rule("FREQ=WEEKLY;BYDAY=FR", at=time(20)), minutes=90)
    keep(service, "Plans", Rule("FREQ=MONTHLY;BYMONTHDAY=-1", at=time(7, 15)))
    both = [person.id for person in service.couple]

    said = told(clock, service, year[1], NudgeSettings(), lambda: service.tick("Hug", by=both))

    assert said == list(expected_for_two(ZoneInfo(zone), year))


@pytest.mark.parametrize(
    ("zone", "at", "changes"),
    [  # what `zdump -v` says of the clock changes of 2026, and what the clock shows when the nudge comes
        ("Europe/Berlin", "02:15", {"2026-03-29T01:15": "03:15", "2026-10-25T00:15": "02:15"}),  # skipped; first pass
        ("America/New_York", "02:15", {"2026-03-08T07:15": "03:15", "2026-11-01T07:15": "02:15"}),  # skipped; only pass
        ("America/New_York", "01:45", {"2026-03-08T06:45": "01:45", "2026-11-01T05:45": "01:45"}),  # only; first pass
        ("Australia/Lord_Howe", "02:15", {"2026-04-04T15:45": "02:15", "2026-10-03T15:45": "02:45"}),  # only; skipped
        ("Australia/Lord_Howe", "01:45", {"2026-04-04T14:45": "01:45", "2026-10-03T15:15": "01:45"}),  # first; only
        ("Pacific/Apia", "02:15", {"2026-03-28T13:15": "02:15", "2026-10-24T13:15": "02:15"}),  # no change since 2021
    ],
)
def test_a_year_of_small_hours_comes_once_each_night_through_both_clock_changes(
    zone: str, at: str, changes: dict[str, str]
) -> None:
    clock, service = lived_through(zone, YEAR)
    keep(service, "Feed", Rule("FREQ=DAILY", at=time.fromisoformat(at)))
    awake = NudgeSettings(quiet_from=time(12), quiet_until=time(12))
    given = PlannerInput(service.state, service.device_state, awake, clock.now(), clock.zone())

    ahead = [one.at for one in forecast_nudges(given, WORDS, instant(YEAR[1], time(23), ZoneInfo(zone)))]

    nights = days_of(YEAR)[1:]  # the first one's was past when they began at four
    assert ahead == [instant(day, time.fromisoformat(at), ZoneInfo(zone)) for day in nights]
    for change, wall in changes.items():
        came = datetime.fromisoformat(change).replace(tzinfo=UTC)
        assert came in ahead
        assert f"{came.astimezone(ZoneInfo(zone)):%H:%M}" == wall


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_that_nobody_ticks_brings_the_digest_every_other_day(zone: str) -> None:
    clock, service = lived_through(zone, YEAR)
    keep(service, "Hug", Rule("FREQ=DAILY"))
    given = PlannerInput(service.state, service.device_state, NudgeSettings(), clock.now(), clock.zone())

    ahead = [one.at for one in forecast_nudges(given, WORDS, instant(YEAR[1], time(23), ZoneInfo(zone)))]

    days = [*days_of(YEAR)[:2], *days_of(YEAR)[2::2]]
    assert ahead == [instant(day, time(18), ZoneInfo(zone)) for day in days]


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_a_quota_is_told_of_in_the_last_three_days_of_each_week(zone: str) -> None:
    clock, service = lived_through(zone, YEAR)
    keep(service, "Cook", Quota(2, "week"))

    def cook_on_sundays() -> None:
        if service.today().weekday() == 6:
            service.tick("Cook")

    said = told(clock, service, YEAR[1], NudgeSettings(), cook_on_sundays)

    scarce = [day for day in days_of(YEAR) if day.weekday() in (4, 5, 6)]
    assert said == [(instant(day, time(18), ZoneInfo(zone)), "Cook") for day in scarce]
