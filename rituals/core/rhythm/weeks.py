"""Rhythm: weeks in a row in which a couple kept at least three fifths of what was planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import add
from typing import NamedTuple

import msgspec

from rituals.core.model import Quota
from rituals.core.occurrences.matching import OccurrenceResult, Outcome
from rituals.core.rhythm.streak import Streak, streak_of

_REACHED_FROM = (3, 5)  # kept / planned, in whole numbers so that exactly three of five suffice
_KEPT, _RESTED, _PAUSED, _OPEN = Outcome.KEPT, Outcome.RESTED, Outcome.PAUSED, Outcome.OPEN  # in a loop, lookups tell


class Tally(NamedTuple):
    """The counts of one week: occurrences planned and kept, and those open, rested or paused."""

    planned: int = 0
    kept: int = 0
    still_open: int = 0
    rested: int = 0
    paused: int = 0


_COUNTS = len(Tally._fields)


class RhythmWeek(NamedTuple):
    """A calendar week and its outcome: kept if enough was kept, open if that can still happen, None if nothing was
    planned.

    Weeks that are open, rested, paused or None neither lengthen nor break the rhythm. `planned` is for charts only, no
    text says it.
    """

    first: date
    planned: int
    kept: int
    outcome: Outcome | None


class Rhythm(NamedTuple):
    """The current and the longest run of kept weeks, and every week from the first to the present one."""

    current: int = 0
    best: int = 0
    weeks: tuple[RhythmWeek, ...] = ()


NO_RHYTHM = Rhythm()


class Tallies(msgspec.Struct, frozen=True, array_like=True):
    """The tallies of weeks in a row from the one with the `week_number` `first` on: each one's counts after those of
    the week before, in a flat list, as thirty years of many rituals are added up at once."""

    first: int = 0
    counts: list[int] = []

    def of_week(self, number: int) -> Tally:
        """The tally of one week."""
        place = (number - self.first) * _COUNTS
        return Tally(*self.counts[place : place + _COUNTS]) if place >= 0 else Tally()

    def before(self, number: int) -> Tallies:
        """The tallies of the weeks before one."""
        return Tallies(self.first, self.counts[: max(0, number - self.first) * _COUNTS])

    def since(self, number: int) -> Tallies:
        """The tallies of the weeks from one on."""
        return Tallies(max(number, self.first), self.counts[max(0, number - self.first) * _COUNTS :])


def week_number(day: date, week_starts_on: int) -> int:
    """A running number of the week a day lies in; the next week's is one more."""
    return (day.toordinal() - 1 - week_starts_on) // 7


def first_day(number: int, week_starts_on: int) -> date:
    """The first day of the week with a `week_number`."""
    return date.fromordinal(number * 7 + 1 + week_starts_on)


def tallies(history: Iterable[OccurrenceResult], week_starts_on: int) -> Tallies:
    """One ritual's tally in each week; an occurrence counts in the week of its original day.

    A weekly quota counts as many planned as its number, and at most as many kept; a monthly one is 1 planned in the
    week in which its month ends.
    """
    cells: dict[int, list[int]] = {}
    for result in history:
        outcome, occurrence, quota = result.outcome, result.occurrence, result.occurrence.span.cadence
        day, planned, kept_count = occurrence.key, 1, int(outcome is _KEPT)
        if isinstance(quota, Quota) and quota.per == "week":
            planned, kept_count = quota.times, min(result.done, quota.times)
        elif isinstance(quota, Quota):
            day = occurrence.last
        week = week_number(day, week_starts_on)
        cell = cells.get(week) or cells.setdefault(week, [*Tally()])
        if outcome is _RESTED:
            cell[3] += not occurrence.cut_short
        elif outcome is _PAUSED:
            cell[4] += 1
        else:
            cell[0] += planned
            cell[1] += kept_count
            cell[2] += outcome is _OPEN
    if not cells:
        return Tallies()
    nothing, first = [*Tally()], min(cells)
    return Tallies(first, [count for week in range(first, max(cells) + 1) for count in cells.get(week, nothing)])


def added_up(several: Iterable[Tallies]) -> Tallies:
    """Several tallies together, week by week."""
    several = sorted((tallies for tallies in several if tallies.counts), key=lambda tallies: -len(tallies.counts))
    if not several:
        return Tallies()
    first = min(tallies.first for tallies in several)
    places = [(tallies.first - first) * _COUNTS for tallies in several]
    ends = [place + len(tallies.counts) for place, tallies in zip(places, several, strict=True)]
    longest, place = several[0], places[0]
    total = [*[0] * place, *longest.counts, *[0] * (max(ends) - ends[0])]
    for place, end, tallies in zip(places[1:], ends[1:], several[1:], strict=True):
        total[place:end] = map(add, total[place:end], tallies.counts)
    return Tallies(first, total)


def rhythm_of(
    brought: Iterable[Tallies], today: date, week_starts_on: int, earlier: Rhythm = NO_RHYTHM, *, is_over: bool = False
) -> Rhythm:
    """The rhythm of all rituals' tallies together, up to the week of `today`, after that of the weeks before them;
    `is_over` says that this week has ended."""
    total, present = added_up(brought), week_number(today, week_starts_on)
    first = week_number(earlier.weeks[-1].first, week_starts_on) + 1 if earlier.weeks else total.first
    numbers = range(first, present + 1) if earlier.weeks or total.counts else ()
    weeks = [
        _week(number, total.of_week(number), week_starts_on, is_over=is_over or number < present) for number in numbers
    ]
    outcomes = (week.outcome for week in weeks if week.outcome is not None)
    current, best = streak_of(outcomes, Streak(earlier.current, earlier.best))
    return Rhythm(current, best, (*earlier.weeks, *weeks))


def _week(number: int, tally: Tally, week_starts_on: int, *, is_over: bool) -> RhythmWeek:
    outcome = _outcome(tally, is_over=is_over)
    return RhythmWeek(first_day(number, week_starts_on), tally.planned, tally.kept, outcome)


def _outcome(tally: Tally, *, is_over: bool) -> Outcome | None:
    """How a week went; none is quiet before it is over, so that no tick, be it the last one of the week, ends the
    row."""
    part, whole = _REACHED_FROM
    if tally.planned and tally.kept * whole >= tally.planned * part:
        return Outcome.KEPT
    if tally.still_open or (tally.planned and not is_over):
        return Outcome.OPEN
    if tally.planned:
        return Outcome.QUIET
    if tally.paused:
        return Outcome.PAUSED
    return Outcome.RESTED if tally.rested else None
