"""What --json prints for streaks and history; `rituals.cli.shared.documents` describes the keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rituals.cli.shared.documents import Document
from rituals.core.rhythm.history import RitualHistory, strength
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.year import CalendarDay, is_tiny


def streaks_document(day: date, rhythm: Rhythm | None, histories: Iterable[RitualHistory]) -> Document:
    """Streaks, days kept and strength of each ritual, and the couple's rhythm, as of a day."""
    return {
        "day": day.isoformat(),
        "rhythm": None if rhythm is None else _rhythm(rhythm),
        "rituals": [
            {
                "id": history.ritual.id,
                "name": history.ritual.name,
                "streak": history.streak._asdict(),
                "days_kept": history.days_kept,
                "strength": round(strength(history).now, 4),
            }
            for history in histories
        ],
    }


def _rhythm(rhythm: Rhythm) -> Document:
    present = rhythm.weeks[-1].outcome if rhythm.weeks else None
    this_week = present.value if present is not None else None
    return {"weeks": rhythm.current, "best": rhythm.best, "this_week": this_week}


def history_document(since: date, until: date, days: Iterable[CalendarDay]) -> Document:
    """The marks of each ritual day by day; it leaves out who ticked, as that would also tell who did not."""
    return {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "days": [
            {
                "day": day.day.isoformat(),
                "rituals": [
                    {
                        "id": entry.ritual.id,
                        "name": entry.ritual.name,
                        "mark": entry.mark.value,
                        "tiny": is_tiny(entry.ticks),
                        "notes": [tick.note for tick in entry.ticks if tick.note],
                    }
                    for entry in day.happenings
                ],
            }
            for day in days
        ],
    }
