"""A booklet of the jar's notes between two days, independent of the file format it is written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from rituals.core.calendar import Period, month_name, month_of
from rituals.core.jar.words import reply_words
from rituals.core.model import EACH, TOGETHER, Appreciation
from rituals.core.occurrences.firsts import firsts_between
from rituals.core.phrases import from_to_words
from rituals.core.state.couple_state import State
from rituals.core.text import joined, printable, printable_lines

TITLE = "A jar of thanks"
FAVOURITE = "♥ favourite"
KEPT_CLOSE = "Kept close"
FIRSTS = "For the first time"
PICTURE = "The year, day by day"
_MUCH = 3  # rituals of a day from which on much was done
STILL_BLANK = "These pages are still blank. They are kept for the thanks to come."


class BookletNote(NamedTuple):
    """A note in a booklet: its day, its writer and addressee, and its text as typed."""

    day: date
    from_to: str
    text: str
    favourite: bool = False
    reply: str = ""
    """The line under it, after the name of who left it."""


class BookletMonth(NamedTuple):
    """A chapter: one month with at least one note."""

    name: str
    entries: tuple[BookletNote, ...]


class BookletFirst(NamedTuple):
    """Something done for the first time, and the words that were left of it."""

    day: date
    what: str
    text: str


class PictureMonth(NamedTuple):
    """A month of the picture: for each of its days whether nothing, something or much was done, or None outside the
    booklet's days and after today."""

    name: str
    days: tuple[Literal[0, 1, 2] | None, ...]


class Booklet(NamedTuple):
    """The cover's texts and the chapters; `names` is empty if nobody has joined yet. The notes of `favourites` stand
    among their months as well; `picture` is that of a year, and empty for other days."""

    title: str
    names: str
    span: str
    months: tuple[BookletMonth, ...]
    favourites: tuple[BookletNote, ...] = ()
    firsts: tuple[BookletFirst, ...] = ()
    picture: tuple[PictureMonth, ...] = ()


def booklet(state: State, since: date, until: date, today: date) -> Booklet:
    """The booklet of the notes from `since` to `until`, both included; notes that are still sealed are left out."""
    notes = [note for note in state.jar.open_notes(today) if since <= note.day <= until]
    is_one_year = since.year == until.year
    months = tuple(
        BookletMonth(_month_words(first, with_year=not is_one_year), _entries(state, within))
        for first, within in groupby(notes, key=lambda note: month_of(note.day).first)
    )
    favourites = tuple(entry for month in months for entry in month.entries if entry.favourite)
    firsts = tuple(
        BookletFirst(first.day, printable(first.ritual.name), printable_lines(first.note))
        for first in firsts_between(state, since, min(until, today))
    )
    names, span = _names(state, since, until), span_words(since, until)
    picture = _picture(state, since.year, today) if _is_whole_year(since, until) else ()
    return Booklet(TITLE, names, span, months, favourites, firsts, picture)


def _is_whole_year(since: date, until: date) -> bool:
    return (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31))


def _picture(state: State, year: int, today: date) -> tuple[PictureMonth, ...]:
    """What the days of a year were like, without a number: of what is one person's alone, nothing."""
    done: dict[date, int] = {}
    for ritual in state.rituals.values():
        if ritual.is_counted and ritual.every_who <= {TOGETHER, EACH}:
            for day in state.ticks(ritual.id, date(year, 1, 1), date(year, 12, 31)):
                done[day] = done.get(day, 0) + 1
    if not done:
        return ()
    return tuple(PictureMonth(month_name(month), _picture_days(year, month, done, today)) for month in range(1, 13))


def _picture_days(year: int, month: int, done: Mapping[date, int], today: date) -> tuple[Literal[0, 1, 2] | None, ...]:
    days = (date(year, month, day) for day in range(1, month_of(date(year, month, 1)).last.day + 1))
    return tuple(None if day > today else 2 if done.get(day, 0) >= _MUCH else 1 if day in done else 0 for day in days)


def span_words(since: date, until: date) -> str:
    """The days of a booklet in the shortest form: "2026", "November 2026", "1 May to 9 June 2026"."""
    if _is_whole_year(since, until):
        return str(since.year)
    if Period(since, until) == month_of(since):
        return _month_words(since)
    last = f"{until.day} {_month_words(until)}"
    if since == until:
        return last
    return f"{since.day} {_month_words(since, with_year=since.year != until.year)} to {last}"


def _month_words(day: date, *, with_year: bool = True) -> str:
    return f"{month_name(day.month)} {day.year}" if with_year else month_name(day.month)


def _names(state: State, since: date, until: date) -> str:
    """Everyone who was part of the couple on any of these days."""
    members = [
        person for person in state.people if person.joined <= until and (person.left is None or since < person.left)
    ]
    return joined(printable(person.name) for person in members or state.couple(until))


def _entries(state: State, notes: Iterable[Appreciation]) -> tuple[BookletNote, ...]:
    return tuple(
        BookletNote(
            note.day,
            from_to_words(note.by, note.to, state.people),
            printable_lines(note.text),
            note.favourite,
            reply_words(note, state.people),
        )
        for note in notes
    )
