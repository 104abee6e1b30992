"""Writing a whole file: readable by its owner only, and no half of it stays beside it, however it ends."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rituals.adapters.whole_file import write_file
from rituals.errors import StorageError


def test_a_file_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    before = os.umask(0)
    try:
        write_file(path, "words\n", force=False)
    finally:
        os.umask(before)

    assert path.read_text(encoding="utf-8") == "words\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("ends", "raises"),
    [(OSError(28, "No space left on device"), StorageError), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_what_was_begun_goes_whatever_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: BaseException, raises: type[BaseException]
) -> None:
    path = tmp_path / "ours.json"
    path.write_text("as it was", encoding="utf-8")

    def fail(_: int) -> None:
        raise ends

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(raises):
        write_file(path, "words", force=True)

    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == "as it was"
