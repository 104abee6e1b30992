"""Loop's backup: what its own source means by what it stores, and what may be wrong with a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from struct import pack

import pytest

from rituals.adapters.formats.loop import reminder_weekdays
from rituals.adapters.formats.loop_backup import is_loop_backup, read_loop_backup
from rituals.core.exchange.foreign import MOST_RITUALS, Foreign, ForeignFile, ForeignTick
from rituals.core.model import Quota, Rule
from rituals.errors import RuleError, UsageError
from tests.kit.importing import SAMPLES, source
from tests.kit.loop_files import HABIT, loop_database, stamp

FIRST, SECOND, THIRD = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
NUMBER = {"type": 1, "target_value": 60.0, "unit": "min"}


def read(content: bytes, beside: Mapping[str, bytes] | None = None) -> ForeignFile:
    return read_loop_backup(source(content, beside))


def only(content: bytes) -> Foreign:
    (ritual,) = read(content).rituals
    return ritual


def with_values(habit: Mapping[str, object], *values: object) -> Foreign:
    """One habit with these values on the first days of June."""
    days = [(1, stamp(date(2026, 6, place)), value, "") for place, value in enumerate(values, 1)]
    return only(loop_database([habit], days))


def ticked(ritual: Foreign) -> list[date]:
    return [tick.day for tick in ritual.ticks]


def test_the_sample_comes_in_with_all_that_it_holds() -> None:
    file = read((SAMPLES / "loop.db").read_bytes())

    assert [(ritual.name, len(ritual.ticks), len(ritual.rests)) for ritual in file.rituals] == [
        ("Date night", 30, 2),
        ("Walk, and talk", 86, 2),
        ("Long hug 🫂", 146, 2),
        ("Phones away: evening", 76, 2),
        ("Call parents", 15, 2),
        ("Letters", 10, 2),
        ("Sauna", 6, 2),
        ("Dance", 33, 2),
    ]
    assert file.rituals[0].cadence == Quota(1, "week", time(19, 30))
    assert file.rituals[0].remind == (0,)
    assert file.rituals[2].cadence == Rule("FREQ=DAILY", None, time(22, 0))
    assert [ritual.name for ritual in file.rituals if ritual.is_put_away] == ["Sauna"]
    assert file.told == (
        "Late work is left out: it counts what is to stay below a number, and a ritual is something to do.",
        "Questions and descriptions are left out; there is no place for them here.",
    )


def test_columns_are_known_by_their_name_whatever_their_order() -> None:
    columns = (*reversed(tuple(HABIT)),)
    days = [("zwei Runden", 2, stamp(FIRST), 1)]

    content = loop_database(
        [{"name": "Walk", "freq_num": 3, "freq_den": 7}],
        days,
        habit_columns=columns,
        day_columns=("notes", "value", "timestamp", "habit"),
    )

    assert only(content).cadence == Quota(3, "week")
    assert only(content).ticks == (ForeignTick(FIRST, note="zwei Runden"),)


def test_columns_that_an_older_version_has_not_are_done_without() -> None:
    columns = ("id", "name", "freq_num", "freq_den")

    content = loop_database(
        [HABIT], [(1, stamp(FIRST), 2)], habit_columns=columns, day_columns=("habit", "timestamp", "value"), version=22
    )

    assert only(content) == Foreign("Walk", Rule("FREQ=DAILY"), (ForeignTick(FIRST),))


def test_before_version_16_every_row_is_done() -> None:
    days = [(1, stamp(FIRST)), (1, stamp(THIRD))]

    content = loop_database(days=days, day_columns=("habit", "timestamp"), version=15)

    assert ticked(only(content)) == [FIRST, THIRD]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])
def test_a_timestamp_is_midnight_utc_of_the_local_day_in_every_zone(zone: str) -> None:
    content = loop_database(days=[(1, stamp(FIRST), 2, ""), (1, stamp(THIRD) + 3_600_000, 2, "")])

    (ritual,) = read_loop_backup(source(content, zone=zone)).rituals

    assert ticked(ritual) == [FIRST, THIRD]


def test_no_unknown_and_what_loop_filled_in_are_no_ticks() -> None:
    assert ticked(with_values({}, 0, -1, 1, 2)) == [date(2026, 6, 4)]


def test_a_skipped_day_is_a_rest_of_numbers_too() -> None:
    assert with_values({}, 3, 2).rests == (FIRST,)
    assert with_values(NUMBER, 3, 60_000).rests == (FIRST,)
    assert ticked(with_values({**NUMBER, "target_value": 0.001}, 3)) == []


def test_a_number_is_in_thousandths_and_counts_from_what_was_aimed_at() -> None:
    ritual = with_values(NUMBER, 59_999, 60_000, 75_000, 2, 0, -1)

    assert ticked(ritual) == [SECOND, THIRD]
    assert ritual.told == ("A day counts that came to 60 min; the numbers themselves are left out.",)


def test_numbers_of_a_week_count_on_the_day_on_which_they_came_to_it() -> None:
    ritual = with_values({**NUMBER, "freq_den": 7}, *[20_000] * 10)  # from a Monday on

    assert ticked(ritual) == [THIRD, date(2026, 6, 10)]
    assert ritual.cadence == Quota(1, "week")
    assert ritual.told[0] == "A week counts that came to 60 min; the numbers themselves are left out."


def test_numbers_of_a_month_are_summed_up_by_the_month() -> None:
    days = [(1, stamp(day), 40_000, "") for day in (date(2026, 6, 29), date(2026, 7, 1), date(2026, 7, 9))]

    assert ticked(only(loop_database([{**NUMBER, "freq_den": 30}], days))) == [date(2026, 7, 9)]


def test_habits_of_at_most_a_number_are_left_out_and_told() -> None:
    file = read(loop_database([{**NUMBER, "target_type": 1, "name": "Late work"}], [(1, stamp(FIRST), 500, "")]))

    assert file.rituals == ()
    assert file.told == (
        "Late work is left out: it counts what is to stay below a number, and a ritual is something to do.",
    )


def test_a_reminder_gives_the_ritual_its_time_and_reminds_then() -> None:
    ritual = with_values({"reminder_hour": 7, "reminder_min": 5})

    assert ritual.cadence == Rule("FREQ=DAILY", None, time(7, 5))
    assert ritual.remind == (0,)
    assert ritual.told == ()


def test_the_lowest_bit_of_the_reminder_days_is_saturday() -> None:
    assert [reminder_weekdays(1 << bit)[0] for bit in range(7)] == [5, 6, 0, 1, 2, 3, 4]
    assert reminder_weekdays(127) == (0, 1, 2, 3, 4, 5, 6)


def test_reminders_on_some_weekdays_only_are_told() -> None:
    ritual = with_values({"reminder_hour": 7, "reminder_min": 5, "reminder_days": 0b0000101})

    assert ritual.told == (
        "There it reminded you on Monday and Saturday; here it does on the days that it is planned for.",
    )


@pytest.mark.parametrize(
    "reminder",
    [
        {"reminder_hour": 7},
        {"reminder_hour": 7, "reminder_min": 5, "reminder_days": 0},
        {"reminder_hour": 24, "reminder_min": 0},
        {"reminder_hour": "7", "reminder_min": "5"},
    ],
)
def test_what_is_no_reminder_gives_no_time(reminder: Mapping[str, object]) -> None:
    ritual = with_values(reminder)

    assert ritual.cadence == Rule("FREQ=DAILY")
    assert ritual.remind is None


def test_a_write_ahead_log_beside_it_is_told() -> None:
    content = loop_database()

    assert read(content, {"Loop.db-wal": b""}).told == ()
    assert read(content, {"Loop.db-wal": b"x"}).told == (
        "A file that ends in “-wal” lies beside it and may hold the last days, which can't be read without Loop. If "
        "they are missing, make a new backup there.",
    )


def test_a_database_that_wants_its_write_ahead_log_is_read_without_it() -> None:
    content = bytearray(loop_database(days=[(1, stamp(FIRST), 2, "")]))
    content[18:20] = b"\2\2"

    assert ticked(only(bytes(content))) == [FIRST]


def test_a_note_stays_with_its_tick_or_rest_and_is_told_where_there_is_none() -> None:
    days = [(1, stamp(FIRST), 2, "tapas\nlate"), (1, stamp(SECOND), 3, "flu"), (1, stamp(THIRD), 0, "rain")]

    ritual = only(loop_database(days=days))

    assert ritual.ticks == (ForeignTick(FIRST, note="tapas\nlate"),)
    assert ritual.reasons == {SECOND: "flu"}
    assert ritual.told == ("A note is left out: here a note belongs to a day on which it was done, or rested.",)


def test_habits_come_in_the_order_that_they_have_there() -> None:
    habits = [{"id": 1, "name": "b", "position": 2}, {"id": 2, "name": "a", "position": 1}]

    assert [ritual.name for ritual in read(loop_database(habits)).rituals] == ["a", "b"]


@pytest.mark.parametrize("name", ["", 'she said "x"; DROP TABLE Habits', "a\nb\0c", "🫂" * 300, "٣", "--", "x" * 9000])
def test_a_name_may_hold_anything(name: str) -> None:
    assert with_values({"name": name}, 2).name == name


def test_a_row_that_cant_be_read_is_passed_over_and_told_with_its_place() -> None:
    days: list[Sequence[object]] = [
        (1, stamp(FIRST), 2, ""),
        (1, "yesterday", 2, ""),
        (1, stamp(SECOND), None, ""),
        (1, 10**15, 2, ""),
        (1, -86_400_000, 2, ""),
        (1, stamp(THIRD), 2, b"\xff\xfe"),
    ]

    file = read(loop_database(days=days))

    assert ticked(file.rituals[0]) == [FIRST, THIRD]
    assert file.rituals[0].ticks[1].note == "\ufffd\ufffd"
    assert file.told == ("4 rows of the table of days can't be read and are passed over: 2 and others.",)


def test_a_habit_that_cant_be_read_is_passed_over_and_told_with_its_place() -> None:
    file = read(loop_database([{"id": 1}, {"id": 2, "name": None}]))

    assert [ritual.name for ritual in file.rituals] == ["Walk"]
    assert file.told == ("Row 2 of the table of habits can't be read and is passed over.",)


def test_days_of_habits_that_are_gone_are_told() -> None:
    file = read(loop_database(days=[(7, stamp(FIRST), 2, "")]))

    assert file.told == ("1 day is passed over, of habits that are not in the file any more.",)


def test_a_later_version_is_read_and_told() -> None:
    file = read(loop_database(version=26))

    assert file.told == ("A later version of Loop made the file; what is new in it is passed over.",)


def test_a_damaged_page_of_days_loses_only_those_behind_it() -> None:
    days = [(1, stamp(FIRST) + number * 86_400_000, 2, "") for number in range(3_000)]
    content = bytearray(loop_database(days=days))
    content[-4096:] = b"\xff" * 4096

    file = read(bytes(content))

    assert 2_000 < len(file.rituals[0].ticks) < 3_000
    assert file.told[0].startswith("The file is damaged: what follows row 2,")


def test_of_a_file_that_was_cut_short_what_is_there_comes_in() -> None:
    sample = (SAMPLES / "loop.db").read_bytes()

    file = read(sample[:40_000])

    assert len(file.rituals) == 8
    assert 0 < sum(len(ritual.ticks) for ritual in file.rituals) < 402
    assert any(sentence.startswith("The file is damaged: what follows row ") for sentence in file.told)


@pytest.mark.parametrize(
    "content",
    [
        b"SQLite format 3\0",
        b"SQLite format 3\0" + b"\xff" * 4096,
        loop_database()[:600],
        loop_database().replace(b"CREATE TABLE Habits (", b"CREATE TABLE Habits \xff"),  # SQLite's message quotes it
        loop_database(more="DROP TABLE Habits"),
        loop_database(more="DROP TABLE Repetitions"),
    ],
)
def test_what_is_no_backup_of_loop_is_refused_with_a_sentence(content: bytes) -> None:
    assert is_loop_backup(source(content))
    with pytest.raises(UsageError, match=r"\.$"):
        read(content)


def test_habits_without_any_name_are_passed_over() -> None:
    file = read(loop_database(more="ALTER TABLE Habits RENAME COLUMN name TO title"))

    assert file == ForeignFile((), ("Row 1 of the table of habits can't be read and is passed over.",))


@pytest.mark.parametrize(
    "more",
    [
        "DROP TABLE Habits; CREATE VIEW Habits AS SELECT 1 AS id, 'x' AS name",
        "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
        "CREATE TRIGGER t AFTER INSERT ON Habits BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
    ],
)
def test_a_database_that_would_run_something_is_refused(more: str) -> None:
    with pytest.raises(UsageError, match="holds more than plain tables"):
        read(loop_database(more=more))


def test_a_view_that_says_it_is_a_table_is_refused() -> None:
    lie = (
        "DROP TABLE Habits; CREATE VIEW Habits AS SELECT 1 AS id, 'x' AS name; PRAGMA writable_schema = ON;"
        "UPDATE sqlite_master SET type = 'table', rootpage = 2 WHERE name = 'Habits'"
    )

    with pytest.raises(UsageError):
        read(loop_database(more=lie))


def test_a_column_that_is_computed_is_not_read() -> None:
    more = "ALTER TABLE Repetitions ADD COLUMN notes AS (hex(zeroblob(500000)))"
    content = loop_database(days=[(1, stamp(FIRST), 2)], day_columns=("habit", "timestamp", "value"), more=more)

    assert only(content).ticks == (ForeignTick(FIRST),)


def test_more_habits_than_can_be_brought_in_are_refused() -> None:
    with pytest.raises(RuleError, match="more than 500 rituals"):
        read(loop_database([{"id": number} for number in range(MOST_RITUALS + 1)]))


def test_more_days_than_can_be_brought_in_are_refused() -> None:
    more = (
        "INSERT INTO Repetitions WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200001) "
        "SELECT 1, i, 2, '' FROM n"
    )

    with pytest.raises(RuleError, match="more than 200,000 days"):
        read(loop_database(more=more))


def test_pages_that_lead_to_the_same_days_over_and_over_are_refused_soon() -> None:
    content, page = loop_database(days=[(1, stamp(FIRST), 2, "")]), 4096
    pages = [content[begin : begin + page] for begin in range(0, len(content), page)]
    *others, days = pages

    def leading_to(number: int) -> bytes:
        """A page above others, of which each of two hundred is the one of this number (SQLite, “B-tree pages”)."""
        cells = b"".join(pack(">IB", number, key % 100) for key in range(200))
        places = b"".join(pack(">H", page - 5 * (key + 1)) for key in range(200))
        head = pack(">BHHHBI", 5, 0, 200, page - len(cells), 0, number)
        return (head + places).ljust(page - len(cells), b"\0") + cells

    tree = [leading_to(len(pages) + 1 + depth) for depth in range(12)]

    with pytest.raises(RuleError, match="more than 200,000 days"):
        read(b"".join([*others, *tree, days]))


def test_a_file_is_never_written_to(tmp_path: Path) -> None:
    path = tmp_path / "Loop.db"
    path.write_bytes(loop_database())

    read(path.read_bytes())

    assert path.read_bytes() == loop_database()
    assert [file.name for file in tmp_path.iterdir()] == ["Loop.db"]
