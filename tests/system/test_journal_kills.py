"""Real processes, killed at random, four at once, on a disk that is full: what was acknowledged is there."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.event_log import JournalLog
from tests.kit.mounts import may_mount
from tests.kit.writers import IDLE, Killed, killed_together, moments, said, strings_on_disk, told, writer, writers

pytestmark = [pytest.mark.durability, pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")]

Figure = Callable[[str], None]


def ids(folder: Path, device: str = "newcomer") -> list[str]:
    """What somebody finds who opens the folder now, without anything to complain of."""
    log = JournalLog(folder, device)
    found = [record.id for record in log.fresh().records]
    assert log.problems() == []
    return found


def test_killed_at_random_every_acknowledged_event_is_there(tmp_path: Path, full: bool, figure: Figure) -> None:
    chance = random.Random(7)
    watcher = JournalLog(tmp_path, "watcher")
    watched: list[str] = []
    kills: list[Killed] = []

    with writer(tmp_path, "ana") as helper:
        for round_ in range(500 if full else 60):
            kills += killed_together([helper], f"run {round_}", chance, lines=6)
            fresh = watcher.fresh()
            assert not fresh.rewritten
            watched += [record.id for record in fresh.records]

    found = ids(tmp_path, "ana")
    acknowledged = said(kills, "kept")
    aside = tmp_path / "ana.jsonl.damaged"
    torn = len(aside.read_bytes().splitlines()) if aside.exists() else 0
    figure(
        f"one writer: {moments(kills)}; {torn} lines torn; {len(acknowledged)} events acknowledged, {len(found)} found"
    )
    assert found == watched
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found)
    assert any(kill.during != IDLE for kill in kills)
    assert watcher.problems() == []


def test_four_writers_killed_together_leave_every_acknowledged_event(
    tmp_path: Path, full: bool, figure: Figure
) -> None:
    chance = random.Random(13)
    kills: list[Killed] = []

    with writers(tmp_path, ["ana", "ana", "ana", "sam"]) as helpers:
        for round_ in range(100 if full else 10):
            kills += killed_together(helpers, f"run {round_}", chance, lines=6)
            found = ids(tmp_path)
            assert len(found) == len(set(found))
            assert set(said(kills, "kept")) <= set(found)

    figure(f"four writers: {moments(kills)}; {len(said(kills, 'kept'))} events acknowledged, {len(found)} found")


def test_killed_while_rewriting_nothing_kept_is_lost_and_nothing_erased_returns(
    tmp_path: Path, full: bool, figure: Figure
) -> None:
    chance = random.Random(11)
    kills: list[Killed] = []

    with writer(tmp_path, "ana") as helper:
        for round_ in range(300 if full else 40):
            kills += killed_together([helper], f"churn {round_}", chance, lines=8)
            if round_ % 10 == 9:
                ids(tmp_path)

    found = ids(tmp_path, "ana")
    kept, perhaps, erased = (set(said(kills, word)) for word in ("kept", "erasing", "erased"))
    figure(f"packing and erasing: {moments(kills)}; {len(kept)} events acknowledged, {len(erased)} of them erased")
    assert erased
    assert len(found) == len(set(found))
    assert kept - perhaps <= set(found)
    assert not erased & set(found)
    assert not erased & strings_on_disk(tmp_path)


def test_four_writers_at_once_lose_nothing_and_give_no_id_twice(tmp_path: Path, full: bool) -> None:
    many = 500 if full else 50
    with writers(tmp_path, ["ana", "ana", "ana", "sam"]) as helpers:
        for number, helper in enumerate(helpers):
            helper.tell(f"append {number} {many}")
        acknowledged = [name for helper in helpers for name in told(helper.hear_all(), "kept")]

    doc_ids = [document.doc_id for document in Journal(tmp_path / "ana.jsonl").table("events")]
    assert len(acknowledged) == 4 * many
    assert sorted(ids(tmp_path)) == sorted(acknowledged)
    assert doc_ids == list(range(1, 3 * many + 1))


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
