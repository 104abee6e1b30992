"""What the shell says of rituals of which no nudge goes out, as all of them fall into the quiet hours."""

from __future__ import annotations

import pytest

from rituals.cli.shared.remedies import SHELL_REMEDIES
from rituals.errors import Remedy
from tests.kit.runs import Runs

SILENT = (
    "No nudge of Walk comes, as 22:30 lies in the quiet hours, from 21:30 until 08:00. "
    "A reminder 70 min before, at 21:20, would come; or choose other quiet hours."
)
IN_FULL = f"{SILENT} {SHELL_REMEDIES[Remedy.BE_NUDGED]}"


@pytest.fixture
def silent(empty: Runs) -> Runs:
    empty.done("add", "Walk", "--every", "every day at 22:30")
    return empty


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_adding_changing_showing_and_restoring_say_it_in_the_same_words(empty: Runs) -> None:
    added = empty.done("add", "Walk", "--every", "every day at 22:30").splitlines()
    edited = empty.done("edit", "walk", "--cue", "after the news").splitlines()
    shown = unwrapped(empty.done("show", "walk"))
    empty.done("archive", "walk")
    restored = empty.done("restore", "walk").splitlines()

    assert added[1:] == edited[1:] == restored[1:] == [IN_FULL]
    assert IN_FULL in shown
    assert "On the lock screen" not in shown


def test_the_doctor_names_it_with_the_way_out(silent: Runs) -> None:
    ran = silent("doctor")

    assert f"! {SILENT}\n  {SHELL_REMEDIES[Remedy.BE_NUDGED]}\n" in ran.out
    assert ran.exit_code == 1


def test_json_has_it_as_a_field_without_the_shell_s_words(silent: Runs) -> None:
    assert silent("show", "walk", "--json").document["ritual"]["silent"] == SILENT

    silent.done("edit", "walk", "--remind", "70")
    assert silent("show", "walk", "--json").document["ritual"]["silent"] == ""


def test_what_is_offered_is_a_way_out(silent: Runs) -> None:
    assert silent.done("edit", "walk", "--remind", "70").splitlines()[1:] == []
    assert "70 min before" in silent.done("show", "walk")
    assert "Walk" not in silent("doctor").out


@pytest.mark.parametrize("ways", [("edit", "walk", "--remind", "none"), ("config", "nudges.on", "false")])
def test_where_no_nudge_is_wanted_nothing_says_so(silent: Runs, ways: tuple[str, ...]) -> None:
    silent.done(*ways)

    assert "quiet hours" not in silent.done("show", "walk")
    assert "Walk" not in silent("doctor").out


def test_a_day_before_says_nothing_of_nudges_now(silent: Runs) -> None:
    silent.clock.pass_time(days=1)

    assert "quiet hours" not in silent.done("show", "walk", "--on", "yesterday")
    assert "quiet hours" in unwrapped(silent.done("show", "walk"))


def test_quiet_hours_that_silence_something_name_it(empty: Runs) -> None:
    empty.done("add", "Walk", "--every", "every day at 20:15")
    empty.done("add", "Tea", "--every", "every day at 20:30")

    first = empty.done("config", "quiet-from", "20:20").splitlines()
    both = empty.done("config", "quiet-from", "19:00").splitlines()
    again = empty.done("config", "quiet-from", "18:30").splitlines()

    assert first[1].startswith("No nudge of Tea comes, as 20:30 lies in the quiet hours, from 20:20 until 08:00.")
    assert both[1].startswith("No nudge of Walk comes, as 20:15 lies in the quiet hours, from 19:00 until 08:00.")
    assert again == ["nudges.quiet-from is 18:30 now."]


def test_an_evening_nudge_in_the_quiet_hours_is_said_where_it_is_chosen(empty: Runs) -> None:
    empty.done("add", "Walk", "--every", "3 times a week")

    said = empty.done("config", "digest-at", "22:00").splitlines()

    assert said[1].startswith("What has no time of its own gets no nudge, as the evening nudge at 22:00 lies in")
    assert said[1].endswith(SHELL_REMEDIES[Remedy.BE_NUDGED_EVENINGS])


def test_nudges_turned_on_again_name_what_stays_silent(silent: Runs) -> None:
    silent.done("config", "nudges.on", "false")

    assert silent.done("config", "nudges.on", "true").splitlines()[1:] == [IN_FULL]


def test_one_moved_into_the_quiet_hours_says_so_once(empty: Runs) -> None:
    empty.done("add", "Walk", "--every", "every sun at 18:00")

    moved = empty.done("move", "walk", "tue", "--at", "22:30").splitlines()

    assert moved[1].startswith("No nudge of Walk comes then, as 22:30 lies in the quiet hours, from 21:30 until 08:00.")
    assert "quiet hours" not in empty.done("show", "walk")
    assert len(empty.done("move", "walk", "wed", "--at", "20:00").splitlines()) == 1


def test_a_snooze_into_the_quiet_hours_names_the_next_time_and_that_one_works(silent: Runs) -> None:
    refused = silent.refused("nudge", "snooze", "walk", "4h", exit_code=1)

    assert "The next time that works is 08:00 tomorrow." in refused
    assert SHELL_REMEDIES[Remedy.SNOOZE_LATER] in refused
    assert silent.done("nudge", "snooze", "walk", "08:00") == "Walk stays quiet until 08:00 tomorrow.\n"


def test_what_comes_next_is_followed_by_what_does_not(silent: Runs) -> None:
    assert IN_FULL in silent.done("nudge", "status").splitlines()
