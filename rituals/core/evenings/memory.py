"""On this day: what you did a year ago, or further back, in the words that were left of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from rituals.core.calendar import add_days, month_of
from rituals.core.evenings.ahead import THE_DAY_YOU_MET, is_anniversary, is_everyday
from rituals.core.model import Cadence, PersonId, Ritual
from rituals.core.phrases import from_to_words, number_words
from rituals.core.state.couple_state import State


class Memory(Struct, frozen=True):
    """One thing of a day, as one line tells it: what was done or who thanked whom, and the words about it, which are
    empty where it is told for what it was."""

    day: date
    what: str
    text: str = ""


NOTHING_PUT_AWAY: Mapping[date, date] = {}


def memory(
    state: State, today: date, *, seated: PersonId, put_away: Mapping[date, date] = NOTHING_PUT_AWAY
) -> Memory | None:
    """Something of a year ago today, else of two years ago and so on, or of a month ago where there is no such year
    yet, and before all of these the day they met; None on most days.

    Of the days that somebody put away, of what is for another person alone, and of the time before somebody left
    nothing is told; and nothing on a day on which one was put away. `put_away` gives that day for each.
    """
    if today in put_away.values():
        return None
    met_on = state.household.met_on
    if met_on is not None and met_on not in put_away and is_anniversary(met_on, today):
        return Memory(met_on, THE_DAY_YOU_MET)
    days = (day for day in _days_back(today, _known_since(state)) if day not in put_away)
    return next((told for day in days if (told := _memory_of(state, day, today, seated)) is not None), None)


def long_ago(day: date, today: date) -> str:
    """How long ago a day is that is remembered: "A year ago today", "Two years ago today", "A month ago today"."""
    years = today.year - day.year
    if not is_anniversary(day, today):
        return "A month ago today"
    return "A year ago today" if years == 1 else f"{number_words(years).capitalize()} years ago today"


def _known_since(state: State) -> date:
    """The first day that may be told of: the couple's first, or the day after somebody left it."""
    left = [add_days(person.left, 1) for person in state.people if person.left is not None]
    begun = [since for ritual in state.rituals.values() for since in ritual.begun_on[:1]]
    return max(left) if left else min([*begun, *(person.joined for person in state.people)], default=date.max)


def _days_back(today: date, since: date) -> Iterator[date]:
    """The days that today brings back, the nearest first; a day that a year or month does not have is left out."""
    years = [day for ago in range(1, today.year - since.year + 1) if (day := _years_before(today, ago)) is not None]
    if any(day >= since for day in years):
        yield from (day for day in years if day >= since)
    else:
        last_month = month_of(add_days(today.replace(day=1), -1))
        if today.day <= last_month.last.day and last_month.first.replace(day=today.day) >= since:
            yield last_month.first.replace(day=today.day)


def _years_before(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, or before the first year there is
        return None


def _memory_of(state: State, day: date, today: date, seated: PersonId) -> Memory | None:
    """What of a day says most: the longest words on what was done, else on a thank-you, else what isn't everyday."""
    shown = [ritual for ritual in state.rituals.values() if ritual.is_open_to(seated) and not ritual.private]
    ticks = [(ritual, tick) for ritual in shown for tick in state.ticks(ritual.id, day, day).get(day, ())]
    done = [Memory(day, ritual.name, tick.note) for ritual, tick in ticks if tick.note]
    thanks = [
        Memory(day, from_to_words(note.by, note.to, state.people), note.text)
        for note in state.jar.notes_on(day)
        if not state.jar.is_sealed(note, today)
    ]
    special = [Memory(day, ritual.name) for ritual, _ in ticks if not is_everyday(_cadence_on(ritual, day))]
    candidates = done or thanks or special
    return max(candidates, key=lambda told: len(told.text), default=None)


def _cadence_on(ritual: Ritual, day: date) -> Cadence:
    """How often it was planned on a day."""
    return next((span.cadence for span in reversed(ritual.spans) if span.since <= day), ritual.spans[0].cadence)
