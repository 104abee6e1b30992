"""The commands of the jar, as pure functions; where one also does a ritual, its events include the tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.model import EACH, TOGETHER, Appreciation, AppreciationId, Person, PersonId, Reply, RitualId, Seal
from rituals.core.phrases import date_words, person_name
from rituals.core.rituals import commands
from rituals.core.state.couple_state import State
from rituals.core.state.jar import NoteHead
from rituals.core.text import clean_note, is_unseen, joined, printable
from rituals.errors import Remedy, RuleError, UsageError

LONGEST_NOTE = 100_000
PUTTING_IN: RitualId = "appreciation-jar"
OPENING: RitualId = "open-the-jar"
"""The catalogue's rituals that putting a note in (`PUTTING_IN`) and opening the jar tick."""

_GONE = "That note isn't in the jar."


def put_in(state: State, note: e.AppreciationAdded, *, today: date) -> list[AnyEvent]:
    """Put a note into the jar, and tick the ritual of doing so for its writer."""
    added = msgspec.structs.replace(note, text=_clean(note.text))
    _check(state, to=added.to, by=added.by, day=added.day, seal=added.seal, today=today)
    return [added, *_ticked(state, PUTTING_IN, by=[added.by], today=today)]


def receiver_of(writer: PersonId, couple: Sequence[Person]) -> PersonId:
    """Whom somebody's note is for unless they say so: the other one if there is just one, else nobody in particular."""
    others = [person.id for person in couple if person.id != writer]
    return others[0] if len(others) == 1 else ""


def edit_note(state: State, wish: e.AppreciationEdited, *, by: PersonId, today: date) -> list[e.AppreciationEdited]:
    """Change one's own note; only the fields that differ are recorded."""
    note = note_in(state, wish.appreciation)
    if note.by != by:
        writer = person_name(note.by, state.people)
        raise RuleError(f"Those are {writer}'s words, so only {writer} changes them.")
    if wish.text is not UNSET:
        wish = msgspec.structs.replace(wish, text=_clean(wish.text))
    changed = {
        field: value
        for field in ("text", "to", "day", "seal")
        if (value := getattr(wish, field)) is not UNSET and value != getattr(note, field)
    }
    if not changed:
        return []
    if changed.get("seal") == Seal() and note.id in state.jar.read:
        raise RuleError("That note was read at an opening already. Seal it until a day, if you like.")
    _check(
        state,
        to=changed.get("to", ""),
        by=by,
        day=changed.get("day", today),
        seal=changed.get("seal"),
        today=today,
    )
    return [e.AppreciationEdited(note.id, **changed)]


def erase_note(state: State, name: AppreciationId, *, by: PersonId, today: date) -> list[e.AppreciationErased]:
    """Erase a note for good, even one that was undone before; only a tombstone stays. It is for whoever wrote it or
    whom it is for, as far as they are here, and where neither is any more for whoever is."""
    if name not in state.jar.known:
        raise RuleError(_GONE, Remedy.LIST_THANKS)
    own = [person for person in state.couple(today) if person.id in _whose(state, name)]
    if own and all(person.id != by for person in own):
        whose = joined(f"{printable(person.name)}'s" for person in own)
        raise RuleError(f"That note is {whose} to keep or to erase, and nobody else's.")
    return [e.AppreciationErased(name)]


def _whose(state: State, name: AppreciationId) -> set[PersonId]:
    """Who wrote a note, and whom it is for; of one that was undone, whom it ever was for."""
    if name in state.jar:
        return {state.jar[name].by, state.jar[name].to}
    events = [record.event for record in state.jar.records(name)]
    return {
        person
        for event in events
        if isinstance(event, e.AppreciationAdded | e.AppreciationEdited)
        for person in (getattr(event, "by", ""), event.to)
        if person is not UNSET
    }


def favour_note(state: State, name: AppreciationId, *, favourite: bool) -> list[e.AppreciationFavoured]:
    """Make a note a favourite, or none any more."""
    note = note_in(state, name)
    return [] if note.favourite == favourite else [e.AppreciationFavoured(note.id, favourite)]


def why_no_reply(state: State, note: NoteHead, *, by: PersonId, today: date) -> str:
    """Why somebody may not leave a line under a note; empty where they may."""
    if note.by == by:
        return "Those are your own words. The line under them is for whoever reads them."
    if note.to not in ("", by):
        receiver = person_name(note.to, state.people)
        return f"That note is for {receiver}, and so is the line under it."
    if state.jar.is_sealed(note, today):
        return "That note is still sealed. Once it is open, there is room for a line under it."
    return ""


def note_to_answer(state: State, name: AppreciationId, *, by: PersonId, today: date) -> Appreciation:
    """A note under which somebody may leave a line; `RuleError` if they may not."""
    note = note_in(state, name)
    if why_not := why_no_reply(state, note, by=by, today=today):
        raise RuleError(why_not)
    return note


def answer_note(state: State, wish: e.AppreciationAnswered, *, today: date) -> list[e.AppreciationAnswered]:
    """Leave one line under a note, in place of the one there; without any words, take that away."""
    note = note_to_answer(state, wish.appreciation, by=wish.by, today=today)
    line = clean_note(" ".join(wish.text.split()), of="line")
    answered = msgspec.structs.replace(wish, text="" if is_unseen(line) else line)
    reply = Reply(answered.by, answered.text) if answered.text else None
    return [] if reply == note.reply else [answered]


def record_opening(state: State, read: Sequence[AppreciationId], *, today: date) -> list[AnyEvent]:
    """Record that these notes were read aloud, and tick the ritual of opening the jar for both."""
    notes_read = tuple(name for name in read if name in state.jar)
    if not notes_read:
        raise RuleError("No note was read, so the jar stays as it is.")
    couple = [person.id for person in state.couple(today)]
    return [e.JarOpened(today, notes_read), *_ticked(state, OPENING, by=couple, today=today)]


def note_in(state: State, name: AppreciationId) -> Appreciation:
    """The note with this id; `RuleError` if it is not in the jar."""
    if name not in state.jar:
        raise RuleError(_GONE, Remedy.LIST_THANKS)
    return state.jar[name]


def _ticked(state: State, entry: RitualId, *, by: Sequence[PersonId], today: date) -> Sequence[e.RitualTicked]:
    ritual = state.kept_as(entry)
    if ritual is None or ritual.who_on(today) not in (TOGETHER, EACH, *by):
        return []
    return commands.tick_ritual(state, ritual, today, today=today, by=by)


def _clean(text: str) -> str:
    note = clean_note(text, LONGEST_NOTE)
    if is_unseen(note):
        raise UsageError("There is nothing on the note yet. A few words are enough.")
    return note


def _check(state: State, *, to: PersonId, by: PersonId, day: date, seal: Seal | None, today: date) -> None:
    if to and all(person.id != to for person in state.people):
        raise UsageError(f"“{printable(to)}” is nobody here. A note is for one of you, or for no one in particular.")
    if to == by:
        raise UsageError("That would be a note to yourself. Leave out whom it is for, or name somebody else.")
    if day > today:
        raise UsageError(f"{date_words(day, today)} is still ahead. A note is about today or a day before.")
    if seal is not None and seal.until is not None and seal.until <= today:
        raise UsageError(
            f"A seal until {date_words(seal.until, today)} would hide nothing. "
            "Seal a note until a day after today, or until the opening."
        )
