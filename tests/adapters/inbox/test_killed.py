"""Killed at any call to the disk while a phone's file is taken in and carried out, the next process goes on."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rituals.adapters.inbox.inbox import FolderInbox
from rituals.adapters.inbox.taking import WishTaker
from rituals.adapters.journal.disk import Disk
from rituals.adapters.logs import open_logs
from rituals.adapters.together import kept
from rituals.bootstrap import new_id
from rituals.core.events import RitualAdded, RitualTicked
from rituals.core.inbox.file_lines import ArrivedFile
from rituals.core.model import Rule
from rituals.service.couple import CoupleService
from rituals.service.inbox.carrying_out import carry_out
from tests.kit.fakes import FakeClock
from tests.kit.journal_disks import KillingDisk
from tests.kit.phones import Stopwatch, write_on_phone

pytestmark = [pytest.mark.durability, pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")]

WRITTEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINES = "walk: by the sea\nthank quincewhisper\nwlak\nhug\nrest cook\nwalk tiny: again\n"


def service(home: Path, disk: Disk | None = None) -> CoupleService:
    couple = CoupleService(open_logs(home / "data", "laptop", disk), FakeClock(), new_id, "ana")
    couple.refresh()
    return couple


def taker(home: Path, disk: Disk | None = None) -> WishTaker:
    watch = Stopwatch()

    def carry(file: ArrivedFile, *, may_be_done: bool) -> Mapping[int, tuple[str, str]]:
        return carry_out(service(home, disk), file, (), may_be_done=may_be_done)

    inbox = FolderInbox(home / "data", str(home / "phone"))
    return WishTaker(inbox, carry, FakeClock(), disk=disk, seconds=lambda: watch.now, sleep=watch.sleep)


def take(home: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take in on this disk, with all that is only kept to be quick on it as well."""
    monkeypatch.setattr(kept, "UnsyncedDisk", lambda: disk)
    taker(home, disk).run()


def prepare(home: Path) -> None:
    (home / "phone").mkdir(parents=True)
    couple = service(home)
    for name in ("walk", "hug", "cook"):
        couple.add(RitualAdded(name, couple.today(), name.title(), Rule("FREQ=DAILY")))
    FolderInbox(home / "data", "").open(str(home / "phone"))
    write_on_phone(home / "phone", LINES, at=WRITTEN)


def test_killed_at_any_step_each_line_is_carried_out_once(
    tmp_path: Path, full: bool, figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "before")
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    counting = KillingDisk()
    with monkeypatch.context() as patched:
        take(tmp_path / "whole", counting, patched)

    killed = range(1, counting.steps + 1, 1 if full else 3)
    for step in killed:
        home = tmp_path / str(step)
        shutil.copytree(tmp_path / "before", home)
        child = os.fork()
        if not child:
            take(home, KillingDisk(step), monkeypatch)
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"step {step}"
        taker(home).run()
        write_on_phone(home / "phone", LINES, at=WRITTEN)  # as an engine brings it back
        taker(home).run()

        couple = service(home)
        records = [record.event for record in couple.logs.shared.newest_first()]
        ticks = [event for event in records if isinstance(event, RitualTicked)]
        assert sorted(tick.note for tick in ticks) == ["", "again", "by the sea"], f"step {step}"
        assert len(couple.state.jar) == 1, f"step {step}"
        assert len(couple.state.rests("cook")) == 1, f"step {step}"
        assert len(records) == len(set(map(repr, records))), f"step {step}"
        report = FolderInbox(home / "data", str(home / "phone")).report
        assert [wish.text for wish in report.unread] == ["wlak"], f"step {step}"
        assert list((home / "phone").iterdir()) == [], f"step {step}"
        left = [path for path in (home / "data" / "inbox").iterdir() if b"quince" in path.read_bytes()]
        assert left == [], f"step {step}"
        shutil.rmtree(home)
    figure(f"taking in what a phone wrote, killed at {len(killed)} of {counting.steps} calls: each line came once")
