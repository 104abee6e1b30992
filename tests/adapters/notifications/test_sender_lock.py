"""The locks of what sends nudges: where nobody holds one, its files can go without a trace."""

from __future__ import annotations

from pathlib import Path

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


def test_where_there_is_none_none_is_made(tmp_path: Path) -> None:
    remove_free_locks(tmp_path)
    remove_free_locks(tmp_path / "nowhere")

    assert names(tmp_path) == []
