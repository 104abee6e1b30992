"""Sentences about check-ins, shared by the app and the command line; none compares two people."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rituals.core.checkin.scoring import Checkin, CheckinAnswers, CheckinItem, Form, Point, Result, Total
from rituals.core.events import CheckinShared
from rituals.core.model import Person
from rituals.core.phrases import both_or_all, day_words
from rituals.core.text import capital, printable

PASSED = "passed"
LET_GO_ASKS = "Erase this check-in?"
NOTHING_KEPT = "Nothing was kept, and that is fine."
NOTHING_TO_TICK = "There is no check-in among your rituals that is open today."
NOTHING_TO_SUM_UP = "Nothing to sum up this time, and that is fine."
NOTHING_YET = "No check-in yet. The first one is where this begins."
_BLOCKS = "▁▂▃▄▅▆▇█"


def whose_page_words(person: Person) -> str:
    """The heading of a page that is meant for one person."""
    return f"This page is {printable(person.name)}'s alone."


def privacy_words(person: Person, *, is_locked: bool, names_lock: bool = True) -> str:
    """The sentence on who can see what is private; `is_locked` if its person has set a lock. Without `names_lock` it
    does not say that there could be one, as what stands beside it does."""
    name = printable(person.name)
    if is_locked:
        return f"Kept on this machine alone, locked with {name}'s passphrase."
    unless = f", unless {name} locks it with a passphrase" if names_lock else ""
    return f"Kept on this machine alone, and as private as this login{unless}."


def apart_words(person: Person, other: Person) -> str:
    """The sentence before somebody answers apart, on what the other sees of it."""
    names = printable(person.name), printable(other.name)
    return f"Afterwards {names[0]} chooses which answers {names[1]} may see. Nothing else is shown."


def may_see_line(form: Form, item: CheckinItem, value: int) -> str:
    """An answer as the one who gave it chooses whether to show it."""
    return f"{item.short}: {value_words(form, value)}"


def checkin_words(form: Form, answers: CheckinAnswers) -> str:
    """A whole check-in in words, a line each, without what was passed."""
    return "\n".join(may_see_line(form, item, answers[item.id]) for item in form.items if item.id in answers)


def value_words(form: Form, value: int | None) -> str:
    """An answer as its label."""
    return PASSED if value is None else form.checkin.label(value)


def period_heading(checkin: Checkin) -> str:
    """The heading over what is asked, or was answered just now: "In the last two weeks"."""
    return f"In {checkin.period}"


def sum_words(checkin: Checkin, result: Result, on: date, today: date) -> str:
    """The total with what it is about and the trend: "9 of 20, for the last two weeks. Much as last time."."""
    if not result.total.most:
        return NOTHING_TO_SUM_UP
    total = f"{total_words(result.total)}, for {checkin.period if on == today else checkin.period_then}."
    return f"{total} {result.trend}".rstrip()


def total_words(total: Total) -> str:
    """The total as "9 of 20"."""
    return f"{total.value} of {total.most}"


def shared_words(shared: CheckinShared, names: str, today: date, people: Collection[Person]) -> str:
    """The heading of a check-in that somebody shared with these people."""
    return f"{names} showed these to you{both_or_all(people)}, of {day_words(shared.on, today)}:"


def point_words(point: Point, today: date) -> str:
    """A point of the chart: "Fri 6 November: 9 of 20"."""
    return f"{capital(day_words(point.on, today))}: {total_words(point.total)}"


def picture(points: list[Point]) -> str:
    """The chart as one line of block characters, the oldest first; the same numbers stand beside it in words."""
    return "".join(_BLOCKS[round(point.height * (len(_BLOCKS) - 1))] for point in points)
