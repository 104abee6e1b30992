"""Random rituals with all that may become of their days, and the days that the week plans of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.cadence.rrule import CODES
from rituals.core.calendar import Period, add_days, days_through
from rituals.core.events import AnyEvent
from rituals.core.model import EACH, TOGETHER, Cadence, Once, Quota, RitualId, Rule
from rituals.core.occurrences.matching import Outcome
from rituals.core.rituals.week import DAYS, week_ahead
from rituals.core.state.couple_state import State
from rituals.errors import UsageError
from tests.kit.histories import ANA, BEN, record

FIRST, LAST = date(2026, 2, 9), date(2026, 11, 15)
HALVES = (Period(FIRST, date(2026, 6, 28)), Period(date(2026, 6, 29), LAST))
"""The twenty weeks until summer and those after it: in each the clocks change, wherever they do."""

_LATER = date(2026, 12, 31)
_TIMES = (None, None, time(0, 15), time(2), time(2, 30), time(8), time(19, 30), time(23, 45))
_BEFORE = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - a wall time


def planned_life(chance: Random, rituals: int) -> State:
    """A couple with so many rituals, and all that became of their days in a year."""
    events: list[AnyEvent] = [
        e.PersonJoined(ANA, "Ana", add_days(FIRST, -400)),
        e.PersonJoined(BEN, "Ben", add_days(FIRST, -400)),
        e.HouseholdEdited(week_starts_on=chance.choice([0, 0, 6])),
    ]
    events += [e.PauseBegan("all", *_stretch(chance)) for _ in range(chance.choice([0, 1]))]
    for number in range(rituals):
        events += _ritual(chance, f"ritual{number}")
    state = State()
    state.add(record(event, lamport=number + 1, number=number) for number, event in enumerate(events))
    return state


def planned_days(state: State, within: Period) -> Counter[tuple[RitualId, date]]:
    """The days that the week plans, neither rested nor paused, of what has days, seen from before them all."""
    days: Counter[tuple[RitualId, date]] = Counter()
    for monday in list(days_through(within.first, within.last))[::DAYS]:
        for shown in week_ahead(state, monday, _BEFORE).days:
            for planned in shown.planned:
                if planned.result.outcome_on(shown.day) not in (Outcome.RESTED, Outcome.PAUSED):
                    days[planned.ritual.id, shown.day] += 1
    return days


def _ritual(chance: Random, name: RitualId) -> Iterator[AnyEvent]:
    begun = _day(chance, add_days(FIRST, chance.choice([-60, -60, -60, -500])), LAST)
    who = chance.choice([TOGETHER, TOGETHER, EACH, ANA])
    yield e.RitualAdded(name, begun, name, _cadence(chance, begun), who, minutes=chance.choice([0, 20, 90]))
    for _ in range(chance.randint(0, 12)):
        day = _day(chance, FIRST, LAST)
        match chance.choice(["move", "move", "move far", "rest", "rest", "pause", "change", "put away", "edit"]):
            case "move":
                at = chance.choice([None, None, time(9), time(2, 30)])
                yield e.OccurrenceMoved(name, day, add_days(day, chance.randint(-4, 4)), at)
            case "move far":
                yield e.OccurrenceMoved(name, day, _day(chance, FIRST, _LATER))
            case "rest":
                yield e.OccurrenceRested(name, day, chance.choice([None, None, ANA, BEN]), chance.random() < 0.9)
            case "pause":
                pause = f"{name} {day}"
                yield e.PauseBegan(pause, *_stretch(chance), "", name)
                if chance.random() < 0.3:
                    yield e.PauseEnded(pause, _day(chance, FIRST, LAST))
            case "change":
                yield e.CadenceChanged(name, day, _cadence(chance, day))
            case "put away":
                yield e.RitualArchived(name, day)
                if chance.random() < 0.7:
                    yield e.RitualRestored(name, _day(chance, day, _LATER))
            case _:
                yield e.RitualEdited(name, who=chance.choice([TOGETHER, EACH]), since=add_days(begun, -20))


def _cadence(chance: Random, day: date) -> Cadence:
    at = chance.choice(_TIMES)
    match chance.choice(["daily", "weekly", "weekly", "monthly", "yearly", "once", "quota"]):
        case "once":
            return Once(add_days(day, chance.randint(0, 60)), chance.choice([1, 1, 2, 4]), at)
        case "quota":
            return Quota(chance.randint(1, 4), chance.choice(["week", "month"]), at)
        case freq:
            rrule = _rrule(chance, freq) + _end(chance, day)
            try:
                return activated(Rule(rrule, at=at), on=day, week_starts_on=chance.choice([0, 6]))
            except UsageError:  # it never comes, or it ends before it begins
                return _cadence(chance, day)


def _rrule(chance: Random, freq: str) -> str:
    weekdays = ",".join(chance.sample(CODES, chance.choice([1, 2, 3])))
    nth = chance.choice([1, 2, 3, 4, 5, -1, -2])
    month_days = ",".join(map(str, chance.sample([1, 2, 10, 15, 28, 29, 30, 31, -1, -3], chance.choice([1, 2]))))
    months = ",".join(map(str, sorted(chance.sample(range(1, 13), chance.choice([1, 3, 5])))))
    forms = {
        "daily": ["", "", f";BYMONTH={months}", f";BYDAY={weekdays}"],
        "weekly": [f";BYDAY={weekdays}"] * 4
        + [f";BYDAY={weekdays};BYMONTH={months}", f";BYDAY={weekdays};BYSETPOS={chance.choice([1, 2, -1, -2])}"],
        "monthly": [
            *(f";BYMONTHDAY={month_days}", f";BYDAY={nth}{chance.choice(CODES)}"),
            *("", f";BYDAY={weekdays};BYSETPOS={nth}", f";BYDAY={weekdays};BYMONTHDAY={month_days}"),
        ],
        "yearly": [
            *("", f";BYMONTH={months};BYMONTHDAY={month_days}", f";BYMONTH={months};BYDAY={nth}{chance.choice(CODES)}"),
            *(f";BYWEEKNO={chance.randint(1, 53)};BYDAY={weekdays}", f";BYYEARDAY={chance.randint(1, 366)}"),
        ],
    }
    interval = chance.choice([1, 1, 2, 3, 5]) if freq != "yearly" else 1
    return f"FREQ={freq.upper()};INTERVAL={interval}{chance.choice(forms[freq])}"


def _end(chance: Random, day: date) -> str:
    match chance.randint(0, 9):
        case 0:
            return f";COUNT={chance.randint(1, 40)}"
        case 1:
            return f";UNTIL={_day(chance, day, _LATER):%Y%m%d}"
    return ""


def _stretch(chance: Random) -> tuple[date, date | None]:
    """Days in a row: some end before those that are looked at began, or go on beyond them, or have no end."""
    day = _day(chance, FIRST, LAST)
    match chance.randint(0, 19):
        case 0 | 1:
            return day, None
        case 2:
            return day, add_days(day, 400)
        case 3:
            return add_days(day, -400), day
    return day, add_days(day, chance.randint(0, 40))


def _day(chance: Random, since: date, until: date) -> date:
    return since + timedelta(days=chance.randint(0, max(0, (until - since).days)))
