"""What reading ten years of ten habits costs beside a bare read of the same rows, turn about in the same run."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, StringIO
from time import process_time
from zipfile import ZipFile

from rituals.adapters.formats.loop_backup import read_loop_backup
from rituals.adapters.formats.loop_csv import read_loop_csv
from rituals.core.exchange.foreign import ForeignFile
from rituals.core.exchange.import_plan import Answers, ImportPlan
from rituals.core.model import TOGETHER
from rituals.service.exchange.bringing_in import preview
from tests.kit.fakes import FakeClock, make_rituals
from tests.kit.importing import TODAY, source
from tests.kit.loop_files import loop_csv, loop_database, stamp

HABITS, DAYS = range(1, 11), [date(2016, 1, 1) + timedelta(days=number) for number in range(3_600)]
NOTES = ("tapas, late", "", "", "")
AT_MOST = 5


def times_as_dear(work: Callable[[], object], beside: Callable[[], object]) -> float:
    """How many times the processor's time of one piece of work another one takes, the best of seven tries of each."""
    turns = [(_cost(work), _cost(beside)) for _ in range(7)]
    return min(cost for cost, _ in turns) / min(cost for _, cost in turns)


def _cost(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def ticks_in(file: ForeignFile) -> int:
    return sum(len(ritual.ticks) for ritual in file.rituals)


def loop_backup() -> bytes:
    """A backup of ten years of ten habits, with a note on every twentieth day."""
    habits = [{"id": habit, "name": f"Habit {habit}"} for habit in HABITS]
    days = [
        (f"{habit}{number:04d}", habit, stamp(day), 2, "tapas, late" if number % 20 == 0 else "")
        for habit in HABITS
        for number, day in enumerate(DAYS)
    ]
    return loop_database(habits, days, day_columns=("id", "habit", "timestamp", "value", "notes"))


def rows_of(content: bytes) -> int:
    """How many days a bare read of a backup finds."""
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    return len(database.execute("SELECT * FROM Repetitions").fetchall())


def test_a_backup_costs_little_more_than_its_rows(figure: Callable[[str], None]) -> None:
    content = loop_backup()

    assert ticks_in(read_loop_backup(source(content))) == rows_of(content) == 36_000
    ratio = times_as_dear(lambda: read_loop_backup(source(content)), lambda: rows_of(content))
    figure(f"reading a Loop backup of 36,000 ticks: {ratio:.1f} times its bare rows")
    assert ratio <= AT_MOST


def test_the_preview_of_a_backup_costs_at_most_five_bare_reads(figure: Callable[[str], None]) -> None:
    content, service = loop_backup(), make_rituals(FakeClock(f"{TODAY} 19:00"))

    def previewed() -> ImportPlan:
        return preview(service, read_loop_backup(source(content)), Answers(TOGETHER))

    assert sum(line.new_days for line in previewed().lines) == 36_000
    ratio = times_as_dear(previewed, lambda: rows_of(content))
    figure(f"the preview of a Loop backup of 36,000 ticks: {ratio:.1f} times its bare rows")
    assert ratio <= AT_MOST


def test_an_export_as_csv_costs_little_more_than_its_rows(figure: Callable[[str], None]) -> None:
    lines = (f'{day},YES_MANUAL,"{NOTES[number % 4]}"\n' for number, day in enumerate(DAYS))
    table = f"Date,Value,Notes\n{''.join(lines)}"
    habits = [(habit, f"Habit {habit}", "YES_NO", "", "", 1, 1, "", "", "", "", "false") for habit in HABITS]
    content = loop_csv(habits, {f"{habit:03d} Habit {habit}": table for habit in HABITS})

    def rows() -> int:
        with ZipFile(BytesIO(content)) as parts:
            texts = [parts.read(name).decode() for name in parts.namelist()]
        return sum(len(list(csv.reader(StringIO(text, newline="")))) - 1 for text in texts) - len(HABITS)

    assert ticks_in(read_loop_csv(source(content))) == rows() == 36_000
    ratio = times_as_dear(lambda: read_loop_csv(source(content)), rows)
    figure(f"reading a Loop CSV export of 36,000 ticks: {ratio:.1f} times its bare rows")
    assert ratio <= AT_MOST
