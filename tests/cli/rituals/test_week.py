"""The week ahead in the shell."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs


@pytest.fixture
def planned(shell: Runs) -> Runs:
    """What `shell` keeps, and a date night that was moved to Tuesday."""
    shell.done("edit", "hug", "--every", "every mon and tue")
    shell.done("add", "Date night")
    shell.done("move", "date", "tue", "--at", "20:00")
    return shell


def test_the_week_stands_in_columns_day_by_day(planned: Runs) -> None:
    assert planned.done("week").splitlines() == [
        "Sunday 22 November to Saturday 28 November · ana, Sam",
        "",
        "Sunday 22 November · today · 30 min",
        "  ○  open     Evening walk   30 min  18:00",
        "",
        "Monday 23 November · tomorrow · 1 min",
        "  ·  not yet  Long hug        1 min  any time",
        "",
        "Tuesday 24 November · 2 h 1 min",
        "  ·  not yet  Date night        2 h  20:00 · moved from Friday",
        "  ·  not yet  Long hug        1 min  any time",
        "",
        "Wednesday 25 November · nothing planned",
        "",
        "Thursday 26 November · nothing planned",
        "",
        "Friday 27 November · nothing planned",
        "",
        "Saturday 28 November · nothing planned",
        "",
        "Any day",
        "  ○  open     Cook together          0 of 2 this week, any days",
        "  ○  open     Cook together          0 of 2 next week, any days",
    ]


def test_the_coming_week_is_one_word_away(planned: Runs) -> None:
    said = planned.done("week", "--next")

    assert said.startswith("Monday 23 November to Sunday 29 November")
    assert "0 of 2 next week" in said
    assert "this week" not in said


def test_a_past_week_is_shown_as_it_stood(planned: Runs) -> None:
    planned.done("tick", "walk")
    planned.clock.set("2026-12-03 09:00")
    planned.done("tick", "walk", "--on", "2026-11-29")

    said = planned.done("week", "--on", "2026-11-22")

    assert said.startswith("Monday 16 November to Sunday 22 November")
    assert "  ●  kept  Evening walk   30 min  you both\n" in said
    assert "0 of 2 this week" in said


def test_one_week_is_asked_for_at_a_time(planned: Runs) -> None:
    assert "Keep one of them" in planned.refused("week", "--on", "fri", "--next")


def test_nothing_kept_yet_says_how_to_begin(empty: Runs) -> None:
    assert "rituals add “Date night”" in empty.done("week")


def test_a_week_without_plans_is_free(empty: Runs) -> None:
    empty.done("add", "Anniversary", "--every", "every year on 14 feb")

    said = empty.done("week")

    assert said.count("nothing planned") == 7
    assert "Any day" not in said


def test_a_rule_that_ends_in_utc_ends_on_the_day_it_is_here_by_then(empty: Runs) -> None:
    empty.done("add", "Advent", "--every", "FREQ=DAILY;UNTIL=20261124T233000Z")  # half past midnight in Berlin

    document = empty("week", "--json").document

    assert [len(day["planned"]) for day in document["days"]] == [1, 1, 1, 1, 0, 0, 0]


def test_ascii_signs_can_be_chosen(planned: Runs) -> None:
    (planned.home / "settings.toml").write_text('[look]\nsigns = "ascii"\n', encoding="utf-8")

    assert "  o  open     Evening walk" in planned.done("week")


def test_the_week_as_a_document(planned: Runs) -> None:
    planned.done("rest", "hug", "--on", "tue")

    document = planned("week", "--json").document

    assert (document["first"], document["last"]) == ("2026-11-22", "2026-11-28")
    assert [person["name"] for person in document["people"]] == ["ana", "Sam"]
    assert [day["minutes"] for day in document["days"]] == [30, 1, 121, 0, 0, 0, 0]
    date_night, _ = document["days"][2]["planned"]
    assert date_night["moved_from"] == "2026-11-27"
    assert date_night["at"] == "20:00"
    assert date_night["who"] == "together"
    assert date_night["occurrence"]["outcome"] == "open"
    assert set(date_night) == {
        *("ritual", "day", "at", "minutes", "who", "sign", "occurrence", "moved_from", "words"),
    }
    assert [one["words"] for one in document["any_day"]] == [
        "0 of 2 this week, any days",
        "0 of 2 next week, any days",
    ]
