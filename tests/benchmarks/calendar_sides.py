"""A calendar of ten years, as it is made from what is planned, and as icalendar writes what it has already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, time, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from rituals.adapters.formats.calendar_ics import calendar_ics
from rituals.core import events as e
from rituals.core.cadence.expansion import activated, due_days
from rituals.core.events import AnyEvent
from rituals.core.exchange.calendar import CalendarWords, calendar_of
from rituals.core.model import Rule
from rituals.core.nudges.reminders import leads
from rituals.core.state.couple_state import State
from tests.benchmarks.table import Sample, seconds
from tests.kit.histories import ANA, record

RITUALS = 50
_FIRST, _LAST = date(2016, 1, 4), date(2025, 12, 31)
_ZONE = ZoneInfo("Europe/Berlin")
_CADENCES = (
    Rule("FREQ=DAILY", at=time(19, 30)),
    Rule("FREQ=DAILY"),
    Rule("FREQ=WEEKLY;BYDAY=MO,WE,FR", at=time(8)),
    Rule("FREQ=WEEKLY;BYDAY=TU,SA", at=time(20)),
    Rule("FREQ=MONTHLY;BYDAY=1SA"),
)


def calendar_made(home: Path, stack: ExitStack) -> Sample:
    """From the state to the text of the file."""
    del home, stack
    state = _ten_years()
    return lambda: seconds(lambda: _text(state))


def calendar_serialised(home: Path, stack: ExitStack) -> Sample:
    """The same components to the same text, by icalendar alone."""
    del home, stack
    from icalendar import Calendar

    calendar = Calendar.from_ical(_text(_ten_years()))
    return lambda: seconds(calendar.to_ical)


def _text(state: State) -> str:
    return calendar_ics(calendar_of(state, [ANA], CalendarWords(lambda _: False, leads)), "5f0c", _ZONE)


@cache
def _ten_years() -> State:
    """Fifty rituals; of each, one day a week or as often as it comes is rested or moved, and all pause each summer."""
    state, number = State(), count(1)
    state.add(record(event, lamport=n, number=n) for event in _events() if (n := next(number)))
    return state


def _events() -> Iterator[AnyEvent]:
    yield e.PersonJoined(ANA, "Ana", _FIRST)
    for year in range(_FIRST.year, _LAST.year + 1):
        yield e.PauseBegan(f"summer {year}", date(year, 8, 1), date(year, 8, 14))
    for place in range(RITUALS):
        name, cadence = f"ritual{place}", activated(_CADENCES[place % len(_CADENCES)], on=_FIRST)
        assert isinstance(cadence, Rule)
        yield e.RitualAdded(name, _FIRST, f"Ritual {place}", cadence, minutes=30)
        week = date.min
        for day in due_days(cadence, _FIRST, _LAST):
            if day - week >= timedelta(days=7):
                is_rest, week = (day.toordinal() // 7 + place) % 2, day
                yield (
                    e.OccurrenceRested(name, day) if is_rest else e.OccurrenceMoved(name, day, day + timedelta(days=1))
                )
