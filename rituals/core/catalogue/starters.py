"""The welcome's rules: which rituals to propose, and which names and times are valid answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, time, tzinfo

import msgspec

from rituals.core.cadence.expansion import activated, next_due_days, planned_per_week
from rituals.core.cadence.words import parse
from rituals.core.catalogue.model import Entry
from rituals.core.model import Cadence
from rituals.core.phrases import clean_person_name
from rituals.core.text import casefolded
from rituals.errors import RuleError, UsageError

A_FEW = 3
_SELDOM = 2  # times a week; what comes that rarely is worth looking forward to


def first_day_of(cadence: Cadence, today: date) -> date | None:
    """The first day of a cadence that is taken up today; None if it has no days, such as a quota."""
    return next(iter(next_due_days(cadence, after=today, count=1)), None)


def proposed(starters: Sequence[Entry], *, today: date, count: int = A_FEW) -> list[Entry]:
    """A few rituals to begin with: the shortest that is due today, one that comes seldom, then those that come soonest.

    Each is from another section while there are any left, so that no two feel alike.
    """
    soonest = sorted(starters, key=lambda starter: _coming(starter, today))
    due = sorted(
        (entry for entry in soonest if first_day_of(entry.cadence, today) == today), key=lambda entry: entry.minutes
    )
    seldom = [starter for starter in soonest if planned_per_week(starter.cadence) <= _SELDOM]
    chosen: list[Entry] = []
    for pool in (due, seldom, *[soonest] * count):
        used = {starter.section for starter in chosen}
        fresh = sorted((entry for entry in pool if entry not in chosen), key=lambda entry: entry.section in used)
        chosen += fresh[:1]
    return sorted(chosen[:count], key=lambda entry: (_coming(entry, today), entry.cadence.at or time.max))


def _coming(starter: Entry, today: date) -> date:
    return first_day_of(starter.cadence, today) or date.max


def checked_names(names: Sequence[str], *, current: Sequence[str] = ()) -> list[str]:
    """The names that people typed, cleaned; one is asked for, and one for each `current` name, in the same order.
    Other empty ones are left out. Names that did not change pass, since they may have been chosen elsewhere.

    They are checked together before any is recorded, so that an invalid second name doesn't leave the first one
    recorded alone.
    """
    if any(not name.strip() for name in names[: max(1, len(current))]):
        raise UsageError("A name is still missing here. Any short one will do.")
    typed = [name for name in names if name.strip()]
    is_new = [name not in current[place : place + 1] for place, name in enumerate(typed)]
    checked = [clean_person_name(name) if new else name for name, new in zip(typed, is_new, strict=True)]
    for place, name in enumerate(checked):
        twins = [other for other in range(place) if casefolded(checked[other]) == casefolded(name)]
        if any(is_new[place] or is_new[twin] for twin in twins):
            raise RuleError(f"You can't both be {name} here. A letter more tells you apart.")
    return checked


def retimed(cadence: Cadence, text: str, *, today: date, zone: tzinfo = UTC) -> Cadence:
    """The cadence changed by what a person typed in place of its words: another sentence, or only a time of day.
    `UsageError` if it can't be read, or has no day from today on."""
    try:
        typed = parse(text, today=today, zone=zone)
        activated(typed, on=today)
        return typed
    except UsageError:
        at = _time_alone(text, today)
        if at is None:
            raise
    return msgspec.structs.replace(cadence, at=at)


def _time_alone(text: str, today: date) -> time | None:
    try:
        return parse(f"every day at {text.strip().removeprefix('at ')}", today=today).at
    except UsageError:
        return None
