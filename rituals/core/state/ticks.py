"""Every tick by ritual and day; those of years ago stay on their shelf until somebody looks at that month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from rituals.core.calendar import add_days
from rituals.core.model import RitualId, Tick

MonthNumber: TypeAlias = int
"""A year times a hundred, and the month of it from 1: 202611."""

TicksOfDay: TypeAlias = tuple[Tick, ...]

_FAR = 200
"""Days: what is looked at over more of them stays on the shelf, or ten years of ticks would fill the memory."""


class TickArchive(NamedTuple):
    """Ticks that need not be read to know what is so: which months have any of which ritual, how to take those out,
    and the highest lamport of all of them."""

    months: Mapping[RitualId, Iterable[MonthNumber]]
    load_month: Callable[[RitualId, MonthNumber], Iterable[Tick]]
    lamport: int


def month_number(day: date) -> MonthNumber:
    """The month that a day lies in."""
    return day.year * 100 + day.month


class Ticks:
    """The ticks there are, by ritual and day, each day's in the order (lamport, id)."""

    def __init__(self) -> None:
        self._days: dict[RitualId, dict[date, TicksOfDay]] = {}
        self._shelved: dict[RitualId, set[MonthNumber]] = {}
        self._shelf: TickArchive | None = None

    def attach_archive(self, shelf: TickArchive) -> None:
        """Have these too, as soon as they are looked for."""
        self._shelf = shelf
        self._shelved = {ritual: set(months) for ritual, months in shelf.months.items()}

    def add(self, ritual: RitualId, tick: Tick) -> None:
        """Take one in; twice is as good as once."""
        _add(self._near(ritual, tick.day, tick.day) if self._shelved else self._days.setdefault(ritual, {}), tick)

    def between(self, ritual: RitualId, since: date, until: date) -> Iterable[tuple[date, TicksOfDay]]:
        """The ticks on the days from `since` to `until`, by day, in order."""
        if not self._shelved.get(ritual):
            days = self._days.get(ritual, {})
        elif (until - since).days < _FAR:
            days = self._near(ritual, since, until)
        else:
            days = dict(self._days.get(ritual, {}))
            self._take_out(ritual, self._months(ritual, since, until), days)
        if (until - since).days >= len(days):
            return sorted(pair for pair in days.items() if since <= pair[0] <= until)
        window = (add_days(since, n) for n in range((until - since).days + 1))
        return ((day, days[day]) for day in window if day in days)

    def preload(self, ritual: RitualId) -> None:
        """Take everything of a ritual off the shelf, for it will be looked at again and again."""
        self._near(ritual, date.min, date.max)

    def _near(self, ritual: RitualId, since: date, until: date) -> dict[date, TicksOfDay]:
        """The days of a ritual, with those of a few months taken off the shelf for good."""
        days = self._days.setdefault(ritual, {})
        months = self._months(ritual, since, until)
        self._take_out(ritual, months, days)
        if months:
            self._shelved[ritual] -= months
        return days

    def _months(self, ritual: RitualId, since: date, until: date) -> set[MonthNumber]:
        first, last = month_number(since), month_number(until)
        return {month for month in self._shelved.get(ritual, ()) if first <= month <= last}

    def _take_out(self, ritual: RitualId, months: Iterable[MonthNumber], into: dict[date, TicksOfDay]) -> None:
        if self._shelf is not None:
            for month in months:
                for tick in self._shelf.load_month(ritual, month):
                    _add(into, tick)


def _add(days: dict[date, TicksOfDay], tick: Tick) -> None:
    before = days.setdefault(tick.day, (tick,))
    if tick not in before:
        days[tick.day] = tuple(sorted((*before, tick), key=lambda t: (t.lamport, t.id)))
