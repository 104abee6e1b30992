"""`rituals calendar feed`: where the file goes, what of it is refused, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.config import CalendarSettings, load_settings
from tests.kit.runs import Runs


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "shown").mkdir()
    return tmp_path / "shown" / "us.ics"


def kept_settings(shell: Runs) -> CalendarSettings:
    return load_settings(shell.home / "settings.toml").calendar


def names_in(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY")}


def go_on(shell: Runs) -> None:
    """Do what a process of its own does after a verb."""
    shell.open_session(None).calendar_report()


def test_the_file_is_written_at_once_and_kept_up_to_date_from_then_on(shell: Runs, file: Path) -> None:
    assert shell.done("calendar", "feed", str(file)).splitlines() == [
        f"{file} is written, and kept up to date from now on.",
        "Whoever can read the file sees what is planned there; it holds no notes, and nothing of what was done.",
    ]
    assert names_in(file) == {"Long hug", "Evening walk"}

    shell.done("edit", "walk", "--name", "Stroll")
    go_on(shell)

    assert names_in(file) == {"Long hug", "Stroll"}
    assert kept_settings(shell) == CalendarSettings(str(file))


def test_without_a_file_it_says_where_it_goes(shell: Runs, file: Path) -> None:
    none = "No calendar file is kept. rituals calendar feed FILE.ics keeps one up to date.\n"
    assert shell.done("calendar", "feed") == none

    shell.done("calendar", "feed", str(file))
    assert shell.done("calendar", "feed") == (
        f"Your calendar is kept up to date in {file}. It last changed today at 19:00.\n"
    )

    assert shell.done("calendar", "feed", "--off") == f"{file} stays as it is, and is kept up to date no more.\n"
    assert shell.done("calendar", "feed") == shell.done("calendar", "feed", "--off") == none
    shell.done("edit", "walk", "--name", "Stroll")
    go_on(shell)
    assert "Evening walk" in names_in(file)


def test_its_document_says_the_same(shell: Runs, file: Path) -> None:
    nothing = {"format": 1, "file": None, "changed_at": None, "floating": False, "quotas": False, "problem": ""}
    assert shell("calendar", "feed", "--json").document == nothing

    document = shell("calendar", "feed", str(file), "--floating", "--quotas", "--json").document

    assert document == {
        **nothing,
        "file": str(file),
        "changed_at": "2026-11-22T18:00:00+00:00",
        "floating": True,
        "quotas": True,
    }


def test_how_times_stand_in_it_and_whether_quotas_do_is_kept_with_it(shell: Runs, file: Path) -> None:
    shell.done("calendar", "feed", str(file))
    zoned = file.read_text(encoding="utf-8")

    shell.done("calendar", "feed", str(file), "--floating", "--quotas")
    shell.done("add", "Tea", "--every", "every day")
    go_on(shell)

    text = file.read_text(encoding="utf-8")
    assert "TZID" in zoned
    assert "TZID" not in text
    assert names_in(file) == {"Long hug", "Evening walk", "Cook together", "Tea"}
    assert shell.done("calendar", "feed").splitlines()[1:] == [
        "Its times are floating: the same hour wherever you are.",
        "What has no day of its own has one in it for its week or month.",
    ]


def test_what_is_one_persons_alone_is_in_it_only_where_they_live(shell: Runs, file: Path) -> None:
    shell.done("people", "home", "ana")
    shell.done("add", "Anas own book", "--every", "every day", "--who", "me")
    shell.done("people", "here", "Sam")
    shell.done("add", "Sams own run", "--every", "every day", "--who", "me")

    shell.done("calendar", "feed", str(file))
    assert names_in(file) == {"Long hug", "Evening walk", "Anas own book"}

    shell.done("people", "home", "all")
    go_on(shell)
    assert names_in(file) == {"Long hug", "Evening walk", "Anas own book", "Sams own run"}


def test_it_names_no_more_than_nudges_do(shell: Runs, file: Path) -> None:
    shell.done("edit", "walk", "--discreet")
    shell.done("calendar", "feed", str(file))

    assert "Evening walk" not in names_in(file)

    shell.done("config", "nudges.discreet", "always")
    go_on(shell)
    assert names_in(file) <= {"A moment for us"}


def test_ticks_change_nothing_and_what_is_put_away_ends(shell: Runs, file: Path) -> None:
    shell.done("calendar", "feed", str(file))
    written = file.read_bytes()

    for words in (["tick", "hug"], ["tick", "walk", "--note", "by the sea"], ["untick", "hug"], ["tick", "cook"]):
        shell.done(*words)
        go_on(shell)
    assert file.read_bytes() == written

    shell.done("archive", "walk")
    go_on(shell)
    assert file.read_bytes() != written


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["{folder}"], "is a folder. Name a file in it, such as {folder}/rituals.ics."),
        (["{folder}/gone/us.ics"], "There is no folder {folder}/gone. Make it first, or choose another."),
        (["{home}/data/us.ics"], "lies where rituals keeps its own files."),
        (["{home}/settings.toml"], "lies where rituals keeps its own files."),
        (["{folder}/diary.ics"], "is there already, and not a calendar from here."),
        (["{folder}/us.ics", "--off"], "--off goes alone."),
        (["--quotas"], "Name the file as well: rituals calendar feed FILE.ics."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused_and_nothing_of_it_kept(shell: Runs, file: Path, words: list[str], why: str) -> None:
    places = {"folder": file.parent, "home": shell.home}
    (file.parent / "diary.ics").write_text("Dear diary", encoding="utf-8")

    ran = shell("calendar", "feed", *(word.format(**places) for word in words))

    assert ran.exit_code == 2
    assert why.format(**places) in ran.err
    assert kept_settings(shell) == CalendarSettings()
    assert (file.parent / "diary.ics").read_text(encoding="utf-8") == "Dear diary"


def test_a_folder_that_is_gone_is_told_by_it_and_by_the_doctor_until_it_is_back(shell: Runs, file: Path) -> None:
    shell.done("config", "nudges.on", "false")
    shell.done("calendar", "feed", str(file))
    file.parent.rename(file.parent.with_name("away"))
    shell.done("edit", "walk", "--name", "Stroll")
    go_on(shell)

    told = f"The calendar file is not up to date: There is no folder for “{file}”. Try another place."
    assert shell.done("calendar", "feed").strip() == told
    assert told in shell("doctor").out
    shell.done("tick", "hug")

    file.parent.with_name("away").rename(file.parent)
    assert "All is well." in shell.done("doctor")
    assert "Stroll" in names_in(file)


def test_the_settings_list_it_and_say_which_verb_chooses_it(shell: Runs, file: Path) -> None:
    assert shell("config", "calendar.feed", str(file)).err == (
        "rituals: rituals calendar feed FILE says which one is kept up to date.\n"
    )
    shell.done("calendar", "feed", str(file))
    assert shell.done("config", "calendar.feed") == f"{file}\n"

    shell.done("config", "calendar.quotas", "true")
    go_on(shell)
    assert "Cook together" in names_in(file)
