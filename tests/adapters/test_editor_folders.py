"""Folders of editors: each run has its own, which nobody else gets while it is held."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from rituals.adapters.editor_folders import DiskEditorFolder, DiskEditorFolders
from rituals.core.events import DraftKept
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.errors import StorageError

NOTE = UnfinishedNote("ana", DraftKept("ana", "as it was"))


@pytest.fixture
def folders(tmp_path: Path) -> DiskEditorFolders:
    return DiskEditorFolders(tmp_path)


def stopped(folders: DiskEditorFolders) -> list[DiskEditorFolder]:
    """Those that are stopped, released again."""
    listed = []
    for folder in folders.stopped():
        folder.release()
        listed.append(folder)
    return listed


def test_two_editors_at_once_never_meet_and_none_is_stopped(folders: DiskEditorFolders) -> None:
    first, second = folders.begin(NOTE, "one"), folders.begin(NOTE, "two")

    assert (first.content(), second.content()) == (b"one\n", b"two\n")
    assert stopped(folders) == []


def test_what_was_released_comes_back_with_what_was_known_of_it_the_latest_first(folders: DiskEditorFolders) -> None:
    for age, text in ((300, "one"), (100, "three"), (200, "two")):
        folder = folders.begin(NOTE, text)
        folder.release()
        os.utime(folder.folder, (time.time() - age,) * 2)

    assert [folder.content() for folder in stopped(folders)] == [b"three\n", b"two\n", b"one\n"]
    assert {folder.note for folder in stopped(folders)} == {NOTE}


@pytest.mark.parametrize(
    ("text", "beside", "holds"),
    [("as it was", "", False), ("", "", False), ("else", "", True), ("as it was", ".note.txt.swp", True)],
)
def test_words_are_what_the_editor_did_not_begin_with_and_what_it_keeps_beside(
    folders: DiskEditorFolders, text: str, beside: str, holds: bool
) -> None:
    folder = folders.begin(NOTE, text)
    if beside:
        (folder.folder / beside).write_text("else", encoding="utf-8")

    assert folder.holds_words() == holds


def test_what_nano_saves_as_it_is_stopped_is_taken_over(folders: DiskEditorFolders) -> None:
    folder = folders.begin(NOTE, "as it was")
    (folder.folder / "note.txt.save").write_text("later words", encoding="utf-8")

    folder.recover()

    assert folder.content() == b"later words"


def test_nothing_stays_of_a_folder_that_is_removed(folders: DiskEditorFolders, tmp_path: Path) -> None:
    folder = folders.begin(NOTE, "words")
    (folder.folder / "backups").mkdir()
    (folder.folder / "backups" / "note.txt~").write_text("words", encoding="utf-8")

    folder.remove()
    folder.release()

    assert list((tmp_path / "editor").iterdir()) == []


def test_a_folder_that_is_being_made_is_nobodys_until_it_is_surely_left(
    folders: DiskEditorFolders, tmp_path: Path
) -> None:
    half = tmp_path / "editor" / "0123456789abcdef"
    half.mkdir(parents=True)
    (tmp_path / "editor" / "a stray file").touch()
    young = stopped(folders)
    os.utime(half, (0, 0))

    (old,) = stopped(folders)

    assert young == []
    assert (old.folder, old.note, old.holds_words()) == (half, None, False)


def test_where_the_disk_refuses_nothing_is_left_of_a_beginning(
    folders: DiskEditorFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(StorageError, match="Free some room"):
        folders.begin(NOTE, "words")

    assert list((tmp_path / "editor").iterdir()) == []
