"""What every carrier does, whoever carries; and what a folder does besides."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.adapters.journal.disk import Disk
from rituals.adapters.together import folder_carrier
from rituals.adapters.together.carrier import AwayError, Carrier
from rituals.adapters.together.carriers import carrier_to
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.names import LARGEST_FILE, MOST_DEVICES, segment_name, state_name
from rituals.errors import StorageError
from tests.kit.carriers import DavCarrier, DavServer
from tests.kit.journal_disks import RefusingDisk

ANA, SAM = "00000000000000aa", "00000000000000bb"
SEGMENT = segment_name(ANA, 0)
COUPLE = "couple-00000000000000cc-1"

Open = Callable[[str], Carrier]


@pytest.fixture(params=["folder", "dav"])
def carrier_of(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens a carrier for a device; all of a test lead to one place."""
    server = DavServer()
    return (
        (lambda device: DavCarrier(server, device))
        if request.param == "dav"
        else (lambda device: FolderCarrier(tmp_path, device))
    )


def test_what_one_device_writes_another_reads(carrier_of: Open) -> None:
    assert carrier_of(ANA).names() == {}

    for name in (SEGMENT, state_name(ANA), COUPLE):
        carrier_of(ANA).write(name, name.encode())
    carrier_of(ANA).carry()

    assert {name: carrier_of(SAM).read(name) for name in carrier_of(SAM).names()} == {
        name: name.encode() for name in (SEGMENT, state_name(ANA), COUPLE)
    }


def test_a_mark_changes_with_its_file_alone(carrier_of: Open) -> None:
    carrier = carrier_of(ANA)
    carrier.write(SEGMENT, b"1")
    carrier.write(state_name(ANA), b"1")
    marks = carrier.names()

    carrier.write(SEGMENT, b"2")

    assert carrier.names()[SEGMENT] != marks[SEGMENT]
    assert carrier.names()[state_name(ANA)] == marks[state_name(ANA)]
    assert carrier.names() == carrier_of(SAM).names()


@pytest.mark.parametrize(
    "name", [segment_name(SAM, 0), state_name(SAM), "log", f"log/{ANA}", "inbox/x", "../x", f"state/{ANA}/x"]
)
def test_no_device_writes_below_the_names_of_another(carrier_of: Open, name: str) -> None:
    with pytest.raises(ValueError, match="not below the names"):
        carrier_of(ANA).write(name, b"")

    assert carrier_of(ANA).names() == {}


def test_a_devices_own_folder_stays_as_syncthing_would_watch_no_other_by_its_name(
    tmp_path: Path,
) -> None:
    carrier = FolderCarrier(tmp_path, SAM)
    FolderCarrier(tmp_path, ANA).write(SEGMENT, b"1")
    carrier.write(segment_name(SAM, 0), b"1")

    for name in carrier.names():
        carrier.remove(name)

    assert list((tmp_path / "rituals" / "log").iterdir()) == [tmp_path / "rituals" / "log" / SAM]


def test_a_couple_file_is_written_once(carrier_of: Open) -> None:
    carrier_of(ANA).write(COUPLE, b"first")

    with pytest.raises(StorageError):
        carrier_of(SAM).write(COUPLE, b"second")

    assert carrier_of(SAM).read(COUPLE) == b"first"


def test_what_is_removed_is_gone_and_may_be_removed_again(carrier_of: Open) -> None:
    carrier_of(ANA).write(SEGMENT, b"1")

    carrier_of(SAM).remove(SEGMENT)
    carrier_of(ANA).remove(SEGMENT)

    assert carrier_of(ANA).names() == {}
    with pytest.raises(StorageError):
        carrier_of(ANA).read(SEGMENT)


def test_a_file_longer_than_any_gets_is_not_read(carrier_of: Open) -> None:
    carrier_of(ANA).write(SEGMENT, b"x" * LARGEST_FILE)
    assert len(carrier_of(SAM).read(SEGMENT)) == LARGEST_FILE

    carrier_of(ANA).write(SEGMENT, b"x" * (LARGEST_FILE + 1))

    with pytest.raises(StorageError):
        carrier_of(SAM).read(SEGMENT)


def test_a_place_chooses_its_carrier(tmp_path: Path) -> None:
    assert isinstance(carrier_to(str(tmp_path), ANA), FolderCarrier)
    assert carrier_to("https://example.org/dav", ANA) is None


def lose(place: Path) -> None:
    """Let nothing be there."""


def put_a_file(place: Path) -> None:
    """Let a file be in its place."""
    place.touch()


def lead_nowhere(place: Path) -> None:
    """Let a link be in its place, to a stick that was pulled out."""
    place.symlink_to(place.with_name("nowhere"))


def put_a_file_into(place: Path) -> None:
    """Let a file be where a folder is below it."""
    place.mkdir()
    (place / "rituals").touch()


@pytest.mark.parametrize(
    ("damage", "kind", "what"),
    [
        (lose, AwayError, "The couple's folder {} is not there now. Put it back, or leave and join where it is now"),
        (
            lead_nowhere,
            AwayError,
            "The couple's folder {} is not there now. Put it back, or leave and join where it is now",
        ),
        (put_a_file, StorageError, "The couple's folder {} is no folder now. Move away what is there instead"),
        (
            put_a_file_into,
            StorageError,
            "In the couple's folder, {}/rituals is no folder now. Move away what is there instead",
        ),
    ],
)
def test_where_the_folder_is_not_there_it_says_what_to_do_and_what_is_kept(
    damage: Callable[[Path], None], kind: type[StorageError], what: str, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    damage(place)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(StorageError) as refusal:
        FolderCarrier(place, ANA).write(SEGMENT, b"")

    assert str(refusal.value) == f"{what.format(place)}; what you do is kept here."
    assert isinstance(refusal.value, kind)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("reason", "what"),
    [
        (errno.ENOSPC, "The couple's folder {} is full. Make room there"),
        (errno.EDQUOT, "The couple's folder {} is full. Make room there"),
        (errno.EROFS, "The couple's folder {} is read-only. Make it writable"),
        (errno.EACCES, f"In the couple's folder, {{}}/rituals/log/{ANA} is closed to this login. Look whose it is"),
        (errno.EPERM, f"In the couple's folder, {{}}/rituals/log/{ANA} is closed to this login. Look whose it is"),
        (errno.EIO, "The couple's folder {} can't be used now (Input/output error). Look at what it lies on"),
    ],
)
def test_whatever_refuses_it_says_what_to_do_and_what_is_kept(reason: int, what: str, tmp_path: Path) -> None:
    class ClosedDisk(Disk):
        def open(self, path: Path, flags: int) -> int:
            raise OSError(reason, os.strerror(reason), str(path) if flags and reason != errno.EIO else None)

    with pytest.raises(StorageError) as refusal:
        FolderCarrier(tmp_path, ANA, ClosedDisk()).write(SEGMENT, b"")

    assert str(refusal.value) == f"{what.format(tmp_path)}; what you do is kept here."


@pytest.mark.parametrize(("reason", "kind"), [(errno.EACCES, StorageError), (errno.ENOTCONN, AwayError)])
def test_what_can_not_be_looked_at_is_away_unless_this_login_may_not(
    reason: int, kind: type[StorageError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share whose server is off is away, as a stick is."""

    def refuse(*_: object) -> bool:
        raise OSError(reason, os.strerror(reason), str(tmp_path))

    monkeypatch.setattr(folder_carrier, "surely_folder", refuse)

    with pytest.raises(StorageError) as refusal:
        FolderCarrier(tmp_path, ANA).names()

    assert type(refusal.value) is kind
    assert str(refusal.value).startswith(f"The couple's folder {tmp_path} ")
    assert str(refusal.value).endswith("; what you do is kept here.")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.parametrize("mode", [0o700, 0o755, 0o2770])
def test_modes_follow_the_folders_own_so_that_an_engine_of_another_user_can_carry(tmp_path: Path, mode: int) -> None:
    tmp_path.chmod(mode)
    before = os.umask(0o077)
    try:
        FolderCarrier(tmp_path, ANA).write(SEGMENT, b"1")
    finally:
        os.umask(before)

    root = tmp_path / "rituals"
    folders = [root, root / "log", root / "log" / ANA]
    assert {folder.stat().st_mode & 0o7777 for folder in folders} == {mode}
    assert (root / SEGMENT).stat().st_mode & 0o777 == mode & 0o666


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are POSIX")
def test_only_files_are_read_without_a_link_on_the_way(tmp_path: Path) -> None:
    """A pipe would be waited for, and a link may lead to the words of somebody else."""
    FolderCarrier(tmp_path, ANA).write(SEGMENT, b"1")
    log = tmp_path / "rituals" / "log"
    (log / SAM).symlink_to(log / ANA)
    (log / ANA / "00000001.rlog").symlink_to(log / ANA / "00000000.rlog")
    os.mkfifo(log / ANA / "00000002.rlog")
    (log / ANA / "00000003.rlog").mkdir()
    carrier = FolderCarrier(tmp_path, SAM)

    assert list(carrier.names()) == [SEGMENT]
    for name in (segment_name(SAM, 0), *(segment_name(ANA, number) for number in (1, 2, 3))):
        with pytest.raises(StorageError):
            carrier.read(name)
    with pytest.raises(StorageError):
        carrier.write(segment_name(SAM, 0), b"2")
    assert carrier.read(SEGMENT) == b"1"


def test_what_goes_while_the_folder_is_listed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine's draft has its own name only until it is whole."""
    carrier = FolderCarrier(tmp_path, ANA)
    carrier.write(SEGMENT, b"1")
    draft = tmp_path / "rituals" / "log" / ANA / "~syncthing~00000001.rlog.tmp"
    draft.write_bytes(b"half")
    scandir = os.scandir

    class Listed:
        def __init__(self, path: Path) -> None:
            with scandir(path) as entries:
                self.entries = list(entries)
            if path == draft.parent:
                draft.unlink()

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr(os, "scandir", Listed)

    assert list(carrier.names()) == [SEGMENT]


def test_a_folder_is_listed_no_further_than_a_couple_has_devices(tmp_path: Path) -> None:
    for number in range(MOST_DEVICES + 5):
        device = f"{number:016x}"
        FolderCarrier(tmp_path, device).write(segment_name(device, 0), b"")
    (tmp_path / "rituals" / "log" / "not a device").mkdir()
    (tmp_path / "rituals" / "log" / "not a device" / "00000000.rlog").touch()

    assert len(FolderCarrier(tmp_path, ANA).names()) == MOST_DEVICES + 1


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    disk = RefusingDisk()
    carrier = FolderCarrier(tmp_path, ANA, disk)
    carrier.write(SEGMENT, b"1")

    for call in ("open", "write", "replace"):
        disk.refusals = {call: 28}
        with pytest.raises(StorageError, match="is full"):
            carrier.write(SEGMENT, b"2")

    assert [path.name for path in (tmp_path / "rituals" / "log" / ANA).iterdir()] == ["00000000.rlog"]
    assert carrier.read(SEGMENT) == b"1"
