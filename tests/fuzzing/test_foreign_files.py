"""Whatever file of another program somebody brings: its days are within the calendar and what is left out is told, or
it is refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from msgspec.json import encode

from rituals.adapters.formats.csv_table import is_csv_table, read_csv_table
from rituals.adapters.formats.harsh import read_harsh
from rituals.adapters.formats.loop_backup import read_loop_backup
from rituals.adapters.formats.loop_csv import read_loop_csv
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.exchange.foreign import MOST_DAYS, MOST_RITUALS, ForeignFile, ImportSource
from rituals.core.exchange.import_plan import Answers, Couple, ImportPlan, import_plan
from rituals.core.model import TOGETHER, YEARS
from rituals.core.state.couple_state import State
from rituals.core.text import printable
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_SIGNS, happens, mutated_bytes, mutated_text, some
from tests.kit.importing import SAMPLES, TODAY, source
from tests.kit.loop_files import CSV_HEADER, HABIT, OLD_CSV_HEADER, loop_csv, loop_database, stamp

pytestmark = pytest.mark.fuzzing

FIRST = date(2026, 6, 1)
AT = datetime(2026, 11, 28, 18, tzinfo=UTC)
BACKUP = (SAMPLES / "loop.db").read_bytes()
CSV = (SAMPLES / "loop.zip").read_bytes()
HARSH: Mapping[str, bytes] = {name: (SAMPLES / "harsh" / name).read_bytes() for name in ("habits", "log")}
NUMBERS: tuple[object, ...] = (
    *(0, 1, -1, 2, 3, 7, 14, 30, 127, 2**31, 2**63 - 1, -(2**63), 1.5, 1e300, float("inf"), None, "", "7", b"\xff"),
)
CELLS = ("YES_MANUAL", "YES_AUTO", "SKIP", "NO", "60000", "2", "-1", "9" * 30, "1.5", "nan", "true", "AT_MOST", "٣")
FREQUENCIES = (
    "1",
    "0",
    "1w",
    "3/7",
    "3 / 1w",
    "99/2",
    "1/0",
    "999999w",
    "9" * 30,
    "x",
    "1: 2026-08-31",
    "1: 2026-02-30",
)


TABLE_DAYS = (
    *("2026-06-01", "2026-06-02", "01.06.2026", "1.6.26", "13/6/2026", "6/6/26", "20260601", "0001-01-01"),
    *("2026-02-30", "9999-12-31", "Mo, 01.06.26", "2026-06-01 07:30", "٣/٦/٢٠٢٦", "2026-W01-1", ""),
)
TABLE_CELLS = ("x", "1", "0", "", "s", "Walk", "both", "Ana", "yes", "'=1", "''", "done", "rest", *ODD_SIGNS)


def is_sound(file: ForeignFile, *, is_of_two: bool = False) -> None:
    """Fail unless a file holds what may be brought in, and sentences, and nothing of it is new once it is in.

    In that of two people a day may stand twice.
    """

    assert len(file.rituals) <= MOST_RITUALS
    assert sum(len(ritual.ticks) + len(ritual.rests) for ritual in file.rituals) <= MOST_DAYS
    for ritual in file.rituals:
        days = [*(tick.day for tick in ritual.ticks), *ritual.rests]
        assert all(day.year in YEARS for day in days)
        assert is_of_two or len(days) == len(set(days))
        is_told(ritual.told)
    is_told(file.told)
    plan = planned(State(), file)
    records = [Recorded(f"e{place}", "laptop", place, AT, event) for place, event in enumerate(plan.events, 1)]
    assert [from_json(encode(record)) for record in records] == records
    if not any(line.wrong for line in plan.lines):
        assert not planned(State(records), file).events


def planned(state: State, file: ForeignFile) -> ImportPlan:
    return import_plan(state, file, Answers(TOGETHER), Couple({}, "", TODAY, 6), lambda: "another")


def is_told(sentences: tuple[str, ...]) -> None:
    assert all(sentence.endswith(".") and printable(sentence) == sentence for sentence in sentences)


def sound(read: Callable[[ImportSource], ForeignFile]) -> Callable[[bytes], None]:
    return lambda content: is_sound(read(source(content)))


def backup(random: Random) -> bytes:
    """A backup with anything in it, whole or harmed."""
    if happens(random, 4):
        return mutated_bytes(random, BACKUP)
    habits = [_odd_habit(random, number) for number in range(random.randint(0, 3))]
    days = [_odd_day(random) for _ in range(random.randint(0, 6))]
    content = loop_database(habits, days, version=random.choice((25, 25, 15, 0, -1, 2**31 - 1)))
    return mutated_bytes(random, content) if happens(random, 2) else content


def _odd_habit(random: Random, number: int) -> Mapping[str, object]:
    odd = {key: random.choice(NUMBERS) for key in some(random, tuple(HABIT), 4)}
    return {"id": number, "name": random.choice(("Walk", *ODD_SIGNS[:15])).encode(errors="replace"), **odd}


def _odd_day(random: Random) -> tuple[object, ...]:
    day: list[object] = [
        random.randint(0, 2),
        stamp(FIRST) + random.randint(0, 9) * 86_400_000,
        random.choice((2, 2, 3, 0)),
        "note",
    ]
    if happens(random, 2):
        day[random.randrange(4)] = random.choice(NUMBERS)
    return tuple(day)


def csv_export(random: Random) -> bytes:
    """An export as CSV with anything in it, whole or harmed."""
    if happens(random, 8):
        return mutated_bytes(random, CSV)
    header = random.choice((CSV_HEADER, OLD_CSV_HEADER, "Name", mutated_text(random, CSV_HEADER)))
    cells = ("001", "Walk", "NUMERICAL", "7", "1", *CELLS, *ODD_SIGNS[:15])
    habits = [_encodable([str(number + 1), *some(random, cells, 11)]) for number in range(random.randint(0, 3))]
    folders = {f"{number:03d} Walk": _table(random) for number in range(random.randint(0, 3))}
    content = loop_csv(habits, folders, _encodable([header])[0])
    return mutated_bytes(random, repacked(random, content)) if happens(random, 3) else content


def _table(random: Random) -> str:
    cells = ("2026-06-01", "2026-06-02", "0001-01-01", "2026-W01-1", "Date", *CELLS, *ODD_SIGNS)
    rows = [[f"2026-06-{day:02d}", *some(random, cells, 3)] for day in range(1, random.randint(1, 6))]
    return "\n".join(random.choice((",", ",", ";")).join(_encodable(row)) for row in rows)


def _encodable(cells: list[str]) -> list[str]:
    return [cell.encode(errors="replace").decode() for cell in cells]


def repacked(random: Random, content: bytes) -> bytes:
    """A zip with the same files, perhaps not compressed, so that what harms it reaches them."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as parts, ZipFile(made, "w", random.choice((ZIP_STORED, ZIP_DEFLATED))) as again:
        for name in parts.namelist():
            again.writestr(name, parts.read(name))
    return made.getvalue()


def harsh_files(random: Random) -> tuple[bytes, Mapping[str, bytes]]:
    """One of harsh's files, or a folder, and what lies beside it, whole or harmed."""
    files = {"habits": _habits(random), "log": _log(random)}
    given = random.choice(("habits", "log", ""))
    for name in some(random, tuple(files), 1):
        files[name] = mutated_bytes(random, random.choice((files[name], HARSH[name])))
    if happens(random, 6):
        files.pop(random.choice(tuple(files)))
    return files.get(given, b""), files


def _habits(random: Random) -> bytes:
    names = ("Walk", "! Us", "# note", "Walk: and talk", *ODD_SIGNS)
    lines = [f"{random.choice(names)}: {random.choice(FREQUENCIES)}" for _ in range(random.randint(1, 5))]
    return "\n".join(lines).encode(errors="replace")


def _log(random: Random) -> bytes:
    parts = ("2026-06-01", "Walk", "y", "s", "n", "0", "2.5", "2026-02-30", "2026-W01-1", *ODD_SIGNS)
    lines = ["2026-06-01 : Walk : y", *(" : ".join(some(random, parts, 6)) for _ in range(random.randint(0, 5)))]
    return "\n".join(lines).encode(errors="replace")


def table(random: Random) -> tuple[bytes, bool | None]:
    """A table with anything in it, whole or harmed, and what somebody chose of the order of day and month."""
    columns = ("ritual", "by", "tiny", "note", "mark", "Walk", "Tea", "Datum", "", "sep=;", *ODD_SIGNS[:15])
    header = [random.choice(("date", "date", "Tag", "")), random.choice(("ritual", "Walk")), *some(random, columns, 5)]
    rows = [[_day_cell(random), *some(random, TABLE_CELLS, 6)] for _ in range(random.randint(0, 6))]
    rows = [header, ["2026-06-03", "x"], *rows] if happens(random, 2) else [header, *rows]
    sign = random.choice((",", ",", ";", "\t", "|"))
    text = random.choice(("\n", "\r\n", "\r")).join(sign.join(map(_quoted, row)) for row in rows)
    encoding = random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"))
    content = text.encode(encoding, errors="replace")
    chosen = random.choice((None, None, True, False))
    return mutated_bytes(random, content) if happens(random, 3) else content, chosen


def _day_cell(random: Random) -> str:
    return random.choice(ODD_SIGNS if happens(random, 8) else TABLE_DAYS)


def _quoted(cell: str) -> str:
    is_odd = any(sign in cell for sign in ',;\t|"\n\r')
    return '"' + cell.replace('"', '""') + '"' if is_odd else cell


def test_a_backup_of_loop_is_read_or_refused(fuzz: Fuzz) -> None:
    fuzz("Loop backups", backup, sound(read_loop_backup), ordinary=loop_database(days=[(1, stamp(FIRST), 2, "")]))


def test_what_loop_exports_as_csv_is_read_or_refused(fuzz: Fuzz) -> None:
    fuzz("Loop CSV exports", csv_export, sound(read_loop_csv), ordinary=CSV)


def test_the_files_of_harsh_are_read_or_refused(fuzz: Fuzz) -> None:
    def read(files: tuple[bytes, Mapping[str, bytes]]) -> None:
        is_sound(read_harsh(source(*files)))

    fuzz("files of harsh", harsh_files, read, ordinary=(b"", HARSH))


def test_a_table_is_read_or_refused(fuzz: Fuzz) -> None:
    def read(made: tuple[bytes, bool | None]) -> None:
        content, day_first = made
        is_csv_table(source(content))
        is_sound(read_csv_table(source(content), day_first=day_first), is_of_two=True)

    ordinary: tuple[bytes, bool | None] = ((SAMPLES / "long.csv").read_bytes(), None)
    fuzz("tables", table, read, ordinary=ordinary)
