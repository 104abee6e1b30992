"""Who did what each does for themselves: told by name on the day itself, and by no verb afterwards."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs

SATURDAY = "2026-11-21 19:00"
SUNDAY = "2026-11-22 19:00"
READING = (
    ("today",),
    ("today", "--on", "yesterday"),
    ("week", "--on", "yesterday"),
    ("history",),
    ("history", "hug"),
    ("show", "hug"),
    ("streaks",),
)


@pytest.fixture
def hugged(empty: Runs) -> Runs:
    """Ana and Sam with a hug each; yesterday only Sam did, today only Sam did."""
    empty.clock.set("2026-11-20 12:00")
    empty.done("people", "add", "Sam")
    empty.done("add", "Long hug", "--every", "every day", "--who", "each")
    for evening in (SATURDAY, SUNDAY):
        empty.clock.set(evening)
        empty.done("tick", "hug", "--by", "sam")
    return empty


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if name in line)


def rows_of(runs: Runs, *words: str) -> dict[str, dict[str, object]]:
    return {row["ritual"]["name"]: row for row in runs("today", *words, "--json").document["rows"]}


def test_today_says_who_did_it(hugged: Runs) -> None:
    sam = next(one["id"] for one in hugged("people", "--json").document["people"] if one["name"] == "Sam")

    assert line_of(hugged.done("today"), "hug").endswith("Sam · any time")
    assert rows_of(hugged)["Long hug"]["by"] == [sam]


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_a_day_later_no_verb_says_who_did_not(hugged: Runs, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    people = hugged("people", "--json").document["people"]
    hugged.clock.set("2026-11-23 12:00")

    by_ana = hugged.done(*words, *form)
    hugged.done("people", "here", "sam")
    by_sam = hugged.done(*words, *form)

    for text in (by_ana, by_sam):
        body = text.split("\n", 1)[1] if not form else text.replace(str(hugged("people", "--json").document), "")
        told = [line for line in body.splitlines() if "Sam" in line or people[1]["id"] in line]
        assert [line for line in told if '"id": ' not in line and '"name": ' not in line] == []


def test_the_row_of_another_day_has_the_half_sign_and_tells_only_oneself(hugged: Runs) -> None:
    assert line_of(hugged.done("today", "--on", "yesterday"), "hug").endswith("one of two  Long hug  any time")
    assert line_of(hugged.done("week", "--on", "yesterday").split("Saturday")[1], "hug").endswith("any time")
    assert rows_of(hugged, "--on", "yesterday")["Long hug"]["by"] is None

    hugged.done("people", "here", "sam")

    assert line_of(hugged.done("today", "--on", "yesterday"), "hug").endswith("you did · any time")
    assert line_of(hugged.done("week", "--on", "yesterday").split("Saturday")[1], "hug").endswith("any time · you did")


def test_what_is_carried_over_names_nobody(empty: Runs) -> None:
    empty.clock.set("2026-11-20 12:00")
    empty.done("people", "add", "Sam")
    empty.done("add", "Letter", "--every", "every fri", "--who", "each")
    empty.done("tick", "letter", "--by", "sam")
    empty.clock.set("2026-11-21 12:00")

    assert line_of(empty.done("today"), "Letter").endswith("one of two  Letter  from yesterday")
    assert rows_of(empty)["Letter"]["by"] is None

    empty.done("people", "here", "sam")
    assert line_of(empty.done("today"), "Letter").endswith("you did · from yesterday")


def test_what_is_done_ahead_of_tomorrow_names_nobody(empty: Runs) -> None:
    empty.done("people", "add", "Sam")
    empty.done("add", "Letter", "--every", "every mon at 20:00", "--who", "each")
    empty.clock.set("2026-11-28 12:00")
    empty.done("tick", "letter", "--by", "sam")
    empty.clock.set("2026-11-29 12:00")

    row = rows_of(empty)["Letter"]

    assert row["group"] == "tomorrow"
    assert (row["by"], row["words"]) == (None, "20:00")


def test_three_of_you_are_told_no_more(hugged: Runs) -> None:
    hugged.clock.set("2026-11-23 12:00")
    hugged.done("people", "add", "Kim", "--not-me")
    hugged.done("tick", "hug", "--by", "sam")
    hugged.done("tick", "hug", "--by", "kim")
    assert line_of(hugged.done("today"), "hug").endswith("Sam, Kim · any time")

    hugged.clock.set("2026-11-24 12:00")
    assert line_of(hugged.done("today", "--on", "yesterday"), "hug").endswith("any time")
    hugged.done("people", "here", "kim")
    assert line_of(hugged.done("today", "--on", "yesterday"), "hug").endswith("you did · any time")


@pytest.mark.parametrize("entry", ["closeness-checkin", "outside-view", "notice-the-trying"])
def test_a_check_in_or_a_forgiveness_names_nobody_even_today(empty: Runs, entry: str) -> None:
    empty.done("people", "add", "Sam")
    empty.done("add", entry)
    empty.done("edit", entry, "--every", "every day")

    ticked = empty.done("tick", entry, "--by", "sam")
    by_ana = empty.done("today").split("\n", 1)[1] + empty.done("week").split("\n", 1)[1]

    assert "Sam" not in ticked
    assert "Sam" not in by_ana
    assert next(iter(rows_of(empty).values()))["by"] is None
    empty.done("people", "here", "sam")
    assert "you did" in empty.done("today")


def test_a_tick_for_another_day_is_confirmed_without_a_name(hugged: Runs) -> None:
    assert hugged.done("tick", "hug", "--on", "fri", "--by", "sam") == "Done: Long hug, Friday.\n"
    assert hugged.done("tick", "hug", "--on", "fri", "--by", "both") == "Done: Long hug, Friday · you both.\n"
