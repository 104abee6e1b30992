"""Backup: made, listed and brought back from a shell."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rituals.adapters.backup.archive import read_archive
from tests.kit.runs import Runs


@pytest.fixture
def lived_in(empty: Runs) -> Runs:
    """A home in which something was put down, with the weekly backup out of the way."""
    empty.done("people", "add", "Sam")
    empty.done("add", "Walk", "--every", "every day")
    shutil.rmtree(empty.home / "data" / "backups")
    (empty.home / "data" / "backups").mkdir(mode=0o700)
    return empty


def damage(home: Path) -> None:
    """Make the line of the last thing that was put down unreadable."""
    (journal,) = (home / "data" / "shared").glob("*.jsonl")
    content = journal.read_bytes()
    journal.write_bytes(content[:-20] + b"#" + content[-19:])


def test_a_backup_says_where_it_is_and_that_private_words_are_in_it(lived_in: Runs) -> None:
    said = lived_in.done("backup")

    place = lived_in.home / "data" / "backups" / "rituals-2026-11-22-180000.zip"
    assert said.splitlines() == [
        f"Everything is in {place}.",
        "It holds what each of you wrote in plain words, private pages too unless they are locked: keep it where only "
        "you can read it.",
        "Words that you erase for good go from it as well; from one made with --to they do not.",
    ]
    assert place.exists()


def test_a_backup_goes_where_it_is_asked_to(lived_in: Runs, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()

    lived_in.done("backup", "--to", str(tmp_path / "stick"))

    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["rituals-2026-11-22-180000.zip"]


def test_a_folder_that_is_not_there_is_not_made_up(lived_in: Runs, tmp_path: Path) -> None:
    said = lived_in.refused("backup", "--to", str(tmp_path / "stick"))

    assert said == f"There is no folder {tmp_path / 'stick'}. Make it first, or leave --to out."


def test_a_folder_is_for_making_one_and_not_passed_over_elsewhere(lived_in: Runs, tmp_path: Path) -> None:
    for verb in ("list", "restore"):
        assert "--to is for making a backup" in lived_in.refused("backup", "--to", str(tmp_path), verb)


def test_a_folder_with_a_longer_name_than_any_is_not_there_either(lived_in: Runs) -> None:
    assert lived_in.refused("backup", "--to", "a" * 5_000).startswith("There is no folder ")


def test_where_nothing_was_put_down_there_is_nothing_to_back_up(empty: Runs) -> None:
    assert "nothing to back up" in empty.refused("backup", exit_code=1)


def test_backups_are_listed_the_newest_first_with_the_events_in_them(lived_in: Runs) -> None:
    lived_in.done("backup")
    lived_in.clock.pass_time(days=1)
    lived_in.done("tick", "walk")
    lived_in.done("backup")
    (lived_in.home / "data" / "backups" / "rituals-2026-01-01-000000.zip").write_bytes(b"no zip")

    listed = lived_in.done("backup", "list").splitlines()
    document = lived_in("backup", "list", "--json").document

    assert [line.split()[0] for line in listed[2:]] == [one["name"] for one in document["backups"]]
    assert [one["events"] for one in document["backups"]] == [4, 4, 3, None]
    assert "today at 19:00" in listed[2]
    assert "yesterday at 19:00" in listed[4]
    assert "can't be read" in listed[5]


def test_without_any_the_list_says_how_to_make_one(lived_in: Runs) -> None:
    assert lived_in.done("backup", "list") == "There is no backup here yet. rituals backup makes one.\n"


def test_a_damaged_folder_is_mended_from_the_newest_backup(lived_in: Runs) -> None:
    lived_in.done("backup")
    damage(lived_in.home)
    lived_in("tick", "walk")

    said = lived_in.done("backup", "restore").splitlines()

    before = lived_in.home / "data" / "backups" / "rituals-2026-11-22-180000-before-restore.zip"
    assert said == [
        "1 event came back from the backup made today at 19:00; all that was put down since is still there.",
        f"How it was before is in {before}.",
    ]
    assert "Walk" in lived_in.done("list")


def test_a_backup_can_be_named_as_the_list_names_it_or_by_its_path(lived_in: Runs, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    lived_in.done("backup")
    lived_in.done("backup", "--to", str(tmp_path / "stick"))

    for name in ("rituals-2026-11-22-180000.zip", str(tmp_path / "stick" / "rituals-2026-11-22-180000.zip")):
        said = lived_in.done("backup", "restore", name).splitlines()[0]
        assert said == (
            "Nothing in the backup made today at 19:00 is missing here; "
            "an older one may have more (rituals backup list)."
        )


def test_a_lost_home_comes_back_from_a_stick(lived_in: Runs, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    lived_in.done("backup", "--to", str(tmp_path / "stick"))
    shutil.rmtree(lived_in.home)

    said = lived_in.done("backup", "restore", str(tmp_path / "stick" / "rituals-2026-11-22-180000.zip"))

    assert said.splitlines()[0].startswith("3 events came back")
    assert said.splitlines()[1] == "There was nothing here before."
    assert "Walk" in lived_in.done("list")


def test_what_cannot_be_restored_is_told_in_a_sentence(lived_in: Runs, tmp_path: Path) -> None:
    (tmp_path / "holiday.zip").write_bytes(b"pictures")

    none = lived_in.refused("backup", "restore", exit_code=1)
    wrong = lived_in.refused("backup", "restore", str(tmp_path / "holiday.zip"), exit_code=1)
    gone = lived_in.refused("backup", "restore", "last-year.zip", exit_code=1)

    assert none.startswith("There is no backup in ")
    assert "is not a whole backup, so nothing is taken from it" in wrong
    assert "last-year.zip can't be read" in gone


def test_the_weekly_one_is_made_by_what_puts_something_down_and_by_nothing_else(lived_in: Runs) -> None:
    folder = lived_in.home / "data" / "backups"

    lived_in.done("today")
    after_a_look = [path.name for path in folder.iterdir()]
    lived_in.done("tick", "walk")
    after_a_tick = sorted(path.name for path in folder.glob("*.zip"))
    lived_in.done("untick", "walk")
    lived_in.clock.pass_time(days=7)
    lived_in.done("tick", "walk")

    assert after_a_look == []
    assert after_a_tick == ["rituals-2026-11-22-180000-weekly.zip"]
    assert sorted(path.name for path in folder.glob("*.zip")) == [
        "rituals-2026-11-22-180000-weekly.zip",
        "rituals-2026-11-29-180000-weekly.zip",
    ]


def test_what_is_erased_leaves_the_backups_here_and_copies_elsewhere_are_spoken_of(lived_in: Runs) -> None:
    lived_in.done("jar", "add", "the soup")
    lived_in.done("backup")
    (note,) = lived_in("jar", "list", "--json").document["notes"]

    said = lived_in.done("jar", "erase", note["id"], "--yes")

    assert "Copies made elsewhere, such as backups" in said
    left = list((lived_in.home / "data" / "backups").glob("*.zip"))
    assert sorted(path.name for path in left) == [
        "rituals-2026-11-22-180000-weekly.zip",
        "rituals-2026-11-22-180000.zip",
    ]
    contents = [content for path in left for content in read_archive(path).files.values()]
    plain = [path.read_bytes() for path in lived_in.home.rglob("*") if path.is_file()]
    assert not any(b"the soup" in content for content in (*contents, *plain))


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder that somebody is in.")
@pytest.mark.parametrize("call", [("backup", "--to", "."), ("pair", "new", "."), ("pair", "join", "there")])
def test_a_path_from_a_folder_that_is_gone_is_refused(
    lived_in: Runs, call: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert "begins in a folder that is gone. Give it in full" in lived_in.refused(*call)
