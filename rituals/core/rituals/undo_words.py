"""What an undo says, in the app and the command line: what it took back, and what it left and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

from msgspec import UNSET, Struct

from rituals.core import events as e
from rituals.core.calendar import WEEKDAYS
from rituals.core.events import AnyEvent, Event
from rituals.core.events.recorded import Recorded
from rituals.core.events.someday import AnySomedayEvent
from rituals.core.model import Appreciation, AppreciationId, PersonId, RitualId
from rituals.core.phrases import clock_words, day_words, on_day_words, person_name
from rituals.core.rituals.audience import Audience, tells_of_others
from rituals.core.rituals.brought_in_words import brought_in_of, brought_in_words
from rituals.core.rituals.confirmations import moved_day, when_words
from rituals.core.rituals.pause_words import begun_pause, pause_name
from rituals.core.state.couple_state import State
from rituals.core.state.undo import NameTaken, PassedOver
from rituals.core.text import joined, printable, titled
from rituals.errors import Remedy, RuleError

Kind = TypeVar("Kind", bound=Event)

Asking: TypeAlias = Callable[[str], str]
"""What the question of an id asks; empty where its catalogue is not on this machine."""


def _unknown(_question: str) -> str:
    return ""


class _Afterwards(Struct, frozen=True):
    """The state after an undo, and the names it gives; of an event that is left, the state it is still in."""

    state: State
    today: date
    asking: Asking = _unknown
    seated: PersonId = ""
    is_undone: bool = True

    def question(self, name: str) -> str:
        """A question in its own words."""
        text = printable(self.asking(name))
        return f"the question “{text}”" if text else "a question"

    def name(self, ritual: RitualId) -> str:
        existing = self.state.rituals.get(ritual)
        return titled(existing.name) if existing else "a ritual"

    def when(self, ritual: RitualId, day: date) -> str:
        week_starts_on = self.state.household.week_starts_on
        return when_words(self.state.rituals.get(ritual), day, self.today, week_starts_on)

    def ticked(self, tick: e.RitualTicked) -> str:
        """A tick, or what of it went where the day is ticked still; where it would tell who did it, not which."""
        name, when = self.name(tick.ritual), on_day_words(tick.day, self.today)
        ritual = self.state.rituals.get(tick.ritual)
        on_day = self.state.ticks(tick.ritual, tick.day, tick.day).get(tick.day, ())
        standing = [other for other in on_day if tick.by is None or other.by in (None, tick.by)]
        audience = Audience(self.state.couple(tick.day), self.seated, self.today)
        if self.is_undone and ritual and tick.by and tells_of_others(ritual, tick.day, (tick.by,), audience):
            return f"what was put down for {name} {when}"
        if not standing or not self.is_undone:
            return f"{name}, ticked {when}"
        if tick.note:
            return f"the note with {name} {when}; its tick stays"
        if not tick.tiny and all(other.tiny for other in standing):
            return f"that {name} was done in full {when}; its tiny tick stays"
        return f"one tick of {name} {when}; another one stays"

    def ticked_again(self, unticked: e.RitualUnticked) -> str:
        """The day of the ticks that are there again, if they are, after a blank."""
        days = {tick.day for tick in self.state.ticks_by_id(unticked.ritual, set(unticked.of))}
        return f" {on_day_words(max(days), self.today)}" if days else ""

    def rested(self, rest: e.OccurrenceRested) -> str:
        """A rest, or what of it went where it still rests."""
        name, when = self.name(rest.ritual), self.when(rest.ritual, rest.day)
        if not rest.rested:
            return f"{name}, planned again {when}"
        if not self.is_undone or (rest.day, rest.by) not in self.state.rests(rest.ritual):
            return f"{name}, rested {when}"
        went = f"the reason why {name} rests {when}" if rest.reason else f"one rest of {name} {when}"
        return f"{went}; it still rests"

    def moved(self, moved: e.OccurrenceMoved) -> str:
        """A move, and the day it is on again."""
        at = f" at {clock_words(moved.at)}" if moved.at is not None else ""
        ritual = self.state.rituals.get(moved.ritual)
        day = moved_day(ritual, moved.day)
        is_back = ritual and self.is_undone and day != moved.to
        again = f"; it is {on_day_words(day, self.today)} again" if is_back else ""
        return f"{self.name(moved.ritual)}, moved to {day_words(moved.to, self.today)}{at}{again}"

    def edited(self, edited: e.RitualEdited) -> str:
        """An edit by what it changed."""
        name, fields = self.name(edited.ritual), [f for f in EDITED if getattr(edited, f) is not UNSET]
        changed = [EDITED[field].format(name if field is fields[0] else "it") for field in fields]
        return f"the change to {joined(changed) or name}"

    def pause(self, pause: e.PauseBegan | None) -> str:
        return "a pause" if pause is None else pause_name(pause, self.state, self.today)

    def idea(self, event: AnySomedayEvent) -> str:
        """Something on the list by its words, or by the event's once it is off it."""
        return titled(getattr(self.state.someday.value.get(event.idea, event), "text", "")) or "a line of your list"

    def note_called(self, name: AppreciationId) -> str:
        return self.note(self.state.jar[name]) if name in self.state.jar else "a note in the jar"

    def note(self, note: e.AppreciationAdded | Appreciation) -> str:
        """A note by whom it is for and the day it is about, and not by its words, which may be sealed."""
        receiver = f" for {person_name(note.to, self.state.people)}" if note.to else ""
        return f"the note{receiver} about {day_words(note.day, self.today)}"


def _household_words(edited: e.HouseholdEdited) -> str:
    """What was said of how days and weeks are counted."""
    week, day, met_on = edited.week_starts_on, edited.day_starts_at, edited.met_on
    parts = [f"that your week begins on {WEEKDAYS[week].title()}"] if week is not UNSET else []
    parts += [f"that your day begins at {clock_words(day)}"] if day is not UNSET else []
    parts += ["the day you met"] if met_on is not UNSET else []
    return " and ".join(parts) or "the change to how you count days and weeks"


def _joined_name(joined: e.PersonJoined, after: _Afterwards) -> str:
    """A person's first name, or their latest one once that was erased."""
    return titled(joined.name) or person_name(joined.person, after.state.people)


def _added_name(added: e.RitualAdded, after: _Afterwards) -> str:
    """A ritual's first name, or its latest one once that was erased; none of what needs both."""
    return "a ritual" if added.needs_both else titled(added.name) or after.name(added.ritual)


_Words: TypeAlias = Callable[[Any, _Afterwards], str]


def _row(event: type[Kind], words: Callable[[Kind, _Afterwards], str]) -> tuple[type[Event], _Words]:
    """One row of the table; the signature lets mypy check that the event and its function fit."""
    return event, words


UNDO_WORDS: Mapping[type[Event], _Words] = dict(
    [
        _row(e.PersonJoined, lambda joined, after: f"{_joined_name(joined, after)}, just welcomed"),
        _row(e.PersonRenamed, lambda renamed, _: f"the name {titled(renamed.name)}"),
        _row(e.PersonLeft, lambda left, after: f"{person_name(left.person, after.state.people)} leaving"),
        _row(
            e.PersonRemoved,
            lambda removed, after: f"that {person_name(removed.person, after.state.people)} was removed",
        ),
        _row(e.HouseholdEdited, lambda edited, _: _household_words(edited)),
        _row(e.RitualAdded, lambda added, after: f"{_added_name(added, after)}, just taken up"),
        _row(e.RitualEdited, lambda edited, after: after.edited(edited)),
        _row(e.CadenceChanged, lambda changed, after: f"the change to when {after.name(changed.ritual)} is"),
        _row(e.RitualArchived, lambda archived, after: f"{after.name(archived.ritual)}, put away"),
        _row(e.RitualRestored, lambda restored, after: f"{after.name(restored.ritual)}, brought back"),
        _row(e.RitualTicked, lambda tick, after: after.ticked(tick)),
        _row(
            e.RitualUnticked,
            lambda unticked, after: f"{after.name(unticked.ritual)}, unticked{after.ticked_again(unticked)}",
        ),
        _row(e.OccurrenceRested, lambda rest, after: after.rested(rest)),
        _row(e.OccurrenceMoved, lambda moved, after: after.moved(moved)),
        _row(e.PauseBegan, lambda pause, after: after.pause(pause)),
        _row(e.PauseEnded, lambda ended, after: f"the end of {after.pause(begun_pause(after.state, ended.pause))}"),
        _row(e.AppreciationAdded, lambda note, after: after.note(note)),
        _row(
            e.AppreciationEdited,
            lambda edited, after: f"the change to {after.note_called(edited.appreciation)}",
        ),
        _row(
            e.AppreciationFavoured,
            lambda favoured, after: (
                f"{after.note_called(favoured.appreciation)}, a favourite{'' if favoured.favourite else ' no more'}"
            ),
        ),
        _row(
            e.AppreciationAnswered,
            lambda answered, after: f"the line under {after.note_called(answered.appreciation)}",
        ),
        _row(e.JarOpened, lambda opened, after: f"the opening of the jar {on_day_words(opened.day, after.today)}"),
        _row(
            e.QuestionFavoured,
            lambda favoured, after: (
                f"{after.question(favoured.question)}, a favourite{'' if favoured.favourite else ' no more'}"
            ),
        ),
        _row(e.SomedayAdded, lambda added, after: f"{after.idea(added)}, on your list for someday"),
        _row(e.SomedayEdited, lambda edited, after: f"the change to {after.idea(edited)}"),
        _row(e.SomedayDropped, lambda dropped, after: f"{after.idea(dropped)}, off your list for someday"),
    ]
)
"""For each event that can be undone, the function that describes it."""


EDITED: Mapping[str, str] = {
    "name": "what {} is called",
    "who": "whom {} is for",
    "section": "where {} belongs",
    "minutes": "how long {} takes",
    "remind": "when nudges come for {}",
    "cue": "what {} follows",
    "discreet": "whether nudges name {}",
    "since": "since when {} counts",
}
"""For each field of an edit, what it is about, to be filled with the ritual's name."""

REMEDIES: Mapping[type[Event], Remedy] = {
    e.RitualAdded: Remedy.PUT_AWAY,
    e.RitualRestored: Remedy.PUT_AWAY,
    e.RitualEdited: Remedy.EDIT_RITUAL,
    e.CadenceChanged: Remedy.NEW_CADENCE,
    e.AppreciationAdded: Remedy.ERASE_THANKS,
}
"""What can be done instead where an event can't be undone."""

SINCE: Mapping[type[Event], str] = {
    e.PersonRenamed: "changed {it}",
    e.HouseholdEdited: "changed {it}",
    e.RitualAdded: "taken {it} up",
    e.RitualEdited: "changed {it}",
    e.CadenceChanged: "changed {it}",
    e.RitualArchived: "put {it} away",
    e.RitualRestored: "brought {it} back",
    e.RitualTicked: "ticked {it}",
    e.RitualUnticked: "unticked {it}",
    e.OccurrenceRested: "planned {it} otherwise",
    e.OccurrenceMoved: "moved {it}",
    e.PauseBegan: "paused {it}",
    e.PauseEnded: "ended {it}",
    e.AppreciationEdited: "changed {it}",
    e.AppreciationFavoured: "made {it} a favourite",
    e.AppreciationAnswered: "answered {it}",
    e.JarOpened: "read {it} aloud",
    e.QuestionFavoured: "changed {it}",
    e.SomedayEdited: "changed {it}",
    e.SomedayDropped: "taken {it} off the list",
}
"""For each event on which an undo may not go over, what has been done since; nothing that only one person knows of."""


def undone_words(
    records: Sequence[Recorded], state: State, *, today: date, asking: Asking = _unknown, seated: PersonId = ""
) -> str:
    """The confirmation after an undo, by all that was undone, to the person `seated`; `state` is the state
    afterwards."""
    after = _Afterwards(state, today, asking, seated)
    named = (_named(record.event, after) for record in records)
    return f"Took back: {brought_in_words(records, state) or '; '.join(dict.fromkeys(named))}."


def passed_over_words(passed_over: PassedOver, state: State, *, today: date, asking: Asking = _unknown) -> RuleError:
    """Why something was not undone, with what can be done instead."""
    event = passed_over.record.event
    kind, resting = type(event), passed_over.resting
    words = SINCE.get(type(resting.event)) if resting else None
    if resting is None:
        since = "what was there before is off the disk"
    elif words is None or kind is e.PersonJoined:
        since = "more has come of it since"
    elif passed_over.person is not None:
        since = f"{person_name(passed_over.person, state.people)} has {words.format(it='it')} since"
    else:
        since = f"it has been {' '.join(words.format(it='').split())} since"
    remedy = REMEDIES.get(kind)
    in_use = {ritual.id for ritual in state.rituals.values() if not ritual.is_archived}
    if isinstance(event, e.RitualEvent) and event.ritual not in in_use:
        remedy = None
    after = _Afterwards(state, today, asking, is_undone=False)
    name = brought_in_of(passed_over.record, state) or _named(event, after)
    return RuleError(f"Left as it is: {name}; {since}.", remedy)


def name_taken_words(taken: NameTaken, state: State, *, today: date) -> RuleError:
    """Why something was not undone that would leave two with one name."""
    event = taken.record.event
    is_ritual = isinstance(event, e.RitualEvent)
    another, remedy = ("another ritual", Remedy.RENAME_KEPT) if is_ritual else ("somebody else", None)
    name = _named(event, _Afterwards(state, today, is_undone=False))
    return RuleError(f"Left as it is: {name}; {another} is called {titled(taken.name)} now.", remedy)


def nothing_to_undo(others: Collection[PersonId], state: State) -> RuleError:
    """Why there is nothing to undo: nothing at all is left, or only what is `others`' alone."""
    if not others:
        return RuleError("There is nothing to undo on this machine.")
    names = {printable(person.name) for person in state.people if person.id in others}
    whose = f"{names.pop()}'s" if len(names) == len(others) == 1 else "not yours"
    return RuleError(f"What is left to undo on this machine is {whose}.")


def _named(event: AnyEvent, after: _Afterwards) -> str:
    return UNDO_WORDS[type(event)](event, after)
