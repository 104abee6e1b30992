"""The doctor on words that an editor had open: told without quoting them, and erased only where somebody says so."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("modes and owners are POSIX's", allow_module_level=True)

from rituals.adapters.backup.stray_words import DEMO_LOCK
from rituals.adapters.editor_folders import DiskEditorFolders
from rituals.bootstrap import demo_session
from rituals.core.events import DraftKept
from rituals.core.jar.unfinished import UnfinishedNote
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs

SECRET = "quincewhisper"
ALL_IS_WELL = "All is well.\n"


@pytest.fixture
def private(empty: Runs) -> Runs:
    """A home that nobody else may look into."""
    empty.done("people", "add", "Sam")
    for path in (empty.home, *empty.home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return empty


def stopped_editor(shell: Runs, text: str, *, began: str = "") -> Path:
    """The folder of an editor that was stopped, and what is in it by then."""
    folders = DiskEditorFolders(shell.home / "data" / "drafts")
    folder = folders.begin(UnfinishedNote("ana", DraftKept("ana", began)), text)
    folder.release()
    return folder.folder


def of_an_earlier_version(scratch: Path, name: str = "rituals-k3_9xq0a", *, age: float = 2 * 86400) -> Path:
    """What an earlier version left in the temporary folder when it was killed."""
    path = scratch / name
    words = path if name.endswith(".txt") else path / "note.txt"
    if words != path:
        path.mkdir(mode=0o700)
    words.write_text(SECRET, encoding="utf-8")
    words.chmod(0o600)
    when = words.stat().st_mtime - age
    os.utime(words, (when, when))
    return path


def test_when_they_were_written_is_said_in_the_zone_of_the_home(private: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    words = stopped_editor(private, SECRET) / "note.txt"
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
    for path in (words, words.parent):
        os.utime(path, (noon, noon))
    monkeypatch.setenv("RITUALS_TZ", "Asia/Kolkata")

    assert "written on Sunday 22 November 2026 at 17:30" in private("doctor").out


def test_left_words_are_told_without_quoting_them_and_stay_where_nobody_can_be_asked(private: Runs) -> None:
    folder = stopped_editor(private, SECRET)

    ran = private("doctor")
    mended = private("doctor", "--repair", "--json")

    assert ran.exit_code == 1
    assert f"! Words that were never put in lie in {folder}, written on " in ran.out
    assert (
        "rituals jar add, or jar edit or reply for a note that is there, offers them to whoever wrote them" in ran.out
    )
    assert SECRET not in ran.out
    assert (mended.document["well"], mended.document["mended"]) == (False, [])
    assert (folder / "note.txt").read_text(encoding="utf-8") == f"{SECRET}\n"


def test_words_go_once_somebody_says_yes_and_stay_at_anything_else(private: Runs, typed: Typed) -> None:
    folder = stopped_editor(private, SECRET)
    (folder / ".note.txt.swp").write_text(SECRET, encoding="utf-8")
    typed("\n")
    kept = private("doctor", "--repair")
    is_kept = folder.exists()
    typed("y\n")

    ran = private("doctor", "--repair")

    assert is_kept
    assert kept.exit_code == 1
    assert "Erase them for good?" in kept.err
    assert SECRET not in kept.err + kept.out + ran.err + ran.out
    assert f"* {folder} is gone for good." in ran.out
    assert ran.out.endswith(ALL_IS_WELL)
    assert not folder.exists()


@pytest.mark.parametrize("text", ["", "as it was"])
def test_a_folder_without_new_words_goes_without_a_question(private: Runs, text: str) -> None:
    folder = stopped_editor(private, text, began=text)

    told = private("doctor").out
    mended = private.done("doctor", "--repair")

    assert "! An editor that was stopped has left files behind." in told
    assert "* What an editor left behind is removed; there were no words in it." in mended
    assert not folder.exists()


def test_what_an_editor_has_open_is_none_of_the_doctors(private: Runs, typed: Typed) -> None:
    folders = DiskEditorFolders(private.home / "data" / "drafts")
    folder = folders.begin(UnfinishedNote("ana", DraftKept("ana", "")), SECRET)
    typed("y\n")

    mended = private.done("doctor", "--repair")
    folder.release()

    assert mended.endswith(ALL_IS_WELL)
    assert folder.holds_words()


def test_a_folder_that_was_never_made_whole_goes_once_it_is_surely_left(private: Runs) -> None:
    half = private.home / "data" / "drafts" / "editor" / "0123456789abcdef"
    half.mkdir(mode=0o700, parents=True)
    for folder in (half.parent.parent, half.parent):
        folder.chmod(0o700)
    os.utime(half, (0, 0))

    told = private("doctor").out
    mended = private.done("doctor", "--repair")

    assert "! An editor that was stopped has left files behind." in told
    assert "there were no words in it" in mended
    assert not half.exists()


def test_words_of_which_nothing_else_is_known_are_told_too(private: Runs, typed: Typed) -> None:
    folder = stopped_editor(private, SECRET)
    (folder / "note.json").write_text("{", encoding="utf-8")
    typed("y\n")

    assert "is gone for good" in private("doctor", "--repair").out
    assert not folder.exists()


@pytest.mark.parametrize("name", ["rituals-k3_9xq0a", "rituals-k3_9xq0a.txt"])
def test_what_earlier_versions_left_in_the_temporary_folder_is_swept(
    private: Runs, typed: Typed, scratch: Path, name: str
) -> None:
    path = of_an_earlier_version(scratch, name)
    told = private("doctor")
    typed("y\n")

    mended = private("doctor", "--repair")

    assert f"! Words that were never put in lie in {path}, written on " in told.out
    assert f"* {path} is gone for good." in mended.out
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("name", ["rituals-short", "rituals-demo-k3_9xq0a", "rituals-k3_9xq0a.zip", "other-k3_9xq0a"])
def test_what_no_earlier_version_left_is_left_alone(private: Runs, scratch: Path, name: str) -> None:
    of_an_earlier_version(scratch, name)

    assert private.done("doctor").endswith(ALL_IS_WELL)


def test_a_demo_that_was_killed_is_swept_and_one_that_is_open_is_not(private: Runs, scratch: Path) -> None:
    with demo_session():
        (path,) = scratch.iterdir()
        killed = path.with_name("rituals-demo-k3_9xq0a")
        killed.mkdir(mode=0o700)
        (killed / DEMO_LOCK).touch()
        (killed / "words").write_text(SECRET, encoding="utf-8")

        mended = private.done("doctor", "--repair")

        assert f"* {killed} is removed; nothing in a demo was to be kept." in mended
        assert list(scratch.iterdir()) == [path]
    assert list(scratch.iterdir()) == []


def test_what_may_still_be_open_or_is_not_surely_ours_is_left_alone(private: Runs, scratch: Path) -> None:
    of_an_earlier_version(scratch, "rituals-aaaaaaaa", age=3600)
    of_an_earlier_version(scratch, "rituals-bbbbbbbb").chmod(0o755)
    of_an_earlier_version(scratch, "rituals-cccccccc.txt").chmod(0o644)
    (scratch / "rituals-dddddddd").symlink_to(of_an_earlier_version(scratch, "elsewhere"))
    (of_an_earlier_version(scratch, "rituals-eeeeeeee") / "note.txt").rename(scratch / "rituals-eeeeeeee" / "other")
    (of_an_earlier_version(scratch, "rituals-ffffffff") / ".note.txt.swp").write_text("open", encoding="utf-8")

    assert private.done("doctor").endswith(ALL_IS_WELL)
