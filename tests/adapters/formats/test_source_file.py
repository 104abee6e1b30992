"""Files to import, as they lie on the disk."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date
from pathlib import Path

import pytest

from rituals.adapters.formats import source_file
from rituals.core.exchange.foreign import ForeignFile, ImportSource
from rituals.errors import Remedy, UsageError
from rituals.ports import ImportFormat

THEIRS = ImportFormat("theirs", "theirs", lambda _: True, lambda _: ForeignFile(()), beside=("*-wal", "log"))


def read(path: Path) -> ImportSource:
    return source_file.read_source(path, [THEIRS], date(2026, 11, 28), UTC)


def test_a_file_comes_with_those_beside_it_that_a_format_asks_for(tmp_path: Path) -> None:
    for name in ("our.db", "our.db-wal", "log", "other"):
        (tmp_path / name).write_text(name)

    source = read(tmp_path / "our.db")

    assert source.content == b"our.db"
    assert source.beside == {"*-wal": b"our.db-wal", "log": b"log"}
    assert read(tmp_path / "log").beside == {}


def test_a_folder_is_what_it_holds_that_can_be_brought_in(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder in which nothing can be brought in") as nothing:
        read(tmp_path)
    (tmp_path / "log").write_text("ours")

    source = read(tmp_path)

    assert nothing.value.remedy is Remedy.LIST_FORMATS
    assert (source.content, source.beside) == (b"", {"log": b"ours"})


@pytest.mark.parametrize(("name", "refusal"), [("none", "No such file"), ("pipe", "no file"), ("large", "larger than")])
def test_what_cant_be_read_is_told_and_nobody_waits_for_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, refusal: str
) -> None:
    if name == "pipe" and sys.platform == "win32":
        pytest.skip("no pipes in folders there")
    monkeypatch.setattr(source_file, "LARGEST_IMPORT", 10)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_text("x" * 11)

    with pytest.raises(UsageError, match=refusal):
        read(tmp_path / name)


def test_a_neighbour_that_is_too_large_or_no_file_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_file, "LARGEST_IMPORT", 10)
    (tmp_path / "our.db").write_text("ours")
    (tmp_path / "our.db-wal").mkdir()
    (tmp_path / "log").write_text("x" * 11)

    with pytest.raises(UsageError, match="log” is larger than"):
        read(tmp_path / "our.db")
