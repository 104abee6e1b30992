"""Sentences about the jar and its notes, shared by the app and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rituals.core.calendar import add_days
from rituals.core.events import AnyEvent, AppreciationAdded, AppreciationAnswered
from rituals.core.jar.commands import OPENING
from rituals.core.model import Appreciation, Person
from rituals.core.occurrences.coming import coming
from rituals.core.phrases import Elsewhere, day_words, on_day_words, person_name
from rituals.core.rituals.confirmations import done_along_words
from rituals.core.state.couple_state import State
from rituals.core.state.jar import NoteHead
from rituals.core.text import printable

CURTAIN = "A seal hides the words here until then. It is a curtain, not a lock: the file on the disk can be read."
COPIES_REMAIN = "Copies made elsewhere, such as backups or what somebody printed, may remain."


def note_count_words(notes: int) -> str:
    """How many notes the jar holds."""
    if not notes:
        return "empty so far"
    return "1 thank-you" if notes == 1 else f"{notes:,} thanks"


def seal_words(note: NoteHead | AppreciationAdded, today: date) -> str:
    """Until when a note is sealed; only for a note that has a seal."""
    assert note.seal is not None
    until = note.seal.until
    return f"sealed until {day_words(until, today)}" if until else "sealed until the jar is opened"


def put_in_words(events: Sequence[AnyEvent], state: State, today: date) -> Iterator[str]:
    """The confirmations after a note was put in, with the rituals that this ticked; `state` is the state afterwards."""
    for note in events:
        if isinstance(note, AppreciationAdded):
            receiver = f", for {person_name(note.to, state.people)}" if note.to else ""
            sealed = f", {seal_words(note, today)}" if note.seal else ""
            yield f"It is in the jar{receiver}{sealed}."
    if done_along := done_along_words(events, state):
        yield done_along


def answered_words(events: Sequence[AnyEvent]) -> str:
    """The confirmation after a line was left under a note, or taken away; no events if nothing changed."""
    lines = [event.text for event in events if isinstance(event, AppreciationAnswered)]
    if not lines:
        return "Nothing had to change under that note."
    return "The line is under the note now." if lines[-1] else "The line under the note is taken away."


def reply_words(note: Appreciation, people: Sequence[Person]) -> str:
    """The line under a note, after the name of who left it; empty without one."""
    return f"{person_name(note.reply.by, people)}: {printable(note.reply.text)}" if note.reply else ""


def erased_words(elsewhere: Elsewhere, *, everywhere: bool) -> str:
    """The confirmation after a note was erased; `everywhere` if no copy of it is left in this folder."""
    if everywhere:
        return f"{elsewhere.gone_words('The note is gone for good, from every file here.')} {COPIES_REMAIN}"
    return (
        "The note is gone from the jar. Another device wrote it, and takes it off its own disk when it next sees this. "
        f"{COPIES_REMAIN}"
    )


def booklet_written_words(notes: int, span: str, place: str) -> str:
    """The confirmation after so many notes of some days were written into a booklet at a place."""
    if not notes:
        return f"No note of {span} can be shown yet, so the pages in {printable(place)} are still blank."
    contents = f"1 note of {span} is" if notes == 1 else f"{notes:,} notes of {span} are"
    return f"{contents} in {printable(place)}. What is sealed stays out of it."


def next_opening(state: State, today: date) -> date | None:
    """The next day, from tomorrow on, of the ritual of opening the jar; None if the couple doesn't keep it or it has no
    days."""
    ritual = state.kept_as(OPENING)
    days = coming(state, ritual, today, since=add_days(today, 1), count=1).days if ritual else ()
    return days[0] if days else None


def next_opening_words(day: date | None, today: date) -> str:
    """When the jar is next opened; empty without a day."""
    return f"next opening {on_day_words(day, today)}" if day else ""
