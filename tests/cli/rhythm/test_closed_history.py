"""Streaks over years of which only the last weeks are worked out again."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs


@pytest.fixture
def years(empty: Runs) -> Runs:
    """A weekly date night and a daily walk taken up two years ago, and a look at how they go."""
    empty.clock.set("2024-11-18 19:00")
    empty.done("add", "Date night", "--every", "every friday")
    empty.done("add", "Walk", "--every", "every day")
    for day in ("2024-11-22", "2024-11-29", "2024-12-13"):
        empty.clock.set(f"{day} 21:00")
        empty.done("tick", "date")
    empty.clock.set("2026-11-20 21:00")
    empty.done("tick", "date")
    empty.clock.set("2026-11-22 19:00")
    empty.done("tick", "walk")
    empty.done("streaks")
    return empty


def test_a_second_look_says_the_same_and_writes_nothing_anew(years: Runs) -> None:
    (kept,) = years.home.rglob("shared.closed")
    content, before = kept.read_bytes(), years.done("streaks", "--json")
    kept.unlink()

    assert years.done("streaks", "--json") == before
    assert kept.read_bytes() == content


def test_a_night_filled_in_years_back_counts_at_once(years: Runs) -> None:
    assert "1 in a row  4 days" in years.done("streaks", "date")

    years.done("tick", "date", "--on", "2024-12-06")

    assert "1 in a row  5 days" in years.done("streaks", "date")
    assert years("streaks", "date", "--json").document["rituals"][0]["streak"]["best"] == 4

    years.done("untick", "date", "--on", "2024-12-06")

    assert years("streaks", "date", "--json").document["rituals"][0]["streak"]["best"] == 2


def test_a_past_day_shows_as_it_was_then_although_later_days_are_closed(years: Runs) -> None:
    assert "2 in a row  2 days" in years.done("streaks", "date", "--on", "2024-11-30")
    assert "1 in a row  4 days" in years.done("streaks", "date")


def test_a_folder_that_can_t_be_written_is_no_trouble(years: Runs) -> None:
    (kept,) = years.home.rglob("shared.closed")
    said = years.done("streaks")
    kept.unlink()
    kept.mkdir()

    assert years.done("streaks") == said


def test_what_erases_words_drops_what_was_made_of_the_records(years: Runs) -> None:
    (kept,) = years.home.rglob("shared.closed")
    years.done("jar", "add", "so kind")

    years.done("jar", "erase", years("jar", "list", "--json").document["notes"][0]["id"], "--yes")

    assert not kept.exists()
