"""The list for someday in a shell: what comes on it, what becomes of it, and where it is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.keyboard import Typed
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk
from tests.kit.two_laptops import Laptop, OneFolder, twelve_words

LAKE = "the lake at night"


def listed(shell: Runs) -> list[str]:
    return [" ".join(line.split()[:-1]) for line in shell.done("someday").splitlines()[1:]]


def test_an_empty_list_says_what_will_live_there_and_how_it_begins(empty: Runs) -> None:
    assert "rituals someday add" in empty.done("someday")
    assert empty("someday", "--json").document == {"format": 1, "ideas": []}


def test_what_is_put_on_the_list_stands_by_its_day(shell: Runs) -> None:
    assert shell.done("someday", "add", *LAKE.split()) == f"{LAKE} is on your list.\n"
    assert shell.done("someday", "add", "a pie", "--on", "sat") == "a pie is on your list, on Saturday.\n"
    assert "for your us-meeting" in shell.done("someday", "add", "the rent", "--for", "sunday")

    assert listed(shell) == ["a pie on Saturday", "the rent for your us-meeting", LAKE]
    ideas = shell("someday", "--json").document["ideas"]
    assert [(idea["text"], idea["on"], idea["for_meeting"], idea["words"]) for idea in ideas] == [
        ("a pie", "2026-11-28", False, "on Saturday"),
        ("the rent", None, True, "for your us-meeting"),
        (LAKE, None, False, ""),
    ]


def test_it_gets_a_day_other_words_or_neither_and_goes_by_its_words_or_its_id(shell: Runs) -> None:
    (written,) = shell("someday", "add", LAKE, "--json").document["written"]

    assert written["kind"] == "idea"
    assert "tomorrow" in shell.done("someday", "edit", "lake", "--on", "tomorrow")
    assert listed(shell) == [f"{LAKE} tomorrow"]
    shell.done("someday", "edit", written["id"], "the", "sea", "--no-day")
    assert listed(shell) == ["the sea"]
    assert f"the change to {LAKE}" in shell.done("undo")
    assert listed(shell) == [f"{LAKE} tomorrow"]


@pytest.mark.parametrize(("way", "sentence"), [("done", "is done, and off your list."), ("drop", "is off your list.")])
def test_it_is_taken_off_the_list_and_comes_back_by_an_undo(shell: Runs, way: str, sentence: str) -> None:
    shell.done("someday", "add", LAKE)

    said = shell.done("someday", way, "lake")

    assert said.splitlines()[0] == f"{LAKE} {sentence}"
    assert "rituals erase" in said
    assert "is on your list" not in shell.done("someday")
    assert LAKE in shell.done("undo")
    assert listed(shell) == [LAKE]


def test_a_ritual_is_made_of_it(shell: Runs) -> None:
    shell.done("someday", "add", LAKE)

    said = shell.done("someday", "ritual", "lake", "--every", "once a month")

    assert LAKE in said
    assert LAKE in shell.done("list")
    assert shell("someday", "--json").document["ideas"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add",), "rituals someday add the lake at night"),
        (("add", "x", "--on", "fri", "--for", "sunday"), "Keep one of them"),
        (("add", "x", "--on", "2026-11-01"), "has passed"),
        (("add", "x" * 81), "at most 80"),
        (("edit", "lake"), "Say what to change"),
        (("edit", "pond", "--no-day"), "isn't on your list"),
        (("edit", "e", "--no-day"), "could be"),
        (("done", "laek"), "Did you mean"),
        (("ritual", "lake"), "--every"),
        (("ritual", "lake", "--every", "now and then"), "now"),
    ],
)
def test_what_does_not_go_says_what_to_do(shell: Runs, words: tuple[str, ...], says: str) -> None:
    shell.done("someday", "add", LAKE)
    shell.done("someday", "add", "the pier")

    assert says in shell.refused("someday", *words)
    assert listed(shell) == [LAKE, "the pier"]


def test_what_is_listed_already_is_not_put_there_twice(shell: Runs) -> None:
    shell.done("someday", "add", LAKE)

    assert "on your list already" in shell.refused("someday", "add", LAKE.title(), exit_code=1)


# where it comes back


def test_what_has_a_day_is_looked_forward_to_and_is_todays_on_its_day(shell: Runs) -> None:
    shell.done("someday", "add", LAKE, "--on", "sat")

    assert any(LAKE in line and "in 6 days" in line for line in shell.done("today").splitlines())
    (idea,) = shell("someday", "--json").document["ideas"]
    assert [ahead["idea"] for ahead in shell("today", "--json").document["looking_forward"]] == [idea["id"]]
    shell.clock.set("2026-11-28 09:00")
    assert f"Today, from your list: {LAKE}; rituals someday shows the list." in shell.done("today").splitlines()
    assert shell("today", "--json").document["from_list"] == [{"id": idea["id"], "name": LAKE}]
    shell.clock.set("2026-11-29 09:00")
    assert "from your list" not in shell.done("today")


def test_a_date_night_that_is_due_offers_something_of_the_list_until_it_is_done(shell: Runs) -> None:
    shell.done("add", "Date night")
    shell.done("someday", "add", LAKE)
    shell.clock.set("2026-11-26 20:00")
    assert "an idea" not in shell.done("today")
    shell.clock.set("2026-11-27 20:00")

    rows = shell.done("today").splitlines()
    place = next(place for place, row in enumerate(rows) if "Date night" in row)
    assert rows[place + 1].strip() == f"an idea from your list: {LAKE}"
    offers = {row["ritual"]["id"]: row["idea"] for row in shell("today", "--json").document["rows"]}
    assert offers["date-night"]["name"] == LAKE
    assert [offers[name] for name in offers if name != "date-night"] == [None] * (len(offers) - 1)
    shell.done("tick", "date night")
    assert "an idea" not in shell.done("today")


# on two machines


def test_two_laptops_have_one_list_and_words_taken_off_one_are_taken_off_both(
    shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    folder = tmp_path / "folder"
    between = OneFolder(Laptop(shell, folder), Laptop(Runs(tmp_path / "sams", capsys), folder))
    ana, sam = between.laptops
    ana("people", "rename", "ana", "Ana")
    ana("someday", "add", "the marzipan lake")
    piped(twelve_words(ana("pair", "new", str(folder), "--yes")))
    sam("pair", "join", str(folder), "--for", "Sam")
    sam("someday", "add", "a pie", "--on", "sat")
    sam("someday", "edit", "lake", "--on", "fri")
    ana("someday", "edit", "lake", "--for", "sunday")
    between.both_look()

    assert ana("someday") == sam("someday")
    assert "the marzipan lake  on Friday" in ana("someday")
    ana("someday", "drop", "lake", "--erase")
    between.both_look()
    assert ana("someday") == sam("someday")
    assert [words_on_disk(laptop.data, "marzipan") for laptop in between.laptops] == [[], []]
