"""The two files of harsh: what its own source means by them, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from rituals.adapters.formats.harsh import is_harsh, read_harsh
from rituals.core.exchange.foreign import Foreign, ForeignFile, ForeignTick
from rituals.core.model import Cadence, Quota, Rule
from rituals.errors import RuleError, UsageError
from tests.kit.importing import SAMPLES, source

FIRST, SECOND = date(2026, 6, 1), date(2026, 6, 2)
HABITS = "# what we keep\n\n! Us\nWalk: 1\n"


def read(habits: str = HABITS, log: str = "") -> ForeignFile:
    return read_harsh(source(b"", {"habits": habits.encode(), "log": log.encode()}))


def only(file: ForeignFile) -> Foreign:
    (ritual,) = file.rituals
    return ritual


def sample() -> Mapping[str, bytes]:
    return {name: (SAMPLES / "harsh" / name).read_bytes() for name in ("habits", "log")}


def test_the_sample_comes_in_with_all_that_it_holds() -> None:
    file = read_harsh(source(b"", sample()))

    assert [(ritual.name, len(ritual.ticks), len(ritual.rests), ritual.is_put_away) for ritual in file.rituals] == [
        ("Date night", 30, 2, False),
        ("Walk, and talk", 86, 2, False),
        ("Long hug 🫂", 146, 2, False),
        ("Sauna", 6, 2, True),
        ("Dance", 33, 2, False),
        ("An old name of ours", 1, 0, True),
    ]
    assert file.told == ("Read aloud is left out: there it was noted, without being planned.",)
    assert ForeignTick(date(2026, 11, 20), note="put right later") in file.rituals[0].ticks


@pytest.mark.parametrize("given", ["habits", "log"])
def test_either_file_may_be_given_and_the_other_one_lies_beside_it(given: str) -> None:
    files = sample()
    (other,) = files.keys() - {given}

    assert is_harsh(source(files[given]))
    assert read_harsh(source(files[given], {other: files[other]})) == read_harsh(source(b"", files))


def test_the_habits_alone_come_in_without_days_and_the_log_alone_without_cadences() -> None:
    habits, log = sample()["habits"], sample()["log"]

    without_days, without_cadences = read_harsh(source(habits)), read_harsh(source(log))

    assert {ritual.ticks for ritual in without_days.rituals} == {()}
    assert "The file “log” doesn't lie beside the habits, so they come in without their days." in without_days.told
    assert {(ritual.cadence, ritual.is_put_away) for ritual in without_cadences.rituals} == {(None, False)}
    assert without_cadences.told == (
        "The file “habits” doesn't lie beside the log, so how often each of them was planned isn't known.",
    )


@pytest.mark.parametrize(
    ("often", "cadence"),
    [
        ("1", Rule("FREQ=DAILY")),
        ("3", Rule("FREQ=DAILY;INTERVAL=3", FIRST)),
        ("7", Quota(1, "week")),
        ("1w", Quota(1, "week")),
        ("2w", Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", FIRST)),
        ("14", Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", FIRST)),
        ("3w", Rule("FREQ=DAILY;INTERVAL=21", FIRST)),
        ("3/7", Quota(3, "week")),
        ("3/1w", Quota(3, "week")),
        ("3 / 7", Quota(3, "week")),
        ("2/28", Quota(2, "month")),
        ("2/29", Quota(2, "month")),
        ("2/31", Quota(2, "month")),
        ("4/4w", Quota(4, "month")),
        ("7/7", Rule("FREQ=DAILY")),
        ("2/10", Quota(6, "month")),
    ],
)
def test_how_often_is_a_cadence(often: str, cadence: Cadence) -> None:
    assert only(read(f"Walk: {often}\n", "2026-06-01 : Walk : y")).cadence == cadence


def test_what_is_only_noted_is_left_out_and_told() -> None:
    file = read("Walk: 0\nTalk: 0w\nRead: 0/7\n", "2026-06-01 : Walk : y")

    assert file.rituals == ()
    assert file.told == tuple(
        f"{name} is left out: there it was noted, without being planned." for name in ("Walk", "Talk", "Read")
    )


def test_y_is_a_tick_s_a_rest_and_n_neither() -> None:
    ritual = only(read(log="2026-06-01 : Walk : y\n2026-06-02 : Walk : s\n2026-06-03 : Walk : n\n"))

    assert ritual.ticks == (ForeignTick(FIRST),)
    assert ritual.rests == (SECOND,)


def test_the_last_line_of_a_day_wins() -> None:
    log = "2026-06-01 : Walk : n :  : 0\n2026-06-02 : Walk : y :  : 0\n2026-06-01 : Walk : y : late : 0\n"

    ritual = only(read(log=f"{log}2026-06-02 : Walk : n\n"))

    assert ritual.ticks == (ForeignTick(FIRST, note="late"),)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("2026-06-01 : Walk : y", ""),
        ("2026-06-01 : Walk : y :  : ", ""),
        ("2026-06-01 : Walk : y :  :", ""),
        ("2026-06-01 : Walk : y :", ""),
        ("2026-06-01 : Walk : y : rain : 2.5", "rain"),
        ("2026-06-01 : Walk : y : rain", "rain"),
        ("2026-06-01 : Walk : y : rain : and : wind : 0", "rain : and : wind"),
        ("2026-06-01 : Walk : y : so: rain : 0\r", "so: rain"),
    ],
)
def test_the_fourth_field_is_the_note(line: str, note: str) -> None:
    assert only(read(log=line)).ticks == (ForeignTick(FIRST, note=note),)


def test_amounts_are_left_out_and_told() -> None:
    assert read(log="2026-06-01 : Walk : y :  : 0.0").told == ()
    assert read(log="2026-06-01 : Walk : y :  : 2.5").told == ("Amounts are left out; here a day is kept or it isn't.",)


def test_a_name_may_hold_a_colon() -> None:
    file = read("Phones away: evening: 3/7\nA: 2: 1w: 2026-08-31\n", "2026-06-01 : Phones away: evening : y\n")

    assert [(ritual.name, len(ritual.ticks)) for ritual in file.rituals] == [("Phones away: evening", 1), ("A: 2", 0)]
    assert file.rituals[1].is_put_away


def test_an_end_that_is_past_puts_it_away_and_one_ahead_is_told() -> None:
    file = read("Walk: 1: 2026-08-31\nTalk: 1: 2027-08-31\nRead: 1: \n")

    assert [ritual.is_put_away for ritual in file.rituals] == [True, False, False]
    assert file.rituals[1].told == ("There it ends on Tuesday 31 August 2027; here it goes on until you put it away.",)


def test_a_name_that_only_the_log_has_is_put_away() -> None:
    file = read(log="2026-06-01 : Wlak : y\n")

    assert [(ritual.name, ritual.is_put_away) for ritual in file.rituals] == [("Walk", False), ("Wlak", True)]
    assert file.rituals[1].told == ("It is in the log only, so it comes in as put away.",)


def test_a_note_of_a_rest_is_its_reason_and_one_of_neither_is_told() -> None:
    ritual = only(read(log="2026-06-01 : Walk : s : flu : 0\n2026-06-02 : Walk : n : rain : 0\n"))

    assert ritual.reasons == {FIRST: "flu"}
    assert ritual.told == ("A note is left out: here a note belongs to a day on which it was done, or rested.",)


def test_a_line_that_cant_be_read_is_passed_over_and_told_with_its_place() -> None:
    log = "2026-06-01 : Walk : y\n\n# note\nyesterday : Walk : y\n2026-02-30 : Walk : y\n2026-06-02 : Walk : x\nWalk\n"

    file = read("Walk: 1\nTalk: often\nWalk: 2\nRead: 9/7\nSing: 1/0\nCook: 1: 2026-02-30\nPlay\n: 1\n", log)

    assert [ritual.name for ritual in file.rituals] == ["Walk"]
    assert len(file.rituals[0].ticks) == 1
    assert file.told == (
        "7 lines of the habits can't be read and are passed over: 2 and others.",
        "4 lines of the log can't be read and are passed over: 4 and others.",
    )


def test_one_line_that_cant_be_read_is_named() -> None:
    assert read(log="2026-06-01 : Walk : y\n2026-06-02 :  : y\n").told == (
        "Line 2 of the log can't be read and is passed over.",
    )


@pytest.mark.parametrize("content", [b"", b"Dear diary", b"a: b\nc: d\n", b"\xff\xfe\x00", b"{}", b"x,y\n1,2\n"])
def test_another_file_is_not_taken_for_it_and_refused_with_a_sentence(content: bytes) -> None:
    assert not is_harsh(source(content))
    with pytest.raises(UsageError, match=r"These are no files of harsh\."):
        read_harsh(source(content))


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    file = read_harsh(source("\ufeffGröße: 1\n".encode(), {"log": "\ufeff2026-06-01 : Größe : y".encode()}))

    assert only(file) == Foreign("Größe", Rule("FREQ=DAILY"), (ForeignTick(FIRST),))


def test_more_than_can_be_brought_in_is_refused() -> None:
    with pytest.raises(RuleError, match="more than 500 rituals"):
        read("".join(f"Walk {number}: 1\n" for number in range(501)))
    with pytest.raises(RuleError, match="more than 200,000 days"):
        read(log="2026-06-01 : Walk : y\n" * 200_001)
