"""Loop's export as CSV: what its own source means by what it writes, and what may be wrong with a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from rituals.adapters.formats.loop_backup import read_loop_backup
from rituals.adapters.formats.loop_csv import is_loop_csv, read_loop_csv
from rituals.core.exchange.foreign import Foreign, ForeignFile, ForeignTick
from rituals.core.model import Quota, Rule
from rituals.errors import RuleError, UsageError
from tests.kit.importing import SAMPLES, source
from tests.kit.loop_files import OLD_CSV_HEADER, loop_csv

UNSAID = "At what time Loop reminds you is not in its CSV; its backup has that too."
WALK = ("001", "Walk", "YES_NO", "", "", "1", "1", "#D81B60", "", "", "", "false")
PAGES = ("001", "Pages", "NUMERICAL", "", "", "1", "1", "#D81B60", "pages", "AT_LEAST", "20.0", "false")
FIRST, SECOND = date(2026, 6, 1), date(2026, 6, 2)


def read(content: bytes) -> ForeignFile:
    return read_loop_csv(source(content))


def with_days(table: str, habit: Sequence[object] = WALK, folder: str = "001 Walk") -> ForeignFile:
    return read(loop_csv([habit], {folder: table}))


def only(file: ForeignFile) -> Foreign:
    (ritual,) = file.rituals
    return ritual


def ticked(file: ForeignFile) -> list[date]:
    return [tick.day for tick in only(file).ticks]


def test_the_sample_holds_the_same_days_as_the_backup() -> None:
    file = read((SAMPLES / "loop.zip").read_bytes())

    backup = read_loop_backup(source((SAMPLES / "loop.db").read_bytes()))
    assert [(r.name, r.ticks, r.rests, r.reasons, r.is_put_away) for r in file.rituals] == [
        (r.name, r.ticks, r.rests, r.reasons, r.is_put_away) for r in backup.rituals
    ]
    assert [ritual.cadence for ritual in file.rituals[1:2]] == [Quota(3, "week")]
    assert file.told == (
        "Late work is left out: it counts what is to stay below a number, and a ritual is something to do.",
        UNSAID,
    )


def test_what_loop_filled_in_is_never_a_tick() -> None:
    file = with_days("Date,Value,Notes\n2026-06-02,YES_AUTO,\n2026-06-01,YES_MANUAL,\n")

    assert ticked(file) == [FIRST]


def test_no_and_unknown_are_no_ticks_and_a_skip_is_a_rest() -> None:
    file = with_days("Date,Value,Notes\n2026-06-03,NO,\n2026-06-02,UNKNOWN,\n2026-06-01,SKIP,flu\n")

    assert ticked(file) == []
    assert only(file).rests == (FIRST,)


def test_a_number_that_is_written_as_a_word_is_a_number() -> None:
    table = "Date,Value,Notes\n2026-06-04,YES_MANUAL,\n2026-06-03,SKIP,\n2026-06-02,19999,\n2026-06-01,20000,\n"

    file = with_days(table, PAGES)

    assert ticked(file) == [FIRST]
    assert only(file).rests == (date(2026, 6, 3),)


def test_habits_of_at_most_a_number_are_left_out_and_told() -> None:
    file = with_days("Date,Value,Notes\n2026-06-01,0,\n", (*PAGES[:9], "AT_MOST", "20.0", "false"))

    assert file.rituals == ()
    assert (
        file.told[0] == "Pages is left out: it counts what is to stay below a number, and a ritual is something to do."
    )


def test_the_table_at_the_top_is_never_read() -> None:
    content = BytesIO(loop_csv([WALK], {"001 Walk": "Date,Value,Notes\n2026-06-01,YES_MANUAL,\n"}))
    with ZipFile(content, "a") as parts:
        parts.writestr("Checkmarks.csv", "Date,Walk,\n2026-06-02,YES_MANUAL,\n" + '"' * 1000)

    assert ticked(read(content.getvalue())) == [FIRST]


@pytest.mark.parametrize("folder", ["001", "001 Walk", "1 Walk", "001 Another name", "0001 Walk and talk"])
def test_a_folder_is_known_by_its_number(folder: str) -> None:
    assert ticked(with_days("2026-06-01,YES_MANUAL,\n", folder=folder)) == [FIRST]


@pytest.mark.parametrize("folder", ["../001 Walk", "001 a/b", "x/001", "/001"])
def test_a_folder_that_leads_elsewhere_is_not_looked_into(folder: str) -> None:
    file = with_days("2026-06-01,YES_MANUAL,\n", folder=folder)

    assert ticked(file) == []
    assert file.told == ("The days of Walk are not in the file.", UNSAID)


def test_of_an_old_version_numbers_stand_for_words_without_a_header() -> None:
    table = "2026-06-05,3\n2026-06-04,-1\n2026-06-03,0\n2026-06-02,1\n2026-06-01,2\n"

    file = read(loop_csv([("001", "Walk", "Out?", "", "2", "7", "#FF8F00")], {"001 Walk": table}, OLD_CSV_HEADER))

    assert ticked(file) == [FIRST]
    assert only(file).rests == (date(2026, 6, 5),)
    assert only(file).cadence == Quota(2, "week")


def test_numbers_of_an_old_version_are_left_out_as_it_doesnt_say_what_was_the_aim() -> None:
    table = "2026-06-01,20000\n"

    file = read(loop_csv([("001", "Pages", "", "", "1", "1", "#FF8F00")], {"001 Pages": table}, OLD_CSV_HEADER))

    assert file.rituals == ()
    assert file.told[0] == "Pages is left out: it has numbers, and the file doesn't say how much was the aim."


def test_columns_are_known_by_their_name_whatever_their_order() -> None:
    header = "Archived?,FrequencyDenominator,FrequencyNumerator,Name,Position"

    file = read(loop_csv([("true", "7", "3", "Walk", "4")], {"004 Walk": "2026-06-01,YES_MANUAL,\n"}, header))

    assert only(file).cadence == Quota(3, "week")
    assert only(file).is_put_away
    assert ticked(file) == [FIRST]


def test_of_columns_that_are_missing_only_the_name_is_needed() -> None:
    file = read(loop_csv([("Walk",)], {"001 Walk": "2026-06-01,YES_MANUAL\n"}, "Name"))

    assert file.rituals == (Foreign("Walk", ticks=(ForeignTick(FIRST),)),)
    with pytest.raises(UsageError, match="no table of habits"):
        read(loop_csv([("001",)], {}, "Position"))


@pytest.mark.parametrize("name", ["Walk, and talk", 'she said "x"', "a\nb", "🫂", "x" * 9000, ""])
def test_a_name_may_hold_anything(name: str) -> None:
    file = with_days("2026-06-01,YES_MANUAL,\n", ("001", name, *WALK[2:]))

    assert only(file).name == name
    assert ticked(file) == [FIRST]


def test_a_note_may_hold_commas_quotes_and_line_breaks() -> None:
    file = with_days('Date,Value,Notes\n2026-06-02,YES_MANUAL,"she said ""again"",\nlate"\n2026-06-01,YES_MANUAL,\n')

    assert only(file).ticks == (ForeignTick(FIRST), ForeignTick(SECOND, note='she said "again",\nlate'))


def test_a_line_that_cant_be_read_is_passed_over_and_told_with_its_place() -> None:
    table = (
        "Date,Value,Notes\nyesterday,NO,\n2026-06-01,YES_MANUAL,\n2026-06-02,perhaps,\n2026-06-03\n1066-10-14,NO\n\n"
    )

    file = with_days(table)

    assert ticked(file) == [FIRST]
    assert file.told[0] == "4 lines of the days of Walk can't be read and are passed over: 2 and others."


def test_a_quote_that_is_never_closed_is_told() -> None:
    file = with_days(f'2026-06-01,YES_MANUAL,\n2026-06-02,YES_MANUAL,"{"x" * 200_000}\n')

    assert ticked(file) == [FIRST]
    assert file.told[0] == "Line 2 of the days of Walk can't be read and is passed over."


def test_a_habit_that_cant_be_read_is_passed_over_and_told_with_its_place() -> None:
    file = read(loop_csv([WALK, WALK, ("x", *WALK[1:])], {"001 Walk": ""}))

    assert len(file.rituals) == 1
    assert file.told[0] == "2 lines of Habits.csv can't be read and are passed over: 3 and 4."


def test_days_that_are_damaged_are_told_and_the_others_are_brought_in() -> None:
    content = loop_csv([WALK, ("002", "Talk", *WALK[2:])], {"001 Walk": "2026-06-01,NO," + "x" * 99, "002 Talk": ""})
    place = content.index(b"001 Walk/Checkmarks.csv") + len("001 Walk/Checkmarks.csv")

    file = read(content[:place] + b"\xff\xff\xff\xff" + content[place + 4 :])

    assert [ritual.name for ritual in file.rituals] == ["Walk", "Talk"]
    assert file.told[0] == "The days of Walk are damaged in the file, and passed over."


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[:-30],
        lambda content: content[:200],
        lambda content: content.replace(b"Habits.csv", b"HABITS.csv"),
        lambda content: content[:4] + b"\xff" * 300 + content[304:],
    ],
)
def test_a_damaged_zip_is_refused_with_a_sentence(harm: object) -> None:
    assert callable(harm)
    with pytest.raises(UsageError, match="no whole export of Loop"):
        read(harm(loop_csv([WALK], {"001 Walk": "2026-06-01,NO,\n" * 30})))


def test_what_would_unpack_to_too_much_is_not_unpacked() -> None:
    content = BytesIO(loop_csv([WALK], {}))
    with ZipFile(content, "a", ZIP_DEFLATED) as parts, parts.open("001 Walk/Checkmarks.csv", "w") as part:
        for _ in range(65):
            part.write(bytes(1 << 20))

    assert len(content.getvalue()) < 100_000
    with pytest.raises(UsageError, match="no whole export of Loop"):
        read(content.getvalue())


def test_a_zip_that_says_too_little_of_how_much_is_in_it_gives_no_more() -> None:
    table = "2026-06-01,YES_MANUAL,\n2026-06-02,YES_MANUAL,\n"
    content = loop_csv([WALK], {"001 Walk": table * 1000})
    claimed = len(table).to_bytes(4, "little")

    file = read(content.replace((len(table) * 1000).to_bytes(4, "little"), claimed))

    assert len(only(file).ticks) <= 2


def test_a_zip_that_is_packed_as_few_are_is_refused() -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_BZIP2) as parts:
        parts.writestr("Habits.csv", "Name\nWalk\n")

    with pytest.raises(UsageError, match="no whole export of Loop"):
        read(content.getvalue())


def test_more_habits_than_can_be_brought_in_are_refused() -> None:
    with pytest.raises(RuleError, match="more than 500 rituals"):
        read(loop_csv([(number, *WALK[1:]) for number in range(501)], {}))


def test_more_days_than_can_be_brought_in_are_refused() -> None:
    table = "".join(f"{date.fromordinal(719_163 + number)},YES_MANUAL,\n" for number in range(70_000))
    habits: Mapping[str, Sequence[object]] = {f"00{number} x": (number, *WALK[1:]) for number in (1, 2, 3)}

    with pytest.raises(RuleError, match="more than 200,000 days"):
        read(loop_csv(habits.values(), dict.fromkeys(habits, table)))


def test_another_zip_is_not_taken_for_it() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as parts:
        parts.writestr("manifest.json", "{}")

    assert not is_loop_csv(source(content.getvalue()))
    assert is_loop_csv(source(loop_csv([WALK], {})))


def test_once_a_day_is_every_day() -> None:
    assert only(with_days("")).cadence == Rule("FREQ=DAILY")
