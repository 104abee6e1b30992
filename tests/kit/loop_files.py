"""Files of Loop Habit Tracker of one's own making."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

EPOCH = date(1970, 1, 1)
HABIT: Mapping[str, object] = {
    "id": 1,
    "name": "Walk",
    "position": 0,
    "freq_num": 1,
    "freq_den": 1,
    "archived": 0,
    "type": 0,
    "target_type": 0,
    "target_value": 0.0,
    "unit": "",
    "reminder_hour": None,
    "reminder_min": None,
    "reminder_days": 127,
    "question": "",
    "description": "",
}


def stamp(day: date) -> int:
    """A day as Loop stores it: milliseconds since 1970, at midnight UTC."""
    return (day - EPOCH).days * 86_400_000


def loop_database(
    habits: Iterable[Mapping[str, object]] = (HABIT,),
    days: Iterable[Sequence[object]] = (),
    *,
    version: int = 25,
    habit_columns: Sequence[str] = tuple(HABIT),
    day_columns: Sequence[str] = ("habit", "timestamp", "value", "notes"),
    more: str = "",
) -> bytes:
    """A backup with these rows; `more` is SQL that is run at the end."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE Habits ({', '.join(habit_columns)})")
    database.execute(f"CREATE TABLE Repetitions ({', '.join(day_columns)})")
    rows = ([{**HABIT, **habit}[column] for column in habit_columns] for habit in habits)
    database.executemany(f"INSERT INTO Habits VALUES ({_marks(habit_columns)})", rows)
    database.executemany(f"INSERT INTO Repetitions VALUES ({_marks(day_columns)})", days)
    database.executescript(f"PRAGMA user_version = {version}; {more}")
    database.commit()
    content = database.serialize()
    database.close()
    return content


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" * len(columns))


def loop_csv(habits: Iterable[Sequence[object]], folders: Mapping[str, str], header: str = "") -> bytes:
    """An export as CSV: the rows of Habits.csv below its header, and the Checkmarks.csv of each folder."""
    table = StringIO()
    csv.writer(table, lineterminator="\n").writerows(habits)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as parts:
        parts.writestr("Habits.csv", f"{header or CSV_HEADER}\n{table.getvalue()}")
        for folder, text in folders.items():
            parts.writestr(f"{folder}/Checkmarks.csv", text)
    return content.getvalue()


CSV_HEADER = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
    "Target Value,Archived?"
)
OLD_CSV_HEADER = "Position,Name,Question,Description,NumRepetitions,Interval,Color"
