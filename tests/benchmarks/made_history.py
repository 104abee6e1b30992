"""Years of a couple's life, made up but plausible, for measuring; the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice, product
from pathlib import Path

from msgspec import json

from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.bootstrap import open_session
from rituals.core import events as e
from rituals.core.cadence.expansion import activated, due_days
from rituals.core.events.recorded import Recorded, to_document
from rituals.core.exchange.export import EXPORT, FORMAT
from rituals.core.model import Cadence, DeviceId, Quota, Rule

A_YEAR = 3_600
TEN_YEARS = 10 * A_YEAR
LAST_DAY = date(2026, 11, 21)
_EVERY_DAY, _WEEKDAYS = "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_KEPT: tuple[tuple[str, Cadence, str], ...] = (
    ("Long hug", Rule(_EVERY_DAY), "together"),
    ("Goodnight, properly", Rule(_EVERY_DAY), "together"),
    ("One for the jar", Rule(_EVERY_DAY), "each"),
    ("A warm message", Rule(_EVERY_DAY), "each"),
    ("Quiet minutes together", Rule(_EVERY_DAY, at=time(21)), "together"),
    ("One thing about your day", Rule(_WEEKDAYS, at=time(7, 45)), "together"),
    ("A proper goodbye", Rule(_WEEKDAYS, at=time(8)), "together"),
    ("Coming-home talk", Rule(_WEEKDAYS, at=time(18, 15)), "together"),
    ("Hold hands", Rule("FREQ=WEEKLY;BYDAY=TU,TH,SU"), "together"),
    ("Walk and talk", Rule("FREQ=WEEKLY;BYDAY=TU,SU", at=time(18)), "together"),
    ("Screens-away meal", Rule("FREQ=WEEKLY;BYDAY=MO,SA", at=time(19)), "together"),
    ("Cook together", Rule("FREQ=WEEKLY;BYDAY=WE", at=time(18, 30)), "together"),
    ("Date night", Rule("FREQ=WEEKLY;BYDAY=FR", at=time(19, 30)), "together"),
    ("Listening round", Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", at=time(20)), "together"),
    ("Tea on the balcony", Quota(3, "week"), "together"),
)
_THANKS = ("You waited up for me.", "The otter made my whole day.", "For the soup, and for not asking.")


def events(count: int, last_day: date = LAST_DAY) -> Iterator[e.AnyEvent]:
    """About so many events up to the last day, over as many years as ten years' worth of them take."""
    days = round(3652 * count / TEN_YEARS)
    first = last_day - timedelta(days=days)
    yield e.PersonJoined("ana", "Ana", first)
    yield e.PersonJoined("sam", "Sam", first)
    rituals = [
        (f"ritual-{i}", name, activated(c, on=first, week_starts_on=0), who) for i, (name, c, who) in enumerate(_KEPT)
    ]
    for ritual, name, cadence, who in rituals:
        yield e.RitualAdded(ritual, first, name, cadence, who, minutes=10)
    due = {ritual: _due(cadence, first, last_day) for ritual, _, cadence, _ in rituals}
    wanted = count - 2 - len(rituals)
    rate = wanted / sum(len(due[ritual]) * (2 if who == "each" else 1) for ritual, _, _, who in rituals)
    told, chance = 0, random.Random(7)
    for day in (first + timedelta(days=n) for n in range(days + 1)):
        for ritual, _, _, who in rituals:
            for person in ("ana", "sam") if who == "each" else (None,):
                if day in due[ritual] and told < wanted and chance.random() < rate:
                    told += 1
                    yield e.RitualTicked(ritual, day, person, note="so good" if chance.random() < 0.1 else "")


def thanks(count: int, last_day: date = LAST_DAY) -> Iterator[e.AnyEvent]:
    """A year in which the two put so many notes into the jar, in turns."""
    yield from events(A_YEAR, last_day)
    for number in range(count):
        day = last_day - timedelta(days=(count - number) * 365 // count)
        by, to = ("ana", "sam") if number % 2 else ("sam", "ana")
        yield e.AppreciationAdded(f"{number:016x}", by, day, f"{_THANKS[number % 3]} {number}", to)


def _due(cadence: Cadence, first: date, last_day: date) -> set[date]:
    if isinstance(cadence, Rule):
        return set(due_days(cadence, first, last_day))
    return {first + timedelta(days=n) for n in range((last_day - first).days + 1) if n % 7 in (0, 3, 5)}


def records(life: Iterable[e.AnyEvent], device: DeviceId) -> Iterator[Recorded]:
    """The events as a log holds them, each an intent of its own."""
    at = datetime(2016, 11, 21, 19, tzinfo=UTC)
    for number, event in enumerate(life, start=1):
        yield Recorded(f"{number:016x}", device, number, at + timedelta(seconds=number), event)


def make_home(home: Path, life: Iterable[e.AnyEvent]) -> None:
    """A home in which this was put down as years of evenings leave it: one line each, with three nudges a day, and
    opened now and then."""
    device = open_session(str(home)).shared.device
    lived, numbers = records(life, device), count(1)
    while year := list(islice(lived, A_YEAR)):
        write_down(home / "data" / "shared", device, year)
        write_down(home / "data" / "local", device, _nudges(year, device, numbers))
        open_session(str(home)).tidy()


def export_of(life: Iterable[e.AnyEvent]) -> bytes:
    """The file that brings such a life into another home."""
    shared = [to_document(record) for record in records(life, "elsewhere")]
    head = {"rituals": EXPORT, "format": FORMAT, "of": {"person": "ana"}}
    return json.encode({**head, "shared": shared, "private": []})


def _nudges(year: Iterable[Recorded], device: DeviceId, numbers: Iterator[int]) -> Iterator[Recorded]:
    """What was told on the days of a year."""
    days = sorted({record.event.day for record in year if isinstance(record.event, e.RitualTicked)})
    for day, ritual in product(days, range(3)):
        at, number = datetime.combine(day, time(18), UTC), next(numbers)
        told = e.NudgeTold(f"ritual-{ritual}@{day}T19:00/60", day)
        yield Recorded(f"nudge-{number:010x}", device, number, at, told)


def write_down(folder: Path, device: DeviceId, lived: Iterable[Recorded]) -> JournalLog:
    """The log in a folder after each of these was put there by itself."""
    log = JournalLog(folder, device, disk=UnsyncedDisk())
    with log.exclusive():
        for record in lived:
            log.append([record])
    return log
