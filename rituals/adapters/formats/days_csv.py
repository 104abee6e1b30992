"""Writes the days that were kept as a table (CSV) that spreadsheets open, and that can be brought in again."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rituals.adapters.formats.csv_cells import WRITTEN_COLUMNS, guarded_cell
from rituals.core.exchange.kept_days import KeptDay


def days_csv(days: Iterable[KeptDay]) -> str:
    """The table (RFC 4180), a line for each day of a ritual."""
    from csv import writer  # only for those who take something out

    table = StringIO()
    rows = writer(table, lineterminator="\n")
    rows.writerow(WRITTEN_COLUMNS)
    for kept in days:
        cells = (kept.ritual, kept.by, "yes" if kept.tiny else "", kept.note)
        rows.writerow([kept.day, *map(guarded_cell, cells)])
    return table.getvalue()
