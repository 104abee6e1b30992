"""Add, edit, archive and restore."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rituals.cli.shared.erasing import ON_DISK
from rituals.content.loader import catalogue
from tests.kit.runs import Runs


def test_they_work_before_any_welcome(empty: Runs) -> None:
    assert "rituals add" in empty.done("today")
    assert empty.done("add", "Date night").startswith("Date night is yours now: every fri at 19:30")
    assert empty.done("tick", "date", "--on", "fri") == "Done: Date night, Friday.\n"
    assert empty.done("people") == "ana (at the keyboard)\n"


def test_a_name_from_the_catalogue_brings_all_that_it_says(empty: Runs) -> None:
    empty.done("add", "date NIGHT")

    ritual = empty("show", "date-night", "--json").document["ritual"]
    assert ritual["id"] == ritual["catalogue"] == "date-night"
    assert ritual["cadence"]["words"] == "every fri at 19:30"
    assert ritual["minutes"] == 120
    assert ritual["section"] == "quality-time"
    assert ritual["why"]
    assert ritual["tiny"]


def test_what_is_said_beside_a_catalogue_name_holds_over_it(empty: Runs) -> None:
    empty.done("people", "add", "Sam")
    empty.done("add", "date-night", "--minutes", "45", "--who", "each", "--cue", "after work", "--remind", "30")

    shown = empty.done("show", "date")
    assert "45 min" in shown
    assert "each of you" in shown
    assert "after work" in shown
    assert "30 min before" in shown


def test_a_ritual_of_ones_own_is_there_at_once(empty: Runs) -> None:
    said = empty.done("add", "Tea", "--every", "every weekday at 16:00", "--remind", "none")

    assert said == "Tea is yours now: every weekday at 16:00, first tomorrow.\n"
    assert empty("list", "--json").document["rituals"][0]["remind"] == []


def test_a_name_the_catalogue_has_not_gets_three_examples(empty: Runs) -> None:
    sentence = empty.refused("add", "Dat nite")

    assert "Did you mean “Date night”?" in sentence
    assert sentence.count("“") >= 5
    assert "--every" in sentence


def test_what_needs_the_consent_of_both_is_not_found_nor_listed(empty: Runs) -> None:
    from rituals.content.loader import catalogue

    hidden = [entry for entry in catalogue().ritual if entry.consent == "both"]
    offered = empty.done("list", "--catalogue")

    assert hidden
    for entry in hidden:
        assert entry.name not in offered
        assert "The catalogue has no" in empty.refused("add", entry.name)
        assert "The catalogue has no" in empty.refused("add", entry.id)


@pytest.mark.parametrize(
    "words", ["evry zzz", "", "every", "FREQ=SECONDLY", "every 0 days", "\x1b]0;x\x07", "é" * 9_999]
)
def test_an_unreadable_cadence_is_refused_with_examples(shell: Runs, words: str) -> None:
    before = shell.done("list")

    assert "“3 times a week”" in shell.refused("add", "Tea", "--every", words)
    assert "“3 times a week”" in shell.refused("edit", "walk", "--every", words)
    assert shell.done("list") == before


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 10_000, "two\nlines", "nul\x00", "\x1b[2J", "\u202etxt.exe", "\udcff"]
)
def test_a_name_that_cannot_be_kept_is_refused(shell: Runs, name: str) -> None:
    before = shell.done("list")

    sentence = shell.refused("add", name, "--every", "every day")

    assert "name" in sentence
    assert shell.done("list") == before


@pytest.mark.parametrize(
    "name", ["[/b]", "🫂 hug 👨‍👩‍👧", "חיבוק ארוך", "お茶の時間", "-- $(reboot)", "<b>&amp;</b>", "%s {0}"]
)
def test_any_other_name_is_kept_and_found_as_it_is(empty: Runs, name: str) -> None:
    empty.done("add", "--every", "every day", "--", name)

    assert name in empty.done("today")
    assert empty("list", "--json").document["rituals"][0]["name"] == name
    assert empty.done("tick", "--", name).startswith(f"Done: {name}, today")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--minutes", "99999999"),
        ("--minutes", "-1"),
        ("--minutes", "ten"),
        ("--remind", "-5"),
        ("--remind", "soon"),
        ("--remind", "99999"),
        ("--who", "Robin"),
    ],
)
def test_a_number_or_a_person_that_makes_no_sense_is_refused(shell: Runs, wrong: tuple[str, str]) -> None:
    shell.refused("add", "Tea", "--every", "every day", *wrong)
    shell.refused("edit", "walk", *wrong)

    assert "Tea" not in shell.done("list")


def test_an_edit_changes_what_it_names_and_nothing_else(shell: Runs) -> None:
    said = shell.done("edit", "walk", "--name", "Sunset walk", "--every", "every sat at 17:00", "--minutes", "45")

    assert said == f"Sunset walk is changed: every sat at 17:00, together, 45 min.\n{ON_DISK}\n"
    assert shell.done("undo") == (
        "Took back: the change to what Evening walk is called and how long it takes; "
        f"the change to when Evening walk is.\n{ON_DISK}\n"
    )
    assert "every sun at 18:00" in shell.done("show", "evening walk")


def test_whom_it_is_for_changes_from_today_on_and_history_stays(shell: Runs) -> None:
    shell.done("tick", "hug", "--by", "ana")
    shell.clock.set("2026-11-25 09:00")

    assert shell.done("edit", "hug", "--who", "together") == "Long hug is changed: every day, together, 1 min.\n"
    shell.done("tick", "hug")
    said = shell.done("edit", "hug", "--who", "each")

    rows = shell("today", "--on", "2026-11-22", "--json").document["rows"]
    assert [row["sign"] for row in rows if row["ritual"]["name"] == "Long hug"] == ["one of two"]
    assert said == "Long hug is changed from tomorrow on: every day, each of you, 1 min.\n"
    assert "●  kept  Long hug" in shell.done("today")
    assert "in a row  1 now" in shell.done("show", "hug")


def test_until_a_change_of_whom_it_is_for_holds_a_tick_counts_as_it_did(shell: Runs) -> None:
    shell.done("tick", "hug", "--by", "ana")
    shell.done("edit", "hug", "--who", "together")

    assert "each of you, from tomorrow on together" in shell.done("show", "hug")
    confirmation = shell.done("tick", "hug", "--by", "sam")

    assert "counts for" not in confirmation
    assert "●  kept" in shell.done("today")


def test_an_edit_of_nothing_asks_what_to_change(shell: Runs) -> None:
    assert "--name" in shell.refused("edit", "walk")


def test_an_edit_to_what_is_so_already_says_so(shell: Runs) -> None:
    assert "nothing had to change" in shell.done("edit", "walk", "--minutes", "30")


def test_reminders_go_back_to_the_usual(shell: Runs) -> None:
    shell.done("edit", "walk", "--remind", "10", "--remind", "60")
    assert shell("show", "walk", "--json").document["ritual"]["remind"] == [60, 10]

    shell.done("edit", "walk", "--remind", "usual")
    assert shell("show", "walk", "--json").document["ritual"]["remind"] is None


def test_what_is_put_away_leaves_today_and_comes_back_with_its_history(shell: Runs) -> None:
    shell.done("tick", "walk")
    assert "its history stays" in shell.done("archive", "walk")
    assert "Evening walk" not in shell.done("list")
    assert "put away" in shell.done("list", "--all")

    assert shell.done("restore", "walk") == "Evening walk is back: every sun at 18:00.\n"
    assert shell("show", "walk", "--json").document["ritual"]["days_kept"] == 1


def test_a_ritual_is_not_renamed_to_what_another_is_called(shell: Runs) -> None:
    sentence = shell.refused("edit", "walk", "--name", "long HUG", exit_code=1)

    assert sentence == "You keep Long hug already. Choose another name, or change it with rituals edit."
    assert "Evening walk" in shell.done("list")


def test_what_is_put_away_comes_back_once_its_name_is_free_again(shell: Runs) -> None:
    walk = shell("show", "walk", "--json").document["ritual"]["id"]
    shell.done("archive", "walk")
    shell.done("add", "Evening Walk", "--every", "every day")

    sentence = shell.refused("restore", walk, exit_code=1)
    away = shell.done("show", walk)
    ticked = shell.refused("tick", walk, exit_code=1)
    shell.done("edit", "evening walk", "--name", "Morning walk")

    assert sentence == "You keep Evening Walk already. rituals edit --name gives that one another name."
    assert "every sun at 18:00" in away
    assert "has been put away" in ticked
    assert shell.done("restore", walk) == "Evening walk is back: every sun at 18:00.\n"


def test_an_id_that_begins_that_of_another_still_names_what_is_put_away(shell: Runs) -> None:
    shell.done("add", "date-night")
    shell.done("archive", "date-night")
    shell.done("add", "Date night", "--every", "every sat at 20:00")

    assert "every fri" in shell.done("show", "date-night")
    assert "rituals restore date-night" in shell.refused("tick", "date-night", exit_code=1)
    assert shell.done("tick", "date night", "--on", "sat").startswith("Done: Date night")


def test_what_is_kept_under_another_name_is_not_taken_up_over_it(shell: Runs) -> None:
    shell.done("add", "date-night")
    shell.done("edit", "date-night", "--name", "Pizza", "--minutes", "45")

    assert shell.refused("add", "date night", exit_code=1) == "You keep it already, as Pizza."
    assert "45 min" in shell.done("show", "pizza")


def test_only_restore_show_and_list_know_what_is_put_away(shell: Runs) -> None:
    shell.done("archive", "walk")

    assert "rituals restore" in shell.refused("tick", "walk", exit_code=1)
    assert "Evening walk" in shell.done("show", "walk")


def test_restoring_what_is_here_says_so(shell: Runs) -> None:
    assert "nothing to bring back" in shell.refused("restore", "walk", exit_code=1)


def test_adding_a_second_time_says_that_it_is_kept_already(shell: Runs) -> None:
    assert "already" in shell.refused("add", "LONG hug", "--every", "every day", exit_code=1)


# what a lock screen shows


def test_adding_prints_the_very_sentence_that_a_nudge_will_show(empty: Runs) -> None:
    said = empty.done("add", "Tea on the balcony", "--every", "every day at 20:00", "--minutes", "20").splitlines()
    ritual = empty("list", "--json").document["rituals"][0]["id"]
    (nudge,) = [one for one in empty.coming_nudges(days=1) if one.title != "rituals"]

    assert said[1:] == [
        f"On the lock screen: {nudge.quoted}",
        f"rituals edit {ritual} --discreet leaves its name out.",
    ]
    assert nudge.title == "Tea on the balcony"


def test_a_discreet_word_keeps_a_name_off_the_lock_screen_without_asking(empty: Runs) -> None:
    said = empty.done("add", "Couples therapy with Dr Berg", "--every", "every day at 20:00").splitlines()

    assert said[1].startswith("On the lock screen: “rituals: ")
    assert said[2].endswith(" --plain shows its name.")
    assert "therapy" in empty.done("nudge", "status")
    assert {nudge.title for nudge in empty.coming_nudges(days=3)} == {"rituals"}
    assert "herapy" not in " ".join(nudge.body for nudge in empty.coming_nudges(days=3))


def test_a_catalogues_ritual_under_a_name_that_is_nobody_elses_business_goes_unnamed(empty: Runs) -> None:
    empty.done("add", "Walk and talk")

    said = empty.done("edit", "walk", "--name", "Couples therapy with Dr Berg").splitlines()

    assert said[1].startswith("On the lock screen: “rituals: ")
    assert said[2].endswith(" --plain shows its name.")


@pytest.mark.parametrize(
    ("option", "name", "beginning"),
    [
        ("--discreet", "Tea", "On the lock screen: “rituals: "),
        ("--plain", "Couples therapy", "On the lock screen: “Couples therapy: "),
    ],
)
def test_each_can_be_had_otherwise_when_adding_and_later(empty: Runs, option: str, name: str, beginning: str) -> None:
    added = empty.done("add", name, "--every", "every day at 20:00", option).splitlines()
    empty.done("add", f"{name} again", "--every", "every day at 21:00")
    edited = empty.done("edit", f"{name} again", option).splitlines()

    assert len(added) == len(edited) == 2
    assert added[1].startswith(beginning)
    assert edited[1].startswith(beginning.replace(name, f"{name} again"))
    assert [ritual["discreet"] for ritual in empty("list", "--json").document["rituals"]] == [
        option == "--discreet"
    ] * 2


def test_what_the_settings_always_leave_out_is_told_so(empty: Runs) -> None:
    empty.home.mkdir()
    (empty.home / "settings.toml").write_text('[nudges]\ndiscreet = "always"\n', encoding="utf-8")

    said = empty.done("add", "Tea", "--every", "every day at 20:00", "--plain")

    assert "On the lock screen: “rituals: " in said
    assert said.endswith("The settings leave every name out.\n")


def test_a_name_that_becomes_discreet_says_so(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every day at 20:00")

    assert "On the lock screen: “rituals: " in empty.done("edit", "tea", "--name", "Therapy")


def test_a_name_written_on_another_machine_is_unnamed_until_somebody_here_says_otherwise(
    empty: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, elsewhere = tmp_path / "ours.json", Runs(tmp_path / "elsewhere", capsys)
    empty.done("add", "Blue notebook", "--every", "every day at 20:00")
    empty.done("add", "Date night")
    empty.done("export", "--to", str(file))
    elsewhere.done("import", str(file), "--yes")
    at_home = {nudge.title for nudge in empty.coming_nudges(days=6)}
    before = {nudge.title for nudge in elsewhere.coming_nudges(days=6)}
    status = elsewhere.done("nudge", "status")

    elsewhere.done("edit", "notebook", "--plain")

    assert at_home == {"Blue notebook", "Date night"}
    assert before == {"rituals", "Date night"}
    assert "Blue notebook" in status
    assert {nudge.title for nudge in elsewhere.coming_nudges(days=6)} == at_home


@pytest.mark.parametrize("name", ["Would outside help help?", "Home, sweet home.", "Again!", "And then …"])
def test_a_name_that_ends_as_a_sentence_does_breaks_none(empty: Runs, name: str) -> None:
    empty.done("people", "add", "Sam")
    said = empty.done("add", name, "--every", "every day at 20:00")
    ritual = empty("list", "--json").document["rituals"][0]["id"]
    for words in (
        ("tick", ritual),
        ("tick", ritual),
        ("untick", ritual),
        ("edit", ritual, "--minutes", "20"),
        ("edit", ritual, "--minutes", "20"),
        ("edit", ritual, "--plain"),
        ("rest", ritual),
        ("undo",),
        ("pause", ritual),
        ("resume", ritual),
        ("archive", ritual),
        ("restore", ritual),
        ("nudge", "snooze", ritual),
        ("nudge", "status"),
    ):
        said += empty.done(*words)
    said += empty.refused("add", name, "--every", "every day", exit_code=1)
    said += empty.refused("restore", ritual, exit_code=1)

    assert f"“{name}” is yours now" in said
    assert not re.findall(r"[.?!…][.,:;?!](?!\.)", said)
    assert not re.findall(rf"{re.escape(name)}(?!”)[^\n]", said.replace(f"lock screen: “{name} ", ""))


def test_someone_alone_is_never_spoken_to_as_two(empty: Runs) -> None:
    said = empty.done("add", "Tea", "--every", "every day at 20:00")
    said += empty.done("add", "A letter", "--every", "every day", "--who", "each")
    for words in (
        ("tick", "tea", "--on", "yesterday"),
        ("tick", "letter", "--tiny"),
        ("edit", "tea", "--minutes", "10"),
        ("show", "tea"),
        ("show", "letter"),
        ("list",),
        ("today",),
        ("week",),
        ("history",),
        ("talk",),
    ):
        said += empty.done(*words)
    said += " ".join(nudge.body for nudge in empty.coming_nudges(days=6))
    for section in catalogue().section:
        said = said.replace(f"\n{section.title}\n", "\n")  # the article's own words
    picked = next(line for line in empty.done("list", "--catalogue").splitlines() if line.endswith("date-night"))

    assert not re.findall(r"\b(both|together|the two of you|each of you|one of you)\b", said)
    assert "together" not in picked


def test_a_name_of_several_words_without_quotes_is_told_of_them(empty: Runs) -> None:
    assert "(night). A name of several words goes in quotes." in empty.refused("add", "date", "night")
    assert "(walk). rituals today --help" in empty.refused("today", "walk")  # which takes none


# from which day it counts


def test_history_from_before_it_was_added_counts_where_that_is_said(empty: Runs) -> None:
    confirmation = empty.done("add", "Tea", "--every", "every day at 16:00", "--since", "-3")
    for day in ("-3", "-2", "-1"):
        empty.done("tick", "tea", "--on", day)

    assert "counted since" in confirmation
    assert "counted since" in empty.done("show", "tea")
    assert empty("streaks", "tea", "--json").document["rituals"][0]["streak"]["current"] == 3
    assert empty("show", "tea", "--json").document["ritual"]["since"] is not None


def test_without_it_what_was_filled_in_is_an_extra_that_keeps_nothing(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every day")
    empty.done("tick", "tea", "--on", "yesterday")

    assert [row["sign"] for row in empty("today", "--json").document["rows"]] == ["open"]
    assert "counted since" not in empty.done("show", "tea")


def test_the_day_can_be_set_later_and_what_it_was_counts_from_then_on(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every day")
    empty.done("tick", "tea", "--on", "yesterday")

    assert "counted since" in empty.done("edit", "tea", "--since", "yesterday")
    assert empty("streaks", "tea", "--json").document["rituals"][0]["streak"]["current"] == 1
    assert "nothing had to change" in empty.done("edit", "tea", "--since", "yesterday")

    assert "counted since" not in empty.done("edit", "tea", "--since", "today")
    assert empty("streaks", "tea", "--json").document["rituals"][0]["streak"]["current"] == 0


@pytest.mark.parametrize("verb", [("add", "Tea", "--every", "every day"), ("edit", "date")])
def test_a_day_to_come_is_none_to_count_from(empty: Runs, verb: tuple[str, ...]) -> None:
    empty.done("add", "date-night")

    sentence = empty.refused(*verb, "--since", "tomorrow")

    assert "is still ahead, and nothing counts before it has been. Give today or an earlier day." in sentence
    assert [ritual["name"] for ritual in empty("list", "--json").document["rituals"]] == ["Date night"]


def test_the_first_day_that_was_chosen_shows_until_it_is_there(empty: Runs) -> None:
    said = empty.done("add", "Tea", "--every", "every 14 days from 2027-01-29", "--remind", "none")
    assert said == "Tea is yours now: every 14 days from Fri 29 Jan 2027.\n"

    assert "every 14 days from Fri 29 Jan 2027" in empty.done("show", "tea")
    assert "every 14 days from 2027-01-29" in empty.done("list")
    cadence = empty("list", "--json").document["rituals"][0]["cadence"]
    assert (cadence["words"], cadence["start"]) == ("every 14 days from 2027-01-29", "2027-01-29")
    assert empty("show", "tea", "--json").document["ritual"]["cadence"]["words"] == "every 14 days from 2027-01-29"

    empty.done("edit", "tea", "--every", "every 14 days at 20:00")
    assert "every 14 days from 2027-01-29 at 20:00" in empty.done("list")
    empty.done("edit", "tea", "--every", "every 14 days from tomorrow")
    assert "every 14 days from 2026-11-23" in empty.done("list")


def test_a_first_day_in_the_past_keeps_its_beat(empty: Runs) -> None:
    said = empty.done("add", "Tea", "--every", "every 14 days from 2026-11-14", "--remind", "none")

    assert said == "Tea is yours now: every 14 days, first on Saturday.\n"
    assert empty("show", "tea", "--json").document["ritual"]["next_days"][:2] == ["2026-11-28", "2026-12-12"]


def test_what_ends_after_a_number_of_times_says_so(empty: Runs) -> None:
    said = empty.done("add", "Tea", "--every", "FREQ=WEEKLY;BYDAY=FR;COUNT=10 at 19:30", "--remind", "none")

    assert said == "Tea is yours now: every fri at 19:30, 10 times in all, first on Friday.\n"
    assert "nothing had to change" in empty.done("edit", "tea", "--every", "every fri at 19:30, 10 times")


def test_a_rule_that_skips_short_months_says_so_and_how_to_skip_none(empty: Runs) -> None:
    skips = "It skips months without a 31st; “on the last day” skips none."

    said = empty.done("add", "Tea", "--every", "every month on the 31st", "--remind", "none")
    assert said.splitlines()[1] == skips

    changed = empty.done("edit", "tea", "--every", "every month on the 5th sat")
    assert "It skips months without a 5th sat; “on the last sat” skips none." in changed.splitlines()
    assert "skips" not in empty.done("edit", "tea", "--minutes", "10")
    assert "skips" not in empty.done("edit", "tea", "--every", "every month on the last day")


def test_hours_are_refused_as_hours(empty: Runs) -> None:
    assert "“hours” is less than a day" in empty.refused("add", "Tea", "--every", "every 8 hours")


def test_a_rule_counted_from_a_past_day_has_its_days_since_then(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every 14 days from 2026-10-24", "--since", "2026-10-24", "--remind", "none")
    for day in ("2026-10-24", "2026-11-07", "2026-11-21"):
        empty.done("tick", "tea", "--on", day)

    assert empty("streaks", "tea", "--json").document["rituals"][0]["streak"]["current"] == 3
    assert empty("show", "tea", "--json").document["ritual"]["next_days"][:2] == ["2026-12-05", "2026-12-19"]


def test_a_change_that_holds_from_tomorrow_on_says_so_once(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every day", "--remind", "none")
    empty.done("tick", "tea")

    changed = empty.done("edit", "tea", "--every", "every mon and tue")
    assert changed == "Tea is changed from tomorrow on: every mon and tue.\n"
    changed = empty.done("edit", "tea", "--every", "every mon from 2026-12-14")
    assert changed == "Tea is changed from tomorrow on: every mon from Mon 14 Dec.\n"
