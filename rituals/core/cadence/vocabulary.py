"""The words of cadence and day sentences in tables: names, numbers and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time
from typing import Literal, NamedTuple, TypeAlias

from rituals.core.calendar import MONTHS, WEEKDAYS
from rituals.core.text import LAST

UnitName: TypeAlias = Literal["day", "week", "month", "year"]


class Every(NamedTuple):
    """An interval of `number` units; in "every other sat" the unit is open, and the words that follow decide it."""

    number: int
    unit: UnitName | None = None


def _prefixes(names: Iterable[str], shortest: int) -> dict[str, int]:
    """Every abbreviation of the names from `shortest` letters on, with or without a plural s, and the index of its
    name."""
    return {
        name[:length] + plural: place
        for place, name in enumerate(names)
        for length in range(shortest, len(name) + 1)
        for plural in ("", "s")
    }


WEEKDAY_NAMED = _prefixes(WEEKDAYS, shortest=2)
WEEKDAY_GROUPS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), (0, 1, 2, 3, 4)),
    **dict.fromkeys(("weekend", "weekends"), (5, 6)),
}
MONTH_NAMED = {word: place + 1 for word, place in _prefixes(MONTHS, shortest=3).items()}

_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
NUMBER_NAMED = {word: place for place, word in enumerate(_CARDINALS, 1)}
ORDINAL_NAMED = {**{word: place for place, word in enumerate(_ORDINALS, 1)}, "last": LAST, "final": LAST}
TIMES_NAMED = {"once": 1, "twice": 2, "thrice": 3}
CLOCK_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}

UNITS: dict[str, Every] = {
    **dict.fromkeys(("day", "days", "night", "nights", "evening", "evenings", "morning", "mornings"), Every(1, "day")),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), Every(1, "week")),
    **dict.fromkeys(("fortnight", "fortnights"), Every(2, "week")),
    **dict.fromkeys(("month", "months"), Every(1, "month")),
    **dict.fromkeys(("quarter", "quarters"), Every(3, "month")),
    **dict.fromkeys(("year", "years", "yr", "yrs"), Every(1, "year")),
}
EVERY_NAMED: dict[str, Every] = {
    **dict.fromkeys(("daily", "nightly"), Every(1, "day")),
    "weekly": Every(1, "week"),
    "fortnightly": Every(2, "week"),
    "monthly": Every(1, "month"),
    "quarterly": Every(3, "month"),
    **dict.fromkeys(("yearly", "annually"), Every(1, "year")),
}
AMBIGUOUS = {
    "biweekly": "“every 2 weeks” or “twice a week”",
    "bimonthly": "“every 2 months” or “twice a month”",
    "biannually": "“every 6 months” or “every 2 years”",
    "semiweekly": "“twice a week”",
    "semimonthly": "“twice a month”",
}

TOO_OFTEN = {
    *("hour", "hours", "hourly", "hr", "hrs", "h", "minute", "minutes", "minutely", "min", "mins", "m"),
    *("seconds", "secondly", "sec", "secs"),
}  # in which no cadence counts; without "second", which is an ordinal

AND = {"and", ",", "&", "+", "/"}
FILLER = AND | {"on", "the", "of", "in", "a", "an", "once", "at", "-", "–", ".", ";"}
PER = {"a", "an", "per", "each", "every", "/", "in"}
TO = {"-", "–", "to", "through", "till", "until"}
FROM = {"from", "starting", "beginning"}
UNTIL = {"until", "till"}
IN_ALL = {"all", "total"}

_GLUE = ("every", "each", "other", "times", "today", "tomorrow", "next", "from", "until", "altogether")
_TABLES = (
    *(WEEKDAY_GROUPS, NUMBER_NAMED, ORDINAL_NAMED, TIMES_NAMED, CLOCK_NAMED, UNITS, EVERY_NAMED),
    *(WEEKDAYS, MONTHS, _GLUE),
)


def known_words() -> Iterator[str]:
    """Words worth suggesting for a typo in a cadence."""
    for table in _TABLES:
        yield from table
