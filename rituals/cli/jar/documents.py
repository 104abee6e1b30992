"""The jar as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rituals.cli.shared.documents import Document, iso_day
from rituals.core.model import Appreciation, PersonId
from rituals.core.state.couple_state import State


def jar_document(notes: int, next_opening: date | None) -> Document:
    """How many notes the jar holds, and when it is next opened."""
    return {"notes": notes, "next_opening": iso_day(next_opening)}


def notes_document(notes: Iterable[Appreciation], state: State, today: date) -> Document:
    """Notes of the jar."""
    return {"notes": [note_document(note, state, today) for note in notes]}


def note_document(note: Appreciation, state: State, today: date) -> Document:
    """One note, without its text while it is sealed."""
    is_sealed = state.jar.is_sealed(note, today)
    return {
        "id": note.id,
        "day": note.day.isoformat(),
        "by": _person(note.by, state),
        "to": _person(note.to, state) if note.to else None,
        "text": None if is_sealed else note.text,
        "sealed": is_sealed,
        "seal": {"until": iso_day(note.seal.until)} if note.seal else None,
        "favourite": note.favourite,
        "read": note.id in state.jar.read,
    }


def _person(person: PersonId, state: State) -> Document:
    return {"id": person, "name": next((member.name for member in state.people if member.id == person), "")}
