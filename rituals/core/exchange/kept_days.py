"""The days on which somebody kept the rituals, as they are taken out for a table or to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rituals.core.calendar import month_name
from rituals.core.exchange.foreign import EVERYONE
from rituals.core.model import EACH, TOGETHER, Person, PersonId, Ritual, Tick
from rituals.core.state.couple_state import State
from rituals.core.text import joined, printable, printable_lines


class KeptDay(NamedTuple):
    """A tick of a ritual by its name; `by` is a name, or `EVERYONE`."""

    day: date
    ritual: str
    by: str = ""
    tiny: bool = False
    note: str = ""


class KeptMonth(NamedTuple):
    """What was kept in a month: each ritual with its days in words, and the days with a note."""

    name: str
    rituals: tuple[tuple[str, str], ...]
    notes: tuple[KeptDay, ...]


class KeptYear(NamedTuple):
    """A year by its months in which something was kept, and whose it is."""

    year: int
    whose: str
    months: tuple[KeptMonth, ...]


def kept_days(state: State, person: Person, since: date = date.min, until: date = date.max) -> list[KeptDay]:
    """What a person did and what counts for everyone, in order of days; never what only somebody else did, nor what is
    hidden."""
    rituals = [ritual for ritual in state.rituals.values() if ritual.every_who & {TOGETHER, EACH, person.id}]
    days = [day for ritual in rituals for day in _of_ritual(state, ritual, person, since, until)]
    return sorted(days, key=lambda kept: kept.day)


def _of_ritual(state: State, ritual: Ritual, person: Person, since: date, until: date) -> Iterator[KeptDay]:
    name = printable(ritual.name)
    for day, ticks in state.ticks(ritual.id, since, until).items():
        for tick in ticks:
            if _is_open(ritual, day, tick.by, person):
                note = printable_lines(tick.note)
                yield KeptDay(day, name, _by(ritual, tick, person), tick.tiny, note)


def _is_open(ritual: Ritual, day: date, by: PersonId | None, person: Person) -> bool:
    return by in (None, person.id) and ritual.who_on(day) in (TOGETHER, EACH, person.id)


def _by(ritual: Ritual, tick: Tick, person: Person) -> str:
    is_of_one = tick.by is not None or ritual.who_on(tick.day) == person.id
    return printable(person.name) if is_of_one else EVERYONE


def kept_year(state: State, person: Person, year: int) -> KeptYear:
    """A year of what a person did and what counts for everyone."""
    days = kept_days(state, person, date(year, 1, 1), date(year, 12, 31))
    by_month = groupby(days, key=lambda kept: kept.day.month)
    whose = f"What {printable(person.name)} kept" + (", and what you share" if len(state.people) > 1 else "")
    return KeptYear(year, whose, tuple(_month(month, [*within]) for month, within in by_month))


def _month(month: int, days: Sequence[KeptDay]) -> KeptMonth:
    names = dict.fromkeys(kept.ritual for kept in days)
    rituals = tuple((name, _day_words(kept.day.day for kept in days if kept.ritual == name)) for name in names)
    return KeptMonth(month_name(month), rituals, tuple(kept for kept in days if kept.note))


def _day_words(days: Iterable[int]) -> str:
    """Days of a month as a list: "1, 4 and 9–12"."""
    runs: list[tuple[int, int]] = []
    for day in sorted(set(days)):
        first = runs.pop()[0] if runs and runs[-1][1] == day - 1 else day
        runs.append((first, day))
    return joined(str(first) if first == last else f"{first}–{last}" for first, last in runs)
