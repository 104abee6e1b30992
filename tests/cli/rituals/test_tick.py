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

    assert said == "Evening walk will be paused from tomorrow until you resume.\n"
    planned = "the pause of Evening walk from tomorrow on"
    refusal = shell.refused("resume", "walk", exit_code=1)
    assert f"Evening walk is not paused now; {planned} is planned. Add --all to end that too." in refusal
    ended = shell.done("resume", "walk", "--all")
    assert ended == f"T{planned[1:]} is not planned any more.\n{ON_DISK}\n"


def test_resuming_names_the_pauses_that_are_still_planned(shell: Runs) -> None:
    shell.done("pause", "walk", "--until", "fri")
    shell.done("pause", "walk", "--from", "2026-12-20", "--until", "2026-12-27")
    shell.done("pause", "--from", "2027-01-02", "--until", "2027-01-03")

    own = "The pause of Evening walk from Sun 20 Dec until Sun 27 Dec is still planned."
    assert shell.done("resume", "walk") == f"Evening walk goes on from today. {own}\n"
    assert "Nothing is paused now; the pause of Evening walk" in shell.refused("resume", exit_code=1)
    assert shell.done("resume", "--all") == (
        "The pause of Evening walk from Sun 20 Dec until Sun 27 Dec and "
        "the pause of everything from Sat 2 Jan 2027 until Sun 3 Jan 2027 are not planned any more.\n"
    )
    assert "Nothing is paused." in shell.refused("resume", "--all", exit_code=1)


def test_resuming_one_while_everything_is_paused_does_not_say_that_it_goes_on(shell: Runs) -> None:
    shell.done("pause", "walk")
    shell.done("pause", "--until", "fri")

    over = "The pause of Evening walk is over, but everything is paused until Friday.\n"
    assert shell.done("resume", "walk") == over


def test_for_whom_something_counts_is_said_where_somebody_else_was_named(shell: Runs) -> None:
    counts = "Evening walk is together, so it counts for both of you.\n"

    assert shell.done("tick", "walk", "--by", "sam") == f"Done: Evening walk, today · you both. {counts}"
    assert shell.done("untick", "walk", "--by", "sam") == f"Took back the tick of Evening walk for today. {counts}"
    assert shell.done("rest", "walk", "--by", "sam").endswith(counts)
    assert "counts" not in shell.done("rest", "walk", "--not")
    assert "counts" not in shell.done("tick", "walk", "--by", "both")


def test_what_is_for_one_alone_counts_for_nobody_else(shell: Runs) -> None:
    shell.done("people", "here", "sam")
    shell.done("add", "Run", "--every", "every day", "--who", "me")
    refusal = "Run is for Sam alone, and counts for nobody else. Leave out --by, and it counts."

    for words in (("tick", "run"), ("untick", "run"), ("rest", "run")):
        assert refusal in shell.refused(*words, "--by", "ana", exit_code=1)
    assert shell.done("tick", "run", "--by", "both") == (
        "Done: Run, today · Sam. Run is for Sam alone, so it counts for Sam.\n"
    )
    assert shell.done("untick", "run", "--by", "sam") == "Took back the tick of Run for today.\n"
    shell.done("people", "here", "ana")
    assert shell.done("tick", "run") == "Done: Run, today · Sam.\n"


def test_a_rest_names_its_week_and_the_day_it_was_planned_on(shell: Runs) -> None:
    for day, week in (
        ("today", "this week"),
        ("2026-11-25", "next week"),
        ("2026-12-24", "in the week from Mon 21 Dec"),
    ):
        assert shell.done("rest", "cook", "--on", day) == f"Cook together: not {week}, and that is fine.\n"
        assert shell.done("undo") == f"Took back: Cook together, rested {week}.\n"
    shell.clock.set("2026-11-23 19:00")
    assert shell.done("rest", "walk") == "Evening walk: not yesterday, and that is fine.\n"


def test_undoing_a_note_leaves_the_tick_and_says_so(shell: Runs) -> None:
    shell.done("tick", "walk")
    shell.done("tick", "walk", "--note", "by the river")

    assert shell.done("undo") == f"Took back: the note with Evening walk today; its tick stays.\n{ON_DISK}\n"
    assert "●  kept  Evening walk" in shell.done("today")
    assert shell.done("undo") == "Took back: Evening walk, ticked today.\n"


def test_what_is_put_away_or_changed_from_tomorrow_on_says_so(shell: Runs) -> None:
    shell.done("tick", "walk")

    changed = "Evening walk is changed from tomorrow on: every fri at 19:00, together, 30 min.\n"
    assert shell.done("edit", "walk", "--every", "every fri at 19:00") == changed
    assert shell.done("archive", "walk").startswith("Evening walk is put away from tomorrow on; its history stays.")
    assert "put away from tomorrow on" in shell.done("list", "--all")
    assert "  put away  from tomorrow on\n" in shell.done("show", "walk")


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
