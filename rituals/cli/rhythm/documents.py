"""What --json prints for streaks and history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from rituals.cli.shared.documents import Document, StreakNumbers
from rituals.core.occurrences.matching import Outcome
from rituals.core.rhythm.summary import RitualSummary
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.year import CalendarDay, DayMark, is_tiny


class RhythmNumbers(Struct, frozen=True):
    """Weeks in a row in which enough was kept."""

    weeks: int
    best: int
    this_week: Outcome | None


class StreakEntry(Struct, frozen=True):
    """How a ritual goes."""

    id: str
    name: str
    streak: StreakNumbers
    days_kept: int
    strength: Annotated[float, Meta(ge=0, le=1)]


class StreaksDocument(Document, frozen=True, kw_only=True):
    """How the rituals go that are counted."""

    day: date
    rhythm: Annotated[RhythmNumbers | None, Meta(description="Null for one ritual.")]
    rituals: Sequence[StreakEntry]
    met_on: Annotated[date | None, Meta(description="The day they met, if they said so.")]


class MarkEntry(Struct, frozen=True):
    """A ritual on a day; who ticked is left out, as that would also tell who did not."""

    id: str
    name: str
    mark: Annotated[DayMark, Meta(description="“kept”, “held”, “in part”, “rested” or “paused”.")]
    tiny: bool
    by_phone: Annotated[bool, Meta(description="It came by the inbox; false where that might tell whose it is.")]
    notes: Sequence[str]
    held_on: Annotated[date | None, Meta(description="The day it was kept on, where it is “held”; else null.")]


class HistoryDay(Struct, frozen=True):
    """A day with something to tell."""

    day: date
    rituals: Sequence[MarkEntry]


class HistoryDocument(Document, frozen=True, kw_only=True):
    """The marks of each ritual day by day."""

    since: date = field(name="from")
    to: date
    days: Annotated[Sequence[HistoryDay], Meta(description="Those with nothing to tell are left out.")]


def streaks_document(
    day: date, rhythm: Rhythm | None, histories: Iterable[RitualSummary], met_on: date | None
) -> StreaksDocument:
    """Streaks, days kept and strength of each ritual, and the couple's rhythm, as of a day."""
    rituals = [
        StreakEntry(
            history.ritual.id,
            history.ritual.name,
            StreakNumbers(*history.streak),
            history.days_kept,
            round(history.strength, 4),
        )
        for history in histories
    ]
    return StreaksDocument(day=day, rhythm=None if rhythm is None else _rhythm(rhythm), rituals=rituals, met_on=met_on)


def _rhythm(rhythm: Rhythm) -> RhythmNumbers:
    return RhythmNumbers(rhythm.current, rhythm.best, rhythm.weeks[-1].outcome if rhythm.weeks else None)


def history_document(since: date, until: date, days: Iterable[CalendarDay]) -> HistoryDocument:
    """The marks of each ritual day by day."""
    return HistoryDocument(since=since, to=until, days=[_history_day(day) for day in days])


def _history_day(day: CalendarDay) -> HistoryDay:
    entries = [
        MarkEntry(
            entry.ritual.id,
            entry.ritual.name,
            entry.mark,
            is_tiny(entry.ticks),
            entry.by_phone,
            [tick.note for tick in entry.ticks if tick.note],
            entry.held_on,
        )
        for entry in day.happenings
    ]
    return HistoryDay(day.day, entries)
