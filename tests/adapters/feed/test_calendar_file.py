"""Where a calendar file may lie, and that nobody else's is ever written over."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from rituals.adapters.feed.calendar_file import calendar_path, replace_calendar
from rituals.errors import StorageError, UsageError

OURS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rituals//rituals//EN\r\nEND:VCALENDAR\r\n"
LATER = OURS.replace("VERSION", "NAME:us\r\nVERSION")
ANOTHERS = OURS.replace("rituals", "khal")

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other modes, links and pipes")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("name", ["us.ics", "Unser Kalender ♥.ics", "-x.ics", "us", "x" * 200])
def test_a_file_in_a_folder_that_is_there_can_be_kept(tmp_path: Path, name: str) -> None:
    assert calendar_path(str(tmp_path / name), ()) == tmp_path / name


@on_posix
def test_the_home_is_meant_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert calendar_path("~/us.ics", ()) == tmp_path / "us.ics"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "goes by a path in plain text"),
        ("a\nb.ics", "goes by a path in plain text"),
        ("{folder}", "is a folder. Name a file in it, such as {folder}/rituals.ics."),
        ("{folder}/gone/us.ics", "There is no folder {folder}/gone."),
        ("{folder}/data/us.ics", "lies where rituals keeps its own files"),
        ("{folder}/data/deeper/us.ics", "There is no folder"),
        ("{folder}/settings.toml", "lies where rituals keeps its own files"),
        ("~nobody-of-that-name/us.ics", "names a login that isn't on this machine"),
    ],
)
@on_posix
def test_what_can_be_no_calendar_file_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "data").mkdir()

    with pytest.raises(UsageError) as refusal:
        calendar_path(text.format(folder=tmp_path), (tmp_path / "data", tmp_path / "settings.toml"))

    assert why.format(folder=tmp_path) in str(refusal.value)


@on_posix
def test_a_link_into_our_own_folder_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "data")

    with pytest.raises(UsageError):
        calendar_path(str(tmp_path / "elsewhere" / "us.ics"), (tmp_path / "data",))


def test_it_is_written_only_where_it_says_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "us.ics"

    assert [replace_calendar(path, text) for text in (OURS, OURS, LATER, LATER)] == [True, False, True, False]
    assert path.read_bytes() == LATER.encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [ANOTHERS, "dear diary", "BEGIN:VCALENDAR\r\n", "x" + OURS, "\0" * 99])
def test_what_is_not_from_here_is_never_written_over(tmp_path: Path, content: str) -> None:
    path = tmp_path / "us.ics"
    path.write_text(content, encoding="utf-8", newline="")

    with pytest.raises(UsageError, match="is there already, and not a calendar from here"):
        replace_calendar(path, OURS)

    assert path.read_bytes() == content.encode()


@on_posix
def test_a_new_file_is_for_its_owner_alone_and_one_that_is_there_stays_as_open_as_it_is(tmp_path: Path) -> None:
    new, shown = tmp_path / "new.ics", tmp_path / "shown.ics"
    shown.touch()
    shown.chmod(0o644)

    for path in (new, shown):
        replace_calendar(path, OURS)
        replace_calendar(path, LATER)

    assert (mode_of(new), mode_of(shown)) == (0o600, 0o644)


@on_posix
def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    link, real = tmp_path / "us.ics", tmp_path / "synced" / "ours.ics"
    link.symlink_to(real)

    replace_calendar(link, OURS)
    replace_calendar(link, LATER)

    assert link.is_symlink()
    assert real.read_bytes() == LATER.encode()


@on_posix
def test_what_is_no_file_is_neither_read_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "us.ics")

    with pytest.raises(StorageError, match="can't be read"):
        replace_calendar(tmp_path / "us.ics", OURS)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "us.ics"
    replace_calendar(path, OURS)

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(StorageError, match="could not be written"):
        replace_calendar(path, LATER)
    assert path.read_bytes() == OURS.encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="There is no folder"):
        replace_calendar(tmp_path / "gone" / "us.ics", OURS)
