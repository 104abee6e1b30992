"""A booklet of the jar's notes between two days, independent of the file format it is written in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rituals.core.calendar import Period, month_name, month_of
from rituals.core.model import Appreciation
from rituals.core.phrases import from_to_words
from rituals.core.state.couple_state import State
from rituals.core.text import joined, printable

TITLE = "A jar of thanks"
FAVOURITE = "♥ favourite"
STILL_BLANK = "These pages are still blank. They are kept for the thanks to come."


class BookletNote(NamedTuple):
    """A note in a booklet: its day, its writer and addressee, and its text as typed."""

    day: date
    from_to: str
    text: str
    favourite: bool = False


class BookletMonth(NamedTuple):
    """A chapter: one month with at least one note."""

    name: str
    entries: tuple[BookletNote, ...]


class Booklet(NamedTuple):
    """The cover's texts and the chapters; `names` is empty if nobody has joined yet."""

    title: str
    names: str
    span: str
    months: tuple[BookletMonth, ...]


def booklet(state: State, since: date, until: date, today: date) -> Booklet:
    """The booklet of the notes from `since` to `until`, both included; notes that are still sealed are left out."""
    notes = [note for note in state.jar.open_notes(today) if since <= note.day <= until]
    is_one_year = since.year == until.year
    months = tuple(
        BookletMonth(_month_words(first, with_year=not is_one_year), _entries(state, within))
        for first, within in groupby(notes, key=lambda note: month_of(note.day).first)
    )
    return Booklet(TITLE, _names(state, since, until), span_words(since, until), months)


def span_words(since: date, until: date) -> str:
    """The days of a booklet in the shortest form: "2026", "November 2026", "1 May to 9 June 2026"."""
    if (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
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
        BookletNote(note.day, from_to_words(note.by, note.to, state.people), _printable(note.text), note.favourite)
        for note in notes
    )


def _printable(text: str) -> str:
    """A note's text with its line breaks and tabs, but without other control characters that a data file may hold."""
    return "\n".join("\t".join(printable(part) for part in line.split("\t")) for line in text.split("\n"))
