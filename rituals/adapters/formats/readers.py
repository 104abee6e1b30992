"""The formats of other programs that can be imported, one row each, in the order in which they are asked."""

from __future__ import annotations

from functools import partial

from rituals.adapters.formats.calendar_reader import is_calendar, read_calendar
from rituals.adapters.formats.csv_cells import DAY_FIRST, MONTH_FIRST
from rituals.adapters.formats.csv_table import is_csv_table, read_csv_table
from rituals.adapters.formats.harsh import HABITS, LOG, is_harsh, read_harsh
from rituals.adapters.formats.loop_backup import is_loop_backup, read_loop_backup
from rituals.adapters.formats.loop_csv import is_loop_csv, read_loop_csv
from rituals.core.exchange.foreign import ImportSource
from rituals.ports import ImportFormat


def _only_if_chosen(_: ImportSource) -> bool:
    return False


_TABLES = (  # asked last, as tables of other programs are tables too
    ImportFormat("csv", "a table of days (CSV)", is_csv_table, read_csv_table),
    ImportFormat(
        DAY_FIRST,
        "a table of days (CSV), the day before the month",
        _only_if_chosen,
        partial(read_csv_table, day_first=True),
    ),
    ImportFormat(
        MONTH_FIRST,
        "a table of days (CSV), the month before the day",
        _only_if_chosen,
        partial(read_csv_table, day_first=False),
    ),
)

FOREIGN_FORMATS: tuple[ImportFormat, ...] = (
    ImportFormat("loop", "Loop Habit Tracker, backup (.db)", is_loop_backup, read_loop_backup, beside=("*-wal",)),
    ImportFormat("loop-csv", "Loop Habit Tracker, CSV (.zip)", is_loop_csv, read_loop_csv),
    ImportFormat("harsh", "harsh (habits and log)", is_harsh, read_harsh, beside=(HABITS, LOG)),
    ImportFormat("ics", "a calendar (.ics)", is_calendar, read_calendar),
    *_TABLES,
)
