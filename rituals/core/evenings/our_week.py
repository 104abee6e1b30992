"""Our week: what was on each of its days, how long that took, the newest thanks, and what the next week brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from rituals.core.calendar import Period, add_days, week_of
from rituals.core.model import Appreciation, PersonId, Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.rhythm.year import TINY_MINUTES, is_tiny
from rituals.core.rituals.week import DAYS, week_ahead
from rituals.core.state.couple_state import State

_NEWEST = 3
_DAILY = 4  # days of a week from which on something is part of every week rather than of the next


class DayInWords(NamedTuple):
    """A day, and the names of what was or is to be on it."""

    day: date
    names: Sequence[str]


class OurWeek(NamedTuple):
    """A couple's calendar week, as far as it has come."""

    week: Period
    days: Sequence[DayInWords]
    minutes: Mapping[str, int]
    """How long what was done took, by section; their own rituals are under ""."""
    thanks: Sequence[Appreciation]
    """The newest open thank-yous about its days, the newest first."""
    coming: Sequence[DayInWords]
    """What the next week brings that isn't there on most of its days."""


def our_week(state: State, local: datetime, today: date, *, seated: PersonId) -> OurWeek:
    """The week around `today` as who sits here may see it: what is for another person alone is theirs."""
    week = week_of(today, state.household.week_starts_on)
    rituals = [ritual for ritual in state.rituals.values() if ritual.is_open_to(seated) and not ritual.private]
    names: dict[date, list[str]] = {}
    minutes: dict[str, int] = {}
    for ritual in rituals:
        for day, ticks in state.ticks(ritual.id, week.first, today).items():
            names.setdefault(day, []).append(ritual.name)
            taken = min(ritual.minutes, TINY_MINUTES) if is_tiny(ticks) else ritual.minutes
            minutes[ritual.section] = minutes.get(ritual.section, 0) + taken
    days = [DayInWords(day, names[day]) for day in sorted(names)]
    notes = [note for day in _days(week.first, today) for note in state.jar.notes_on(day)]
    thanks = [note for note in reversed(notes) if not state.jar.is_sealed(note, today)][:_NEWEST]
    lasting = {section: taken for section, taken in minutes.items() if taken}
    return OurWeek(week, days, lasting, thanks, _coming(state, local, add_days(week.last, 1), rituals))


def ends_a_week(state: State, today: date, *, seated: PersonId) -> bool:
    """Whether a day is the last one of the couple's week, and there is something to look back on for who sits here."""
    week = week_of(today, state.household.week_starts_on)
    rituals = (ritual for ritual in state.rituals.values() if ritual.is_open_to(seated))
    return week.last == today and any(state.ticks(ritual.id, week.first, today) for ritual in rituals)


def _days(first: date, last: date) -> Iterator[date]:
    return (add_days(first, n) for n in range((last - first).days + 1))


def _coming(state: State, local: datetime, first: date, rituals: Sequence[Ritual]) -> Sequence[DayInWords]:
    """What is planned from a day on for a week, without what comes on most of its days, and what of the list for
    someday is meant for one of them."""
    seen = {ritual.id for ritual in rituals}
    ahead = [
        (day.day, planned.ritual)
        for day in week_ahead(state, first, local).days
        for planned in day.planned
        if planned.ritual.id in seen and planned.sign is Sign.COMING
    ]
    often = [ritual.id for _, ritual in ahead]
    days: dict[date, list[str]] = {add_days(first, n): [] for n in range(DAYS)}
    for day, ritual in ahead:
        if often.count(ritual.id) < _DAILY:
            days[day].append(ritual.name)
    for idea in state.someday.value.values():
        if idea.on in days:
            days[idea.on].append(idea.text)
    return [DayInWords(day, names) for day, names in days.items() if names]
