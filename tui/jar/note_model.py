"""The model of the note screen: what it begins with, how the draft is kept, and how it becomes a note."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rituals.core.events import AppreciationEdited, DraftKept
from rituals.core.jar.words import put_in_words
from rituals.core.model import Appreciation, PersonId, Seal
from rituals.errors import RitualsError
from rituals.service.couple import CoupleService
from tui.shared.remedies import in_app

CHANGED = "The note is changed."
UNCHANGED = "The note is like that already; nothing had to change."


class NoteDraft(NamedTuple):
    """A note as it stands on the screen."""

    text: str
    to: PersonId
    day: date
    seal: Seal | None


class NoteModel:
    """Writes one note, new or existing; a new one begins with the draft that the person left."""

    def __init__(self, service: CoupleService, note: Appreciation | None) -> None:
        self._service = service
        self.note = note
        self.by = service.seated.id
        self._kept: DraftKept | None = None
        self._is_cleared = False

    def begin(self) -> NoteDraft:
        """The draft to show at first; `RitualsError` where the one that was kept can't be read."""
        if self.note is not None:
            return NoteDraft(self.note.text, self.note.to, self.note.day, self.note.seal)
        self._kept = self._service.jar.draft(self.by)
        if self._kept is None:
            return self.empty()
        return NoteDraft(self._kept.text, self._kept.to, self._kept.day or self._service.today(), self._kept.seal)

    def empty(self) -> NoteDraft:
        """A new note to the other person, about today."""
        others = [person.id for person in self._service.couple if person.id != self.by]
        return NoteDraft("", others[0] if len(others) == 1 else "", self._service.today(), None)

    @property
    def has_draft(self) -> bool:
        """Whether a draft is kept that was not put in yet."""
        return self._kept is not None

    def keep(self, written: NoteDraft) -> None:
        """Keep a new note as a draft where it changed since the last time; `RitualsError` if it can't be."""
        if self.note is not None or self._is_cleared:
            return
        if not written.text.strip():
            if self._kept is not None:
                self._drop()
            return
        draft = DraftKept(self.by, written.text, written.day, written.to, written.seal)
        if draft == self._kept:
            return
        if not self._service.state.people:
            self._service.welcome_somebody()
            self.by = self._service.seated.id
            draft = DraftKept(self.by, written.text, written.day, written.to, written.seal)
        self._service.jar.keep_draft(draft)
        self._kept = draft

    def throw_away(self) -> None:
        """Delete the draft, and keep none from now on; `RitualsError` if it can't be deleted."""
        self._drop()
        self._is_cleared = True

    def finish(self, written: NoteDraft) -> str:
        """Put the note in, or change it, and delete the draft; a sentence that says so."""
        if self.note is not None:
            return self._change(self.note, written)
        events = self._service.jar.put_in(written.text, by=self.by, to=written.to, day=written.day, seal=written.seal)
        words = " ".join(put_in_words(events, self._service.state, self._service.today()))
        try:
            self.throw_away()
        except RitualsError as problem:
            self._is_cleared = True
            return f"{words} What you wrote before it could not be cleared away: {in_app(problem)}"
        return words

    def _change(self, note: Appreciation, written: NoteDraft) -> str:
        wish = AppreciationEdited(note.id, written.text, written.to, written.day, written.seal)
        return CHANGED if self._service.jar.edit(wish, by=note.by) else UNCHANGED

    def _drop(self) -> None:
        self._service.jar.drop_draft(self.by)
        self._kept = None
