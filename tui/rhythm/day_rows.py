"""A day as rows that can be ticked: what was or comes on it, and what else could be added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.occurrences.matching import OccurrenceResult
from rituals.core.occurrences.sign import Sign
from rituals.core.rhythm.history import RitualDays
from rituals.core.rhythm.year import CalendarDay, DayEntry, is_tiny, planned_between
from rituals.core.rituals.board import Group, Row
from tui.rhythm.present import MARK_SIGNS


class DayView(NamedTuple):
    """The rows of what happened or is planned on a day, and of the other rituals that could be ticked for it."""

    rows: tuple[Row, ...]
    others: tuple[Row, ...]


def kept_first(rows: Sequence[Row]) -> list[Row]:
    """Rows sorted by how they went, those that were kept first."""
    order = list(MARK_SIGNS.values())
    return sorted(rows, key=lambda row: order.index(row.sign))


def day_view(histories: Sequence[RitualDays], shown: CalendarDay, today: date) -> DayView:
    """The rows of a calendar day; nothing can be added to a day after today."""
    happened = {entry.ritual.id: entry for entry in shown.happenings}
    by_id = {history.ritual.id: history for history in histories}
    rows = tuple(_row(entry, by_id[entry.ritual.id], shown.day) for entry in shown.happenings)
    if shown.day > today:
        return DayView(rows, ())
    others = (history.ritual for history in histories if history.ritual.id not in happened)
    kept_up = (ritual for ritual in others if ritual.archived_on is None or shown.day < ritual.archived_on)
    return DayView(rows, tuple(Row(ritual, Group.TODAY, Sign.COMING, shown.day) for ritual in kept_up))


def _row(entry: DayEntry, history: RitualDays, day: date) -> Row:
    return Row(
        ritual=entry.ritual,
        group=Group.TODAY,
        sign=MARK_SIGNS[entry.mark],
        day=day,
        result=_planned(history, day),
        at=entry.at,
        ticked_by=frozenset(tick.by for tick in entry.ticks),
        tiny=is_tiny(entry.ticks),
        notes=tuple(tick.note for tick in entry.ticks if tick.note),
        by_phone=entry.by_phone,
    )


def _planned(history: RitualDays, day: date) -> OccurrenceResult | None:
    """The occurrence that a day is one of the days of, leaving out quotas."""
    planned = planned_between(history, day, day)
    return next((result for result in planned if not result.occurrence.is_quota), None)
