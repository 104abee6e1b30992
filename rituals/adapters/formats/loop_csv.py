"""Reads what Loop Habit Tracker exports as CSV: a zip with a table of habits, and one of days in a folder for each.

The table of all days at its top is never read: the names in it are not quoted. Older versions (up to 2.3.0) write
numbers for words, and no header above the days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from rituals.adapters.formats.loop import (
    FIRST_ORDINAL,
    LAST_ORDINAL,
    NO,
    SKIP,
    UNKNOWN,
    YES_AUTO,
    YES_MANUAL,
    Entries,
    LoopHabit,
    loop_rituals,
)
from rituals.adapters.zips import opened_zip, unpacked
from rituals.core.exchange.foreign import ForeignFile, ImportSource
from rituals.core.exchange.reading_words import refuse_too_many, unread_words
from rituals.core.text import casefolded, text_in
from rituals.errors import UsageError

if TYPE_CHECKING:
    from zipfile import ZipFile

_MAGIC, _HABITS = b"PK\3\4", "Habits.csv"
_DAYS = re.compile(r"0*([0-9]{1,9})(?: [^/]*)?/Checkmarks\.csv")
_LARGEST = 1 << 26
_VALUES = {"YES_MANUAL": YES_MANUAL, "YES_AUTO": YES_AUTO, "NO": NO, "SKIP": SKIP, "UNKNOWN": UNKNOWN}
_OLD_COLUMNS = {"numrepetitions": "frequencynumerator", "interval": "frequencydenominator"}
_UNSAID = "At what time Loop reminds you is not in its CSV; its backup has that too."


def is_loop_csv(source: ImportSource) -> bool:
    """Whether a file is a zip with Loop's table of habits."""
    return source.content.startswith(_MAGIC) and _HABITS.encode() in source.content


def read_loop_csv(source: ImportSource) -> ForeignFile:
    """The habits in an export as CSV; `UsageError` if it is none, or too damaged to tell what it holds."""
    try:
        with opened_zip(BytesIO(source.content), _LARGEST) as parts:
            table_of_habits = unpacked(parts, _HABITS)
            tables = _tables_of_days(parts)
    except ValueError:
        raise UsageError("The file is no whole export of Loop, so nothing was brought in. Export it anew.") from None
    habits, told = _habits(table_of_habits)
    entries, told_of_days = _days_of_all(tables, habits)
    rituals, left_out = loop_rituals(habits, entries)
    return ForeignFile(tuple(rituals), (*left_out, *told, *told_of_days, _UNSAID))


def _tables_of_days(parts: ZipFile) -> dict[int, bytes | None]:
    """The table of each habit, by the number of its folder, as names may hold anything; None where it is damaged."""
    tables: dict[int, bytes | None] = {}
    for name in parts.namelist():
        match = _DAYS.fullmatch(name)
        if match and int(match[1]) not in tables:
            try:
                tables[int(match[1])] = unpacked(parts, name)
            except ValueError:
                tables[int(match[1])] = None
    return tables


def _habits(content: bytes) -> tuple[dict[int, LoopHabit], tuple[str, ...]]:
    """The habits by their number, and what is told of those that can't be read."""
    rows = _rows(content)
    _, header = next(rows, (0, []))
    columns = [_OLD_COLUMNS.get(name, name) for name in (casefolded(cell).strip() for cell in header)]
    if "name" not in columns:
        raise UsageError("The file has no table of habits such as Loop's. Export it anew.")
    habits: dict[int, LoopHabit] = {}
    unreadable: list[int] = []
    for place, (line, row) in enumerate(rows, 1):
        refuse_too_many(rituals=place)
        cells = dict(zip(columns, row, strict=False))
        number = _whole(cells.get("position", str(place)))
        if "name" not in cells or number is None or number in habits:
            unreadable.append(line)
        else:
            habits[number] = _habit(cells)
    return habits, unread_words(unreadable, "line", _HABITS)


def _habit(cells: Mapping[str, str]) -> LoopHabit:
    return LoopHabit(
        cells["name"],
        _whole(cells.get("frequencynumerator", "")) or 0,
        _whole(cells.get("frequencydenominator", "")) or 0,
        is_archived=cells.get("archived?", "") == "true",
        is_numerical=cells["type"] == "NUMERICAL" if "type" in cells else None,
        is_at_most=cells.get("target type", "") == "AT_MOST",
        target=_number(cells.get("target value", "")),
        unit=cells.get("unit", ""),
    )


def _days_of_all(
    tables: Mapping[int, bytes | None], habits: Mapping[int, LoopHabit]
) -> tuple[dict[int, Entries], list[str]]:
    """The days of each habit, and what is told of those that can't be read."""
    entries: dict[int, Entries] = {}
    told: list[str] = []
    for number, habit in habits.items():
        table = tables.get(number)
        if table is None:
            why = "damaged in the file, and passed over" if number in tables else "not in the file"
            told.append(f"The days of {habit.title} are {why}.")
            continue
        entries[number], unreadable = _days(table)
        told += unread_words(unreadable, "line", f"the days of {habit.title}")
        refuse_too_many(days=sum(map(len, entries.values())))
    return entries, told


def _days(content: bytes) -> tuple[Entries, list[int]]:
    """The days in a table, and the numbers of the lines that can't be read."""
    days: list[tuple[int, int, str]] = []
    unreadable: list[int] = []
    for line, row in _rows(content):
        try:
            day, value = date.fromisoformat(row[0]).toordinal(), row[1]
            number = _VALUES[value] if value in _VALUES else int(value)
        except (ValueError, IndexError):
            if (line, row[0]) != (1, "Date"):
                unreadable.append(line)
            continue
        if FIRST_ORDINAL <= day <= LAST_ORDINAL:
            days.append((day, number, row[2] if len(row) > 2 else ""))
        else:
            unreadable.append(line)
    return days, unreadable


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, each with the number of its last line; one that can't be read has an empty cell."""
    import csv  # only for those who bring a table

    reader = csv.reader(StringIO(text_in(content, "replace"), newline=""))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = [""]
        if row:
            yield reader.line_num, row


def _whole(cell: str) -> int | None:
    return int(cell) if re.fullmatch("[0-9]{1,9}", cell) else None


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return 0.0
