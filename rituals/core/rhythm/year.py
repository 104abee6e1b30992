"""Charts of histories: a mark for each day, the year of one ritual or of all, a calendar, minutes by section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from rituals.core.calendar import add_days, days_through, week_of
from rituals.core.model import MOST_DAYS_IN_A_ROW, Pause, Ritual, Tick
from rituals.core.occurrences.keepers import came_by_phone
from rituals.core.occurrences.matching import OccurrenceResult, Outcome
from rituals.core.rhythm.history import RitualDays

TINY_MINUTES = 2
_LEVELS_FROM = (1, 2, 3, 5)  # rituals ticked on a day; fixed, so that a full day never makes another one paler


class DayMark(StrEnum):
    """The status of a day in a chart; a quiet day and one with nothing planned look the same."""

    KEPT = "kept"
    HELD = "held"
    """Kept, but on another day."""
    PART = "in part"
    OPEN = "open"
    RESTED = "rested"
    PAUSED = "paused"
    COMING = "coming"
    NOTHING = "nothing"


class YearDay(NamedTuple):
    """A day of the year: its mark, how many rituals were ticked, and that as a level from 0 to 4."""

    day: date
    mark: DayMark
    ticked: int
    level: int


class DayEntry(NamedTuple):
    """One ritual on a day of the calendar: its mark, its local time, the day's ticks, where it was planned for this
    day but kept on another, which one, and whether the ticks or the rest came by phone."""

    ritual: Ritual
    mark: DayMark
    at: time | None
    ticks: tuple[Tick, ...]
    held_on: date | None = None
    by_phone: bool = False


class CalendarDay(NamedTuple):
    """A day of the calendar and the rituals ticked or planned on it; pauses show only on occurrences."""

    day: date
    happenings: tuple[DayEntry, ...]


class WeekMinutes(NamedTuple):
    """The minutes of one week by section; the couple's own rituals are under ""."""

    first: date
    minutes: Mapping[str, int]


_MARKS = {
    Outcome.KEPT: DayMark.KEPT,
    Outcome.RESTED: DayMark.RESTED,
    Outcome.PAUSED: DayMark.PAUSED,
    Outcome.QUIET: DayMark.NOTHING,
}
_LEVEL_OF_ONE = {DayMark.KEPT: 4, DayMark.PART: 2}


def ritual_marks(history: RitualDays, since: date, until: date) -> dict[date, DayMark]:
    """One ritual's marks in a window; days without a mark are missing.

    As in Today's week strip, a ticked day shows KEPT even if its tick counts for another day; the day it counts for
    shows HELD.
    """
    day_marks: dict[date, DayMark] = {}
    begun, put_away = history.ritual.spans[0].since, history.ritual.archived_on
    for pause in history.pauses:
        paused = _paused_days(pause, max(since, begun), min(until, add_days(put_away, -1)) if put_away else until)
        day_marks.update(dict.fromkeys(paused, DayMark.PAUSED))
    day_marks.update(_lived_marks(history, since, until))
    return {day: mark for day, mark in day_marks.items() if mark is not DayMark.NOTHING}


def year_of(history: RitualDays, since: date, until: date) -> list[YearDay]:
    """Every day of a window for one ritual; the level of a kept day is 4, of a partly kept one 2."""
    day_marks = ritual_marks(history, since, until)
    return [
        YearDay(day, mark, int(day in history.ticks), _LEVEL_OF_ONE.get(mark, 0))
        for day in days_through(since, until)
        for mark in (day_marks.get(day, DayMark.NOTHING),)
    ]


def year_of_all(histories: Iterable[RitualDays], since: date, until: date) -> list[YearDay]:
    """Every day of a window for all rituals that count.

    The level depends on how many were ticked, not on their share: 1, 2, 3 or 4, 5 or more. One more tick never lowers
    it.
    """
    counted = [history for history in histories if history.ritual.is_counted]
    ticked: dict[date, int] = {}
    shown: dict[date, set[DayMark]] = {}
    for history in counted:
        for day in _ticked_days(history, since, until):
            ticked[day] = ticked.get(day, 0) + 1
        for day, mark in _lived_marks(history, since, until).items():
            shown.setdefault(day, set()).add(mark)
    for pause in {pause for history in counted for pause in history.pauses if pause.ritual is None}:
        for day in _paused_days(pause, since, until):
            shown.setdefault(day, set()).add(DayMark.PAUSED)
    return [_day_of_all(day, ticked.get(day, 0), shown.get(day, set())) for day in days_through(since, until)]


def _day_of_all(day: date, ticked: int, shown: AbstractSet[DayMark]) -> YearDay:
    """A day over all rituals; a rest or a pause shows only if there is no other mark."""
    level = sum(ticked >= least for least in _LEVELS_FROM)
    order = (DayMark.KEPT, DayMark.PART) if ticked else (DayMark.OPEN, DayMark.COMING)
    for mark in order:
        if mark in shown:
            return YearDay(day, mark, ticked, level)
    if shown and shown <= {DayMark.RESTED, DayMark.PAUSED}:
        return YearDay(day, DayMark.PAUSED if DayMark.PAUSED in shown else DayMark.RESTED, 0, 0)
    return YearDay(day, DayMark.NOTHING, 0, 0)


def calendar(histories: Sequence[RitualDays], since: date, until: date) -> list[CalendarDay]:
    """Every day of a window with the rituals ticked or planned on it, as far as the histories reach."""
    days: dict[date, list[DayEntry]] = {day: [] for day in days_through(since, until)}
    for history in histories:
        shown = _lived_marks(history, since, until)
        planned = planned_between(history, since, until)
        times = {result.begins_on: result.occurrence.span.cadence.at for result in planned}
        held_on = {day: result.held_on for result in planned for day in result.shown_on}
        rested_by_phone = {day for result in planned if result.is_rested_by_phone for day in result.occurrence.days}
        for day, mark in shown.items():
            if mark is not DayMark.NOTHING:
                held = held_on.get(day) if mark is DayMark.HELD else None
                ticks = history.ticks.get(day, ())
                by_phone = came_by_phone(ticks) or (mark is DayMark.RESTED and day in rested_by_phone)
                days[day].append(DayEntry(history.ritual, mark, times.get(day), ticks, held, by_phone))
    return [CalendarDay(day, tuple(sorted(entries, key=_by_time))) for day, entries in days.items()]


def minutes_by_week(
    histories: Iterable[RitualDays], since: date, until: date, week_starts_on: int
) -> list[WeekMinutes]:
    """The minutes of each week that a window touches: a ritual's length for each ticked day, two for a tiny one.

    Private rituals are left out, as nothing counts them.
    """
    first, last = week_of(since, week_starts_on).first, week_of(until, week_starts_on).last
    weeks: dict[date, dict[str, int]] = {day: {} for day in days_through(first, last) if (day - first).days % 7 == 0}
    for history in histories:
        if history.ritual.private:
            continue
        for day in _ticked_days(history, first, last):
            of_week = weeks[add_days(first, (day - first).days // 7 * 7)]
            of_week[history.ritual.section] = of_week.get(history.ritual.section, 0) + _minutes(history, day)
    return [WeekMinutes(day, {name: n for name, n in minutes.items() if n}) for day, minutes in weeks.items()]


def is_tiny(ticks: Sequence[Tick]) -> bool:
    """Whether a day's ticks are all of the two-minute version."""
    return bool(ticks) and all(tick.tiny for tick in ticks)


def _minutes(history: RitualDays, day: date) -> int:
    if not is_tiny(history.ticks[day]):
        return history.ritual.minutes
    return min(TINY_MINUTES, history.ritual.minutes or TINY_MINUTES)


def _by_time(happening: DayEntry) -> tuple[bool, time]:
    return happening.at is None, happening.at or time.min


def _ticked_days(history: RitualDays, since: date, until: date) -> Iterator[date]:
    """The ticked days in a window; ticks are in day order."""
    days = tuple(history.ticks)
    return iter(days[bisect_left(days, since) : bisect_left(days, add_days(until, 1))])


def _lived_marks(history: RitualDays, since: date, until: date) -> dict[date, DayMark]:
    """The marks of planned and ticked days; a day that is ticked and whose occurrence was kept, be it by another day's
    tick, is KEPT whoever ticked it, so that one more tick elsewhere makes it no paler."""
    planned = _planned_marks(history, since, until)
    ticked = _ticked_marks(history, since, until)
    kept = {day for day, mark in planned.items() if mark in (DayMark.KEPT, DayMark.HELD)}
    return planned | {day: DayMark.KEPT if day in kept else mark for day, mark in ticked.items()}


def _ticked_marks(history: RitualDays, since: date, until: date) -> dict[date, DayMark]:
    """The marks of ticked days: kept only where everyone ticked whose tick is needed, so that one more tick makes no
    other day paler."""
    days = history.kept_days
    kept_days = frozenset(days[bisect_left(days, since) : bisect_left(days, add_days(until, 1))])
    return {day: DayMark.KEPT if day in kept_days else DayMark.PART for day in _ticked_days(history, since, until)}


def planned_between(history: RitualDays, since: date, until: date) -> list[OccurrenceResult]:
    """The results that overlap a window; they are in order of first days."""
    first, end = (
        bisect_left(history.results, day, key=lambda result: result.occurrence.day)
        for day in (add_days(since, -MOST_DAYS_IN_A_ROW), add_days(until, 1))
    )
    return [result for result in history.results[first:end] if result.occurrence.last >= since]


def _planned_marks(history: RitualDays, since: date, until: date) -> dict[date, DayMark]:
    """The marks of planned days, each of several in a row; a quota shows only its rest, on every day of its period."""
    day_marks: dict[date, DayMark] = {}
    for result in planned_between(history, since, until):
        occurrence = result.occurrence
        if occurrence.is_quota and (result.outcome is not Outcome.RESTED or occurrence.cut_short):
            continue
        for day in result.shown_on:
            if since <= day <= until:
                day_marks[day] = _planned_mark(result, day, history.today)
    return day_marks


def _planned_mark(result: OccurrenceResult, day: date, today: date) -> DayMark:
    if result.is_held_elsewhere(day):
        return DayMark.HELD
    if (mark := _MARKS.get(result.outcome_on(day))) is not None:
        return mark
    if result.done:
        return DayMark.PART
    return DayMark.OPEN if day <= today else DayMark.COMING


def _paused_days(pause: Pause, since: date, until: date) -> Iterator[date]:
    return days_through(max(since, pause.since), min(until, pause.until or until))
