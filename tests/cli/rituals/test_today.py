"""Today, list and show, and their documents."""

from __future__ import annotations

import pytest

from rituals.core.text import is_control
from rituals.service.talk import TalkService
from tests.kit.runs import Runs


def test_today_stands_in_columns_with_a_word_beside_each_sign(shell: Runs) -> None:
    shell.done("tick", "hug")

    assert shell.done("today").splitlines() == [
        "Sunday 22 November · ana, Sam",
        "",
        "Today",
        "  ○  open        Evening walk   30 min  since 18:00",
        "  ◐  one of two  Long hug        1 min  ana · any time",
        "",
        "This week",
        "  ○  open        Cook together          0 of 2",
        "",
        "Mo ·  Tu ·  We ·  Th ·  Fr ·  Sa ·  Su ◐",
        "· nothing yet  ◐ in part",
    ]


def test_without_a_verb_it_is_today(shell: Runs) -> None:
    assert shell.done() == shell.done("today")


def test_nothing_kept_yet_says_how_to_begin(empty: Runs) -> None:
    said = empty.done("today")

    assert "rituals add “Date night”" in said
    assert "rituals add “Date night”" in empty.done("list")


def test_a_quiet_day_is_a_good_day(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every wed")

    assert "A quiet day is a good day too." in empty.done("today")


def test_a_one_off_of_several_days_is_paused_only_on_the_days_that_are(empty: Runs) -> None:
    empty.done("add", "Away", "--every", "on 2026-11-22 for 3 days", "--minutes", "90")
    empty.done("pause", "away", "--until", "2026-11-22")

    paused, week = empty("today", "--json").document, empty("week", "--json").document
    empty.clock.set("2026-11-23 09:00")
    unpaused = empty("today", "--json").document

    assert [(row["sign"], row["words"]) for row in paused["rows"]] == [("paused", "paused")]
    assert [(row["sign"], row["occurrence"]["outcome"]) for row in unpaused["rows"]] == [("open", "open")]
    assert [day["minutes"] for day in week["days"]][:3] == [0, 90, 0]
    assert [planned["sign"] for day in week["days"] for planned in day["planned"]] == ["paused", "not yet", "not yet"]


def test_a_past_day_is_shown_as_its_evening_left_it(shell: Runs) -> None:
    shell.done("tick", "walk")
    shell.clock.set("2026-11-24 09:00")

    said = shell.done("today", "--on", "2026-11-22")

    assert said.startswith("Sunday 22 November")
    assert "That day" in said
    assert "●  kept  Evening walk" in said


def test_the_list_shows_what_was_kept_on_a_past_day(empty: Runs) -> None:
    for day, words in (
        ("02", ("add", "Tea", "--every", "every day")),
        ("06", ("edit", "tea", "--every", "every fri")),
        ("11", ("archive", "tea")),
        ("16", ("restore", "tea")),
    ):
        empty.clock.set(f"2026-11-{day} 19:00")
        empty.done(*words)
    empty.clock.set("2026-11-22 19:00")

    def listed(day: str, *words: str) -> list[str]:
        return empty.done("list", "--on", day, *words).split("  ")

    assert listed("2026-11-01") == ["You kept no ritual yet then.\n"]
    assert listed("2026-11-05")[:2] == ["Tea", "every day"]
    assert listed("2026-11-10")[:2] == ["Tea", "every fri"]
    assert listed("2026-11-12") == ["1 put away; add --all to see them.\n"]
    assert listed("2026-11-12", "--all")[-1] == "put away Wed 11 Nov\n"
    assert empty.done("list", "--on", "today") == empty.done("list")
    assert "still to come" in empty.refused("list", "--on", "tomorrow")
    assert [
        empty("show", "tea", "--on", day, "--json").document["ritual"]["cadence"]["words"]
        for day in ("2026-11-05", "2026-11-10")
    ] == ["every day", "every fri"]
    assert "  put away  yesterday\n" in empty.done("show", "tea", "--on", "2026-11-12")
    assert empty.refused("show", "tea", "--on", "2026-11-01", exit_code=1) == (
        "Tea was taken up on Monday 2 November. Choose that day or a later one."
    )
    assert "still to come" in empty.refused("show", "tea", "--on", "tomorrow")
    assert "same on every day" in empty.refused("list", "--on", "fri", "--catalogue")


def test_a_name_that_is_cut_nowhere_without_a_terminal(empty: Runs) -> None:
    name = "長い散歩" * 20

    empty.done("add", name, "--every", "every day")

    assert name in empty.done("today")


def test_ascii_signs_can_be_chosen(shell: Runs) -> None:
    (shell.home / "settings.toml").write_text('[look]\nsigns = "ascii"\n', encoding="utf-8")

    said = shell.done("today")

    assert "  o  open        Evening walk" not in said
    assert "  o  open  Evening walk" in said


def test_the_day_as_a_document(shell: Runs) -> None:
    shell.done("tick", "hug", "--tiny", "--note", "first line\nsecond")

    document = shell("today", "--json").document

    assert document["format"] == 1
    assert document["day"] == "2026-11-22"
    assert [person["name"] for person in document["people"]] == ["ana", "Sam"]
    walk, hug, cook = document["rows"]
    assert walk["at"] == "18:00"
    assert walk["due"] is True
    assert hug["by"] == [document["people"][0]["id"]]
    assert hug["tiny"] is True
    assert hug["notes"] == ["first line\nsecond"]
    assert hug["sign"] == "one of two"
    assert cook["occurrence"] == {
        "day": "2026-11-16",
        "last": "2026-11-22",
        "outcome": "open",
        "done": 0,
        "needed": 2,
    }
    assert len(document["week"]) == 7
    assert set(walk) == {
        *("ritual", "group", "sign", "day", "at", "due", "minutes", "occurrence", "by", "tiny", "by_phone"),
        *("notes", "words"),
        "idea",
    }


def test_the_list_as_a_document(shell: Runs) -> None:
    shell.done("archive", "walk")

    kept = shell("list", "--json").document["rituals"]
    everything = shell("list", "--all", "--json").document["rituals"]

    assert [one["name"] for one in kept] == ["Cook together", "Long hug"]
    cadences = {one["name"]: one["cadence"] for one in everything}
    assert cadences["Cook together"] == {
        "words": "twice a week",
        "at": None,
        "kind": "quota",
        "times": 2,
        "per": "week",
    }
    assert cadences["Evening walk"]["kind"] == "rule"
    assert cadences["Evening walk"]["start"] == "2026-11-22"


def test_what_can_be_picked_as_a_document(empty: Runs) -> None:
    entries = empty("list", "--catalogue", "--json").document["catalogue"]

    assert {"id", "name", "section", "cadence", "who", "minutes", "why", "tiny", "apart"} == set(entries[0])
    assert entries[0]["cadence"]["words"] == "every fri at 19:30"


def test_a_ritual_is_shown_with_its_days_and_how_it_goes(shell: Runs) -> None:
    for day in ("fri", "sat", "today"):
        shell.done("tick", "hug", "--by", "both", "--on", day)

    said = shell.done("show", "hug")

    assert "  next      tomorrow, Tuesday, Wednesday, Thursday, Friday\n" in said
    assert "each of you" in said
    assert "  in a row  1 now\n" in said


def test_a_one_off_and_a_quota_are_shown_too(shell: Runs) -> None:
    shell.done("add", "The sea", "--every", "on 2026-12-24 for 3 days")

    assert shell("show", "sea", "--json").document["ritual"]["next_days"] == ["2026-12-24"]
    assert shell("show", "cook", "--json").document["ritual"]["next_days"] == []


def test_a_past_day_of_a_ritual_counts_what_was_so_then(shell: Runs) -> None:
    shell.done("tick", "walk")
    shell.clock.set("2026-11-29 19:00")
    shell.done("tick", "walk")

    then = shell("show", "walk", "--on", "2026-11-22", "--json").document["ritual"]
    now = shell("show", "walk", "--json").document["ritual"]

    assert (then["days_kept"], then["streak"]) == (1, {"current": 1, "best": 1})
    assert (now["days_kept"], now["streak"]) == (2, {"current": 2, "best": 2})
    assert "  in a row  2 now, its longest yet\n" in shell.done("show", "walk")


def test_what_comes_next_in_a_pause_is_what_comes_after_it(shell: Runs) -> None:
    shell.done("pause", "hug", "--until", "2026-11-27", "--reason", "travel")
    shell.done("pause", "walk")

    shown, hug, walk = (shell(*words) for words in (("show", "hug"), ("show", "hug", "--json"), ("show", "walk")))

    assert "  next      paused until Friday, then Saturday, Sun 29 Nov, Mon 30 Nov" in shown.out
    assert hug.document["ritual"]["next_days"][0] == "2026-11-28"
    assert hug.document["ritual"]["paused"] == {"until": "2026-11-27", "reason": "travel"}
    assert "  next      paused until you resume\n" in walk.out
    assert shell("show", "cook", "--json").document["ritual"]["paused"] is None
    assert "paused until Friday" in shell.done("list")
    paused = [ritual["paused"] for ritual in shell("list", "--json").document["rituals"]]
    assert [paused.count(pause) for pause in (None, {"until": None, "reason": ""})] == [1, 1]
    assert "paused" not in shell.done("list", "--on", "fri")


def test_what_rests_or_was_moved_is_not_next(shell: Runs) -> None:
    shell.done("rest", "hug", "--by", "me")
    shell.done("rest", "hug", "--by", "sam")
    shell.done("move", "walk", "tomorrow")

    assert shell("show", "hug", "--json").document["ritual"]["next_days"][0] == "2026-11-23"
    assert "  next      tomorrow, Sun 29 Nov" in shell.done("show", "walk")


def test_a_past_day_of_a_ritual_knows_nothing_of_a_later_pause(shell: Runs) -> None:
    shell.clock.set("2026-11-25 19:00")
    shell.done("pause", "hug", "--until", "2026-11-30")
    shell.clock.set("2026-11-27 19:00")
    shell.done("resume", "hug")

    assert "  next      today, tomorrow, Thursday" in shell.done("show", "hug", "--on", "2026-11-24")
    assert "  next      paused until Mon 30 Nov" not in shell.done("show", "hug")
    assert "  next      paused until Monday, then" in shell.done("show", "hug", "--on", "2026-11-25")
    assert "paused until Monday\n" in shell.done("list", "--on", "2026-11-25")
    assert "paused" not in shell.done("list", "--on", "2026-11-24")


def test_a_past_day_of_a_ritual_knows_nothing_of_a_later_change(shell: Runs) -> None:
    shell.clock.set("2026-11-25 19:00")
    shell.done("edit", "hug", "--every", "every fri")

    then = shell("show", "hug", "--on", "2026-11-24", "--json").document["ritual"]

    assert then["next_days"] == ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"]


@pytest.mark.parametrize("words", [("today",), ("list",), ("show", "tea")])
def test_no_document_carries_a_control_character(empty: Runs, words: tuple[str, ...]) -> None:
    empty.done("add", "Tea", "--every", "every day", "--cue", "line\n\tand tab")
    empty.done("tick", "tea", "--note", "a\n\tb")

    out = empty.done(*words, "--json")

    assert not [character for character in out if is_control(character) and character != "\n"]


def test_a_ritual_that_was_for_two_weeks_is_asked_after(shell: Runs) -> None:
    shell.done("add", "Walk", "--every", "day")
    ritual = TalkService(shell.open_session(None).service).try_for_a_while("Tea at four", section="root-cause")
    assert "How did it go?" not in shell.done("today")

    shell.clock.pass_time(days=14)

    asks = f"“Tea at four” was for two weeks. How did it go? rituals history {ritual} shows its days."
    assert asks in shell.done("today")
    assert shell.done("history", ritual)
    shell.clock.pass_time(days=7)
    assert "How did it go?" not in shell.done("today")
