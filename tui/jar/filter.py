"""Which notes of the jar are shown, and in what order: everyone's or one's, all or favourites, all or those found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.calendar import month_name
from rituals.core.model import Appreciation, AppreciationId, Person, PersonId
from rituals.core.state.jar import Jar

JarRow = Appreciation | str
"""A note, or the heading of a month; an empty heading is a blank line."""


class View(NamedTuple):
    """The filters of the list; by default they let every note through."""

    whose: PersonId = ""
    favourites: bool = False
    sought: str = ""

    @property
    def is_narrow(self) -> bool:
        return self != View()


def seen(jar: Jar, view: View, today: date) -> list[Appreciation]:
    """The notes that pass the filters, the latest first; a sealed note is never found by its text."""
    notes: Sequence[Appreciation] = jar.search(view.sought, today) if view.sought else jar.notes
    return [
        note
        for note in reversed(notes)
        if (not view.whose or note.by == view.whose) and (note.favourite or not view.favourites)
    ]


def sealed_now(jar: Jar, today: date) -> frozenset[AppreciationId]:
    """The notes whose text is hidden today."""
    opened = {note.id for note in jar.open_notes(today) if note.seal}
    return frozenset(note.id for note in jar.notes if note.seal and note.id not in opened)


def by_month(notes: Sequence[Appreciation]) -> list[JarRow]:
    """Notes, each month's under a heading."""
    rows: list[JarRow] = []
    month = (0, 0)
    for note in notes:
        note_month = (note.day.year, note.day.month)
        if note_month != month:
            month = note_month
            rows += [*([""] if rows else []), f"{month_name(note.day.month)} {note.day.year}"]
        rows.append(note)
    return rows


def next_whose(whose: PersonId, people: Sequence[Person]) -> PersonId:
    """The next value of the filter by writer: "" for everyone, then each person in turn; "" always for one person."""
    if len(people) < 2:
        return ""
    turns = ["", *(person.id for person in people)]
    return turns[(turns.index(whose) + 1) % len(turns)] if whose in turns else ""
