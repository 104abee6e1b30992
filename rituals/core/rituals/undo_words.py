"""The confirmations after an undo, shared by the app and the command line: one row for each kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias, TypeVar

from rituals.core import events as e
from rituals.core.events import AnyEvent, Event
from rituals.core.model import RitualId
from rituals.core.phrases import day_words, on_day_words, person_name
from rituals.core.rituals.confirmations import when_words
from rituals.core.state.couple_state import State
from rituals.core.text import printable

Kind = TypeVar("Kind", bound=Event)


class _Afterwards(NamedTuple):
    """The state after an undo, and the names it gives."""

    state: State
    today: date

    def name(self, ritual: RitualId) -> str:
        existing = self.state.rituals.get(ritual)
        return printable(existing.name) if existing else "a ritual"

    def when(self, ritual: RitualId, day: date) -> str:
        return when_words(self.state.rituals.get(ritual), day, self.today)


_Words: TypeAlias = Callable[[Any, _Afterwards], str]


def _row(event: type[Kind], words: Callable[[Kind, _Afterwards], str]) -> tuple[type[Event], _Words]:
    """One row of the table; the signature lets mypy check that the event and its function fit."""
    return event, words


UNDO_WORDS: Mapping[type[Event], _Words] = dict(
    [
        _row(e.PersonJoined, lambda joined, _: f"{printable(joined.name)}, just welcomed"),
        _row(e.PersonRenamed, lambda renamed, _: f"the name {printable(renamed.name)}"),
        _row(e.PersonLeft, lambda left, after: f"{person_name(left.person, after.state.people)} leaving"),
        _row(e.HouseholdEdited, lambda *_: "the change to how you count days and weeks"),
        _row(
            e.RitualAdded,
            lambda added, _: f"{'a ritual' if added.needs_both else printable(added.name)}, just taken up",
        ),
        _row(e.RitualEdited, lambda edited, after: f"the change to {after.name(edited.ritual)}"),
        _row(e.CadenceChanged, lambda changed, after: f"the change to {after.name(changed.ritual)}"),
        _row(e.RitualArchived, lambda archived, after: f"{after.name(archived.ritual)}, put away"),
        _row(e.RitualRestored, lambda restored, after: f"{after.name(restored.ritual)}, brought back"),
        _row(
            e.RitualTicked,
            lambda tick, after: f"{after.name(tick.ritual)}, ticked {on_day_words(tick.day, after.today)}",
        ),
        _row(e.RitualUnticked, lambda unticked, after: f"{after.name(unticked.ritual)}, unticked"),
        _row(
            e.OccurrenceRested,
            lambda rest, after: (
                f"{after.name(rest.ritual)}, {'rested' if rest.rested else 'planned again'} "
                f"{after.when(rest.ritual, rest.day)}"
            ),
        ),
        _row(
            e.OccurrenceMoved,
            lambda moved, after: f"{after.name(moved.ritual)}, moved to {day_words(moved.to, after.today)}",
        ),
        _row(
            e.PauseBegan,
            lambda pause, after: f"the pause of {after.name(pause.ritual) if pause.ritual else 'everything'}",
        ),
        _row(e.PauseEnded, lambda *_: "the end of a pause"),
        _row(e.AppreciationAdded, lambda *_: "the note you put in the jar"),
        _row(e.AppreciationEdited, lambda *_: "the change to a note in the jar"),
        _row(e.AppreciationFavoured, lambda note, _: "a favourite" if note.favourite else "letting go of a favourite"),
        _row(e.JarOpened, lambda *_: "the opening of the jar"),
        _row(e.CheckinShared, lambda *_: "the sharing of a check-in"),
        _row(e.CheckinTakenBack, lambda *_: "that a check-in was no longer shared"),
        _row(
            e.QuestionFavoured,
            lambda question, _: "a favourite question" if question.favourite else "letting go of a favourite question",
        ),
    ]
)
"""For each event that can be undone, the function that describes it."""


def undone_words(events: Sequence[AnyEvent], state: State, *, today: date) -> str:
    """The confirmation after an undo, by the first of the undone events; `state` is the state afterwards."""
    words = UNDO_WORDS[type(events[0])]
    return f"Took back: {words(events[0], _Afterwards(state, today))}."
