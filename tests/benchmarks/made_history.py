"""Years of a couple's life, made up but plausible, for measuring; the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from rituals.adapters.event_log import JournalLog
from rituals.adapters.unsynced_disk import UnsyncedDisk
from rituals.core import events as e
from rituals.core.model import Cadence, Quota, Rule
from rituals.core.recorded import Recorded
from rituals.core.rules import activated, due_days

TEN_YEARS = 36_000
LAST_DAY = date(2026, 11, 21)
DEVICE = "benchmark"
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


def events(count: int) -> Iterator[e.AnyEvent]:
    """About so many events up to the last day, over as many years as ten years' worth of them take."""
    days = round(3652 * count / TEN_YEARS)
    first = LAST_DAY - timedelta(days=days)
    yield e.PersonJoined("ana", "Ana", first)
    yield e.PersonJoined("sam", "Sam", first)
    rituals = [
        (f"ritual-{i}", name, activated(c, on=first, week_starts_on=0), who) for i, (name, c, who) in enumerate(_KEPT)
    ]
    for ritual, name, cadence, who in rituals:
        yield e.RitualAdded(ritual, first, name, cadence, who, minutes=10)
    due = {ritual: _due(cadence, first) for ritual, _, cadence, _ in rituals}
    wanted = count - 2 - len(rituals)
    rate = wanted / sum(len(due[ritual]) * (2 if who == "each" else 1) for ritual, _, _, who in rituals)
    told, chance = 0, random.Random(7)
    for day in (first + timedelta(days=n) for n in range(days + 1)):
        for ritual, _, _, who in rituals:
            for person in ("ana", "sam") if who == "each" else (None,):
                if day in due[ritual] and told < wanted and chance.random() < rate:
                    told += 1
                    yield e.RitualTicked(ritual, day, person, note="so good" if chance.random() < 0.1 else "")


def _due(cadence: Cadence, first: date) -> set[date]:
    if isinstance(cadence, Rule):
        return set(due_days(cadence, first, LAST_DAY))
    return {first + timedelta(days=n) for n in range((LAST_DAY - first).days + 1) if n % 7 in (0, 3, 5)}


def records(count: int) -> Iterator[Recorded]:
    """The events as a log holds them, each an intent of its own."""
    at = datetime(2016, 11, 21, 19, tzinfo=UTC)
    for number, event in enumerate(events(count), start=1):
        yield Recorded(f"{number:016x}", DEVICE, number, at + timedelta(seconds=number), event)


def make_home(home: Path, count: int) -> None:
    """A home with so many events in its shared log, one line each, as years of evenings leave them."""
    data = home / "data"
    data.mkdir(parents=True)
    (data / "device").write_text(f"{DEVICE}\n", encoding="ascii")
    log = JournalLog(data / "shared", DEVICE, disk=UnsyncedDisk())
    with log.exclusive():
        for record in records(count):
            log.append([record])
