"""Looking forward to: what comes within two months that isn't everyday; and letters, the notes that open on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from rituals.core.calendar import add_days, years_later
from rituals.core.model import AppreciationId, Cadence, IdeaId, Once, Person, PersonId, Ritual, RitualId, Rule
from rituals.core.phrases import number_words, person_name
from rituals.core.state.couple_state import State
from rituals.core.state.jar import NoteHead

THE_DAY_YOU_MET = "The day you met"
LOOKED_AHEAD = 60
"""Days."""


class Ahead(Struct, frozen=True, order=True):
    """A ritual that comes after tomorrow, or a note, a year together or something of the list for someday that comes
    after today, and its day."""

    day: date
    what: str
    ritual: RitualId = ""
    note: AppreciationId = ""
    idea: IdeaId = ""


def is_everyday(cadence: Cadence) -> bool:
    """Whether it comes round so often that nobody looks forward to it: all but a day of its own, and what comes once a
    month or once a year."""
    if isinstance(cadence, Rule):
        return not any(f"FREQ={rare}" in cadence.rrule.upper() for rare in ("MONTHLY", "YEARLY"))
    return not isinstance(cadence, Once)


def looking_forward(state: State, today: date, *, seated: PersonId) -> list[Ahead]:
    """What isn't everyday and comes within `LOOKED_AHEAD` days, the soonest first.

    Of a ritual, tomorrow is left to its row on Today; what is for another person alone is theirs to look forward to.
    """
    last = add_days(today, LOOKED_AHEAD)
    rituals = (r for r in state.rituals.values() if not r.is_archived and not r.private and r.is_open_to(seated))
    ahead = [
        Ahead(day, ritual.name, ritual=ritual.id)
        for ritual in rituals
        if not is_everyday(ritual.cadence)
        for day in _days_from(state, ritual, add_days(today, 2), today)
    ]
    ahead += [
        Ahead(until, letter_words(note, state.people), note=note.id)
        for until, note in _sealed_until(state)
        if until > today
    ]
    ahead += [Ahead(i.on, i.text, idea=i.id) for i in state.someday.value.values() if i.on is not None and i.on > today]
    if (met_on := state.household.met_on) is not None:
        ahead += [Ahead(day, anniversary_words(met_on, day)) for day in _anniversaries(met_on, today)]
    return sorted(coming_soon for coming_soon in ahead if coming_soon.day <= last)


def _days_from(state: State, ritual: Ritual, since: date, today: date) -> Sequence[date]:
    """The next day of a ritual from a day on, if there is one."""
    from rituals.core.occurrences.coming import coming  # most days nothing is to come that isn't everyday

    return coming(state, ritual, today, since=since, count=1).days


def is_anniversary(of: date, day: date) -> bool:
    """Whether a day is that of an earlier one in a later year; 29 February has its on 1 March in other years."""
    return day.year > of.year and years_later(of, day.year - of.year) == day


def _anniversaries(of: date, today: date) -> list[date]:
    """This year's and the next one's day of an earlier one, as far as they are still to come."""
    years = (today.year - of.year, today.year + 1 - of.year)
    return [day for ahead in years if ahead and (day := years_later(of, ahead)) > today]


def anniversary_words(met_on: date, day: date) -> str:
    """What is looked forward to on the day of the day they met: "8 years since the day you met"."""
    years = day.year - met_on.year
    how_many = "A year" if years == 1 else f"{number_words(years).capitalize()} years"
    return f"{how_many} since the day you met"


def in_days_words(day: date, today: date) -> str:
    """How far off a day is: "tomorrow", "in 14 days"."""
    days = (day - today).days
    return "tomorrow" if days == 1 else f"in {days:,} days"


# letters


def letters(state: State, today: date) -> list[NoteHead]:
    """The notes whose seal opens today, until they were read aloud."""
    return [note for until, note in _sealed_until(state) if until == today and note.id not in state.jar.read]


def letters_words(notes: Sequence[NoteHead], people: Sequence[Person]) -> str:
    """That they open today, which shows nothing of what is in them."""
    if len(notes) == 1:
        return f"{letter_words(notes[0], people)} opens today"
    return f"{len(notes)} notes open today" if notes else ""


def letter_words(note: NoteHead, people: Sequence[Person]) -> str:
    """A sealed note, as one speaks of it: "A note from Sam"."""
    return f"A note from {person_name(note.by, people)}"


def _sealed_until(state: State) -> Iterator[tuple[date, NoteHead]]:
    """The notes that are sealed until a day, each with that day."""
    return ((n.seal.until, n) for n in state.jar.sealed_heads() if n.seal is not None and n.seal.until is not None)
