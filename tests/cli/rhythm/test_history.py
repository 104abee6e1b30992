"""Streaks and history: what was kept, never what was not."""

from __future__ import annotations

import pytest

from rituals.core.text import is_control
from tests.kit.runs import Runs

PAST_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "today")


@pytest.fixture
def kept(empty: Runs) -> Runs:
    """A walk taken up two weeks ago and taken every day of this week, tea once, and a talk that is not counted."""
    empty.clock.set("2026-11-09 19:00")
    empty.done("add", "Evening walk", "--every", "every day")
    empty.done("add", "Tea", "--every", "twice a week")
    empty.clock.set("2026-11-22 19:00")
    for day in PAST_DAYS:
        empty.done("tick", "walk", "--on", day)
    empty.done("tick", "tea", "--on", "sat", "--tiny", "--note", "mint\nand honey")
    return empty


def test_streaks_stand_in_columns_under_the_weeks(kept: Runs) -> None:
    assert kept.done("streaks").splitlines() == [
        "1 week in a row",
        "",
        "Evening walk  7 in a row  7 days  strength 31 %",
        "Tea                        1 day   strength 1 %",
        "",
        "Done. That one is yours.",
    ]


def test_one_ritual_tells_what_it_reached(kept: Runs) -> None:
    for day in ("2026-11-13", "2026-11-14", "2026-11-15"):
        kept.done("tick", "walk", "--on", day, "--note", f"on {day}")

    said = kept.done("streaks", "walk")

    assert said.startswith("Evening walk  10 in a row  10 days")
    assert said.endswith("\n\nYour first Evening walk: “on 2026-11-13”, Fri 13 Nov\n")


def test_the_line_is_one_line(kept: Runs) -> None:
    assert kept.done("streaks", "--line") == "1 week · Evening walk 7\n"


def test_an_empty_history_has_a_kind_line(empty: Runs) -> None:
    assert empty.done("streaks", "--line") == "a fresh page\n"
    assert "The first tick begins it" in empty.done("streaks")
    assert "Nothing was put down in those days" in empty.done("history")


def test_a_past_day_counts_what_was_so_then(kept: Runs) -> None:
    said = kept.done("streaks", "walk", "--on", "wed")

    assert said.startswith("Evening walk  3 in a row  3 days")


def test_a_past_day_counts_what_was_kept_then_and_is_put_away_now(kept: Runs) -> None:
    kept.done("archive", "walk")

    assert kept.done("streaks", "--on", "wed").startswith("Evening walk  3 in a row  3 days")
    assert "was taken up on Monday 9 November" in kept.refused("streaks", "walk", "--on", "2026-11-08", exit_code=1)


def test_what_is_put_away_is_told_when_it_is_asked_for(kept: Runs) -> None:
    kept.done("archive", "walk")

    assert "Evening walk" not in kept.done("streaks")
    assert "Evening walk  7 in a row" in kept.done("streaks", "walk")


def test_streaks_as_a_document(kept: Runs) -> None:
    document = kept("streaks", "--json").document

    assert document["day"] == "2026-11-22"
    assert document["rhythm"] == {"weeks": 1, "best": 1, "this_week": "kept"}
    walk, tea = document["rituals"]
    assert set(walk) == {"id", "name", "streak", "days_kept", "strength"}
    assert (walk["streak"], walk["days_kept"]) == ({"current": 7, "best": 7}, 7)
    assert 0 < tea["strength"] < walk["strength"] < 1
    assert kept("streaks", "tea", "--json").document["rhythm"] is None


def test_history_lists_what_was_kept_with_its_notes(kept: Runs) -> None:
    assert kept.done("history", "--from", "sat").splitlines() == [
        "Saturday 21 November",
        "  ●  kept  Evening walk",
        "  ●  kept  Tea           tiny",
        "     “mint and honey”",
        "",
        "Sunday 22 November",
        "  ●  kept  Evening walk",
    ]


def test_history_of_one_ritual_in_a_window(kept: Runs) -> None:
    said = kept.done("history", "walk", "--from", "2026-11-17", "--until", "2026-11-18")

    assert [line for line in said.splitlines() if line.startswith("  ")] == ["  ●  kept  Evening walk"] * 2


def test_history_never_tells_what_was_not_or_who_did_not(shell: Runs) -> None:
    shell.done("tick", "hug")
    shell.clock.set("2026-12-22 19:00")

    document = shell("history", "hug", "--from", "2026-11-01", "--json").document

    (day,) = [day for day in document["days"] if day["day"] == "2026-11-22"]
    assert day["rituals"] == [
        {
            "id": day["rituals"][0]["id"],
            "name": "Long hug",
            "mark": "in part",
            "tiny": False,
            "by_phone": False,
            "notes": [],
            "held_on": None,
        }
    ]
    marks = {one["mark"] for day in document["days"] for one in day["rituals"]}
    assert marks == {"in part", "rested"}


def test_what_was_held_on_another_day_is_listed_on_both_and_kept_once(empty: Runs) -> None:
    empty.clock.set("2026-11-16 19:00")
    empty.done("add", "date-night")
    empty.clock.set("2026-11-22 19:00")
    empty.done("tick", "date", "--on", "today")

    assert empty.done("history").splitlines() == [
        "Friday 20 November",
        "  ◎  held on Sunday  Date night",
        "",
        "Sunday 22 November",
        "  ●  kept            Date night",
    ]
    days = empty("history", "--json").document["days"]
    assert [(day["day"], day["rituals"][0]["mark"], day["rituals"][0]["held_on"]) for day in days] == [
        ("2026-11-20", "held", "2026-11-22"),
        ("2026-11-22", "kept", None),
    ]
    assert "held on Sunday" in empty.done("week", "--on", "fri")
    assert [day["sign"] for day in empty("today", "--json").document["week"]][4:] == ["held", "not yet", "kept"]


def test_rests_and_pauses_are_in_the_history(kept: Runs) -> None:
    kept.done("untick", "walk", "--on", "fri")
    kept.done("rest", "walk", "--on", "2026-11-20")

    assert "  ◌  rested  Evening walk" in kept.done("history", "--from", "fri", "--until", "fri")


def test_signs_may_be_plain(kept: Runs) -> None:
    (kept.home / "settings.toml").write_text('[look]\nsigns = "ascii"\n', encoding="utf-8")

    assert "  *  kept    Evening walk" in kept.done("history")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("streaks", "--on", "tomorrow"), "still to come"),
        (("history", "--until", "2027-01-01"), "still to come"),
        (("history", "--from", "today", "--until", "yesterday"), "Put the earlier day after --from"),
        (("streaks", "dance"), "No ritual is called “dance”"),
    ],
)
def test_what_cannot_be_told_gets_a_sentence(kept: Runs, words: tuple[str, ...], part: str) -> None:
    assert part in kept.refused(*words)


@pytest.mark.parametrize("words", [("streaks",), ("history",)])
def test_no_document_carries_a_control_character(kept: Runs, words: tuple[str, ...]) -> None:
    out = kept.done(*words, "--json")

    assert not [character for character in out if is_control(character) and character != "\n"]
