"""The notes of some days as a booklet to keep: its cover and its chapters, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rituals.core.calendar import MONTHS, month_of
from rituals.core.jar.words import from_to_words
from rituals.core.model import Appreciation
from rituals.core.state.couple_state import State
from rituals.core.text import printable

TITLE = "A jar of thanks"
FAVOURITE = "♥ favourite"
STILL_BLANK = "These pages are still blank. They are kept for the thanks to come."


class BookletNote(NamedTuple):
    """A note: the day it is about, from whom it is and to whom, and its words as they were typed."""

    day: date
    from_to: str
    text: str
    favourite: bool = False


class BookletMonth(NamedTuple):
    """A chapter, with one entry at least."""

    name: str
    entries: tuple[BookletNote, ...]


class Booklet(NamedTuple):
    """A cover and the chapters behind it; `names` is empty where nobody has joined yet."""

    title: str
    names: str
    span: str
    months: tuple[BookletMonth, ...]


def booklet(state: State, since: date, until: date, today: date) -> Booklet:
    """The booklet of these days, both ends included; what is still sealed today stays out of it."""
    notes = [note for note in state.jar.open_notes(today) if since <= note.day <= until]
    month_words = _month_name if since.year == until.year else _month_and_year
    months = tuple(
        BookletMonth(month_words(first), _entries(state, within))
        for first, within in groupby(notes, key=lambda note: month_of(note.day).first)
    )
    return Booklet(TITLE, _names(state, since, until), span_words(since, until), months)


def span_words(since: date, until: date) -> str:
    """The days of a booklet as short as they can be said: "2026", "November 2026", "1 May to 9 June 2026"."""
    if (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
        return str(since.year)
    if (since, until) == month_of(since):
        return _month_and_year(since)
    last = f"{until.day} {_month_and_year(until)}"
    if since == until:
        return last
    month_words = _month_name if since.year == until.year else _month_and_year
    return f"{since.day} {month_words(since)} to {last}"


def _month_name(day: date) -> str:
    return MONTHS[day.month - 1].title()


def _month_and_year(day: date) -> str:
    return f"{_month_name(day)} {day.year}"


def _names(state: State, since: date, until: date) -> str:
    """Everyone who was part of the couple on any of these days."""
    members = [
        person for person in state.people if person.joined <= until and (person.left is None or since < person.left)
    ]
    names = [printable(person.name) for person in members or state.couple(until)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _entries(state: State, notes: Iterable[Appreciation]) -> tuple[BookletNote, ...]:
    return tuple(
        BookletNote(note.day, from_to_words(note, state.people), _printable(note.text), note.favourite)
        for note in notes
    )


def _printable(text: str) -> str:
    """A note with its lines and tabs, and without what could do harm, whatever a data file says."""
    return "\n".join("\t".join(printable(part) for part in line.split("\t")) for line in text.split("\n"))
