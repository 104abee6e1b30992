"""Ticks by ritual and day; months older than the snapshot are loaded when first read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from datetime import date
from typing import TypeAlias
from zlib import crc32

from msgspec import Struct

from rituals.core.model import EventId, RitualId, Tick

MonthNumber: TypeAlias = int
"""The year times 100 plus the month: 202611."""

TicksOfDay: TypeAlias = tuple[Tick, ...]

_FAR = 200
"""Days: ticks read over a longer range are not kept in memory, where ten years of them would take too much room."""


class TickArchive(Struct, frozen=True):
    """Ticks in the snapshot that need not be loaded at start: which months of which ritual there are, each with the
    checksum of its ticks' ids, how to load one, and the highest lamport among them."""

    months: Mapping[RitualId, Mapping[MonthNumber, int]]
    load_month: Callable[[RitualId, MonthNumber], Iterable[Tick]]
    lamport: int


def month_number(day: date) -> MonthNumber:
    """The number of the month a day lies in."""
    return day.year * 100 + day.month


def ids_checksum(ids: Iterable[EventId]) -> int:
    """A checksum of a set of ids: the sum of each one's CRC-32, so that those of two sets add up to that of both."""
    return sum(map(crc32, map(str.encode, set(ids))))


class Ticks:
    """Ticks by ritual and day, each day's in the order (lamport, id)."""

    def __init__(self) -> None:
        self._days: dict[RitualId, dict[date, TicksOfDay]] = {}
        self._unloaded: dict[RitualId, set[MonthNumber]] = {}
        self._archive: TickArchive | None = None
        self._checksums: dict[RitualId, tuple[date, int]] = {}
        """By ritual, of its ticks before a day."""
        self._in_order: dict[RitualId, list[date]] = {}
        """The loaded days of the rituals that were read, in order."""

    def attach_archive(self, archive: TickArchive) -> None:
        """Add the ticks of an archive, to be loaded when they are first read."""
        self._archive = archive
        self._checksums.clear()
        self._unloaded = {ritual: set(months) for ritual, months in archive.months.items()}

    def add(self, ritual: RitualId, tick: Tick) -> None:
        """Add a tick; adding one twice changes nothing."""
        if self._checksums and tick.day < self._checksums.get(ritual, (date.min,))[0]:
            del self._checksums[ritual]
        days = self._near(ritual, tick.day, tick.day) if self._unloaded else self._days.setdefault(ritual, {})
        if ritual in self._in_order and tick.day not in days:
            insort(self._in_order[ritual], tick.day)
        _add(days, tick)

    def between(self, ritual: RitualId, since: date, until: date) -> Iterable[tuple[date, TicksOfDay]]:
        """The ticks on the days from `since` to `until`, by day, in order."""
        if self._unloaded.get(ritual) and (until - since).days >= _FAR:
            days = dict(self._days.get(ritual, {}))
            self._load(ritual, self._months(ritual, since, until), days)
            return sorted(pair for pair in days.items() if since <= pair[0] <= until)
        days = self._near(ritual, since, until)
        if ritual not in self._in_order:
            self._in_order[ritual] = sorted(days)
        in_order = self._in_order[ritual]
        return [(day, days[day]) for day in in_order[bisect_left(in_order, since) : bisect_right(in_order, until)]]

    def find(self, ritual: RitualId, ids: Collection[EventId] | None = None) -> list[Tick]:
        """A ritual's ticks with these ids, or all of them, whatever became of them."""
        loaded = [tick for ticks in self._days.get(ritual, {}).values() for tick in ticks if not ids or tick.id in ids]
        if self._unloaded.get(ritual) and (ids is None or len(loaded) < len(ids)):
            self.preload(ritual)
            return self.find(ritual, ids)
        return loaded

    def checksum(self, ritual: RitualId, before: date) -> int:
        """The checksum of the ids of a ritual's ticks in the months before that of a day, loading none; asked again,
        it is worked out again only if one came in since."""
        end, known = before.replace(day=1), self._checksums.get(ritual)
        if known is None or known[0] != end:
            known = self._checksums[ritual] = end, self._checksum(ritual, end)
        return known[1]

    def _checksum(self, ritual: RitualId, end: date) -> int:
        loaded = (ticks for day, ticks in self._days.get(ritual, {}).items() if day < end)
        months = self._archive.months[ritual] if self._archive is not None and self._unloaded.get(ritual) else {}
        unloaded = (months[month] for month in self._unloaded.get(ritual, ()) if month < month_number(end))
        return sum(unloaded) + ids_checksum(tick.id for ticks in loaded for tick in ticks)

    def ids_from(self, day: date) -> Set[EventId]:
        """The ids of the ticks of all rituals from a day on."""
        rituals = self._days.keys() | self._unloaded.keys()
        near = (self._near(ritual, day, date.max).items() for ritual in rituals)
        return {tick.id for days in near for on, ticks in days if on >= day for tick in ticks}

    def preload(self, ritual: RitualId) -> None:
        """Load every month of a ritual and keep it in memory, because it will be read often."""
        self._near(ritual, date.min, date.max)

    def _near(self, ritual: RitualId, since: date, until: date) -> dict[date, TicksOfDay]:
        """The days of a ritual, after loading these months and keeping them in memory."""
        days = self._days.setdefault(ritual, {})
        months = self._months(ritual, since, until)
        self._load(ritual, months, days)
        if months:
            self._unloaded[ritual] -= months
            self._in_order.pop(ritual, None)
        return days

    def _months(self, ritual: RitualId, since: date, until: date) -> set[MonthNumber]:
        first, last = month_number(since), month_number(until)
        return {month for month in self._unloaded.get(ritual, ()) if first <= month <= last}

    def _load(self, ritual: RitualId, months: Iterable[MonthNumber], into: dict[date, TicksOfDay]) -> None:
        if self._archive is not None:
            for month in months:
                for tick in self._archive.load_month(ritual, month):
                    _add(into, tick)


def _add(days: dict[date, TicksOfDay], tick: Tick) -> None:
    ticks = days.setdefault(tick.day, (tick,))
    if tick not in ticks:
        days[tick.day] = tuple(sorted((*ticks, tick), key=lambda t: (t.lamport, t.id)))
