"""What is for one person alone: taken up by that one, and its past told to that one."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs


@pytest.fixture
def run(empty: Runs) -> Runs:
    """Ana and Sam; Sam runs each day, and did so five days long, and not yesterday; Ana sits here again."""
    empty.clock.set("2026-11-16 12:00")
    empty.done("people", "add", "Sam")
    empty.done("add", "Long hug", "--every", "every day")
    empty.done("people", "here", "sam")
    empty.done("add", "Morning run", "--every", "every day", "--who", "me", "--minutes", "30")
    for day in range(16, 21):
        empty.clock.set(f"2026-11-{day} 20:00")
        empty.done("tick", "run", "--note", "by the river")
    empty.clock.set("2026-11-22 19:00")
    empty.done("people", "here", "ana")
    return empty


def id_of(runs: Runs, name: str) -> str:
    ids: dict[str, str] = {one["name"]: one["id"] for one in runs("people", "--json").document["people"]}
    return ids[name]


def test_one_takes_up_what_is_for_oneself_under_either_word(empty: Runs) -> None:
    empty.done("people", "add", "Sam")
    empty.done("add", "Tea", "--every", "every day", "--who", "me")
    empty.done("add", "Coffee", "--every", "every day", "--who", "Ana")

    people = {row["name"]: row["who"] for row in empty("list", "--json").document["rituals"]}

    assert people == {"Tea": id_of(empty, "ana"), "Coffee": id_of(empty, "ana")}


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Swim", "--every", "every day", "--who", "sam"),
        ("add", "date-night", "--who", "sam"),
        ("edit", "hug", "--who", "sam"),
        ("edit", "run", "--who", "each"),
        ("edit", "run", "--who", "me"),
    ],
    ids=" ".join,
)
def test_the_other_one_is_asked_to_sit_down_first(run: Runs, words: tuple[str, ...]) -> None:
    rituals = run("list", "--json").document

    sentence = run.refused(*words, exit_code=1)

    assert " is for Sam alone" in sentence
    assert "rituals people here" in sentence
    assert run("list", "--json").document == rituals

    run.done("people", "here", "sam")
    run.done(*words)


def test_what_the_other_has_alone_stays_as_it_is(run: Runs) -> None:
    run.done("edit", "run", "--cue", "after the alarm", "--who", "sam")
    run.done("tick", "run")
    run.done("untick", "run")
    run.done("rest", "run")

    assert "only Sam puts it away" in run.refused("archive", "run", exit_code=1)
    assert "Morning run" not in run.done("undo")
    run.done("people", "here", "sam")
    assert run.done("undo") == "Took back: Morning run, rested today.\n"
    run.done("archive", "run")
    run.done("people", "here", "ana")
    assert "is taken up by Sam" in run.refused("restore", "run", exit_code=1)
    assert run.refused("undo", exit_code=1) == "What is left to undo on this machine is Sam's."
    run.done("people", "here", "sam")
    assert run.done("undo") == "Took back: Morning run, put away.\n"
    assert "Morning run" in run.done("list")


def test_its_row_and_its_tick_are_seen_by_both(run: Runs) -> None:
    assert "Morning run  30 min  any time · Sam" in run.done("today")
    run.done("tick", "run")
    assert "Morning run  30 min  Sam" in run.done("today")
    assert "Morning run" in run.done("week")


@pytest.mark.parametrize(
    "words",
    [
        ("streaks",),
        ("streaks", "--line"),
        ("streaks", "--on", "fri"),
        ("history",),
        ("today", "--on", "fri"),
        ("today", "--on", "yesterday"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_its_past_is_told_to_that_one_only(run: Runs, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    assert "Morning run" not in run.done(*words, *form)
    run.done("people", "here", "sam")
    assert "Morning run" in run.done(*words, *form)


def test_a_week_that_went_by_has_it_from_today_on(run: Runs) -> None:
    def days() -> list[str]:
        week = run("week", "--on", "today", "--json").document
        return [one["day"] for one in week["days"] if any(p["ritual"]["name"] == "Morning run" for p in one["planned"])]

    assert days() == ["2026-11-22"]
    run.done("people", "here", "sam")
    assert days()[0] == "2026-11-16"


@pytest.mark.parametrize("verb", ["streaks", "history"])
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_asked_for_by_name_it_is_refused_kindly(run: Runs, verb: str, form: tuple[str, ...]) -> None:
    sentence = run.refused(verb, "run", *form, exit_code=1)

    assert sentence == "Morning run is for Sam alone, and how it goes shows only to Sam."


def test_it_is_shown_without_its_numbers(run: Runs) -> None:
    by_ana, as_document = run.done("show", "run"), run("show", "run", "--json").document["ritual"]
    run.done("people", "here", "sam")
    by_sam, in_full = run.done("show", "run"), run("show", "run", "--json").document["ritual"]

    assert "every day" in by_ana
    assert "5 days kept" not in by_ana
    assert "in a row" not in by_ana
    assert (as_document["streak"], as_document["days_kept"]) == (None, None)
    assert "5 days kept" in by_sam
    assert (in_full["streak"], in_full["days_kept"]) == ({"current": 5, "best": 5}, 5)


def test_what_can_be_caught_up_with_is_carried_over_to_that_one_only(empty: Runs) -> None:
    empty.clock.set("2026-11-20 12:00")
    empty.done("people", "add", "Sam")
    empty.done("people", "here", "sam")
    empty.done("add", "Letter", "--every", "every fri", "--who", "me")
    empty.clock.set("2026-11-21 12:00")

    assert "from yesterday" in empty.done("today")
    empty.done("people", "here", "ana")
    assert "Letter" not in empty.done("today")

    empty.done("tick", "letter")
    assert "Letter" in empty.done("today")


def test_the_weeks_of_both_count_it_as_they_did(run: Runs) -> None:
    by_ana = run("streaks", "--json").document["rhythm"]
    run.done("people", "here", "sam")

    assert run("streaks", "--json").document["rhythm"] == by_ana


def test_an_export_keeps_it(run: Runs) -> None:
    file = run.home.parent / "export.json"

    run.done("export", "--to", str(file))

    assert "by the river" in file.read_text(encoding="utf-8")
