"""What a ritual may be like: its name, its lengths, its days and whom it is for; else an error with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rituals.core.calendar import add_days
from rituals.core.model import EACH, LONGEST_MINUTES, TOGETHER, Cadence, Once, RitualId, Who
from rituals.core.phrases import date_words
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, titled
from rituals.errors import Remedy, RuleError, UsageError


def check_name_free(state: State, ritual: RitualId, name: str, remedy: Remedy) -> None:
    """`RuleError` if another ritual goes by this name. One that is put away leaves its name free, since it is out of
    sight and can't be renamed; one that is hidden does too, so that a refusal doesn't reveal it."""
    for other in state.rituals.values():
        if other.id != ritual and not other.is_archived and casefolded(other.name) == casefolded(name):
            raise RuleError(f"You keep {titled(other.name)} already.", remedy)


def check_lengths(minutes: int, remind: Sequence[int] | None) -> None:
    """`UsageError` if a length, or how long before a reminder comes, is none that people have."""
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise UsageError(f"{minutes} minutes is not a length of time for a day. Give 0 to {LONGEST_MINUTES}.")
    if any(not 0 <= lead <= 7 * LONGEST_MINUTES for lead in remind or ()):
        raise UsageError("A reminder comes 0 minutes to a week (10080 minutes) before.")


def check_still_comes(cadence: Cadence, on: date) -> None:
    """`UsageError` if a one-off is over by the day from which it would count."""
    if isinstance(cadence, Once) and add_days(cadence.day, cadence.days - 1) < on:
        raise UsageError(f"{date_words(cadence.day, on)} has gone by. Give a day from {date_words(on, on)} on.")


def check_who_is_here(state: State, who: Who) -> None:
    """`UsageError` if a ritual would be for a person whom nobody knows."""
    if who not in {TOGETHER, EACH} and all(person.id != who for person in state.people):
        raise UsageError(f'"{who}" is nobody here. A ritual is for together, each, or one of you by name.')
