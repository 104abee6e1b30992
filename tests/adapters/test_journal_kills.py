"""Real processes, killed at random, four at once, on a disk that is full: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rituals.adapters.event_log import JournalLog
from rituals.adapters.journal import Journal

pytestmark = [pytest.mark.durability, pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")]

ROOT = Path(__file__).parents[2]


class Writer:
    """The helper program, told what to do and heard line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "The helper ended early."
        return line.rstrip("\n")

    def hear_all(self) -> list[str]:
        """What it says until it is done."""
        return list(iter(self.hear, "done"))

    def ask(self, command: str) -> list[str]:
        self.tell(command)
        return self.hear_all()


@contextmanager
def writer(folder: Path, device: str, *, behind: str = "") -> Iterator[Writer]:
    """The helper at work in a folder; `behind` is shell that runs first, in a mount namespace of its own."""
    program = [sys.executable, "-m", "tests.adapters.journal_writer", str(folder), device]
    if behind:
        program = ["unshare", "--mount", "sh", "-c", f'set -e; {behind}; exec "$@"', "sh", *program]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Writer(process)
        finally:
            process.kill()


def may_mount() -> bool:
    """Whether this login may mount a small disk where nobody else sees it."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0


def told(lines: list[str], word: str) -> list[str]:
    """What follows a word in the lines that begin with it."""
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


def killed_at_random(helper: Writer, work: str, chance: random.Random) -> list[str]:
    """Let the helper's child work for a moment, kill it, and say what it acknowledged."""
    helper.tell(work)
    child = int(helper.hear().removeprefix("pid "))
    time.sleep(chance.uniform(0, 0.02))  # the moment is what is tried, no outcome waits for it
    os.kill(child, signal.SIGKILL)
    lines = helper.hear_all()
    assert lines[-1] == "ended"
    assert not told(lines, "stumbled")
    return lines


def test_killed_at_random_a_hundred_times_every_acknowledged_event_is_there(tmp_path: Path, full: bool) -> None:
    chance = random.Random(7)
    watcher = JournalLog(tmp_path, "watcher")
    watched: list[str] = []
    acknowledged: list[str] = []

    with writer(tmp_path, "ana") as helper:
        for round_ in range(500 if full else 100):
            acknowledged += told(killed_at_random(helper, f"run {round_}", chance), "kept")
            fresh = watcher.fresh()
            assert not fresh.rewritten
            watched += [record.id for record in fresh.records]

    found = [record.id for record in JournalLog(tmp_path, "ana").fresh().records]
    assert acknowledged
    assert found == watched
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found)
    assert watcher.damaged == 0


def test_killed_while_rewriting_nothing_kept_is_lost_and_nothing_erased_returns(tmp_path: Path, full: bool) -> None:
    chance = random.Random(11)
    kept: set[str] = set()
    erased: set[str] = set()
    perhaps: set[str] = set()

    with writer(tmp_path, "ana") as helper:
        for round_ in range(250 if full else 50):
            lines = killed_at_random(helper, f"churn {round_}", chance)
            kept.update(told(lines, "kept"))
            erased.update(told(lines, "erased"))
            perhaps.update(told(lines, "erasing"))

    found = [record.id for record in JournalLog(tmp_path, "ana").fresh().records]
    assert erased
    assert len(found) == len(set(found))
    assert kept - perhaps <= set(found)
    assert not erased & set(found)
    assert not any(f'"{name}"' in (tmp_path / "ana.jsonl").read_text() for name in erased)


def test_four_writers_at_once_lose_nothing_and_give_no_id_twice(tmp_path: Path, full: bool) -> None:
    many = 500 if full else 50
    with (
        writer(tmp_path, "ana") as one,
        writer(tmp_path, "ana") as two,
        writer(tmp_path, "ana") as three,
        writer(tmp_path, "sam") as other_device,
    ):
        helpers = [one, two, three, other_device]
        for number, helper in enumerate(helpers):
            helper.tell(f"append {number} {many}")
        acknowledged = [name for helper in helpers for name in told(helper.hear_all(), "kept")]

    found = [record.id for record in JournalLog(tmp_path, "newcomer").fresh().records]
    doc_ids = [document.doc_id for document in Journal(tmp_path / "ana.jsonl").table("events")]
    assert len(acknowledged) == 4 * many
    assert sorted(found) == sorted(acknowledged)
    assert doc_ids == list(range(1, 3 * many + 1))


def test_four_writers_killed_together_leave_every_acknowledged_event(tmp_path: Path) -> None:
    chance = random.Random(13)
    with (
        writer(tmp_path, "ana") as one,
        writer(tmp_path, "ana") as two,
        writer(tmp_path, "ana") as three,
        writer(tmp_path, "sam") as other_device,
    ):
        helpers = [one, two, three, other_device]
        for number, helper in enumerate(helpers):
            helper.tell(f"run {number}")
        children = [int(helper.hear().removeprefix("pid ")) for helper in helpers]
        time.sleep(chance.uniform(0.1, 0.3))  # the moment is what is tried, no outcome waits for it
        for child in children:
            os.kill(child, signal.SIGKILL)
        acknowledged = [name for helper in helpers for name in told(helper.hear_all(), "kept")]

    found = [record.id for record in JournalLog(tmp_path, "newcomer").fresh().records]
    assert acknowledged
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found)


def test_where_files_may_not_grow_nothing_that_was_kept_is_lost(tmp_path: Path) -> None:
    with writer(tmp_path, "ana") as helper:
        kept = told(helper.ask("append first 10"), "kept")
        helper.ask(f"limit {(tmp_path / 'ana.jsonl').stat().st_size + 500}")
        lines = helper.ask("append second 10")
        count = helper.ask("count")

    kept += told(lines, "kept")
    found = [record.id for record in JournalLog(tmp_path, "ana").fresh().records]
    assert 10 < len(kept) < 20
    assert told(lines, "refused") == [
        "The disk is full: nothing was lost, but this was not saved. Free some room and try again."
    ]
    assert found == kept
    assert count == [f"count {len(kept)}"]
    assert (tmp_path / "ana.jsonl").read_bytes().endswith(b"\n")


@pytest.mark.skipif(not may_mount(), reason="needs leave to mount a small disk in a namespace of its own")
def test_a_full_disk_loses_nothing_and_goes_on_once_there_is_room(tmp_path: Path) -> None:
    ballast = tmp_path / "ballast"
    mount = f'mount -t tmpfs -o size=64k tmpfs "{tmp_path}"; head -c 16384 /dev/zero > "{ballast}"'
    with writer(tmp_path / "log", "ana", behind=mount) as helper:
        lines = helper.ask("append first 100000")
        when_full = helper.ask("count")
        helper.ask(f"remove {ballast}")
        more = helper.ask("append second 10")
        after = helper.ask("count")

    kept = len(told(lines, "kept"))
    assert kept > 50
    assert told(lines, "refused") == [
        "The disk is full: nothing was lost, but this was not saved. Free some room and try again."
    ]
    assert when_full == [f"count {kept}"]
    assert len(told(more, "kept")) == 10
    assert after == [f"count {kept + 10}"]


@pytest.mark.skipif(not may_mount(), reason="needs leave to mount a folder read-only in a namespace of its own")
def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    mount = f'mount --bind "{tmp_path}" "{tmp_path}"; mount -o remount,bind,ro "{tmp_path}"'
    with writer(tmp_path / "log", "ana") as before:
        before.ask("append first 10")
    (tmp_path / "log" / ".lock").unlink()

    with writer(tmp_path / "log", "ana", behind=mount) as helper:
        count = helper.ask("count")
        refused = told(helper.ask("append second 1"), "refused")
    with writer(tmp_path / "nowhere", "ana", behind=mount) as helper:
        count_without_folder = helper.ask("count")
        refused_without_folder = told(helper.ask("append second 1"), "refused")

    assert count == ["count 10"]
    assert count_without_folder == ["count 0"]
    assert "is read-only" in refused[0]
    assert "is read-only" in refused_without_folder[0]
