"""Sentences about who belongs to the couple and who lives here, shared by the app and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.model import Person
from rituals.core.phrases import day_words, how_many_words, joined_names
from rituals.core.state.couple_state import State
from rituals.core.text import as_sentence, joined, printable, titled


def welcomed_words(newcomer: Person, couple: Sequence[Person], *, came_back: bool) -> str:
    """The confirmation after somebody joined, with who is here now."""
    welcome = as_sentence(f"Welcome{' back' if came_back else ''}, {printable(newcomer.name)}")
    return f"{welcome} There are {how_many_words(couple)} now: {joined_names(couple)}."


def renamed_words(former: Person, renamed: Sequence[e.PersonRenamed]) -> str:
    """The confirmation after a new name."""
    name = next((event.name for event in renamed), former.name)
    return f"{printable(former.name)} goes by {printable(name)} now."


def left_words(person: Person, events: Iterable[AnyEvent], state: State) -> str:
    """The confirmation after somebody left, with what was put away along with that."""
    name = printable(person.name)
    rituals = [state.all_rituals[event.ritual] for event in events if isinstance(event, e.RitualArchived)]
    put_away = f" Put away: {joined(titled(ritual.name) for ritual in rituals)}." if rituals else ""
    stays = f"What {name} did stays, and pages of {name}'s own stay closed until {name} comes back."
    return f"From today on {name} is not one of you any more. {stays}{put_away}"


def removed_words(person: Person) -> str:
    """The confirmation after somebody was removed."""
    return f"{printable(person.name)} is gone from here."


def residents_words(residents: Collection[Person], couple: Collection[Person]) -> str:
    """Who lives here, and what that is good for."""
    if len(residents) == len(couple):
        return "Everyone lives here; nudges on this machine speak to everyone."
    names = joined_names(residents)
    return f"{names} {'lives' if len(residents) == 1 else 'live'} here; nudges speak to {names}."


def since_left_words(person: Person, today: date) -> str:
    """Since when somebody is no longer one of the couple: "left on Friday"."""
    return f"left {day_words(person.left, today)}" if person.left else ""


def writers_words(others: Iterable[Person], *, is_own_too: bool) -> str:
    """Who wrote something, to whoever is at the keyboard: "you wrote", "Sam wrote", "you and Sam wrote"."""
    names = [printable(person.name) for person in others]
    return f"{joined([*['you'] * (is_own_too or not names), *names])} wrote"
