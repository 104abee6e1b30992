"""Which notes of the jar are shown, and in what order: everyone's or one's, all or favourites, all or those found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from textual.content import Content

from rituals.core.calendar import month_name
from rituals.core.model import AppreciationId, Person, PersonId
from rituals.core.state.jar import Jar, NoteHead
from rituals.core.text import printable
from tui.shared.text import Link, links_line

_FOLDED_AT_ONCE = 500  # notes prepared for the search before the keyboard has its turn

JarRow = NoteHead | str
"""A note, or the heading of a month; an empty heading is a blank line."""


class View(NamedTuple):
    """The filters of the list; by default they let every note through."""

    whose: PersonId = ""
    favourites: bool = False
    sought: str = ""

    @property
    def is_narrow(self) -> bool:
        return self != View()


def seen(jar: Jar, view: View, today: date) -> list[NoteHead]:
    """The notes that pass the filters, the latest first; a sealed note is never found by its text."""
    notes: Sequence[NoteHead] = jar.search(view.sought, today) if view.sought else jar.heads
    return [
        note
        for note in reversed(notes)
        if (not view.whose or note.by == view.whose) and (note.favourite or not view.favourites)
    ]


def view_links(view: View, people: Sequence[Person]) -> Content:
    """The filters as links; a click changes one."""
    whose = next((f"from {printable(person.name)}" for person in people if person.id == view.whose), "from everyone")
    links = (
        *((Link(whose, "whose"),) if len(people) > 1 else ()),
        Link("favourites" if view.favourites else "all notes", "favourites"),
        *(Link("month before", "month(1)"), Link("after", "month(-1)"), Link("find", "find")),
    )
    return links_line(links, indent=0)


async def fold_in_slices(jar: Jar) -> None:
    """Prepare all notes for a search, letting the keyboard have its turn in between."""
    heads = iter(jar.unfolded())
    while piece := list(islice(heads, _FOLDED_AT_ONCE)):
        jar.fold_ahead(piece)
        await asyncio.sleep(0)


def sealed_now(jar: Jar, today: date) -> frozenset[AppreciationId]:
    """The notes whose text is hidden today."""
    return frozenset(head.id for head in jar.heads if head.seal and jar.is_sealed(head, today))


def by_month(notes: Sequence[NoteHead]) -> list[JarRow]:
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
