"""What comes next of a ritual, in words: its days, the pause before them, and whom it will be for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rituals.core.model import Person, Ritual
from rituals.core.occurrences.coming import Coming
from rituals.core.phrases import day_words, who_words
from rituals.core.rituals.pause_words import pause_words


def next_days_words(coming: Coming, today: date) -> str:
    """The next days by their names, after the pause if there is one; empty where nothing is next."""
    days = ", ".join(day_words(day, today) for day in coming.days)
    if coming.pause is None:
        return days
    return f"{pause_words(coming.pause, today)}{f', then {days}' if days else ''}"


def whom_words(ritual: Ritual, people: Sequence[Person], day: date) -> str:
    """Whom a ritual is for on a day, and whom from a later day on that was said."""
    words = who_words(ritual.who_on(day), people)
    later = next((earlier.until for earlier in ritual.earlier_who if day < earlier.until), None)
    if later is None:
        return words
    return f"{words}, from {day_words(later, day)} on {who_words(ritual.who_on(later), people)}"
