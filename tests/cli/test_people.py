"""Who is here, and how a ritual or a person is named."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.bootstrap import login_name
from rituals.core.events import AnyEvent, PersonJoined, RitualAdded, RitualEdited
from rituals.core.model import Rule
from tests.kit.runs import Runs

SUNDAY = date(2026, 11, 22)
DAILY = Rule("FREQ=DAILY", SUNDAY)


def test_a_partner_joins_and_both_are_listed(empty: Runs) -> None:
    assert empty.done("people", "add", "Sam") == (
        "Welcome, Sam. There are two of you now: ana and Sam.\n"
        "ana is this login's name: rituals people rename “ana” NAME gives another.\n"
    )
    assert empty.done("people") == "ana (at the keyboard)\nSam\n"


def test_who_joins_in_the_evening_counts_from_the_next_day_on(empty: Runs) -> None:
    empty.done("add", "Thanks", "--every", "every day", "--who", "each")
    empty.clock.set("2026-11-23 09:00")
    empty.done("tick", "thanks")
    empty.clock.set("2026-11-23 21:00")
    empty.done("people", "add", "Sam")

    evening = empty.done("today")
    empty.done("tick", "thanks", "--by", "Sam")
    both = empty.done("today")
    empty.clock.set("2026-11-24 09:00")
    empty.done("tick", "thanks", "--by", "ana")

    assert "●  kept  Thanks  ana" in evening
    assert "●  kept  Thanks  you both" in both
    assert "◐  one of two  Thanks" in empty.done("today")


def test_before_any_welcome_the_login_can_be_renamed(empty: Runs) -> None:
    assert empty.done("people", "rename", "ana", "Ana-María", "--erase").startswith("ana goes by Ana-María now.\n")
    assert empty.done("people") == "Ana-María (at the keyboard)\n"


def test_whoever_sits_down_ticks_from_then_on(shell: Runs) -> None:
    assert shell.done("people", "here", "sam") == "Sam is at the keyboard.\n"

    assert shell.done("tick", "hug") == "Done: Long hug, today · Sam.\n"


def test_people_as_a_document(shell: Runs) -> None:
    document = shell("people", "--json").document

    assert document["format"] == 1
    assert [(one["name"], one["here"]) for one in document["people"]] == [("ana", True), ("Sam", False)]
    assert document["people"][0]["joined"] == "2026-11-22"


@pytest.mark.parametrize("words", [("tick", "hug", "--by"), ("people", "here"), ("rest", "hug", "--by")])
def test_someone_unknown_is_answered_with_who_is_here(shell: Runs, words: tuple[str, ...]) -> None:
    sentence = shell.refused(*words, "Robin")

    assert "“Robin” is nobody here; there is ana or Sam" in sentence


@pytest.mark.parametrize("me", ["me", "ME "])
def test_me_is_who_sits_here_wherever_somebody_is_named(shell: Runs, me: str) -> None:
    shell.done("people", "here", "sam")

    assert shell.done("tick", "hug", "--by", me) == "Done: Long hug, today · Sam.\n"
    shell.done("jar", "add", "Thank you for the tea", "--by", me)
    assert "Thank you for the tea" in shell.done("jar", "list", "--by", me)
    assert shell.done("people", "here", me) == "Sam is at the keyboard.\n"
    assert "Sam lives here" in shell.done("people", "home", me)
    assert shell.done("people", "rename", me, "Samuel").startswith("Sam goes by Samuel now.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("tick", "hug", "--by"),
        ("rest", "hug", "--by"),
        ("people", "here"),
        ("people", "leave"),
        ("people", "home"),
        ("export", "--to", "-", "--for"),
        ("ask", "about", "--by"),
        ("checkin", "--history", "--by"),
        ("jar", "add", "Thank you", "--for"),
    ],
)
def test_of_who_left_it_says_so_and_how_that_one_comes_back(shell: Runs, words: tuple[str, ...]) -> None:
    shell.done("people", "leave", "sam")

    assert shell.refused(*words, "sam") == "Sam left today. rituals people add “Sam” brings that one back."


def test_who_left_can_be_renamed(shell: Runs) -> None:
    shell.done("people", "leave", "sam")

    assert shell.done("people", "rename", "sam", "Samuel").startswith("Sam goes by Samuel now.\n")


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a\nb", "\x00", "\x1b[2J"])
def test_a_person_needs_a_name_that_can_be_kept(empty: Runs, name: str) -> None:
    assert "name" in empty.refused("people", "add", name)


def test_a_name_is_not_given_twice(shell: Runs) -> None:
    assert "already" in shell.refused("people", "add", "SAM", exit_code=1)


@pytest.mark.parametrize("name", ["both", "All", " everyone", "US", "Nobody", "each", "together", "Me", "bóth"])
def test_a_person_goes_by_no_word_that_the_commands_use_for_people(shell: Runs, name: str) -> None:
    people = shell.done("people")

    added = shell.refused("people", "add", name)
    renamed = shell.refused("people", "rename", "sam", name)

    assert added == renamed == f"“{name.strip()}” stands for people here already. Choose another name, or add a letter."
    assert shell.done("people") == people


@pytest.mark.parametrize(("login", "name"), [("nobody", "You"), ("us", "You"), ("gus", "gus")])
def test_a_login_that_is_such_a_word_names_nobody(monkeypatch: pytest.MonkeyPatch, login: str, name: str) -> None:
    monkeypatch.setenv("LOGNAME", login)

    assert login_name() == name


# the name of the login


def test_on_a_fresh_home_two_who_are_added_make_two_once_it_is_said_who_is_who(empty: Runs) -> None:
    empty.done("people", "add", "Bo")

    refused = empty.refused("people", "add", "Sam")
    renamed = empty.done("people", "add", "Sam", "--me")

    assert refused == (
        "There are two of you already, ana and Bo, and ana is only this login's name. "
        "Add --me if Sam is ana, or --not-me for someone else."
    )
    assert renamed == "ana goes by Sam now.\n"
    assert empty.done("people") == "Sam (at the keyboard)\nBo\n"


def test_the_one_who_is_there_gets_a_name_before_anything_was_put_down(empty: Runs) -> None:
    assert empty.done("people", "add", "Bo", "--me") == "ana goes by Bo now.\n"
    assert empty.done("people", "add", "Sam") == "Welcome, Sam. There are two of you now: Bo and Sam.\n"


def test_a_third_is_welcome_once_it_is_said_or_the_first_has_done_something(empty: Runs) -> None:
    empty.done("people", "add", "Sam")
    empty.done("add", "Thanks", "--every", "every day", "--who", "each")
    empty.done("people", "add", "Kim", "--not-me")
    empty.done("tick", "thanks")

    assert "four of you now: ana, Sam, Kim and Lou" in empty.done("people", "add", "Lou")


def test_nobody_is_renamed_who_has_a_name_of_their_own(empty: Runs) -> None:
    empty.done("people", "rename", "ana", "Anne")

    assert "rituals people rename" in empty.refused("people", "add", "Bo", "--me")
    assert empty.done("people") == "Anne (at the keyboard)\n"


# leaving and being removed


def test_someone_leaves_and_comes_back(shell: Runs) -> None:
    shell.done("people", "here", "sam")
    shell.done("add", "Run", "--every", "every day", "--who", "Sam")

    left = shell.done("people", "leave", "Sam")

    assert left == (
        "From today on Sam is not one of you any more. What Sam did stays, and pages of Sam's own stay closed until "
        "Sam comes back. Put away: Run.\n"
        "ana is at the keyboard now.\nrituals people add “Sam” brings that one back.\n"
    )
    assert shell.done("people") == "ana (at the keyboard)\nSam (left today)\n"
    document = shell("people", "--json").document
    assert [(one["name"], one["left"]) for one in document["left"]] == [("Sam", "2026-11-22")]
    assert shell.done("people", "add", "sam") == "Welcome back, Sam. There are two of you now: ana and Sam.\n"
    assert shell.done("people") == "ana (at the keyboard)\nSam\n"


def test_only_that_one_puts_away_what_is_for_one_alone_and_brings_it_back(shell: Runs) -> None:
    shell.done("people", "here", "sam")
    shell.done("add", "Run", "--every", "every day", "--who", "me")
    shell.done("people", "here", "ana")
    kept = shell.refused("archive", "run", exit_code=1)
    shell.done("people", "leave", "sam")

    assert kept.startswith("Run is for Sam alone, and only Sam puts it away. rituals people here")
    refused = shell.refused("tick", "run", exit_code=1)
    assert refused == "Run has been put away. Sam brings it back, with rituals restore run."
    assert "taken up by Sam, who isn't here now" in shell.refused("restore", "run", exit_code=1)


def test_undo_brings_back_who_left(shell: Runs) -> None:
    shell.done("people", "here", "sam")
    shell.done("add", "Run", "--every", "every day", "--who", "Sam")
    shell.done("people", "here", "ana")
    shell.done("people", "leave", "Sam")

    assert shell.done("undo") == "Took back: Sam leaving; Run, put away.\n"
    assert shell.done("people") == "ana (at the keyboard)\nSam\n"
    assert "Run" in shell.done("list")


def test_who_was_added_by_mistake_is_removed_and_blocks_nothing(empty: Runs) -> None:
    shell = empty
    shell.done("people", "add", "Sam")
    shell.done("people", "add", "Smm", "--not-me")
    shell.done("add", "Thanks", "--every", "every day", "--who", "each")
    shell.done("tick", "thanks", "--by", "ana")
    shell.done("tick", "thanks", "--by", "Sam")
    waiting = shell("today", "--json").document["rows"]

    assert shell.done("people", "remove", "smm").startswith("Smm is gone from here.\n")

    done = shell("today", "--json").document["rows"]
    signs = [[row["sign"] for row in rows if row["ritual"]["name"] == "Thanks"] for rows in (waiting, done)]
    assert signs[0] != ["kept"] == signs[1]
    assert shell.done("people") == "ana (at the keyboard)\nSam\n"
    assert shell.done("undo") == "Took back: that Smm was removed.\n"


def test_who_did_something_is_not_removed_and_the_sentence_offers_to_leave(shell: Runs) -> None:
    shell.done("tick", "hug", "--by", "Sam")

    refused = shell.refused("people", "remove", "Sam", exit_code=1)

    assert refused == (
        "There is something of Sam here, and that stays. rituals people leave lets someone leave from today on."
    )


@pytest.mark.parametrize("verb", ["leave", "remove"])
def test_the_last_one_stays(empty: Runs, verb: str) -> None:
    assert "the only one here" in empty.refused("people", verb, "ana", exit_code=1)


@pytest.mark.parametrize("command", [("rename", "Xanthippe", "Kim"), ("remove", "Xanthippe")])
def test_a_name_that_was_changed_or_removed_leaves_the_disk_where_that_is_asked_for(
    shell: Runs, command: tuple[str, ...]
) -> None:
    shell.done("people", "add", "Xanthippe", "--not-me")

    said = shell.done("people", *command)
    still = name_on_disk(shell)
    shell.done("erase", "--yes")

    assert "still on the disk" in said
    assert still
    assert not name_on_disk(shell)


def test_who_was_removed_and_erased_is_not_back_without_a_name(shell: Runs) -> None:
    shell.done("people", "add", "Xanthippe", "--not-me")

    said = shell.done("people", "remove", "Xanthippe", "--erase")
    undone = shell("undo").out

    assert "removed" not in undone
    assert said == "Xanthippe is gone from here.\nThe words are off the disk as well.\n"
    assert shell.done("people") == "ana (at the keyboard)\nSam\n"


def name_on_disk(shell: Runs) -> list[str]:
    files = [path for path in shell.home.rglob("*") if path.is_file()]
    return [path.name for path in files if b"Xanthippe" in path.read_bytes()]


# who lives here


def test_who_lives_here_is_said_and_holds_through_a_new_name(shell: Runs) -> None:
    everyone = shell.done("people", "home")
    alone = shell.done("people", "home", "ana")
    shell.done("people", "rename", "ana", "Anne")

    assert everyone == "Everyone lives here; nudges on this machine speak to everyone.\n"
    assert alone == "ana lives here; nudges speak to ana.\n"
    assert shell.done("people") == "Anne (at the keyboard)\nSam (lives elsewhere)\n"
    assert [one["lives_here"] for one in shell("people", "--json").document["people"]] == [True, False]
    assert "here = []" in (shell.done("people", "home", "all"), in_settings(shell))[1]
    assert shell.done("people") == "Anne (at the keyboard)\nSam\n"


def test_a_name_written_into_the_settings_by_hand_holds_through_a_new_one(shell: Runs) -> None:
    (shell.home / "settings.toml").write_text('[together]\nhere = ["Sam"] # my own\n', encoding="utf-8")

    shell.done("people", "rename", "Sam", "Samuel")

    assert shell.done("people", "home") == "Samuel lives here; nudges speak to Samuel.\n"
    assert "# my own" in in_settings(shell)


def test_the_status_of_nudges_says_for_whom_they_are(shell: Runs) -> None:
    everyone = shell.done("nudge", "status")
    shell.done("people", "home", "Sam")

    assert "live" not in everyone
    assert "Sam lives here; nudges speak to Sam." in shell.done("nudge", "status")


def test_the_name_of_somebody_who_left_is_not_given_to_another(shell: Runs) -> None:
    shell.done("people", "leave", "Sam")

    assert "There was a Sam already." in shell.refused("people", "rename", "ana", "Sam", exit_code=1)


def test_who_is_removed_does_not_stay_in_the_settings(shell: Runs) -> None:
    shell.done("people", "add", "Kim", "--not-me")
    shell.done("people", "home", "ana", "Kim")

    shell.done("people", "remove", "Kim")

    assert in_settings(shell).count('"') == 2


def in_settings(shell: Runs) -> str:
    return (shell.home / "settings.toml").read_text(encoding="utf-8")


def from_elsewhere(shell: Runs, *events: AnyEvent) -> None:
    """Record what another device may have written."""
    shell.open_session(None).service.record(lambda _: events)


def test_somebody_who_came_with_such_a_name_is_named_by_the_id_and_breaks_no_word(shell: Runs) -> None:
    from_elsewhere(shell, PersonJoined("c0ffee", "both", SUNDAY))
    from_elsewhere(shell, PersonJoined("decade", "Nobody", SUNDAY))

    assert shell.done("people").splitlines()[2:] == ["both (c0ffee)", "Nobody (decade)"]
    shell.done("tick", "hug", "--by", "both")
    ticked = shell.open_session(None).service.state.ticks(shell("show", "hug", "--json").document["ritual"]["id"])
    assert {"c0ffee", "decade"} < {tick.by for tick in ticked[SUNDAY]}
    shell.done("untick", "hug", "--by", "both")
    assert shell.done("tick", "hug", "--by", "c0ffee") == "Done: Long hug, today · both.\n"
    shell.done("jar", "add", "thank you", "--for", "nobody")
    shell.done("jar", "add", "and you", "--for", "decade")
    assert {note.to for note in shell.open_session(None).service.state.jar.notes} == {"", "decade"}
    assert shell.done("people", "rename", "both", "Bo").startswith("both goes by Bo now.\n")


def test_two_people_of_one_name_are_told_apart_by_their_ids(shell: Runs) -> None:
    from_elsewhere(shell, PersonJoined("c0ffee", "sam", SUNDAY))
    people = shell("people", "--json").document["people"]
    first = next(person["id"] for person in people if person["name"] == "Sam")

    sentence = shell.refused("people", "here", "SAM")

    assert sentence == f"“SAM” could be Sam ({first}) or sam (c0ffee). Say more of the name, or the id."
    assert shell.done("people").splitlines()[1:] == [f"Sam ({first})", "sam (c0ffee)"]
    assert shell.done("people", "here", "c0ffee") == "sam is at the keyboard.\n"
    assert shell.done("people", "rename", first, "Samuel").startswith("Sam goes by Samuel now.\n")


def test_two_rituals_of_one_name_are_told_apart_by_their_ids(shell: Runs) -> None:
    from_elsewhere(
        shell, RitualAdded("tea", SUNDAY, "Tea", DAILY), RitualAdded("tea-ab12", SUNDAY, "Tea", DAILY, cue="by the sea")
    )

    sentence = shell.refused("tick", "ea")
    shell.done("edit", "tea-ab12", "--name", "Chai")

    assert sentence == "“ea” could be Tea (tea) or Tea (tea-ab12). Say more of the name, or the id."
    assert "by the sea" in shell.done("show", "chai")
    assert shell.done("tick", "tea").startswith("Done: Tea,")


def test_an_id_names_one_of_several_rituals_with_its_name_and_no_ritual_of_another_name(shell: Runs) -> None:
    from_elsewhere(shell, RitualAdded("tea", SUNDAY, "Tea", DAILY), RitualAdded("tea-ab12", SUNDAY, "Tea", DAILY))
    by_id = shell.done("edit", "tea", "--cue", "at four")
    from_elsewhere(shell, RitualEdited("tea", name="Chai"))

    sentence = shell.refused("tick", "tea")

    assert by_id.startswith("Tea")
    assert sentence == "“tea” could be Chai (tea) or Tea (tea-ab12). Say more of the name, or the id."


def test_a_ritual_may_be_called_like_a_word_of_the_commands(shell: Runs) -> None:
    shell.done("add", "all", "--every", "every day")
    shell.done("add", "today", "--every", "every day")

    assert shell.done("tick", "all").startswith("Done: all,")
    assert shell.done("tick", "today", "--on", "today").startswith("Done: today,")
    assert shell.done("pause", "all").startswith("all is paused")
    assert shell.done("pause").startswith("Everything is paused")
    assert shell.done("resume", "all") == ("The pause of all is over, but everything is paused until you resume.\n")
    assert "Everything is paused already" in shell.refused("pause", exit_code=1)


def test_a_ritual_can_be_for_one_person_even_before_any_welcome(empty: Runs) -> None:
    empty.done("add", "Tea", "--every", "every day", "--who", "ana")
    empty.done("people", "add", "Sam")
    empty.done("people", "here", "sam")
    empty.done("add", "Coffee", "--every", "every day", "--who", "sam")

    today = empty.done("today")

    assert "any time · ana" in today
    assert "any time · Sam" in today


@pytest.mark.parametrize("part", ["evening walk", "EVENING", "walk", "wALK", "ing wa"])
def test_any_part_of_a_name_will_do(shell: Runs, part: str) -> None:
    assert shell.done("tick", part).startswith("Done: Evening walk")


def test_an_id_will_do_and_accents_are_no_hurdle(shell: Runs) -> None:
    shell.done("add", "Café à deux", "--every", "every day")
    ritual = shell("show", "cafe a", "--json").document["ritual"]["id"]

    assert shell.done("tick", ritual).startswith("Done: Café à deux")


def test_a_whole_name_wins_over_a_part_of_another(shell: Runs) -> None:
    shell.done("add", "Walk", "--every", "every day")

    assert shell.done("tick", "walk").startswith("Done: Walk,")


def test_a_name_is_one_word_for_a_shell_and_no_part_of_an_id_hides_it(shell: Runs) -> None:
    shell.done("add", "Our ritual", "--every", "every day")

    assert "Evening walk" in shell.done("tick", "evening-walk")
    assert "Our ritual" in shell.done("tick", "ritual")
    assert "rituals restore our-ritual brings" in shell.done("archive", "our-ritual")


def test_an_ambiguous_part_lists_whom_it_may_mean(shell: Runs) -> None:
    shell.done("add", "Morning walk", "--every", "every day")

    sentence = shell.refused("tick", "walk")

    assert "Evening walk (ritual-" in sentence
    assert " or Morning walk (ritual-" in sentence


def test_many_candidates_are_not_all_listed(shell: Runs) -> None:
    for number in range(9):
        shell.done("add", f"Walk {number}", "--every", "every day")

    assert "or 4 more." in shell.refused("tick", "walk")


def test_a_mistyped_name_gets_a_suggestion(shell: Runs) -> None:
    assert "Did you mean “Evening walk”?" in shell.refused("tick", "wlak")


@pytest.mark.parametrize("name", ["", " ", "\x00", "[/b]", "\x1b[2J", "\u202e", "🫂", "x" * 10_000, "\udcff\n"])
@pytest.mark.parametrize("verb", ["tick", "untick", "rest", "pause", "resume", "show", "edit", "archive", "restore"])
def test_a_name_that_nothing_has_is_refused_in_one_safe_sentence(shell: Runs, verb: str, name: str) -> None:
    words = (verb, name, "--minutes", "5") if verb == "edit" else (verb, name)

    sentence = shell.refused(*words)

    assert sentence.startswith("No ritual is called “")
    assert "\x1b" not in sentence
    assert "\u202e" not in sentence
    assert len(sentence) < 250
