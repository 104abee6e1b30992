"""What is said after each deed, and after it was taken back, on the screen and in the shell alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time

from rituals.core import events as e
from rituals.core.cadence.words import words as cadence_words
from rituals.core.events import AnyEvent, CheckinShared, CheckinTakenBack, QuestionFavoured
from rituals.core.model import EACH, Cadence, Person, PersonId, Quota, Ritual, RitualId
from rituals.core.phrases import (
    TINY_WORDS,
    clock_words,
    day_words,
    minutes_words,
    names_words,
    on_day_words,
    who_words,
    whose_words,
)
from rituals.core.state.couple_state import State
from rituals.core.text import printable

_BETWEEN = " · "


def ticked_words(
    ritual: Ritual,
    day: date,
    *,
    today: date,
    people: Sequence[Person],
    by: Collection[PersonId],
    tiny: bool = False,
    new: bool = True,
) -> str:
    """After a tick by `by`; `new` is False where the same was said before."""
    if not new:
        return f"{printable(ritual.name)} has its tick for {day_words(day, today)} already."
    whose = whose_words(by if ritual.who == EACH else {None}, people, ritual.who)
    parts = (f"{printable(ritual.name)}, {day_words(day, today)}", whose, TINY_WORDS if tiny else "")
    return f"Done: {_BETWEEN.join(part for part in parts if part)}."


def unticked_words(ritual: Ritual, day: date, *, today: date) -> str:
    """After a tick was taken back."""
    return f"Took back the tick of {printable(ritual.name)} for {day_words(day, today)}."


def rested_words(ritual: Ritual, day: date, *, today: date, rested: bool = True) -> str:
    """After a rest, or after one was taken back."""
    when = _when_words(ritual, day, today)
    return f"{printable(ritual.name)}{f': not {when}, and that is fine' if rested else f' is planned again {when}'}."


def moved_words(ritual: Ritual, to: date, *, today: date, at: time | None = None) -> str:
    """After an occurrence was given another day."""
    return f"{printable(ritual.name)} is {on_day_words(to, today)} now{f', at {clock_words(at)}' if at else ''}."


def paused_words(ritual: Ritual | None, *, since: date, until: date | None, today: date) -> str:
    """After a pause began, of one ritual or of all."""
    end = f"until {day_words(until, today)}" if until else "until you resume"
    return f"{_name_of(ritual)} is paused from {day_words(since, today)} {end}."


def resumed_words(ritual: Ritual | None) -> str:
    """After a pause was ended."""
    return f"{_name_of(ritual)} goes on from today."


def added_words(ritual: Ritual, cadence: str, *, first: date | None, today: date) -> str:
    """After a ritual was taken up; `cadence` in words, `first` the first day it falls on, if it has days."""
    begins = f", first {on_day_words(first, today)}" if first else ""
    return f"{printable(ritual.name)} is yours now: {printable(cadence)}{begins}."


def edited_words(ritual: Ritual, cadence: str, *, people: Sequence[Person], changed: bool) -> str:
    """After an edit: how the ritual stands now."""
    if not changed:
        return f"{printable(ritual.name)} is like that already; nothing had to change."
    parts = (printable(cadence), who_words(ritual.who, people), minutes_words(ritual.minutes))
    return f"{printable(ritual.name)} is changed: {', '.join(part for part in parts if part)}."


def archived_words(ritual: Ritual) -> str:
    """After a ritual was put away."""
    return f"{printable(ritual.name)} is put away; its history stays."


def restored_words(ritual: Ritual, cadence: str) -> str:
    """After a ritual came back."""
    return f"{printable(ritual.name)} is back: {printable(cadence)}."


def undone_words(events: Sequence[AnyEvent], state: State, *, today: date) -> str:
    """After an undo: what was taken back, by its first event; `state` is as it is afterwards."""
    return f"Took back: {_undone(events[0], state, today)}."


def _undone(event: AnyEvent, state: State, today: date) -> str:
    match event:
        case e.RitualTicked(ritual, day):
            return f"{_called(ritual, state)}, ticked {on_day_words(day, today)}"
        case e.RitualUnticked(ritual):
            return f"{_called(ritual, state)}, unticked"
        case e.OccurrenceRested(ritual, day, _, rested):
            when = _when_words(state.rituals.get(ritual), day, today)
            return f"{_called(ritual, state)}, {'rested' if rested else 'planned again'} {when}"
        case e.OccurrenceMoved(ritual, _, to):
            return f"{_called(ritual, state)}, moved to {day_words(to, today)}"
        case e.RitualAdded(name=name, needs_both=needs_both):
            return f"{'a ritual' if needs_both else printable(name)}, just taken up"
        case e.RitualEdited(ritual) | e.CadenceChanged(ritual):
            return f"the change to {_called(ritual, state)}"
        case e.RitualArchived(ritual):
            return f"{_called(ritual, state)}, put away"
        case e.RitualRestored(ritual):
            return f"{_called(ritual, state)}, brought back"
        case e.PauseBegan(ritual=ritual):
            return f"the pause of {_called(ritual, state) if ritual else 'everything'}"
        case e.PauseEnded():
            return "the end of a pause"
        case e.PersonRenamed(name=name):
            return f"the name {printable(name)}"
        case e.PersonJoined(name=name):
            return f"{printable(name)}, just welcomed"
        case e.HouseholdEdited():
            return "the change to how you count days and weeks"
        case e.AppreciationAdded():
            return "the note you put in the jar"
        case e.AppreciationEdited():
            return "the change to a note in the jar"
        case e.AppreciationFavoured(favourite=favourite):
            return "a favourite" if favourite else "letting go of a favourite"
        case CheckinShared():
            return "the sharing of a check-in"
        case CheckinTakenBack():
            return "that a check-in was no longer shared"
        case QuestionFavoured(favourite=favourite):
            return "a favourite question" if favourite else "letting go of a favourite question"
        case e.JarOpened():
            return "the opening of the jar"
        case e.PersonLeft(person):
            return f"{names_words(member for member in state.people if member.id == person)} leaving"
        case _:
            return "the last change"


def _when_words(ritual: Ritual | None, day: date, today: date) -> str:
    """The day of an occurrence inside a sentence, or the period of a quota."""
    if ritual is not None and isinstance(ritual.cadence, Quota):
        return f"this {ritual.cadence.per}"
    return on_day_words(day, today)


def _called(ritual: RitualId, state: State) -> str:
    existing = state.rituals.get(ritual)
    return printable(existing.name) if existing else "a ritual"


def _name_of(ritual: Ritual | None) -> str:
    return printable(ritual.name) if ritual else "Everything"


def taken_up_words(name: str, cadence: Cadence) -> str:
    """After a ritual was picked from the catalogue."""
    return f"{name} is yours now: {cadence_words(cadence)}."
