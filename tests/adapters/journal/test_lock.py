"""The lock keeps processes apart and ends with the one that holds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rituals.adapters.journal.lock import FileLock

HOLD = """
import sys
from pathlib import Path
from rituals.adapters.journal.lock import FileLock

FileLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
"""
WAIT = "sys.stdin.read()"
START_CHILD = """
import subprocess
subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], close_fds=False)
print("child started", flush=True)
sys.stdin.read()
"""


def start_holder(path: Path, and_then: str = WAIT) -> subprocess.Popen[str]:
    """A process that holds the lock until it is killed or its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD + and_then, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_instance_does_not_get_a_held_lock(tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock"):
        assert not FileLock(tmp_path / "lock").try_acquire()

    second = FileLock(tmp_path / "lock")
    assert second.try_acquire()
    second.release()


def test_whoever_holds_it_may_take_it_again_and_it_ends_with_the_last_release(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    other = FileLock(tmp_path / "lock")

    with lock:
        assert lock.try_acquire()
        lock.release()
        held_after_inner_release = not other.try_acquire()

    assert held_after_inner_release
    assert not lock.held
    assert other.try_acquire()
    other.release()


def test_it_dies_with_its_process(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with start_holder(lock.path) as holder:
        refused = not lock.try_acquire()

        holder.kill()
        holder.wait()
        taken = lock.try_acquire()

    assert refused
    assert taken
    lock.release()


def test_a_program_that_is_started_meanwhile_does_not_inherit_it(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with start_holder(lock.path, and_then=START_CHILD) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "child started\n"

        holder.kill()
        holder.wait()
        taken = lock.try_acquire()

    assert taken
    lock.release()


def test_its_file_is_for_the_owner_only(tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock") as lock:
        mode = lock.path.stat().st_mode & 0o777

    assert mode == 0o600


def test_where_its_file_cannot_be_opened_reading_goes_on_and_writing_learns_why(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "missing" / "lock")

    with lock.if_possible():
        held = lock.held

    assert not held
    with pytest.raises(FileNotFoundError):
        lock.acquire()
    with pytest.raises(FileNotFoundError):
        lock.try_acquire()


def test_reading_takes_the_lock_where_it_can(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")

    with lock.if_possible():
        held = lock.held

    assert held
    assert not lock.held
