"""Backups that are sealed with a passphrase: what opens them, what is refused, and how anybody reads them."""

from __future__ import annotations

import textwrap
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rituals.adapters.backup import sealed_backups
from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.restore import restore
from rituals.adapters.backup.sealed_backups import SealedBackupError, sealing_with, unsealed_backup
from rituals.bootstrap import open_session
from rituals.config import Places, places
from rituals.core.events import AskAboutAdded
from rituals.errors import NewerFormatError, RitualsError, StorageError, UsageError
from tests.kit.locks import CHEAP, PASSPHRASE

NOW = datetime(2026, 11, 29, 19, tzinfo=UTC)
PRIVATE = AskAboutAdded("e1", NOW.date(), "quinceword")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rituals.adapters.locking.passphrase.COST", CHEAP)


@pytest.fixture
def home(tmp_path: Path) -> Places:
    session = open_session(str(tmp_path / "home"))
    session.service.welcome_somebody()
    session.service.private(session.service.seated.id).put_in([PRIVATE])
    return session.places


@pytest.fixture
def made(home: Places, tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return FolderBackups(home).make(NOW, into=tmp_path / "stick", passphrase=PASSPHRASE)


def with_checksum(content: bytes) -> bytes:
    """A sealed backup changed by somebody who knows its layout."""
    return content[:-4] + zlib.crc32(content[:-4]).to_bytes(4, "big")


def test_it_comes_back_with_its_passphrase_and_without_changes_nothing(made: Path, tmp_path: Path) -> None:
    there = places(str(tmp_path / "empty"))

    with pytest.raises(SealedBackupError, match=r"\.zip\.sealed is sealed with a passphrase\.") as closed:
        restore(there, made, NOW)
    assert closed.value.opener("the heron by the sea") is None
    assert not there.data.exists()
    restored = restore(there, made, NOW, keys=[closed.value.opener(PASSPHRASE)])

    assert restored.events
    session = open_session(str(tmp_path / "empty"))
    assert session.service.private(session.service.seated.id).now.to_ask == [PRIVATE]


def test_it_is_one_file_that_only_its_owner_reads_and_in_which_nothing_is_plain(made: Path) -> None:
    assert [path.name for path in made.parent.iterdir()] == ["rituals-2026-11-29-190000.zip.sealed"]
    assert made.stat().st_mode & 0o777 == 0o600
    line, _, rest = made.read_bytes().partition(b"\n")
    assert line.startswith(b'{"rituals":"sealed backup","format":1,"by":{"salt":"')
    assert b"quinceword" not in rest
    assert b"manifest" not in rest


def test_what_its_module_says_reads_it(made: Path) -> None:
    doc = sealed_backups.__doc__
    if doc is None:
        pytest.skip("python -OO leaves no docstrings")
    names: dict[str, bytes | str] = {"content": made.read_bytes(), "passphrase": PASSPHRASE}

    exec(textwrap.dedent(doc.partition("becomes the zip so:\n")[2]), names)

    zipped = names["zipped"]
    assert isinstance(zipped, bytes)
    assert zipped.startswith(b"PK")


def test_one_that_is_cut_or_changed_is_damaged_and_asks_nothing(made: Path, tmp_path: Path) -> None:
    whole, there = made.read_bytes(), places(str(tmp_path / "empty"))

    for number, at in enumerate((3, 30, 60, 90, len(whole) // 2, len(whole) - 1)):
        for harmed in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            path = tmp_path / f"{number}.sealed"
            path.write_bytes(harmed)
            with pytest.raises(RitualsError, match="is not a whole backup, so nothing is taken from it"):
                restore(there, path, NOW)


def test_its_line_is_bound_to_its_box(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "harmed"
    path.write_bytes(with_checksum(made.read_bytes().replace(b'"passes":1', b'"passes":2', 1)))

    with pytest.raises(SealedBackupError) as closed:
        restore(places(str(tmp_path / "empty")), path, NOW)

    assert closed.value.opener(PASSPHRASE) is None


def test_a_later_format_and_a_cost_that_nobody_bears_are_refused_unasked(made: Path, tmp_path: Path) -> None:
    whole, path, there = made.read_bytes(), tmp_path / "harmed", places(str(tmp_path / "empty"))

    path.write_bytes(with_checksum(whole.replace(b'"format":1,"by"', b'"format":2,"how"', 1)))
    with pytest.raises(NewerFormatError, match="was made by a later version of rituals"):
        restore(there, path, NOW)
    path.write_bytes(with_checksum(whole.replace(b'"memory":8192', b'"memory":8000000000', 1)))
    with pytest.raises(StorageError, match="more than any version of rituals writes"):
        restore(there, path, NOW)


def test_whatever_its_line_says_it_is_refused_in_a_sentence(made: Path, tmp_path: Path) -> None:
    whole, path = made.read_bytes(), tmp_path / "harmed"

    for at in range(whole.index(b"by"), whole.index(b"\n") + 1):
        for byte in set(b'"9\n') - {whole[at]}:
            path.write_bytes(with_checksum(whole[:at] + bytes([byte]) + whole[at + 1 :]))
            with pytest.raises(RitualsError):
                unsealed_backup(path, ())


def test_one_larger_than_any_backup_is_refused(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_backups, "LARGEST", -4000)

    with pytest.raises(RitualsError, match="is larger than any backup is"):
        restore(places(str(tmp_path / "empty")), made, NOW)


def test_a_passphrase_that_anybody_guesses_seals_nothing(home: Places, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 8 signs"):
        FolderBackups(home).make(NOW, into=tmp_path, passphrase="heron")

    assert not list(tmp_path.glob("*.sealed"))


def test_one_among_the_backups_here_is_no_damaged_one(home: Places, made: Path) -> None:
    backups = FolderBackups(home)
    backups.make(NOW)
    made.replace(backups.folder / made.name)

    assert [backup.path.name for backup in backups.listed()] == ["rituals-2026-11-29-190000.zip"]
    assert backups.latest() == backups.folder / "rituals-2026-11-29-190000.zip"


def test_a_sealed_zip_is_checked_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "a.sealed"
    path.write_bytes(sealing_with(PASSPHRASE)(b"no zip"))

    with pytest.raises(SealedBackupError) as closed:
        restore(places(str(tmp_path / "empty")), path, NOW)
    with pytest.raises(RitualsError, match="is not a whole backup"):
        restore(places(str(tmp_path / "empty")), path, NOW, keys=[closed.value.opener(PASSPHRASE)])
