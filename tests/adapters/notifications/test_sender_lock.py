"""The locks of what sends nudges: where nobody holds one, its files can go without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.adapters.journal.lock import FileLock
from rituals.adapters.notifications.sender_lock import BackgroundPlace, FileSenderLock, remove_free_locks


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_nobody_holds_goes(tmp_path: Path) -> None:
    sender, background = FileSenderLock(tmp_path, "a test"), BackgroundPlace(tmp_path)
    assert sender.try_acquire()
    assert background.try_acquire()
    sender.release()
    background.release()

    remove_free_locks(tmp_path)

    assert names(tmp_path) == []


def test_what_somebody_holds_stays_and_still_keeps_others_out(tmp_path: Path) -> None:
    sender, background = FileSenderLock(tmp_path, "the app"), BackgroundPlace(tmp_path)
    assert sender.try_acquire()
    assert background.try_acquire()
    background.release()

    remove_free_locks(tmp_path)

    assert names(tmp_path) == ["nudge.holder", "nudge.lock"]
    assert FileSenderLock(tmp_path, "another").holder() == "the app"
    sender.release()


def test_a_lock_that_was_removed_while_it_was_taken_is_nobodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = FileLock.try_acquire

    def take_and_replace(lock: FileLock) -> bool:
        is_taken = take(lock)
        lock.path.unlink()
        lock.path.touch()
        return is_taken

    sender = FileSenderLock(tmp_path, "the app")
    with monkeypatch.context() as patch:
        patch.setattr(FileLock, "try_acquire", take_and_replace)
        assert not sender.try_acquire()

    assert FileSenderLock(tmp_path, "another").holder() is None
    assert sender.try_acquire()
    sender.release()


def test_where_there_is_none_none_is_made(tmp_path: Path) -> None:
    remove_free_locks(tmp_path)
    remove_free_locks(tmp_path / "nowhere")

    assert names(tmp_path) == []
