"""Words that are erased while the process is killed: at the next start they are gone, or nothing had begun."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rituals.adapters.backup.backups import WEEKLY, FolderBackups
from rituals.adapters.journal import event_log
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.config import places
from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.model import HIGHEST_LAMPORT, EventId, Rule
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tests.kit.journal_disks import KillingDisk
from tests.kit.traces import SECRET, words_on_disk

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def opened(home: Path, device: str = "laptop", disk: Disk | None = None) -> CoupleService:
    """The service as a process finds it that begins now; the laptop also erases what the phone wrote here."""
    where = places(str(home))
    logs = open_logs(where.data, device, disk, others=("phone",), cache=where.cache)
    service = CoupleService(logs, FakeClock(), new_id, "ana")
    service.refresh()
    return service


def written(service: CoupleService) -> Collection[EventId]:
    """The records that the secret stands in."""
    return [record.id for record in service.logs.shared.newest_first() if SECRET in str(record.event)]


def home_with_words(home: Path) -> Collection[EventId]:
    """A home with the secret in a note, a tick, a former name, two journals, backups, a draft and an editor's folder;
    the records it stands in."""
    phone = opened(home, "phone")
    phone.add(e.RitualAdded("walk", phone.today(), f"Walk, {SECRET}", Rule("FREQ=DAILY"), cue=f"after {SECRET}"))
    laptop = opened(home)
    laptop.tick("walk", note=f"with {SECRET}")
    laptop.edit("walk", e.RitualEdited("walk", name="Walk", cue=""))
    (note, *_) = laptop.jar.put_in(SECRET)
    assert isinstance(note, e.AppreciationAdded)
    laptop.jar.edit(e.AppreciationEdited(note.appreciation, text="tea"))
    ana = laptop.seated.id
    laptop.jar.keep_draft(e.DraftKept(ana, SECRET))
    folder = laptop.jar.begin_in_editor(UnfinishedNote(ana, e.DraftKept(ana, "")), SECRET)
    folder.release()
    backups = FolderBackups(places(str(home)))
    backups.make(NOW)
    backups.make(NOW, kind=WEEKLY)
    for journal in (home / "data" / "shared").glob("*.jsonl"):
        journal.write_bytes(journal.read_bytes() + f"{SECRET}, garbled\n".encode())
    return [*written(phone), *written(laptop)]


def erase(home: Path, records: Collection[EventId], disk: Disk | None = None) -> None:
    """Erase the words of these records from journals and backups, as the app and the verbs do."""
    opened(home, disk=disk).erasing.erase(records)
    FolderBackups(places(str(home)), disk).finish_erasing()


def seen(service: CoupleService) -> tuple[object, ...]:
    """What the couple sees of what was written."""
    ticks = [tick.note for ticks in service.state.ticks("walk").values() for tick in ticks]
    return ticks, [note.text for note in service.state.jar.notes], service.state.rituals["walk"].name


def test_what_an_earlier_run_took_back_is_its_latest_command_even_where_lamports_no_longer_rise() -> None:
    clock, log = FakeClock(), MemoryLog()
    service = make_rituals(clock, log)
    log.records.append(Recorded("far", "tablet", HIGHEST_LAMPORT, clock.now(), e.Unknown("later")))
    service.refresh()
    for ritual in ("tea", "walk"):
        clock.pass_time(seconds=1)
        service.add(e.RitualAdded(ritual, service.today(), ritual.title(), Rule("FREQ=DAILY")))
        service.tick(ritual, note=f"{ritual} with {SECRET}")
    for ritual in ("tea", "walk"):
        clock.pass_time(seconds=1)
        service.untick(ritual)

    again = make_rituals(clock, MemoryLog(records=log.records))
    again.erasing.recall()
    again.erasing.erase_taken_back()

    notes = [record.event.note for record in log.records if isinstance(record.event, e.RitualTicked)]
    assert notes == [f"tea with {SECRET}", ""]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.durability
def test_words_whose_erasing_is_killed_at_any_step_are_gone_or_all_there(
    tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    records = home_with_words(tmp_path / "made")
    before = ([f"with {SECRET}"], ["tea"], "Walk")
    shutil.copytree(tmp_path / "made", tmp_path / "all")
    counting = KillingDisk()
    erase(tmp_path / "all", records, counting)
    outcomes: list[str] = []

    for step in range(1, counting.steps + 1, 1 if full else 3):
        home = tmp_path / f"killed-{step}"
        shutil.copytree(tmp_path / "made", home)
        child = os.fork()
        if not child:
            erase(home, records, KillingDisk(step))
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        service = opened(home)
        FolderBackups(places(str(home))).finish_erasing()
        held = words_on_disk(home, SECRET)
        assert len(FolderBackups(places(str(home))).made()) == 2
        if service.state.words_erased:
            assert held == []
            assert seen(service) == ([""], ["tea"], "Walk")
            outcomes.append("gone")
        else:
            assert seen(service) == before
            assert {path.name for path in held} >= {"laptop.jsonl", "phone.jsonl"}
            assert sum("backups" in path.parts for path in held) == 4
            outcomes.append("there")

    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {"there", "gone"}
    assert words_on_disk(tmp_path / "all", SECRET) == []
    figure(f"erasing words killed at {len(outcomes)} steps: {outcomes.count('gone')} finished after, none half")


@pytest.mark.parametrize("has_snapshot", [True, False])
def test_a_start_that_finishes_what_another_device_erased_shows_all_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_snapshot: bool
) -> None:
    records = home_with_words(tmp_path)
    shared = tmp_path / "data" / "shared"
    for journal in shared.glob("*.jsonl"):  # a damaged one is in no snapshot
        journal.write_bytes(journal.read_bytes().removesuffix(f"{SECRET}, garbled\n".encode()))
    if has_snapshot:
        monkeypatch.setattr(event_log, "UNTIDY", 1)
        opened(tmp_path).logs.shared.tidy()
    erasing = Recorded("elsewhere", "phone", 900, NOW, e.WordsErased(tuple(records)))
    JournalLog(shared, "phone").append([erasing])

    service = opened(tmp_path)

    assert seen(service) == ([""], ["tea"], "Walk")
    assert SECRET not in "".join(path.read_text() for path in shared.glob("*.jsonl"))


def test_what_was_erased_is_looked_for_once_and_no_later_start_rewrites_anything(tmp_path: Path) -> None:
    records = home_with_words(tmp_path / "home")
    erase(tmp_path / "home", records)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*.*") if path.is_file()}

    again = opened(tmp_path / "home")
    FolderBackups(places(str(tmp_path / "home"))).finish_erasing()

    assert not again._words_to_erase()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*.*") if path.is_file()} == before
