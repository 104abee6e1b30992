"""The verb import, with another program's file: a preview, a question, one commit, or a sentence."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.kit.importing import SAMPLES
from tests.kit.keyboard import AtTerminal
from tests.kit.runs import Runs

LOOP = str(SAMPLES / "loop.db")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Ana and Sam's empty home, on the day after the samples end."""
    shell = Runs(tmp_path / "home", capsys)
    shell.clock.set("2026-11-28 19:00")
    shell.done("people", "add", "Sam")
    return shell


def journal(shell: Runs) -> list[bytes]:
    return [path.read_bytes() for path in sorted((shell.home / "data" / "shared").glob("*.jsonl"))]


def entry(document: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [ritual for ritual in document["rituals"] if ritual["name"] == name]
    return dict(found)


# asked first


def test_without_a_terminal_the_preview_is_printed_and_nothing_written(shell: Runs) -> None:
    before = journal(shell)

    ran = shell("import", LOOP, "--together")

    assert "Long hug 🫂 → Long hug 🫂, new: every day at 22:00" in ran.out
    assert ran.err == "rituals: Nothing was brought in yet. Add --yes where nobody can be asked.\n"
    assert ran.exit_code == 2
    assert journal(shell) == before


def test_a_dry_run_is_the_preview_alone(shell: Runs) -> None:
    before = journal(shell)

    told = shell.done("import", LOOP, "--together", "--dry-run")

    assert told == shell("import", LOOP, "--together").out
    assert journal(shell) == before


def test_it_must_be_said_whose_days_they_are_where_there_are_two(shell: Runs) -> None:
    before = journal(shell)

    told = shell.refused("import", LOOP, "--yes")

    assert told.endswith("doesn't say whose they are. Say --by ana or --by Sam, or --together.")
    assert journal(shell) == before


def test_at_a_terminal_it_is_asked_whose_they_are_and_whether_to_go_on(
    shell: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", AtTerminal(BytesIO(b"nobody\nsam\ny\n")))

    ran = shell("import", str(SAMPLES / "long.csv"))

    assert ran.exit_code == 0
    assert "There are days in the file of which it doesn't say whose they are.\nana, Sam or both? [both]: " in ran.err
    assert ran.out.endswith(" were brought in from " + str(SAMPLES / "long.csv") + ".\n")
    rows = shell("list", "--json").document["rituals"]
    assert {row["who"] for row in rows} == {"each"}


def test_at_a_terminal_nothing_comes_in_where_somebody_says_no(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    before = journal(shell)
    monkeypatch.setattr("sys.stdin", AtTerminal(BytesIO(b"n\n")))

    assert shell("import", LOOP, "--together").out.endswith("Nothing was brought in.\n")
    assert journal(shell) == before


def test_by_and_together_do_not_go_together(shell: Runs) -> None:
    assert "Leave out one of them." in shell.refused("import", LOOP, "--by", "Sam", "--together")


# brought in


def test_brought_in_it_is_in_every_verb_at_once(shell: Runs) -> None:
    told = shell.done("import", LOOP, "--together", "--yes")

    assert told.startswith("8 rituals, 402 days, 86 notes and 5 rests were brought in from ")
    assert "Long hug 🫂" in shell.done("today")
    assert "146 days" in shell.done("streaks")
    assert "Sauna" in shell.done("list", "--all")


def test_the_document_has_what_the_preview_says(shell: Runs) -> None:
    preview = shell("import", LOOP, "--together", "--dry-run", "--json").document
    done = shell("import", LOOP, "--together", "--yes", "--json").document

    assert (preview["of"], preview["brought_in"], done["brought_in"]) == ("loop", False, True)
    hug = entry(preview, "Long hug 🫂")
    assert (hug["days"], hug["new_days"], hug["cadence"], hug["ritual"]) == (146, 146, "every day at 22:00", None)
    assert preview["rituals"] == done["rituals"]


def test_again_it_is_all_here(shell: Runs) -> None:
    shell.done("import", LOOP, "--together", "--yes")
    before = journal(shell)

    told = shell.done("import", LOOP, "--together", "--yes")

    assert told.endswith(f"Everything in {LOOP} is here already.\n")
    assert journal(shell) == before


def test_one_undo_takes_it_back_and_it_comes_in_with_other_answers(shell: Runs) -> None:
    shell.done("import", LOOP, "--together", "--yes")

    shell.done("undo")
    assert "Long hug" not in shell.done("list", "--all")
    shell.done("import", LOOP, "--together", "--map", "Long hug 🫂=Hug", "--yes")

    assert "Hug" in shell.done("list")


# what becomes what


def test_each_can_be_renamed_joined_or_left_out(shell: Runs) -> None:
    shell.done("add", "Walk", "--every", "every day")

    maps = ("--map", "walk, and talk=Walk", "--map", "Letters=Letters to each other", "--map", "Dance=")
    shell.done("import", LOOP, "--together", "--yes", *maps)

    names = {row["name"] for row in shell("list", "--json").document["rituals"]}
    assert {"Walk", "Letters to each other"} <= names
    assert not {"Dance", "Letters", "Walk, and talk"} & names


def test_a_name_that_the_file_does_not_have_is_told_with_those_it_has(shell: Runs) -> None:
    told = shell.refused("import", LOOP, "--together", "--map", "Tea=Coffee", "--yes")

    assert told.startswith("The file has nothing called “Tea”. It has: “Date night”, “Walk, and talk”")


def test_what_cannot_come_in_is_named_beside_what_did(shell: Runs) -> None:
    shell.done("import", LOOP, "--by", "me", "--yes")
    shell.done("people", "here", "Sam")

    told = shell.done("import", LOOP, "--by", "me", "--map", "Letters=Letters of mine", "--yes")

    assert told.startswith("2 rituals, ")
    assert "Letters stayed out" not in told
    assert "Long hug 🫂 stayed out: Long hug 🫂 is for ana alone. Give this one another name." in told


def test_it_is_not_said_to_be_here_where_some_of_it_cannot_come_in(shell: Runs) -> None:
    shell.done("import", LOOP, "--by", "me", "--yes")
    shell.done("people", "here", "Sam")
    shell.done("import", LOOP, "--by", "me", "--yes")

    told = shell.done("import", LOOP, "--by", "me", "--yes")

    assert told.endswith("Some of it can't be brought in as it is; the rest is here already.\n")


def test_by_somebody_a_ritual_is_theirs(shell: Runs) -> None:
    shell.done("import", LOOP, "--by", "me", "--yes")

    assert "ana" in shell.done("list")


# files that can't be read


def test_a_file_that_is_nothing_is_refused_with_what_can_be_read(shell: Runs, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")

    told = shell.refused("import", str(tmp_path / "photo.png"), "--yes")

    assert told.startswith("The file is nothing that can be brought in. What can be: a JSON export of rituals, Loop")


def test_a_calendar_in_which_nothing_is_ahead_is_refused(shell: Runs, tmp_path: Path) -> None:
    (tmp_path / "empty.ics").write_text("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")

    told = shell.refused("import", str(tmp_path / "empty.ics"), "--map", "Walk", "--yes")

    assert told.startswith("There is nothing in the file that could be brought in.")


def test_an_unknown_format_leads_to_the_list(shell: Runs) -> None:
    refusal = shell.refused("import", LOOP, "--format", "habitbull")

    assert refusal.endswith("rituals help formats lists what can be brought in.")


def test_the_list_of_formats_names_each_that_can_be_chosen(shell: Runs) -> None:
    told = shell.done("help", "formats")

    for form in ("rituals", "loop", "loop-csv", "harsh", "ics", "csv"):
        assert f"\n{form} " in told


def test_a_database_that_waits_for_its_last_days_says_so(shell: Runs, tmp_path: Path) -> None:
    shutil.copy(LOOP, tmp_path / "loop.db")
    (tmp_path / "loop.db-wal").write_bytes(b"\0" * 64)

    assert "-wal" in shell.done("import", str(tmp_path / "loop.db"), "--together", "--dry-run")


def test_a_folder_without_anything_to_bring_in_is_refused(shell: Runs, tmp_path: Path) -> None:
    assert "is a folder in which nothing can be brought in" in shell.refused("import", str(tmp_path), "--yes")
