"""Tables of days: long and wide, in whatever dialect a spreadsheet or a person wrote them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from time import process_time

import pytest

from rituals.adapters.formats.csv_cells import DAY_FIRST, MONTH_FIRST
from rituals.adapters.formats.csv_rows import NO_HEADER, NO_TABLE, TOO_BROKEN
from rituals.adapters.formats.csv_table import (
    IN_NO_UTF,
    NOTHING_DONE,
    is_csv_table,
    read_csv_table,
)
from rituals.adapters.formats.readers import FOREIGN_FORMATS
from rituals.core.exchange.foreign import EVERYONE, MOST_DAYS, Foreign, ForeignFile, ForeignTick
from rituals.errors import AmbiguousFileError, RitualsError
from rituals.service.exchange.incoming import read_file
from tests.kit.importing import SAMPLES, source

A_DAY, THE_NEXT = date(2026, 6, 1), date(2026, 6, 2)


def read(text: str, encoding: str = "utf-8") -> ForeignFile:
    return read_csv_table(source(text.encode(encoding)))


def ritual(text: str) -> Foreign:
    """The only ritual of a table."""
    (only,) = read(text).rituals
    return only


def days(text: str) -> list[date]:
    """The days on which the only ritual of a table was done."""
    return [tick.day for tick in ritual(text).ticks]


def refusal(text: str) -> str:
    with pytest.raises(RitualsError) as refused:
        read(text)
    return str(refused.value)


# the samples


def test_the_long_sample_is_read_whole() -> None:
    _, held = read_file(source((SAMPLES / "long.csv").read_bytes()), FOREIGN_FORMATS)

    assert isinstance(held, ForeignFile)
    assert {each.name: len(each.ticks) for each in held.rituals} == {
        "Walk, and talk": 86,
        "Long hug 🫂": 146,
        "Date night": 30,
    }
    assert held.rituals[0].ticks[:2] == (
        ForeignTick(A_DAY, "Ana", note="rain, but we went"),
        ForeignTick(THE_NEXT, tiny=True),
    )
    assert {tick.by for each in held.rituals for tick in each.ticks} == {"", "Ana", "Sam", EVERYONE}
    assert held.told == ()


def test_the_wide_sample_holds_the_same_days_as_the_long_one() -> None:
    long, wide = (read_csv_table(source((SAMPLES / name).read_bytes())) for name in ("long.csv", "wide.csv"))

    assert {each.name: [tick.day for tick in each.ticks] for each in wide.rituals} == {
        each.name: [tick.day for tick in each.ticks] for each in long.rituals
    }
    assert wide.told == ()


# dialects


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_sign_between_the_cells_and_any_end_of_line_will_do(between: str, end: str) -> None:
    text = end.join(between.join(row) for row in (["date", "ritual"], ["2026-06-01", "Walk"], ["2026-06-02", "Walk"]))

    assert is_csv_table(source(text.encode()))
    assert days(text) == [A_DAY, THE_NEXT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_any_utf_is_read(encoding: str) -> None:
    held = read("date,ritual\n2026-06-01,Spätzle 🫂\n", encoding)

    assert [each.name for each in held.rituals] == ["Spätzle 🫂"]
    assert held.told == ()


def test_what_is_in_no_utf_is_read_as_windows_writes_it_and_told() -> None:
    held = read("Datum;Gewohnheit\n01.06.2026;Frühstück – spät\n", "cp1252")

    assert [each.name for each in held.rituals] == ["Frühstück – spät"]
    assert held.told == (IN_NO_UTF,)


def test_a_line_that_names_the_sign_between_the_cells_is_none_of_the_table() -> None:
    text = "sep=;\r\nDatum;Walk\r\n2026-06-01;x\r\nsoon;x\r\n"

    assert days(text) == [A_DAY]
    assert read(text).told == ("Passed over, as no day can be read there: line 4.",)


def test_notes_keep_their_commas_quotes_and_lines() -> None:
    text = 'date,ritual,note\n2026-06-01,Walk,"rain, ""again""\r\nand home"\n2026-06-02,Walk,dry\n'

    assert [tick.note for tick in ritual(text).ticks] == ['rain, "again"\nand home', "dry"]


def test_empty_lines_and_empty_cells_at_the_end_are_nothing() -> None:
    text = "\n,,\ndate,ritual,note\n\n2026-06-01,Walk\n,,\n2026-06-02,Walk,,,,\n\n"

    assert days(text) == [A_DAY, THE_NEXT]


@pytest.mark.parametrize(
    ("header", "by"),
    [
        ("date,ritual,by,tiny,note", "Ana"),
        ("Datum,Gewohnheit,Wer,Klein,Notiz", "Ana"),
        ("Day,Habit,Who,Small,Comment", "Ana"),
        ("TAG , NAME , Person, Mini, Notizen", "Ana"),
    ],
)
def test_columns_are_known_by_their_names_in_english_and_german(header: str, by: str) -> None:
    assert ritual(f"{header}\n2026-06-01,Walk,{by},yes,rain\n") == Foreign(
        "Walk", ticks=(ForeignTick(A_DAY, "Ana", True, "rain"),)
    )


def test_the_order_of_the_columns_does_not_matter_nor_others_among_them() -> None:
    text = "id,note,ritual,colour,date\n7,rain,Walk,#ff0000,2026-06-01\n"

    assert ritual(text).ticks == (ForeignTick(A_DAY, note="rain"),)


@pytest.mark.parametrize("word", ["both", "Both", "us", "beide"])
def test_a_word_for_everyone_is_everyone(word: str) -> None:
    assert [tick.by for tick in ritual(f"date,ritual,by\n2026-06-01,Walk,{word}\n").ticks] == [EVERYONE]


# marks


@pytest.mark.parametrize("mark", ["1", "x", "X", "yes", "true", "TRUE", "✓", "✔️", "ja", " x ", "done"])
@pytest.mark.parametrize("table", ["date,ritual,mark\n2026-06-01,Walk,{}\n", "date,Walk\n2026-06-01,{}\n"])
def test_a_tick_has_many_marks(mark: str, table: str) -> None:
    assert days(table.format(mark)) == [A_DAY]


@pytest.mark.parametrize("mark", ["s", "S", "skip", "rest", "Ruhe"])
@pytest.mark.parametrize("table", ["date,ritual,mark\n2026-06-01,Walk,{}\n", "date,Walk\n2026-06-01,{}\n"])
def test_a_rest_has_some_too(mark: str, table: str) -> None:
    rested = ritual(table.format(mark))

    assert (rested.ticks, rested.rests) == ((), (A_DAY,))


def test_the_note_of_a_rest_is_why() -> None:
    assert ritual("date,ritual,mark,note\n2026-06-01,Walk,s,a cold\n").reasons == {A_DAY: "a cold"}


@pytest.mark.parametrize("mark", ["", "0", "no", "false", "-", "nein", "✗"])
def test_what_was_not_done_is_passed_over_in_silence(mark: str) -> None:
    held = read(f"date,Walk,Tea\n2026-06-01,{mark},x\n2026-06-02,x,x\n")

    assert [len(each.ticks) for each in held.rituals] == [1, 2]
    assert [*held.told, *(sentence for each in held.rituals for sentence in each.told)] == []


def test_any_other_mark_is_passed_over_counted_and_told_with_its_place() -> None:
    lines = "".join(f"2026-06-{day:02},~,x\n" for day in range(2, 8))

    walk, tea = read(f"date,Walk,Tea\n2026-06-01,x,perhaps\n{lines}").rituals

    assert walk.told == ("Passed over, as the mark there is none that is understood: lines 3, 4, 5 and 3 more (“~”).",)
    assert tea.told == ("Passed over, as the mark there is none that is understood: line 2 (“perhaps”).",)


def test_a_column_that_holds_something_else_is_left_out_and_told() -> None:
    held = read("Datum,Wochentag,Walk,Yoga,\n2026-06-01,Mo,x,,x\n2026-06-02,Di,x,,\n")

    assert [each.name for each in held.rituals] == ["Walk"]
    assert held.told == (
        "Column 5 has no name, so it is left out.",
        "“Wochentag” is left out, as none of its marks is understood.",
        "“Yoga” is left out, as the table has no day of it.",
    )


def test_a_ritual_may_be_called_as_the_column_of_rituals_is() -> None:
    assert ritual("date,Activity\n2026-06-01,x\n2026-06-02,0\n").name == "Activity"


def test_the_first_column_holds_the_days_by_whatever_name() -> None:
    assert days("päivä;Walk\n2026-06-01;x\n") == [A_DAY]
    assert days(",Walk\n2026-06-01,x\n") == [A_DAY]


# days


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-06-01", "2026-6-1", "2026/06/01", "2026.06.01", "20260601", "2026-06-01 07:30", "2026-06-01T07:30:00Z"),
        *("01.06.2026", "1.6.2026", "1. 6. 2026", "01.06.26", "Mo, 01.06.2026", "Mon 2026-06-01", " 2026-06-01 "),
    ],
)
def test_a_day_is_written_in_many_ways(cell: str) -> None:
    assert days(f"date;ritual\n{cell};Walk\n") == [A_DAY]


@pytest.mark.parametrize(
    "cell", ["soon", "2026-02-30", "31.02.2026", "9999-01-01", "0001-01-01", "26-06-01", "2026-06", "1", ""]
)
def test_what_is_no_day_is_passed_over_and_told_with_its_place(cell: str) -> None:
    held = read(f"date;ritual\n{cell};Walk\n2026-06-01;Walk\n")

    assert [len(each.ticks) for each in held.rituals] == [1]
    assert held.told == ("Passed over, as no day can be read there: line 2.",)


@pytest.mark.parametrize("between", ["/", "-"])
def test_a_number_above_twelve_decides_whether_the_day_or_the_month_comes_first(between: str) -> None:
    day_first, month_first = (
        "date,ritual\n1/6/2026,Walk\n13/6/2026,Walk\n",
        "date,ritual\n6/1/2026,Walk\n6/13/2026,Walk\n",
    )

    for text in (day_first, month_first):
        assert days(text.replace("/", between)) == [A_DAY, date(2026, 6, 13)]


def test_where_nothing_decides_it_is_asked_and_never_guessed() -> None:
    text = "date,ritual\n2/2/2026,Walk\n3/4/2026,Walk\n"

    assert refusal(text) == (
        "“3/4/2026” may be 3 April or 4 March, and no day of the table tells which. Choose the format csv-day-first or "
        "csv-month-first."
    )
    with pytest.raises(AmbiguousFileError) as ambiguous:
        read(text)
    assert ambiguous.value.ways == {DAY_FIRST: "“3/4/2026” is 3 April", MONTH_FIRST: "“3/4/2026” is 4 March"}
    for chosen, day in ((DAY_FIRST, date(2026, 4, 3)), (MONTH_FIRST, date(2026, 3, 4))):
        _, held = read_file(source(text.encode()), FOREIGN_FORMATS, chosen)
        assert isinstance(held, ForeignFile)
        assert [tick.day for tick in held.rituals[0].ticks] == [date(2026, 2, 2), day]


def test_where_it_makes_no_difference_nothing_is_asked() -> None:
    assert days("date,ritual\n6/6/2026,Walk\n3/4/3026,Walk\n") == [date(2026, 6, 6)]


def test_a_table_written_both_ways_is_asked_about_and_what_does_not_fit_is_told() -> None:
    text = "date,ritual\n13/02/2026,Walk\n02/13/2026,Walk\n"

    assert "“13/02/2026” has the day first and “02/13/2026” the month." in refusal(text)
    held = read_csv_table(source(text.encode()), day_first=True)
    assert held.told == ("Passed over, as no day can be read there: line 3.",)


# what is broken


def test_a_line_with_a_quotation_mark_too_many_is_the_only_one_lost() -> None:
    held = read('date,ritual,note\n2026-06-01,Walk,"rain\n2026-06-02,Walk,"a" b\n2026-06-03,Walk,dry\n')

    assert [tick.day for tick in held.rituals[0].ticks] == [date(2026, 6, 3)]
    assert held.told == ("Passed over, as the quotation marks there don't match: lines 2 and 3.",)


def test_a_note_whose_comma_is_not_quoted_is_told() -> None:
    held = read("date,ritual,note\n2026-06-01,Walk,rain, but we went\n")

    assert held.rituals[0].ticks == (ForeignTick(A_DAY, note="rain"),)
    assert held.told == ("Left out at the end, as there are more cells than columns: line 2.",)


def test_a_line_that_names_no_ritual_is_told() -> None:
    assert read("date,ritual\n2026-06-01,\n2026-06-01,Walk\n").told == (
        "Passed over, as no ritual is named there: line 2.",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-06-01,Walk\n2026-06-02,Walk\n", NO_HEADER),
        ("a letter\nto you\n", NO_TABLE),
        ("", NO_TABLE),
        ("date,ritual\n", NOTHING_DONE),
        ("date,Walk\n2026-06-01,0\n", NOTHING_DONE),
        ("date,ritual\nsoon,Walk\n", f"{NOTHING_DONE} Passed over, as no day can be read there: line 2."),
        ("date,ritual\n" + '2026-06-01,"Walk\n' * 200, TOO_BROKEN),
        ("date,ritual\n" + "2026-06-01,Walk\n" * (MOST_DAYS + 1), "The file holds more than 200,000 days,"),
        ("date," + ",".join("abc" * 400) + "\n2026-06-01,x\n", "The file holds more than 500 rituals,"),
        (
            "date,ritual\n" + "".join(f"2026-06-01,{n}\n" for n in range(501)),
            "The file holds more than 500 rituals,",
        ),
        ("date,a,b,c\n" + "2026-06-01,x,x,x\n" * 70_000, "The file holds more than 200,000 days,"),
    ],
)
def test_what_cannot_be_brought_in_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert refusal(text).startswith(sentence)


@pytest.mark.parametrize("name", ["loop.db", "loop.zip", "apple.ics", "google.ics", "harsh/log", "harsh/habits"])
def test_files_of_other_formats_are_no_tables(name: str) -> None:
    assert not is_csv_table(source((SAMPLES / name).read_bytes()))


# what guards a spreadsheet


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'=1", "=1"), ("'+1", "+1"), ("'-1", "-1"), ("'@x", "@x"), ("''tis", "'tis"), ("''=1", "'=1"), ("'tis", "'tis")],
)
def test_one_sign_that_guards_a_cell_is_taken_away(cell: str, text: str) -> None:
    only = ritual(f"date,ritual,by,note\n2026-06-01,{cell},{cell},{cell}\n")

    assert (only.name, only.ticks[0].by, only.ticks[0].note) == (text, text, text)


# what it costs


def test_ten_years_of_ten_rituals_are_read_at_most_five_times_as_slowly_as_their_bare_cells() -> None:
    text = "".join(
        f'{date(2016, 1, 1) + timedelta(days=day)},"Walk, and talk {number}",{"Ana" if day % 2 else "both"},,rain\n'
        for day in range(3_600)
        for number in range(10)
    )
    content = ("date,ritual,by,tiny,note\n" + text).encode()

    def read_bare() -> object:
        return [*csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))]

    bare, whole = _least_seconds(read_bare, lambda: read_csv_table(source(content)))

    assert whole <= 5 * bare


def _least_seconds(*works: Callable[[], object]) -> list[float]:
    """The CPU seconds that each takes at its fastest, all of them turn about."""
    seconds = [float("inf")] * len(works)
    for _ in range(8):
        for place, work in enumerate(works):
            begun = process_time()
            work()
            seconds[place] = min(seconds[place], process_time() - begun)
    return seconds
