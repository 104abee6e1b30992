"""Reads the backup that Loop Habit Tracker makes: an SQLite database, as its migrations up to version 25 leave it.

The file is whatever somebody was sent: it is opened in memory, nothing in it is run, and the work is bounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import time
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rituals.adapters.formats.loop import (
    FIRST_ORDINAL,
    LAST_ORDINAL,
    YES_MANUAL,
    Entries,
    LoopHabit,
    loop_rituals,
    reminder_weekdays,
)
from rituals.core.exchange.foreign import MOST_DAYS, ForeignFile, ImportSource
from rituals.core.exchange.reading_words import refuse_too_many, unread_words
from rituals.errors import RuleError, UsageError

if TYPE_CHECKING:
    from sqlite3 import Connection

_MAGIC = b"SQLite format 3\0"
_FORMAT_BYTES = slice(18, 20)
"""Where a database says whether it needs a write-ahead log beside it, which one in memory can't have."""
_PAGE_COUNT = slice(28, 32)
"""Where it says how long it is; without that, what is there of one that was cut short can be read."""
_NEWEST = 25
_WITH_VALUES = 16
"""The first version whose days have a value; before, each of them was done."""
_EPOCH = FIRST_ORDINAL
_DAY = 86_400_000
_LONGEST_VALUE = 1 << 20
_STEPS_AT_ONCE, _MOST_STEPS = 100_000, 300
"""How long SQLite may work: about ten times as long as the most days take."""
_PLAIN = ("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX")
_ORDINARY_COLUMN = 0

_HABITS = {
    "id": "NULL",
    "name": "NULL",
    "position": "0",
    "freq_num": "0",
    "freq_den": "0",
    "archived": "0",
    "type": "0",
    "target_type": "0",
    "target_value": "0",
    "unit": "''",
    "reminder_hour": "NULL",
    "reminder_min": "NULL",
    "reminder_days": "127",
    "question": "''",
    "description": "''",
}
_DAYS = {"habit": "NULL", "timestamp": "NULL", "value": str(YES_MANUAL), "notes": "''"}
"""The columns that are read, each with what stands for it in a version that has none."""


def is_loop_backup(source: ImportSource) -> bool:
    """Whether a file is an SQLite database, Loop's or another one."""
    return source.content.startswith(_MAGIC)


def read_loop_backup(source: ImportSource) -> ForeignFile:
    """The habits in a backup; `UsageError` if it is none, or too damaged to tell what it holds."""
    with _opened(source.content) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        habits, told_of_habits = _habits(database)
        days = _days(database, version)
    rituals, left_out = loop_rituals({number: habit.loop for number, habit in habits.items()}, days.entries)
    told = (*left_out, *told_of_habits, *days.told(habits), *_told_of_file(source, version, habits))
    return ForeignFile(tuple(rituals), told)


class _Habit(NamedTuple):
    """A row of the table of habits."""

    loop: LoopHabit
    has_more: bool
    """Whether it has a question or a description."""


class _Days(NamedTuple):
    """What the table of days holds: by habit, and the numbers of the rows that can't be read."""

    entries: Mapping[int, Entries]
    unreadable: list[int]
    damaged_after: int | None
    """The last row before the damage, if there is any."""

    def told(self, habits: Mapping[int, _Habit]) -> Iterator[str]:
        """What is not brought in of them, and why."""
        yield from unread_words(self.unreadable, "row", "the table of days")
        if self.damaged_after is not None:
            yield f"The file is damaged: what follows row {self.damaged_after:,} of the table of days is passed over."
        strays = sum(len(days) for number, days in self.entries.items() if number not in habits)
        if strays:
            days = "1 day is" if strays == 1 else f"{strays:,} days are"
            yield f"{days} passed over, of habits that are not in the file any more."


def _told_of_file(source: ImportSource, version: int, habits: Mapping[int, _Habit]) -> Iterator[str]:
    if any(name.endswith("-wal") and content for name, content in source.beside.items()):
        yield (
            "A file that ends in “-wal” lies beside it and may hold the last days, which can't be read without Loop. "
            "If they are missing, make a new backup there."
        )
    if version > _NEWEST:
        yield "A later version of Loop made the file; what is new in it is passed over."
    if any(habit.has_more for habit in habits.values()):
        yield "Questions and descriptions are left out; there is no place for them here."


@contextmanager
def _opened(content: bytes) -> Iterator[Connection]:
    """The database in memory, where it can't be written and can't work for long."""
    import sqlite3  # only for those who bring a database

    if not hasattr(sqlite3.Connection, "deserialize"):
        raise RuleError("This Python can't open databases in memory. Export from Loop as CSV, and bring that in.")
    image = bytearray(content)
    image[_FORMAT_BYTES] = image[_FORMAT_BYTES].replace(b"\2", b"\1")
    image[_PAGE_COUNT] = bytes(4)
    database = sqlite3.connect(":memory:")
    steps = iter(range(_MOST_STEPS))
    try:
        database.text_factory = bytes  # what is no UTF-8 must not end the reading
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        database.deserialize(image)
        database.set_progress_handler(lambda: next(steps, None) is None, _STEPS_AT_ONCE)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA query_only = ON")
        _check_schema(database)
        yield database
    except (sqlite3.Error, UnicodeDecodeError):  # SQLite's own message may quote what is no text
        raise UsageError(
            "The file is a damaged database, so nothing was brought in. Make a new backup in Loop."
        ) from None
    finally:
        database.close()


def _check_schema(database: Connection) -> None:
    """`UsageError` if there is anything that SQLite would run or look up elsewhere; Loop has tables and indexes."""
    for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if not _text(sql).upper().startswith(_PLAIN):
            raise UsageError("The file is a database, but not a backup of Loop: it holds more than plain tables.")


def _rows(database: Connection, table: str, columns: Mapping[str, str]) -> Iterable[tuple[object, ...]]:
    """The rows of a table with these columns, whatever their order there, and what stands for those it lacks."""
    present = {
        _text(name).lower()
        for name, hidden in database.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
        if hidden == _ORDINARY_COLUMN
    }
    if not present:
        raise UsageError("The file is a database, but not a backup of Loop. Make one in Loop's settings.")
    selected = ", ".join(name if name in present else default for name, default in columns.items())
    return database.execute(f"SELECT {selected} FROM {table}")


def _habits(database: Connection) -> tuple[Mapping[int, _Habit], tuple[str, ...]]:
    """The habits by their number, in Loop's order, and what is told of those that can't be read."""
    by_number: dict[int, tuple[int, _Habit]] = {}
    unreadable: list[int] = []
    for place, row in enumerate(_rows(database, "Habits", _HABITS), 1):
        refuse_too_many(rituals=place)
        cells = dict(zip(_HABITS, row, strict=True))
        number, name, position = cells["id"], cells["name"], cells["position"]
        if type(number) is not int or not isinstance(name, bytes) or number in by_number:
            unreadable.append(place)
            continue
        by_number[number] = (
            _whole(position),
            _Habit(_loop_habit(cells), bool(cells["question"] or cells["description"])),
        )
    ordered = sorted(by_number.items(), key=lambda item: (item[1][0], item[0]))
    habits = {number: habit for number, (_, habit) in ordered}
    return habits, unread_words(unreadable, "row", "the table of habits")


def _loop_habit(cells: Mapping[str, object]) -> LoopHabit:
    weekdays = reminder_weekdays(_whole(cells["reminder_days"]))
    target = cells["target_value"]
    return LoopHabit(
        _text(cells["name"]),
        _whole(cells["freq_num"]),
        _whole(cells["freq_den"]),
        is_archived=_whole(cells["archived"]) != 0,
        is_numerical=_whole(cells["type"]) == 1,
        is_at_most=_whole(cells["target_type"]) == 1,
        target=float(target) if isinstance(target, int | float) else 0.0,
        unit=_text(cells["unit"]),
        at=_time(cells["reminder_hour"], cells["reminder_min"]) if weekdays else None,
        weekdays=weekdays,
    )


def _days(database: Connection, version: int) -> _Days:
    columns = _DAYS if version >= _WITH_VALUES else {**_DAYS, "value": str(YES_MANUAL)}
    entries: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    unreadable: list[int] = []
    place = 0
    try:
        rows = islice(_rows(database, "Repetitions", columns), MOST_DAYS + 1)
        for place, (habit, timestamp, value, note) in enumerate(rows, 1):
            if type(habit) is int and type(timestamp) is int and type(value) is int:
                day = _EPOCH + timestamp // _DAY
                if _EPOCH <= day <= LAST_ORDINAL:
                    entries[habit].append((day, value, _text(note) if note else ""))
                    continue
            unreadable.append(place)
    except (database.DatabaseError, UnicodeDecodeError):  # as in `_opened`
        return _Days(entries, unreadable, place)
    refuse_too_many(days=place)
    return _Days(entries, unreadable, None)


def _whole(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _time(hour: object, minute: object) -> time | None:
    if isinstance(hour, int) and isinstance(minute, int) and hour in range(24) and minute in range(60):
        return time(hour, minute)
    return None


def _text(cell: object) -> str:
    return cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell or "")
