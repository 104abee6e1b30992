"""Tick, untick, rest, move, pause, resume and undo."""

from __future__ import annotations

import pytest

from rituals.cli.shared.erasing import ON_DISK
from tests.kit.runs import Runs


def test_a_tick_is_there_in_the_next_process(shell: Runs) -> None:
    said = shell.done("tick", "walk")

    assert said == "Done: Evening walk, today · you both.\n"
    assert "●  kept  Evening walk" in shell.done("today")


def test_a_tick_of_what_each_does_is_of_the_person_at_the_keyboard(shell: Runs) -> None:
    said = shell.done("tick", "hug")

    assert said == "Done: Long hug, today · ana.\n"
    assert "◐  one of two  Long hug" in shell.done("today")


def test_one_call_ticks_for_both(shell: Runs) -> None:
    said = shell.done("tick", "hug", "--by", "both", "--tiny", "--note", "in the hallway")

    assert said == "Done: Long hug, today · you both · the tiny version.\n"
    assert "“in the hallway”" in shell.done("today")


def test_the_same_tick_again_says_so_and_is_no_failure(shell: Runs) -> None:
    shell.done("tick", "hug", "--by", "sam")

    assert shell.done("tick", "hug", "--by", "Sam") == "Long hug has its tick for today already.\n"


def test_for_another_day_nothing_says_whether_the_other_has_a_tick(shell: Runs) -> None:
    first = shell.done("tick", "hug", "--by", "sam", "--on", "fri")

    assert first == "Done: Long hug, Friday.\n"
    assert shell.done("tick", "hug", "--by", "sam", "--on", "fri") == first
    taken_back = shell.done("untick", "hug", "--by", "sam", "--on", "fri")
    assert taken_back == "Long hug has no such tick for Friday now.\n"
    assert shell.done("untick", "hug", "--by", "sam", "--on", "fri") == taken_back
    assert "one of two" not in shell.done("today", "--on", "fri")


def test_of_ones_own_tick_and_of_everybodys_it_is_said_on_any_day(shell: Runs) -> None:
    for whose in ("me", "both"):
        assert shell.done("tick", "hug", "--by", whose, "--on", "fri").startswith("Done: Long hug, Friday")
        assert "already" in shell.done("tick", "hug", "--by", whose, "--on", "fri")
    shell.done("untick", "hug", "--by", "both", "--on", "fri")
    for whose in ("me", "both"):
        assert "no tick" in shell.refused("untick", "hug", "--by", whose, "--on", "fri", exit_code=1)


def test_of_a_forgiveness_nothing_says_so_even_on_the_day(shell: Runs) -> None:
    shell.done("add", "notice-the-trying")

    first = shell.done("tick", "notice", "--by", "sam")
    assert shell.done("tick", "notice", "--by", "sam") == first


def test_a_tick_for_a_past_day_takes_every_form_of_day(shell: Runs) -> None:
    for day in ("yesterday", "2026-11-20", "-3", "wed"):
        assert shell.done("tick", "hug", "--on", day).startswith("Done: Long hug, ")

    rows = shell("today", "--on", "wed", "--json").document["rows"]
    days = [row["day"] for row in rows if row["sign"] == "one of two"]
    assert days == ["2026-11-18"]


def test_a_tick_in_the_future_is_refused(shell: Runs) -> None:
    sentence = shell.refused("tick", "hug", "--on", "2031-01-01", exit_code=1)

    assert "still ahead" in sentence


def test_an_untick_takes_the_tick_back(shell: Runs) -> None:
    shell.done("tick", "walk")

    assert shell.done("untick", "walk") == "Took back the tick of Evening walk for today.\n"
    assert "○  open" in shell.done("today")
    assert "no tick" in shell.refused("untick", "walk", exit_code=1)


def test_a_rest_is_kind_and_can_be_taken_back(shell: Runs) -> None:
    assert shell.done("rest", "walk", "--reason", "rain") == "Evening walk: not today, and that is fine.\n"
    assert "◌  rested" in shell.done("today")

    assert shell.done("rest", "walk", "--not") == f"Evening walk is planned again today.\n{ON_DISK}\n"
    assert "◌" not in shell.done("today")


def test_one_person_rests_for_themselves(shell: Runs) -> None:
    shell.done("rest", "hug", "--by", "sam")
    shell.done("tick", "hug", "--by", "ana")

    (row,) = [row for row in shell("today", "--json").document["rows"] if row["ritual"]["name"] == "Long hug"]
    assert row["occurrence"]["outcome"] == "rested"


def test_a_quota_rests_for_its_whole_week(shell: Runs) -> None:
    assert shell.done("rest", "cook") == "Cook together: not this week, and that is fine.\n"
    assert "not this week" in shell.done("today")


def test_a_move_gives_the_next_one_another_day_and_time(shell: Runs) -> None:
    said = shell.done("move", "walk", "tue", "--at", "7pm")

    assert said == "Evening walk is on Tuesday now, at 19:00.\n"
    ahead = shell("show", "walk", "--json").document["ritual"]["next_days"]
    assert ahead[:2] == ["2026-11-24", "2026-11-29"]


def test_a_move_can_say_which_one_it_means(shell: Runs) -> None:
    shell.done("move", "walk", "2026-12-01", "--on", "2026-11-29")

    ahead = shell("show", "walk", "--json").document["ritual"]["next_days"]
    assert ahead[:3] == ["2026-11-22", "2026-12-01", "2026-12-06"]


@pytest.mark.parametrize("clock", ["25:00", "soon", "", "7", "\x00"])
def test_a_time_that_is_none_is_refused(shell: Runs, clock: str) -> None:
    assert "no time of day" in shell.refused("move", "walk", "tue", "--at", clock)


def test_a_pause_holds_until_its_day_and_ends_with_resume(shell: Runs) -> None:
    assert shell.done("pause", "--until", "fri") == "Everything is paused from today until Friday.\n"
    assert "‖  paused" in shell.done("today")

    assert shell.done("resume") == "Everything goes on from today.\n"
    assert "‖" not in shell.done("today")


def test_one_ritual_pauses_alone_and_from_a_later_day(shell: Runs) -> None:
    said = shell.done("pause", "walk", "--from", "tomorrow", "--reason", "visitors")

    assert said == "Evening walk is paused from tomorrow until you resume.\n"
    assert shell.done("resume", "walk") == f"Evening walk goes on from today.\n{ON_DISK}\n"


def test_nothing_to_resume_is_said(shell: Runs) -> None:
    assert "paused" in shell.refused("resume", exit_code=1)


def test_undo_says_what_it_took_back_and_then_takes_the_one_before(shell: Runs) -> None:
    shell.done("tick", "walk")
    shell.done("rest", "hug", "--by", "sam")

    assert shell.done("undo") == "Took back: Long hug, rested today.\n"
    assert shell.done("undo") == "Took back: Evening walk, ticked today.\n"
    assert shell.done("undo") == f"Took back: Cook together, just taken up.\n{ON_DISK}\n"


def test_undo_leaves_the_other_ones_tick_and_says_so_with_what_helps(shell: Runs) -> None:
    shell.done("add", "Tea", "--every", "every day", "--who", "each")
    shell.done("tick", "hug", "--by", "sam")
    shell.done("tick", "tea", "--by", "sam")

    undone = shell.done("undo")

    assert undone == (
        "Took back: Cook together, just taken up.\n"
        "Left as it is: Tea, just taken up; Sam has ticked it since. rituals archive puts it away instead.\n"
        f"{ON_DISK}\n"
    )


def test_undo_says_so_where_only_the_other_one_has_something_left_to_undo(empty: Runs) -> None:
    empty.done("people", "add", "Sam")
    empty.done("jar", "add", "thank you", "--by", "sam")

    assert empty.refused("undo", exit_code=1) == "What is left to undo on this machine is Sam's."
    empty.done("people", "here", "Sam")
    assert empty.done("undo") == f"Took back: the note for ana about today.\n{ON_DISK}\n"


def test_undo_with_nothing_done_says_so(empty: Runs) -> None:
    assert "nothing to undo" in empty.refused("undo", exit_code=1)


@pytest.mark.parametrize("day", ["someday", "2026-02-30", "", "-99999999999", "\x1b[31m", "\udcff"])
@pytest.mark.parametrize(
    "call",
    [
        ("tick", "walk", "--on"),
        ("untick", "walk", "--on"),
        ("rest", "walk", "--on"),
        ("move", "walk", "tue", "--on"),
        ("pause", "--until"),
        ("pause", "--from"),
        ("today", "--on"),
        ("show", "walk", "--on"),
    ],
)
def test_a_day_that_is_none_is_refused_with_examples(shell: Runs, call: tuple[str, ...], day: str) -> None:
    sentence = shell.refused(*call, day)

    assert "“yesterday”" in sentence
    assert "\x1b" not in sentence
