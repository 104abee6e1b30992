"""Notes on what to ask the other about: shown on the day of the event, and for a few days after it."""

from __future__ import annotations

from datetime import date

from rituals.core.calendar import add_days
from rituals.core.events import AskAboutAdded, AskAboutDone
from rituals.core.model import EntryId
from rituals.core.phrases import day_words, on_day_words
from rituals.core.state.private_state import PrivateState
from rituals.core.text import capital, clean_note, is_unseen, printable
from rituals.errors import RuleError, UsageError

LONGEST_NOTE = 300
ASKED_WITHIN = 7
"""How many days after its day a note is still shown; from then on it is only in the list."""


def note_down(entry: EntryId, text: str, day: date, *, today: date) -> list[AskAboutAdded]:
    """Record something to ask about, on a day from today on."""
    note = clean_note(text, LONGEST_NOTE)
    if is_unseen(note):
        raise UsageError("There is nothing to ask about yet. A word or two are enough, such as “the dentist”.")
    if day < today:
        raise UsageError(f"{capital(day_words(day, today))} is over. Choose today or a day ahead.")
    return [AskAboutAdded(entry, day, note)]


def mark_asked(private: PrivateState, entry: EntryId) -> list[AskAboutDone]:
    """Record that a note was asked about, or need not be."""
    if all(note.entry != entry for note in private.to_ask):
        raise RuleError("That is not among what you wanted to ask about any more.")
    return [AskAboutDone(entry)]


def due_to_ask(private: PrivateState, today: date) -> list[AskAboutAdded]:
    """The notes to show today: today's, and those of the last `ASKED_WITHIN` days that are not marked as asked."""
    return [note for note in private.to_ask if is_to_be_asked(note.day, today)]


def is_to_be_asked(day: date, today: date) -> bool:
    """Whether a note for a day is shown today."""
    return add_days(today, -ASKED_WITHIN) <= day <= today


def note_words(note: AskAboutAdded, today: date) -> str:
    """A note on a line: "Today: the dentist", "How did it go on Tuesday: the dentist?"."""
    if note.day < today:
        return f"How did it go {on_day_words(note.day, today)}: {printable(note.text)}?"
    return f"{capital(day_words(note.day, today))}: {printable(note.text)}"


def noted_words(note: AskAboutAdded, today: date) -> str:
    """The confirmation after a note was recorded."""
    return f"Kept for you alone: {printable(note.text)}, {on_day_words(note.day, today)}."
