"""What comes next of a ritual, in words: its days, and the pause before them."""

from __future__ import annotations

from datetime import date

from rituals.core.occurrences.coming import Coming
from rituals.core.phrases import day_words
from rituals.core.rituals.pause_words import pause_words


def next_days_words(coming: Coming, today: date) -> str:
    """The next days by their names, after the pause if there is one; empty where nothing is next."""
    days = ", ".join(day_words(day, today) for day in coming.days)
    if coming.pause is None:
        return days
    return f"{pause_words(coming.pause, today)}{f', then {days}' if days else ''}"
