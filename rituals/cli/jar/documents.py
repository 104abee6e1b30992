"""The jar as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.documents import Document, NameAndId
from rituals.core.model import Appreciation, PersonId
from rituals.core.state.couple_state import State


class JarDocument(Document, frozen=True, kw_only=True):
    """How many notes the jar holds, and when it is next opened."""

    notes: int
    next_opening: date | None


class NoteSeal(Struct, frozen=True):
    """What hides a note's words."""

    until: Annotated[date | None, Meta(description="Null: until the next opening of the jar.")]


class NoteReply(Struct, frozen=True):
    """The line that somebody left under a note."""

    by: NameAndId
    text: str


class NoteEntry(Struct, frozen=True):
    """A note of the jar."""

    id: str
    day: date
    by: NameAndId
    to: Annotated[NameAndId | None, Meta(description="Null: nobody in particular.")]
    text: Annotated[str | None, Meta(description="Null while it is sealed.")]
    sealed: bool
    seal: NoteSeal | None
    favourite: bool
    read: Annotated[bool, Meta(description="At an opening of the jar.")]
    by_phone: Annotated[bool, Meta(description="It came by the inbox.")]
    reply: Annotated[NoteReply | None, Meta(description="Null: there is none, or it is sealed as the note is.")]


class NotesDocument(Document, frozen=True, kw_only=True):
    """Notes of the jar."""

    notes: Sequence[NoteEntry]


class NoteDocument(Document, frozen=True, kw_only=True):
    """One note of the jar."""

    note: NoteEntry


def note_entries(notes: Iterable[Appreciation], state: State, today: date) -> Sequence[NoteEntry]:
    """Notes of the jar, without their texts while they are sealed."""
    jar, read = state.jar, state.jar.read
    people = {person.id: NameAndId(person.id, person.name) for person in state.people}
    return [
        NoteEntry(
            id=note.id,
            day=note.day,
            by=people.get(note.by) or NameAndId(note.by, ""),
            to=(people.get(note.to) or NameAndId(note.to, "")) if note.to else None,
            text=None if (is_sealed := jar.is_sealed(note, today)) else note.text,
            sealed=is_sealed,
            seal=NoteSeal(note.seal.until) if note.seal else None,
            favourite=note.favourite,
            read=note.id in read,
            by_phone=note.by_phone,
            reply=_reply(note, people) if not is_sealed else None,
        )
        for note in notes
    ]


def _reply(note: Appreciation, people: Mapping[PersonId, NameAndId]) -> NoteReply | None:
    reply = note.reply
    return NoteReply(people.get(reply.by) or NameAndId(reply.by, ""), reply.text) if reply else None
